// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a connection comes to on this machine: the AWS settings of the environment and of a profile fill in
// what the connection leaves open, as they do for the AWS tools. Pure; the connection itself stays as it is.
#pragma once

#include "credentials/awssettings.h"
#include "delivery/connection.h"

#include <QStringList>

namespace busload {

struct EffectiveConnection
{
    Connection connection; //!< with region, endpoint, FIPS, dual-stack and CA file filled in
    QStringList remarks;   //!< for people, one for each setting that came from elsewhere
    QString stsUrl;        //!< where STS is asked; empty: the region's own

    bool operator==(const EffectiveConnection &) const = default;
};

//! What the connection itself says comes first. A sandbox connection comes back as it is. Keys entered
//! here and Environment read no profile; Profile reads its own, AwsChain the one the AWS tools would take.
//! Shape: an AWS connection whose endpoint is set elsewhere becomes a Custom one.
//! Errors: Configuration, when AWS is to be reached and there is no region, and those of awsSettings() and endpointOf().
Result<EffectiveConnection> effectiveConnection(const Connection &connection, const QProcessEnvironment &environment,
                                                const AwsConfig &config);

} // namespace busload
