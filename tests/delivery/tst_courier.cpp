// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/courier.h"

#include "support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

Entries orders(int count)
{
    Entries entries;
    for (int i = 0; i < count; ++i) {
        Entry entry;
        entry.source = u"com.mycompany.orders"_s;
        entry.detailType = u"OrderFulfilled"_s;
        entry.detail = "{\"n\":" + QByteArray::number(i) + "}";
        entries.append(entry);
    }
    return entries;
}

Connection connection()
{
    Connection c;
    c.name = u"test"_s;
    c.kind = Connection::Kind::Custom;
    c.endpointUrl = u"http://127.0.0.1:4010"_s;
    return c;
}

QDateTime noon()
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
}

//! The outcome words of a record, in order.
QStringList words(const SendRecord &record)
{
    QStringList list;
    for (const EntryRecord &entry : record.entries)
        list.append(outcomeWord(entry.outcome.kind));
    return list;
}

//! Gives one set of keys after the other, the last one again and again; forget() steps on.
class KeysInTurn : public CredentialsProvider
{
public:
    explicit KeysInTurn(QList<ResolvedCredentials> keys)
        : m_keys(std::move(keys))
    {
    }
    void request(QObject *, Answer answer) override
    {
        ++requests;
        answer(m_keys.first());
    }
    void forget() override
    {
        ++forgotten;
        if (m_keys.size() > 1)
            m_keys.removeFirst();
    }

    int requests = 0;
    int forgotten = 0;

private:
    QList<ResolvedCredentials> m_keys;
};

ResolvedCredentials keysOf(const QByteArray &id, std::optional<QDateTime> expiresAt = {})
{
    ResolvedCredentials keys;
    keys.keys = {id, Secret("not a real secret"), {}};
    keys.expiresAt = expiresAt;
    return keys;
}

HttpResponse dated(HttpResponse response, const QByteArray &date)
{
    response.headers.append({"Date", date});
    response.sentAt = noon();
    return response;
}

//! When a request was signed: its X-Amz-Date.
QByteArray signedAt(const HttpRequest &request)
{
    for (const HttpHeader &header : request.headers) {
        if (header.name == "X-Amz-Date")
            return header.value;
    }
    return {};
}

} // namespace

class TestCourier : public QObject
{
    Q_OBJECT

    FakeCredentials m_credentials;
    ClockSkew m_clock{noon};

    void run(Courier &courier, const Entries &entries)
    {
        QSignalSpy finished(&courier, &Courier::finished);
        courier.send(connection(), entries);
        QCOMPARE(finished.count(), 0); // never from inside send()
        QVERIFY(courier.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!courier.isRunning());
    }

private slots:
    void withoutItsUrlNothingGoesToAws_data()
    {
        QTest::addColumn<Connection::Kind>("kind");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("retryable");
        QTest::newRow("the sandbox is stopped") << Connection::Kind::Sandbox << u"ConnectionRefused"_s << true;
        QTest::newRow("a custom endpoint") << Connection::Kind::Custom << u"RequestRefused"_s << false;
    }

    void withoutItsUrlNothingGoesToAws()
    {
        QFETCH(const Connection::Kind, kind);
        QFETCH(const QString, code);
        QFETCH(const bool, retryable);
        FakeTransport transport(acceptAll);
        Courier courier(transport, m_credentials, m_clock);
        QSignalSpy finished(&courier, &Courier::finished);
        Connection homeless = connection();
        homeless.kind = kind;
        homeless.endpointUrl.clear();
        courier.send(homeless, orders(1));
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(transport.requests.isEmpty());
        const Outcome &outcome = courier.record().entries.first().outcome;
        QCOMPARE(outcome.kind, Outcome::Kind::NotSent);
        QCOMPARE(outcome.errorCode, code);
        QCOMPARE(outcome.retryable, retryable);
    }

