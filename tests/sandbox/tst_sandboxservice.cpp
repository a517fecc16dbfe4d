// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxservice.h"
#include "sandbox/support/signedrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace busload;
using namespace busload::test;

using Connection = SandboxReply::Connection;

class TestSandboxService : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void acceptsABatch();
    void keepsWhatARuleWouldSee();
    void takesTheTimeOfTheCall();
    void answersEachEntryInItsPlace();
    void keepsTheNewest();
    void keepsNoMoreBytesThanAsked();
    void signsEveryAnswer_data();
    void signsEveryAnswer();
    void refusesAtTheDoor_data();
    void refusesAtTheDoor();
    void answersARepeatedTokenAlike();
    void takesATokenTwiceInOneCallOnce();
    void refusedEntryClaimsNoToken();
    void forgetsTheOldestTokens();

    void faultOnEntries_data();
    void faultOnEntries();
    void countsEntriesOverCalls();
    void ownWordsOfAFault();
    void faultOfTheCall_data();
    void faultOfTheCall();
    void faultOfTheAnswer_data();
    void faultOfTheAnswer();
    void delays();
    void usesUpTimes();
    void refusedRequestsUseNoFaultUp();
    void aFaultThatDidNotStrikeIsNotUsedUp();
    void retryAfterALostAnswerIsNotStoredTwice();

private:
    SandboxReply send(const Entries &entries) { return m_service->handle(signedRequest(entries), noon()); }
    void setFaults(const QStringList &specs);
    QStringList faultTexts() const;

    std::unique_ptr<SandboxService> m_service;
};

namespace {

QJsonObject object(const SandboxReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QJsonArray results(const SandboxReply &reply)
{
    return object(reply).value("Entries"_L1).toArray();
}

QString eventId(const SandboxReply &reply, int index)
{
    return results(reply).at(index).toObject().value("EventId"_L1).toString();
}

// "ok" or the error code of each result, in order.
QStringList codes(const SandboxReply &reply)
{
    QStringList codes;
    for (const QJsonValue result : results(reply))
        codes.append(result.toObject().contains("EventId"_L1) ? u"ok"_s
                                                              : result.toObject().value("ErrorCode"_L1).toString());
    return codes;
}

QByteArray header(const SandboxReply &reply, const char *name)
{
    return SandboxRequest{{}, {}, {}, reply.headers, {}}.first(name);
}

Entry entryOfType(const QString &detailType)
{
    Entry entry = goodEntry();
    entry.detailType = detailType;
    return entry;
}

Entries copies(int count)
{
    return Entries(count, goodEntry());
}

} // namespace

void TestSandboxService::init()
{
    SandboxOptions options;
    options.key = key();
    m_service = std::make_unique<SandboxService>(options);
    m_service->setPort(port);
}

void TestSandboxService::setFaults(const QStringList &specs)
{
    QList<Fault> faults;
    for (const QString &spec : specs) {
        const auto fault = parseFault(spec);
        QVERIFY2(fault, qPrintable(spec));
        faults.append(*fault);
    }
    m_service->faults().set(faults);
    m_service->faults().takeChanged();
}

QStringList TestSandboxService::faultTexts() const
{
    QStringList texts;
    for (const Fault &fault : m_service->faults().faults())
        texts.append(faultText(fault));
    return texts;
}

void TestSandboxService::acceptsABatch()
{
    const auto reply = send(copies(10));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.connection, Connection::Answer);
    QCOMPARE(reply.delayMs, 0);
    QCOMPARE(reply.accepted, 10);
    QCOMPARE(header(reply, "Content-Type"), QByteArray("application/x-amz-json-1.1"));
    QCOMPARE(object(reply).value("FailedEntryCount"_L1).toInt(-1), 0);
    QSet<QString> ids;
    static const QRegularExpression uuid(u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    for (int i = 0; i < 10; ++i) {
        QVERIFY2(uuid.match(eventId(reply, i)).hasMatch(), qPrintable(eventId(reply, i)));
        ids.insert(eventId(reply, i));
    }
    QCOMPARE(ids.size(), 10);
    QCOMPARE(m_service->events().count(), 10);
}

void TestSandboxService::keepsWhatARuleWouldSee()
{
    Entry entry = goodEntry();
    entry.source = u"quote\" and é"_s;
    entry.detail = R"({ "b":1.10, "a":12345678901234567890, "b":"\u00e9" })";
    entry.time = Instant{1704070923, 456'000'000};
    entry.resources = {u"arn:aws:x"_s, u"two"_s};
    entry.eventBusName = u"orders"_s;
    entry.idempotencyToken = u"tok"_s;
    const auto reply = send({entry});

    const auto events = m_service->events().newest(10);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().eventBusName, u"orders"_s);
    QCOMPARE(events.first().idempotencyToken, u"tok"_s);
    QCOMPARE(events.first().receivedAt, noon());
    const QByteArray expected =
        "{\"version\":\"0\",\"id\":\"" + eventId(reply, 0).toLatin1() +
        R"(","detail-type":"OrderFulfilled","source":"quote\" and é","account":"123456789012",)" +
        R"("time":"2024-01-01T01:02:03Z","region":"eu-west-1","resources":["arn:aws:x","two"],)" +
        R"("detail":{ "b":1.10, "a":12345678901234567890, "b":"\u00e9" }})";
    QCOMPARE(events.first().toJson(), expected);
}

