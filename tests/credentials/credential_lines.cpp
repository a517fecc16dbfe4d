// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For check_botocore.py only: reads questions as JSON lines, and writes the words of a command, the
// endpoint of STS, or the request that a client would send. Nothing goes over a network.
#include "credentials/shellwords.h"
#include "credentials/ssoclient.h"
#include "credentials/stsclient.h"
#include "credentials/stsendpoint.h"
#include "support/faketransport.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

StsOptions optionsFrom(const QJsonObject &in)
{
    StsOptions options;
    options.region = in.value("region"_L1).toString();
    options.endpointUrl = in.value("endpointUrl"_L1).toString();
    options.useFips = in.value("useFips"_L1).toBool();
    options.useDualStack = in.value("useDualStack"_L1).toBool();
    return options;
}

QJsonObject wordsOf(const QJsonObject &in)
{
    const std::optional<QStringList> words = splitShellWords(in.value("command"_L1).toString());
    return {{u"words"_s, words ? QJsonValue(QJsonArray::fromStringList(*words)) : QJsonValue()}};
}

QJsonObject endpointOf(const QJsonObject &in)
{
    const Result<StsEndpoint> endpoint = stsEndpoint(optionsFrom(in));
    if (!endpoint)
        return {{u"error"_s, endpoint.failure().message}};
    return {{u"url"_s, endpoint->url.toString(QUrl::FullyEncoded)}, {u"region"_s, endpoint->region}};
}

//! The one request that was made; empty when none was.
QJsonObject requestOf(const FakeTransport &transport)
{
    if (transport.requests.size() != 1)
        return {};
    const HttpRequest &request = transport.requests.first();
    QJsonObject headers;
    for (const HttpHeader &header : request.headers)
        headers.insert(QString::fromUtf8(header.name).toLower(), QString::fromUtf8(header.value));
    return {{u"method"_s, QString::fromUtf8(request.method)},
            {u"url"_s, request.url.toString(QUrl::FullyEncoded)},
            {u"headers"_s, headers},
            {u"body"_s, QString::fromUtf8(request.body)}};
}

QJsonObject stsRequestOf(const QJsonObject &in)
{
    FakeTransport transport;
    ClockSkew clock([when = in.value("when"_L1).toInteger()] { return QDateTime::fromSecsSinceEpoch(when, Qt::UTC); });
    StsClient client(transport, clock);
    QObject context;
    const auto text = [&in](QLatin1StringView name) { return in.value(name).toString(); };
    const sigv4::Credentials keys{text("accessKeyId"_L1).toUtf8(), Secret(text("secretAccessKey"_L1).toUtf8()),
                                  Secret(text("token"_L1).toUtf8())};
    const auto nobody = [](const auto &) {};
    if (text("action"_L1) == "GetCallerIdentity"_L1) {
        client.getCallerIdentity(keys, optionsFrom(in), &context, nobody);
    } else if (text("action"_L1) == "AssumeRole"_L1) {
        client.assumeRole(keys,
                          {text("RoleArn"_L1), text("RoleSessionName"_L1), text("ExternalId"_L1),
                           text("SerialNumber"_L1), text("TokenCode"_L1), in.value("DurationSeconds"_L1).toInt()},
                          optionsFrom(in), &context, nobody);
    } else {
        client.assumeRoleWithWebIdentity({text("RoleArn"_L1), text("RoleSessionName"_L1),
                                          Secret(text("WebIdentityToken"_L1).toUtf8()),
                                          in.value("DurationSeconds"_L1).toInt()},
                                         optionsFrom(in), &context, nobody);
    }
    return requestOf(transport);
}

//! The first request for the keys of a role, with the login that lies in the home folder.
QJsonObject ssoRequestOf(const QJsonObject &in)
{
    FakeTransport transport;
    const auto text = [&in](QLatin1StringView name) { return in.value(name).toString(); };
    SsoClient client(transport, text("home"_L1), &QDateTime::currentDateTimeUtc);
    QObject context;
    QString failure;
    client.roleCredentials(
        {text("session"_L1), text("startUrl"_L1), text("region"_L1), text("accountId"_L1), text("roleName"_L1)},
        u"dev"_s, {}, &context, [&failure](const Result<ResolvedCredentials> &answer) {
            if (!answer)
                failure = answer.failure().message;
        });
    QJsonObject out = requestOf(transport);
    if (out.isEmpty())
        out.insert("failure"_L1, failure);
    return out;
}

QJsonObject answerTo(const QJsonObject &in)
{
    const QString about = in.value("about"_L1).toString();
    if (about == "words"_L1)
        return wordsOf(in);
    if (about == "endpoint"_L1)
        return endpointOf(in);
    return about == "sts"_L1 ? stsRequestOf(in) : ssoRequestOf(in);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject in = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument(answerTo(in)).toJson(QJsonDocument::Compact).toStdString() << '\n';
    }
    return 0;
}
