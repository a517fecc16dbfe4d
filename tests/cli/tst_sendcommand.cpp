// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendcommand.h"

#include "credentials/memorysecretstore.h"
#include "support/faketransport.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace busload;
using namespace busload::cli;
using namespace Qt::StringLiterals;

namespace {

//! Lends a fake to the command, which wants to own its transport.
class LentTransport : public HttpTransport
{
public:
    explicit LentTransport(FakeTransport &fake)
        : m_fake(fake)
    {
    }
    HttpJob *send(const HttpRequest &request, QObject *parent) override { return m_fake.send(request, parent); }

private:
    FakeTransport &m_fake;
};

HttpResponse throttled(const HttpRequest &)
{
    return answered(400, R"({"__type":"ThrottlingException","message":"Rate exceeded"})");
}

} // namespace

class TestSendCommand : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void goesWhereItIsTold_data();
    void goesWhereItIsTold();
    void aRetryIsTheSameEntryAgain();
    void onlyTheRejectedGoAgain();
    void unknownIsNeverSentAgain();
    void notReachedIsNotSentAgain();
    void timeoutReachesTheRequest();
    void nothingIsBuiltForADryRun();
    void theSessionTokenIsSigned();
    void anEchoedTokenIsNotShown_data();
    void anEchoedTokenIsNotShown();
    void idempotencyIsChosen_data();
    void idempotencyIsChosen();
    void badIdempotencyIsUsage_data();
    void badIdempotencyIsUsage();

private:
    //! Runs to the end. `environment` beside a pair of keys.
    ExitCode send(const QStringList &arguments, const QStringList &environment = {u"AWS_REGION=eu-central-1"_s});
    QJsonObject report() const { return QJsonDocument::fromJson(m_out).object(); }

    QTemporaryDir m_dir;
    std::unique_ptr<FakeTransport> m_transport;
    int m_transportsMade = 0;
    qint64 m_now = 0;
    QByteArray m_out;
    QByteArray m_err;
};

void TestSendCommand::init()
{
    m_transport = std::make_unique<FakeTransport>(acceptAll);
    m_transportsMade = 0;
    m_now = 1'800'000'000;
    QFile file(m_dir.filePath(u"two.busload"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"busload":1,"name":"two","entries":[
        {"Source":"s","DetailType":"first","Time":"now","Detail":{"a":1.10}},
        {"Source":"s","DetailType":"second","Time":"now","Detail":{"b":2}}]})");
}

ExitCode TestSendCommand::send(const QStringList &arguments, const QStringList &environment)
{
    QBuffer out(&m_out);
    QBuffer err(&m_err);
    out.open(QIODevice::WriteOnly | QIODevice::Truncate);
    err.open(QIODevice::WriteOnly | QIODevice::Truncate);
    QProcessEnvironment variables;
    variables.insert(u"HOME"_s, m_dir.path()); // no files of the person's own
    variables.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDEXAMPLE"_s);
    variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"hidden"_s);
    for (const QString &pair : environment)
        variables.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    Surroundings surroundings{out,
                              err,
                              variables,
                              [this] { return QDateTime::fromSecsSinceEpoch(m_now++, Qt::UTC); },
                              [] { return 0.0; },
                              [this] {
                                  ++m_transportsMade;
                                  return std::make_unique<LentTransport>(*m_transport);
                              },
                              {},
                              [] { return std::make_unique<MemorySecretStore>(); },
                              {}};
    SendCommand command(surroundings);
    int ends = 0;
    ExitCode code = ExitCode::Usage;
    connect(&command, &Command::ended, this, [&](ExitCode with) {
        ++ends;
        code = with;
    });
    command.start(QStringList{m_dir.filePath(u"two.busload"_s), u"--output"_s, u"json"_s} + arguments);
    if (!QTest::qWaitFor([&] { return ends > 0; }))
        QTest::qFail("the command did not end", __FILE__, __LINE__);
    QCoreApplication::processEvents();
    if (ends > 1)
        QTest::qFail("the command ended twice", __FILE__, __LINE__);
    return code;
}

