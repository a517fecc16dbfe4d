// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/stsclient.h"

#include "credentials/stsendpoint.h"
#include "sigv4/authorization.h"
#include "support/faketransport.h"

#include <QPointer>
#include <QTest>
#include <QUrlQuery>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
const QString roleArn = u"arn:aws:iam::123456789012:role/team/deploy"_s;

// Every secret and token of these tests holds the word "hidden".
const sigv4::Credentials keys{"AKIDEXAMPLE", Secret("hidden key"), Secret("hidden+session/token==")};

QByteArray header(const HttpRequest &request, const QByteArray &name)
{
    for (const HttpHeader &one : request.headers) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0)
            return one.value;
    }
    return {};
}

//! "Name=value" of each field, decoded, in their order.
QStringList fields(const HttpRequest &request)
{
    QStringList all;
    for (const auto &[name, value] : QUrlQuery(QString::fromLatin1(request.body)).queryItems(QUrl::FullyDecoded))
        all.append(name + u'=' + value);
    return all;
}

//! Whether it is signed with the keys for STS in that region, by the sandbox's own verifier.
bool isSigned(const HttpRequest &request, const QByteArray &region)
{
    const auto authorization = sigv4::parseAuthorization(header(request, "Authorization"));
    if (!authorization || authorization->region != region || authorization->service != "sts" ||
        authorization->accessKeyId != keys.accessKeyId)
        return false;
    sigv4::SignableRequest received;
    received.method = request.method;
    received.path = request.url.path(QUrl::FullyEncoded).toLatin1();
    received.query = request.url.query(QUrl::FullyEncoded).toLatin1();
    received.headers.append({"Host", hostHeader(request.url)});
    for (const HttpHeader &one : request.headers)
        received.headers.append({one.name, one.value});
    received.bodySha256Hex = sigv4::sha256Hex(request.body);
    return sigv4::verify(received, *authorization, header(request, "X-Amz-Date"), keys.secretAccessKey).matches;
}

QByteArray roleXml()
{
    return "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>AROA:me</AssumedRoleId><Arn>"
           "arn:aws:sts::123456789012:assumed-role/deploy/me</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIAROLE"
           "</AccessKeyId><SecretAccessKey>hidden role</SecretAccessKey><SessionToken>hidden token</SessionToken>"
           "<Expiration>2026-11-23T13:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
}

QByteArray identityXml()
{
    return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn>"
           "<UserId>AIDAME</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
           "</GetCallerIdentityResponse>";
}

HttpResponse refused(int status, const QByteArray &code, const QByteArray &message = "no")
{
    return answered(status, "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message +
                                "</Message></Error><RequestId>1</RequestId></ErrorResponse>");
}

//! The answer as a server gives it whose clock says `date` at noon here.
HttpResponse dated(HttpResponse response, const QByteArray &date)
{
    response.sentAt = noon;
    response.elapsedMs = 0;
    response.headers.append({"Date", date, false});
    return response;
}

StsOptions inRegion(const QString &region = u"eu-central-1"_s)
{
    StsOptions options;
    options.region = region;
    return options;
}

AssumeRoleRequest plainRole()
{
    AssumeRoleRequest request;
    request.roleArn = roleArn;
    request.sessionName = u"me"_s;
    return request;
}

} // namespace

class TestStsClient : public QObject
{
    Q_OBJECT

    //! STS that gives the answers of a list, the last one for ever, and a client that asks it.
    struct Stage
    {
        explicit Stage(QList<HttpResponse> all)
            : answers(std::move(all))
            , transport([this](const HttpRequest &) {
                return answers.size() > 1 ? answers.takeFirst() : answers.constFirst();
            })
            , clock([] { return noon; })
            , client(transport, clock)
        {
        }

        template <typename T>
        Result<T> wait(const std::shared_ptr<std::optional<Result<T>>> &answer) const
        {
            if (!QTest::qWaitFor([answer] { return answer->has_value(); }))
                return Failure{FailureKind::Usage, u"test"_s, u"no answer came"_s};
            return **answer;
        }

