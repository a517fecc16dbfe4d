// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a text holds that its readers may not take as its writer meant it, and where it stands.
#include "json/jsonfindings.h"

#include "json/jsonedit.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAnyDepth = 1000;

QByteArray objectOf(int members, const char *prefix = "key")
{
    QByteArrayList parts;
    for (int i = 0; i < members; ++i)
        parts.append("\"" + QByteArray(prefix) + QByteArray::number(i) + "\":" + QByteArray::number(i));
    return "{" + parts.join(',') + "}";
}

} // namespace

class TestJsonFindings : public QObject
{
    Q_OBJECT

private slots:
    void duplicateKeys_data();
    void duplicateKeys();
    void duplicatesInLargeObjects_data();
    void duplicatesInLargeObjects();
    void integersPast64Bits_data();
    void integersPast64Bits();
    void loneSurrogates_data();
    void loneSurrogates();
    void depthIsCounted_data();
    void depthIsCounted();
    void topLevelKind_data();
    void topLevelKind();
    void placesAreExactOverLines();
    void listsEndAtHundred();
    void deepPathsAreCutShort();
    void errorLeavesTheRestEmpty();
    void minifiedBytesAgree_data();
    void minifiedBytesAgree();
    void unwraps_data();
    void unwraps();
    void inspecting_data();
    void inspecting();
};

void TestJsonFindings::duplicateKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("found"); // "path text offset" of each, joined by "; "
    const auto row = [](const char *name, const QByteArray &text, const QString &found) {
        QTest::newRow(name) << text << found;
    };
    row("none", "{\"a\":1,\"b\":2}", {});
    row("twice", "{\"a\":1,\"a\":2}", u"a a 7"_s);
    row("three times are two repeats", "{\"a\":1,\"a\":2,\"a\":3}", u"a a 7; a a 13"_s);
    row("same value all the same", "{\"a\":1,\"a\":1}", u"a a 7"_s);
    row("escaped key equals plain", "{\"ab\":1,\"\\u0061b\":2}", u"ab ab 8"_s);
    row("plain key equals escaped", "{\"\\u0061b\":1,\"ab\":2}", u"ab ab 13"_s);
    row("two spellings of one character", "{\"\xC3\xA4\":1,\"\\u00E4\":2}", u"ä ä 8"_s);
    row("pair equals its character", "{\"\xF0\x9F\x98\x80\":1,\"\\ud83d\\ude00\":2}", u"[\"😀\"] 😀 10"_s);
    row("escaped backslash is not an escape", "{\"\\\\u0061\":1,\"a\":2}", {});
    row("case matters", "{\"a\":1,\"A\":2}", {});
    row("prefix is another key", "{\"a\":1,\"ab\":2,\"\":3}", {});
    row("empty key twice", "{\"\":1,\"\":2}", u"[\"\"]  6"_s);
    row("different lone surrogates differ", "{\"\\ud800\":1,\"\\ud801\":2}", {});
    row("in another object", "{\"a\":{\"a\":1},\"b\":{\"a\":1}}", {});
    row("in objects of an array", "[{\"a\":1},{\"a\":1}]", {});
    row("below", "{\"p\":[0,{\"q\":1,\"q\":2}]}", u"p[1].q q 15"_s);
    row("outer key again after an inner object", "{\"a\":{\"a\":1,\"b\":2},\"a\":3}", u"a a 19"_s);
    row("inner object holding many does not hide", "{\"a\":" + objectOf(60) + ",\"a\":3}",
        u"a a %1"_s.arg(objectOf(60).size() + 6));
    row("keys that differ past eight bytes", "{\"12345678a\":1,\"12345678b\":2}", {});
}

void TestJsonFindings::duplicateKeys()
{
    QFETCH(QByteArray, text);
    const JsonFindings findings = inspectJson(text, kAnyDepth);
    QVERIFY(!findings.error);
    QStringList found;
    for (const JsonFinding &one : findings.duplicateKeys) {
        found.append(u"%1 %2 %3"_s.arg(one.path, one.text).arg(one.place.offset));
        QCOMPARE(one.place, placeAt(text, one.place.offset));
        QCOMPARE(text.at(one.place.offset), '"');
    }
    QTEST(found.join(u"; "_s), "found");
}

