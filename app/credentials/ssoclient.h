// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys of an account and role from single sign-on, with the token of a login made elsewhere. GetRoleCredentials
// and CreateToken go unsigned by their protocol: the tokens in them are the credential. It never logs in itself;
// where a login is needed it says with which command.
#pragma once

#include "credentials/credentialsprovider.h"
#include "credentials/profileplan.h"
#include "net/httptransport.h"

#include <functional>

namespace busload {

struct SsoToken;

struct SsoOptions
{
    QString ssoEndpointUrl;  //!< empty: the login's region's own
    QString oidcEndpointUrl; //!< empty: the login's region's own
    HttpOptions http;
};

class SsoClient
{
public:
    //! `homePath`: the folder that holds .aws. `clock`: UTC now.
    SsoClient(HttpTransport &transport, QString homePath, std::function<QDateTime()> clock);

    //! Reads the token from its file each time, so that a login in a terminal is used at once. A session's
    //! token that ends within 15 minutes is renewed and put back for the other tools; where that fails it
    //! serves until it ends. The client and the transport outlive `context`.
    //! Errors: Credentials, with the file or the account and role, and the command that logs in.
    //! Source: SSO Portal API, GetRoleCredentials; SSO OIDC API, CreateToken.
    void roleCredentials(const SsoLogin &login, const QString &profile, const SsoOptions &options, QObject *context,
                         CredentialsProvider::Answer answer);

private:
    struct Ask;
    void renew(const Ask &ask, const SsoToken &token);
    void fetch(const Ask &ask, const SsoToken &token);

    HttpTransport &m_transport;
    QString m_homePath;
    std::function<QDateTime()> m_clock;
};

} // namespace busload
