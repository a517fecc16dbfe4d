// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/entrysize.h"
#include "sandbox/putrequest.h"
#include "sandbox/support/signedrequest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace busload;
using namespace busload::test;

class TestPutRequest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryMember();
    void keepsDetailExactly_data();
    void keepsDetailExactly();
    void cutsTimeToSeconds_data();
    void cutsTimeToSeconds();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void refusesBrokenConstraints_data();
    void refusesBrokenConstraints();
    void takesTenEntriesAndRefusesEleven();
    void takesExactlyTheLimit_data();
    void takesExactlyTheLimit();
    void takesTheConfiguredLimits();
    void judgesOneEntry_data();
    void judgesOneEntry();
};

void TestPutRequest::readsEveryMember()
{
    const auto put = readPutRequest(R"({"Unknown":{"a":1},"EndpointId":"a.b","Entries":[{"Source":"s","DetailType":"t",
        "Detail":"{}","EventBusName":"bus","Time":1704070923,"Resources":["r1","r2"],"TraceHeader":"Root=1",
        "IdempotencyToken":"tok","Other":null}]})",
                                    Limits());
    QVERIFY2(!put.refusal, put.refusal ? qPrintable(put.refusal->message) : "");
    Entry expected;
    expected.source = u"s"_s;
    expected.detailType = u"t"_s;
    expected.detail = "{}";
    expected.eventBusName = u"bus"_s;
    expected.time = Instant{1704070923, 0};
    expected.resources = {u"r1"_s, u"r2"_s};
    expected.traceHeader = u"Root=1"_s;
    expected.idempotencyToken = u"tok"_s;
    QCOMPARE(put.entries.size(), 1);
    QVERIFY(put.entries.first() == expected);
}

