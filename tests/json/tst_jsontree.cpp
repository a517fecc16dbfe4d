// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which texts are JSON, what is said of the others, and where every value of a text stands.
#include "json/jsontree.h"
#include "json/support/referencejson.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

QByteArray nested(int levels, char open, char close)
{
    return QByteArray(levels, open) + QByteArray(levels, close);
}

QByteArray nestedObjects(int levels)
{
    return QByteArray("{\"a\":").repeated(levels) + "1" + QByteArray(levels, '}');
}

} // namespace

class TestJsonTree : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void errorsSayWhatAndWhere_data();
    void errorsSayWhatAndWhere();
    void placesCountCharactersAndAllLineBreaks_data();
    void placesCountCharactersAndAllLineBreaks();
    void millionLevelsAreRead_data();
    void millionLevelsAreRead();
    void millionOpenBracketsAreAnError();
    void nodesKeepPlacesOfKeysAndValues();
    void siblingsAndParentsAreLinked();
    void textNeedNotEndInNul();
    void findTakesPathsAndTheLastDuplicate_data();
    void findTakesPathsAndTheLastDuplicate();
    void pathOfIsTheWayBack();
    void nodeAtIsTheInnermost_data();
    void nodeAtIsTheInnermost();
    void stringsAreDecoded_data();
    void stringsAreDecoded();
    void scalarTextOfOthersIsExact();
    void pathTextQuotesOddKeys_data();
    void pathTextQuotesOddKeys();
    void valuesInARowAreReadOneByOne();
    void valueAtReportsErrorsInTheWholeText();
    void parsing_data();
    void parsing();
};

void TestJsonTree::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("structure: empty object", "{}");
    row("structure: empty array", "[]");
    row("structure: blanks of all four kinds", " \t\r\n[ \t\r\n] \t\r\n");
    row("structure: lone string", "\"a\"");
    row("structure: lone number", "42");
    row("structure: lone negative number", "-1");
    row("structure: lone true", "true");
    row("structure: lone false", "false");
    row("structure: lone null", "null");
    row("structure: trailing line break", "[1]\n");
    row("structure: no blanks at all", "[1,{\"a\":[null,true,false]}]");
    row("object: duplicate keys", "{\"a\":1,\"a\":2}");
    row("object: duplicate keys and values", "{\"a\":1,\"a\":1}");
    row("object: empty key", "{\"\":0}");
    row("object: escaped key", "{\"\\u0061\\n\":0}");
    row("object: long keys", "{\"" + QByteArray(5000, 'x') + "\":1}");
    row("number: zero", "[0]");
    row("number: minus zero", "[-0]");
    row("number: minus zero with fraction", "[-0.0]");
    row("number: exponent", "[1e5]");
    row("number: capital exponent", "[1E5]");
    row("number: exponent with plus", "[1e+5]");
    row("number: exponent with minus", "[1e-5]");
    row("number: zero with exponent", "[0e1]");
    row("number: zero with signed exponent", "[0E+1]");
    row("number: exponent with leading zeros", "[1e005]");
    row("number: fraction", "[1.10]");
    row("number: fraction of zeros", "[0.000]");
    row("number: fraction and exponent", "[123.456e78]");
    row("number: too big for a double", "[1e400]");
    row("number: far too big for a double", "[-1e99999999999]");
    row("number: too small for a double", "[1e-400]");
    row("number: far too small for a double", "[123.456e-99999999999]");
    row("number: 400 digits", "[" + QByteArray(400, '9') + "]");
    row("number: 400 digits, fraction, exponent", "[" + QByteArray(400, '9') + "." + QByteArray(400, '9') + "e400]");
    row("number: 400 zeros in the fraction", "[0." + QByteArray(400, '0') + "1e309]");
    row("number: past 64 bits", "[18446744073709551616]");
    row("number: close to the limit of a double", "[1.7976931348623158e308]");
    row("number: many that are too big", "[" + QByteArray("1e999,").repeated(1000) + "1]");
    row("string: all simple escapes", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]");
    row("string: unicode escape", "[\"\\u0060\\u012a\\u12AB\"]");
    row("string: escaped NUL", "[\"\\u0000\"]");
    row("string: surrogate pair", "[\"\\uD801\\udc37\"]");
    row("string: two surrogate pairs", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]");
    row("string: escaped backslash before u", "[\"\\\\u0000\"]");
    row("string: escaped backslash before surrogate", "[\"\\\\ud800\"]");
    row("string: DEL", "[\"\x7F\"]");
    row("string: two-byte UTF-8", "[\"\xC3\xA4\"]");
    row("string: three-byte UTF-8", "[\"\xE2\x82\xAC\"]");
    row("string: four-byte UTF-8", "[\"\xF0\x9D\x84\x9E\"]");
    row("string: last code point", "[\"\xF4\x8F\xBF\xBF\"]");
    row("string: noncharacter", "[\"\xEF\xBF\xBF\"]");
    row("string: byte order mark inside", "[\"\xEF\xBB\xBF\"]");
    row("string: line separator U+2028", "[\"\xE2\x80\xA8\"]");
    row("string: comment inside", "[\"a/*b*/c/*d//e\"]");
    row("string: digits", "[\"0123456789012345678901234567890\"]");
    row("string: digits after an escape", "[\"\\n111111111111\\u0031111\"]");
    row("surrogate: lone high", "[\"\\ud800\"]");
    row("surrogate: lone high, capital", "[\"\\uDADA\"]");
    row("surrogate: lone low", "[\"\\udc00\"]");
    row("surrogate: high before text", "[\"\\ud800abc\"]");
    row("surrogate: high before another escape", "[\"\\uD800\\n\"]");
    row("surrogate: high before escaped letter", "[\"\\ud800\\u0041\"]");
    row("surrogate: high before high", "[\"\\ud800\\ud800\"]");
    row("surrogate: high before pair", "[\"\\ud800\\ud83d\\ude00\"]");
    row("surrogate: low before high", "[\"\\ude00\\ud83d\"]");
    row("surrogate: pair before low", "[\"\\ud83d\\ude00\\ude00\"]");
    row("surrogate: lone high in a key", "{\"\\ud800\":1}");
    row("surrogate: high before escaped backslash and low", "[\"\\ud800\\\\udc00\"]");
    row("nesting: 1000 arrays", nested(1000, '[', ']'));
    row("nesting: 1000 objects", nestedObjects(1000));
}

