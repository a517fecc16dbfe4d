// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The token that "aws sso login" leaves in a file of its cache. Busload reads it, and renews it as the
// AWS tools do; it never logs in itself, never makes such a file, and never takes a token that was
// given for another SSO portal than the profile names.
#pragma once

#include "credentials/profileplan.h"
#include "event/result.h"
#include "sigv4/secret.h"

#include <QDateTime>

#include <optional>

namespace busload {

struct SsoToken
{
    Secret accessToken;
    QDateTime expiresAt; //!< UTC
    Secret refreshToken; //!< empty: cannot be renewed; so are those below
    QString clientId;
    Secret clientSecret;
    std::optional<QDateTime> registrationExpiresAt; //!< UTC

    bool operator==(const SsoToken &) const = default;
};

//! Shape: <home>/.aws/sso/cache/<hash>.json, the hash being the SHA-1 of the session's name, or in a
//! profile of the old kind of its start URL, in lower-case hexadecimal digits.
//! Source: botocore, utils.py, SSOTokenLoader; smithy-rs, sso/cache.rs.
QString ssoTokenPath(const QString &homePath, const SsoLogin &login);

//! Reads the file. Whether the token has expired is for the caller to say.
//! Errors: Credentials, the subject being the path, each with the command that logs in: no such file,
//! not readable, not JSON, accessToken or expiresAt missing or unreadable, and startUrl or region of
//! another login.
Result<SsoToken> readSsoToken(const QString &path, const SsoLogin &login, const QString &profile);

//! Whether the token is worth renewing: less than 15 minutes are left, it is a session's and has all
//! that CreateToken asks for. Source: botocore, tokens.py.
bool shouldRenew(const SsoToken &token, const SsoLogin &login, const QDateTime &now);

//! Writes accessToken, expiresAt and refreshToken of `renewed` into the file, readable by its owner
//! only, at once or not at all; its other members stay. Where the file no longer holds `replaced`, for
//! somebody has logged in since, it is left as it is. False when it could not be written.
bool storeRenewedToken(const QString &path, const SsoToken &replaced, const SsoToken &renewed);

//! "Run: aws sso login --profile dev"
QString ssoLoginHint(const QString &profile);

} // namespace busload
