// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts from which signing and verifying build the same canonical request. Inside this room only:
// everyone else includes signer.h or authorization.h.
#pragma once

#include "sigv4/signer.h"

#include <functional>
#include <map>

namespace busload::sigv4 {

//! Lower-case name to canonical value, sorted by name; values of one name joined with "," in order.
using HeaderMap = std::map<QByteArray, QByteArray>;

//! Whether a header of that lower-case name is signed. Source: what botocore never signs, and
//! `authorization`, which cannot sign itself.
bool isSigned(const QByteArray &lowerName);

//! The headers that `wanted` picks, with each value trimmed and every run of blanks and line breaks
//! in it made one blank.
HeaderMap collectHeaders(const Headers &headers, const std::function<bool(const QByteArray &)> &wanted = isSigned);

//! "name:value\n" for each.
QByteArray headerLines(const HeaderMap &headers);
//! "a;b;c"
QByteArray joinedNames(const HeaderMap &headers);

enum class Slashes { Keep, Encode };

//! Percent-encodes all but A–Z a–z 0–9 "-" "." "_" "~", with upper-case digits.
QByteArray uriEncoded(QByteArrayView bytes, Slashes slashes);

//! A path without "." and "..", and with runs of slashes made one. "/" for what comes out empty.
//! Shape: a slash at the end stays only where the text ends with one ("/a/b/.." gives "/a").
QByteArray withoutDotSegments(QByteArrayView path);

QByteArray canonicalRequestOver(const SignableRequest &request, const HeaderMap &headers, bool normalizePath,
                                bool doubleEncodePath);
//! `algorithm`: the first line, of Version 4 or 4A.
QByteArray stringToSignAt(const QByteArray &algorithm, const QByteArray &amzDate, const QByteArray &scope,
                          const QByteArray &canonicalRequest);
//! `date`: YYYYMMDD
QByteArray signingKeyFor(const Secret &secretAccessKey, const QByteArray &date, const QByteArray &region,
                         const QByteArray &service);

//! The headers that signing puts on before it signs: date and, with one, session token.
QList<SigningHeader> ownHeaders(const QDateTime &when, const Credentials &credentials);
//! The request with those headers, in the place of leftovers of an earlier try.
SignableRequest withOwnHeaders(const SignableRequest &request, const QList<SigningHeader> &headers);
SigningHeader authorizationHeader(const QByteArray &algorithm, const Credentials &credentials, const QByteArray &scope,
                                  const SignableRequest &complete, const QByteArray &signature);

inline constexpr char hmacAlgorithm[] = "AWS4-HMAC-SHA256";
inline constexpr char ecdsaAlgorithm[] = "AWS4-ECDSA-P256-SHA256";
inline constexpr char tokenHeader[] = "x-amz-security-token";

} // namespace busload::sigv4
