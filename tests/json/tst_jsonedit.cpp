// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changes to JSON text leave everything else as it stands: layout, order, number text, duplicates.
#include "json/jsonedit.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

JsonTree treeOf(const QByteArray &text)
{
    const JsonParse parse = parseJson(text);
    if (!parse)
        qFatal("the row itself is no JSON: %s", text.constData());
    return *parse.tree;
}

} // namespace

class TestJsonEdit : public QObject
{
    Q_OBJECT

private slots:
    void formatLaysOut_data();
    void formatLaysOut();
    void formatIndentsAsAsked();
    void minifyTakesBlanksOnly_data();
    void minifyTakesBlanksOnly();
    void textThatIsNotJsonIsLeftAlone();
    void millionLevelsAreFormatted();
    void deepLevelsStayOnOneLine();
    void quotesEscapeOnlyWhatMust_data();
    void quotesEscapeOnlyWhatMust();
    void replaceChangesOneValue_data();
    void replaceChangesOneValue();
    void insertMemberFollowsItsSiblings_data();
    void insertMemberFollowsItsSiblings();
    void insertElementFollowsItsSiblings_data();
    void insertElementFollowsItsSiblings();
    void removeTakesTheComma_data();
    void removeTakesTheComma();
    void removedAndInsertedAgainIsTheSameText();
    void formatting_data();
    void formatting();
};

void TestJsonEdit::formatLaysOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("formatted");
    const auto row = [](const char *name, const char *text, const char *formatted) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(formatted);
    };
    row("one member a line", "{\"a\":1,\"b\":[1,2]}", "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2\n  ]\n}");
    row("empty object and array stay on a line", "{\"a\":{ },\"b\":[\n\n]}", "{\n  \"a\": {},\n  \"b\": []\n}");
    row("numbers are not rewritten", "[1.10,1e3,-0,12345678901234567890,1E+05]",
        "[\n  1.10,\n  1e3,\n  -0,\n  12345678901234567890,\n  1E+05\n]");
    row("strings are not rewritten", "[\"\\u0041\\/ ,:{}[]\\\"\",\"\\ud800\"]",
        "[\n  \"\\u0041\\/ ,:{}[]\\\"\",\n  \"\\ud800\"\n]");
    row("duplicate keys and their order are kept", "{\"b\":1,\"a\":2,\"b\":3}",
        "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}");
    row("lone value loses the blanks around it", " \n\"a b\" ", "\"a b\"");
    row("lone number", "1.0", "1.0");
    row("nested empty", "[[[]]]", "[\n  [\n    []\n  ]\n]");
    row("other line breaks become LF", "[1,\r\n2]", "[\n  1,\n  2\n]");
    row("formatted text stays", "{\n  \"a\": [\n    true\n  ]\n}", "{\n  \"a\": [\n    true\n  ]\n}");
}

void TestJsonEdit::formatLaysOut()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, formatted);
    QCOMPARE(formatJson(text), std::optional(formatted));
    QCOMPARE(formatJson(formatted), std::optional(formatted));
}

void TestJsonEdit::formatIndentsAsAsked()
{
    QCOMPARE(formatJson("[[1]]", 4), std::optional<QByteArray>("[\n    [\n        1\n    ]\n]"));
    QCOMPARE(formatJson("[[1]]", 0), std::optional<QByteArray>("[\n[\n1\n]\n]"));
    QCOMPARE(formatJson("[[1]]", -3), std::optional<QByteArray>("[\n[\n1\n]\n]"));
}

void TestJsonEdit::minifyTakesBlanksOnly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("minified");
    const auto row = [](const char *name, const char *text, const char *minified) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(minified);
    };
    row("blanks between the parts", " { \"a\" :\t1 ,\r\n\"b\" : [ 1 , 2 ] } \n", "{\"a\":1,\"b\":[1,2]}");
    row("blanks inside strings stay", "[ \" a  b \" , \"\\\" \" ]", "[\" a  b \",\"\\\" \"]");
    row("string that ends in a backslash", "[ \"a\\\\\" , \" b\" ]", "[\"a\\\\\",\" b\"]");
    row("tokens stay", "[ 1.10 , 1e3 , \"\\u0041\" ]", "[1.10,1e3,\"\\u0041\"]");
    row("nothing to take", "{\"a\":1}", "{\"a\":1}");
    row("lone value", "  null  ", "null");
    row("long indentation", "[\n                                        1\n]", "[1]");
}

