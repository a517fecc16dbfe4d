// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The settings of the AWS tools beside the keys: profile, region, endpoints, FIPS, dual-stack, certificates.
// The environment goes before the profile; each value tells where it came from. Pure.
#pragma once

#include "credentials/awsconfig.h"
#include "event/result.h"

#include <QProcessEnvironment>

#include <optional>

namespace busload {

struct AwsValue
{
    QString value;
    QString origin; //!< for people: "AWS_REGION", "profile dev (/home/me/.aws/config line 3)"

    bool operator==(const AwsValue &) const = default;
};

struct AwsFlag
{
    bool value = false;
    QString origin;

    bool operator==(const AwsFlag &) const = default;
};

//! Empty values: nobody says anything.
struct AwsSettings
{
    QString profile; //!< the one in force; it need not exist when nobody chose it
    AwsValue region;
    AwsValue endpointUrl; //!< of EventBridge
    AwsValue stsEndpointUrl;
    AwsValue ssoEndpointUrl;
    AwsValue ssoOidcEndpointUrl;
    AwsValue caBundle;
    AwsFlag useFips;
    AwsFlag useDualStack;

    bool operator==(const AwsSettings &) const = default;
};

//! The profile that the AWS tools take when nobody chooses one: AWS_PROFILE, AWS_DEFAULT_PROFILE, "default".
QString chosenProfile(const QProcessEnvironment &environment);

//! `profile`: chosen by a person; none: the one of chosenProfile().
//! Errors: Configuration, when a profile that somebody chose is not there or cannot be read, when nobody chose and
//! what cannot be read might have held the default one, when the services section is not there, and when a switch
//! is neither true nor false.
Result<AwsSettings> awsSettings(const QProcessEnvironment &environment, const AwsConfig &config,
                                const std::optional<QString> &profile);

//! The profile's section. Errors: Configuration, when it is not there or cannot be read, when one of the files
//! cannot be read at all, and when a setting has swallowed the line after it; the message names file and line, and
//! the profiles that there are, and repeats no value.
Result<AwsSection> profileSection(const AwsConfig &config, const QString &profile);

} // namespace busload