void TestPutRequest::keepsDetailExactly_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("detail");

    const auto row = [](const char *name, const char *token, const char *detail) {
        QTest::newRow(name) << QByteArray(token) << QByteArray(detail);
    };
    row("numbers", R"("{\"a\":1.10,\"b\":1e3,\"c\":12345678901234567890}")",
        R"({"a":1.10,"b":1e3,"c":12345678901234567890})");
    row("order and duplicates", R"("{\"b\":1,\"a\":2,\"b\":3}")", R"({"b":1,"a":2,"b":3})");
    row("blanks", R"("{ \"a\" :\n\t1 }")", "{ \"a\" :\n\t1 }");
    row("escapes within", R"("{\"a\":\"\\u00e9\\n\"}")", R"({"a":"\u00e9\n"})");
    row("UTF-8", R"("{\"a\":\"é€😀\"}")", R"({"a":"é€😀"})");
    row("escaped pair", R"("{\"a\":\"\ud83d\ude00\"}")", R"({"a":"😀"})");
    row("escaped lone surrogate", R"("{\"a\":\"\ud83d\"}")", "{\"a\":\"\xef\xbf\xbd\"}");
    row("no JSON", R"("NotJSON")", "NotJSON");
}

void TestPutRequest::keepsDetailExactly()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, detail);
    const auto put = readPutRequest("{\"Entries\":[{\"Detail\":" + token + "}]}", Limits());
    QVERIFY2(!put.refusal, put.refusal ? qPrintable(put.refusal->message) : "");
    QCOMPARE(put.entries.first().detail, detail);
}

void TestPutRequest::cutsTimeToSeconds_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<qint64>("seconds");

    QTest::newRow("whole") << QByteArray("1704070923") << qint64(1704070923);
    QTest::newRow("fraction") << QByteArray("1704070923.999") << qint64(1704070923);
    QTest::newRow("exponent") << QByteArray("1.704070923e9") << qint64(1704070923);
    QTest::newRow("before 1970") << QByteArray("-0.5") << qint64(-1);
    QTest::newRow("epoch") << QByteArray("0") << qint64(0);
}

void TestPutRequest::cutsTimeToSeconds()
{
    QFETCH(QByteArray, number);
    QFETCH(qint64, seconds);
    const auto put = readPutRequest("{\"Entries\":[{\"Time\":" + number + "}]}", Limits());
    QVERIFY2(!put.refusal, put.refusal ? qPrintable(put.refusal->message) : "");
    QVERIFY(put.entries.first().time);
    QCOMPARE(put.entries.first().time->epochSeconds, seconds);
    QCOMPARE(put.entries.first().time->nanoseconds, 0);
}

void TestPutRequest::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const QByteArray &body, const QString &code, const QString &message) {
        QTest::newRow(name) << body << code << message;
    };
    const QString serial = u"SerializationException"_s;
    const QString valid = u"ValidationException"_s;
    row("no body", "", serial, u"The request body is not JSON"_s);
    row("broken JSON", R"({"Entries":[)", serial, u"The request body is not JSON"_s);
    row("invalid UTF-8", "{\"Entries\":[{\"Source\":\"\xff\"}]}", serial, u"The request body is not JSON"_s);
    row("an array", "[]", serial, u"The request body is not a JSON object."_s);
    row("Entries a string", R"({"Entries":"x"})", serial, u"STRING_VALUE can not be converted to a List"_s);
    row("an entry that is null", R"({"Entries":[null]})", serial, u"NULL_VALUE can not be converted to a Structure"_s);
    row("Source a number", R"({"Entries":[{"Source":1}]})", serial, u"NUMBER_VALUE can not be converted to a String"_s);
    row("Detail an object", R"({"Entries":[{"Detail":{}}]})", serial,
        u"START_OBJECT can not be converted to a String"_s);
    row("Resources a string", R"({"Entries":[{"Resources":"r"}]})", serial,
        u"STRING_VALUE can not be converted to a List"_s);
    row("a resource that is a number", R"({"Entries":[{"Resources":[1]}]})", serial,
        u"NUMBER_VALUE can not be converted to a String"_s);
    row("Time a text", R"({"Entries":[{"Time":"2026-01-01T00:00:00Z"}]})", serial,
        u"STRING_VALUE can not be converted to milliseconds since epoch"_s);
    row("Time past year 9999", R"({"Entries":[{"Time":253402300800}]})", serial,
        u"NUMBER_VALUE can not be converted to milliseconds since epoch"_s);
    row("EndpointId a number", R"({"EndpointId":1,"Entries":[{}]})", serial,
        u"NUMBER_VALUE can not be converted to a String"_s);
    row("Entries missing", "{}", valid,
        u"1 validation error detected: Value null at 'entries' failed to satisfy constraint: Member must not be null"_s);
    row("Entries null", R"({"Entries":null})", valid,
        u"1 validation error detected: Value null at 'entries' failed to satisfy constraint: Member must not be null"_s);
    row("Entries empty", R"({"Entries":[]})", valid,
        u"1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length "
        "greater than or equal to 1"_s);
}

void TestPutRequest::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QString, message);
    const auto put = readPutRequest(body, Limits());
    QVERIFY(put.refusal);
    QCOMPARE(put.refusal->code, code);
    QCOMPARE(put.refusal->status, 400);
    QVERIFY2(put.refusal->message.startsWith(message), qPrintable(put.refusal->message));
    QVERIFY(put.entries.isEmpty());
}

void TestPutRequest::refusesBrokenConstraints_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const QByteArray &members, const QString &message) {
        QTest::newRow(name) << members << message;
    };
    row("a name", R"("EventBusName":"my_bus-1.x")", {});
    row("an ARN", R"("EventBusName":"arn:aws-us-gov:events:us-gov-west-1:123456789012:event-bus/x")", {});
    row("a bus name with a blank", R"("EventBusName":"my bus")",
        u"at 'entries.2.member.eventBusName' failed to satisfy constraint: Member must satisfy regular expression "
        "pattern: (arn:aws"_s);
    row("an ARN without account", R"("EventBusName":"arn:aws:events:us-east-1::event-bus/x")",
        u"Member must satisfy regular expression pattern"_s);
    row("a bus name with a line break", R"("EventBusName":"bus\n")", u"regular expression pattern"_s);
    row("a bus name of 1600", "\"EventBusName\":\"" + QByteArray(1600, 'b') + '"', {});
    row("a bus name of 1601", "\"EventBusName\":\"" + QByteArray(1601, 'b') + '"',
        u"at 'entries.2.member.eventBusName' failed to satisfy constraint: Member must have length less than or equal "
        "to 1600"_s);
    row("a resource of 2048", "\"Resources\":[\"" + QByteArray(2048, 'r') + "\"]", {});
    row("a resource of 2049", "\"Resources\":[\"a\",\"" + QByteArray(2049, 'r') + "\"]",
        u"at 'entries.2.member.resources.2.member' failed to satisfy constraint: Member must have length less than or "
        "equal to 2048"_s);
    row("a trace header of 500", "\"TraceHeader\":\"" + QByteArray(500, 't') + '"', {});
    row("a trace header of 501", "\"TraceHeader\":\"" + QByteArray(501, 't') + '"',
        u"at 'entries.2.member.traceHeader'"_s);
    row("a token of 64", "\"IdempotencyToken\":\"" + QByteArray(64, 't') + '"', {});
    row("a token of 65", "\"IdempotencyToken\":\"" + QByteArray(65, 't') + '"',
        u"at 'entries.2.member.idempotencyToken'"_s);
    row("two at once", "\"EventBusName\":\"a b\",\"TraceHeader\":\"" + QByteArray(501, 't') + '"',
        u"2 validation errors detected: Value 'a b' at"_s);
}

