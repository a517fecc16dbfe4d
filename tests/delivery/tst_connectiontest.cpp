// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connectiontest.h"

#include "support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

using Mark = ConnectionFinding::Mark;
using Step = ConnectionFinding::Step;

const QDateTime noon(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

EffectiveConnection effective()
{
    EffectiveConnection made;
    made.connection.name = u"Test"_s;
    made.connection.region = u"eu-west-1"_s;
    made.remarks = {u"Region eu-west-1 from AWS_REGION"_s};
    return made;
}

HttpResponse identity()
{
    return answered(200, "<r><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/me</Arn></r>");
}

bool isSts(const HttpRequest &request)
{
    return request.body.contains("GetCallerIdentity");
}

//! "credentials good", a line for each finding.
QStringList shape(const ConnectionReport &report)
{
    static const QStringList steps{u"settings"_s, u"credentials"_s, u"identity"_s, u"clock"_s, u"bus"_s};
    static const QStringList marks{u"good"_s, u"bad"_s, u"open"_s};
    QStringList lines;
    for (const ConnectionFinding &finding : report.findings)
        lines.append(steps.at(int(finding.step)) + u' ' + marks.at(int(finding.mark)));
    return lines;
}

} // namespace

class TestConnectionTest : public QObject
{
    Q_OBJECT

    ClockSkew m_clock{[] { return noon; }};

    ConnectionReport run(FakeTransport &transport, const Result<EffectiveConnection> &connection,
                         const Result<ResolvedCredentials> &keys = ResolvedCredentials{
                             {"AKIDEXAMPLE", Secret("s"), {}}, u"test"_s, noon.addSecs(60), {u"one"_s, u"two"_s}, {}})
    {
        ConnectionTest test(transport, m_clock);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        QSignalSpy changed(&test, &ConnectionTest::changed);
        test.start(connection, std::make_shared<FakeCredentials>(keys));
        if (finished.count() + changed.count() > 0)
            QTest::qFail("something was told from inside start()", __FILE__, __LINE__);
        if (!QTest::qWaitFor([&] { return finished.count() > 0; }))
            QTest::qFail("it did not end", __FILE__, __LINE__);
        QCoreApplication::processEvents();
        if (finished.count() != 1 || test.isRunning())
            QTest::qFail("it must end once", __FILE__, __LINE__);
        if (changed.count() != test.report().findings.size())
            QTest::qFail("each finding is told", __FILE__, __LINE__);
        return test.report();
    }

private slots:
    void cleanup()
    {
        m_clock = ClockSkew([] { return noon; });
    }

    void aGoodConnection()
    {
        FakeTransport transport([](const HttpRequest &request) {
            return isSts(request) ? identity() : answered(200, R"({"Name":"default"})");
        });
        const ConnectionReport report = run(transport, effective());
        QCOMPARE(shape(report),
                 (QStringList{u"settings good"_s, u"credentials good"_s, u"identity good"_s, u"bus good"_s}));
        QVERIFY(report.passed());
        QCOMPARE(report.accountId, u"123456789012"_s);
        QCOMPARE(report.arn, u"arn:aws:iam::123456789012:user/me"_s);
        QCOMPARE(*report.expiresAt, noon.addSecs(60));
        QVERIFY2(report.findings.at(1).text.contains(u"one → two"_s), qPrintable(report.findings.at(1).text));
        QCOMPARE(transport.requests.first().url.host(), u"sts.eu-west-1.amazonaws.com"_s);
        QVERIFY(transport.requests.last().body.contains("\"default\""));
    }

    void settingsThatMakeNoSense()
    {
        FakeTransport transport;
        const ConnectionReport report =
            run(transport, Failure{FailureKind::Configuration, u"x"_s, u"There is no region."_s});
        QCOMPARE(shape(report), QStringList{u"settings bad"_s});
        QCOMPARE(report.findings.first().text, u"There is no region."_s);
        QVERIFY(!report.passed());
    }

    void noKeys()
    {
        FakeTransport transport;
        const ConnectionReport report =
            run(transport, effective(), Failure{FailureKind::Credentials, u"x"_s, u"Log in."_s});
        QCOMPARE(shape(report).last(), u"credentials bad"_s);
        QCOMPARE(transport.requests.size(), 0);
    }

    void keysThatAreRefusedEndItThere()
    {
        FakeTransport transport([](const HttpRequest &) {
            return answered(403, "<E><Code>InvalidClientTokenId</Code><Message>no</Message></E>");
        });
        const ConnectionReport report = run(transport, effective());
        QCOMPARE(shape(report).last(), u"identity bad"_s);
        QCOMPARE(transport.requests.size(), 1);
    }

