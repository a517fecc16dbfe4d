// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/entryreader.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestEntryReader : public QObject
{
    Q_OBJECT
private slots:
    void recognisesFormats_data();
    void recognisesFormats();
    void takesEveryField();
    void keepsDetailExactly_data();
    void keepsDetailExactly();
    void readsTimes_data();
    void readsTimes();
    void refuses_data();
    void refuses();
    void warnsOfUnknownMembers();
    void warnsOnceForEachName();
    void nullCountsAsMissing();
    void readsLinesWhateverTheyEndWith_data();
    void readsLinesWhateverTheyEndWith();
    void readsEntriesOverSeveralLines();
    void readsManyLinesInLinearSteps();
    void survivesAnyPrefix();
    void survivesDepth();
    void namesTheFile();
};

static EntryReading mustRead(const QByteArray &text)
{
    const Result<EntryReading> reading = readEntries(text);
    if (!reading) {
        QTest::qFail(qPrintable(reading.failure().subject + u": "_s + reading.failure().message), __FILE__, __LINE__);
        return {};
    }
    return *reading;
}

void TestEntryReader::recognisesFormats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, const QByteArray &text, EntryFormat format, int count) {
        QTest::newRow(name) << text << static_cast<int>(format) << count;
    };
    row("an empty array is no error", "[]", EntryFormat::EntriesArray, 0);
    row("array", R"([{"Source":"a"},{"Source":"b"}])", EntryFormat::EntriesArray, 2);
    row("request", R"({"Entries":[{"Source":"a"}]})", EntryFormat::PutEventsRequest, 1);
    row("request with its endpoint", R"({"EndpointId":"a.b","Entries":[]})", EntryFormat::PutEventsRequest, 0);
    row("single entry", R"({"DetailType":"t"})", EntryFormat::SingleEntry, 1);
    row("one line is a single entry", "{\"DetailType\":\"t\"}\n", EntryFormat::SingleEntry, 1);
    row("lines", "{\"Source\":\"a\"}\n{\"Source\":\"b\"}\n", EntryFormat::JsonLines, 2);
    row("scenario", R"({"busload":1,"name":"n","entries":[{"Label":"l"}]})", EntryFormat::Scenario, 1);
    row("scenario, version last", R"({"name":"n","entries":[],"busload":1})", EntryFormat::Scenario, 0);
    row("byte-order mark", "\xEF\xBB\xBF[{}]", EntryFormat::EntriesArray, 1);
    row("byte-order mark and lines", "\xEF\xBB\xBF{\"Source\":\"a\"}\n{\"Source\":\"b\"}", EntryFormat::JsonLines, 2);
    row("blanks around", " \r\n\t[ ] \n\n", EntryFormat::EntriesArray, 0);
}

void TestEntryReader::recognisesFormats()
{
    QFETCH(QByteArray, text);
    const EntryReading reading = mustRead(text);
    QTEST(static_cast<int>(reading.format), "format");
    QTEST(static_cast<int>(reading.drafts.size()), "count");
    QVERIFY(!formatName(reading.format).isEmpty());
}

void TestEntryReader::takesEveryField()
{
    const Draft draft = mustRead(R"([{"Time":"2026-11-23T13:20:05.412+01:00","Source":"com.\u00e4","DetailType":"t",
        "Detail":{ "b" : 1.10, "a":1e3 },"EventBusName":"bus","Resources":["r1","r2"],"TraceHeader":"Root=1",
        "IdempotencyToken":"tok"}])")
                            .drafts.value(0);
    QCOMPARE(draft.id, DraftId(0));
    QCOMPARE(draft.source, u"com.ä"_s);
    QCOMPARE(draft.detailType, u"t"_s);
    QCOMPARE(draft.detail, QByteArray("{ \"b\" : 1.10, \"a\":1e3 }"));
    QCOMPARE(draft.eventBusName, u"bus"_s);
    QCOMPARE(draft.resources, (QStringList{u"r1"_s, u"r2"_s}));
    QCOMPARE(draft.traceHeader, u"Root=1"_s);
    QCOMPARE(draft.idempotencyToken, u"tok"_s);
    QCOMPARE(draft.time.kind, TimeChoice::Kind::Fixed);
    QCOMPARE(draft.time.text, u"2026-11-23T13:20:05.412+01:00"_s);
    QCOMPARE(formatInstant(draft.time.fixed), u"2026-11-23T12:20:05.412Z"_s);
    QVERIFY(draft.label.isEmpty());
}

