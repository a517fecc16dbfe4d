// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signature Version 4, pure: a request and its parameters in, headers to add out. It never touches
// the request, knows no clock and no network, and signs any request, not only PutEvents.
// Source: "Create a signed AWS API request", IAM User Guide; names are that document's.
#pragma once

#include "sigv4/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>

namespace busload::sigv4 {

struct Credentials
{
    QByteArray accessKeyId;
    Secret secretAccessKey;
    Secret sessionToken; //!< empty for long-lived keys

    bool operator==(const Credentials &) const = default;
};

using Header = QPair<QByteArray, QByteArray>;
using Headers = QList<Header>;

//! What is signed. Every header in it is signed except those that intermediaries rewrite (baggage,
//! connection, expect, keep-alive, proxy-authenticate, proxy-authorization, te, traceparent, tracestate,
//! trailer, transfer-encoding, upgrade, user-agent, x-amzn-trace-id) and Authorization itself.
//! It must hold `host`, with the port when that is not the scheme's own.
struct SignableRequest
{
    QByteArray method;
    QByteArray path;  //!< as it goes over the wire, percent-encoded; empty means "/"
    QByteArray query; //!< as it goes over the wire, without "?"
    Headers headers;
    QByteArray bodySha256Hex; //!< lower-case hex; see sha256Hex()
};

struct SigningParams
{
    Credentials credentials;
    QByteArray region;
    QByteArray service;
    QDateTime when; //!< UTC; second precision is used
    //! Take "." and ".." and doubled slashes out of the path first; every service but S3 does.
    bool normalizePath = true;
    //! Percent-encode the wire path once more; every service but S3 does. Bytes that a wire path may
    //! not hold (blanks, raw UTF-8) come out encoded once.
    bool doubleEncodePath = true;
};

//! A header to add to the request before it is sent.
struct SigningHeader
{
    QByteArray name;
    QByteArray value;
    bool sensitive = false; //!< show `redactedText` in its place
};

//! What to do to the request, and the stages for whoever wants to see them.
struct SigningInstructions
{
    QList<SigningHeader> headers; //!< X-Amz-Date, X-Amz-Security-Token (with a token), Authorization
    QByteArray canonicalRequest;  //!< a session token in it is a secret: see redactedCanonicalRequest()
    QByteArray stringToSign;
    QByteArray signature; //!< lower-case hex
};

//! Shape: 64 lower-case hexadecimal digits.
QByteArray sha256Hex(QByteArrayView data);
//! Shape: 32 raw bytes.
QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);

//! Constant-time comparison, for whoever verifies.
bool sameBytes(QByteArrayView a, QByteArrayView b);

//! YYYYMMDD'T'HHMMSS'Z'
QByteArray amzDate(const QDateTime &when);
//! YYYYMMDD/region/service/aws4_request
QByteArray credentialScope(const QDateTime &when, const QByteArray &region, const QByteArray &service);

//! Names of the headers that are signed, lower-case, sorted, joined with ";".
QByteArray signedHeaders(const Headers &headers);
//! The path as it is signed; see SigningParams for the two switches. Never empty.
QByteArray canonicalUri(const QByteArray &path, bool normalize, bool doubleEncode);
//! The query's pairs percent-encoded afresh ("+" is a plus sign) and sorted by encoded name, then
//! value. A name without "=" has the empty value.
QByteArray canonicalQuery(const QByteArray &query);
//! "name:value\n" of every signed header, sorted; equal names joined with "," in their order; values
//! trimmed, blanks and line breaks within them made one blank.
QByteArray canonicalHeaders(const Headers &headers);
//! The canonical request over exactly the given headers; sign() adds its own before it calls this.
QByteArray canonicalRequest(const SignableRequest &request, bool normalizePath = true, bool doubleEncodePath = true);
//! Shape: four lines, the last the hash of the canonical request.
QByteArray stringToSign(const QDateTime &when, const QByteArray &scope, const QByteArray &canonicalRequest);
//! Shape: 32 raw bytes. As secret as the key it is made from, for that day, region and service.
QByteArray signingKey(const Secret &secretAccessKey, const QDateTime &when, const QByteArray &region,
                      const QByteArray &service);
//! Shape: 64 lower-case hexadecimal digits.
QByteArray signature(const QByteArray &signingKey, const QByteArray &stringToSign);

//! Signs a request. Shape: the headers take the place of any of the same name that the request has;
//! such leftovers of an earlier try are not signed.
SigningInstructions sign(const SignableRequest &request, const SigningParams &params);

//! The canonical request with a session token's value replaced, for showing.
QByteArray redactedCanonicalRequest(const QByteArray &canonicalRequest);

} // namespace busload::sigv4