void TestPutRequest::refusesBrokenConstraints()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, message);
    const auto put = readPutRequest("{\"Entries\":[{},{" + members + "}]}", Limits());
    QCOMPARE(put.refusal.has_value(), !message.isEmpty());
    if (!put.refusal)
        return;
    QCOMPARE(put.refusal->code, u"ValidationException"_s);
    QVERIFY2(put.refusal->message.contains(message), qPrintable(put.refusal->message));
}

void TestPutRequest::takesTenEntriesAndRefusesEleven()
{
    const auto body = [](int count) {
        QByteArrayList items;
        for (int i = 0; i < count; ++i)
            items.append(R"({"Source":"s","DetailType":"t","Detail":"{}"})");
        return "{\"Entries\":[" + items.join(',') + "]}";
    };
    QCOMPARE(readPutRequest(body(10), Limits()).entries.size(), 10);
    const auto eleven = readPutRequest(body(11), Limits());
    QVERIFY(eleven.refusal);
    QCOMPARE(eleven.refusal->code, u"ValidationException"_s);
    QCOMPARE(eleven.refusal->message,
             u"1 validation error detected: Value '[PutEventsRequestEntry(time=null, source=s, resources=null, "
             "detailType=t, detail={}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, "
             "internalMetadata=null), PutEventsRequestEntry(time=null, source=s, resources=null, detailType=t, "
             "detail={}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null), …]' at "
             "'entries' failed to satisfy constraint: Member must have length less than or equal to 10"_s);
}

void TestPutRequest::takesExactlyTheLimit_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::newRow("256 KB") << Limits::defaultBytesPerCall;
    QTest::newRow("1 MiB") << Limits::raisedBytesPerCall;
}

void TestPutRequest::takesExactlyTheLimit()
{
    QFETCH(qint64, limit);
    Limits limits;
    limits.bytesPerCall = limit;
    // Two entries, a Time among them, and a letter of two bytes: the sum counts, in UTF-8.
    Entry first = goodEntry();
    first.time = Instant{1, 0};
    first.source = u"é"_s;
    const auto bodyOf = [&](qint64 total) {
        Entry second = goodEntry();
        const qint64 without = measure(first).total() + second.source.size() + second.detailType.size();
        second.detail = "{\"a\":\"" + QByteArray(total - without - 8, 'x') + "\"}";
        return signedRequest(Entries{first, second}).body;
    };
    const auto exact = readPutRequest(bodyOf(limit), limits);
    QVERIFY2(!exact.refusal, exact.refusal ? qPrintable(exact.refusal->message) : "");
    const auto over = readPutRequest(bodyOf(limit + 1), limits);
    QVERIFY(over.refusal);
    QCOMPARE(over.refusal->code, u"ValidationException"_s);
    QCOMPARE(over.refusal->message, u"Total size of the entries in the request is over the limit."_s);
}