        Result<AssumedRole> assume(const AssumeRoleRequest &request = plainRole(),
                                   const StsOptions &options = inRegion(), const sigv4::Credentials &with = keys)
        {
            auto answer = std::make_shared<std::optional<Result<AssumedRole>>>();
            client.assumeRole(with, request, options, &context, [answer](const auto &one) { *answer = one; });
            return wait(answer);
        }

        Result<AssumedRole> assumeWith(const Secret &token)
        {
            WebIdentityRequest request;
            request.roleArn = roleArn;
            request.sessionName = u"pod"_s;
            request.token = token;
            request.durationSeconds = 900;
            auto answer = std::make_shared<std::optional<Result<AssumedRole>>>();
            client.assumeRoleWithWebIdentity(request, inRegion(), &context,
                                             [answer](const auto &one) { *answer = one; });
            return wait(answer);
        }

        Result<CallerIdentity> whoAmI(const StsOptions &options = inRegion(), const sigv4::Credentials &with = keys)
        {
            auto answer = std::make_shared<std::optional<Result<CallerIdentity>>>();
            client.getCallerIdentity(with, options, &context, [answer](const auto &one) { *answer = one; });
            return wait(answer);
        }

        QList<HttpResponse> answers;
        FakeTransport transport;
        ClockSkew clock;
        StsClient client;
        QObject context;
    };

    template <typename T>
    static QString why(const Result<T> &result)
    {
        return result ? u"it worked"_s : result.failure().message;
    }

