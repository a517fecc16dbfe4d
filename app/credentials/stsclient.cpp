// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/stsclient.h"

#include "credentials/servicecall.h"
#include "credentials/stsendpoint.h"
#include "event/instant.h"
#include "net/signing.h"
#include "sigv4/redaction.h"

#include <QHash>
#include <QXmlStreamReader>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

const QByteArray formContentType = QByteArrayLiteral("application/x-www-form-urlencoded; charset=utf-8");
constexpr char stsServiceName[] = "sts";
const QString apiVersion = u"2011-06-15"_s;

using std::chrono::milliseconds;
using Fields = QList<std::pair<QString, QString>>;
using Leaves = QHash<QString, QString>;

//! One question to STS, with all it takes to ask it again.
struct Question
{
    QString action;
    Fields fields;
    std::optional<sigv4::Credentials> keys; //!< none: it goes unsigned, by its protocol
    Secret token;                           //!< a secret among the fields
    StsEndpoint endpoint;
    HttpOptions http;
    bool onceOnly = false;
    QString subject; //!< for the failure: the role, or the server
    QString advice;  //!< what to do when STS refuses
};

QByteArray formBody(const Question &question)
{
    const auto pair = [](const QString &name, const QString &value) {
        return name.toUtf8().toPercentEncoding() + '=' + value.toUtf8().toPercentEncoding();
    };
    QByteArray body = pair(u"Action"_s, question.action) + '&' + pair(u"Version"_s, apiVersion);
    for (const auto &[name, value] : question.fields)
        body += '&' + pair(name, value);
    return body;
}

HttpRequest requestFor(const Question &question, const ClockSkew &clock)
{
    HttpRequest request;
    request.url = question.endpoint.url;
    request.headers = {{"Content-Type", formContentType, false}, {"Accept", "application/xml", false}};
    request.body = formBody(question);
    applyOptions(request, question.http);
    if (!question.keys)
        return request;
    sigv4::SigningParams params;
    params.credentials = *question.keys;
    params.region = question.endpoint.region.toUtf8();
    params.service = stsServiceName;
    params.when = clock.now(question.endpoint.url);
    return signedRequest(request, params).request;
}

//! The text of every element that has only text, by its name; the first of a name counts.
Leaves leavesIn(const QByteArray &xml)
{
    Leaves leaves;
    QXmlStreamReader reader(xml);
    QString name;
    QString text;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            name = reader.name().toString();
            text.clear();
            break;
        case QXmlStreamReader::Characters:
            text += reader.text();
            break;
        case QXmlStreamReader::EndElement:
            if (!name.isEmpty() && name == reader.name() && !leaves.contains(name))
                leaves.insert(name, text.trimmed());
            name.clear();
            break;
        default:
            break;
        }
    }
    return reader.hasError() ? Leaves() : leaves;
}

//! What may not come back in words.
QList<Secret> secretsOf(const Question &question)
{
    QList<Secret> secrets{question.token};
    if (question.keys)
        secrets << question.keys->sessionToken << question.keys->secretAccessKey;
    return secrets;
}

QString cleaned(QString text, const Question &question)
{
    for (const Secret &secret : secretsOf(question))
        text = withoutSecret(text, secret);
    return text;
}

QString adviceFor(const QString &code, const QString &message, const Question &question)
{
    if (message.contains("MultiFactorAuthentication"_L1))
        return u"Enter the code that the MFA device shows now."_s;
    if (code.startsWith("ExpiredToken"_L1) && !question.keys)
        return u"The web identity token has ended: whatever writes its file must renew it."_s;
    if (code.startsWith("ExpiredToken"_L1))
        return u"The keys it was signed with have ended: renew them."_s;
    if (code == "RegionDisabledException"_L1)
        return u"STS is not active in this region for the account: choose another region."_s;
    if (code == "InvalidClientTokenId"_L1 || code == "UnrecognizedClientException"_L1)
        return u"The access key id it was signed with is not known or not active."_s;
    if (code == "SignatureDoesNotMatch"_L1)
        return u"The secret access key does not belong to the access key id."_s;
    return question.advice;
}

