// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/ssoclient.h"

#include "credentials/ssotoken.h"
#include "support/faketransport.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

// Every secret and token of these tests holds the word "hidden".
SsoLogin session()
{
    return {u"corp"_s, u"https://corp.example/start"_s, u"eu-central-1"_s, u"123456789012"_s, u"reader"_s};
}

SsoLogin oldForm()
{
    SsoLogin login = session();
    login.sessionName.clear();
    return login;
}

//! What lies in the cache after "aws sso login", ending so many seconds after noon.
QJsonObject login(int leftSeconds)
{
    return {{u"accessToken"_s, u"hidden-login"_s},    {u"expiresAt"_s, noon.addSecs(leftSeconds).toString(Qt::ISODate)},
            {u"refreshToken"_s, u"hidden-refresh"_s}, {u"clientId"_s, u"client"_s},
            {u"clientSecret"_s, u"hidden-client"_s},  {u"registrationExpiresAt"_s, u"2027-01-01T00:00:00Z"_s}};
}

QByteArray keysJson()
{
    return "{\"roleCredentials\":{\"accessKeyId\":\"ASIASSO\",\"secretAccessKey\":\"hidden key\",\"sessionToken\":"
           "\"hidden token\",\"expiration\":1795435200123}}";
}

QByteArray renewedJson()
{
    return "{\"accessToken\":\"hidden-renewed\",\"expiresIn\":28800,\"refreshToken\":\"hidden-refresh-2\"}";
}

HttpResponse refused(int status, const QByteArray &code, const QByteArray &message = "no")
{
    HttpResponse response = answered(status, "{\"message\":\"" + message + "\"}");
    response.headers.append({"x-amzn-ErrorType", code + ":http://internal.amazon.com/coral/", false});
    return response;
}

const HttpHeader *find(const HttpRequest &request, const QByteArray &name)
{
    for (const HttpHeader &one : request.headers) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0)
            return &one;
    }
    return nullptr;
}

bool carries(const HttpRequest &request, const QByteArray &token)
{
    const HttpHeader *bearer = find(request, "x-amz-sso_bearer_token");
    return bearer && bearer->value == token;
}

} // namespace

class TestSsoClient : public QObject
{
    Q_OBJECT

    using Answer = Result<ResolvedCredentials>;

    //! A home folder with a login, the two services with one answer each, and the client that asks them.
    struct Stage
    {
        explicit Stage(const SsoLogin &who = session())
            : login(who)
            , transport([this](const HttpRequest &request) { return request.method == "GET" ? portal : oidc; })
            , client(transport, home.path(), [this] { return now; })
        {
        }

        QString path() const { return ssoTokenPath(home.path(), login); }

        void logIn(const QJsonObject &object) const
        {
            QDir().mkpath(QFileInfo(path()).path());
            QFile file(path());
            QVERIFY2(file.open(QIODevice::WriteOnly), "the test's own file cannot be written");
            file.write(QJsonDocument(object).toJson());
        }

        QJsonObject stored() const
        {
            QFile file(path());
            return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        }

        Answer ask(const SsoOptions &options = {})
        {
            auto answer = std::make_shared<std::optional<Answer>>();
            client.roleCredentials(login, u"dev"_s, options, &context, [answer](const Answer &one) { *answer = one; });
            if (!QTest::qWaitFor([answer] { return answer->has_value(); }))
                return Failure{FailureKind::Usage, u"test"_s, u"no answer came"_s};
            return **answer;
        }

        SsoLogin login;
        QTemporaryDir home;
        QDateTime now = noon;
        HttpResponse portal = answered(200, keysJson());
        HttpResponse oidc = answered(200, renewedJson());
        FakeTransport transport;
        SsoClient client;
        QObject context;
    };

    static QString why(const Answer &answer) { return answer ? u"it gave keys"_s : answer.failure().message; }

