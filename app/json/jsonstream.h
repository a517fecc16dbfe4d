// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stream that RapidJSON reads from. RapidJSON stays the judge of the grammar; the stream keeps the
// live offset, counts blanks, and hides what RapidJSON refuses although RFC 8259 allows it: numbers no
// double can hold, and lone surrogate escapes. It must never change how long a token is, and never
// read past the end of the text.
//
// The reader runs with its in-situ flag, so that it stores decoded text nowhere: what it "puts" tells
// the stream that a piece of a string was accepted, and the stream skips the plain bytes after it.
// RapidJSON's own SIMD code is left off: it reads aligned blocks past the end of the text.
#pragma once

#include "json/jsonscan.h"

#include <QByteArrayView>

#include <vector>

namespace busload {

//! RapidJSON's stream concept (hence the upper-case names) over text that need not end in a NUL.
class JsonStream
{
public:
    using Ch = char;

    explicit JsonStream(QByteArrayView text, qsizetype offset = 0)
        : m_begin(text.data())
        , m_pos(m_begin + offset)
        , m_end(m_begin + text.size())
        , m_stop(m_end)
    {
    }

    Ch Peek() const
    {
        if (m_pos != m_stop) [[likely]]
            return *m_pos;
        return m_pos == m_end ? '\0' : '0';
    }

    Ch Take()
    {
        if (m_pos == m_stop) [[unlikely]]
            return takeAtStop();
        const char c = *m_pos++;
        if (m_inString) {
            if (c == '\\' && m_pos - 1 != m_escapeLetter)
                beginEscape();
        } else if (c >= '1' && c <= '9') {
            // One digit stands for its whole run: the grammar is the same, and no number is too big.
            while (m_pos != m_end && *m_pos >= '0' && *m_pos <= '9')
                ++m_pos;
        }
        return c;
    }

    size_t Tell() const { return static_cast<size_t>(m_pos - m_begin); }

    //! Called after a string's opening quote, and once more after each number.
    Ch *PutBegin()
    {
        m_inString = m_pos[-1] == '"';
        m_escaped = false;
        const char *begin = m_pos;
        if (m_inString)
            m_pos = scan::skipPlainAscii(m_pos, m_end);
        return const_cast<Ch *>(begin); // RapidJSON only hands it on to the handler
    }
    void Put(Ch c)
    {
        // Only after an ASCII character of the inside: in the middle of a UTF-8 sequence a skip would
        // hide the missing byte, and NUL is what RapidJSON puts after the closing quote.
        if (static_cast<signed char>(c) > 0)
            m_pos = scan::skipPlainAscii(m_pos, m_end);
    }
    size_t PutEnd(const Ch *begin)
    {
        m_inString = false;
        return static_cast<size_t>(m_pos - begin);
    }
    void Flush() {}

    void skipBlanks()
    {
        const char *after = scan::skipBlanks(m_pos, m_end);
        m_blanks += after - m_pos;
        m_pos = after;
    }

    QByteArrayView text() const { return QByteArrayView(m_begin, m_end - m_begin); }
    qsizetype offset() const { return m_pos - m_begin; }
    //! Blanks between the parts, so far. Unit: bytes.
    qsizetype blanks() const { return m_blanks; }
    //! Whether the string that was read last holds a backslash.
    bool lastStringEscaped() const { return m_escaped; }
    //! Offsets of the backslashes of the first surrogate escapes that are no half of a pair.
    const std::vector<qsizetype> &loneSurrogates() const { return m_loneSurrogates; }

    static constexpr size_t kMaxLoneSurrogates = 100;

private:
    Ch takeAtStop()
    {
        if (m_pos == m_end)
            return '\0';
        m_stop = m_end;
        ++m_pos;
        return '0';
    }

    static constexpr int hexDigit(char c)
    {
        if (c >= '0' && c <= '9')
            return c - '0';
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    //! The unit of a \uXXXX escape that begins at `p`, or -1.
    int escapedUnit(const char *p) const
    {
        if (m_end - p < 6 || p[0] != '\\' || p[1] != 'u')
            return -1;
        int unit = 0;
        for (int i = 2; i < 6; ++i) {
            const int digit = hexDigit(p[i]);
            if (digit < 0)
                return -1;
            unit = unit * 16 + digit;
        }
        return unit;
    }

    void beginEscape()
    {
        const char *backslash = m_pos - 1;
        m_escaped = true;
        m_escapeLetter = m_pos;
        const int unit = escapedUnit(backslash);
        if (unit < 0xD800 || unit > 0xDFFF || backslash == m_lowHalf)
            return;
        const bool high = unit < 0xDC00;
        if (high) {
            const int next = escapedUnit(backslash + 6);
            if (next >= 0xDC00 && next <= 0xDFFF) {
                m_lowHalf = backslash + 6;
                return;
            }
            m_stop = backslash + 2; // RapidJSON reads \u0800… there, which stands alone
        }
        if (m_loneSurrogates.size() < kMaxLoneSurrogates)
            m_loneSurrogates.push_back(backslash - m_begin);
    }

    const char *m_begin;
    const char *m_pos;
    const char *m_end;
    const char *m_stop; //!< where Peek must not show the byte itself: the end, or a masked hex digit
    const char *m_escapeLetter = nullptr;
    const char *m_lowHalf = nullptr;
    qsizetype m_blanks = 0;
    bool m_inString = false;
    bool m_escaped = false;
    std::vector<qsizetype> m_loneSurrogates;
};

//! Found by RapidJSON through its argument, in place of its own byte-wise loop.
inline void SkipWhitespace(JsonStream &stream)
{
    stream.skipBlanks();
}

} // namespace busload
