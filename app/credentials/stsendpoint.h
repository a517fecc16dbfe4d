// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a call to STS goes, and the region it is signed for. Pure.
// Source: the service's published endpoint rule set (2011-06-15), without its legacy global endpoint.
#pragma once

#include "event/result.h"

#include <QString>
#include <QUrl>

namespace busload {

struct StsOptions;

struct StsEndpoint
{
    QUrl url;       //!< with a path, at least "/"
    QString region; //!< to sign with; empty for a custom URL without a region

    bool operator==(const StsEndpoint &) const = default;
};

//! Shape: the custom URL, else the region's own; aws-global is sts.amazonaws.com, signed for us-east-1.
//! Errors: Configuration, for no or an ill-formed region, a custom URL that is none, and a custom URL
//! together with FIPS or dual-stack, which the rule set forbids.
Result<StsEndpoint> stsEndpoint(const StsOptions &options);

} // namespace busload
