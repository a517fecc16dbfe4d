// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Format and minify: the tokens of a valid text copied one by one, only the blanks between them change.
#include "json/jsonedit.h"
#include "json/jsonreader.h"

#include <string>

namespace busload {
namespace {

//! Deeper levels stay on one line: a million nested brackets would grow into terabytes of indentation.
constexpr int kMaxBrokenLevels = 256;

struct Validity
{
    bool valid = false;
    qsizetype blanks = 0;
};

Validity look(const QByteArray &text)
{
    JsonStream stream(text);
    IgnoringHandler handler;
    const bool valid = !readJson<JsonExtent::WholeText>(stream, handler);
    return {valid, valid ? stream.blanks() : 0};
}

//! One past a number, true, false or null.
const char *skipWord(const char *p, const char *end)
{
    while (p != end && !scan::isBlank(*p) && *p != ',' && *p != ']' && *p != '}')
        ++p;
    return p;
}

class Layout
{
public:
    Layout(QByteArrayView text, int indent)
        : m_pos(text.data())
        , m_end(m_pos + text.size())
        , m_indent(static_cast<size_t>(std::max(0, indent)))
    {
        m_out.reserve(static_cast<size_t>(text.size()) * 3 / 2);
    }

    QByteArray run()
    {
        while ((m_pos = scan::skipBlanks(m_pos, m_end)) != m_end)
            token();
        return QByteArray(m_out.data(), static_cast<qsizetype>(m_out.size()));
    }

private:
    void token()
    {
        switch (*m_pos) {
        case '{':
        case '[':
            open();
            break;
        case '}':
        case ']':
            breakLine(m_depth - 1);
            --m_depth;
            m_out += *m_pos++;
            break;
        case ',':
            m_out += *m_pos++;
            breakLine(m_depth);
            break;
        case ':':
            m_out += ": ";
            ++m_pos;
            break;
        case '"':
            copyTo(scan::skipString(m_pos, m_end));
            break;
        default:
            copyTo(skipWord(m_pos, m_end));
        }
    }

    void open()
    {
        m_out += *m_pos++;
        m_pos = scan::skipBlanks(m_pos, m_end);
        if (*m_pos == '}' || *m_pos == ']') {
            m_out += *m_pos++;
            return;
        }
        ++m_depth;
        breakLine(m_depth);
    }

    void breakLine(int level)
    {
        if (m_depth > kMaxBrokenLevels)
            return;
        m_out += '\n';
        m_out.append(static_cast<size_t>(level) * m_indent, ' ');
    }

    void copyTo(const char *after)
    {
        m_out.append(m_pos, after);
        m_pos = after;
    }

    const char *m_pos;
    const char *m_end;
    size_t m_indent;
    int m_depth = 0;
    std::string m_out;
};

} // namespace

std::optional<QByteArray> formatJson(const QByteArray &text, int indent)
{
    if (!look(text).valid)
        return std::nullopt;
    return Layout(text, indent).run();
}

std::optional<QByteArray> minifyJson(const QByteArray &text)
{
    const Validity found = look(text);
    if (!found.valid)
        return std::nullopt;
    if (found.blanks == 0)
        return text;
    QByteArray out;
    out.reserve(text.size() - found.blanks);
    const char *p = text.constData();
    const char *end = p + text.size();
    const char *from = p;
    while (p != end) {
        if (*p == '"') {
            p = scan::skipString(p, end);
        } else if (scan::isBlank(*p)) {
            out.append(from, p - from);
            from = p = scan::skipBlanks(p, end);
        } else {
            ++p;
        }
    }
    out.append(from, p - from);
    return out;
}

qint64 minifiedSize(const QByteArray &text)
{
    return text.size() - look(text).blanks;
}

} // namespace busload
