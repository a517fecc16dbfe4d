// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may come in: the Host header, against pages of the web that reach for this machine's ports, and
// the signature with its date, as the service checks them. Pure; the clock is an argument.
#pragma once

#include "sandbox/refusal.h"
#include "sandbox/sandboxrequest.h"

#include <QDateTime>

#include <optional>

namespace busload {

//! Whether the request names this machine by a loopback name and this port, and nothing else.
bool isLoopbackHost(const SandboxRequest &request, quint16 port);

struct Authentication
{
    std::optional<Refusal> refusal; //!< none: the request is who it says it is
    QByteArray region;              //!< the region of the credential scope
};

//! Checks, in the service's order: an Authorization header is there and complete; the key id and its
//! session token are known; the scope fits the date and the service; the date is within five minutes of
//! `now`; host and date are signed; the signature is the one that the secret gives.
//! Errors: MissingAuthenticationToken, IncompleteSignature, UnrecognizedClient and InvalidSignature
//! exceptions with the service's words.
Authentication authenticate(const SandboxRequest &request, const sigv4::Credentials &key, const QDateTime &now);

} // namespace busload
