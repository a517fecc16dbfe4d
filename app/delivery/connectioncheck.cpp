// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connectioncheck.h"

#include "event/checks.h"

#include <QDir>
#include <QHostAddress>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace busload {

namespace {

QString regionProblem(const QString &region)
{
    static const QRegularExpression label(QStringLiteral("^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"));
    if (region.isEmpty())
        return QStringLiteral("A region is needed, for instance us-east-1: it is part of the signature.");
    if (!label.match(region).hasMatch())
        return QStringLiteral("A region has letters, digits and hyphens only, for instance eu-central-1.");
    return {};
}

QString urlProblem(const QString &text, bool allowPlainHttp)
{
    if (text.trimmed().isEmpty())
        return QStringLiteral("The endpoint's URL is needed, for instance http://localhost:4566.");
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return QStringLiteral("The URL must begin with https:// or http://.");
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("The URL has no usable host.");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("A name or password in the URL would be kept in plain text; leave it out.");
    if (url.hasQuery() || url.hasFragment())
        return QStringLiteral("The URL must end before any ? or #.");
    if (url.scheme() == QLatin1String("http") && !allowPlainHttp && !isLoopbackHost(url.host()))
        return QStringLiteral("Plain http goes only to this machine; use https, or allow it below.");
    return {};
}

QString endpointIdProblem(const Connection &connection)
{
    // Source: PutEventsRequest, EndpointId.
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9-]+[.][A-Za-z0-9-]+$"));
    const QString &id = connection.endpointId;
    if (id.isEmpty())
        return {};
    if (id.size() > 50 || !shape.match(id).hasMatch())
        return QStringLiteral(
            "A global endpoint's id looks like abcde.veo: letters, digits and hyphens around one dot.");
    if (connection.useFips)
        return QStringLiteral("Global endpoints have no FIPS variant: take one of the two out.");
    return {};
}

QString busProblem(const QString &bus)
{
    if (bus.isEmpty())
        return {};
    Entry entry;
    entry.eventBusName = bus;
    for (const Problem &problem : checkEntry(entry, {}, 0, {})) {
        if (problem.field == EntryField::EventBusName)
            return problem.message;
    }
    return {};
}

QString proxyProblem(const QString &text)
{
    if (text.isEmpty() || text == QLatin1String("direct"))
        return {};
    if (text.contains(QLatin1Char('@')))
        return QStringLiteral(
            "A name or password in the proxy's address would be kept in plain text. Leave the address "
            "empty and set HTTPS_PROXY for a proxy that asks for them.");
    const QUrl url(text.contains(QLatin1String("://")) ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
    const bool known = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("socks5");
    if (!url.isValid() || url.host().isEmpty() || !known)
        return QStringLiteral("A proxy's address looks like http://proxy.example.com:3128; \"direct\" means none.");
    return {};
}

QString timeoutProblem(int milliseconds)
{
    if (milliseconds < 100)
        return QStringLiteral("The time must be at least 0.1 s.");
    if (milliseconds > 15 * 60 * 1000)
        return QStringLiteral("The time can be at most 15 minutes.");
    return {};
}

} // namespace

bool isLoopbackHost(const QString &host)
{
    const QString name = host.toLower();
    if (name == QLatin1String("localhost") || name.endsWith(QLatin1String(".localhost")))
        return true;
    return QHostAddress(name).isLoopback();
}

QList<ConnectionProblem> connectionProblems(const Connection &connection)
{
    QList<ConnectionProblem> problems;
    const auto add = [&problems](ConnectionField field, const QString &message) {
        if (!message.isEmpty())
            problems.append({field, message});
    };
    const bool isSandbox = connection.kind == Connection::Kind::Sandbox;

    if (connection.name.trimmed().isEmpty())
        add(ConnectionField::Name, QStringLiteral("Give the connection a name."));
    if (!connection.region.isEmpty() || !canTakeRegionFromElsewhere(connection))
        add(ConnectionField::Region, regionProblem(connection.region));
    if (connection.kind == Connection::Kind::Custom)
        add(ConnectionField::EndpointUrl, urlProblem(connection.endpointUrl, connection.allowPlainHttp));
    if (!isSandbox)
        add(ConnectionField::EndpointId, endpointIdProblem(connection));
    if (connection.credentialSource == Connection::CredentialSource::Profile && connection.profile.trimmed().isEmpty())
        add(ConnectionField::Profile, QStringLiteral("Choose a profile of the AWS files."));
    if (!isSandbox && connection.credentialSource == Connection::CredentialSource::Keychain) {
        static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9_]{3,128}$"));
        if (connection.accessKeyId.isEmpty())
            add(ConnectionField::AccessKeyId, QStringLiteral("The access key id is needed, for instance AKIA…"));
        else if (!shape.match(connection.accessKeyId).hasMatch())
            add(ConnectionField::AccessKeyId,
                QStringLiteral("An access key id has letters, digits and _ only. Is this the secret key?"));
    }
    add(ConnectionField::DefaultBus, busProblem(connection.defaultBus));
    if (connection.limits.bytesPerCall < 1 || connection.limits.bytesPerCall > Limits::raisedBytesPerCall)
        add(ConnectionField::ByteLimit, QStringLiteral("The limit is between 1 byte and 1 MiB."));
    add(ConnectionField::ConnectTimeout, timeoutProblem(connection.connectTimeoutMs));
    add(ConnectionField::AnswerTimeout, timeoutProblem(connection.answerTimeoutMs));
    if (connection.idempotency.kind == IdempotencyChoice::Kind::WriteIntoDetail &&
        connection.idempotency.detailKey.trimmed().isEmpty())
        add(ConnectionField::IdempotencyKey, QStringLiteral("Name the key in Detail that takes the token."));
    if (!isSandbox) {
        add(ConnectionField::Proxy, proxyProblem(connection.proxyUrl));
        if (!connection.caFile.isEmpty() && QDir::isRelativePath(connection.caFile))
            add(ConnectionField::CaFile, QStringLiteral("Give the whole path of the file, from the root on."));
    }
    return problems;
}

QStringList knownRegions()
{
    static const QStringList regions =
        QStringLiteral("us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1 "
                       "eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 "
                       "af-south-1 il-central-1 me-central-1 me-south-1 "
                       "ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 "
                       "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 "
                       "ap-southeast-7 cn-north-1 cn-northwest-1 eusc-de-east-1 us-gov-east-1 us-gov-west-1")
            .split(QLatin1Char(' '));
    return regions;
}

} // namespace busload