void TestJsonEdit::minifyTakesBlanksOnly()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, minified);
    QCOMPARE(minifyJson(text), std::optional(minified));
    QCOMPARE(minifiedSize(text), qint64(minified.size()));
}

void TestJsonEdit::textThatIsNotJsonIsLeftAlone()
{
    for (const QByteArray &text :
         {QByteArray(), QByteArray("  [1, "), QByteArray("{} {}"), QByteArray("[\"\xFF\" ]")}) {
        QCOMPARE(formatJson(text), std::optional<QByteArray>());
        QCOMPARE(minifyJson(text), std::optional<QByteArray>());
        QCOMPARE(minifiedSize(text), qint64(text.size()));
    }
}

void TestJsonEdit::millionLevelsAreFormatted()
{
    const QByteArray text = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    const std::optional<QByteArray> formatted = formatJson(text);
    QVERIFY(formatted);
    QVERIFY(formatted->size() < 3'000'000);
    QCOMPARE(minifyJson(*formatted), std::optional(text));
}

void TestJsonEdit::deepLevelsStayOnOneLine()
{
    const auto lines = [](int levels) {
        const QByteArray text = QByteArray(levels, '[') + "1,2" + QByteArray(levels, ']');
        return formatJson(text)->count('\n');
    };
    QCOMPARE(lines(1), 3);
    QCOMPARE(lines(256), 2 * 256 + 1);
    QCOMPARE(lines(257), 2 * 256);
    QCOMPARE(lines(1000), 2 * 256);
}

void TestJsonEdit::quotesEscapeOnlyWhatMust_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("plain") << u"abc"_s << QByteArray("\"abc\"");
    QTest::newRow("empty") << QString() << QByteArray("\"\"");
    QTest::newRow("quote and backslash") << u"a\"b\\c"_s << QByteArray("\"a\\\"b\\\\c\"");
    QTest::newRow("slash stays") << u"a/b"_s << QByteArray("\"a/b\"");
    QTest::newRow("short escapes") << u"\b\f\n\r\t"_s << QByteArray("\"\\b\\f\\n\\r\\t\"");
    QTest::newRow("other controls") << u"\u0001\u001f"_s << QByteArray("\"\\u0001\\u001f\"");
    QTest::newRow("NUL") << QString(QChar(0)) << QByteArray("\"\\u0000\"");
    QTest::newRow("DEL stays") << u"\u007f"_s << QByteArray("\"\x7F\"");
    QTest::newRow("not ASCII stays") << u"ä人😀"_s << QByteArray("\"\xC3\xA4\xE4\xBA\xBA\xF0\x9F\x98\x80\"");
    QTest::newRow("lone high surrogate") << u"x"_s + QChar(0xD83D) << QByteArray("\"x\\ud83d\"");
    QTest::newRow("lone low surrogate") << QString(QChar(0xDE00)) + u"x"_s << QByteArray("\"\\ude00x\"");
}

void TestJsonEdit::quotesEscapeOnlyWhatMust()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, token);
    QCOMPARE(quoteJson(text), token);
    QCOMPARE(treeOf(token).scalarText(0), text);
}

void TestJsonEdit::replaceChangesOneValue_data()
{
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("number") << JsonPath{u"a"_s} << QByteArray("2") << QByteArray("{ \"a\" : 2, \"b\": [1, {}] }");
    QTest::newRow("element") << JsonPath{u"b"_s, 0} << QByteArray("\"x\"")
                             << QByteArray("{ \"a\" : 1.0, \"b\": [\"x\", {}] }");
    QTest::newRow("object") << JsonPath{u"b"_s, 1} << QByteArray("null")
                            << QByteArray("{ \"a\" : 1.0, \"b\": [1, null] }");
    QTest::newRow("root") << JsonPath{} << QByteArray("[]") << QByteArray("[]");
}