void TestSendCommand::goesWhereItIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("region");
    const QStringList there{u"--endpoint-url"_s, u"http://127.0.0.1:1/base"_s};
    QTest::newRow("AWS_REGION's own endpoint")
        << QStringList{} << QStringList{u"AWS_REGION=eu-central-1"_s, u"AWS_DEFAULT_REGION=us-west-2"_s}
        << u"https://events.eu-central-1.amazonaws.com/"_s << u"eu-central-1"_s;
    QTest::newRow("AWS_DEFAULT_REGION comes last")
        << QStringList{} << QStringList{u"AWS_REGION= "_s, u"AWS_DEFAULT_REGION=us-west-2"_s}
        << u"https://events.us-west-2.amazonaws.com/"_s << u"us-west-2"_s;
    QTest::newRow("the option comes first")
        << QStringList{u"--region"_s, u"cn-north-1"_s} << QStringList{u"AWS_REGION=eu-central-1"_s}
        << u"https://events.cn-north-1.amazonaws.com.cn/"_s << u"cn-north-1"_s;
    QTest::newRow("a URL without a region") << there << QStringList{} << u"http://127.0.0.1:1/base"_s << u"us-east-1"_s;
    QTest::newRow("a URL with a region") << there + QStringList{u"--region"_s, u"eu-west-1"_s} << QStringList{}
                                         << u"http://127.0.0.1:1/base"_s << u"eu-west-1"_s;
    QTest::newRow("the variable of this service")
        << QStringList{}
        << QStringList{u"AWS_ENDPOINT_URL_EVENTBRIDGE=http://127.0.0.1:2"_s, u"AWS_ENDPOINT_URL=http://127.0.0.1:3"_s}
        << u"http://127.0.0.1:2/"_s << u"us-east-1"_s;
    QTest::newRow("the variable of all services")
        << QStringList{} << QStringList{u"AWS_ENDPOINT_URL=http://127.0.0.1:3"_s} << u"http://127.0.0.1:3/"_s
        << u"us-east-1"_s;
    QTest::newRow("the option before the variables") << there << QStringList{u"AWS_ENDPOINT_URL=http://127.0.0.1:3"_s}
                                                     << u"http://127.0.0.1:1/base"_s << u"us-east-1"_s;
    QTest::newRow("variables that are to be ignored")
        << QStringList{}
        << QStringList{u"AWS_ENDPOINT_URL=http://127.0.0.1:3"_s, u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"_s,
                       u"AWS_REGION=eu-central-1"_s}
        << u"https://events.eu-central-1.amazonaws.com/"_s << u"eu-central-1"_s;
}

void TestSendCommand::goesWhereItIsTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, environment);
    QFETCH(QString, region);
    QCOMPARE(send(arguments, environment), ExitCode::Done);
    QCOMPARE(m_transport->requests.size(), 1);
    const HttpRequest &request = m_transport->requests.first();
    QTEST(request.url.toString(), "url");
    QVERIFY(!request.allowPlainHttp);
    QByteArray authorization;
    for (const HttpHeader &header : request.headers)
        authorization += header.name == "Authorization" ? header.value : QByteArray();
    QVERIFY2(authorization.contains('/' + region.toUtf8() + "/events/aws4_request"), authorization);
    QVERIFY2(!m_out.contains("hidden") && !m_err.contains("hidden"), "a secret was printed");
}

void TestSendCommand::aRetryIsTheSameEntryAgain()
{
    bool first = true;
    m_transport = std::make_unique<FakeTransport>([&](const HttpRequest &request) {
        return std::exchange(first, false) ? throttled(request) : acceptAll(request);
    });
    QCOMPARE(send({u"--retry"_s, u"1"_s}), ExitCode::Done);
    QCOMPARE(m_transport->requests.size(), 2);
    QVERIFY(m_transport->requests[0].body.contains("1800000000"));
    QCOMPARE(m_transport->requests[1].body, m_transport->requests[0].body);
    QCOMPARE(report().value("calls"_L1).toArray().size(), 2);
}