void TestJsonTree::accepts()
{
    QFETCH(QByteArray, text);
    QVERIFY2(test::ReferenceJson::accepts(text), "the row itself is no JSON");
    const JsonParse parse = parseJson(text);
    QVERIFY2(parse, qPrintable(parse.error.reason));
    QCOMPARE(parse.tree->text(), text);
    QCOMPARE(parse.tree->slice(0).toByteArray(), text.trimmed());
    qsizetype end = -1;
    const JsonParse first = parseJsonValueAt(text + " [", 0, &end);
    QVERIFY2(first, qPrintable(first.error.reason));
    QCOMPARE(first.tree->nodes(), parse.tree->nodes());
    QCOMPARE(end, parse.tree->root().end);
}

void TestJsonTree::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("structure: nothing", "");
    row("structure: only blanks", " \n");
    row("structure: byte order mark", "\xEF\xBB\xBF{}");
    row("structure: only a byte order mark", "\xEF\xBB\xBF");
    row("structure: UTF-16", QByteArray("\xFF\xFE[\0]\0", 6));
    row("structure: open array", "[");
    row("structure: open object", "{");
    row("structure: open array after element", "[1");
    row("structure: open array after comma", "[1,");
    row("structure: open object after key", "{\"a\"");
    row("structure: open object after colon", "{\"a\":");
    row("structure: open object after value", "{\"a\":1");
    row("structure: open object after comma", "{\"a\":1,");
    row("structure: only a closing bracket", "]");
    row("structure: crossed brackets", "[{]}");
    row("structure: object closed by ]", "{]");
    row("structure: array closed by }", "[}");
    row("structure: two values", "[][]");
    row("structure: two values with blank", "1 2");
    row("structure: two closing brackets", "[]]");
    row("structure: text after the end", "{} x");
    row("structure: comma after the end", "{},");
    row("structure: comment after the end", "{}/**/");
    row("structure: line comment", "{}//");
    row("structure: comment inside", "[1,/* one */2]");
    row("structure: hash comment", "#\n{}");
    row("structure: form feed is no blank", "[\f1]");
    row("structure: vertical tab is no blank", "[\v1]");
    row("structure: no-break space is no blank", "[\xC2\xA0]");
    row("structure: word joiner is no blank", "[\xE2\x81\xA0]");
    row("structure: NUL after the value", QByteArray("{}\0", 3));
    row("structure: NUL before the value", QByteArray("\0{}", 3));
    row("structure: NUL in an array", QByteArray("[1,\0 2]", 7));
    row("structure: NUL in a number", QByteArray("[1\0]", 4));
    row("structure: NUL in a string", QByteArray("[\"a\0b\"]", 7));
    row("structure: NUL in a string after an escape", QByteArray("[\"\\n\0\"]", 7));
    row("structure: NUL in an object", QByteArray("{\0}", 3));
    row("structure: angle bracket", "<null>");
    row("structure: capital true", "[True]");
    row("structure: upper-case NULL", "NULL");
    row("structure: cut true", "[tru]");
    row("structure: cut null", "nul");
    row("structure: truth", "truth");
    row("structure: undefined", "[undefined]");
    row("array: trailing comma", "[1,]");
    row("array: trailing commas", "[1,,]");
    row("array: only a comma", "[,]");
    row("array: comma first", "[,1]");
    row("array: two commas", "[1,,2]");
    row("array: no comma", "[1 true]");
    row("array: colon", "[\"a\": 1]");
    row("array: semicolon", "[1;2]");
    row("object: trailing comma", "{\"a\":1,}");
    row("object: trailing commas", "{\"a\":1,,}");
    row("object: two commas", "{\"a\":1,,\"b\":2}");
    row("object: only a comma", "{,}");
    row("object: no colon", "{\"a\" 1}");
    row("object: two colons", "{\"a\"::1}");
    row("object: comma for colon", "{\"a\",1}");
    row("object: key without quotes", "{a:1}");
    row("object: key in single quotes", "{'a':1}");
    row("object: number as key", "{1:1}");
    row("object: key alone", "{\"a\"}");
    row("object: no value", "{\"a\":}");
    row("object: no comma", "{\"a\":1 \"b\":2}");
    row("number: plus", "[+1]");
    row("number: plus plus", "[++1234]");
    row("number: leading zero", "[01]");
    row("number: minus leading zero", "[-01]");
    row("number: two zeros", "00");
    row("number: point first", "[.5]");
    row("number: minus point", "[-.5]");
    row("number: point last", "[1.]");
    row("number: point before exponent", "[1.e5]");
    row("number: two points", "[1.2.3]");
    row("number: exponent without digits", "[1e]");
    row("number: signed exponent without digits", "[1e+]");
    row("number: two signs in the exponent", "[1e+-5]");
    row("number: two exponents", "[1e5e5]");
    row("number: fraction in the exponent", "[1e5.5]");
    row("number: minus alone", "[-]");
    row("number: two minus signs", "[--1]");
    row("number: minus blank", "[- 1]");
    row("number: minus word", "[-true]");
    row("number: blank inside", "[1 000.0]");
    row("number: underscore inside", "[1_000]");
    row("number: hexadecimal", "[0x1F]");
    row("number: NaN", "[NaN]");
    row("number: minus NaN", "[-NaN]");
    row("number: Infinity", "[Infinity]");
    row("number: minus Infinity", "[-Infinity]");
    row("number: letter after", "[1a]");
    row("number: full-width digit", "[\xEF\xBC\x91]");
    row("number: cut after the point at the end", "1.");
    row("number: 400 digits and a letter", "[" + QByteArray(400, '9') + "x]");
    row("string: not closed", "[\"a");
    row("string: only a quote", "\"");
    row("string: single quotes", "['a']");
    row("string: no quotes", "[a]");
    row("string: line feed", "[\"a\nb\"]");
    row("string: carriage return", "[\"a\rb\"]");
    row("string: tab", "[\"a\tb\"]");
    row("string: U+001F", "[\"\x1F\"]");
    row("string: control after sixteen plain bytes", "[\"0123456789abcdef\x01\"]");
    row("string: unknown escape", "[\"\\x00\"]");
    row("string: escaped single quote", "[\"\\'\"]");
    row("string: escaped line feed", "[\"\\\n\"]");
    row("string: octal escape", "[\"\\012\"]");
    row("string: capital U escape", "[\"\\U0041\"]");
    row("string: escaped UTF-8", "[\"\\\xC3\xA4\"]");
    row("string: escape at the end", "[\"\\");
    row("string: escaped quote at the end", "[\"\\\"]");
    row("string: three hex digits", "[\"\\u004\"]");
    row("string: no hex digits", "[\"\\u\"]");
    row("string: bad hex digit", "[\"\\u00G0\"]");
    row("string: cut escape at the end", "[\"\\u00");
    row("string: surrogate and cut escape", "[\"\\ud800\\u\"]");
    row("string: surrogate and bad escape", "[\"\\ud800\\x\"]");
    row("string: surrogate and bad hex", "[\"\\ud800\\udcGG\"]");
    row("string: cut surrogate", "[\"\\ud80\"]");
    row("UTF-8: lone continuation", "[\"\x80\"]");
    row("UTF-8: lone lead", "[\"\xC3\"]");
    row("UTF-8: lead before letter", "[\"\xC3"
                                     "a\"]");
    row("UTF-8: letter between lead and continuation", "[\"\xC3"
                                                       "aaaaaaaaaaaaaaaaaaaa\xA4\"]");
    row("UTF-8: three bytes cut", "[\"\xE2\x82\"]");
    row("UTF-8: four bytes cut", "[\"\xF0\x9F\x98\"]");
    row("UTF-8: overlong slash", "[\"\xC0\xAF\"]");
    row("UTF-8: overlong three bytes", "[\"\xE0\x80\xAF\"]");
    row("UTF-8: overlong four bytes", "[\"\xF0\x80\x80\xAF\"]");
    row("UTF-8: encoded surrogate", "[\"\xED\xA0\x80\"]");
    row("UTF-8: past U+10FFFF", "[\"\xF4\x90\x80\x80\"]");
    row("UTF-8: five bytes", "[\"\xF8\x88\x80\x80\x80\"]");
    row("UTF-8: 0xFF", "[\"\xFF\"]");
    row("UTF-8: Latin-1", "[\"\xE9\"]");
    row("UTF-8: invalid in a key", "{\"\xE9\":1}");
    row("UTF-8: invalid outside strings", "[\xE9]");
    row("UTF-8: lead at the end of the text", "\"\xC3");
}