void TestJsonFindings::duplicatesInLargeObjects_data()
{
    QTest::addColumn<int>("members");
    QTest::addColumn<int>("repeated");
    // Around the size from which keys are looked up in a table, and where the table grows.
    for (const int members : {1, 2, 23, 24, 25, 26, 48, 127, 128, 129, 300, 5000}) {
        for (const int repeated : {0, members / 2, members - 1})
            QTest::addRow("key %d of %d", repeated, members) << members << repeated;
    }
}

void TestJsonFindings::duplicatesInLargeObjects()
{
    QFETCH(int, members);
    QFETCH(int, repeated);
    const QByteArray whole = objectOf(members);
    QVERIFY(inspectJson(whole, kAnyDepth).duplicateKeys.isEmpty());
    // Two such objects side by side share no keys.
    QVERIFY(inspectJson("[" + whole + "," + whole + "]", kAnyDepth).duplicateKeys.isEmpty());
    const QByteArray name = "key" + QByteArray::number(repeated);
    const QByteArray text = whole.chopped(1) + ",\"" + name + "\":[" + whole + "]}";
    const JsonFindings findings = inspectJson(text, kAnyDepth);
    QCOMPARE(findings.duplicateKeys.size(), 1);
    QCOMPARE(findings.duplicateKeys.first().text, QString::fromUtf8(name));
    QCOMPARE(findings.duplicateKeys.first().place.offset, whole.size());
}

void TestJsonFindings::integersPast64Bits_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("past");
    const auto row = [](const char *name, const QByteArray &number, bool past) {
        QTest::newRow(name) << number << past;
    };
    row("zero", "0", false);
    row("2^53 + 1", "9007199254740993", false);
    row("2^63 - 1", "9223372036854775807", false);
    row("2^63", "9223372036854775808", true);
    row("-2^63", "-9223372036854775808", false);
    row("-2^63 - 1", "-9223372036854775809", true);
    row("2^64", "18446744073709551616", true);
    row("19 digits, smaller", "1000000000000000000", false);
    row("19 digits, larger", "9999999999999999999", true);
    row("20 digits", "10000000000000000000", true);
    row("-20 digits", "-10000000000000000000", true);
    row("400 digits", QByteArray(400, '1'), true);
    row("with a fraction", "99999999999999999999.0", false);
    row("with an exponent", "99999999999999999999e1", false);
    row("with a capital exponent", "99999999999999999999E-1", false);
    row("long fraction", "0.99999999999999999999", false);
}

void TestJsonFindings::integersPast64Bits()
{
    QFETCH(QByteArray, number);
    QFETCH(bool, past);
    const JsonFindings lone = inspectJson(number, kAnyDepth);
    QVERIFY(!lone.error);
    QCOMPARE(lone.integersPast64Bits.size(), past ? 1 : 0);
    const JsonFindings inside = inspectJson("{\"a\":[1,\n " + number + "]}", kAnyDepth);
    QCOMPARE(inside.integersPast64Bits.size(), past ? 1 : 0);
    if (!past)
        return;
    const JsonFinding expected{u"a[1]"_s, QString::fromUtf8(number), {10, 2, 2}};
    QCOMPARE(inside.integersPast64Bits.first(), expected);
    QCOMPARE(lone.integersPast64Bits.first().path, QString());
}

