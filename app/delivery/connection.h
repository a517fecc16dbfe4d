// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where and how to send: one named connection. A value without secrets: keys are found through
// `credentialSource` when they are needed and are never part of it.
#pragma once

#include "event/limits.h"
#include "eventbridge/endpoint.h"
#include "eventbridge/idempotency.h"

#include <QString>

namespace busload {

struct Connection
{
    enum class Kind { Sandbox, Aws, Custom };
    enum class CredentialSource { SandboxKey, Environment, Keychain };

    QString id; //!< stable, names its secrets in the keychain
    QString name;
    Kind kind = Kind::Aws;
    QString region = QStringLiteral("us-east-1");
    QString endpointUrl; //!< for Custom; for Sandbox where it listens now
    CredentialSource credentialSource = CredentialSource::Keychain;
    QString accessKeyId; //!< shown, not secret; the secret key and token are in the keychain
    Limits limits;
    IdempotencyChoice idempotency;
    int connectTimeoutMs = 5000;
    int answerTimeoutMs = 30000;
    bool allowPlainHttp = false;
    bool useFips = false;
    bool useDualStack = false;

    bool operator==(const Connection &) const = default;
};

EndpointParams endpointParams(const Connection &connection);

//! Where a call over this connection goes. Only a connection to AWS goes to AWS: the others never fall back
//! to it when their URL is missing, or events meant for this machine would leave it.
//! Errors: Unavailable when the sandbox is stopped, Configuration when another has no URL, and those of
//! resolveEndpoint().
Result<Endpoint> endpointOf(const Connection &connection);

} // namespace busload