void TestJsonEdit::replaceChangesOneValue()
{
    QFETCH(JsonPath, path);
    QFETCH(QByteArray, value);
    const JsonTree tree = treeOf("{ \"a\" : 1.0, \"b\": [1, {}] }");
    QTEST(applied(tree.text(), replaceValue(tree, tree.find(path), value)), "text");
}

void TestJsonEdit::insertMemberFollowsItsSiblings_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<JsonPath>("object");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const JsonPath &object, const char *after) {
        QTest::newRow(name) << QByteArray(before) << object << QByteArray(after);
    };
    row("empty object", "{}", {}, "{\"k\": 9}");
    row("empty object with a blank", "{ }", {}, "{ \"k\": 9 }");
    row("empty object over two lines", "{\n}", {}, "{\n  \"k\": 9\n}");
    row("empty object over three lines", "{\n\n}", {}, "{\n  \"k\": 9\n}");
    row("empty object with CR LF", "{\r\n}", {}, "{\r\n  \"k\": 9\r\n}");
    row("empty object over lines, indented", "{\n    \"a\": {\n    }\n}", {u"a"_s},
        "{\n    \"a\": {\n        \"k\": 9\n    }\n}");
    row("empty object over lines, by tabs", "{\n\t\"a\": {\n\t}\n}", {u"a"_s}, "{\n\t\"a\": {\n\t\t\"k\": 9\n\t}\n}");
    row("empty object among tight members", "{\"a\":{}}", {u"a"_s}, "{\"a\":{\"k\":9}}");
    row("empty object among spaced members", "{\"a\": {}}", {u"a"_s}, "{\"a\": {\"k\": 9}}");
    row("one line, tight", "{\"a\":1,\"b\":2}", {}, "{\"a\":1,\"b\":2,\"k\":9}");
    row("one line, spaced", "{\"a\": 1, \"b\": 2}", {}, "{\"a\": 1, \"b\": 2, \"k\": 9}");
    row("one line, spaced inside the braces", "{ \"a\": 1, \"b\": 2 }", {}, "{ \"a\": 1, \"b\": 2, \"k\": 9 }");
    row("one line, blank after the comma only", "{\"a\":1, \"b\":2}", {}, "{\"a\":1, \"b\":2, \"k\":9}");
    row("one line, blanks around the colon", "{\"a\" : 1, \"b\" : 2}", {}, "{\"a\" : 1, \"b\" : 2, \"k\" : 9}");
    row("single member, tight", "{\"a\":1}", {}, "{\"a\":1,\"k\":9}");
    row("single member, spaced", "{\"a\": 1}", {}, "{\"a\": 1, \"k\": 9}");
    row("single member, spaced inside the braces", "{ \"a\": 1 }", {}, "{ \"a\": 1, \"k\": 9 }");
    row("single member on its own line", "{\n  \"a\": 1\n}", {}, "{\n  \"a\": 1,\n  \"k\": 9\n}");
    row("a line each", "{\n  \"a\": 1,\n  \"b\": 2\n}", {}, "{\n  \"a\": 1,\n  \"b\": 2,\n  \"k\": 9\n}");
    row("a line each, CR LF", "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}", {},
        "{\r\n  \"a\": 1,\r\n  \"b\": 2,\r\n  \"k\": 9\r\n}");
    row("a line each, by tabs, tight colon", "{\n\t\"a\":1,\n\t\"b\":2\n}", {},
        "{\n\t\"a\":1,\n\t\"b\":2,\n\t\"k\":9\n}");
    row("comma first", "{\n    \"a\": 1\n  , \"b\": 2\n}", {}, "{\n    \"a\": 1\n  , \"b\": 2\n  , \"k\": 9\n}");
    row("after a nested object", "{\n  \"a\": {\n    \"x\": 1\n  }\n}", {},
        "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"k\": 9\n}");
    row("inside a nested object", "{\n  \"a\": {\n    \"x\": 1\n  }\n}", {u"a"_s},
        "{\n  \"a\": {\n    \"x\": 1,\n    \"k\": 9\n  }\n}");
    row("object of an array", "[{\"a\": 1}, {\"a\": 2}]", {1}, "[{\"a\": 1}, {\"a\": 2, \"k\": 9}]");
}

