// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which provider gives a connection its keys. The one place that turns a connection's choice into a
// provider; there is no fall-through from one source to another.
#pragma once

#include "credentials/awscredentials.h"
#include "credentials/enteredcredentials.h"
#include "credentials/secretstore.h"
#include "delivery/connection.h"

#include <QProcessEnvironment>

#include <memory>

namespace busload {

//! Where keys can come from on this machine. `secrets` and `aws` outlive the providers.
struct CredentialSources
{
    SecretStore &secrets;
    sigv4::Credentials sandboxKey;
    QProcessEnvironment environment;
    AwsCredentials *aws = nullptr; //!< for the sources that read the AWS files
};

//! How STS and single sign-on are asked for a connection's keys, as the connection is reached itself.
AwsCredentialsQuery credentialsQuery(const Connection &connection);

//! Never null; a source that cannot give keys answers with a failure.
std::unique_ptr<CredentialsProvider> credentialsFor(const Connection &connection, const CredentialSources &sources);

//! The keys that it will have once its typed secrets are saved.
std::unique_ptr<CredentialsProvider> credentialsFor(const Connection &connection, const CredentialSources &sources,
                                                    const TypedSecrets &typed);

} // namespace busload
