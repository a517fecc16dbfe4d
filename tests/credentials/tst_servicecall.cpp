// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The calls for keys over the real transport, to servers on loopback that read every byte: an STS that
// checks signatures and dates by a clock of its own, and the two services of single sign-on.
#include "credentials/servicecall.h"

#include "credentials/ssoclient.h"
#include "credentials/ssotoken.h"
#include "credentials/stsclient.h"
#include "net/qthttptransport.h"
#include "net/support/scriptedserver.h"
#include "sigv4/authorization.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace busload;
using namespace busload::test;
using namespace Qt::StringLiterals;

namespace {

const QString roleArn = u"arn:aws:iam::123456789012:role/reader"_s;
const sigv4::Credentials keys{"AKIDEXAMPLE", Secret("hidden key"), Secret("hidden+session/token==")};

QByteArray header(const ReceivedRequest &request, const QByteArray &name)
{
    const QList<QByteArray> lines = request.head.split('\n');
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.sliced(name.size() + 1).trimmed();
    }
    return {};
}

//! Whether what arrived is what was signed with `keys`.
bool isSigned(const ReceivedRequest &request, const QByteArray &region)
{
    const auto authorization = sigv4::parseAuthorization(header(request, "Authorization"));
    if (!authorization || authorization->service != "sts" || authorization->region != region)
        return false;
    sigv4::SignableRequest received;
    received.method = request.head.split(' ').constFirst();
    received.path = request.head.split(' ').at(1);
    for (const QByteArray &name : authorization->signedHeaders)
        received.headers.append({name, header(request, name)});
    received.bodySha256Hex = sigv4::sha256Hex(request.body);
    return sigv4::verify(received, *authorization, header(request, "X-Amz-Date"), keys.secretAccessKey).matches;
}

QByteArray roleXml()
{
    return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser>"
           "<Arn>arn:aws:sts::123456789012:assumed-role/reader/me</Arn></AssumedRoleUser><Credentials>"
           "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>hidden role key</SecretAccessKey><SessionToken>hidden "
           "role token</SessionToken><Expiration>2026-11-23T14:00:00Z</Expiration></Credentials></AssumeRoleResult>"
           "</AssumeRoleResponse>";
}

//! An answer of a server whose clock is so many seconds from this computer's.
QByteArray said(int status, const QByteArray &body, int clockSeconds = 0)
{
    const QDateTime now = QDateTime::currentDateTimeUtc().addSecs(clockSeconds);
    const QString date = QLocale::c().toString(now, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    return ScriptedServer::response(status, body, "Date: " + date.toLatin1() + "\r\n");
}

//! STS as far as keys of a role go: it refuses a signature that is wrong or not of its time.
ScriptedServer::Answer strictSts(int clockSeconds)
{
    return [clockSeconds](QTcpSocket *socket, const ReceivedRequest &request) {
        const auto refuse = [&](const QByteArray &words) {
            socket->write(said(403,
                               "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>" + words +
                                   "</Message></Error></ErrorResponse>",
                               clockSeconds));
        };
        const QDateTime now = QDateTime::currentDateTimeUtc().addSecs(clockSeconds);
        QDateTime signedAt =
            QDateTime::fromString(QString::fromLatin1(header(request, "X-Amz-Date")), u"yyyyMMdd'T'HHmmss'Z'"_s);
        signedAt.setTimeSpec(Qt::UTC);
        if (!isSigned(request, "eu-central-1"))
            refuse("The request signature we calculated does not match.");
        else if (std::abs(signedAt.secsTo(now)) > 5 * 60)
            refuse("Signature expired.");
        else
            socket->write(said(200, roleXml(), clockSeconds));
    };
}

} // namespace

class TestServiceCall : public QObject
{
    Q_OBJECT

    QtHttpTransport m_transport;
    QObject m_context;

    StsOptions optionsFor(const ScriptedServer &server) const
    {
        StsOptions options;
        options.region = u"eu-central-1"_s;
        options.endpointUrl = server.url().toString();
        return options;
    }

