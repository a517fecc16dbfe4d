// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsonplacecursor.h"

#include <algorithm>
#include <cstring>

namespace busload {
namespace {

//! The first CR or LF in [from, to), or `to`.
qsizetype lineBreakAt(QByteArrayView text, qsizetype from, qsizetype to)
{
    if (from == to)
        return to; // an empty text may have no data at all
    const auto length = static_cast<size_t>(to - from);
    const void *feed = std::memchr(text.data() + from, '\n', length);
    const qsizetype lineEnd = feed == nullptr ? to : static_cast<const char *>(feed) - text.data();
    const void *ret = std::memchr(text.data() + from, '\r', static_cast<size_t>(lineEnd - from));
    return ret == nullptr ? lineEnd : static_cast<const char *>(ret) - text.data();
}

} // namespace

JsonPlace JsonPlaceCursor::moveTo(qsizetype offset)
{
    const qsizetype target = std::clamp<qsizetype>(offset, m_lineBegin, m_text.size());
    for (;;) {
        const qsizetype found = lineBreakAt(m_text, m_searched, target);
        if (found == target)
            break;
        qsizetype after = found + 1;
        if (m_text[found] == '\r' && after < m_text.size() && m_text[after] == '\n')
            ++after;
        if (after > target)
            break; // between CR and LF: the line has not ended yet
        ++m_line;
        m_lineBegin = after;
        m_searched = after;
    }
    const QByteArrayView before = m_text.sliced(m_lineBegin, target - m_lineBegin);
    const auto characters =
        std::ranges::count_if(before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    return {target, m_line, static_cast<int>(characters) + 1};
}

JsonPlace placeAt(QByteArrayView text, qsizetype offset)
{
    return JsonPlaceCursor(text).moveTo(offset);
}

} // namespace busload
