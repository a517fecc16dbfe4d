// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads an Authorization header back and verifies it, for the sandbox's side of the wire.
#pragma once

#include "sigv4/signer.h"

#include <optional>

namespace busload::sigv4 {

//! The parts of "AWS4-HMAC-SHA256 Credential=…/scope, SignedHeaders=…, Signature=…".
struct Authorization
{
    QByteArray accessKeyId;
    QByteArray date; //!< YYYYMMDD
    QByteArray region;
    QByteArray service;
    QList<QByteArray> signedHeaders; //!< lower-case
    QByteArray signature;
};

//! Errors: std::nullopt for another algorithm or a missing or ill-shaped part.
std::optional<Authorization> parseAuthorization(const QByteArray &header);

//! Makes the signature again from what arrived. `received.headers` may hold more than was signed.
//! Gives the canonical request and string to sign that were expected, for the service's error text.
//! Shape: matches only when `host` and the date are among the signed headers, every signed header
//! arrived, and `amzDate` is well formed and of the scope's day. How old it is, the caller judges.
struct Verification
{
    bool matches = false;
    QByteArray canonicalRequest;
    QByteArray stringToSign;
};
Verification verify(const SignableRequest &received, const Authorization &authorization, const QByteArray &amzDate,
                    const Secret &secretAccessKey);

} // namespace busload::sigv4
