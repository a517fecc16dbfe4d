// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsonstring.h"

#include <QStringConverter>

namespace busload {
namespace {

char16_t simpleEscape(char letter)
{
    switch (letter) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return static_cast<unsigned char>(letter);
    }
}

//! QString::fromUtf8() takes a byte-order mark away, which within a text is a character like any other.
QString everyCharacter(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder(utf8);
}

} // namespace

QString decodedString(QByteArrayView inside)
{
    qsizetype backslash = inside.indexOf('\\');
    if (backslash < 0)
        return everyCharacter(inside);
    QString out;
    out.reserve(inside.size());
    qsizetype from = 0;
    while (backslash >= 0 && backslash + 1 < inside.size()) {
        out += everyCharacter(inside.sliced(from, backslash - from));
        const char letter = inside[backslash + 1];
        if (letter == 'u' && backslash + 6 <= inside.size()) {
            out += QChar(inside.sliced(backslash + 2, 4).toByteArray().toUShort(nullptr, 16));
            from = backslash + 6;
        } else {
            out += QChar(simpleEscape(letter));
            from = backslash + 2;
        }
        backslash = inside.indexOf('\\', from);
    }
    out += everyCharacter(inside.sliced(from));
    return out;
}

QByteArray decodedUtf8(QByteArrayView inside)
{
    const QString text = decodedString(inside);
    if (text.isValidUtf16())
        return text.toUtf8();
    QByteArray out;
    out.reserve(inside.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            out += QStringView(text).sliced(i, 2).toUtf8();
            ++i;
        } else if (unit.isSurrogate()) {
            out += static_cast<char>(0xE0 | (unit.unicode() >> 12));
            out += static_cast<char>(0x80 | ((unit.unicode() >> 6) & 0x3F));
            out += static_cast<char>(0x80 | (unit.unicode() & 0x3F));
        } else {
            out += QStringView(&unit, 1).toUtf8();
        }
    }
    return out;
}

} // namespace busload
