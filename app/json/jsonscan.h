// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Skips over the runs that make up most of a JSON text, eight bytes at a time. Every read stays inside
// [p, end): text may lie in a buffer that ends exactly there. Nothing here judges what it skips.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace busload::scan {

inline constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
inline constexpr std::uint64_t kHighs = 0x8080808080808080ULL;

inline std::uint64_t load8(const char *p)
{
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    return word;
}

//! High bit set in the bytes that are zero. Exact up to and including the first such byte.
constexpr std::uint64_t zeroBytes(std::uint64_t word)
{
    return (word - kOnes) & ~word & kHighs;
}

constexpr std::uint64_t bytesEqual(std::uint64_t word, char c)
{
    return zeroBytes(word ^ (kOnes * static_cast<unsigned char>(c)));
}

//! Offset in the word of the first marked byte; 0 where byte order does not tell.
constexpr int firstMarked(std::uint64_t marks)
{
    return std::endian::native == std::endian::little ? std::countr_zero(marks) / 8 : 0;
}

//! Whether RapidJSON may be spared this byte of a string: ASCII that is no quote, backslash or control.
//! Plain char has no sign on some processors, hence the cast.
constexpr bool isPlainAscii(char c)
{
    return static_cast<signed char>(c) >= 0x20 && c != '"' && c != '\\';
}

//! The first byte of a string's inside that is not plain ASCII.
inline const char *skipPlainAscii(const char *p, const char *end)
{
    while (end - p >= 8) {
        const std::uint64_t word = load8(p);
        const std::uint64_t controls = (word - kOnes * 0x20) & ~word;
        const std::uint64_t marks = bytesEqual(word, '"') | bytesEqual(word, '\\') | ((controls | word) & kHighs);
        if (marks != 0) {
            p += firstMarked(marks);
            break;
        }
        p += 8;
    }
    while (p != end && isPlainAscii(*p))
        ++p;
    return p;
}

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

//! The first byte that is not a JSON blank.
inline const char *skipBlanks(const char *p, const char *end)
{
    while (p != end && isBlank(*p)) {
        ++p;
        while (end - p >= 8 && load8(p) == kOnes * static_cast<unsigned char>(' '))
            p += 8;
    }
    return p;
}

//! One past the closing quote of a string token that begins at `p`. The text must be valid JSON.
inline const char *skipString(const char *p, const char *end)
{
    ++p;
    while (p != end && *p != '"') {
        if (end - p >= 8) {
            const std::uint64_t word = load8(p);
            const std::uint64_t marks = bytesEqual(word, '"') | bytesEqual(word, '\\');
            if (marks == 0) {
                p += 8;
                continue;
            }
            p += firstMarked(marks);
            if (*p == '"')
                break;
        }
        p += (*p == '\\' && end - p > 1) ? 2 : 1;
    }
    return p == end ? end : p + 1;
}

} // namespace busload::scan