void TestJsonFindings::loneSurrogates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const char *text, const QString &found) {
        QTest::newRow(name) << QByteArray(text) << found;
    };
    row("none", "{\"a\":\"\\u0041\"}", {});
    row("pair", "{\"a\":\"\\ud83d\\ude00\"}", {});
    row("high", "{\"a\":\"\\ud83d\"}", u"a \\ud83d 6"_s);
    row("low", "{\"a\":\"\\ude00\"}", u"a \\ude00 6"_s);
    row("capital letters as they stand", "[\"\\uDABC\"]", u"[0] \\uDABC 2"_s);
    row("swapped pair is two", "[\"\\ude00\\ud83d\"]", u"[0] \\ude00 2; [0] \\ud83d 8"_s);
    row("high before a pair", "[\"\\ud800\\ud83d\\ude00\"]", u"[0] \\ud800 2"_s);
    row("low after a pair", "[\"\\ud83d\\ude00\\ude00\"]", u"[0] \\ude00 14"_s);
    row("high before text", "[1,\"ab\\ud800cd\"]", u"[1] \\ud800 6"_s);
    row("high before another escape", "[\"\\ud800\\n\"]", u"[0] \\ud800 2"_s);
    row("high before a letter's escape", "[\"\\ud800\\u0041\"]", u"[0] \\ud800 2"_s);
    row("escaped backslash before", "[\"\\\\ud800\"]", {});
    row("two escaped backslashes before", "[\"\\\\\\\\ud800\"]", {});
    row("escaped backslash and an escape", "[\"\\\\\\ud800\"]", u"[0] \\ud800 4"_s);
    row("in a key", "{\"x\":1,\"\\ud800\":2}", u"[\"\\ud800\"] \\ud800 8"_s);
    row("in two strings", "[\"\\ud800\",\"\\udfff\"]", u"[0] \\ud800 2; [1] \\udfff 11"_s);
}

void TestJsonFindings::loneSurrogates()
{
    QFETCH(QByteArray, text);
    const JsonFindings findings = inspectJson(text, kAnyDepth);
    QVERIFY(!findings.error);
    QStringList found;
    for (const JsonFinding &one : findings.loneSurrogates) {
        found.append(u"%1 %2 %3"_s.arg(one.path, one.text).arg(one.place.offset));
        QCOMPARE(one.place, placeAt(text, one.place.offset));
    }
    QTEST(found.join(u"; "_s), "found");
}

void TestJsonFindings::depthIsCounted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("maxDepth");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("tooDeepAt");
    QTest::newRow("scalar") << QByteArray("1") << 0 << 0 << -1;
    QTest::newRow("object") << QByteArray("{}") << 1 << 1 << -1;
    QTest::newRow("deepest of several") << QByteArray("[[],[[]],[]]") << 3 << 3 << -1;
    QTest::newRow("exactly the most") << QByteArray("{\"a\":[]}") << 2 << 2 << -1;
    QTest::newRow("one too deep") << QByteArray("{\"a\":[[1]]}") << 2 << 3 << 6;
    QTest::newRow("first of two that are too deep") << QByteArray("[[1],[2]]") << 1 << 2 << 1;
    QTest::newRow("1000 of 1000") << QByteArray(1000, '[') + QByteArray(1000, ']') << 1000 << 1000 << -1;
    QTest::newRow("1001 of 1000") << QByteArray(1001, '[') + QByteArray(1001, ']') << 1000 << 1001 << 1000;
    QTest::newRow("a million") << QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']') << 1000 << 1'000'000 << 1000;
}

void TestJsonFindings::depthIsCounted()
{
    QFETCH(QByteArray, text);
    QFETCH(int, maxDepth);
    const JsonFindings findings = inspectJson(text, maxDepth);
    QVERIFY(!findings.error);
    QTEST(findings.depth, "depth");
    QTEST(int(findings.tooDeepAt ? findings.tooDeepAt->offset : -1), "tooDeepAt");
    if (findings.tooDeepAt)
        QCOMPARE(*findings.tooDeepAt, placeAt(text, findings.tooDeepAt->offset));
}

