// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/busdirectory.h"

#include "delivery/describebus.h"
#include "support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

using State = BusListing::State;

const QDateTime noon(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

Connection connection()
{
    Connection made;
    made.id = u"c1"_s;
    made.region = u"eu-west-1"_s;
    return made;
}

QByteArray page(const QStringList &names, const QString &next = {})
{
    QStringList buses;
    for (const QString &name : names)
        buses.append(u"{\"Name\":\"%1\",\"Arn\":\"arn:aws:events:eu-west-1:123456789012:event-bus/%1\"}"_s.arg(name));
    const QString token = next.isEmpty() ? QString() : u",\"NextToken\":\"%1\""_s.arg(next);
    return u"{\"EventBuses\":[%1]%2}"_s.arg(buses.join(u','), token).toUtf8();
}

std::shared_ptr<CredentialsProvider> keys()
{
    return std::make_shared<FakeCredentials>();
}

} // namespace

class TestBusDirectory : public QObject
{
    Q_OBJECT

    QDateTime m_now = noon;
    ClockSkew m_clock{[this] { return m_now; }};

private slots:
    void init() { m_now = noon; }

    void everyPageIsReadOnceAndKeptForMinutes()
    {
        FakeTransport transport([](const HttpRequest &request) {
            return answered(200, request.body.contains("next-1") ? page({u"default"_s})
                                                                 : page({u"orders"_s, u"audit"_s}, u"next-1"_s));
        });
        BusDirectory buses(transport, m_clock);
        QCOMPARE(buses.listing(connection()).state, State::Unknown);
        QSignalSpy changed(&buses, &BusDirectory::changed);
        buses.ask(connection(), keys());
        buses.ask(connection(), keys());
        QCOMPARE(buses.listing(connection()).state, State::Asking);
        QTRY_COMPARE(buses.listing(connection()).state, State::Known);
        QCOMPARE(transport.requests.size(), 2);
        QCOMPARE(changed.count(), 2);
        QStringList names;
        for (const EventBus &bus : buses.listing(connection()).buses)
            names.append(bus.name);
        QCOMPARE(names, (QStringList{u"audit"_s, u"default"_s, u"orders"_s}));
        QCOMPARE(transport.requests.first().url, QUrl(u"https://events.eu-west-1.amazonaws.com/"_s));

        m_now = noon.addSecs(299);
        buses.ask(connection(), keys());
        QCOMPARE(transport.requests.size(), 2);
        m_now = noon.addSecs(300);
        buses.ask(connection(), keys());
        QTRY_COMPARE(transport.requests.size(), 4);
        QVERIFY2(buses.listing(connection()).buses.size() == 3, "the last list stands while it is asked anew");
        QTRY_COMPARE(buses.listing(connection()).state, State::Known);
        buses.forget(connection());
        buses.ask(connection(), keys());
        QTRY_COMPARE(transport.requests.size(), 6);
    }

    void whatIsForgottenWhileItIsAskedIsAskedAgain()
    {
        FakeTransport transport; // answers nothing by itself
        BusDirectory buses(transport, m_clock);
        buses.ask(connection(), keys());
        QCOMPARE(transport.jobs.size(), 1);
        buses.forget(connection());
        buses.ask(connection(), keys());
        QCOMPARE(transport.jobs.size(), 1);
        transport.jobs.first()->answer(answered(200, page({u"default"_s})));
        QTRY_COMPARE(buses.listing(connection()).state, State::Known);
        buses.ask(connection(), keys());
        QCOMPARE(transport.jobs.size(), 2);
        transport.jobs.last()->answer(answered(200, page({u"default"_s})));
        QTRY_COMPARE(buses.listing(connection()).state, State::Known);
        buses.ask(connection(), keys());
        QVERIFY2(transport.jobs.size() == 2, "this answer is fresh");
    }

    void anotherPlaceHasAnotherList()
    {
        FakeTransport transport([](const HttpRequest &) { return answered(200, page({u"default"_s})); });
        BusDirectory buses(transport, m_clock);
        buses.ask(connection(), keys());
        QTRY_COMPARE(buses.listing(connection()).state, State::Known);
        Connection elsewhere = connection();
        elsewhere.region = u"us-east-1"_s;
        QCOMPARE(buses.listing(elsewhere).state, State::Unknown);
        Connection renamed = connection();
        renamed.name = u"other"_s;
        renamed.defaultBus = u"orders"_s;
        QCOMPARE(buses.listing(renamed).state, State::Known);
        Connection sandbox = connection();
        sandbox.kind = Connection::Kind::Sandbox;
        buses.ask(sandbox, keys());
        QCOMPARE(buses.listing(sandbox).state, State::Unknown);
        QCOMPARE(transport.requests.size(), 1);
    }

    void whatCannotBeListedIsQuiet_data()
    {
        QTest::addColumn<HttpResponse>("response");
        QTest::addColumn<State>("state");
        QTest::newRow("not allowed") << answered(400,
                                                 R"({"__type":"AccessDeniedException","message":"not authorized"})")
                                     << State::NotAllowed;
        QTest::newRow("not allowed, as emulators say it")
            << answered(403, "<E><Code>AccessDenied</Code></E>") << State::NotAllowed;
        QTest::newRow("a server error") << answered(500, "oops") << State::Failed;
        QTest::newRow("no answer") << failed(HttpErrorKind::HostNotFound, HttpProgress::NotConnected) << State::Failed;
        QTest::newRow("a page of another kind") << answered(200, "<html>") << State::Failed;
        QTest::newRow("pages without an end") << answered(200, page({u"a"_s}, u"again"_s)) << State::Failed;
    }