void TestEntryReader::keepsDetailExactly_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("detail");
    QTest::newRow("an object's own text, order, numbers and blanks")
        << QByteArray("{\"z\":1.10,\n\t\"a\" :12345678901234567890, \"z\":\"\\u00e4\"}")
        << QByteArray("{\"z\":1.10,\n\t\"a\" :12345678901234567890, \"z\":\"\\u00e4\"}");
    QTest::newRow("a string's content") << QByteArray(R"("{\"a\":\"\u00e4\\n\"}\n ")")
                                        << QByteArray("{\"a\":\"ä\\n\"}\n ");
    QTest::newRow("a string that is not JSON") << QByteArray(R"("{{ \"half")") << QByteArray("{{ \"half");
    QTest::newRow("a pair of escapes is one character")
        << QByteArray(R"("\ud83d\ude8c")") << QByteArray("\xF0\x9F\x9A\x8C");
    QTest::newRow("a null character") << QByteArray(R"("a\u0000b")") << QByteArray("a\0b", 3);
    QTest::newRow("an object with half a pair in it keeps its escape")
        << QByteArray(R"({"a":"\ud83d"})") << QByteArray(R"({"a":"\ud83d"})");
}

void TestEntryReader::keepsDetailExactly()
{
    QFETCH(QByteArray, value);
    QCOMPARE(mustRead("[{\"Source\":\"s\",\"Detail\": " + value + " }]").drafts.value(0).detail,
             *static_cast<const QByteArray *>(QTest::qData("detail", qMetaTypeId<QByteArray>())));
    QCOMPARE(mustRead("{\"Entries\":[{\"Detail\":" + value + "}]}").drafts.value(0).detail,
             *static_cast<const QByteArray *>(QTest::qData("detail", qMetaTypeId<QByteArray>())));
}

void TestEntryReader::readsTimes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("instant");
    QTest::newRow("ISO 8601 in UTC") << QByteArray("\"2026-11-23T13:20:05Z\"") << u"2026-11-23T13:20:05Z"_s;
    QTest::newRow("ISO 8601 with an offset")
        << QByteArray("\"2026-11-23T13:20:05+05:30\"") << u"2026-11-23T07:50:05Z"_s;
    QTest::newRow("epoch seconds") << QByteArray("1704070923") << u"2024-01-01T01:02:03Z"_s;
    QTest::newRow("epoch seconds with a fraction") << QByteArray("1704070923.456") << u"2024-01-01T01:02:03.456Z"_s;
    QTest::newRow("epoch seconds as text") << QByteArray("\"1704070923\"") << u"2024-01-01T01:02:03Z"_s;
    QTest::newRow("before 1970") << QByteArray("-1") << u"1969-12-31T23:59:59Z"_s;
    QTest::newRow("an exponent") << QByteArray("1.704070923e9") << u"2024-01-01T01:02:03Z"_s;
}

void TestEntryReader::readsTimes()
{
    QFETCH(QByteArray, value);
    const Draft draft = mustRead("[{\"Time\":" + value + "}]").drafts.value(0);
    QCOMPARE(draft.time.kind, TimeChoice::Kind::Fixed);
    QTEST(formatInstant(draft.time.fixed), "instant");
    QCOMPARE(parseInstant(draft.time.text), std::optional(draft.time.fixed));
}

void TestEntryReader::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("told"); // what the subject and message together must name
    const auto row = [](const char *name, const QByteArray &text, const QStringList &told) {
        QTest::newRow(name) << text << told;
    };
    row("nothing", "", {u"nothing"_s});
    row("blanks only", "  \n\t ", {u"nothing"_s});
    row("a byte-order mark only", "\xEF\xBB\xBF", {u"nothing"_s});
    row("no JSON", "Source: a", {u"line 1, column 1"_s});
    row("broken JSON has its place", "[\n  {\"Source\": \"a\",\n   \"Detail\" 1}]", {u"line 3, column 13"_s});
    row("a cut-off array", "[{\"Source\":\"a\"}", {u"line 1"_s});
    row("more after the array", "[{}]\n[{}]", {u"line 2, column 1"_s});
    row("a number", "5", {u"a number"_s});
    row("a string", "\"a\"", {u"a string"_s});
    row("an unknown object", R"({"foo":1})", {u"neither an entry"_s});
    row("names count by case", R"({"source":"a"})", {u"\"Source\""_s});
    row("entries count by case", R"({"entries":[]})", {u"\"Entries\""_s});
    row("Entries is no array", R"({"Entries":{}})", {u"array"_s, u"line 1, column 12"_s});
    row("an entry is no object", "[{},\n 5]", {u"entry 2"_s, u"line 2, column 2"_s});
    row("Source is a number", "[{},{\n\"Source\":5}]", {u"entry 2, Source"_s, u"a number"_s, u"line 2, column 10"_s});
    row("DetailType is an object", R"([{"DetailType":{}}])", {u"entry 1, DetailType"_s, u"an object"_s});
    row("Detail is an array", R"([{"Detail":[]}])", {u"entry 1, Detail"_s, u"an array"_s});
    row("Detail is a number", R"([{"Detail":1}])", {u"entry 1, Detail"_s});
    row("Detail holds half a pair", R"([{"Detail":"\ud800"}])", {u"entry 1, Detail"_s, u"surrogate"_s});
    row("EventBusName is true", R"([{"EventBusName":true}])", {u"entry 1, EventBusName"_s});
    row("TraceHeader is an array", R"([{"TraceHeader":[]}])", {u"entry 1, TraceHeader"_s});
    row("IdempotencyToken is a number", R"([{"IdempotencyToken":1}])", {u"entry 1, IdempotencyToken"_s});
    row("Resources is a string", R"([{"Resources":"a"}])", {u"entry 1, Resources"_s, u"array"_s});
    row("a resource is a number", R"([{"Resources":["a",1]}])", {u"entry 1, Resources[1]"_s, u"column 20"_s});
    row("Time is no time", R"([{"Time":"tomorrow"}])", {u"entry 1, Time"_s, u"tomorrow"_s});
    row("now is for scenarios", R"([{"Time":"now"}])", {u"entry 1, Time"_s});
    row("an empty Time", R"([{"Time":""}])", {u"entry 1, Time"_s});
    row("Time is true", R"([{"Time":true}])", {u"entry 1, Time"_s});
    row("Time past year 9999", R"([{"Time":253402300800}])", {u"entry 1, Time"_s});
    row("a broken line has its number", "{\"Source\":\"a\"}\n\n{\"Source\":\n{\"Source\":\"c\"}", {u"line 3"_s});
    row("a wrong type in a line", "{\"Source\":\"a\"}\n\n{\"Source\":5}\n",
        {u"entry 2, Source"_s, u"line 3, column 11"_s});
    row("two values in a line", "{\"Source\":\"a\"}\n{\"Source\":\"b\"} {\"Source\":\"c\"}\n", {u"line 2"_s});
    row("a line that is no entry", "{\"Source\":\"a\"}\n[]\n", {u"entry 2"_s, u"an array"_s, u"line 2"_s});
    row("a newer scenario", R"({"busload":2,"entries":{}})", {u"newer version"_s, u"2"_s});
    row("a scenario's version is text", R"({"busload":"1","entries":[]})", {u"version"_s});
    row("a scenario's version is a fraction", R"({"busload":1.5,"entries":[]})", {u"version"_s});
    row("a scenario without entries", R"({"busload":1})", {u"entries"_s});
    row("a scenario's name is a number", R"({"busload":1,"name":1,"entries":[]})", {u"name"_s});
    row("a scenario's Detail lines", R"({"busload":1,"entries":[{"DetailLines":[1]}]})", {u"entry 1, DetailLines"_s});
    row("invalid UTF-8 has its line", "[\n{\"Source\":\"\xC3(\"}]", {u"line 2"_s});
    row("UTF-16, little end first", QByteArray("\xFF\xFE[\0]\0", 6), {u"UTF-16"_s, u"UTF-8"_s});
    row("UTF-16, big end first", QByteArray("\xFE\xFF\0[\0]", 6), {u"UTF-16"_s});
    row("UTF-16 without its mark", QByteArray("[\0]\0", 4), {u"UTF-16"_s});
}

void TestEntryReader::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, told);
    const Result<EntryReading> reading = readEntries(text);
    QVERIFY(!reading);
    QCOMPARE(reading.failure().kind, FailureKind::Malformed);
    const QString all = reading.failure().subject + u": "_s + reading.failure().message;
    for (const QString &part : std::as_const(told))
        QVERIFY2(all.contains(part), qPrintable(u"'%1' does not name '%2'"_s.arg(all, part)));
}

