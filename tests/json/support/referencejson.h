// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grammar of RFC 8259 written down a second time, rule by rule and byte by byte, as a judge that
// shares nothing with the reader under test. Slow and recursive: for small texts only.
#pragma once

#include <QByteArrayView>

namespace busload::test {

class ReferenceJson
{
public:
    static bool accepts(QByteArrayView text) { return errorOffset(text) < 0; }

    //! Where the first word, number part, escape, character or sign begins that the grammar does not
    //! allow there; -1 for JSON.
    static qsizetype errorOffset(QByteArrayView text)
    {
        ReferenceJson judge(text);
        judge.ws();
        if (!judge.value())
            return judge.m_at;
        judge.ws();
        return judge.m_at == text.size() ? -1 : judge.m_at;
    }

private:
    explicit ReferenceJson(QByteArrayView text)
        : m_text(text)
    {
    }

    int byte(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? static_cast<unsigned char>(m_text[m_at + ahead]) : -1;
    }
    bool take(char c)
    {
        if (byte() != static_cast<unsigned char>(c))
            return false;
        ++m_at;
        return true;
    }
    void ws()
    {
        while (byte() == 0x20 || byte() == 0x09 || byte() == 0x0A || byte() == 0x0D)
            ++m_at;
    }
    bool word(QByteArrayView wanted)
    {
        if (!m_text.sliced(m_at).startsWith(wanted))
            return false;
        m_at += wanted.size();
        return true;
    }
    bool value()
    {
        switch (byte()) {
        case '{':
            return list('{', '}', true);
        case '[':
            return list('[', ']', false);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }
    bool list(char open, char close, bool members)
    {
        take(open);
        ws();
        if (take(close))
            return true;
        for (;;) {
            if (members) {
                if (byte() != '"' || !string())
                    return false;
                ws();
                if (!take(':'))
                    return false;
                ws();
            }
            if (!value())
                return false;
            ws();
            if (take(close))
                return true;
            if (!take(','))
                return false;
            ws();
        }
    }
    bool digits()
    {
        const qsizetype from = m_at;
        while (byte() >= '0' && byte() <= '9')
            ++m_at;
        return m_at > from;
    }
    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }
    static bool isHex(int c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
    bool string()
    {
        take('"');
        for (;;) {
            const int c = byte();
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (c == '\\') {
                const int letter = byte(1);
                if (letter == 'u' && isHex(byte(2)) && isHex(byte(3)) && isHex(byte(4)) && isHex(byte(5)))
                    m_at += 6;
                else if (letter > 0 && QByteArrayView("\"\\/bfnrt").contains(static_cast<char>(letter)))
                    m_at += 2;
                else
                    return false;
            } else if (!character()) {
                return false;
            }
        }
    }
    bool tail(int low, int high, int more)
    {
        if (byte(1) < low || byte(1) > high)
            return false;
        for (int i = 2; i < 2 + more; ++i) {
            if (byte(i) < 0x80 || byte(i) > 0xBF)
                return false;
        }
        m_at += 2 + more;
        return true;
    }
    //! One character as RFC 3629 section 4 lists them.
    bool character()
    {
        const int c = byte();
        if (c >= 0x20 && c <= 0x7F) {
            ++m_at;
            return true;
        }
        if (c >= 0xC2 && c <= 0xDF)
            return tail(0x80, 0xBF, 0);
        if (c >= 0xE0 && c <= 0xEF)
            return tail(c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF, 1);
        if (c >= 0xF0 && c <= 0xF4)
            return tail(c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF, 2);
        return false;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace busload::test