    //! A failure of that subject that holds all of the words and no secret.
    template <typename T>
    static bool failedSaying(const Result<T> &result, const QString &subject, const QStringList &words)
    {
        return !result && result.failure().kind == FailureKind::Credentials && result.failure().subject == subject &&
               !result.failure().message.contains(u"hidden"_s) &&
               std::all_of(words.cbegin(), words.cend(),
                           [&](const QString &word) { return result.failure().message.contains(word); });
    }

private slots:
    void whoTheKeysBelongTo()
    {
        Stage stage({answered(200, identityXml())});
        const auto identity = stage.whoAmI();
        QVERIFY2(identity, qPrintable(why(identity)));
        QCOMPARE(identity->accountId, u"123456789012"_s);
        QCOMPARE(identity->arn, u"arn:aws:iam::123456789012:user/me"_s);
        QCOMPARE(identity->userId, u"AIDAME"_s);
        const HttpRequest &request = stage.transport.requests.first();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.url.toString(), u"https://sts.eu-central-1.amazonaws.com/"_s);
        QCOMPARE(request.body, QByteArray("Action=GetCallerIdentity&Version=2011-06-15"));
        QCOMPARE(header(request, "Content-Type"), QByteArray("application/x-www-form-urlencoded; charset=utf-8"));
        QVERIFY2(isSigned(request, "eu-central-1"), "the signature must verify, for sts in the region");
        QVERIFY2(header(request, "X-Amz-Security-Token") == keys.sessionToken.reveal(), "the session's token");
    }

    void whatARoleIsAskedWith()
    {
        Stage stage({answered(200, roleXml())});
        AssumeRoleRequest request = plainRole();
        request.externalId = u"a:b/c+d=é"_s;
        request.mfaSerial = u"arn:aws:iam::123456789012:mfa/me"_s;
        request.mfaCode = u"123456"_s;
        request.durationSeconds = 900;
        StsOptions options = inRegion();
        options.http.caFile = u"/ca.pem"_s;
        options.http.answerTimeoutMs = 4321;
        const auto role = stage.assume(request, options);
        QVERIFY2(role, qPrintable(why(role)));
        QCOMPARE(role->keys.accessKeyId, QByteArray("ASIAROLE"));
        QVERIFY2(role->keys.secretAccessKey == Secret("hidden role"), "the secret of the answer");
        QVERIFY2(role->keys.sessionToken == Secret("hidden token"), "the token of the answer");
        QCOMPARE(role->expiresAt, noon.addSecs(3600));
        QCOMPARE(role->arn, u"arn:aws:sts::123456789012:assumed-role/deploy/me"_s);
        QCOMPARE(role->accountId, u"123456789012"_s);
        const HttpRequest &sent = stage.transport.requests.first();
        QCOMPARE(fields(sent),
                 (QStringList{u"Action=AssumeRole"_s, u"Version=2011-06-15"_s, u"RoleArn="_s + roleArn,
                              u"RoleSessionName=me"_s, u"DurationSeconds=900"_s, u"ExternalId=a:b/c+d=é"_s,
                              u"SerialNumber=arn:aws:iam::123456789012:mfa/me"_s, u"TokenCode=123456"_s}));
        QVERIFY2(sent.body.contains("ExternalId=a%3Ab%2Fc%2Bd%3D%C3%A9"), "a field must be percent-encoded UTF-8");
        QVERIFY2(isSigned(sent, "eu-central-1"), "the signature must verify, for sts in the region");
        QCOMPARE(sent.caFile, u"/ca.pem"_s);
        QCOMPARE(sent.answerTimeoutMs, 4321);
    }

    void whatNobodySetIsNotSent()
    {
        Stage stage({answered(200, roleXml())});
        AssumeRoleRequest request;
        request.roleArn = roleArn;
        QVERIFY2(stage.assume(request), "the role must be given");
        QCOMPARE(fields(stage.transport.requests.first()),
                 (QStringList{u"Action=AssumeRole"_s, u"Version=2011-06-15"_s, u"RoleArn="_s + roleArn,
                              u"RoleSessionName=busload-%1"_s.arg(noon.toSecsSinceEpoch())}));
    }

    void aWebIdentityGoesUnsigned()
    {
        Stage stage({answered(200, roleXml())});
        const auto role = stage.assumeWith(Secret("hidden.jwt-_+/="));
        QVERIFY2(role, qPrintable(why(role)));
        QCOMPARE(role->keys.accessKeyId, QByteArray("ASIAROLE"));
        const HttpRequest &sent = stage.transport.requests.first();
        const bool asked = fields(sent) == QStringList{u"Action=AssumeRoleWithWebIdentity"_s,
                                                       u"Version=2011-06-15"_s,
                                                       u"RoleArn="_s + roleArn,
                                                       u"RoleSessionName=pod"_s,
                                                       u"WebIdentityToken=hidden.jwt-_+/="_s,
                                                       u"DurationSeconds=900"_s};
        QVERIFY2(asked, "other fields than the action has");
        for (const char *name : {"Authorization", "X-Amz-Date", "X-Amz-Security-Token"})
            QVERIFY2(header(sent, name).isEmpty(), name);
    }

    void withoutKeysNothingIsSent_data()
    {
        QTest::addColumn<QByteArray>("accessKeyId");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("no keys") << QByteArray() << QByteArray();
        QTest::newRow("no secret") << QByteArray("AKID") << QByteArray();
        QTest::newRow("no id") << QByteArray() << QByteArray("hidden");
    }

    void withoutKeysNothingIsSent()
    {
        QFETCH(QByteArray, accessKeyId);
        QFETCH(QByteArray, secret);
        Stage stage({answered(200, roleXml())});
        const sigv4::Credentials with{accessKeyId, Secret(secret), {}};
        const auto role = stage.assume(plainRole(), inRegion(), with);
        QVERIFY2(failedSaying(role, roleArn, {u"AssumeRole cannot be signed"_s, u"no keys"_s}), qPrintable(why(role)));
        const auto identity = stage.whoAmI(inRegion(), with);
        QVERIFY2(failedSaying(identity, u"sts.eu-central-1.amazonaws.com"_s, {u"GetCallerIdentity"_s, u"no keys"_s}),
                 qPrintable(why(identity)));
        QVERIFY2(stage.transport.requests.isEmpty(), "something was sent without keys");
    }

    void withoutARegionNothingIsSent()
    {
        Stage stage({answered(200, roleXml())});
        StsOptions options = inRegion({});
        for (const QString &url : {QString(), u"http://localhost:4566"_s}) {
            options.endpointUrl = url;
            const auto role = stage.assume(plainRole(), options);
            QVERIFY2(!role && role.failure().kind == FailureKind::Configuration, qPrintable(why(role)));
            QCOMPARE(role.failure().subject, u"Region"_s);
        }
        QVERIFY2(stage.transport.requests.isEmpty(), "something was sent without a region");
    }

    void triedAgain_data()
    {
        QTest::addColumn<HttpResponse>("answer");
        QTest::addColumn<int>("calls");
        QTest::addColumn<int>("callsWithCode");
        const auto sending = HttpProgress::Sending;
        const auto notConnected = HttpProgress::NotConnected;
        QTest::newRow("a 500") << refused(500, "InternalFailure") << 3 << 1;
        QTest::newRow("a 503 without words") << answered(503, {}) << 3 << 1;
        QTest::newRow("a throttling code uses no MFA code up") << refused(400, "Throttling") << 3 << 3;
        QTest::newRow("a 429 without a code") << answered(429, {}) << 3 << 3;
        QTest::newRow("an identity provider that cannot be reached") << refused(400, "IDPCommunicationError") << 3 << 1;
        QTest::newRow("a connection that was refused")
            << failed(HttpErrorKind::ConnectionRefused, notConnected) << 3 << 3;
        QTest::newRow("a name that is not known") << failed(HttpErrorKind::HostNotFound, notConnected) << 3 << 3;
        QTest::newRow("a connection lost on the way") << failed(HttpErrorKind::ConnectionLost, sending) << 3 << 1;
        QTest::newRow("an answer that takes too long is not")
            << failed(HttpErrorKind::AnswerTimeout, sending) << 1 << 1;
        QTest::newRow("a certificate that does not fit is not") << failed(HttpErrorKind::Tls, notConnected) << 1 << 1;
        QTest::newRow("a refusal is not") << refused(403, "AccessDenied") << 1 << 1;
        QTest::newRow("an answer of something else is not") << answered(200, "<html/>") << 1 << 1;
    }

    void triedAgain()
    {
        QFETCH(HttpResponse, answer);
        Stage stage({answer});
        QVERIFY2(!stage.assume(), "it must fail in the end");
        QTEST(int(stage.transport.requests.size()), "calls");

        Stage once({answer});
        AssumeRoleRequest request = plainRole();
        request.mfaSerial = u"arn:aws:iam::123456789012:mfa/me"_s;
        request.mfaCode = u"123456"_s;
        QVERIFY2(!once.assume(request), "it must fail in the end");
        QTEST(int(once.transport.requests.size()), "callsWithCode");
    }

    void aSecondTryThatWorksCounts()
    {
        Stage stage({answered(500, {}), refused(400, "Throttling"), answered(200, roleXml())});
        const auto role = stage.assume();
        QVERIFY2(role, qPrintable(why(role)));
        QCOMPARE(stage.transport.requests.size(), 3);
        for (const HttpRequest &request : std::as_const(stage.transport.requests))
            QVERIFY2(isSigned(request, "eu-central-1"), "each try must be signed");
    }

    void aWrongClockIsCorrectedOnce()
    {
        const HttpResponse refusal =
            dated(refused(403, "SignatureDoesNotMatch", "Signature expired"), "Mon, 23 Nov 2026 12:20:00 GMT");
        Stage stage({refusal, answered(200, roleXml())});
        AssumeRoleRequest request = plainRole();
        request.mfaSerial = u"arn:aws:iam::123456789012:mfa/me"_s;
        request.mfaCode = u"123456"_s;
        const auto role = stage.assume(request);
        QVERIFY2(role, qPrintable(why(role)));
        QCOMPARE(stage.transport.requests.size(), 2);
        QCOMPARE(header(stage.transport.requests.first(), "X-Amz-Date"), QByteArray("20261123T120000Z"));
        QCOMPARE(header(stage.transport.requests.last(), "X-Amz-Date"), QByteArray("20261123T122000Z"));
        QVERIFY2(isSigned(stage.transport.requests.last(), "eu-central-1"), "signed with the corrected time");

        Stage stubborn({refusal});
        const auto never = stubborn.assume();
        QCOMPARE(stubborn.transport.requests.size(), 2);
        QVERIFY2(failedSaying(never, roleArn, {u"SignatureDoesNotMatch"_s, u"clock is 20 minutes behind"_s}),
                 qPrintable(why(never)));
    }

    void aClockAllowedForIsNotToBlame()
    {
        const QByteArray date = "Mon, 23 Nov 2026 12:20:00 GMT";
        Stage stage({dated(answered(200, roleXml()), date), dated(refused(403, "SignatureDoesNotMatch"), date)});
        QVERIFY2(stage.assume(), "the first call measures the clock");
        const auto refusal = stage.assume();
        QCOMPARE(stage.transport.requests.size(), 2);
        QVERIFY2(failedSaying(refusal, roleArn,
                              {u"The secret access key does not belong to the access key id."_s,
                               u"the signature made up for that"_s}),
                 qPrintable(why(refusal)));
        QVERIFY2(!why(refusal).contains(u"set it"_s), qPrintable(why(refusal)));
    }

    void aClockThatIsRightIsNotBlamed()
    {
        Stage stage({dated(refused(403, "SignatureDoesNotMatch"), "Mon, 23 Nov 2026 12:02:00 GMT")});
        const auto role = stage.assume();
        QCOMPARE(stage.transport.requests.size(), 1);
        QVERIFY2(failedSaying(role, roleArn, {u"secret access key does not belong"_s}), qPrintable(why(role)));
    }

    void everyAnswerSetsTheClock()
    {
        Stage stage({dated(answered(200, identityXml()), "Mon, 23 Nov 2026 11:00:00 GMT")});
        QVERIFY2(stage.whoAmI(), "it must be answered");
        QCOMPARE(stage.clock.now(stage.transport.requests.first().url), noon.addSecs(-3600));
        QVERIFY2(stage.whoAmI(), "it must be answered");
        QCOMPARE(header(stage.transport.requests.last(), "X-Amz-Date"), QByteArray("20261123T110000Z"));
    }

    void answersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no XML") << QByteArray("ok");
        QTest::newRow("JSON") << QByteArray("{}");
        QTest::newRow("a page") << QByteArray("<html><body>hidden</body></html>");
        QTest::newRow("cut off") << roleXml().chopped(20);
        for (const char *name : {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"})
            QTest::addRow("without %s", name) << roleXml().replace(name, "Other");
        QTest::newRow("with an empty secret") << roleXml().replace("hidden role", " ");
        QTest::newRow("an end that is no time") << roleXml().replace("2026-11-23T13:00:00Z", "in an hour");
        QTest::newRow("another action's answer") << identityXml();
    }

    void answersThatAreNone()
    {
        QFETCH(QByteArray, body);
        Stage stage({answered(200, body)});
        const QStringList says{u"not what STS gives"_s, u"Is sts.eu-central-1.amazonaws.com an STS endpoint?"_s};
        const auto role = stage.assume();
        QVERIFY2(failedSaying(role, roleArn, says), qPrintable(why(role)));
        const auto web = stage.assumeWith(Secret("hidden web"));
        QVERIFY2(failedSaying(web, roleArn, says), qPrintable(why(web)));
    }

    void identitiesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no XML") << QByteArray("ok");
        QTest::newRow("without Account") << identityXml().replace("Account", "Other");
        QTest::newRow("without Arn") << identityXml().replace("Arn>", "Other>");
        QTest::newRow("another action's answer") << roleXml();
    }

    void identitiesThatAreNone()
    {
        QFETCH(QByteArray, body);
        Stage stage({answered(200, body)});
        const auto identity = stage.whoAmI();
        QVERIFY2(failedSaying(identity, u"sts.eu-central-1.amazonaws.com"_s, {u"GetCallerIdentity"_s}),
                 qPrintable(why(identity)));
    }

    void whatIsAdvised_data()
    {
        QTest::addColumn<HttpResponse>("answer");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("access denied") << refused(403, "AccessDenied", "You may not")
                                       << QStringList{u"AssumeRole was refused (AccessDenied): You may not. "_s,
                                                      u"Check that the role "_s + roleArn, u"trust policy"_s,
                                                      u"sts:AssumeRole"_s};
        QTest::newRow("a wrong MFA code")
            << refused(403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
            << QStringList{u"pass code. Enter the code that the MFA device shows now."_s};
        QTest::newRow("keys that ended") << refused(403, "ExpiredToken") << QStringList{u"renew them"_s};
        QTest::newRow("keys that ended, by another name")
            << refused(403, "ExpiredTokenException") << QStringList{u"renew them"_s};
        QTest::newRow("a region that is off")
            << refused(403, "RegionDisabledException") << QStringList{u"choose another region"_s};
        QTest::newRow("an unknown key id") << refused(403, "InvalidClientTokenId") << QStringList{u"not known"_s};
        QTest::newRow("an unknown key id, by another name")
            << refused(403, "UnrecognizedClientException") << QStringList{u"not known"_s};
        QTest::newRow("a wrong secret") << refused(403, "SignatureDoesNotMatch") << QStringList{u"does not belong"_s};
        QTest::newRow("a refusal without words")
            << refused(403, "AccessDenied", {}) << QStringList{u"(AccessDenied): it gave no reason."_s};
        QTest::newRow("a refusal that is no XML")
            << answered(400, "bad gateway") << QStringList{u"(400): bad gateway."_s};
        QTest::newRow("a page that has moved") << answered(302, {}) << QStringList{u"(302)"_s};
        QTest::newRow("no answer") << failed(HttpErrorKind::Proxy, HttpProgress::NotConnected)
                                   << QStringList{u"AssumeRole got no answer: It did not work."_s};
        QTest::newRow("a secret that is told again")
            << refused(403, "AccessDenied", "You sent hidden key and hidden+session/token==")
            << QStringList{u"You sent <redacted> and <redacted>"_s};
        QTest::newRow("a secret that is cut where the message is")
            << refused(403, "AccessDenied", QByteArray(1990, '.') + "hidden+session/token==")
            << QStringList{u"AccessDenied"_s};
    }

    void whatIsAdvised()
    {
        QFETCH(HttpResponse, answer);
        QFETCH(QStringList, says);
        Stage stage({answer});
        const auto role = stage.assume();
        QVERIFY2(failedSaying(role, roleArn, says), qPrintable(why(role)));
    }

    void theExternalIdIsAmongTheAdvice()
    {
        Stage stage({refused(403, "AccessDenied")});
        AssumeRoleRequest request = plainRole();
        request.externalId = u"ext"_s;
        const auto role = stage.assume(request);
        QVERIFY2(failedSaying(role, roleArn, {u"and this external id"_s}), qPrintable(why(role)));
    }

    void whatAWebIdentityIsAdvised_data()
    {
        QTest::addColumn<HttpResponse>("answer");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("not trusted") << refused(403, "AccessDenied")
                                     << QStringList{u"AssumeRoleWithWebIdentity was refused"_s, u"token's issuer"_s};
        QTest::newRow("a token that ended")
            << refused(400, "ExpiredTokenException") << QStringList{u"whatever writes its file must renew it"_s};
        QTest::newRow("a token that is told again")
            << refused(400, "InvalidIdentityToken", "Cannot read hidden.jwt.token-of-the-pod")
            << QStringList{u"Cannot read <redacted>."_s};
        QTest::newRow("a token that is cut where the message is")
            << refused(400, "InvalidIdentityToken", QByteArray(1990, '.') + "hidden.jwt.token-of-the-pod")
            << QStringList{u"InvalidIdentityToken"_s};
        HttpResponse lost = failed(HttpErrorKind::Other, HttpProgress::Sending);
        lost.errorText = u"It choked on hidden.jwt.token-of-the-pod"_s;
        QTest::newRow("a token in the network's words") << lost << QStringList{u"choked on <redacted>"_s};
    }

    void whatAWebIdentityIsAdvised()
    {
        QFETCH(HttpResponse, answer);
        QFETCH(QStringList, says);
        Stage stage({answer});
        const auto role = stage.assumeWith(Secret("hidden.jwt.token-of-the-pod"));
        QVERIFY2(failedSaying(role, roleArn, says), qPrintable(why(role)));
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void aWebIdentityIsNotSentAgainForTheClock()
    {
        Stage stage({dated(refused(403, "AccessDeniedException"), "Mon, 23 Nov 2026 13:00:00 GMT")});
        QVERIFY2(!stage.assumeWith(Secret("hidden")), "it was refused");
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void whoeverIsGoneIsNotAnswered()
    {
        FakeTransport transport;
        ClockSkew clock([] { return noon; });
        StsClient client(transport, clock);
        auto leaving = std::make_unique<QObject>();
        bool told = false;
        client.assumeRole(keys, plainRole(), inRegion(), leaving.get(), [&](const auto &) { told = true; });
        QCOMPARE(transport.jobs.size(), 1);
        const QPointer<FakeJob> job = transport.jobs.first();
        leaving.reset();
        QVERIFY2(!job, "the call goes on for nobody");
        QVERIFY2(!told, "an answer for somebody who is gone");
    }

    void endpoints_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("custom");
        QTest::addColumn<bool>("fips");
        QTest::addColumn<bool>("dualStack");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("signedFor");
        const auto row = [](const char *name, const QString &region, const QString &custom, bool fips, bool dualStack,
                            const QString &url, const QString &signedFor = {}) {
            QTest::newRow(name) << region << custom << fips << dualStack << url
                                << (signedFor.isEmpty() ? region : signedFor);
        };
        row("a region", u"eu-central-1"_s, {}, false, false, u"https://sts.eu-central-1.amazonaws.com/"_s);
        row("us-east-1 has its own", u"us-east-1"_s, {}, false, false, u"https://sts.us-east-1.amazonaws.com/"_s);
        row("the global one is signed for us-east-1", u"aws-global"_s, {}, false, false,
            u"https://sts.amazonaws.com/"_s, u"us-east-1"_s);
        row("FIPS", u"us-east-2"_s, {}, true, false, u"https://sts-fips.us-east-2.amazonaws.com/"_s);
        row("dual-stack", u"us-east-2"_s, {}, false, true, u"https://sts.us-east-2.api.aws/"_s);
        row("FIPS and dual-stack", u"us-east-2"_s, {}, true, true, u"https://sts-fips.us-east-2.api.aws/"_s);
        row("China", u"cn-north-1"_s, {}, false, false, u"https://sts.cn-north-1.amazonaws.com.cn/"_s);
        row("China, dual-stack", u"cn-north-1"_s, {}, false, true,
            u"https://sts.cn-north-1.api.amazonwebservices.com.cn/"_s);
        row("GovCloud", u"us-gov-west-1"_s, {}, false, false, u"https://sts.us-gov-west-1.amazonaws.com/"_s);
        row("GovCloud's plain one is FIPS", u"us-gov-west-1"_s, {}, true, false,
            u"https://sts.us-gov-west-1.amazonaws.com/"_s);
        row("GovCloud, FIPS and dual-stack", u"us-gov-west-1"_s, {}, true, true,
            u"https://sts-fips.us-gov-west-1.api.aws/"_s);
        row("GovCloud, dual-stack", u"us-gov-west-1"_s, {}, false, true, u"https://sts.us-gov-west-1.api.aws/"_s);
        row("ISO", u"us-iso-east-1"_s, {}, false, false, u"https://sts.us-iso-east-1.c2s.ic.gov/"_s);
        row("ISO B, FIPS", u"us-isob-east-1"_s, {}, true, false, u"https://sts-fips.us-isob-east-1.sc2s.sgov.gov/"_s);
        row("Europe's own", u"eusc-de-east-1"_s, {}, false, false, u"https://sts.eusc-de-east-1.amazonaws.eu/"_s);
        row("a custom one gets a path", u"eu-west-1"_s, u"http://localhost:4566"_s, false, false,
            u"http://localhost:4566/"_s);
        row("a custom one keeps its path", u"eu-west-1"_s, u"https://proxy.example/sts/"_s, false, false,
            u"https://proxy.example/sts/"_s);
        row("a custom one, signed for the global region", u"aws-global"_s, u"http://localhost:4566"_s, false, false,
            u"http://localhost:4566/"_s, u"us-east-1"_s);
        row("a custom one without a region", {}, u"http://localhost:4566"_s, false, false, u"http://localhost:4566/"_s);
    }

    void endpoints()
    {
        QFETCH(QString, region);
        QFETCH(QString, custom);
        QFETCH(bool, fips);
        QFETCH(bool, dualStack);
        StsOptions options;
        options.region = region;
        options.endpointUrl = custom;
        options.useFips = fips;
        options.useDualStack = dualStack;
        const Result<StsEndpoint> endpoint = stsEndpoint(options);
        QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.failure().message));
        QTEST(endpoint->url.toString(), "url");
        QTEST(endpoint->region, "signedFor");
    }

    void endpointsThatAreNone_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("custom");
        QTest::addColumn<bool>("fips");
        QTest::addColumn<bool>("dualStack");
        QTest::addColumn<QString>("says");
        const QString url = u"http://localhost:4566"_s;
        QTest::newRow("no region") << QString() << QString() << false << false << u"no region"_s;
        QTest::newRow("what is no region") << u"eu.example/x"_s << QString() << false << false << u"eu.example/x"_s;
        QTest::newRow("what is no region, with a custom URL") << u"a b"_s << url << false << false << u"a b"_s;
        QTest::newRow("a custom URL and FIPS") << u"eu-west-1"_s << url << true << false << u"FIPS and custom"_s;
        QTest::newRow("a custom URL and dual-stack")
            << u"eu-west-1"_s << url << false << true << u"Dualstack and custom"_s;
        QTest::newRow("no scheme") << u"eu-west-1"_s << u"localhost:4566"_s << false << false << u"https://host"_s;
        QTest::newRow("no host") << u"eu-west-1"_s << u"https://"_s << false << false << u"https://host"_s;
        QTest::newRow("blanks") << u"eu-west-1"_s << u"https://a b"_s << false << false << u"https://host"_s;
    }

    void endpointsThatAreNone()
    {
        QFETCH(QString, region);
        QFETCH(QString, custom);
        QFETCH(bool, fips);
        QFETCH(bool, dualStack);
        QFETCH(QString, says);
        StsOptions options;
        options.region = region;
        options.endpointUrl = custom;
        options.useFips = fips;
        options.useDualStack = dualStack;
        const Result<StsEndpoint> endpoint = stsEndpoint(options);
        QVERIFY2(!endpoint, "it must fail");
        QCOMPARE(endpoint.failure().kind, FailureKind::Configuration);
        QVERIFY2(endpoint.failure().message.contains(says), qPrintable(endpoint.failure().message));
        Stage stage({answered(200, roleXml())});
        QVERIFY2(!stage.assume(plainRole(), options) && stage.transport.requests.isEmpty(),
                 "it was asked all the same");
    }

    void aCustomEndpointIsSignedFor()
    {
        Stage stage({answered(200, identityXml())});
        StsOptions options = inRegion(u"aws-global"_s);
        options.endpointUrl = u"http://localhost:4566/a%20b"_s;
        QVERIFY2(stage.whoAmI(options), "it must be answered");
        QVERIFY2(isSigned(stage.transport.requests.first(), "us-east-1"), "port and path are part of the signature");
    }
};

QTEST_GUILESS_MAIN(TestStsClient)
#include "tst_stsclient.moc"