void TestSandboxService::takesTheTimeOfTheCall()
{
    m_service->handle(signedRequest(Entries{goodEntry()}), noon().addMSecs(999));
    QCOMPARE(m_service->events().newest(1).first().time, u"2026-03-01T12:00:00Z"_s);
    QCOMPARE(m_service->events().newest(1).first().eventBusName, u"default"_s);
}

void TestSandboxService::answersEachEntryInItsPlace()
{
    Entry noSource = goodEntry();
    noSource.source.clear();
    Entry malformed = goodEntry();
    malformed.detail = "[]";
    Entry foreign = goodEntry();
    foreign.source = u"aws.s3"_s;
    const auto reply = send({noSource, goodEntry(), malformed, goodEntry(), foreign});
    QCOMPARE(reply.status, 200);
    QCOMPARE(codes(reply), QStringList({u"InvalidArgument"_s, u"ok"_s, u"MalformedDetail"_s, u"ok"_s,
                                        u"NotAuthorizedForSourceException"_s}));
    QCOMPARE(object(reply).value("FailedEntryCount"_L1).toInt(-1), 3);
    QCOMPARE(results(reply).at(2).toObject().value("ErrorMessage"_L1).toString(), u"Detail is malformed."_s);
    QCOMPARE(reply.accepted, 2);
    QCOMPARE(m_service->events().count(), 2);
    // A bus that does not exist, and a detail type past 128 characters, get an EventId all the same.
    Entry elsewhere = goodEntry();
    elsewhere.eventBusName = u"nowhere"_s;
    QCOMPARE(codes(send({elsewhere, entryOfType(QString(129, u't'))})), QStringList({u"ok"_s, u"ok"_s}));
}

void TestSandboxService::keepsTheNewest()
{
    SandboxOptions options;
    options.key = key();
    options.keptEvents = 3;
    SandboxService small(options);
    small.setPort(port);
    Entries entries;
    for (int i = 1; i <= 5; ++i)
        entries.append(entryOfType(QString::number(i)));
    small.handle(signedRequest(entries), noon());
    QCOMPARE(small.events().count(), 3);
    QStringList types;
    for (const ReceivedEvent &event : small.events().newest(10))
        types.append(event.detailType);
    QCOMPARE(types, QStringList({u"5"_s, u"4"_s, u"3"_s}));
    QCOMPARE(small.events().newest(1).first().detailType, u"5"_s);
    QCOMPARE(small.events().newest(-1).size(), 0);
    small.events().clear();
    QCOMPARE(small.events().count(), 0);
}