void TestJsonTree::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY2(!test::ReferenceJson::accepts(text), "the row itself is JSON");
    const JsonParse parse = parseJson(text);
    QVERIFY(!parse);
    QVERIFY(!parse.error.reason.isEmpty());
    QCOMPARE(parse.error.place.offset, test::ReferenceJson::errorOffset(text));
    QCOMPARE(parse.error.place, placeAt(text, parse.error.place.offset));
}

void TestJsonTree::errorsSayWhatAndWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const QByteArray &text, const QString &reason, int offset, int line,
                        int column) { QTest::newRow(name) << text << reason << offset << line << column; };
    row("empty text", "", u"the text is empty"_s, 0, 1, 1);
    row("only blanks", " \n ", u"the text is empty"_s, 3, 2, 2);
    row("byte order mark", "\xEF\xBB\xBF{}", u"the text begins with a byte order mark, which JSON does not allow"_s, 0,
        1, 1);
    row("text after the end", "{}\n x", u"text after the end: nothing may follow the value"_s, 4, 2, 2);
    row("NUL after the end", QByteArray("{}\0", 3), u"a NUL byte stands in the text"_s, 2, 1, 3);
    row("NUL in a string", QByteArray("[\"a\0\"]", 6), u"a NUL byte stands in the text"_s, 3, 1, 4);
    row("comma or brace", "{\n  \"a\": 1\n  \"b\": 2\n}", u"a comma or } is missing here"_s, 13, 3, 3);
    row("comma or bracket", "[1 2]", u"a comma or ] is missing here"_s, 3, 1, 4);
    row("colon", "{\"a\" 1}", u"a colon is missing here"_s, 5, 1, 6);
    row("key", "{a: 1}", u"a key in double quotes must stand here"_s, 1, 1, 2);
    row("key in single quotes", "{'a': 1}", u"a key must stand in double quotes"_s, 1, 1, 2);
    row("trailing comma in an object", "{\"a\": 1,\n}", u"a comma must not stand before }"_s, 9, 2, 1);
    row("trailing comma in an array", "[1, ]", u"a value is missing before ]"_s, 4, 1, 5);
    row("no value", "{\"a\": }", u"a value is missing before }"_s, 6, 1, 7);
    row("cut word", "[1, nul]", u"a value must stand here, not nul"_s, 4, 1, 5);
    row("unknown word", "[1, None]", u"a value must stand here, not None"_s, 4, 1, 5);
    row("word that begins well", "[truth]", u"a value must stand here, not truth"_s, 1, 1, 2);
    row("only a closing bracket", "]", u"a value is missing before ]"_s, 0, 1, 1);
    row("comment", "[1, // one\n2]", u"JSON has no comments"_s, 4, 1, 5);
    row("comment after a value", "[1 /* one */]", u"JSON has no comments"_s, 3, 1, 4);
    row("leading zero", "[01]", u"a number must not begin with 0"_s, 2, 1, 3);
    row("hexadecimal", "{\"a\":0xFF}", u"a number must be written in decimal digits"_s, 6, 1, 7);
    row("plus", "[+1]", u"a number must not begin with +"_s, 1, 1, 2);
    row("point first", "[.5]", u"a number must not begin with a point"_s, 1, 1, 2);
    row("point last", "[1.]", u"a digit must follow the decimal point"_s, 3, 1, 4);
    row("exponent", "[1e]", u"a digit must follow the e of a number"_s, 3, 1, 4);
    row("minus", "[-x]", u"a digit must follow the minus sign"_s, 2, 1, 3);
    row("single quotes", "['a']", u"a string must stand in double quotes"_s, 1, 1, 2);
    row("string not closed at the end", "[\"abc", u"a string is not closed"_s, 5, 1, 6);
    row("string not closed on its line", "{\"a\": \"b,\n\"c\": 1}", u"a string is not closed before the line ends"_s, 9,
        1, 10);
    row("tab in a string", "[\"a\tb\"]", u"a tab inside a string must be written as \\t"_s, 3, 1, 4);
    row("control character", "[\"a\x01\"]", u"a control character inside a string must be escaped"_s, 3, 1, 4);
    row("unknown escape", "[\"ab\\qc\"]", u"\\q is not an escape that JSON knows"_s, 4, 1, 5);
    row("bad hex", "[\"\\u12G4\"]", u"\\u must be followed by four hexadecimal digits"_s, 2, 1, 3);
    row("invalid UTF-8", "[\"a\xFF\"]", u"invalid UTF-8"_s, 3, 1, 4);
    row("invalid UTF-8 after plain text", "[\"0123456789abcdefghi\xC3(\"]", u"invalid UTF-8"_s, 21, 1, 22);
    row("invalid byte outside strings", "[\xFF]", u"a value must stand here, not the byte 0xff"_s, 1, 1, 2);
    row("open object", "{\"a\": 1", u"the text ends inside an object: a } is missing"_s, 7, 1, 8);
    row("open array", "[1,\n 2\n", u"the text ends inside an array: a ] is missing"_s, 7, 3, 1);
    row("end after a key", "{\"a\"", u"the text ends after a key: a colon and a value are missing"_s, 4, 1, 5);
    row("end after a colon", "{\"a\":", u"the text ends where a value is missing"_s, 5, 1, 6);
    row("end in a number", "[1.", u"the text ends inside a number"_s, 3, 1, 4);
    row("column counts characters", "[\"\xC3\xA4\xE4\xBA\xBA\xF0\x9F\x98\x80\" 1]", u"a comma or ] is missing here"_s,
        13, 1, 8);
}

