// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signature Version 4A, pure: the same stages as Version 4, but signed with ECDSA by a key pair that is derived
// from the secret key, and for a set of regions instead of one. Global endpoints ask for it.
// Source: the published signing test suite and key derivation of the AWS common runtime.
#pragma once

#include "sigv4/signer.h"

#include <optional>

namespace busload::sigv4 {

struct AsymmetricParams
{
    Credentials credentials;
    QByteArray service;
    QByteArray regionSet = "*"; //!< comma-separated patterns; signed as X-Amz-Region-Set
    QDateTime when;             //!< UTC; second precision is used
    bool normalizePath = true;  //!< as SigningParams has them
    bool doubleEncodePath = true;
};

//! A point of the curve P-256. Shape: 32 raw bytes each.
struct PublicKey
{
    QByteArray x;
    QByteArray y;

    bool operator==(const PublicKey &) const = default;
};

//! Shape: YYYYMMDD/service/aws4_request; the region is in the region set instead.
QByteArray asymmetricScope(const QDateTime &when, const QByteArray &service);

//! The private key that belongs to a pair of keys. Shape: 32 raw bytes. As secret as the secret key.
Secret derivedPrivateKey(const Credentials &credentials);
//! One candidate of the derivation: the value plus one, or none where it is past the curve's order less two
//! and the next counter is to be tried. Shape: 32 raw bytes, most significant first.
std::optional<Secret> privateKeyFrom(QByteArrayView candidate);

//! What belongs to the derived private key, for whoever verifies.
PublicKey publicKeyOf(const Credentials &credentials);

//! Signs a request. Shape: headers as of sign() for Version 4, with X-Amz-Region-Set; the signature is the hex of a
//! DER sequence and differs each time.
SigningInstructions sign(const SignableRequest &request, const AsymmetricParams &params);

//! Whether the signature is the key's over that string to sign. Whatever is no signature is none.
bool verifies(const PublicKey &key, QByteArrayView stringToSign, const QByteArray &signatureHex);

} // namespace busload::sigv4