void TestSandboxService::keepsNoMoreBytesThanAsked()
{
    ReceivedEvents events(1000, 1'000'000);
    ReceivedEvent large;
    large.detail = QByteArray(300'000, ' ');
    for (int i = 0; i < 100; ++i) {
        large.id = QString::number(i);
        events.add(large);
    }
    QCOMPARE(events.count(), 3);
    QCOMPARE(events.newest(1).first().id, u"99"_s);
    events.clear();
    for (int i = 0; i < 3; ++i)
        events.add(large);
    QCOMPARE(events.count(), 3);
}

void TestSandboxService::signsEveryAnswer_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("accepted") << QString();
    QTest::newRow("refused") << u"call:ThrottlingException"_s;
    QTest::newRow("empty") << u"status:503"_s;
    QTest::newRow("web page") << u"html"_s;
}

void TestSandboxService::signsEveryAnswer()
{
    QFETCH(QString, fault);
    if (!fault.isEmpty())
        setFaults({fault});
    const auto first = send({goodEntry()});
    QCOMPARE(header(first, "Date"), QByteArray("Sun, 01 Mar 2026 12:00:00 GMT"));
    QCOMPARE(header(first, "x-amzn-RequestId").size(), 36);
    QVERIFY(header(first, "x-amzn-RequestId") != header(send({goodEntry()}), "x-amzn-RequestId"));
}

void TestSandboxService::refusesAtTheDoor_data()
{
    QTest::addColumn<SandboxRequest>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");

    const auto row = [](const char *name, void (*change)(SandboxRequest &), int status, const QString &code) {
        SandboxRequest request = signedRequest(Entries{goodEntry()});
        change(request);
        QTest::newRow(name) << request << status << code;
    };
    row(
        "another host", [](SandboxRequest &request) { setHeader(request, "Host", "evil.example:4577"); }, 403,
        u"AccessDeniedException"_s);
    row(
        "another path", [](SandboxRequest &request) { request.path = "/x"; }, 404, u"UnknownOperationException"_s);
    row(
        "GET", [](SandboxRequest &request) { request.method = "GET"; }, 405, u"UnknownOperationException"_s);
    row(
        "a browser's question", [](SandboxRequest &request) { request.method = "OPTIONS"; }, 405,
        u"UnknownOperationException"_s);
    row(
        "no target", [](SandboxRequest &request) { removeHeader(request, "X-Amz-Target"); }, 400,
        u"UnknownOperationException"_s);
    row(
        "another target", [](SandboxRequest &request) { setHeader(request, "X-Amz-Target", "AWSEvents.PutRule"); }, 400,
        u"UnknownOperationException"_s);
    row(
        "unsigned", [](SandboxRequest &request) { removeHeader(request, "Authorization"); }, 400,
        u"MissingAuthenticationTokenException"_s);
    row(
        "altered", [](SandboxRequest &request) { request.body += ' '; }, 400, u"InvalidSignatureException"_s);
    row("too large", [](SandboxRequest &request) { request.body = QByteArray(maxSandboxBodyBytes + 1, ' '); }, 413, {});
}

void TestSandboxService::refusesAtTheDoor()
{
    QFETCH(SandboxRequest, request);
    QFETCH(int, status);
    QFETCH(QString, code);
    const auto reply = m_service->handle(request, noon());
    QCOMPARE(reply.status, status);
    QCOMPARE(object(reply).value("__type"_L1).toString(), code);
    QCOMPARE(reply.body.isEmpty(), code.isEmpty());
    QCOMPARE(m_service->events().count(), 0);
    QCOMPARE(reply.accepted, 0);
}

void TestSandboxService::answersARepeatedTokenAlike()
{
    Entry entry = goodEntry();
    entry.idempotencyToken = u"order-1"_s;
    const auto first = send({entry});
    const auto second = send({goodEntry(), entry});
    QCOMPARE(eventId(second, 1), eventId(first, 0));
    QVERIFY(eventId(second, 0) != eventId(first, 0));
    QCOMPARE(second.accepted, 1);
    QCOMPARE(m_service->events().count(), 2);
    Entry other = goodEntry();
    other.idempotencyToken = u"order-2"_s;
    QVERIFY(eventId(send({other}), 0) != eventId(first, 0));
    // Without a token the same content is another event.
    QCOMPARE(send({goodEntry()}).accepted, 1);
}