    void anEchoedTokenIsNotKept()
    {
        FakeTransport transport([](const HttpRequest &) {
            HttpResponse response = answered(403, "<p>x-amz-security-token: to/ken+1</p>");
            response.headers.append(HttpHeader{"x-echo", "to/ken+1", false});
            return response;
        });
        FakeCredentials credentials(
            ResolvedCredentials{{"AKID", Secret("s"), Secret("to/ken+1")}, u"test"_s, {}, {}, {}});
        Courier courier(transport, credentials, m_clock);
        run(courier, orders(1));
        const CallRecord &call = courier.record().calls.first();
        QCOMPARE(call.response.body, QByteArray("<p>x-amz-security-token: <redacted></p>"));
        QCOMPARE(call.response.header("x-echo"), QByteArray("<redacted>"));
        for (const HttpHeader &header : call.request.headers)
            QVERIFY2(!header.value.contains("to/ken+1"), header.name);
        QVERIFY2(!call.canonicalRequest.contains("to/ken+1"), call.canonicalRequest);
    }

    void twentyThreeEntriesGoInThreeCallsInOrder()
    {
        FakeTransport transport(acceptAll);
        Courier courier(transport, m_credentials, m_clock);
        run(courier, orders(23));
        QCOMPARE(transport.requests.size(), 3);
        QCOMPARE(entryCount(transport.requests.at(0)), 10);
        QCOMPARE(entryCount(transport.requests.at(2)), 3);
        QVERIFY(transport.requests.at(2).body.contains(R"({\"n\":20})"));
        QCOMPARE(courier.record().tally(), (Tally{23, 0, 0, 0}));
        QCOMPARE(courier.record().entries.at(20).call, 2);
        QCOMPARE(courier.record().entries.at(21).outcome.eventId, u"id-2"_s);
        QCOMPARE(courier.record().calls.at(1).entries.first(), 10);
        QCOMPARE(courier.record().calls.at(0).requestId, u"request-1"_s);
    }

    void requestIsSignedAndShownWithoutSecrets()
    {
        FakeTransport transport(acceptAll);
        Courier courier(transport, m_credentials, m_clock);
        run(courier, orders(1));
        const HttpRequest &sent = transport.requests.first();
        QByteArray authorization;
        for (const HttpHeader &header : sent.headers) {
            if (header.name.toLower() == "authorization")
                authorization = header.value;
        }
        QVERIFY2(
            authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/us-east-1/events/aws4_request"),
            authorization.constData());
        const CallRecord &call = courier.record().calls.first();
        QVERIFY(call.canonicalRequest.contains("host:127.0.0.1:4010\n"));
        QVERIFY(call.stringToSign.startsWith("AWS4-HMAC-SHA256\n20231114T221320Z\n"));
        for (const HttpHeader &header : call.request.headers)
            QVERIFY(header.name.toLower() != "authorization" || !header.sensitive || header.value == redactedText);
    }

