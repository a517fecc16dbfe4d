// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/effectiveconnection.h"

#include <QUrl>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

using Kind = Connection::Kind;
using Source = Connection::CredentialSource;

const QString customRegion = u"us-east-1"_s;

Result<AwsSettings> settingsFor(const Connection &connection, const QProcessEnvironment &environment,
                                const AwsConfig &config)
{
    switch (connection.credentialSource) {
    case Source::Profile:
        return awsSettings(environment, config, connection.profile);
    case Source::AwsChain:
        return awsSettings(environment, config, std::nullopt);
    case Source::Environment:
    case Source::Keychain:
    case Source::SandboxKey:
        break;
    }
    QProcessEnvironment withoutProfile = environment;
    for (const QString &name : {u"AWS_PROFILE"_s, u"AWS_DEFAULT_PROFILE"_s})
        withoutProfile.remove(name);
    return awsSettings(withoutProfile, {}, std::nullopt);
}

//! An interface endpoint of a private network is AWS's own too.
bool isAwsHost(const QString &host)
{
    const QStringList suffixes = awsDnsSuffixes();
    return std::any_of(suffixes.cbegin(), suffixes.cend(),
                       [&host](const QString &suffix) { return host.endsWith(u'.' + suffix, Qt::CaseInsensitive); });
}

} // namespace

Result<EffectiveConnection> effectiveConnection(const Connection &connection, const QProcessEnvironment &environment,
                                                const AwsConfig &config)
{
    EffectiveConnection effective{connection, {}, {}};
    if (connection.kind == Kind::Sandbox)
        return effective;
    const Result<AwsSettings> found = settingsFor(connection, environment, config);
    if (!found)
        return found.failure();
    const AwsSettings &settings = *found;
    Connection &result = effective.connection;
    const auto remark = [&effective](const QString &what, const QString &origin) {
        effective.remarks.append(u"%1 from %2"_s.arg(what, origin));
    };

    if (result.kind == Kind::Aws && !settings.endpointUrl.value.isEmpty()) {
        const QString &text = settings.endpointUrl.value;
        const QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
            return Failure{FailureKind::Configuration, settings.endpointUrl.origin,
                           u"'%1' is not an http or https address"_s.arg(shownUrl(text))};
        result.kind = Kind::Custom;
        result.endpointUrl = text;
        remark(u"Endpoint %1"_s.arg(shownUrl(text)), settings.endpointUrl.origin);
    }
    if (result.region.isEmpty()) {
        result.region = settings.region.value;
        if (!result.region.isEmpty()) {
            remark(u"Region %1"_s.arg(result.region), settings.region.origin);
        } else if (result.kind == Kind::Custom) {
            // Emulators take any; only the signature needs one.
            result.region = customRegion;
            effective.remarks.append(u"No region given: signing for %1"_s.arg(customRegion));
        } else {
            return Failure{FailureKind::Configuration, connection.name,
                           u"There is no region: give one, or set AWS_REGION or the profile's region."_s};
        }
    }
    if (!result.useFips && settings.useFips.value) {
        result.useFips = true;
        remark(u"FIPS"_s, settings.useFips.origin);
    }
    if (!result.useDualStack && settings.useDualStack.value) {
        result.useDualStack = true;
        remark(u"Dual-stack"_s, settings.useDualStack.origin);
    }
    if (result.caFile.isEmpty() && !settings.caBundle.value.isEmpty()) {
        result.caFile = settings.caBundle.value;
        remark(u"CA file %1"_s.arg(result.caFile), settings.caBundle.origin);
    }
    effective.stsUrl = settings.stsEndpointUrl.value;
    // Emulators serve every service at one address; AWS's own addresses serve one each.
    if (effective.stsUrl.isEmpty() && result.kind == Kind::Custom && !isAwsHost(QUrl(result.endpointUrl).host()))
        effective.stsUrl = result.endpointUrl;
    if (const Result<Endpoint> endpoint = endpointOf(result); !endpoint)
        return endpoint.failure();
    return effective;
}

} // namespace busload