    void whatCannotBeListedIsQuiet()
    {
        QFETCH(HttpResponse, response);
        QFETCH(State, state);
        FakeTransport transport([&](const HttpRequest &) { return response; });
        BusDirectory buses(transport, m_clock);
        buses.ask(connection(), keys());
        QTRY_COMPARE(buses.listing(connection()).state, state);
        QVERIFY(!buses.listing(connection()).reason.isEmpty());
        QCOMPARE(buses.verdict(connection(), u"anything"_s), BusVerdict::NotVerified);
        QVERIFY(transport.requests.size() <= 2);
    }

    void withoutKeysNothingIsAsked()
    {
        FakeTransport transport([](const HttpRequest &) { return answered(200, page({})); });
        BusDirectory buses(transport, m_clock);
        buses.ask(connection(), std::make_shared<FakeCredentials>(Failure{FailureKind::Credentials, {}, u"no keys"_s}));
        QTRY_COMPARE(buses.listing(connection()).state, State::Failed);
        QCOMPARE(buses.listing(connection()).reason, u"no keys"_s);
        QCOMPARE(transport.requests.size(), 0);
    }

    void verdicts_data()
    {
        QTest::addColumn<QString>("bus");
        QTest::addColumn<BusVerdict>("verdict");
        const QString arn = u"arn:aws:events:eu-west-1:123456789012:event-bus/"_s;
        QTest::newRow("there") << u"orders"_s << BusVerdict::There;
        QTest::newRow("none named is the default bus") << QString() << BusVerdict::There;
        QTest::newRow("missing") << u"order"_s << BusVerdict::Missing;
        QTest::newRow("by its ARN") << arn + u"orders"_s << BusVerdict::There;
        QTest::newRow("an ARN of this account that is missing") << arn + u"order"_s << BusVerdict::Missing;
        QTest::newRow("an ARN of another account")
            << u"arn:aws:events:eu-west-1:999999999999:event-bus/order"_s << BusVerdict::NotVerified;
        QTest::newRow("an ARN of another region")
            << u"arn:aws:events:us-east-1:123456789012:event-bus/order"_s << BusVerdict::NotVerified;
    }

    void verdicts()
    {
        QFETCH(QString, bus);
        FakeTransport transport([](const HttpRequest &) {
            return answered(200, page({u"default"_s, u"orders"_s, u"audit"_s}));
        });
        BusDirectory buses(transport, m_clock);
        QCOMPARE(buses.verdict(connection(), bus), BusVerdict::NotVerified);
        buses.ask(connection(), keys());
        QTRY_COMPARE(buses.listing(connection()).state, State::Known);
        QTEST(buses.verdict(connection(), bus), "verdict");
        QCOMPARE(buses.nearest(connection(), u"Ordrs"_s), u"orders"_s);
        QCOMPARE(buses.nearest(connection(), u"inventory"_s), QString());
    }

    void itMayGoWhileItAsks()
    {
        FakeTransport transport;
        auto buses = std::make_unique<BusDirectory>(transport, m_clock);
        buses->ask(connection(), keys());
        QCOMPARE(transport.jobs.size(), 1);
        buses.reset();
        QCoreApplication::processEvents();
    }

    void aBusIsDescribedWithTheRightClock()
    {
        FakeTransport transport([calls = 0](const HttpRequest &) mutable {
            HttpResponse response =
                ++calls == 1 ? answered(400, R"({"__type":"InvalidSignatureException","message":"Signature expired"})")
                             : answered(200, R"({"Name":"orders"})");
            response.headers.append(HttpHeader{"Date", "Wed, 25 Nov 2026 12:30:00 GMT"});
            response.sentAt = noon;
            return response;
        });
        std::optional<Result<EventBus>> got;
        QObject context;
        describeBus(transport, m_clock, connection(), {"AKID", Secret("s"), Secret()}, u"orders"_s, &context,
                    [&](const Result<EventBus> &answer) { got = answer; });
        QTRY_VERIFY(got.has_value());
        QVERIFY(*got);
        QCOMPARE(got->value().name, u"orders"_s);
        QCOMPARE(transport.requests.size(), 2);
        m_clock = ClockSkew([this] { return m_now; });
    }

    void aBusThatIsNotThere_data()
    {
        QTest::addColumn<HttpResponse>("response");
        QTest::addColumn<FailureKind>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << answered(400, R"({"__type":"ResourceNotFoundException","message":"x"})")
                                 << FailureKind::Configuration << u"drop them"_s;
        QTest::newRow("not allowed") << answered(400, R"({"__type":"AccessDeniedException","message":"you may not"})")
                                     << FailureKind::Credentials << u"you may not"_s;
        QTest::newRow("a server error") << answered(503, "") << FailureKind::Unavailable << u"503"_s;
        QTest::newRow("no answer") << failed(HttpErrorKind::AnswerTimeout, HttpProgress::Sending)
                                   << FailureKind::Unavailable << u"no answer"_s;
    }

    void aBusThatIsNotThere()
    {
        QFETCH(HttpResponse, response);
        QFETCH(QString, says);
        FakeTransport transport([&](const HttpRequest &) { return response; });
        std::optional<Result<EventBus>> got;
        QObject context;
        describeBus(transport, m_clock, connection(), {"AKID", Secret("s"), Secret()}, u"orders"_s, &context,
                    [&](const Result<EventBus> &answer) { got = answer; });
        QTRY_VERIFY(got.has_value());
        QVERIFY(!*got);
        QTEST(got->failure().kind, "kind");
        QVERIFY2(got->failure().message.contains(says), qPrintable(got->failure().message));
    }
};

QTEST_GUILESS_MAIN(TestBusDirectory)
#include "tst_busdirectory.moc"
