// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/ssoclient.h"

#include "credentials/servicecall.h"
#include "credentials/ssotoken.h"
#include "eventbridge/endpoint.h"
#include "sigv4/redaction.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

//! `host`: "portal.sso" or "oidc". A custom URL keeps its path before the operation's.
QUrl serviceUrl(const QString &custom, const QString &host, const QString &region, const QString &path)
{
    QUrl url(custom.isEmpty() ? u"https://%1.%2.%3"_s.arg(host, region, partitionOf(region).dnsSuffix) : custom);
    QString base = url.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    url.setPath(base + path, QUrl::TolerantMode);
    return url;
}

bool isAnswer(const HttpResponse &response)
{
    return response.status != 0 && response.error == HttpErrorKind::None;
}

//! Why a token was not renewed, in the words of the network or of the service, without what was sent there.
QString whyNotRenewed(const HttpResponse &response, const SsoToken &token)
{
    const QList<Secret> secrets{token.accessToken, token.refreshToken, token.clientSecret};
    QString why = response.errorText;
    if (isAnswer(response) && response.status == 200) {
        why = u"the answer is not what single sign-on gives"_s;
    } else if (isAnswer(response)) {
        const ServiceError error = serviceErrorIn(response, secrets);
        // This service tells its errors as OAuth does.
        const QJsonObject told = QJsonDocument::fromJson(response.body).object();
        const QString code = told.value("error"_L1).toString(error.code);
        const QString words = told.value("error_description"_L1).toString(error.message);
        why = words.isEmpty() ? code : u"%1: %2"_s.arg(code, words);
    }
    for (const Secret &secret : secrets)
        why = withoutSecret(why, secret);
    return shortenedMessage(why);
}

} // namespace

struct SsoClient::Ask
{
    SsoLogin login;
    QString profile;
    SsoOptions options;
    QObject *context = nullptr;
    CredentialsProvider::Answer answer;

    Failure failure(const QString &message) const
    {
        return {FailureKind::Credentials, u"profile %1"_s.arg(profile), message};
    }
};

SsoClient::SsoClient(HttpTransport &transport, QString homePath, std::function<QDateTime()> clock)
    : m_transport(transport)
    , m_homePath(std::move(homePath))
    , m_clock(std::move(clock))
{
}

void SsoClient::roleCredentials(const SsoLogin &login, const QString &profile, const SsoOptions &options,
                                QObject *context, CredentialsProvider::Answer answer)
{
    const Ask ask{login, profile, options, context, std::move(answer)};
    // It becomes part of the host that the token goes to; the rules of EventBridge know a region when they see it.
    if (const Result<Endpoint> known = resolveEndpoint({login.region, {}, {}, false, false}); !known) {
        ask.answer(ask.failure(u"sso_region is no region: %1"_s.arg(known.failure().message)));
        return;
    }
    const QString path = ssoTokenPath(m_homePath, login);
    const Result<SsoToken> token = readSsoToken(path, login, profile);
    if (!token) {
        // The path is the failure's subject; whoever reads only the message must know it too.
        ask.answer(ask.failure(u"%1: %2"_s.arg(path, token.failure().message)));
        return;
    }
    const QDateTime now = m_clock();
    if (shouldRenew(*token, login, now)) {
        renew(ask, *token);
    } else if (token->expiresAt <= now) {
        ask.answer(ask.failure(
            u"The SSO login ended at %1. %2"_s.arg(token->expiresAt.toString(Qt::ISODate), ssoLoginHint(profile))));
    } else {
        fetch(ask, *token);
    }
}