void TestSandboxService::takesATokenTwiceInOneCallOnce()
{
    Entry entry = goodEntry();
    entry.idempotencyToken = u"order-1"_s;
    const auto reply = send({entry, entry});
    QCOMPARE(eventId(reply, 0), eventId(reply, 1));
    QVERIFY(!eventId(reply, 0).isEmpty());
    QCOMPARE(m_service->events().count(), 1);
}

void TestSandboxService::refusedEntryClaimsNoToken()
{
    Entry bad = goodEntry();
    bad.idempotencyToken = u"order-1"_s;
    bad.detail = "[]";
    QCOMPARE(codes(send({bad})), QStringList({u"MalformedDetail"_s}));
    Entry struck = goodEntry();
    struck.idempotencyToken = u"order-2"_s;
    setFaults({u"entry:InternalFailure*1"_s});
    QCOMPARE(codes(send({struck})), QStringList({u"InternalFailure"_s}));
    bad.detail = "{}";
    QCOMPARE(send({bad, struck}).accepted, 2);
}

void TestSandboxService::forgetsTheOldestTokens()
{
    TokenTable table(2);
    table.claim(u"a"_s, u"1"_s);
    table.claim(u"b"_s, u"2"_s);
    table.claim(u"b"_s, u"9"_s);
    QCOMPARE(table.eventIdOf(u"b"_s), u"2"_s);
    table.claim(u"c"_s, u"3"_s);
    QCOMPARE(table.count(), 2);
    QCOMPARE(table.eventIdOf(u"a"_s), QString());
    QCOMPARE(table.eventIdOf(u"c"_s), u"3"_s);
    table.claim(QString(), u"4"_s);
    QCOMPARE(table.eventIdOf(QString()), QString());
}

void TestSandboxService::faultOnEntries_data()
{
    QTest::addColumn<QStringList>("faults");
    QTest::addColumn<QStringList>("expected"); // for detail types A B A B A, the third malformed

    const QString ok = u"ok"_s;
    const QString bad = u"MalformedDetail"_s;
    QTest::newRow("none") << QStringList{} << QStringList{ok, ok, bad, ok, ok};
    QTest::newRow("one position") << QStringList{u"entry=2:X"_s} << QStringList{ok, u"X"_s, bad, ok, ok};
    QTest::newRow("two positions") << QStringList{u"entry=5,1:X"_s} << QStringList{u"X"_s, ok, bad, ok, u"X"_s};
    QTest::newRow("position past the end") << QStringList{u"entry=6:X"_s} << QStringList{ok, ok, bad, ok, ok};
    QTest::newRow("all, but the service's own refusal stays")
        << QStringList{u"entry:X"_s} << QStringList{u"X"_s, u"X"_s, bad, u"X"_s, u"X"_s};
    QTest::newRow("every second") << QStringList{u"every=2:X"_s} << QStringList{ok, u"X"_s, bad, u"X"_s, ok};
    QTest::newRow("a type") << QStringList{u"type=B:X"_s} << QStringList{ok, u"X"_s, bad, u"X"_s, ok};
    QTest::newRow("every third of a type")
        << QStringList{u"every=3&type=A:X"_s} << QStringList{ok, ok, bad, ok, u"X"_s};
    QTest::newRow("a position of a type")
        << QStringList{u"entry=1,2&type=B:X"_s} << QStringList{ok, u"X"_s, bad, ok, ok};
    QTest::newRow("the first fault wins")
        << QStringList{u"entry=2:X"_s, u"entry:Y"_s} << QStringList{u"Y"_s, u"X"_s, bad, u"Y"_s, u"Y"_s};
}

void TestSandboxService::faultOnEntries()
{
    QFETCH(QStringList, faults);
    QFETCH(QStringList, expected);
    setFaults(faults);
    Entries entries;
    for (int i = 0; i < 5; ++i)
        entries.append(entryOfType(i % 2 == 0 ? u"A"_s : u"B"_s));
    entries[2].detail = "no";
    const auto reply = send(entries);
    QCOMPARE(codes(reply), expected);
    QCOMPARE(object(reply).value("FailedEntryCount"_L1).toInt(-1), 5 - expected.count(u"ok"_s));
    QCOMPARE(m_service->events().count(), expected.count(u"ok"_s));
}