void TestJsonTree::errorsSayWhatAndWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const JsonParse parse = parseJson(text);
    QVERIFY(!parse);
    QCOMPARE(parse.error.reason, reason);
    QTEST(int(parse.error.place.offset), "offset");
    QTEST(parse.error.place.line, "line");
    QTEST(parse.error.place.column, "column");
}

void TestJsonTree::placesCountCharactersAndAllLineBreaks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("empty text") << QByteArray() << 0 << 1 << 1;
    QTest::newRow("beginning") << QByteArray("ab") << 0 << 1 << 1;
    QTest::newRow("end") << QByteArray("ab") << 2 << 1 << 3;
    QTest::newRow("past the end is the end") << QByteArray("ab") << 99 << 1 << 3;
    QTest::newRow("before LF") << QByteArray("a\nb") << 1 << 1 << 2;
    QTest::newRow("after LF") << QByteArray("a\nb") << 2 << 2 << 1;
    QTest::newRow("after CR LF") << QByteArray("a\r\nb") << 3 << 2 << 1;
    QTest::newRow("between CR and LF") << QByteArray("a\r\nb") << 2 << 1 << 3;
    QTest::newRow("after lone CR") << QByteArray("a\rb") << 2 << 2 << 1;
    QTest::newRow("CR at the end") << QByteArray("a\r") << 2 << 2 << 1;
    QTest::newRow("mixed") << QByteArray("a\r\n\n\r\rb c") << 8 << 5 << 3;
    QTest::newRow("astral character is one column") << QByteArray("\xF0\x9F\x98\x80x") << 4 << 1 << 2;
}