void SsoClient::renew(const Ask &ask, const SsoToken &token)
{
    const QUrl url = serviceUrl(ask.options.oidcEndpointUrl, u"oidc"_s, ask.login.region, u"/token"_s);
    const QJsonObject body{{"clientId"_L1, token.clientId},
                           {"clientSecret"_L1, QString::fromUtf8(token.clientSecret.reveal())},
                           {"grantType"_L1, "refresh_token"_L1},
                           {"refreshToken"_L1, QString::fromUtf8(token.refreshToken.reveal())}};
    HttpRequest request;
    request.url = url;
    request.headers = {{"Content-Type", "application/json", false}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    applyOptions(request, ask.options.http);
    ServiceCall call;
    call.make = [request] { return request; };
    call.onceOnly = true; // a refresh token may be good for one use
    callService(m_transport, call, ask.context, [this, ask, token](const HttpResponse &response) {
        const QJsonObject answer = QJsonDocument::fromJson(response.body).object();
        const QString access = answer.value("accessToken"_L1).toString();
        const int seconds = answer.value("expiresIn"_L1).toInt();
        const QDateTime now = m_clock();
        if (!isAnswer(response) || response.status != 200 || access.isEmpty() || seconds <= 0) {
            if (token.expiresAt > now)
                fetch(ask, token); // it serves until it ends
            else
                ask.answer(ask.failure(u"The SSO login ended at %1 and could not be renewed (%2). %3"_s.arg(
                    token.expiresAt.toString(Qt::ISODate), whyNotRenewed(response, token), ssoLoginHint(ask.profile))));
            return;
        }
        SsoToken renewed = token;
        renewed.accessToken = Secret(access.toUtf8());
        renewed.expiresAt = now.addSecs(seconds);
        if (const QString refresh = answer.value("refreshToken"_L1).toString(); !refresh.isEmpty())
            renewed.refreshToken = Secret(refresh.toUtf8());
        // Should it not be written, these keys are good all the same.
        storeRenewedToken(ssoTokenPath(m_homePath, ask.login), token, renewed);
        fetch(ask, renewed);
    });
}

void SsoClient::fetch(const Ask &ask, const SsoToken &token)
{
    QUrl url = serviceUrl(ask.options.ssoEndpointUrl, u"portal.sso"_s, ask.login.region, u"/federation/credentials"_s);
    QUrlQuery query;
    query.addQueryItem(u"role_name"_s, QString::fromLatin1(ask.login.roleName.toUtf8().toPercentEncoding()));
    query.addQueryItem(u"account_id"_s, QString::fromLatin1(ask.login.accountId.toUtf8().toPercentEncoding()));
    url.setQuery(query);
    HttpRequest request;
    request.method = "GET";
    request.url = url;
    request.headers = {{"x-amz-sso_bearer_token", token.accessToken.reveal(), true}};
    applyOptions(request, ask.options.http);
    ServiceCall call;
    call.make = [request] { return request; };
    callService(m_transport, call, ask.context, [ask, token](const HttpResponse &response) {
        const auto fail = [&](const QString &message) {
            ask.answer(ask.failure(withoutSecret(message, token.accessToken)));
        };
        if (!isAnswer(response)) {
            fail(u"GetRoleCredentials got no answer: %1"_s.arg(response.errorText));
            return;
        }
        if (response.status != 200) {
            const ServiceError error = serviceErrorIn(response, {token.accessToken});
            const bool loggedOut = error.code == "UnauthorizedException"_L1 || response.status == 401;
            if (loggedOut)
                fail(u"The SSO login is not valid any more. %1"_s.arg(ssoLoginHint(ask.profile)));
            else
                fail(u"GetRoleCredentials was refused (%1): %2 Check sso_account_id %3 and sso_role_name %4."_s.arg(
                    error.code, error.message, ask.login.accountId, ask.login.roleName));
            return;
        }
        const QJsonObject keys = QJsonDocument::fromJson(response.body).object().value("roleCredentials"_L1).toObject();
        ResolvedCredentials resolved;
        resolved.keys = {keys.value("accessKeyId"_L1).toString().toUtf8(),
                         Secret(keys.value("secretAccessKey"_L1).toString().toUtf8()),
                         Secret(keys.value("sessionToken"_L1).toString().toUtf8())};
        const auto end = static_cast<qint64>(keys.value("expiration"_L1).toDouble()); // ms
        if (resolved.keys.accessKeyId.isEmpty() || resolved.keys.secretAccessKey.isEmpty() ||
            resolved.keys.sessionToken.isEmpty() || end <= 0) {
            fail(u"The answer to GetRoleCredentials is not what single sign-on gives."_s);
            return;
        }
        resolved.expiresAt = QDateTime::fromMSecsSinceEpoch(end, Qt::UTC);
        resolved.accountId = ask.login.accountId;
        resolved.origin = u"profile %1"_s.arg(ask.profile);
        ask.answer(resolved);
    });
}

} // namespace busload