void TestSandboxService::countsEntriesOverCalls()
{
    setFaults({u"every=3:InternalFailure"_s});
    const QString ok = u"ok"_s;
    const QString no = u"InternalFailure"_s;
    QCOMPARE(codes(send(copies(2))), QStringList({ok, ok}));
    QCOMPARE(codes(send(copies(2))), QStringList({no, ok}));
    QCOMPARE(codes(send(copies(3))), QStringList({ok, no, ok}));
    const auto reply = send(copies(2));
    QCOMPARE(codes(reply), QStringList({ok, no}));
    QCOMPARE(results(reply).at(1).toObject().value("ErrorMessage"_L1).toString(), u"Internal Service Failure"_s);
}

void TestSandboxService::ownWordsOfAFault()
{
    setFaults({u"entry=1:ThrottlingException"_s, u"entry=2:ThrottlingException:Slow down"_s, u"entry=3:Odd"_s});
    const auto answers = results(send(copies(3)));
    const auto message = [&answers](int i) { return answers.at(i).toObject().value("ErrorMessage"_L1).toString(); };
    QCOMPARE(message(0), u"Rate exceeded"_s);
    QCOMPARE(message(1), u"Slow down"_s);
    QVERIFY(message(2).contains("Odd"_L1));
}

void TestSandboxService::faultOfTheCall_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");

    const auto row = [](const QString &fault, int status, const QString &code, const QString &message) {
        QTest::newRow(qPrintable(fault)) << fault << status << code << message;
    };
    row(u"call:ThrottlingException"_s, 400, u"ThrottlingException"_s, u"Rate exceeded"_s);
    row(u"call:ThrottlingException/429"_s, 429, u"ThrottlingException"_s, u"Rate exceeded"_s);
    row(u"call:ThrottlingException:Enough"_s, 400, u"ThrottlingException"_s, u"Enough"_s);
    row(u"call:ValidationException"_s, 400, u"ValidationException"_s,
        u"Total size of the entries in the request is over the limit."_s);
    row(u"call:AccessDeniedException"_s, 400, u"AccessDeniedException"_s,
        u"User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: events:PutEvents on resource: "
        "arn:aws:events:us-east-1:123456789012:event-bus/default because no identity-based policy allows the "
        "events:PutEvents action"_s);
    row(u"call:UnrecognizedClientException"_s, 400, u"UnrecognizedClientException"_s,
        u"The security token included in the request is invalid."_s);
    row(u"call:ExpiredTokenException"_s, 400, u"ExpiredTokenException"_s,
        u"The security token included in the request is expired"_s);
    row(u"call:InternalException"_s, 500, u"InternalException"_s, u"This exception occurs due to unexpected causes."_s);
    row(u"call:InternalFailure"_s, 500, u"InternalFailure"_s, u"Internal Service Failure"_s);
    row(u"call:ServiceUnavailable"_s, 503, u"ServiceUnavailable"_s,
        u"The request has failed due to a temporary failure of the server."_s);
    row(u"status:413"_s, 413, {}, {});
    row(u"status:500"_s, 500, {}, {});
    row(u"status:503"_s, 503, {}, {});
}

void TestSandboxService::faultOfTheCall()
{
    QFETCH(QString, fault);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    setFaults({fault});
    const auto reply = send(copies(2));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.connection, Connection::Answer);
    QCOMPARE(object(reply).value("__type"_L1).toString(), code);
    QCOMPARE(object(reply).value("message"_L1).toString(), message);
    QCOMPARE(reply.body.isEmpty(), code.isEmpty());
    QCOMPARE(m_service->events().count(), 0);
}

void TestSandboxService::faultOfTheAnswer_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<Connection>("connection");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("results"); // -1: no JSON

    QTest::newRow("hang") << u"hang"_s << Connection::Hang << 200 << 0 << -1;
    QTest::newRow("drop before") << u"drop-before"_s << Connection::Drop << 200 << 0 << -1;
    QTest::newRow("drop after") << u"drop-after"_s << Connection::Drop << 200 << 3 << 3;
    QTest::newRow("garbage") << u"garbage"_s << Connection::Answer << 200 << 3 << -1;
    QTest::newRow("one too few") << u"wrong-count"_s << Connection::Answer << 200 << 3 << 2;
    QTest::newRow("half") << u"half-answer"_s << Connection::AnswerHalf << 200 << 3 << 3;
    QTest::newRow("web page") << u"html"_s << Connection::Answer << 200 << 3 << -1;
    QTest::newRow("redirect") << u"redirect"_s << Connection::Answer << 307 << 0 << -1;
}