void TestJsonEdit::insertMemberFollowsItsSiblings()
{
    QFETCH(QByteArray, before);
    QFETCH(JsonPath, object);
    const JsonTree tree = treeOf(before);
    const QByteArray after = applied(before, insertMember(tree, tree.find(object), u"k", "9"));
    QTEST(after, "after");
    const JsonTree grown = treeOf(after);
    QCOMPARE(grown.slice(grown.find(JsonPath(object) << u"k"_s)).toByteArray(), QByteArray("9"));
}

void TestJsonEdit::insertElementFollowsItsSiblings_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<JsonPath>("array");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const JsonPath &array, int index, const char *after) {
        QTest::newRow(name) << QByteArray(before) << array << index << QByteArray(after);
    };
    row("empty array", "[]", {}, 0, "[9]");
    row("empty array with a blank", "[ ]", {}, 0, "[ 9 ]");
    row("empty array over two lines", "[\n]", {}, 0, "[\n  9\n]");
    row("empty array over lines, indented", "{\n    \"a\": [\n    ]\n}", {u"a"_s}, 0,
        "{\n    \"a\": [\n        9\n    ]\n}");
    row("append, tight", "[1,2]", {}, 2, "[1,2,9]");
    row("append, spaced", "[1, 2]", {}, 2, "[1, 2, 9]");
    row("append, spaced inside the brackets", "[ 1, 2 ]", {}, 2, "[ 1, 2, 9 ]");
    row("append to one, tight", "{\"a\":[1]}", {u"a"_s}, 1, "{\"a\":[1,9]}");
    row("append to one, spaced", "{\"a\": [1]}", {u"a"_s}, 1, "{\"a\": [1, 9]}");
    row("append to one on its own line", "[\n  1\n]", {}, 1, "[\n  1,\n  9\n]");
    row("append, a line each", "[\n  1,\n  2\n]", {}, 2, "[\n  1,\n  2,\n  9\n]");
    row("append past the end", "[1, 2]", {}, 99, "[1, 2, 9]");
    row("first, tight", "[1,2]", {}, 0, "[9,1,2]");
    row("first, spaced", "[1, 2]", {}, 0, "[9, 1, 2]");
    row("first, a line each", "[\n  1,\n  2\n]", {}, 0, "[\n  9,\n  1,\n  2\n]");
    row("first before one on its own line", "[\n  1\n]", {}, 0, "[\n  9,\n  1\n]");
    row("first of mixed layout", "[1,\n 2]", {}, 0, "[9,\n 1,\n 2]");
    row("negative index is the first", "[1, 2]", {}, -5, "[9, 1, 2]");
    row("middle, spaced", "[1, 2]", {}, 1, "[1, 9, 2]");
    row("middle, a line each", "[\n  1,\n  2\n]", {}, 1, "[\n  1,\n  9,\n  2\n]");
    row("middle, comma first", "[ 1\n, 2\n, 3\n]", {}, 1, "[ 1\n, 9\n, 2\n, 3\n]");
    row("objects over lines", "[\n  {\n    \"a\": 1\n  }\n]", {}, 1, "[\n  {\n    \"a\": 1\n  },\n  9\n]");
}

