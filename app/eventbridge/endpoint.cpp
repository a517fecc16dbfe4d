// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/endpoint.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// Source: the partitions table that SDKs share. Of its listed regions only those are written out that
// their partition's pattern does not find by itself.
struct PartitionRow
{
    QLatin1StringView id;
    QLatin1StringView dnsSuffix;
    QLatin1StringView dualStackDnsSuffix;
    QLatin1StringView pattern;
    QLatin1StringView globalRegion;
};

constexpr std::array<PartitionRow, 8> partitions = {{
    {"aws"_L1, "amazonaws.com"_L1, "api.aws"_L1, "(us|eu|ap|sa|ca|me|af|il|mx)-\\w+-\\d+"_L1, "aws-global"_L1},
    {"aws-cn"_L1, "amazonaws.com.cn"_L1, "api.amazonwebservices.com.cn"_L1, "cn-\\w+-\\d+"_L1, "aws-cn-global"_L1},
    {"aws-eusc"_L1, "amazonaws.eu"_L1, "api.amazonwebservices.eu"_L1, "eusc-(de)-\\w+-\\d+"_L1, {}},
    {"aws-iso"_L1, "c2s.ic.gov"_L1, "api.aws.ic.gov"_L1, "us-iso-\\w+-\\d+"_L1, "aws-iso-global"_L1},
    {"aws-iso-b"_L1, "sc2s.sgov.gov"_L1, "api.aws.scloud"_L1, "us-isob-\\w+-\\d+"_L1, "aws-iso-b-global"_L1},
    {"aws-iso-e"_L1, "cloud.adc-e.uk"_L1, "api.cloud-aws.adc-e.uk"_L1, "eu-isoe-\\w+-\\d+"_L1, "aws-iso-e-global"_L1},
    {"aws-iso-f"_L1, "csp.hci.ic.gov"_L1, "api.aws.hci.ic.gov"_L1, "us-isof-\\w+-\\d+"_L1, "aws-iso-f-global"_L1},
    {"aws-us-gov"_L1, "amazonaws.com"_L1, "api.aws"_L1, "us-gov-\\w+-\\d+"_L1, "aws-us-gov-global"_L1},
}};

Partition partitionFrom(const PartitionRow &row)
{
    return {row.id, row.dnsSuffix, row.dualStackDnsSuffix, true, true};
}

bool matches(const PartitionRow &row, QStringView region)
{
    if (!row.globalRegion.isEmpty() && region == row.globalRegion)
        return true;
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(row.pattern));
    return pattern.match(region.toString()).hasMatch();
}

bool isLabelCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-';
}

// RFC 1123: 1 to 63 letters, digits and hyphens, no hyphen at either end.
bool isHostLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= 63 && !label.startsWith(u'-') && !label.endsWith(u'-') &&
           std::all_of(label.begin(), label.end(), isLabelCharacter);
}

bool isHostLabels(QStringView name)
{
    const QList<QStringView> labels = name.split(u'.');
    return std::all_of(labels.begin(), labels.end(), isHostLabel);
}

// A region becomes part of a host name and of the credential scope; nothing else may slip in with it.
bool isRegion(QStringView region)
{
    return isHostLabel(region) && !std::all_of(region.begin(), region.end(), [](QChar c) { return c.isDigit(); });
}

Failure failure(const QString &subject, const QString &message)
{
    return {FailureKind::Configuration, subject, message};
}

Result<Endpoint> globalEndpoint(const EndpointParams &params, const Partition &partition)
{
    if (!isHostLabels(params.endpointId))
        return failure(u"EndpointId"_s, u"EndpointId must be a valid host label."_s);
    if (params.useFips) {
        return failure(u"UseFIPS"_s,
                       u"Invalid Configuration: FIPS is not supported with EventBridge multi-region endpoints."_s);
    }
    if (!params.customUrl.isEmpty())
        return Endpoint{params.customUrl, true};
    if (params.useDualStack && !partition.supportsDualStack)
        return failure(u"UseDualStack"_s, u"DualStack is enabled but this partition does not support DualStack"_s);
    const QString &suffix = params.useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
    return Endpoint{u"https://%1.endpoint.events.%2"_s.arg(params.endpointId, suffix), true};
}

Result<Endpoint> customEndpoint(const EndpointParams &params)
{
    if (params.useFips)
        return failure(u"UseFIPS"_s, u"Invalid Configuration: FIPS and custom endpoint are not supported"_s);
    if (params.useDualStack)
        return failure(u"UseDualStack"_s, u"Invalid Configuration: Dualstack and custom endpoint are not supported"_s);
    return Endpoint{params.customUrl, false};
}

Result<Endpoint> regionalEndpoint(const EndpointParams &params, const Partition &partition)
{
    if (params.useFips && params.useDualStack && !(partition.supportsFips && partition.supportsDualStack)) {
        return failure(u"UseFIPS"_s,
                       u"FIPS and DualStack are enabled, but this partition does not support one or both"_s);
    }
    if (params.useFips && !partition.supportsFips)
        return failure(u"UseFIPS"_s, u"FIPS is enabled but this partition does not support FIPS"_s);
    if (params.useDualStack && !partition.supportsDualStack)
        return failure(u"UseDualStack"_s, u"DualStack is enabled but this partition does not support DualStack"_s);

    // GovCloud's plain endpoints are FIPS ones already, and there its pseudo region is not counted in.
    const bool plainIsFips = params.useDualStack
                                 ? partition.id == "aws-us-gov"_L1
                                 : params.region == "us-gov-east-1"_L1 || params.region == "us-gov-west-1"_L1;
    const QString host = params.useFips && !plainIsFips ? u"events-fips"_s : u"events"_s;
    const QString &suffix = params.useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
    return Endpoint{u"https://%1.%2.%3"_s.arg(host, params.region, suffix), false};
}

} // namespace

Partition partitionOf(QStringView region)
{
    const auto row = std::find_if(partitions.begin(), partitions.end(),
                                  [region](const PartitionRow &candidate) { return matches(candidate, region); });
    return partitionFrom(row == partitions.end() ? partitions.front() : *row);
}

QStringList awsDnsSuffixes()
{
    QStringList suffixes;
    for (const PartitionRow &row : partitions)
        suffixes << row.dnsSuffix << row.dualStackDnsSuffix;
    suffixes.removeDuplicates();
    return suffixes;
}

Result<Endpoint> resolveEndpoint(const EndpointParams &params)
{
    return resolveEndpoint(params, partitionOf(params.region));
}

Result<Endpoint> resolveEndpoint(const EndpointParams &params, const Partition &partition)
{
    if (!params.region.isEmpty() && !isRegion(params.region)) {
        return failure(u"Region"_s,
                       u"The region \"%1\" is not a region's name. It looks like us-east-1."_s.arg(params.region));
    }
    if (!params.endpointId.isEmpty() && !params.region.isEmpty()) {
        // The one case that goes before a global endpoint; kept although it looks like an oversight there.
        const bool govCloudBoth =
            params.customUrl.isEmpty() && partition.id == "aws-us-gov"_L1 && params.useFips && params.useDualStack;
        return govCloudBoth ? regionalEndpoint(params, partition) : globalEndpoint(params, partition);
    }
    if (!params.customUrl.isEmpty())
        return customEndpoint(params);
    if (!params.region.isEmpty())
        return regionalEndpoint(params, partition);
    return failure(u"Region"_s, u"Invalid Configuration: Missing Region"_s);
}

} // namespace busload