    template <typename T>
    static Result<T> wait(const std::shared_ptr<std::optional<Result<T>>> &answer)
    {
        if (!QTest::qWaitFor([answer] { return answer->has_value(); }, 60'000))
            return Failure{FailureKind::Usage, u"test"_s, u"no answer came"_s};
        return **answer;
    }

    Result<AssumedRole> assume(ClockSkew &clock, const StsOptions &options, const QString &mfaCode = {})
    {
        AssumeRoleRequest request;
        request.roleArn = roleArn;
        request.sessionName = u"me + you"_s;
        if (!mfaCode.isEmpty()) {
            request.mfaSerial = u"arn:aws:iam::123456789012:mfa/me"_s;
            request.mfaCode = mfaCode;
        }
        auto answer = std::make_shared<std::optional<Result<AssumedRole>>>();
        StsClient(m_transport, clock).assumeRole(keys, request, options, &m_context, [answer](const auto &one) {
            *answer = one;
        });
        return wait(answer);
    }

    template <typename T>
    static QString why(const Result<T> &result)
    {
        return result ? u"it worked"_s : result.failure().message;
    }

private slots:
    void aClockThatIsWrongIsMeasuredAndMadeUpFor_data()
    {
        QTest::addColumn<int>("clockSeconds");
        QTest::addColumn<int>("requests");
        QTest::newRow("right") << 0 << 1;
        QTest::newRow("3 minutes are borne") << 180 << 1;
        QTest::newRow("20 minutes behind") << 1200 << 2;
        QTest::newRow("2 days ahead") << -2 * 86'400 << 2;
    }

    void aClockThatIsWrongIsMeasuredAndMadeUpFor()
    {
        QFETCH(int, clockSeconds);
        QFETCH(int, requests);
        ScriptedServer server;
        server.answer = strictSts(clockSeconds);
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        const Result<AssumedRole> role = assume(clock, optionsFor(server));
        QVERIFY2(role, qPrintable(why(role)));
        QCOMPARE(role->keys.accessKeyId, QByteArray("ASIAROLE"));
        QVERIFY2(role->keys.sessionToken == Secret("hidden role token"), "another token than given");
        QCOMPARE(role->expiresAt, QDateTime(QDate(2026, 11, 23), QTime(14, 0), Qt::UTC));
        QCOMPARE(role->accountId, u"123456789012"_s);
        QCOMPARE(server.requests.size(), requests);
        QVERIFY2(std::chrono::abs(clock.skew(server.url()) - std::chrono::seconds(clockSeconds)) <
                     std::chrono::seconds(60),
                 "the clock was not measured");

        QVERIFY2(assume(clock, optionsFor(server)), "the second call");
        QVERIFY2(server.requests.size() == requests + 1, "a clock that was measured needs no second try");
    }

    void aSignatureIsRefusedForItsKey()
    {
        ScriptedServer server;
        server.answer = strictSts(1200);
        StsOptions elsewhere = optionsFor(server);
        elsewhere.region = u"us-east-1"_s; // which this server takes for a wrong signature
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        const Result<AssumedRole> role = assume(clock, elsewhere);
        QVERIFY2(!role, "a signature for another region was taken");
        QCOMPARE(server.requests.size(), 2);
        QVERIFY2(why(role).contains(u"does not belong to the access key id"_s) &&
                     why(role).contains(u"the signature made up for that"_s),
                 qPrintable(why(role)));
    }

    void whatGoesOverTheWire()
    {
        ScriptedServer server;
        server.answer = strictSts(0);
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        QVERIFY(assume(clock, optionsFor(server), u"012345"_s));
        QVERIFY2(server.requests.first().head.startsWith("POST / HTTP/1.1\r\n"), server.requests.first().head);
        QCOMPARE(header(server.requests.first(), "Content-Type"),
                 QByteArray("application/x-www-form-urlencoded; charset=utf-8"));
        QCOMPARE(server.requests.first().body,
                 QByteArray("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F"
                            "reader&RoleSessionName=me%20%2B%20you&SerialNumber=arn%3Aaws%3Aiam%3A%3A123456789012%3Amfa"
                            "%2Fme&TokenCode=012345"));
    }

    void aWebIdentityGoesUnsigned()
    {
        ScriptedServer server;
        server.answer = ScriptedServer::always(said(200, roleXml()));
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        WebIdentityRequest request;
        request.roleArn = roleArn;
        request.sessionName = u"pod"_s;
        request.token = Secret("a.b+c/d==");
        auto answer = std::make_shared<std::optional<Result<AssumedRole>>>();
        StsClient(m_transport, clock)
            .assumeRoleWithWebIdentity(request, optionsFor(server), &m_context,
                                       [answer](const auto &one) { *answer = one; });
        const Result<AssumedRole> role = wait(answer);
        QVERIFY2(role, qPrintable(why(role)));
        QVERIFY2(server.requests.first().body.contains("&WebIdentityToken=a.b%2Bc%2Fd%3D%3D"),
                 server.requests.first().body);
        QVERIFY2(header(server.requests.first(), "Authorization").isEmpty(), "it was signed");
        QVERIFY2(header(server.requests.first(), "X-Amz-Security-Token").isEmpty(), "it holds another token");
    }

    void whatWasLostGoesAgain_data()
    {
        QTest::addColumn<QString>("mfaCode");
        QTest::addColumn<int>("losses");
        QTest::addColumn<int>("requests");
        QTest::addColumn<bool>("works");
        QTest::newRow("two connections") << QString() << 2 << 3 << true;
        QTest::newRow("three connections") << QString() << 3 << 3 << false;
        QTest::newRow("a code may have been used") << u"012345"_s << 1 << 1 << false;
    }

    void whatWasLostGoesAgain()
    {
        QFETCH(QString, mfaCode);
        QFETCH(int, losses);
        QFETCH(int, requests);
        QFETCH(bool, works);
        ScriptedServer server;
        server.answer = [&losses, sts = strictSts(0)](QTcpSocket *socket, const ReceivedRequest &request) {
            if (losses-- > 0)
                ScriptedServer::reset(socket);
            else
                sts(socket, request);
        };
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        const Result<AssumedRole> role = assume(clock, optionsFor(server), mfaCode);
        QVERIFY2(bool(role) == works, qPrintable(why(role)));
        QCOMPARE(server.requests.size(), requests);
        if (!works) {
            QVERIFY2(why(role).startsWith(u"AssumeRole got no answer: The connection to 127.0.0.1:"_s),
                     qPrintable(why(role)));
        }
    }

    void anAnswerThatTakesTooLongIsNotAwaitedTwice()
    {
        ScriptedServer server;
        server.answer = [](QTcpSocket *, const ReceivedRequest &) {};
        StsOptions options = optionsFor(server);
        options.http.answerTimeoutMs = 200;
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        const Result<AssumedRole> role = assume(clock, options);
        QVERIFY2(!role && why(role).contains(u"did not answer in full within 0.2 s"_s), qPrintable(why(role)));
        QCOMPARE(server.requests.size(), 1);
    }

    void nobodyThere()
    {
        StsOptions options;
        {
            const ScriptedServer server;
            options = optionsFor(server);
        }
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        const Result<AssumedRole> role = assume(clock, options);
        QVERIFY2(!role && why(role).contains(u"refused the connection"_s), qPrintable(why(role)));
        QCOMPARE(role.failure().subject, roleArn);
    }

    void whoeverIsGoneEndsTheCall()
    {
        ScriptedServer server;
        server.answer = [](QTcpSocket *, const ReceivedRequest &) {};
        ClockSkew clock(&QDateTime::currentDateTimeUtc);
        auto leaving = std::make_unique<QObject>();
        bool told = false;
        StsClient(m_transport, clock).getCallerIdentity(keys, optionsFor(server), leaving.get(), [&told](const auto &) {
            told = true;
        });
        QTRY_COMPARE(server.requests.size(), 1);
        leaving.reset();
        QTRY_VERIFY2(server.open.first().isNull() || server.open.first()->state() == QAbstractSocket::UnconnectedState,
                     "the connection is held for nobody");
        QVERIFY2(!told, "an answer for somebody who is gone");
    }

    void singleSignOnFromRenewalToKeys()
    {
        ScriptedServer server;
        server.answer = [](QTcpSocket *socket, const ReceivedRequest &request) {
            const bool renews = request.head.startsWith("POST /token ");
            socket->write(
                said(200, renews ? QByteArray("{\"accessToken\":\"hidden-renewed\",\"expiresIn\":28800}")
                                 : "{\"roleCredentials\":{\"accessKeyId\":\"ASIASSO\",\"secretAccessKey\":"
                                   "\"hidden key\",\"sessionToken\":\"hidden token\",\"expiration\":1795435200123}}"));
        };
        const QTemporaryDir home;
        const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
        const SsoLogin login{u"corp"_s, u"https://corp.example/start"_s, u"eu-central-1"_s, u"123456789012"_s,
                             u"a+b"_s};
        const QString path = ssoTokenPath(home.path(), login);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"accessToken":"hidden-login","expiresAt":"2026-11-23T12:05:00Z","refreshToken":"hidden-refresh",
                       "clientId":"client","clientSecret":"hidden-client","registrationExpiresAt":"2027-01-01T00:00:00Z"})");
        file.close();
        SsoOptions options;
        options.ssoEndpointUrl = options.oidcEndpointUrl = server.url().toString();
        SsoClient client(m_transport, home.path(), [now] { return now; });
        auto answer = std::make_shared<std::optional<Result<ResolvedCredentials>>>();
        client.roleCredentials(login, u"dev"_s, options, &m_context, [answer](const auto &one) { *answer = one; });
        const Result<ResolvedCredentials> resolved = wait(answer);
        QVERIFY2(resolved, qPrintable(why(resolved)));
        QCOMPARE(resolved->keys.accessKeyId, QByteArray("ASIASSO"));
        QCOMPARE(resolved->expiresAt, QDateTime::fromMSecsSinceEpoch(1795435200123, Qt::UTC));

        QCOMPARE(server.requests.size(), 2);
        const QJsonObject asked = QJsonDocument::fromJson(server.requests.first().body).object();
        QCOMPARE(asked.value("refreshToken"_L1).toString(), u"hidden-refresh"_s);
        const ReceivedRequest &fetch = server.requests.last();
        QVERIFY2(
            fetch.head.startsWith("GET /federation/credentials?role_name=a%2Bb&account_id=123456789012 HTTP/1.1\r\n"),
            fetch.head);
        QCOMPARE(header(fetch, "x-amz-sso_bearer_token"), QByteArray("hidden-renewed"));
        QVERIFY2(!server.received.toLower().contains("authorization:"), "one of the two was signed");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject stored = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(stored.value("accessToken"_L1).toString(), u"hidden-renewed"_s);
        QCOMPARE(stored.value("expiresAt"_L1).toString(), u"2026-11-23T20:00:00Z"_s);
        QCOMPARE(stored.value("refreshToken"_L1).toString(), u"hidden-refresh"_s);
    }
};

QTEST_GUILESS_MAIN(TestServiceCall)
#include "tst_servicecall.moc"