void TestJsonEdit::insertElementFollowsItsSiblings()
{
    QFETCH(QByteArray, before);
    QFETCH(JsonPath, array);
    QFETCH(int, index);
    const JsonTree tree = treeOf(before);
    const int node = tree.find(array);
    const QByteArray after = applied(before, insertElement(tree, node, index, "9"));
    QTEST(after, "after");
    const JsonTree grown = treeOf(after);
    const int place = qBound(0, index, tree.node(node).childCount);
    QCOMPARE(grown.slice(grown.find(JsonPath(array) << place)).toByteArray(), QByteArray("9"));
    QCOMPARE(grown.node(grown.find(array)).childCount, tree.node(node).childCount + 1);
}

void TestJsonEdit::removeTakesTheComma_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const JsonPath &path, const char *after) {
        QTest::newRow(name) << QByteArray(before) << path << QByteArray(after);
    };
    row("first member", "{\"a\": 1, \"b\": 2}", {u"a"_s}, "{\"b\": 2}");
    row("last member", "{\"a\": 1, \"b\": 2}", {u"b"_s}, "{\"a\": 1}");
    row("middle member", "{\"a\":1,\"b\":2,\"c\":3}", {u"b"_s}, "{\"a\":1,\"c\":3}");
    row("only member", "{\"a\":1}", {u"a"_s}, "{}");
    row("only member, spaced", "{ \"a\":1 }", {u"a"_s}, "{ }");
    row("only member on its own line", "{\n  \"a\": 1\n}", {u"a"_s}, "{\n}");
    row("first member, a line each", "{\n  \"a\": 1,\n  \"b\": 2\n}", {u"a"_s}, "{\n  \"b\": 2\n}");
    row("last member, a line each", "{\n  \"a\": 1,\n  \"b\": 2\n}", {u"b"_s}, "{\n  \"a\": 1\n}");
    row("last member, comma first", "{\n    \"a\": 1\n  , \"b\": 2\n}", {u"b"_s}, "{\n    \"a\": 1\n}");
    row("last of duplicates", "{\"a\":1,\"a\":2}", {u"a"_s}, "{\"a\":1}");
    row("first element", "[1, 2, 3]", {0}, "[2, 3]");
    row("middle element", "[1, 2, 3]", {1}, "[1, 3]");
    row("last element", "[1, 2, 3]", {2}, "[1, 2]");
    row("only element", "[[1]]", {0}, "[]");
    row("nested", "{\"a\": [1, {\"b\": 2, \"c\": 3}]}", {u"a"_s, 1, u"b"_s}, "{\"a\": [1, {\"c\": 3}]}");
    row("the top-level value stays", " [1] ", {}, " [1] ");
}

void TestJsonEdit::removeTakesTheComma()
{
    QFETCH(QByteArray, before);
    QFETCH(JsonPath, path);
    const JsonTree tree = treeOf(before);
    const QByteArray after = applied(before, removeNode(tree, tree.find(path)));
    QTEST(after, "after");
    QVERIFY(parseJson(after));
}

void TestJsonEdit::removedAndInsertedAgainIsTheSameText()
{
    const QByteArrayList texts{"{\"a\":1,\"k\":9}", "{\"a\": 1, \"b\": 2, \"k\": 9}", "{\n  \"k\": 9\n}",
                               "{\n\t\"a\": 1,\n\t\"k\": 9\n}", "{ \"a\": 1, \"k\": 9 }"};
    for (const QByteArray &text : texts) {
        const JsonTree tree = treeOf(text);
        const JsonTree less = treeOf(applied(text, removeNode(tree, tree.find({u"k"_s}))));
        QCOMPARE(applied(less.text(), insertMember(less, 0, u"k", "9")), text);
    }
}

void TestJsonEdit::formatting_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray product = "{\"productId\":\"SKU-00017\",\"quantity\":17,\"price\":12.50}";
    QTest::newRow("1 MB of products") << QByteArray("[" + (product + ",").repeated(1'000'000 / 56) + product + "]");
}

void TestJsonEdit::formatting()
{
    QFETCH(QByteArray, text);
    QBENCHMARK
    {
        QVERIFY(formatJson(text));
    }
}

QTEST_GUILESS_MAIN(TestJsonEdit)
#include "tst_jsonedit.moc"
