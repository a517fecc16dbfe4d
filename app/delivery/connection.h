// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where and how to send: one named connection. A value without secrets: keys are found through
// `credentialSource` when they are needed and are never part of it.
#pragma once

#include "event/limits.h"
#include "eventbridge/endpoint.h"
#include "eventbridge/sendchoices.h"
#include "net/httprequest.h"

#include <QString>

namespace busload {

struct Connection
{
    enum class Kind { Sandbox, Aws, Custom };
    enum class CredentialSource {
        SandboxKey,
        Environment, //!< AWS_ACCESS_KEY_ID and the variables beside it, nothing else
        Keychain,
        Profile,  //!< `profile` of the AWS files
        AwsChain, //!< as the AWS tools: the environment's keys, else the profile they would take
    };
    //! What tells connections apart at a glance; None is the window's own accent.
    enum class Colour { None, Blue, Green, Teal, Purple, Orange, Red };

    QString id; //!< stable, names its secrets in the keychain
    QString name;
    Kind kind = Kind::Aws;
    //! Empty: the one of the profile or the environment, for sources that have one.
    QString region = QStringLiteral("us-east-1");
    QString endpointUrl; //!< for Custom; for Sandbox where it listens now
    QString endpointId;  //!< of a global endpoint, signed for every region; empty: none
    CredentialSource credentialSource = CredentialSource::Keychain;
    QString profile;     //!< for Profile
    QString accessKeyId; //!< shown, not secret; the secret key and token are in the keychain
    QString defaultBus;  //!< of entries that name none; empty: the account's "default"
    Limits limits;
    IdempotencyChoice idempotency;
    int connectTimeoutMs = 5000;
    int answerTimeoutMs = 30000;
    bool allowPlainHttp = false;
    bool useFips = false;
    bool useDualStack = false;
    QString proxyUrl; //!< empty: the environment's or the system's; "direct": none; never with a password
    QString caFile;   //!< PEM to trust instead of the system's; empty: the system's
    Colour colour = Colour::None;
    bool production = false; //!< coloured, and asked about before the first send of a run

    bool operator==(const Connection &) const = default;
};

//! Whether an empty region is one that the environment or a profile may fill.
bool canTakeRegionFromElsewhere(const Connection &connection);

//! How its servers are reached.
HttpOptions httpOptions(const Connection &connection);

//! What it does to every entry and request.
SendChoices sendChoices(const Connection &connection);

EndpointParams endpointParams(const Connection &connection);

//! Where a call over this connection goes. Only a connection to AWS goes to AWS: the others never fall back
//! to it when their URL is missing, or events meant for this machine would leave it.
//! Errors: Unavailable when the sandbox is stopped, Configuration when another has no URL, and those of
//! resolveEndpoint().
Result<Endpoint> endpointOf(const Connection &connection);

} // namespace busload
