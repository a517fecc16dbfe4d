// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/credentialsfor.h"

#include "credentials/environmentcredentials.h"
#include "credentials/keychaincredentials.h"
#include "credentials/staticcredentials.h"

namespace busload {

AwsCredentialsQuery credentialsQuery(const Connection &connection)
{
    AwsCredentialsQuery query;
    if (connection.credentialSource == Connection::CredentialSource::Profile)
        query.profile = connection.profile;
    query.region = connection.region;
    query.http = httpOptions(connection);
    return query;
}

std::unique_ptr<CredentialsProvider> credentialsFor(const Connection &connection, const CredentialSources &sources)
{
    switch (connection.credentialSource) {
    case Connection::CredentialSource::SandboxKey:
        break;
    case Connection::CredentialSource::Environment:
        return std::make_unique<EnvironmentCredentials>(sources.environment);
    case Connection::CredentialSource::Keychain:
        return std::make_unique<KeychainCredentials>(sources.secrets, connection.id, connection.name,
                                                     connection.accessKeyId);
    case Connection::CredentialSource::Profile:
    case Connection::CredentialSource::AwsChain:
        return sources.aws->provider(credentialsQuery(connection));
    }
    // The sandbox's key opens nothing but the sandbox; another kind of connection gets no key at all.
    const bool isSandbox = connection.kind == Connection::Kind::Sandbox;
    return std::make_unique<StaticCredentials>(isSandbox ? sources.sandboxKey : sigv4::Credentials(),
                                               QStringLiteral("sandbox key"));
}

std::unique_ptr<CredentialsProvider> credentialsFor(const Connection &connection, const CredentialSources &sources,
                                                    const TypedSecrets &typed)
{
    std::unique_ptr<CredentialsProvider> saved = credentialsFor(connection, sources);
    if (connection.credentialSource != Connection::CredentialSource::Keychain)
        return saved;
    return std::make_unique<EnteredCredentials>(connection.accessKeyId, typed, std::move(saved));
}

} // namespace busload
