// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Security Token Service: who the keys belong to, and keys of a role. Every call is signed except
// AssumeRoleWithWebIdentity, which its protocol wants unsigned: the token in it is the credential. (In
// this house the only others are those to SSO, GetRoleCredentials and CreateToken, for the same reason.)
// Keys that are missing are an error; no call goes out unsigned instead.
#pragma once

#include "event/result.h"
#include "net/clockskew.h"
#include "net/httptransport.h"
#include "sigv4/signer.h"

#include <QDateTime>

#include <functional>

namespace busload {

struct StsOptions
{
    QString region;
    QString endpointUrl; //!< empty: the region's own
    bool useFips = false;
    bool useDualStack = false;
    HttpOptions http;

    bool operator==(const StsOptions &) const = default;
};

struct CallerIdentity
{
    QString accountId;
    QString arn;
    QString userId;

    bool operator==(const CallerIdentity &) const = default;
};

struct AssumeRoleRequest
{
    QString roleArn;
    QString sessionName;     //!< empty: "busload-" and the seconds since 1970
    QString externalId;      //!< empty: none
    QString mfaSerial;       //!< empty: none
    QString mfaCode;         //!< six digits; empty: none
    int durationSeconds = 0; //!< 0: as the service chooses, one hour

    bool operator==(const AssumeRoleRequest &) const = default;
};

struct WebIdentityRequest
{
    QString roleArn;
    QString sessionName; //!< empty: "busload-" and the seconds since 1970
    Secret token;
    int durationSeconds = 0; //!< 0: as the service chooses, one hour

    bool operator==(const WebIdentityRequest &) const = default;
};

struct AssumedRole
{
    sigv4::Credentials keys;
    QDateTime expiresAt; //!< UTC, by the service's clock
    QString arn;         //!< of the session; empty where the service does not tell
    QString accountId;   //!< out of the ARN

    bool operator==(const AssumedRole &) const = default;
};

//! All calls answer once, later or at once, unless `context` is destroyed before; then nothing goes on.
//! The transport and the clock must outlive them, the client need not.
//! Shape: too busy a service and lost connections are tried again as callService() tells, except that a
//! call with an MFA code goes only once where the code may have been used up. A signature that was
//! refused for a wrong clock is made again once, with the clock set right. Every answer sets the clock.
//! Errors: Configuration, see stsEndpoint(), and no region to sign with; Credentials for all else, the
//! subject being the role or the server, the message the action, the service's code and words, and what
//! to do next. No message holds a key or a token, also where the service sends it back.
//! Source: AWS STS API Reference, 2011-06-15 (the query protocol).
class StsClient
{
public:
    StsClient(HttpTransport &transport, ClockSkew &clock);

    void getCallerIdentity(const sigv4::Credentials &keys, const StsOptions &options, QObject *context,
                           const std::function<void(Result<CallerIdentity>)> &answer);

    void assumeRole(const sigv4::Credentials &keys, const AssumeRoleRequest &request, const StsOptions &options,
                    QObject *context, const std::function<void(Result<AssumedRole>)> &answer);

    //! The one that is not signed; it needs no keys.
    void assumeRoleWithWebIdentity(const WebIdentityRequest &request, const StsOptions &options, QObject *context,
                                   const std::function<void(Result<AssumedRole>)> &answer);

private:
    HttpTransport &m_transport;
    ClockSkew &m_clock;
};

} // namespace busload
