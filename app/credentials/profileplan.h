// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a profile comes to its keys, worked out without doing any of it: where the first keys are from and which
// roles are then assumed. Pure. Two sources in one profile that contradict each other are an error; nothing is
// guessed and nothing falls through to other keys.
// Source: the assume-role, web identity, single sign-on and process rules that AWS SDKs share.
#pragma once

#include "credentials/awsconfig.h"
#include "event/result.h"
#include "sigv4/signer.h"

#include <QList>

namespace busload {

//! What single sign-on needs to know.
struct SsoLogin
{
    QString sessionName; //!< of the sso-session section; empty: the legacy form, all in the profile
    QString startUrl;
    QString region;
    QString accountId;
    QString roleName;

    bool operator==(const SsoLogin &) const = default;
};

//! Where the first keys come from.
struct KeySource
{
    enum class Kind { Static, Process, Sso, WebIdentity, Environment };

    Kind kind = Kind::Static;
    QString profile;         //!< that says so
    sigv4::Credentials keys; //!< Static
    QString accountId;       //!< Static, where the profile tells
    QString command;         //!< Process
    SsoLogin sso;            //!< Sso
    QString tokenFile;       //!< WebIdentity
    QString roleArn;         //!< WebIdentity
    QString roleSessionName; //!< WebIdentity; empty: the caller makes one
    int durationSeconds = 0; //!< WebIdentity; 0: the service's own
    QString file;
    int line = 0;

    bool operator==(const KeySource &) const = default;
};

//! One role to assume with the keys before it.
struct RoleStep
{
    QString profile;
    QString roleArn;
    QString roleSessionName; //!< empty: the caller makes one
    QString externalId;
    QString mfaSerial;
    int durationSeconds = 0; //!< 0: the service's own
    QString file;
    int line = 0;

    bool operator==(const RoleStep &) const = default;
};

struct ProfilePlan
{
    KeySource source;
    QList<RoleStep> roles; //!< in the order in which they are assumed

    bool operator==(const ProfilePlan &) const = default;
};

//! Whether there is no such profile, or one without anything that could lead to keys; not one that is wrong.
bool leadsNowhere(const AwsConfig &config, const QString &profile);

//! Errors: Configuration and Credentials, naming the profile, file and line, what is wrong and what to do.
Result<ProfilePlan> planProfile(const AwsConfig &config, const QString &profile);

} // namespace busload