void TestJsonTree::placesCountCharactersAndAllLineBreaks()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    const JsonPlace place = placeAt(text, offset);
    QCOMPARE(int(place.offset), qMin(offset, int(text.size())));
    QTEST(place.line, "line");
    QTEST(place.column, "column");
}

void TestJsonTree::millionLevelsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("arrays") << nested(1'000'000, '[', ']');
    QTest::newRow("objects") << nestedObjects(1'000'000);
}

void TestJsonTree::millionLevelsAreRead()
{
    QFETCH(QByteArray, text);
    const JsonParse parse = parseJson(text);
    QVERIFY2(parse, qPrintable(parse.error.reason));
    QVERIFY(parse.tree->nodes().size() >= 1'000'000);
    QCOMPARE(parse.tree->root().end, text.size());
    QCOMPARE(parse.tree->nodes().last().parent, int(parse.tree->nodes().size()) - 2);
    QCOMPARE(parse.tree->pathOf(int(parse.tree->nodes().size()) - 1).size(), parse.tree->nodes().size() - 1);
}

void TestJsonTree::millionOpenBracketsAreAnError()
{
    const JsonParse parse = parseJson(QByteArray(1'000'000, '['));
    QVERIFY(!parse);
    QCOMPARE(parse.error.place.offset, qsizetype(1'000'000));
}