//! `signedOff`: how far from the service's time the question was signed.
Failure refusal(const HttpResponse &response, const Question &question, milliseconds signedOff, milliseconds skew)
{
    const ServiceError error = serviceErrorIn(response, secretsOf(question));
    const QString words = error.message.trimmed().isEmpty() ? u"it gave no reason"_s : error.message.trimmed();
    QString text = u"%1 was refused (%2): %3"_s.arg(question.action, error.code, words);
    if (!text.endsWith(u'.'))
        text += u'.';
    text += u' ';
    if (isSkewRefusal(error.code, signedOff)) {
        text += u"This computer's clock is %1 the service's: set it."_s.arg(skewText(skew));
    } else {
        text += adviceFor(error.code, error.message, question);
        if (question.keys && isSkewRefusal(error.code, skew))
            text +=
                u" (This computer's clock is %1 the service's; the signature made up for that.)"_s.arg(skewText(skew));
    }
    return {FailureKind::Credentials, question.subject, cleaned(text, question)};
}

void ask(HttpTransport &transport, ClockSkew &clock, const Question &question, QObject *context, bool mayCorrectClock,
         const std::function<void(Result<Leaves>)> &answer)
{
    const QUrl &url = question.endpoint.url;
    const auto correction = std::make_shared<milliseconds>(); // of the last try
    ServiceCall call;
    call.make = [question, &clock, correction] {
        *correction = clock.skew(question.endpoint.url);
        return requestFor(question, clock);
    };
    call.heard = [&clock, url](const HttpResponse &response) { clock.observe(url, response); };
    call.onceOnly = question.onceOnly;
    callService(
        transport, call, context,
        [&transport, &clock, question, context, mayCorrectClock, answer, correction](const HttpResponse &response) {
            const milliseconds skew = clock.skew(question.endpoint.url);
            // A clock that was allowed for already is no reason to ask again.
            const milliseconds signedOff = question.keys ? skew - *correction : milliseconds(0);
            if (response.status == 0 || response.error != HttpErrorKind::None) {
                answer(Failure{FailureKind::Credentials, question.subject,
                               u"%1 got no answer: %2"_s.arg(question.action, cleaned(response.errorText, question))});
            } else if (response.status == 200) {
                answer(leavesIn(response.body));
            } else if (mayCorrectClock && isSkewRefusal(serviceErrorIn(response).code, signedOff)) {
                // A signature that was refused used up no code: it can go again.
                ask(transport, clock, question, context, false, answer);
            } else {
                answer(refusal(response, question, signedOff, skew));
            }
        });
}

Failure unreadable(const Question &question)
{
    return {FailureKind::Credentials, question.subject,
            u"The answer to %1 is not what STS gives. Is %2 an STS endpoint?"_s.arg(
                question.action, QString::fromLatin1(hostHeader(question.endpoint.url)))};
}

QString sessionName(const QString &wanted, const ClockSkew &clock)
{
    return wanted.isEmpty() ? u"busload-%1"_s.arg(clock.localNow().toSecsSinceEpoch()) : wanted;
}

void addDuration(Fields &fields, int seconds)
{
    if (seconds > 0)
        fields.append({u"DurationSeconds"_s, QString::number(seconds)});
}

Result<AssumedRole> roleFrom(const Leaves &leaves, const Question &question)
{
    AssumedRole role;
    role.keys = {leaves.value(u"AccessKeyId"_s).toUtf8(), Secret(leaves.value(u"SecretAccessKey"_s).toUtf8()),
                 Secret(leaves.value(u"SessionToken"_s).toUtf8())};
    role.arn = leaves.value(u"Arn"_s);
    role.accountId = role.arn.section(u':', 4, 4);
    const std::optional<Instant> end = parseInstant(leaves.value(u"Expiration"_s));
    if (role.keys.accessKeyId.isEmpty() || role.keys.secretAccessKey.isEmpty() || role.keys.sessionToken.isEmpty() ||
        !end)
        return unreadable(question);
    role.expiresAt = toDateTimeUtc(*end);
    return role;
}