    void aCustomEndpointNeedNotServeSts()
    {
        FakeTransport transport([](const HttpRequest &request) {
            return isSts(request) ? answered(404, "") : answered(200, R"({"Name":"default"})");
        });
        EffectiveConnection custom = effective();
        custom.connection.kind = Connection::Kind::Custom;
        custom.connection.endpointUrl = u"http://127.0.0.1:4566"_s;
        custom.stsUrl = custom.connection.endpointUrl;
        const ConnectionReport report = run(transport, custom);
        QCOMPARE(shape(report).mid(2), (QStringList{u"identity open"_s, u"bus good"_s}));
        QVERIFY(report.passed());
        for (const HttpRequest &request : transport.requests)
            QCOMPARE(request.url.authority(), u"127.0.0.1:4566"_s);
    }

    void buses_data()
    {
        QTest::addColumn<HttpResponse>("response");
        QTest::addColumn<QString>("last");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << answered(400, R"({"__type":"ResourceNotFoundException"})") << u"bus bad"_s
                                 << u"orders"_s;
        QTest::newRow("not allowed to look")
            << answered(400, R"({"__type":"AccessDeniedException","message":"you may not"})") << u"bus open"_s
            << u"not verified"_s;
        QTest::newRow("no answer") << failed(HttpErrorKind::ConnectionRefused, HttpProgress::NotConnected)
                                   << u"bus bad"_s << u"no answer"_s;
    }

    void buses()
    {
        QFETCH(HttpResponse, response);
        QFETCH(QString, last);
        QFETCH(QString, says);
        FakeTransport transport([&](const HttpRequest &request) { return isSts(request) ? identity() : response; });
        EffectiveConnection connection = effective();
        connection.connection.defaultBus = u"orders"_s;
        const ConnectionReport report = run(transport, connection);
        QCOMPARE(shape(report).last(), last);
        QVERIFY2(report.findings.last().text.contains(says), qPrintable(report.findings.last().text));
    }

    void aClockThatIsOffIsSaid()
    {
        FakeTransport transport([](const HttpRequest &request) {
            HttpResponse response = isSts(request) ? identity() : answered(200, R"({"Name":"default"})");
            response.headers.append(HttpHeader{"Date", "Wed, 25 Nov 2026 11:29:30 GMT"});
            response.sentAt = noon;
            return response;
        });
        const ConnectionReport report = run(transport, effective());
        QCOMPARE(shape(report).mid(2), (QStringList{u"clock open"_s, u"identity good"_s, u"bus good"_s}));
        QVERIFY2(report.findings.at(2).text.contains(u"30 minutes ahead of"_s), qPrintable(report.findings.at(2).text));
    }

    void theSandbox()
    {
        FakeTransport transport;
        EffectiveConnection sandbox = effective();
        sandbox.remarks.clear();
        sandbox.connection.kind = Connection::Kind::Sandbox;
        sandbox.connection.endpointUrl = u"http://127.0.0.1:4010"_s;
        QCOMPARE(shape(run(transport, sandbox)), (QStringList{u"credentials good"_s, u"identity good"_s}));
        sandbox.connection.endpointUrl.clear();
        QCOMPARE(shape(run(transport, sandbox)).last(), u"identity bad"_s);
        QCOMPARE(transport.requests.size(), 0);
    }

    void whatWasCancelledTellsNothingMore()
    {
        FakeTransport transport; // answers nothing by itself
        ConnectionTest test(transport, m_clock);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        test.start(effective(), std::make_shared<FakeCredentials>());
        QTRY_COMPARE(transport.jobs.size(), 1);
        const QPointer<FakeJob> job = transport.jobs.first();
        test.cancel();
        QVERIFY2(!job, "the request under way must end");
        QVERIFY(!test.isRunning());
        QCoreApplication::processEvents();
        QCOMPARE(finished.count(), 0);
        QCOMPARE(test.report().findings.size(), 2);
        test.start(effective(), std::make_shared<FakeCredentials>());
        QVERIFY2(test.report().findings.isEmpty(), "a new test begins with nothing");
    }

    void cancelFromInsideAFinding()
    {
        FakeTransport transport([](const HttpRequest &) { return identity(); });
        ConnectionTest test(transport, m_clock);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        connect(&test, &ConnectionTest::changed, &test, &ConnectionTest::cancel);
        test.start(effective(), std::make_shared<FakeCredentials>());
        QTRY_COMPARE(test.report().findings.size(), 1);
        QTest::qWait(0);
        QCOMPARE(finished.count(), 0);
        QCOMPARE(transport.requests.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