void TestSendCommand::onlyTheRejectedGoAgain()
{
    const QByteArray half = R"({"FailedEntryCount":1,"Entries":[{"EventId":"id-1"},{"ErrorCode":"InternalFailure"}]})";
    bool first = true;
    m_transport = std::make_unique<FakeTransport>([&](const HttpRequest &request) {
        return std::exchange(first, false) ? answered(200, half) : acceptAll(request);
    });
    QCOMPARE(send({u"--retry"_s, u"9"_s}), ExitCode::Done);
    QCOMPARE(m_transport->requests.size(), 2);
    QVERIFY(!m_transport->requests[1].body.contains("first"));
    QVERIFY(m_transport->requests[1].body.contains("second"));
}

void TestSendCommand::unknownIsNeverSentAgain()
{
    m_transport = std::make_unique<FakeTransport>(
        [](const HttpRequest &) { return failed(HttpErrorKind::AnswerTimeout, HttpProgress::Sending); });
    QCOMPARE(send({u"--retry"_s, u"9"_s}), ExitCode::NotAll);
    QCOMPARE(m_transport->requests.size(), 1);
    QCOMPARE(report().value("unknown"_L1).toInt(), 2);
}

void TestSendCommand::notReachedIsNotSentAgain()
{
    m_transport = std::make_unique<FakeTransport>(
        [](const HttpRequest &) { return failed(HttpErrorKind::ConnectionRefused, HttpProgress::NotConnected); });
    QCOMPARE(send({u"--retry"_s, u"9"_s}), ExitCode::NoCall);
    QCOMPARE(m_transport->requests.size(), 1);
    QCOMPARE(report().value("notSent"_L1).toInt(), 2);
    QVERIFY2(m_err.contains("It did not work."), m_err);
}

void TestSendCommand::timeoutReachesTheRequest()
{
    QCOMPARE(send({u"--timeout"_s, u"1.5"_s}), ExitCode::Done);
    QCOMPARE(m_transport->requests.first().answerTimeoutMs, 1500);
    QCOMPARE(m_transport->requests.first().connectTimeoutMs, 5000);
}

void TestSendCommand::nothingIsBuiltForADryRun()
{
    QCOMPARE(send({u"--dry-run"_s}, {}), ExitCode::Done);
    QCOMPARE(m_transportsMade, 0);
    QVERIFY(report().contains("valid"_L1));
}

void TestSendCommand::theSessionTokenIsSigned()
{
    QCOMPARE(send({}, {u"AWS_REGION=eu-central-1"_s, u"AWS_SESSION_TOKEN=tok"_s}), ExitCode::Done);
    QByteArray token;
    QByteArray authorization;
    for (const HttpHeader &header : m_transport->requests.first().headers) {
        token += header.name == "X-Amz-Security-Token" ? header.value : QByteArray();
        authorization += header.name == "Authorization" ? header.value : QByteArray();
    }
    QCOMPARE(token, QByteArray("tok"));
    QVERIFY2(authorization.contains("x-amz-security-token"), authorization);
}

void TestSendCommand::anEchoedTokenIsNotShown_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    // The service tells the canonical request it expected, session token and all.
    QTest::newRow("in the message of a refused call")
        << 400
        << QByteArray(
               R"({"__type":"InvalidSignatureException","message":"expected\nx-amz-security-token:to\/ken+1\n"})");
    QTest::newRow("in an entry's message")
        << 200
        << QByteArray(R"({"Entries":[{"ErrorCode":"Odd","ErrorMessage":"to/ken\u002b1"},{"EventId":"to/ken+1"}]})");
}