void TestEntryReader::warnsOfUnknownMembers()
{
    const EntryReading reading = mustRead("[{\"Source\":\"a\",\n \"detailtype\":1, \"Label\":\"x\"}]");
    QCOMPARE(reading.warnings.size(), 2);
    QVERIFY2(reading.warnings[0].contains(u"line 2, column 2"_s), qPrintable(reading.warnings[0]));
    QVERIFY2(reading.warnings[0].contains(u"\"DetailType\""_s), "the right spelling is not offered");
    QVERIFY2(reading.warnings[1].contains(u"\"Label\""_s), "only a scenario has labels");
    QVERIFY(mustRead(R"({"Entries":[],"EndpointId":"a.b"})").warnings.value(0).contains(u"EndpointId"_s));
    QVERIFY(mustRead(R"([{"Source":"a","Source":"b"}])").warnings.value(0).contains(u"twice"_s));
    QCOMPARE(mustRead(R"([{"Source":"a","Source":"b"}])").drafts.value(0).source, u"b"_s);
}

void TestEntryReader::warnsOnceForEachName()
{
    QByteArray text;
    for (int i = 0; i < 1000; ++i)
        text += "{\"Source\":\"a\",\"Foo\":1,\"N" + QByteArray::number(i) + "\":1}\n";
    const EntryReading reading = mustRead(text);
    QCOMPARE(reading.drafts.size(), 1000);
    QVERIFY(reading.warnings.size() <= 20);
    QVERIFY2(reading.warnings.first().contains(u"999 more"_s), qPrintable(reading.warnings.first()));
}