//! Whether it can be asked at all; the question's endpoint is filled in.
std::optional<Failure> prepare(Question &question, const StsOptions &options)
{
    const Result<StsEndpoint> endpoint = stsEndpoint(options);
    if (!endpoint)
        return endpoint.failure();
    question.endpoint = *endpoint;
    question.http = options.http;
    if (question.subject.isEmpty())
        question.subject = QString::fromLatin1(hostHeader(endpoint->url));
    if (!question.keys)
        return std::nullopt;
    if (question.keys->accessKeyId.isEmpty() || question.keys->secretAccessKey.isEmpty())
        return Failure{FailureKind::Credentials, question.subject,
                       u"%1 cannot be signed: there are no keys."_s.arg(question.action)};
    if (question.endpoint.region.isEmpty())
        return Failure{FailureKind::Configuration, u"Region"_s,
                       u"%1 cannot be signed: there is no region. Set one for the connection."_s.arg(question.action)};
    return std::nullopt;
}

} // namespace

StsClient::StsClient(HttpTransport &transport, ClockSkew &clock)
    : m_transport(transport)
    , m_clock(clock)
{
}

void StsClient::getCallerIdentity(const sigv4::Credentials &keys, const StsOptions &options, QObject *context,
                                  const std::function<void(Result<CallerIdentity>)> &answer)
{
    Question question;
    question.action = u"GetCallerIdentity"_s;
    question.keys = keys;
    question.advice = u"Check the keys and the region."_s;
    if (const auto failure = prepare(question, options)) {
        answer(*failure);
        return;
    }
    ask(m_transport, m_clock, question, context, true, [question, answer](const Result<Leaves> &leaves) {
        if (!leaves) {
            answer(leaves.failure());
            return;
        }
        const CallerIdentity identity{leaves->value(u"Account"_s), leaves->value(u"Arn"_s), leaves->value(u"UserId"_s)};
        if (identity.accountId.isEmpty() || identity.arn.isEmpty())
            answer(unreadable(question));
        else
            answer(identity);
    });
}

void StsClient::assumeRole(const sigv4::Credentials &keys, const AssumeRoleRequest &request, const StsOptions &options,
                           QObject *context, const std::function<void(Result<AssumedRole>)> &answer)
{
    Question question;
    question.action = u"AssumeRole"_s;
    question.keys = keys;
    question.subject = request.roleArn;
    question.advice =
        u"Check that the role %1 is there, that its trust policy names these keys%2, and that they may call "
        "sts:AssumeRole."_s.arg(request.roleArn, request.externalId.isEmpty() ? QString() : u" and this external id"_s);
    question.onceOnly = !request.mfaCode.isEmpty();
    question.fields = {{u"RoleArn"_s, request.roleArn},
                       {u"RoleSessionName"_s, sessionName(request.sessionName, m_clock)}};
    addDuration(question.fields, request.durationSeconds);
    if (!request.externalId.isEmpty())
        question.fields.append({u"ExternalId"_s, request.externalId});
    if (!request.mfaSerial.isEmpty()) {
        question.fields.append({u"SerialNumber"_s, request.mfaSerial});
        question.fields.append({u"TokenCode"_s, request.mfaCode});
    }
    if (const auto failure = prepare(question, options)) {
        answer(*failure);
        return;
    }
    ask(m_transport, m_clock, question, context, true, [question, answer](const Result<Leaves> &leaves) {
        answer(leaves ? roleFrom(*leaves, question) : Result<AssumedRole>(leaves.failure()));
    });
}

void StsClient::assumeRoleWithWebIdentity(const WebIdentityRequest &request, const StsOptions &options,
                                          QObject *context, const std::function<void(Result<AssumedRole>)> &answer)
{
    Question question;
    question.action = u"AssumeRoleWithWebIdentity"_s;
    question.token = request.token;
    question.subject = request.roleArn;
    question.advice =
        u"Check that the role %1 trusts the token's issuer and that the token is fresh."_s.arg(request.roleArn);
    question.fields = {{u"RoleArn"_s, request.roleArn},
                       {u"RoleSessionName"_s, sessionName(request.sessionName, m_clock)},
                       {u"WebIdentityToken"_s, QString::fromUtf8(request.token.reveal())}};
    addDuration(question.fields, request.durationSeconds);
    if (const auto failure = prepare(question, options)) {
        answer(*failure);
        return;
    }
    ask(m_transport, m_clock, question, context, false, [question, answer](const Result<Leaves> &leaves) {
        answer(leaves ? roleFrom(*leaves, question) : Result<AssumedRole>(leaves.failure()));
    });
}

} // namespace busload