void TestPutRequest::takesTheConfiguredLimits()
{
    Limits limits;
    limits.entriesPerCall = 2;
    const auto put = readPutRequest(R"({"Entries":[{},{},{}]})", limits);
    QVERIFY(put.refusal);
    QVERIFY(put.refusal->message.endsWith("less than or equal to 2"_L1));
}

void TestPutRequest::judgesOneEntry_data()
{
    QTest::addColumn<Entry>("entry");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, void (*change)(Entry &), const QString &code, const QString &message) {
        Entry entry = goodEntry();
        change(entry);
        QTest::newRow(name) << entry << code << message;
    };
    const QString malformed = u"MalformedDetail"_s;
    const QString malformedWords = u"Detail is malformed."_s;
    row("good", [](Entry &) {}, {}, {});
    row(
        "no Source", [](Entry &entry) { entry.source.clear(); }, u"InvalidArgument"_s,
        u"Parameter Source is not valid. Reason: Source is a required argument."_s);
    row(
        "no DetailType", [](Entry &entry) { entry.detailType.clear(); }, u"InvalidArgument"_s,
        u"Parameter DetailType is not valid. Reason: DetailType is a required argument."_s);
    row(
        "no Detail", [](Entry &entry) { entry.detail.clear(); }, u"InvalidArgument"_s,
        u"Parameter Detail is not valid. Reason: Detail is a required argument."_s);
    row(
        "nothing at all: Source first", [](Entry &entry) { entry = {}; }, u"InvalidArgument"_s,
        u"Parameter Source is not valid. Reason: Source is a required argument."_s);
    row(
        "Detail no JSON", [](Entry &entry) { entry.detail = "NotJSON"; }, malformed, malformedWords);
    row(
        "Detail broken", [](Entry &entry) { entry.detail = "{{}"; }, malformed, malformedWords);
    row(
        "Detail with something behind", [](Entry &entry) { entry.detail = "{} x"; }, malformed, malformedWords);
    row(
        "Detail an array", [](Entry &entry) { entry.detail = "[]"; }, malformed, malformedWords);
    row(
        "Detail a string", [](Entry &entry) { entry.detail = R"("{}")"; }, malformed, malformedWords);
    row(
        "Detail a number", [](Entry &entry) { entry.detail = "1"; }, malformed, malformedWords);
    row(
        "Detail null", [](Entry &entry) { entry.detail = "null"; }, malformed, malformedWords);
    row(
        "Detail only blanks", [](Entry &entry) { entry.detail = " "; }, malformed, malformedWords);
    row("Detail an empty object with blanks", [](Entry &entry) { entry.detail = " { } "; }, {}, {});
    row("Detail 1000 deep",
        [](Entry &entry) { entry.detail = "{\"a\":" + QByteArray(999, '[') + QByteArray(999, ']') + '}'; }, {}, {});
    row(
        "Detail 1001 deep",
        [](Entry &entry) { entry.detail = "{\"a\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + '}'; }, malformed,
        malformedWords);
    row(
        "Detail 200,000 deep", [](Entry &entry) { entry.detail = "{\"a\":" + QByteArray(200'000, '['); }, malformed,
        malformedWords);
    row(
        "Source of AWS", [](Entry &entry) { entry.source = u"aws.ec2"_s; }, u"NotAuthorizedForSourceException"_s,
        u"Not authorized for the source."_s);
    row("Source aws without a dot", [](Entry &entry) { entry.source = u"aws"_s; }, {}, {});
    row("Source that begins alike", [](Entry &entry) { entry.source = u"awsome.app"_s; }, {}, {});
    row("Source AWS. in capitals", [](Entry &entry) { entry.source = u"AWS.ec2"_s; }, {}, {});
    row(
        "malformed Detail before the Source of AWS",
        [](Entry &entry) {
            entry.source = u"aws.ec2"_s;
            entry.detail = "[]";
        },
        malformed, malformedWords);
}

void TestPutRequest::judgesOneEntry()
{
    QFETCH(Entry, entry);
    QFETCH(QString, code);
    QFETCH(QString, message);
    const auto refusal = refusalOf(entry);
    QCOMPARE(refusal ? refusal->code : QString(), code);
    QCOMPARE(refusal ? refusal->message : QString(), message);
}

QTEST_GUILESS_MAIN(TestPutRequest)
#include "tst_putrequest.moc"