void TestEntryReader::nullCountsAsMissing()
{
    const EntryReading reading = mustRead(
        R"([{"Source":null,"DetailType":null,"Detail":null,"Time":null,"Resources":null,"EventBusName":null}])");
    QCOMPARE(reading.drafts, Drafts{Draft()});
}

void TestEntryReader::readsLinesWhateverTheyEndWith_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CR LF") << QByteArray("\r\n");
    QTest::newRow("blank lines between") << QByteArray("\n\n  \r\n\t\n");
}

void TestEntryReader::readsLinesWhateverTheyEndWith()
{
    QFETCH(QByteArray, end);
    const EntryReading reading =
        mustRead("{\"Source\":\"a\"}" + end + "{\"Source\":\"b\"}" + end + "{\"Source\":\"c\"}");
    QCOMPARE(reading.format, EntryFormat::JsonLines);
    QCOMPARE(reading.drafts.size(), 3);
    QCOMPARE(reading.drafts.value(2).source, u"c"_s);
}

void TestEntryReader::readsEntriesOverSeveralLines()
{
    const EntryReading reading = mustRead("{\n \"Source\": \"a\"\n}\n{\n \"Source\": \"b\"\n}\n{\"Source\": \"c\"}\n");
    QCOMPARE(reading.format, EntryFormat::JsonLines);
    QCOMPARE(reading.drafts.size(), 3);
    const Result<EntryReading> wrong = readEntries("{\n \"Source\": \"a\"\n}\n{\n \"Source\": 5\n}\n");
    QVERIFY(!wrong);
    QVERIFY2(wrong.failure().message.contains(u"line 5, column 12"_s), qPrintable(wrong.failure().message));
}

