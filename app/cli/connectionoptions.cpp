// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectionoptions.h"

#include "delivery/connectionstore.h"
#include "delivery/effectiveconnection.h"

#include <QFileInfo>
#include <QSettings>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

const QString connectionOption = u"connection"_s;
const QString profileOption = u"profile"_s;
const QString regionOption = u"region"_s;
const QString urlOption = u"endpoint-url"_s;
const QString endpointIdOption = u"endpoint-id"_s;
const QString caOption = u"ca-bundle"_s;

Failure usage(const QString &option, const QString &message)
{
    return {FailureKind::Usage, u"--"_s + option, message};
}

QString namesOf(const QList<Connection> &connections)
{
    QStringList names;
    for (const Connection &connection : connections)
        names.append(u'\'' + connection.name + u'\'');
    return names.join(u", "_s);
}

Result<Connection> savedConnection(const QString &name, const Surroundings &surroundings)
{
    const std::unique_ptr<QSettings> settings = surroundings.makeSettings();
    const ConnectionStore store(*settings);
    QList<Connection> found;
    for (const Connection &connection : store.connections()) {
        if (connection.name == name || connection.id == name)
            found.append(connection);
    }
    if (found.isEmpty())
        return usage(connectionOption,
                     u"there is no connection '%1'; there are %2"_s.arg(name, namesOf(store.connections())));
    if (found.size() > 1)
        return usage(connectionOption,
                     u"%1 connections are called '%2'; give one of them another name in the window"_s.arg(found.size())
                         .arg(name));
    if (found.first().kind == Connection::Kind::Sandbox)
        return usage(connectionOption,
                     u"'%1' is the window's own; 'busload-cli sandbox' runs one for this shell"_s.arg(name));
    return found.first();
}

} // namespace

void addConnectionOptions(CommandLine &line)
{
    line.add(connectionOption, u"NAME"_s,
             u"A connection saved in the window. The options below change it for this run."_s);
    line.add(profileOption, u"NAME"_s,
             u"A profile of the AWS files. Without it, the keys that the AWS tools would take: of the\n"
             "environment, else of AWS_PROFILE, else of the profile default."_s);
    line.add(u"mfa-code"_s, u"CODE"_s,
             u"The code of the MFA device, for a role that wants one; else the terminal is asked."_s);
    line.add(regionOption, u"REGION"_s, u"The region; else AWS_REGION, AWS_DEFAULT_REGION, the profile's."_s);
    line.add(urlOption, u"URL"_s,
             u"Send there instead of to the region's own endpoint. AWS_ENDPOINT_URL_EVENTBRIDGE,\n"
             "AWS_ENDPOINT_URL and the profile's endpoint_url do the same."_s);
    line.add(endpointIdOption, u"ID"_s, u"Send to a global endpoint, signed for every region."_s);
    line.add(caOption, u"FILE"_s,
             u"Trust these certificates instead of the system's; else AWS_CA_BUNDLE, ca_bundle."_s);
}

Result<Connection> chosenConnection(const CommandLine &line, const Surroundings &surroundings)
{
    Connection connection;
    connection.name = u"command line"_s;
    connection.credentialSource = Connection::CredentialSource::AwsChain;
    connection.region.clear();
    if (line.isSet(connectionOption)) {
        if (line.isSet(profileOption))
            return usage(profileOption, u"--connection says where keys come from; leave one of the two out"_s);
        const Result<Connection> saved = savedConnection(line.value(connectionOption), surroundings);
        if (!saved)
            return saved.failure();
        connection = *saved;
    } else if (line.isSet(profileOption)) {
        connection.credentialSource = Connection::CredentialSource::Profile;
        connection.profile = line.value(profileOption);
    }
    if (line.isSet(regionOption))
        connection.region = line.value(regionOption);
    if (line.isSet(urlOption)) {
        const QString text = line.value(urlOption);
        const QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
            return usage(urlOption, u"'%1' is not an http or https address"_s.arg(shownUrl(text)));
        connection.kind = Connection::Kind::Custom;
        connection.endpointUrl = text;
    }
    if (line.isSet(endpointIdOption))
        connection.endpointId = line.value(endpointIdOption);
    if (line.isSet(caOption))
        connection.caFile = QFileInfo(line.value(caOption)).absoluteFilePath();
    return connection;
}

} // namespace busload::cli