void TestJsonFindings::topLevelKind_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::newRow("object") << QByteArray("{\"a\":1}") << int(JsonKind::Object);
    QTest::newRow("array") << QByteArray("[{},\"\"]") << int(JsonKind::Array);
    QTest::newRow("string") << QByteArray("\"{}\"") << int(JsonKind::String);
    QTest::newRow("number") << QByteArray("-1e3") << int(JsonKind::Number);
    QTest::newRow("true") << QByteArray("true") << int(JsonKind::True);
    QTest::newRow("false") << QByteArray("false") << int(JsonKind::False);
    QTest::newRow("null") << QByteArray("null") << int(JsonKind::Null);
}

void TestJsonFindings::topLevelKind()
{
    QFETCH(QByteArray, text);
    QTEST(int(inspectJson(text, kAnyDepth).topLevel), "kind");
}

void TestJsonFindings::placesAreExactOverLines()
{
    // Found in this order: inner duplicate, surrogate, integer, outer duplicate.
    const QByteArray text = "{\n  \"\xC3\xA4\": {\"b\": 1, \"b\": \"\\udc00\"},\r\n  \"n\": 99999999999999999999,\n  "
                            "\"\xC3\xA4\": [[]]\n}";
    const JsonFindings findings = inspectJson(text, 2);
    QVERIFY(!findings.error);
    QCOMPARE(findings.duplicateKeys.size(), 2);
    QCOMPARE(findings.duplicateKeys.at(0), (JsonFinding{u"ä.b"_s, u"b"_s, {19, 2, 17}}));
    QCOMPARE(findings.duplicateKeys.at(1), (JsonFinding{u"ä"_s, u"ä"_s, {67, 4, 3}}));
    QCOMPARE(findings.loneSurrogates.first().place, (JsonPlace{25, 2, 23}));
    QCOMPARE(findings.integersPast64Bits.first().place, (JsonPlace{43, 3, 8}));
    QCOMPARE(*findings.tooDeepAt, (JsonPlace{74, 4, 9}));
}

void TestJsonFindings::listsEndAtHundred()
{
    const QByteArray text = "[" + QByteArray("{\"a\":99999999999999999999,\"a\":\"\\ud800\"},").repeated(150) + "1]";
    const JsonFindings findings = inspectJson(text, kAnyDepth);
    QCOMPARE(findings.duplicateKeys.size(), 100);
    QCOMPARE(findings.integersPast64Bits.size(), 100);
    QCOMPARE(findings.loneSurrogates.size(), 100);
    QCOMPARE(findings.loneSurrogates.last().path, u"[99].a"_s);
    const QByteArray exact = "[" + QByteArray("\"\\ud800\",").repeated(99) + "1]";
    QCOMPARE(inspectJson(exact, kAnyDepth).loneSurrogates.size(), 99);
}

void TestJsonFindings::deepPathsAreCutShort()
{
    const auto pathAt = [](int levels) {
        const QByteArray text = QByteArray(levels, '[') + "99999999999999999999" + QByteArray(levels, ']');
        return inspectJson(text, kAnyDepth).integersPast64Bits.first().path;
    };
    QCOMPARE(pathAt(32), u"[0]"_s.repeated(32));
    QCOMPARE(pathAt(33), u"…"_s + u"[0]"_s.repeated(32));
}

void TestJsonFindings::errorLeavesTheRestEmpty()
{
    const JsonFindings findings = inspectJson("[{\"a\":99999999999999999999,\"a\":\"\\ud800\"},\n 01]", 1);
    QVERIFY(findings.error);
    QCOMPARE(findings.error->reason, u"a number must not begin with 0"_s);
    QCOMPARE(findings.error->place.line, 2);
    QCOMPARE(findings.error->place.column, 3);
    QVERIFY(findings.duplicateKeys.isEmpty());
    QVERIFY(findings.integersPast64Bits.isEmpty());
    QVERIFY(findings.loneSurrogates.isEmpty());
    QVERIFY(!findings.tooDeepAt);
    QCOMPARE(findings.depth, 0);
    QCOMPARE(findings.minifiedBytes, 0);
}