// Not timed: a reader that looks at the whole text for each line would need minutes for this and run
// into the test's own limit.
void TestEntryReader::readsManyLinesInLinearSteps()
{
    QByteArray text;
    for (int i = 0; i < 100'000; ++i)
        text +=
            "{\"Source\":\"com.mycompany.orders\",\"DetailType\":\"OrderFulfilled\",\"Other\":1,\"Detail\":{\"n\":" +
            QByteArray::number(i) + "}}\n";
    const EntryReading lines = mustRead(text);
    QCOMPARE(lines.drafts.size(), 100'000);
    QCOMPARE(lines.drafts.last().detail, QByteArray("{\"n\":99999}"));

    text.chop(1);
    text.replace('\n', ',');
    QCOMPARE(mustRead('[' + text + ']').drafts, lines.drafts);
}

void TestEntryReader::survivesAnyPrefix()
{
    const QByteArray text = "{\"busload\":1,\"name\":\"\\u00e4\xC3\xA4\",\"entries\":[{\"Source\":\"a\",\"Time\":1e3,"
                            "\"Resources\":[\"r\"],\"DetailLines\":[\"{\",\"\\ud83d\\ude8c\"]}]}";
    for (qsizetype length = 0; length < text.size(); ++length)
        QVERIFY2(!readEntries(text.first(length)), qPrintable(QString::number(length)));
    QVERIFY(readEntries(text));
}

void TestEntryReader::survivesDepth()
{
    const int depth = 200'000;
    QVERIFY(!readEntries(QByteArray(depth, '[')));
    const QByteArray nested = "{\"a\":" + QByteArray(depth, '[') + QByteArray(depth, ']') + '}';
    QCOMPARE(mustRead("[{\"Source\":\"a\",\"Detail\":" + nested + "}]").drafts.value(0).detail, nested);
}

void TestEntryReader::namesTheFile()
{
    QTemporaryDir dir;
    const Result<EntryReading> missing = readEntriesFile(dir.filePath(u"missing.json"_s));
    QVERIFY(!missing);
    QCOMPARE(missing.failure().kind, FailureKind::Unreadable);
    QVERIFY(missing.failure().subject.endsWith(u"missing.json"_s));
    QVERIFY2(missing.failure().message.contains(u"No such file"_s), qPrintable(missing.failure().message));

    const Result<EntryReading> folder = readEntriesFile(dir.path());
    QVERIFY(!folder);
    QCOMPARE(folder.failure().kind, FailureKind::Unreadable);

    QFile file(dir.filePath(u"bad.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[{\"Source\":1}]");
    file.close();
    const Result<EntryReading> bad = readEntriesFile(file.fileName());
    QVERIFY(!bad);
    QCOMPARE(bad.failure().kind, FailureKind::Malformed);
    QVERIFY2(bad.failure().subject.endsWith(u"bad.json: entry 1, Source"_s), qPrintable(bad.failure().subject));
}

QTEST_GUILESS_MAIN(TestEntryReader)
#include "tst_entryreader.moc"