void TestSandboxService::faultOfTheAnswer()
{
    QFETCH(QString, fault);
    QFETCH(Connection, connection);
    QFETCH(int, status);
    QFETCH(int, kept);
    setFaults({fault});
    const auto reply = send(copies(3));
    QCOMPARE(reply.connection, connection);
    QCOMPARE(reply.status, status);
    QCOMPARE(m_service->events().count(), kept);
    QCOMPARE(reply.accepted, kept);
    const auto document = QJsonDocument::fromJson(reply.body);
    QTEST(document.isObject() ? static_cast<int>(results(reply).size()) : -1, "results");
    if (status == 307)
        QVERIFY(header(reply, "Location").startsWith("http://"));
}

void TestSandboxService::delays()
{
    setFaults({u"delay:200"_s, u"entry=1:X"_s, u"delay:50*1"_s});
    const auto first = send(copies(2));
    QCOMPARE(first.delayMs, 250);
    QCOMPARE(codes(first), QStringList({u"X"_s, u"ok"_s}));
    QCOMPARE(send(copies(2)).delayMs, 200);
}

void TestSandboxService::usesUpTimes()
{
    setFaults({u"call:ThrottlingException*2"_s, u"entry=1:X*1"_s});
    const auto first = send(copies(1));
    QCOMPARE(first.status, 400);
    QVERIFY(first.faultsChanged);
    QCOMPARE(faultTexts(), QStringList({u"call:ThrottlingException*1"_s, u"entry=1:X*1"_s}));
    QCOMPARE(send(copies(1)).status, 400);
    QCOMPARE(faultTexts(), QStringList({u"entry=1:X*1"_s}));
    QCOMPARE(codes(send(copies(1))), QStringList({u"X"_s}));
    QCOMPARE(faultTexts(), QStringList());
    const auto last = send(copies(1));
    QCOMPARE(codes(last), QStringList({u"ok"_s}));
    QVERIFY(!last.faultsChanged);
}

void TestSandboxService::refusedRequestsUseNoFaultUp()
{
    setFaults({u"call:ThrottlingException*1"_s});
    SandboxRequest altered = signedRequest(copies(1));
    altered.body += ' ';
    const auto reply = m_service->handle(altered, noon());
    QCOMPARE(object(reply).value("__type"_L1).toString(), u"InvalidSignatureException"_s);
    QVERIFY(!reply.faultsChanged);
    QCOMPARE(faultTexts(), QStringList({u"call:ThrottlingException*1"_s}));
    setFaults({u"drop-after*1"_s});
    QCOMPARE(send(copies(11)).connection, Connection::Answer);
    QCOMPARE(faultTexts(), QStringList({u"drop-after*1"_s}));
}

void TestSandboxService::aFaultThatDidNotStrikeIsNotUsedUp()
{
    setFaults({u"entry=3:X*1"_s});
    QCOMPARE(codes(send(copies(2))), QStringList({u"ok"_s, u"ok"_s}));
    QCOMPARE(faultTexts(), QStringList({u"entry=3:X*1"_s}));
    QCOMPARE(codes(send(copies(3))).last(), u"X"_s);
    QCOMPARE(faultTexts(), QStringList());
}

void TestSandboxService::retryAfterALostAnswerIsNotStoredTwice()
{
    setFaults({u"drop-after*1"_s});
    Entry entry = goodEntry();
    entry.idempotencyToken = u"order-1"_s;
    QCOMPARE(send({entry}).connection, Connection::Drop);
    const QString id = m_service->events().newest(1).first().id;
    QCOMPARE(eventId(send({entry}), 0), id);
    QCOMPARE(m_service->events().count(), 1);
}

QTEST_GUILESS_MAIN(TestSandboxService)
#include "tst_sandboxservice.moc"
