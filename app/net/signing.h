// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Joins the pure signer to a request that is to be sent: what is signed is exactly what the transport puts on
// the wire. Every signed request of this program is made here.
#pragma once

#include "net/httprequest.h"
#include "sigv4/asymmetric.h"

namespace busload {

struct SignedRequest
{
    HttpRequest request;         //!< with the signature's headers, secrets among them marked as sensitive
    QByteArray canonicalRequest; //!< as signed; a session token in it is a secret
    QByteArray stringToSign;
};

//! Signs a request. Shape: a URL without a path gets "/"; the Host header is signed as hostHeader() has it;
//! headers of an earlier signature are taken off.
SignedRequest signedRequest(HttpRequest request, const sigv4::SigningParams &params);
//! The same with Version 4A, for every region of the set.
SignedRequest signedRequest(HttpRequest request, const sigv4::AsymmetricParams &params);

} // namespace busload