    static bool failedSaying(const Answer &answer, const QStringList &words)
    {
        return !answer && answer.failure().kind == FailureKind::Credentials &&
               answer.failure().subject == u"profile dev"_s && !answer.failure().message.contains(u"hidden"_s) &&
               std::all_of(words.cbegin(), words.cend(),
                           [&](const QString &word) { return answer.failure().message.contains(word); });
    }

private slots:
    void keysOfARole()
    {
        Stage stage;
        stage.logIn(login(3600));
        SsoOptions options;
        options.http.proxyUrl = u"http://proxy:8080"_s;
        const Answer answer = stage.ask(options);
        QVERIFY2(answer, qPrintable(why(answer)));
        QCOMPARE(answer->keys.accessKeyId, QByteArray("ASIASSO"));
        QVERIFY2(answer->keys.secretAccessKey == Secret("hidden key"), "the secret of the answer");
        QVERIFY2(answer->keys.sessionToken == Secret("hidden token"), "the token of the answer");
        QCOMPARE(answer->expiresAt, QDateTime::fromMSecsSinceEpoch(1795435200123, Qt::UTC));
        QCOMPARE(answer->accountId, u"123456789012"_s);
        QCOMPARE(answer->origin, u"profile dev"_s);
        QCOMPARE(stage.transport.requests.size(), 1);
        const HttpRequest &request = stage.transport.requests.first();
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.url.toString(QUrl::FullyEncoded),
                 u"https://portal.sso.eu-central-1.amazonaws.com/federation/credentials"
                 "?role_name=reader&account_id=123456789012"_s);
        QVERIFY2(carries(request, "hidden-login"), "the token of the login must go along");
        QVERIFY2(find(request, "x-amz-sso_bearer_token")->sensitive, "the token would be shown");
        QVERIFY2(!find(request, "Authorization"), "this call goes unsigned by its protocol");
        QVERIFY2(request.body.isEmpty(), "a GET with a body");
        QCOMPARE(request.proxyUrl, u"http://proxy:8080"_s);
    }

    void namesArePercentEncoded_data()
    {
        QTest::addColumn<QString>("roleName");
        QTest::addColumn<QByteArray>("query");
        const QByteArray rest("&account_id=123456789012");
        QTest::newRow("what AWS allows besides letters")
            << u"a+b=c,d.e@f-g_h"_s << "role_name=a%2Bb%3Dc%2Cd.e%40f-g_h" + rest;
        QTest::newRow("what would end the value") << u"a&account_id=9#x"_s << "role_name=a%26account_id%3D9%23x" + rest;
        QTest::newRow("a percent sign") << u"a%41"_s << "role_name=a%2541" + rest;
        QTest::newRow("a blank") << u"a b"_s << "role_name=a%20b" + rest;
        QTest::newRow("other letters") << u"é"_s << "role_name=%C3%A9" + rest;
    }

    void namesArePercentEncoded()
    {
        QFETCH(QString, roleName);
        SsoLogin who = session();
        who.roleName = roleName;
        Stage stage(who);
        stage.logIn(login(3600));
        QVERIFY2(stage.ask(), "the keys must be given");
        QTEST(stage.transport.requests.first().url.query(QUrl::FullyEncoded).toLatin1(), "query");
    }

    void whereTheServicesAre_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("custom");
        QTest::addColumn<QString>("portal");
        QTest::addColumn<QString>("oidc");
        QTest::newRow("in the login's region")
            << u"us-east-1"_s << QString() << u"https://portal.sso.us-east-1.amazonaws.com/federation/credentials"_s
            << u"https://oidc.us-east-1.amazonaws.com/token"_s;
        QTest::newRow("in China") << u"cn-north-1"_s << QString()
                                  << u"https://portal.sso.cn-north-1.amazonaws.com.cn/federation/credentials"_s
                                  << u"https://oidc.cn-north-1.amazonaws.com.cn/token"_s;
        QTest::newRow("at a URL") << u"us-east-1"_s << u"http://localhost:4566"_s
                                  << u"http://localhost:4566/federation/credentials"_s
                                  << u"http://localhost:4566/token"_s;
        QTest::newRow("at a URL with a slash")
            << u"us-east-1"_s << u"http://localhost:4566/"_s << u"http://localhost:4566/federation/credentials"_s
            << u"http://localhost:4566/token"_s;
        QTest::newRow("at a URL with a path")
            << u"us-east-1"_s << u"https://proxy.example/aws/sso/"_s
            << u"https://proxy.example/aws/sso/federation/credentials"_s << u"https://proxy.example/aws/sso/token"_s;
        QTest::newRow("at a URL with an encoded path") << u"us-east-1"_s << u"https://proxy.example/a%2Fb%20c"_s
                                                       << u"https://proxy.example/a%2Fb%20c/federation/credentials"_s
                                                       << u"https://proxy.example/a%2Fb%20c/token"_s;
    }

    void whereTheServicesAre()
    {
        QFETCH(QString, region);
        QFETCH(QString, custom);
        SsoLogin who = session();
        who.region = region;
        Stage stage(who);
        stage.logIn(login(60));
        SsoOptions options;
        options.ssoEndpointUrl = custom;
        options.oidcEndpointUrl = custom;
        const Answer answer = stage.ask(options);
        QVERIFY2(answer, qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), 2);
        QTEST(stage.transport.requests.first().url.toString(QUrl::FullyEncoded), "oidc");
        QTEST(stage.transport.requests.last().url.toString(QUrl::FullyEncoded | QUrl::RemoveQuery), "portal");
    }

    void withoutALogin()
    {
        Stage stage;
        const Answer none = stage.ask();
        QVERIFY2(failedSaying(none, {stage.path(), u"no SSO login"_s, u"aws sso login --profile dev"_s}),
                 qPrintable(why(none)));
        QJsonObject foreign = login(3600);
        foreign.insert(u"startUrl"_s, u"https://other.example/start"_s);
        stage.logIn(foreign);
        const Answer other = stage.ask();
        QVERIFY2(failedSaying(other, {stage.path(), u"another SSO portal"_s}), qPrintable(why(other)));
        QVERIFY2(stage.transport.requests.isEmpty(), "something was sent without a login");
        stage.logIn(login(3600));
        QVERIFY2(stage.ask(), "a login made meanwhile is used at once");
    }

    void whatHasEnded_data()
    {
        QTest::addColumn<bool>("isSession");
        QTest::addColumn<QString>("without");
        QTest::addColumn<int>("leftSeconds");
        QTest::newRow("a login of the old form is not renewed") << false << QString() << -1;
        QTest::newRow("it ends this very second") << false << QString() << 0;
        QTest::newRow("without a refresh token") << true << u"refreshToken"_s << -1;
        QTest::newRow("without the client") << true << u"clientId"_s << -1;
        QTest::newRow("without the client's secret") << true << u"clientSecret"_s << -1;
        QTest::newRow("without the registration's end") << true << u"registrationExpiresAt"_s << -1;
    }

    void whatHasEnded()
    {
        QFETCH(bool, isSession);
        QFETCH(QString, without);
        QFETCH(int, leftSeconds);
        Stage stage(isSession ? session() : oldForm());
        QJsonObject object = login(leftSeconds);
        object.remove(without);
        stage.logIn(object);
        const Answer answer = stage.ask();
        QVERIFY2(failedSaying(answer, {u"The SSO login ended at "_s + noon.addSecs(leftSeconds).toString(Qt::ISODate),
                                       u"aws sso login --profile dev"_s}),
                 qPrintable(why(answer)));
        QVERIFY2(stage.transport.requests.isEmpty(), "a login that has ended was sent");
    }

    void renewedInTime_data()
    {
        QTest::addColumn<int>("leftSeconds");
        QTest::addColumn<bool>("renewed");
        QTest::newRow("15 minutes are left") << 900 << false;
        QTest::newRow("less than 15 minutes are left") << 899 << true;
        QTest::newRow("it has ended") << -3600 << true;
    }

    void renewedInTime()
    {
        QFETCH(int, leftSeconds);
        QFETCH(bool, renewed);
        Stage stage;
        QJsonObject object = login(leftSeconds);
        object.insert(u"other"_s, 1);
        stage.logIn(object);
        const Answer answer = stage.ask();
        QVERIFY2(answer, qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), renewed ? 2 : 1);
        QVERIFY2(carries(stage.transport.requests.last(), renewed ? "hidden-renewed" : "hidden-login"),
                 "the keys were asked for with the other token");
        if (!renewed)
            return;
        const HttpRequest &request = stage.transport.requests.first();
        QCOMPARE(request.method, QByteArray("POST"));
        QVERIFY2(find(request, "Content-Type") && find(request, "Content-Type")->value == "application/json",
                 "the body is JSON");
        QVERIFY2(!find(request, "Authorization"), "this call goes unsigned by its protocol");
        const bool asked =
            QJsonDocument::fromJson(request.body).object() == QJsonObject{{u"clientId"_s, u"client"_s},
                                                                          {u"clientSecret"_s, u"hidden-client"_s},
                                                                          {u"grantType"_s, u"refresh_token"_s},
                                                                          {u"refreshToken"_s, u"hidden-refresh"_s}};
        QVERIFY2(asked, "other members than CreateToken has");
        object.insert(u"accessToken"_s, u"hidden-renewed"_s);
        object.insert(u"refreshToken"_s, u"hidden-refresh-2"_s);
        object.insert(u"expiresAt"_s, u"2026-11-23T20:00:00Z"_s);
        const bool kept = stage.stored() == object;
        QVERIFY2(kept, "the file must hold the renewed token and all it held besides");
    }

    void aRefreshTokenThatStaysIsKept()
    {
        Stage stage;
        stage.logIn(login(60));
        stage.oidc = answered(200, "{\"accessToken\":\"hidden-renewed\",\"expiresIn\":28800}");
        QVERIFY2(stage.ask(), "the keys must be given");
        const bool kept = stage.stored().value(u"refreshToken"_s) == u"hidden-refresh"_s;
        QVERIFY2(kept, "the refresh token is lost");
    }

    void aRenewalThatFails_data()
    {
        QTest::addColumn<HttpResponse>("oidc");
        QTest::newRow("it was refused") << refused(400, "InvalidGrantException");
        QTest::newRow("the service is down") << answered(500, {});
        QTest::newRow("no answer") << failed(HttpErrorKind::Tls, HttpProgress::NotConnected);
        QTest::newRow("no JSON") << answered(200, "ok");
        QTest::newRow("without a token") << answered(200, "{\"expiresIn\":28800}");
        QTest::newRow("without an end") << answered(200, "{\"accessToken\":\"hidden-renewed\"}");
        QTest::newRow("an end that is past") << answered(200, "{\"accessToken\":\"hidden-renewed\",\"expiresIn\":0}");
    }

    void aRenewalThatFails()
    {
        QFETCH(HttpResponse, oidc);
        Stage stage;
        stage.oidc = oidc;
        stage.logIn(login(60));
        const Answer answer = stage.ask();
        QVERIFY2(answer, qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), 2);
        QVERIFY2(carries(stage.transport.requests.last(), "hidden-login"), "the old token serves until it ends");
        const bool kept = stage.stored() == login(60);
        QVERIFY2(kept, "the file must stay as it was");

        stage.now = noon.addSecs(60);
        const Answer ended = stage.ask();
        QVERIFY2(failedSaying(ended, {u"ended at 2026-11-23T12:01:00Z"_s, u"could not be renewed"_s,
                                      u"aws sso login --profile dev"_s}),
                 qPrintable(why(ended)));
        QCOMPARE(stage.transport.requests.size(), 3);
    }

    void whyARenewalFailedIsTold_data()
    {
        QTest::addColumn<HttpResponse>("oidc");
        QTest::addColumn<QString>("says");
        QTest::newRow("in the words of OAuth")
            << answered(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Refused hidden-refresh.\"}")
            << u"(invalid_grant: Refused <redacted>.)"_s;
        QTest::newRow("in words that hold the client's secret and the old token")
            << answered(400, "{\"error\":\"x\",\"error_description\":\"hidden-client or hidden-login\"}")
            << u"(x: <redacted> or <redacted>)"_s;
        QTest::newRow("a secret that is cut where the message is")
            << answered(400, "{\"error_description\":\"" + QByteArray(1995, '.') + "hidden-refresh\"}")
            << u"could not be renewed"_s;
        QTest::newRow("in the words of AWS")
            << refused(400, "InvalidGrantException", "gone") << u"(InvalidGrantException: gone)"_s;
        QTest::newRow("without words") << answered(503, {}) << u"(503)"_s;
        QTest::newRow("in the words of the network")
            << failed(HttpErrorKind::Tls, HttpProgress::NotConnected) << u"(It did not work.)"_s;
        QTest::newRow("an answer that is none")
            << answered(200, "hidden-page") << u"(the answer is not what single sign-on gives)"_s;
    }

    void whyARenewalFailedIsTold()
    {
        QFETCH(HttpResponse, oidc);
        QFETCH(QString, says);
        Stage stage;
        stage.oidc = oidc;
        stage.logIn(login(-60));
        const Answer answer = stage.ask();
        QVERIFY2(failedSaying(answer, {says, u"aws sso login --profile dev"_s}), qPrintable(why(answer)));
    }

    void noTokenGoesToAHostThatIsNoRegions_data()
    {
        QTest::addColumn<QString>("region");
        QTest::newRow("none") << QString();
        QTest::newRow("a path") << u"evil.example/"_s;
        QTest::newRow("a user") << u"a@evil"_s;
        QTest::newRow("a port") << u"a:8080"_s;
        QTest::newRow("a name of its own") << u"x.evil"_s;
    }

    void noTokenGoesToAHostThatIsNoRegions()
    {
        QFETCH(QString, region);
        SsoLogin who = session();
        who.region = region;
        Stage stage(who);
        stage.logIn(login(60));
        const Answer answer = stage.ask();
        QVERIFY2(failedSaying(answer, {u"sso_region is no region"_s}), qPrintable(why(answer)));
        QVERIFY2(stage.transport.requests.isEmpty(), "something was sent");
    }

    void aLoginMadeMeanwhileStays()
    {
        Stage stage;
        stage.logIn(login(60));
        QJsonObject newer = login(28800);
        newer.insert(u"accessToken"_s, u"hidden-newer"_s);
        std::optional<Answer> answer;
        stage.client.roleCredentials(stage.login, u"dev"_s, {}, &stage.context,
                                     [&](const Answer &one) { answer = one; });
        stage.logIn(newer); // while CreateToken is under way
        QTRY_VERIFY2(answer, "no answer came");
        QVERIFY2(*answer, qPrintable(why(*answer)));
        const bool kept = stage.stored() == newer;
        QVERIFY2(kept, "a newer login was overwritten");
    }

    void refusals_data()
    {
        QTest::addColumn<HttpResponse>("portal");
        QTest::addColumn<QStringList>("says");
        const QStringList login{u"not valid any more"_s, u"aws sso login --profile dev"_s};
        const QStringList names{u"sso_account_id 123456789012"_s, u"sso_role_name reader"_s};
        QTest::newRow("401") << answered(401, {}) << login;
        QTest::newRow("401 with its code") << refused(401, "UnauthorizedException", "Session token not found") << login;
        QTest::newRow("the code with another status") << refused(400, "UnauthorizedException") << login;
        QTest::newRow("403") << refused(403, "ForbiddenException", "No access")
                             << QStringList{u"(ForbiddenException): No access"_s} + names;
        QTest::newRow("404") << refused(404, "ResourceNotFoundException", "No such account")
                             << QStringList{u"(ResourceNotFoundException): No such account"_s} + names;
        QTest::newRow("a page that has moved") << answered(302, {}) << QStringList{u"(302)"_s};
        QTest::newRow("no answer") << failed(HttpErrorKind::Tls, HttpProgress::NotConnected)
                                   << QStringList{u"GetRoleCredentials got no answer: It did not work."_s};
        QTest::newRow("a token that is told again")
            << refused(403, "ForbiddenException", "You sent hidden-login") << QStringList{u"You sent <redacted>"_s};
        QTest::newRow("a token that is cut where the message is")
            << refused(403, "ForbiddenException", QByteArray(1990, '.') + "hidden-login") << names;
    }

    void refusals()
    {
        QFETCH(HttpResponse, portal);
        QFETCH(QStringList, says);
        Stage stage;
        stage.logIn(login(3600));
        stage.portal = portal;
        const Answer answer = stage.ask();
        QVERIFY2(failedSaying(answer, says), qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void triedAgain_data()
    {
        QTest::addColumn<HttpResponse>("answer");
        QTest::addColumn<int>("portalCalls");
        QTest::addColumn<int>("oidcCalls");
        QTest::newRow("a 500 may have used the refresh token up") << answered(500, {}) << 3 << 1;
        QTest::newRow("too many requests") << refused(429, "TooManyRequestsException") << 3 << 3;
        QTest::newRow("a connection that was refused")
            << failed(HttpErrorKind::ConnectionRefused, HttpProgress::NotConnected) << 3 << 3;
        QTest::newRow("a connection lost on the way")
            << failed(HttpErrorKind::ConnectionLost, HttpProgress::Sending) << 3 << 1;
        QTest::newRow("an answer that takes too long is not")
            << failed(HttpErrorKind::AnswerTimeout, HttpProgress::Sending) << 1 << 1;
    }

    void triedAgain()
    {
        QFETCH(HttpResponse, answer);
        Stage portal;
        portal.logIn(login(3600));
        portal.portal = answer;
        QVERIFY2(!portal.ask(), "it must fail in the end");
        QTEST(int(portal.transport.requests.size()), "portalCalls");

        Stage oidc;
        oidc.logIn(login(-60));
        oidc.oidc = answer;
        QVERIFY2(!oidc.ask(), "it must fail in the end");
        QTEST(int(oidc.transport.requests.size()), "oidcCalls");
    }

    void answersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("<html>hidden</html>");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("cut off") << keysJson().chopped(5);
        for (const char *name : {"roleCredentials", "accessKeyId", "secretAccessKey", "sessionToken", "expiration"})
            QTest::addRow("without %s", name) << keysJson().replace(name, "other");
        QTest::newRow("an end that is text") << keysJson().replace("1795435200123", "\"1795435200123\"");
        QTest::newRow("an end of 0") << keysJson().replace("1795435200123", "0");
    }

    void answersThatAreNone()
    {
        QFETCH(QByteArray, body);
        Stage stage;
        stage.logIn(login(3600));
        stage.portal = answered(200, body);
        const Answer answer = stage.ask();
        QVERIFY2(failedSaying(answer, {u"not what single sign-on gives"_s}), qPrintable(why(answer)));
    }

    void whoeverIsGoneIsNotAnswered_data()
    {
        QTest::addColumn<int>("leftSeconds");
        QTest::newRow("while the keys are asked for") << 3600;
        QTest::newRow("while the token is renewed") << 60;
    }

    void whoeverIsGoneIsNotAnswered()
    {
        QFETCH(int, leftSeconds);
        Stage stage;
        stage.logIn(login(leftSeconds));
        auto leaving = std::make_unique<QObject>();
        bool told = false;
        stage.client.roleCredentials(stage.login, u"dev"_s, {}, leaving.get(), [&](const Answer &) { told = true; });
        QCOMPARE(stage.transport.jobs.size(), 1);
        const QPointer<FakeJob> job = stage.transport.jobs.first();
        leaving.reset();
        QVERIFY2(!job, "the call goes on for nobody");
        QVERIFY2(stage.ask(), "the next one is answered");
        QVERIFY2(!told, "an answer for somebody who is gone");
    }
};

QTEST_GUILESS_MAIN(TestSsoClient)
#include "tst_ssoclient.moc"