void TestJsonTree::nodesKeepPlacesOfKeysAndValues()
{
    const QByteArray text = " { \"a\\n\" : -1.50e+2 , \"b\":[ true,false , null],\"c\":\"x\\u00e4\" } ";
    const JsonParse parse = parseJson(text);
    QVERIFY(parse);
    struct Expected
    {
        JsonKind kind;
        const char *slice;
        const char *key;
    };
    const Expected expected[] = {
        {JsonKind::Object, "{ \"a\\n\" : -1.50e+2 , \"b\":[ true,false , null],\"c\":\"x\\u00e4\" }", nullptr},
        {JsonKind::Number, "-1.50e+2", "\"a\\n\""},
        {JsonKind::Array, "[ true,false , null]", "\"b\""},
        {JsonKind::True, "true", nullptr},
        {JsonKind::False, "false", nullptr},
        {JsonKind::Null, "null", nullptr},
        {JsonKind::String, "\"x\\u00e4\"", "\"c\""},
    };
    QCOMPARE(parse.tree->nodes().size(), qsizetype(std::size(expected)));
    for (int i = 0; i < int(std::size(expected)); ++i) {
        const JsonNode &node = parse.tree->node(i);
        QCOMPARE(node.kind, expected[i].kind);
        QCOMPARE(parse.tree->slice(i).toByteArray(), QByteArray(expected[i].slice));
        if (expected[i].key == nullptr)
            QCOMPARE(node.keyBegin, qsizetype(-1));
        else
            QCOMPARE(text.sliced(node.keyBegin, node.keyEnd - node.keyBegin), QByteArray(expected[i].key));
    }
    QCOMPARE(parse.tree->key(1), u"a\n"_s);
    QCOMPARE(parse.tree->key(3), QString());
    QCOMPARE(parse.tree->key(0), QString());
}

void TestJsonTree::siblingsAndParentsAreLinked()
{
    const JsonParse parse = parseJson("[1,[2,3],{\"a\":4},[]]");
    QVERIFY(parse);
    const JsonTree &tree = *parse.tree;
    QCOMPARE(tree.children(0), (QList<int>{1, 2, 5, 7}));
    QCOMPARE(tree.children(2), (QList<int>{3, 4}));
    QCOMPARE(tree.children(5), (QList<int>{6}));
    QCOMPARE(tree.children(7), QList<int>());
    QCOMPARE(tree.root().childCount, 4);
    QCOMPARE(tree.root().parent, -1);
    QCOMPARE(tree.node(3).parent, 2);
    QCOMPARE(tree.node(6).parent, 5);
    QCOMPARE(tree.node(7).nextSibling, -1);
    QCOMPARE(tree.node(7).firstChild, -1);
}

void TestJsonTree::textNeedNotEndInNul()
{
    // What follows the view must not be read: the address sanitizer watches the heap block's end.
    const QByteArrayList texts{"[\"0123456789abcdef\"]", "123456789", "\"\\ud80", "[           "};
    for (const QByteArray &text : texts) {
        const std::unique_ptr<char[]> exact(new char[size_t(text.size())]);
        std::memcpy(exact.get(), text.constData(), size_t(text.size()));
        const QByteArray raw = QByteArray::fromRawData(exact.get(), text.size());
        QCOMPARE(bool(parseJson(raw)), test::ReferenceJson::accepts(text));
    }
    const QByteArray longer = "12345";
    const JsonParse parse = parseJson(QByteArray::fromRawData(longer.constData(), 3));
    QVERIFY(parse);
    QCOMPARE(parse.tree->slice(0).toByteArray(), QByteArray("123"));
}

