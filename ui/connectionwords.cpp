// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connectionwords.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ConnectionWords", text);
}

} // namespace

QString sourceText(const Connection &connection)
{
    switch (connection.credentialSource) {
    case Connection::CredentialSource::SandboxKey:
        return words("sandbox key");
    case Connection::CredentialSource::Environment:
        return words("environment");
    case Connection::CredentialSource::Keychain:
        return words("keychain");
    case Connection::CredentialSource::Profile:
        return words("profile %1").arg(connection.profile);
    case Connection::CredentialSource::AwsChain:
        return words("as the AWS tools");
    }
    return {};
}

QString placeText(const Connection &connection)
{
    QStringList parts;
    if (connection.kind != Connection::Kind::Aws)
        parts.append(QUrl(connection.endpointUrl).host());
    if (!connection.endpointId.isEmpty())
        parts.append(words("%1 (global)").arg(connection.endpointId));
    parts.append(connection.region);
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString connectionSummary(const Connection &connection)
{
    const QString place = placeText(connection);
    return place.isEmpty() ? sourceText(connection) : sourceText(connection) + u" · "_s + place;
}

} // namespace busload