void TestSendCommand::anEchoedTokenIsNotShown()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_transport = std::make_unique<FakeTransport>([&](const HttpRequest &) {
        HttpResponse response = answered(status, body);
        response.headers.append(HttpHeader{"x-amzn-requestid", "to/ken+1", false});
        return response;
    });
    QCOMPARE(send({}, {u"AWS_REGION=eu-central-1"_s, u"AWS_SESSION_TOKEN=to/ken+1"_s}), ExitCode::NotAll);
    QVERIFY2(!m_out.contains("to/ken+1") && !m_err.contains("to/ken+1"), m_out + m_err);
    QVERIFY2(m_out.contains("<redacted>"), m_out);
}

void TestSendCommand::idempotencyIsChosen_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QJsonObject>("sent");
    QTest::addColumn<int>("bytes");
    const QJsonObject bare{{u"Source"_s, u"s"_s}, {u"DetailType"_s, u"t"_s}, {u"Detail"_s, uR"({"a":1.10})"_s}};
    const auto with = [&](const QString &member, const QString &value) {
        QJsonObject object = bare;
        object.insert(member, value);
        return object;
    };
    const int bytes = 2 + 10;
    QTest::newRow("left out unless asked for") << QStringList{} << bare << bytes;
    QTest::newRow("leave-out") << QStringList{u"--idempotency"_s, u"leave-out"_s} << bare << bytes;
    QTest::newRow("a field costs no bytes as the service counts")
        << QStringList{u"--idempotency"_s, u"field"_s} << with(u"IdempotencyToken"_s, u"tok-1"_s) << bytes;
    QTest::newRow("Detail under the usual key, counted")
        << QStringList{u"--idempotency"_s, u"detail"_s}
        << with(u"Detail"_s, uR"({"a":1.10,"idempotencyToken":"tok-1"})"_s) << bytes + 27;
    QTest::newRow("Detail under a key of one's own, colons and all")
        << QStringList{u"--idempotency"_s, u"detail:x:id"_s} << with(u"Detail"_s, uR"({"a":1.10,"x:id":"tok-1"})"_s)
        << bytes + 15;
}

void TestSendCommand::idempotencyIsChosen()
{
    QFETCH(QStringList, arguments);
    QFETCH(QJsonObject, sent);
    QFile file(m_dir.filePath(u"two.busload"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(R"([{"Source":"s","DetailType":"t","Detail":{"a":1.10},"IdempotencyToken":"tok-1"}])");
    file.close();
    bool first = true;
    m_transport = std::make_unique<FakeTransport>([&](const HttpRequest &request) {
        return std::exchange(first, false) ? throttled(request) : acceptAll(request);
    });
    QCOMPARE(send(QStringList{u"--retry"_s, u"1"_s} + arguments), ExitCode::Done);
    QCOMPARE(m_transport->requests.size(), 2);
    const QByteArray body = m_transport->requests[0].body;
    QCOMPARE(QJsonDocument::fromJson(body).object().value("Entries"_L1).toArray().first().toObject(), sent);
    QCOMPARE(m_transport->requests[1].body, body); // the same token over retries
    QTEST(report().value("entries"_L1).toArray().first().toObject().value("bytes"_L1).toInt(), "bytes");

    QCOMPARE(send(QStringList{u"--dry-run"_s} + arguments), ExitCode::Done);
    QTEST(report().value("calls"_L1).toArray().first().toObject().value("bytes"_L1).toInt(), "bytes");
}

void TestSendCommand::badIdempotencyIsUsage_data()
{
    QTest::addColumn<QString>("choice");
    QTest::newRow("no such word") << u"always"_s;
    QTest::newRow("a key that is empty") << u"detail:"_s;
    QTest::newRow("a key for the field") << u"field:x"_s;
    QTest::newRow("nothing") << QString();
}

void TestSendCommand::badIdempotencyIsUsage()
{
    QFETCH(QString, choice);
    QCOMPARE(send({u"--idempotency"_s, choice}), ExitCode::Usage);
    QCOMPARE(m_transport->requests.size(), 0);
    QVERIFY2(m_err.contains("--idempotency"), m_err);
}

QTEST_GUILESS_MAIN(TestSendCommand)
#include "tst_sendcommand.moc"
