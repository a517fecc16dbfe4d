// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a call goes: the endpoint rules of EventBridge for region, partition, FIPS, dual-stack, a
// custom URL and a global endpoint. Pure.
// Source: the service's published endpoint rule set (2015-10-07) and the partitions table.
#pragma once

#include "event/result.h"

#include <QString>

namespace busload {

struct EndpointParams
{
    QString region;
    QString customUrl; //!< empty: none
    QString endpointId; //!< of a global endpoint; empty: none
    bool useFips = false;
    bool useDualStack = false;
};

struct Endpoint
{
    QString url; //!< scheme, host, port and path, no trailing slash added
    bool sigV4a = false; //!< a global endpoint: signed for every region
    bool operator==(const Endpoint &) const = default;
};

//! Errors: Configuration, with the rule set's own words ("Invalid Configuration: Missing Region").
Result<Endpoint> resolveEndpoint(const EndpointParams &params);

struct Partition
{
    QString id;
    QString dnsSuffix;
    QString dualStackDnsSuffix;
    bool supportsFips = true;
    bool supportsDualStack = true;
};

//! The partition of a region: listed, else by its pattern, else "aws".
Partition partitionOf(QStringView region);

} // namespace busload