void TestJsonTree::findTakesPathsAndTheLastDuplicate_data()
{
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QByteArray>("slice");
    const auto row = [](const char *name, const JsonPath &path, const char *slice) {
        QTest::newRow(name) << path << QByteArray(slice);
    };
    row("member", {u"plain"_s}, "1");
    row("member below an element", {u"list"_s, 1, u"q"_s}, "7");
    row("last of duplicates", {u"twice"_s}, "\"second\"");
    row("last of duplicates though one is escaped", {u"esc"_s}, "4");
    row("escaped key", {u"line\nbreak"_s}, "5");
    row("key with umlaut", {u"ä"_s}, "6");
    row("lone surrogate in a key", {QString(QChar(0xD800))}, "8");
    row("another lone surrogate is another key", {QString(QChar(0xD801))}, "");
    row("empty key", {QString()}, "9");
    row("unknown member", {u"none"_s}, "");
    row("index past the end", {u"list"_s, 2}, "");
    row("negative index", {u"list"_s, -1}, "");
    row("index into an object", {0}, "");
    row("key into an array", {u"list"_s, u"q"_s}, "");
    row("key into a number", {u"plain"_s, u"q"_s}, "");
}

void TestJsonTree::findTakesPathsAndTheLastDuplicate()
{
    QFETCH(JsonPath, path);
    QFETCH(QByteArray, slice);
    const JsonParse parse =
        parseJson("{\"plain\":1,\"list\":[0,{\"q\":7}],\"twice\":\"first\",\"twice\":\"second\",\"esc\":3,"
                  "\"\\u0065sc\":4,\"line\\nbreak\":5,\"\xC3\xA4\":6,\"\\ud800\":8,\"\":9,\"?\":10}");
    QVERIFY(parse);
    const int found = parse.tree->find(path);
    QCOMPARE(found < 0 ? QByteArray() : parse.tree->slice(found).toByteArray(), slice);
    QCOMPARE(parse.tree->find({}), 0);
}

void TestJsonTree::pathOfIsTheWayBack()
{
    const JsonParse parse = parseJson("{\"a\":[1,{\"b c\":[[],2]}],\"d\":3}");
    QVERIFY(parse);
    QCOMPARE(parse.tree->pathOf(0), JsonPath());
    for (int i = 0; i < parse.tree->nodes().size(); ++i)
        QCOMPARE(parse.tree->find(parse.tree->pathOf(i)), i);
    QCOMPARE(pathText(parse.tree->pathOf(6)), u"a[1][\"b c\"][1]"_s);
}

void TestJsonTree::nodeAtIsTheInnermost_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("node");
    // offsets:                        0 1 23456 7 8 9...
    // text:                           _ { "ab": [ 1 , 22 ] , "c": {} }
    const auto row = [](const char *name, int offset, int node) { QTest::newRow(name) << offset << node; };
    row("before the root", 0, -1);
    row("opening brace", 1, 0);
    row("key's opening quote", 2, 1);
    row("key's closing quote", 5, 1);
    row("colon belongs to the object", 6, 0);
    row("opening bracket", 7, 1);
    row("element", 8, 2);
    row("comma belongs to the array", 9, 1);
    row("second digit of an element", 11, 3);
    row("closing bracket", 12, 1);
    row("comma belongs to the object", 13, 0);
    row("second key", 15, 4);
    row("empty object", 18, 4);
    row("closing brace", 20, 0);
    row("after the root", 21, -1);
    row("far after the root", 99, -1);
}

void TestJsonTree::nodeAtIsTheInnermost()
{
    QFETCH(int, offset);
    const JsonParse parse = parseJson(" {\"ab\":[1,22],\"c\":{}} ");
    QVERIFY(parse);
    QTEST(parse.tree->nodeAt(offset), "node");
}

void TestJsonTree::stringsAreDecoded_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("\"abc\"") << u"abc"_s;
    QTest::newRow("empty") << QByteArray("\"\"") << u""_s;
    QTest::newRow("UTF-8") << QByteArray("\"\xC3\xA4\xF0\x9F\x98\x80\"") << u"ä😀"_s;
    QTest::newRow("simple escapes") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"") << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("unicode escape") << QByteArray("\"a\\u00E4b\"") << u"aäb"_s;
    QTest::newRow("surrogate pair") << QByteArray("\"\\ud83d\\ude00\"") << u"😀"_s;
    QTest::newRow("lone surrogate survives") << QByteArray("\"x\\ud83dy\"") << QString(u"x"_s + QChar(0xD83D) + u"y"_s);
    QTest::newRow("escaped backslash before u") << QByteArray("\"\\\\u0041\"") << u"\\u0041"_s;
    QTest::newRow("escaped NUL") << QByteArray("\"a\\u0000b\"") << QString(u"a"_s + QChar(0) + u"b"_s);
}