void TestJsonFindings::minifiedBytesAgree_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("blanks everywhere") << QByteArray(" { \"a b\" : [ 1 ,\t2 ] ,\r\n \"c\" : {\n} } \n");
    QTest::newRow("none") << QByteArray("{\"a\":[1,2]}");
    QTest::newRow("scalar") << QByteArray("  \" a \"\n");
    QTest::newRow("long runs") << QByteArray("[" + QByteArray(1000, ' ') + "1" + QByteArray(999, '\n') + "]");
}

void TestJsonFindings::minifiedBytesAgree()
{
    QFETCH(QByteArray, text);
    QCOMPARE(inspectJson(text, kAnyDepth).minifiedBytes, qint64(minifyJson(text)->size()));
}

void TestJsonFindings::unwraps_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<QByteArray>>("inner");
    using Inner = std::optional<QByteArray>;
    QTest::newRow("object") << QByteArray("\"{\\\"a\\\": 1.10}\"") << Inner("{\"a\": 1.10}");
    QTest::newRow("array") << QByteArray("\"[1,2]\"") << Inner("[1,2]");
    QTest::newRow("blanks around") << QByteArray(" \"{}\"\n") << Inner("{}");
    QTest::newRow("blanks inside stay") << QByteArray("\" { }\\n\"") << Inner(" { }\n");
    QTest::newRow("escapes of the inner text stay")
        << QByteArray("\"[\\\"\\\\ud800\\\\u0041\\\"]\"") << Inner("[\"\\ud800\\u0041\"]");
    QTest::newRow("UTF-8") << QByteArray("\"[\\\"\\u00e4\xF0\x9F\x98\x80\\\"]\"")
                           << Inner("[\"\xC3\xA4\xF0\x9F\x98\x80\"]");
    QTest::newRow("twice wrapped unwraps no further") << QByteArray("\"\\\"{}\\\"\"") << Inner();
    QTest::newRow("plain text") << QByteArray("\"hello\"") << Inner();
    QTest::newRow("number in a string") << QByteArray("\"12\"") << Inner();
    QTest::newRow("broken JSON in a string") << QByteArray("\"{\"") << Inner();
    QTest::newRow("lone surrogate has no UTF-8") << QByteArray("\"[\\\"\\ud800\\\"]\"") << Inner();
    QTest::newRow("object itself") << QByteArray("{\"a\":1}") << Inner();
    QTest::newRow("no JSON") << QByteArray("\"{}") << Inner();
}

void TestJsonFindings::unwraps()
{
    QFETCH(QByteArray, text);
    QFETCH(std::optional<QByteArray>, inner);
    QCOMPARE(unwrappedJson(text), inner);
}

void TestJsonFindings::inspecting_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto fill = [](const QByteArray &part) {
        return QByteArray("[" + (part + ",").repeated(1'000'000 / (part.size() + 1)) + part + "]");
    };
    QTest::newRow("1 MB of products, minified")
        << fill("{\"productId\":\"SKU-00017\",\"quantity\":17,\"price\":12.50}");
    QTest::newRow("1 MB of products, formatted")
        << fill("\n    {\n      \"productId\": \"SKU-00017\",\n      \"quantity\": 17,\n      \"price\": 12.50\n    }");
    QTest::newRow("1 MB of small numbers") << fill("7");
    QTest::newRow("1 MB of prose") << fill(
        "\"" + QByteArray("The quick brown fox jumps over the lazy dog. ").repeated(20) + "\"");
    QTest::newRow("1 MB of Cyrillic") << fill(
        "\"" + QByteArray("\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 ").repeated(40) + "\"");
    QTest::newRow("1 MB in one object") << objectOf(50'000, "member");
    QTest::newRow("1 MB of escapes") << fill("\"" + QByteArray("\\\"a\\\":").repeated(50) + "\"");
}

void TestJsonFindings::inspecting()
{
    QFETCH(QByteArray, text);
    QBENCHMARK
    {
        QVERIFY(!inspectJson(text, kAnyDepth).error);
    }
}

QTEST_GUILESS_MAIN(TestJsonFindings)
#include "tst_jsonfindings.moc"
