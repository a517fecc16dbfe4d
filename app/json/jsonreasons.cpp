// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsonreasons.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload {
namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! What stands at the offset, as it may be shown in a sentence.
QString shown(QByteArrayView text, qsizetype offset)
{
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte < 0x20 || byte == 0x7F)
        return u"the control character U+%1"_s.arg(uint(byte), 4, 16, QLatin1Char('0'));
    qsizetype end = offset + 1;
    if (isLetter(text[offset])) {
        while (end < text.size() && end - offset < 20 && isLetter(text[end]))
            ++end;
    } else {
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
            ++end;
    }
    const QByteArrayView slice = text.sliced(offset, end - offset);
    return slice.isValidUtf8() ? QString::fromUtf8(slice) : u"the byte 0x%1"_s.arg(uint(byte), 2, 16, QLatin1Char('0'));
}

QString reasonAtEnd(rapidjson::ParseErrorCode code)
{
    switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
        return u"the text is empty"_s;
    case rapidjson::kParseErrorObjectMissName:
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        return u"the text ends inside an object: a } is missing"_s;
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
        return u"the text ends inside an array: a ] is missing"_s;
    case rapidjson::kParseErrorObjectMissColon:
        return u"the text ends after a key: a colon and a value are missing"_s;
    case rapidjson::kParseErrorStringMissQuotationMark:
    case rapidjson::kParseErrorStringEscapeInvalid:
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return u"a string is not closed"_s;
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent:
        return u"the text ends inside a number"_s;
    default:
        return u"the text ends where a value is missing"_s;
    }
}

QString reasonForValue(QByteArrayView text, qsizetype offset)
{
    switch (text[offset]) {
    case ']':
    case '}':
    case ',':
        return u"a value is missing before %1"_s.arg(QLatin1Char(text[offset]));
    case '\'':
        return u"a string must stand in double quotes"_s;
    case '+':
        return u"a number must not begin with +"_s;
    case '.':
        return u"a number must not begin with a point"_s;
    default:
        break;
    }
    if (offset > 0 && text[offset - 1] == '-')
        return u"a digit must follow the minus sign"_s;
    return u"a value must stand here, not %1"_s.arg(shown(text, offset));
}

//! Something stands where only a comma, a bracket or the end may stand.
QString reasonAfterValue(QByteArrayView text, qsizetype offset, const QString &otherwise)
{
    if (offset > 0 && text[offset - 1] == '0') {
        if (isDigit(text[offset]))
            return u"a number must not begin with 0"_s;
        if (text[offset] == 'x' || text[offset] == 'X')
            return u"a number must be written in decimal digits"_s;
    }
    return otherwise;
}

QString reasonInString(QByteArrayView text, qsizetype offset)
{
    switch (text[offset]) {
    case '\\':
        return offset + 1 < text.size()
                   ? u"\\%1 is not an escape that JSON knows"_s.arg(shown(text, offset + 1).left(1))
                   : u"a string is not closed"_s;
    case '\n':
    case '\r':
        return u"a string is not closed before the line ends"_s;
    case '\t':
        return u"a tab inside a string must be written as \\t"_s;
    default:
        return u"a control character inside a string must be escaped"_s;
    }
}

QString reasonAt(QByteArrayView text, rapidjson::ParseErrorCode code, qsizetype offset)
{
    const char c = text[offset];
    switch (code) {
    case rapidjson::kParseErrorDocumentRootNotSingular:
        return reasonAfterValue(text, offset, u"text after the end: nothing may follow the value"_s);
    case rapidjson::kParseErrorObjectMissName:
        if (c == '}')
            return u"a comma must not stand before }"_s;
        return c == '\'' ? u"a key must stand in double quotes"_s : u"a key in double quotes must stand here"_s;
    case rapidjson::kParseErrorObjectMissColon:
        return u"a colon is missing here"_s;
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        return reasonAfterValue(text, offset, u"a comma or } is missing here"_s);
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
        return reasonAfterValue(text, offset, u"a comma or ] is missing here"_s);
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return u"\\u must be followed by four hexadecimal digits"_s;
    case rapidjson::kParseErrorStringEscapeInvalid:
        return reasonInString(text, offset);
    case rapidjson::kParseErrorStringMissQuotationMark:
        return u"a string is not closed"_s;
    case rapidjson::kParseErrorStringInvalidEncoding:
        return u"invalid UTF-8"_s;
    case rapidjson::kParseErrorNumberMissFraction:
        return u"a digit must follow the decimal point"_s;
    case rapidjson::kParseErrorNumberMissExponent:
        return u"a digit must follow the e of a number"_s;
    default:
        return reasonForValue(text, offset);
    }
}

//! Where comments are not what is refused but what is left over from a friendlier format, say so.
bool beginsComment(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView rest = text.sliced(offset);
    return rest.startsWith("//") || rest.startsWith("/*") || rest.startsWith('#');
}

bool isInsideString(rapidjson::ParseErrorCode code)
{
    return code >= rapidjson::kParseErrorStringUnicodeEscapeInvalidHex &&
           code <= rapidjson::kParseErrorStringInvalidEncoding;
}

QString reasonFor(QByteArrayView text, rapidjson::ParseErrorCode code, qsizetype offset)
{
    if (offset >= text.size())
        return reasonAtEnd(code);
    if (text[offset] == '\0')
        return u"a NUL byte stands in the text"_s;
    if (offset == 0 && text.startsWith("\xEF\xBB\xBF"))
        return u"the text begins with a byte order mark, which JSON does not allow"_s;
    if (!isInsideString(code) && beginsComment(text, offset))
        return u"JSON has no comments"_s;
    return reasonAt(text, code, offset);
}

} // namespace

JsonError jsonError(QByteArrayView text, rapidjson::ParseErrorCode code, qsizetype offset)
{
    qsizetype at = std::min(offset, text.size());
    // RapidJSON stops inside "nul" or "truth"; a person looks for the word.
    if (code == rapidjson::kParseErrorValueInvalid)
        while (at > 0 && isLetter(text[at - 1]))
            --at;
    return {reasonFor(text, code, at), placeAt(text, at)};
}

} // namespace busload
