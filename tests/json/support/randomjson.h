// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random JSON text for property tests: every form that RFC 8259 allows, odd blanks, escapes and
// numbers included. The seed alone decides the text.
#pragma once

#include <QByteArray>
#include <QRandomGenerator>

namespace busload::test {

class RandomJson
{
public:
    explicit RandomJson(quint32 seed)
        : m_random(seed)
    {
    }

    QByteArray text()
    {
        QByteArray out = blanks();
        out += value(0);
        return out + blanks();
    }

    QByteArray value(int depth)
    {
        const int kind = m_random.bounded(depth > 5 ? 5 : 9);
        switch (kind) {
        case 0:
            return "null";
        case 1:
            return m_random.bounded(2) == 0 ? "true" : "false";
        case 2:
        case 3:
            return number();
        case 4:
            return string();
        case 5:
        case 6:
            return list('[', ']', depth);
        default:
            return list('{', '}', depth);
        }
    }

    QByteArray blanks()
    {
        static const char *const choices[] = {"", "", "", " ", "\n", "\r\n", "\t", "  ", "\n            ", "\r"};
        return choices[m_random.bounded(int(std::size(choices)))];
    }

    int bounded(int end) { return m_random.bounded(end); }

private:
    QByteArray digits()
    {
        QByteArray out;
        const int count = 1 + (m_random.bounded(20) == 0 ? m_random.bounded(400) : m_random.bounded(6));
        for (int i = 0; i < count; ++i)
            out += char('0' + m_random.bounded(10));
        return out;
    }

    QByteArray number()
    {
        QByteArray out = m_random.bounded(3) == 0 ? "-" : "";
        QByteArray whole = digits();
        while (whole.size() > 1 && whole.startsWith('0'))
            whole.remove(0, 1);
        out += whole;
        if (m_random.bounded(3) == 0)
            out += "." + digits();
        if (m_random.bounded(4) == 0) {
            static const char *const signs[] = {"e", "E", "e+", "E-"};
            out += signs[m_random.bounded(4)] + digits();
        }
        return out;
    }

    QByteArray string()
    {
        static const char *const parts[] = {"a",
                                            "plain words",
                                            "\\\"",
                                            "\\\\",
                                            "\\/",
                                            "\\n",
                                            "\\u0041",
                                            "\\ud83d\\ude00",
                                            "\\ud800",
                                            "\\udc00",
                                            "\xC3\xA4",
                                            "\xE4\xBA\xBA",
                                            "\xF0\x9F\x98\x80",
                                            "{",
                                            "]",
                                            ",",
                                            ":",
                                            " ",
                                            "0123456789",
                                            "\x7F",
                                            "\\u0000",
                                            "//",
                                            "id",
                                            "\\\\u00e4"};
        QByteArray out = "\"";
        const int count = m_random.bounded(5);
        for (int i = 0; i < count; ++i)
            out += parts[m_random.bounded(int(std::size(parts)))];
        return out + "\"";
    }

    QByteArray list(char open, char close, int depth)
    {
        QByteArray out(1, open);
        out += blanks();
        const int count = m_random.bounded(m_random.bounded(12) == 0 ? 40 : 5);
        for (int i = 0; i < count; ++i) {
            if (i > 0)
                out += "," + blanks();
            if (open == '{')
                out += string() + blanks() + ":" + blanks();
            out += value(depth + 1) + blanks();
        }
        return out + close;
    }

    QRandomGenerator m_random;
};

} // namespace busload::test
