// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/ssotoken.h"

#include "event/instant.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFileBytes = 1024LL * 1024;
constexpr int renewalSeconds = 15 * 60;

Failure failureOf(const QString &path, const QString &profile, const QString &message)
{
    return {FailureKind::Credentials, path, message + u' ' + ssoLoginHint(profile)};
}

std::optional<QJsonObject> objectIn(QIODevice &file)
{
    const QByteArray text = file.read(maxFileBytes + 1);
    if (text.size() > maxFileBytes)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

Secret secretOf(const QJsonObject &object, QLatin1StringView name)
{
    return Secret(object.value(name).toString().toUtf8());
}

std::optional<QDateTime> timeOf(const QJsonObject &object, QLatin1StringView name)
{
    QString text = object.value(name).toString();
    // Early versions of the AWS command line wrote the zone so.
    if (text.endsWith("UTC"_L1))
        text.replace(text.size() - 3, 3, u"Z"_s);
    const std::optional<Instant> instant = parseInstant(text);
    return instant ? std::optional(toDateTimeUtc(*instant)) : std::nullopt;
}

//! A start URL as it counts: with and without the slash (and the portal page's "#/") it is the same.
QStringView bareUrl(QStringView url)
{
    while (url.endsWith(u'/') || url.endsWith(u'#'))
        url.chop(1);
    return url;
}

//! What of the login the file contradicts, as a sentence; empty when nothing.
QString contradictionIn(const QJsonObject &object, const SsoLogin &login)
{
    const QString startUrl = object.value("startUrl"_L1).toString();
    if (!startUrl.isEmpty() && bareUrl(startUrl) != bareUrl(login.startUrl)) {
        return u"The token in it was given by another SSO portal (%1) than the profile names (%2)."_s.arg(
            startUrl, login.startUrl);
    }
    const QString region = object.value("region"_L1).toString();
    if (!region.isEmpty() && region != login.region) {
        return u"The token in it was given in another SSO region (%1) than the profile names (%2)."_s.arg(region,
                                                                                                          login.region);
    }
    return {};
}

SsoToken tokenFrom(const QJsonObject &object, const QDateTime &expiresAt)
{
    SsoToken token;
    token.accessToken = secretOf(object, "accessToken"_L1);
    token.expiresAt = expiresAt;
    token.refreshToken = secretOf(object, "refreshToken"_L1);
    token.clientId = object.value("clientId"_L1).toString();
    token.clientSecret = secretOf(object, "clientSecret"_L1);
    token.registrationExpiresAt = timeOf(object, "registrationExpiresAt"_L1);
    return token;
}

} // namespace

QString ssoTokenPath(const QString &homePath, const SsoLogin &login)
{
    const QString &named = login.sessionName.isEmpty() ? login.startUrl : login.sessionName;
    const QByteArray hash = QCryptographicHash::hash(named.toUtf8(), QCryptographicHash::Sha1).toHex();
    return homePath + u"/.aws/sso/cache/"_s + QString::fromLatin1(hash) + u".json"_s;
}

Result<SsoToken> readSsoToken(const QString &path, const SsoLogin &login, const QString &profile)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failureOf(path, profile, u"There is no SSO login on this computer yet for this profile."_s);
    // Asked first, for opening a named pipe would wait for whoever writes to it.
    if (!info.isFile())
        return failureOf(path, profile, u"This should hold the SSO login, but it is not a file."_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failureOf(path, profile,
                         u"The SSO login could not be read (%1). Check the file's permissions, or log in again."_s.arg(
                             file.errorString()));
    }
    const std::optional<QJsonObject> object = objectIn(file);
    if (!object)
        return failureOf(path, profile, u"The SSO login is damaged: the file is not a JSON object."_s);
    if (secretOf(*object, "accessToken"_L1).isEmpty())
        return failureOf(path, profile, u"The SSO login is damaged: there is no accessToken in the file."_s);
    const std::optional<QDateTime> expiresAt = timeOf(*object, "expiresAt"_L1);
    if (!expiresAt) {
        return failureOf(path, profile,
                         u"The SSO login is damaged: expiresAt in the file is missing or no time as ISO 8601 writes "
                         "it."_s);
    }
    if (const QString contradiction = contradictionIn(*object, login); !contradiction.isEmpty())
        return failureOf(path, profile, contradiction);
    return tokenFrom(*object, *expiresAt);
}

bool shouldRenew(const SsoToken &token, const SsoLogin &login, const QDateTime &now)
{
    return !login.sessionName.isEmpty() && now.secsTo(token.expiresAt) < renewalSeconds &&
           !token.refreshToken.isEmpty() && !token.clientId.isEmpty() && !token.clientSecret.isEmpty() &&
           token.registrationExpiresAt && *token.registrationExpiresAt > now;
}

bool storeRenewedToken(const QString &path, const SsoToken &replaced, const SsoToken &renewed)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    std::optional<QJsonObject> object = objectIn(file);
    file.close();
    if (!object)
        return false;
    if (secretOf(*object, "accessToken"_L1) != replaced.accessToken)
        return true;
    object->insert("accessToken"_L1, QString::fromUtf8(renewed.accessToken.reveal()));
    object->insert("expiresAt"_L1, formatInstant(instantFrom(renewed.expiresAt)));
    object->insert("refreshToken"_L1, QString::fromUtf8(renewed.refreshToken.reveal()));
    QSaveFile saved(path);
    // The permissions come before the first byte.
    return saved.open(QIODevice::WriteOnly) && saved.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
           saved.write(QJsonDocument(*object).toJson(QJsonDocument::Compact)) > 0 && saved.commit();
}

QString ssoLoginHint(const QString &profile)
{
    return u"Run: aws sso login --profile %1"_s.arg(profile);
}

} // namespace busload