void TestJsonTree::stringsAreDecoded()
{
    QFETCH(QByteArray, token);
    const JsonParse parse = parseJson("{" + token + ":" + token + "}");
    QVERIFY(parse);
    QTEST(parse.tree->scalarText(1), "text");
    QTEST(parse.tree->key(1), "text");
}

void TestJsonTree::scalarTextOfOthersIsExact()
{
    const JsonParse parse = parseJson("[1.10,true,null,{ }]");
    QVERIFY(parse);
    QCOMPARE(parse.tree->scalarText(1), u"1.10"_s);
    QCOMPARE(parse.tree->scalarText(2), u"true"_s);
    QCOMPARE(parse.tree->scalarText(3), u"null"_s);
    QCOMPARE(parse.tree->scalarText(4), u"{ }"_s);
}

void TestJsonTree::pathTextQuotesOddKeys_data()
{
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QString>("text");
    QTest::newRow("root") << JsonPath() << u""_s;
    QTest::newRow("as in the contract") << JsonPath{u"products"_s, 0, u"quantity"_s} << u"products[0].quantity"_s;
    QTest::newRow("element of the root") << JsonPath{2, u"a"_s} << u"[2].a"_s;
    QTest::newRow("key with a blank") << JsonPath{u"a key"_s, u"b"_s} << u"[\"a key\"].b"_s;
    QTest::newRow("key with a dash") << JsonPath{u"x"_s, u"detail-type"_s} << u"x[\"detail-type\"]"_s;
    QTest::newRow("key with a dot") << JsonPath{u"a.b"_s} << u"[\"a.b\"]"_s;
    QTest::newRow("key with a quote") << JsonPath{u"a\"b"_s} << u"[\"a\\\"b\"]"_s;
    QTest::newRow("empty key") << JsonPath{QString()} << u"[\"\"]"_s;
    QTest::newRow("key that looks like an index") << JsonPath{u"0"_s} << u"[\"0\"]"_s;
    QTest::newRow("word with underscore and digits") << JsonPath{u"_a1"_s} << u"_a1"_s;
    QTest::newRow("word of another script") << JsonPath{u"größe"_s} << u"größe"_s;
}

void TestJsonTree::pathTextQuotesOddKeys()
{
    QFETCH(JsonPath, path);
    QTEST(pathText(path), "text");
}

void TestJsonTree::valuesInARowAreReadOneByOne()
{
    const QByteArray text = " {\"a\":1}\n[2]3\"four\"null 5";
    const QByteArrayList expected{"{\"a\":1}", "[2]", "3", "\"four\"", "null", "5"};
    QByteArrayList found;
    for (qsizetype at = 0; at < text.size();) {
        const JsonParse parse = parseJsonValueAt(text, at, &at);
        QVERIFY2(parse, qPrintable(parse.error.reason));
        QCOMPARE(parse.tree->root().end, at);
        QCOMPARE(parse.tree->text(), text);
        found.append(parse.tree->slice(0).toByteArray());
    }
    QCOMPARE(found, expected);
}

void TestJsonTree::valueAtReportsErrorsInTheWholeText()
{
    const QByteArray text = "{}\n[1,]\n";
    qsizetype end = 0;
    QVERIFY(parseJsonValueAt(text, 0, &end));
    QCOMPARE(end, qsizetype(2));
    const JsonParse second = parseJsonValueAt(text, end, &end);
    QVERIFY(!second);
    QCOMPARE(second.error.place, (JsonPlace{6, 2, 4}));
    QCOMPARE(end, qsizetype(6));
    const JsonParse nothing = parseJsonValueAt(text, 7, nullptr);
    QVERIFY(!nothing);
    QCOMPARE(nothing.error.reason, u"the text is empty"_s);
}

void TestJsonTree::parsing_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray product =
        "    {\n      \"productId\": \"SKU-00017\",\n      \"quantity\": 17,\n      \"price\": 12.50\n    }";
    QByteArrayList products;
    while (products.size() * product.size() < 1'000'000)
        products.append(product);
    QTest::newRow("1 MB of products") << QByteArray("{\n  \"products\": [\n" + products.join(",\n") + "\n  ]\n}");
}

void TestJsonTree::parsing()
{
    QFETCH(QByteArray, text);
    QBENCHMARK
    {
        QVERIFY(parseJson(text));
    }
}

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