    void onlyTheRetryableGoAgainWithTheSameContentInOrder()
    {
        int calls = 0;
        FakeTransport transport([&calls](const HttpRequest &request) {
            if (++calls > 1)
                return acceptAll(request);
            return answered(200, R"({"FailedEntryCount":3,"Entries":[
                {"ErrorCode":"InternalFailure","ErrorMessage":"Internal Service Failure"},
                {"EventId":"first"},
                {"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."},
                {"ErrorCode":"ThrottlingException","ErrorMessage":"Rate exceeded"}]})");
        });
        Courier courier(transport, m_credentials, m_clock);
        run(courier, orders(4));
        QCOMPARE(words(courier.record()), (QStringList{u"rejected"_s, u"accepted"_s, u"rejected"_s, u"rejected"_s}));
        QCOMPARE(courier.record().retryable(), (QList<qsizetype>{0, 3}));

        QSignalSpy finished(&courier, &Courier::finished);
        courier.retry(connection(), courier.record().retryable());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(entryCount(transport.requests.at(1)), 2);
        const QByteArray &body = transport.requests.at(1).body;
        QVERIFY(body.indexOf(R"({\"n\":0})") > 0);
        QVERIFY(body.indexOf(R"({\"n\":3})") > body.indexOf(R"({\"n\":0})"));
        QCOMPARE(words(courier.record()), (QStringList{u"accepted"_s, u"accepted"_s, u"rejected"_s, u"accepted"_s}));
        QCOMPARE(courier.record().entries.at(1).outcome.eventId, u"first"_s);
        QCOMPARE(courier.record().entries.at(0).attempts.size(), 2);
        QCOMPARE(courier.record().entries.at(0).attempts.first().outcome.errorCode, u"InternalFailure"_s);
        QCOMPARE(courier.record().entries.at(1).attempts.size(), 1);
        QCOMPARE(courier.record().retryable(), QList<qsizetype>{});
    }

    void outcomeWithoutAnswer_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("progress");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("retryable");
        const auto row = [](const char *name, HttpErrorKind kind, HttpProgress progress, const char *word,
                            bool retryable) {
            QTest::newRow(name) << int(kind) << int(progress) << QString::fromLatin1(word) << retryable;
        };
        row("never connected", HttpErrorKind::ConnectionRefused, HttpProgress::NotConnected, "notSent", true);
        row("name not found", HttpErrorKind::HostNotFound, HttpProgress::NotConnected, "notSent", true);
        row("tls is final", HttpErrorKind::Tls, HttpProgress::NotConnected, "notSent", false);
        row("refused by us", HttpErrorKind::InvalidRequest, HttpProgress::NotConnected, "notSent", false);
        row("connected, nothing sent", HttpErrorKind::ConnectionLost, HttpProgress::Connected, "notSent", true);
        row("lost while sending", HttpErrorKind::ConnectionLost, HttpProgress::Sending, "unknown", false);
        row("no answer", HttpErrorKind::AnswerTimeout, HttpProgress::Sending, "unknown", false);
        row("answer too large", HttpErrorKind::AnswerTooLarge, HttpProgress::Answered, "unknown", false);
    }

    void outcomeWithoutAnswer()
    {
        QFETCH(int, kind);
        QFETCH(int, progress);
        QFETCH(QString, word);
        QFETCH(bool, retryable);
        FakeTransport transport(
            [kind, progress](const HttpRequest &) { return failed(HttpErrorKind(kind), HttpProgress(progress)); });
        Courier courier(transport, m_credentials, m_clock);
        run(courier, orders(2));
        QCOMPARE(words(courier.record()), (QStringList{word, word}));
        QCOMPARE(courier.record().retryable().size(), retryable ? 2 : 0);
        QVERIFY(!courier.record().entries.first().outcome.errorCode.isEmpty());
    }

    void withoutKeysNothingLeaves()
    {
        FakeTransport transport(acceptAll);
        FakeCredentials none(Failure{FailureKind::Credentials, u"environment"_s, u"AWS_ACCESS_KEY_ID is not set."_s});
        Courier courier(transport, none, m_clock);
        run(courier, orders(2));
        QCOMPARE(transport.requests.size(), 0);
        QCOMPARE(courier.record().tally(), (Tally{0, 0, 0, 2}));
        QCOMPARE(courier.record().entries.first().outcome.errorMessage, u"AWS_ACCESS_KEY_ID is not set."_s);

        FakeCredentials blank(ResolvedCredentials{{"AKIDEXAMPLE", Secret(), {}}, u"test"_s, {}, {}, {}});
        Courier second(transport, blank, m_clock);
        run(second, orders(1));
        QCOMPARE(transport.requests.size(), 0);
        QCOMPARE(second.record().tally(), (Tally{0, 0, 0, 1}));
    }

    void whatACheckHoldsBackStaysAndTheRestGoes()
    {
        FakeTransport transport(acceptAll);
        Courier courier(transport, m_credentials, m_clock);
        Entries entries = orders(3);
        entries[1].detailType = QString(129, u'x');
        run(courier, entries);
        QCOMPARE(words(courier.record()), (QStringList{u"accepted"_s, u"notSent"_s, u"accepted"_s}));
        QCOMPARE(courier.record().entries.at(1).outcome.errorCode, u"DetailTypeTooLong"_s);
        QVERIFY(!courier.record().entries.at(1).outcome.retryable);
        QCOMPARE(courier.record().entries.at(1).attempts.size(), 0);
    }

    void aWrongClockIsCorrectedAndTheCallGoesOnceMore()
    {
        // noon() is 22:13:20; the service's clock is 20 minutes ahead of it.
        FakeTransport transport([calls = 0](const HttpRequest &request) mutable {
            if (++calls == 1)
                return dated(
                    answered(400, R"({"__type":"InvalidSignatureException","message":"Signature expired: x"})"),
                    "Tue, 14 Nov 2023 22:34:00 GMT");
            return dated(acceptAll(request), "Tue, 14 Nov 2023 22:34:00 GMT");
        });
        ClockSkew clock(noon);
        Courier courier(transport, m_credentials, clock);
        run(courier, orders(12));
        QCOMPARE(transport.requests.size(), 3);
        QCOMPARE(signedAt(transport.requests.at(0)), QByteArray("20231114T221320Z"));
        // Half of the round trip, a few ms, is taken off.
        QVERIFY(signedAt(transport.requests.at(1)).startsWith("20231114T22335"));
        QVERIFY(signedAt(transport.requests.at(2)).startsWith("20231114T22335"));
        QCOMPARE(courier.record().tally(), (Tally{12, 0, 0, 0}));
        QCOMPARE(courier.record().entries.first().attempts.size(), 2);
        const QList<CallRecord> &calls = courier.record().calls;
        QCOMPARE(calls.size(), 3);
        for (qsizetype i = 0; i < calls.size(); ++i)
            QCOMPARE(calls.at(i).index, i);
        QVERIFY2(calls.first().remark.contains(u"20 minutes"_s), qPrintable(calls.first().remark));
        QVERIFY(calls.at(1).secondChance && calls.at(1).remark.isEmpty());
    }

    void aClockThatStaysWrongEndsAfterTheSecondTry()
    {
        FakeTransport transport([](const HttpRequest &) {
            return dated(answered(400, R"({"__type":"InvalidSignatureException","message":"Signature expired: x"})"),
                         "Tue, 14 Nov 2023 22:34:00 GMT");
        });
        ClockSkew clock(noon);
        Courier courier(transport, m_credentials, clock);
        run(courier, orders(1));
        QCOMPARE(transport.requests.size(), 2);
        QCOMPARE(courier.record().tally(), (Tally{0, 1, 0, 0}));
        QVERIFY(courier.record().calls.last().remark.contains(u"20 minutes"_s));
    }

    void aRefusedSignatureWithARightClockIsNotRepeated()
    {
        FakeTransport transport([](const HttpRequest &) {
            return dated(answered(400, R"({"__type":"InvalidSignatureException","message":"no match"})"),
                         "Tue, 14 Nov 2023 22:14:20 GMT");
        });
        ClockSkew clock(noon);
        Courier courier(transport, m_credentials, clock);
        run(courier, orders(1));
        QCOMPARE(transport.requests.size(), 1);
        QVERIFY(courier.record().calls.first().remark.isEmpty());
    }

    void keysThatEndedAreFetchedAnewOnce_data()
    {
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("accepted");
        QTest::newRow("other keys") << QByteArray("AKIDFRESH") << 2 << 1;
        QTest::newRow("the same keys would be refused again") << QByteArray("AKIDOLD") << 1 << 0;
        QTest::newRow("other keys that are refused too") << QByteArray("AKIDWORSE") << 2 << 0;
    }

    void keysThatEndedAreFetchedAnewOnce()
    {
        QFETCH(QByteArray, second);
        QFETCH(int, requests);
        QFETCH(int, accepted);
        FakeTransport transport([](const HttpRequest &request) {
            for (const HttpHeader &header : request.headers) {
                if (header.name == "Authorization" && header.value.contains("AKIDFRESH"))
                    return acceptAll(request);
            }
            return answered(403, R"({"__type":"ExpiredTokenException","message":"The security token is expired"})");
        });
        KeysInTurn keys({keysOf("AKIDOLD"), keysOf(second)});
        Courier courier(transport, keys, m_clock);
        run(courier, orders(1));
        QCOMPARE(transport.requests.size(), requests);
        QCOMPARE(keys.forgotten, 1);
        QCOMPARE(courier.record().tally().accepted, accepted);
        QCOMPARE(courier.record().tally().rejected, 1 - accepted);
    }

    void keysThatEndSoonAreAskedForAgainBetweenCalls()
    {
        FakeTransport transport(acceptAll);
        KeysInTurn soon({keysOf("AKIDSOON", noon().addSecs(30))});
        Courier courier(transport, soon, m_clock);
        run(courier, orders(30));
        QCOMPARE(soon.requests, 3);
        KeysInTurn later({keysOf("AKIDLATER", noon().addSecs(3600))});
        Courier second(transport, later, m_clock);
        run(second, orders(30));
        QCOMPARE(later.requests, 1);
    }

    void cancelFromInsideARefusalStopsTheSecondTry()
    {
        FakeTransport transport([](const HttpRequest &) {
            return dated(answered(400, R"({"__type":"InvalidSignatureException","message":"Signature expired: x"})"),
                         "Tue, 14 Nov 2023 22:34:00 GMT");
        });
        ClockSkew clock(noon);
        Courier courier(transport, m_credentials, clock);
        QSignalSpy finished(&courier, &Courier::finished);
        connect(&courier, &Courier::callFinished, &courier, &Courier::cancel);
        courier.send(connection(), orders(11));
        QTRY_COMPARE(finished.count(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(finished.count(), 1);
        QCOMPARE(transport.requests.size(), 1);
        QCOMPARE(courier.record().tally(), (Tally{0, 10, 0, 1}));
    }

    void settingsThatMakeNoSenseAreSaidAsSuch()
    {
        FakeTransport transport(acceptAll);
        FakeCredentials none(Failure{FailureKind::Configuration, u"test"_s, u"There is no region."_s});
        Courier courier(transport, none, m_clock);
        run(courier, orders(1));
        QCOMPARE(courier.record().entries.first().outcome.errorCode, u"BadConfiguration"_s);
    }

    void nothingToSendEndsAllTheSame()
    {
        FakeTransport transport(acceptAll);
        Courier courier(transport, m_credentials, m_clock);
        run(courier, {});
        QCOMPARE(courier.record().tally().total(), 0);
    }

    void cancelLeavesWhatWasOnTheWayUnknown()
    {
        FakeTransport transport; // answers nothing by itself
        Courier courier(transport, m_credentials, m_clock);
        QSignalSpy finished(&courier, &Courier::finished);
        courier.send(connection(), orders(23));
        QTRY_COMPARE(transport.jobs.size(), 1);
        transport.jobs.at(0)->answer(acceptAll(transport.requests.at(0)));
        QTRY_COMPARE(transport.jobs.size(), 2);
        courier.cancel();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(courier.record().tally(), (Tally{10, 0, 10, 3}));
        QCOMPARE(courier.record().entries.at(22).outcome.errorCode, u"Cancelled"_s);
        QCOMPARE(courier.record().retryable().size(), 3);
        courier.cancel(); // again: nothing
        QCOMPARE(finished.count(), 1);
    }

    void aTokenGoesWhereTheConnectionSays()
    {
        FakeTransport transport(acceptAll);
        Courier courier(transport, m_credentials, m_clock);
        Entries entries = orders(1);
        entries[0].idempotencyToken = u"once"_s;
        Connection c = connection();
        for (const auto kind : {IdempotencyChoice::Kind::LeaveOut, IdempotencyChoice::Kind::SendAsField,
                                IdempotencyChoice::Kind::WriteIntoDetail}) {
            c.idempotency.kind = kind;
            QSignalSpy finished(&courier, &Courier::finished);
            courier.send(c, entries);
            QTRY_COMPARE(finished.count(), 1);
        }
        QVERIFY(!transport.requests.at(0).body.contains("once"));
        QVERIFY(transport.requests.at(1).body.contains(R"("IdempotencyToken":"once")"));
        QVERIFY(!transport.requests.at(2).body.contains("\"IdempotencyToken\""));
        QVERIFY(transport.requests.at(2).body.contains(R"(idempotencyToken\")"));
    }

    void hostIsSignedWithAnUnusualPortOnly_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("https") << u"https://events.us-east-1.amazonaws.com"_s
                               << QByteArray("events.us-east-1.amazonaws.com");
        QTest::newRow("https, its port") << u"https://a.example:443/"_s << QByteArray("a.example");
        QTest::newRow("http, its port") << u"http://localhost:80"_s << QByteArray("localhost");
        QTest::newRow("another port") << u"http://localhost:4566"_s << QByteArray("localhost:4566");
        QTest::newRow("ipv6") << u"http://[::1]:4010/"_s << QByteArray("[::1]:4010");
    }

    void hostIsSignedWithAnUnusualPortOnly()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, host);
        QCOMPARE(hostHeader(QUrl(url)), host);
    }
};

QTEST_GUILESS_MAIN(TestCourier)
#include "tst_courier.moc"
