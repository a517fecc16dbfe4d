// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/stsendpoint.h"

#include "credentials/stsclient.h"
#include "eventbridge/endpoint.h"

namespace busload {

using namespace Qt::StringLiterals;

namespace {

Failure failure(const QString &subject, const QString &message)
{
    return {FailureKind::Configuration, subject, message};
}

QString regionalHost(const StsOptions &options)
{
    const Partition partition = partitionOf(options.region);
    if (options.region == "aws-global"_L1 && !options.useFips && !options.useDualStack)
        return u"sts.amazonaws.com"_s;
    // GovCloud's plain endpoints are FIPS ones already.
    const bool plainIsFips = partition.id == "aws-us-gov"_L1 && !options.useDualStack;
    const QString service = options.useFips && !plainIsFips ? u"sts-fips"_s : u"sts"_s;
    const QString &suffix = options.useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
    return u"%1.%2.%3"_s.arg(service, options.region, suffix);
}

Result<StsEndpoint> customEndpoint(const StsOptions &options)
{
    if (options.useFips)
        return failure(u"STS endpoint"_s, u"Invalid Configuration: FIPS and custom endpoint are not supported"_s);
    if (options.useDualStack)
        return failure(u"STS endpoint"_s, u"Invalid Configuration: Dualstack and custom endpoint are not supported"_s);
    QUrl url(options.endpointUrl, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return failure(u"STS endpoint"_s,
                       u"\"%1\" is not a URL. It looks like https://host."_s.arg(shownUrl(options.endpointUrl)));
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    return StsEndpoint{url, options.region == "aws-global"_L1 ? u"us-east-1"_s : options.region};
}

} // namespace

Result<StsEndpoint> stsEndpoint(const StsOptions &options)
{
    // A region becomes part of a host name; the rules of EventBridge know one when they see it.
    if (!options.region.isEmpty()) {
        if (const Result<Endpoint> known = resolveEndpoint({options.region, {}, {}, false, false}); !known)
            return known.failure();
    }
    if (!options.endpointUrl.isEmpty())
        return customEndpoint(options);
    if (options.region.isEmpty())
        return failure(u"Region"_s, u"There is no region, which STS is called in. Set one for the connection."_s);
    return StsEndpoint{QUrl(u"https://%1/"_s.arg(regionalHost(options))),
                       options.region == "aws-global"_L1 ? u"us-east-1"_s : options.region};
}

} // namespace busload
