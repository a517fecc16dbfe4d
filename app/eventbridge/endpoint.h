// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a call goes: the endpoint rules of EventBridge for region, partition, FIPS, dual-stack, a
// custom URL and a global endpoint. Pure.
// Source: the service's published endpoint rule set (2015-10-07) and the partitions table.
#pragma once

#include "event/result.h"

#include <QString>
#include <QStringList>

namespace busload {

struct EndpointParams
{
    QString region;
    QString customUrl;  //!< empty: none
    QString endpointId; //!< of a global endpoint; empty: none
    bool useFips = false;
    bool useDualStack = false;
};

struct Endpoint
{
    QString url;         //!< scheme, host, port and path, no trailing slash added
    bool sigV4a = false; //!< a global endpoint: signed for every region
    bool operator==(const Endpoint &) const = default;
};

struct Partition
{
    QString id;
    QString dnsSuffix;
    QString dualStackDnsSuffix;
    bool supportsFips = true;
    bool supportsDualStack = true;

    bool operator==(const Partition &) const = default;
};

//! The partition of a region: listed, else by its pattern, else "aws".
Partition partitionOf(QStringView region);

//! The name under which every service of AWS has its address, of all partitions.
QStringList awsDnsSuffixes();

//! Shape: rules in the order of the rule set, the first that fits. A custom URL comes back as it is.
//! Errors: Configuration, with the rule set's own words ("Invalid Configuration: Missing Region");
//! beyond the rule set, a region that is no host label, since it becomes part of a host name.
Result<Endpoint> resolveEndpoint(const EndpointParams &params);

//! The same in a given partition, for rules that no partition of the table has a case of.
Result<Endpoint> resolveEndpoint(const EndpointParams &params, const Partition &partition);

} // namespace busload
