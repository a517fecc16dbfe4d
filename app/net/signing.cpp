// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/signing.h"

#include <algorithm>
#include <array>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// What sign() puts on, of either version.
constexpr std::array ownHeaders = {"X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Region-Set", "Authorization"};

sigv4::SignableRequest signableOf(HttpRequest &request)
{
    if (request.url.path().isEmpty())
        request.url.setPath(u"/"_s);
    sigv4::SignableRequest signable;
    signable.method = request.method;
    signable.path = request.url.path(QUrl::FullyEncoded).toUtf8();
    signable.query = request.url.query(QUrl::FullyEncoded).toUtf8();
    signable.headers = {{"host", hostHeader(request.url)}};
    for (const HttpHeader &header : std::as_const(request.headers))
        signable.headers.append({header.name, header.value});
    signable.bodySha256Hex = sigv4::sha256Hex(request.body);
    return signable;
}

SignedRequest withInstructions(HttpRequest request, const sigv4::SigningInstructions &instructions)
{
    // Leftovers of an earlier try are not signed and must not go out.
    request.headers.removeIf([](const HttpHeader &header) {
        return std::any_of(ownHeaders.begin(), ownHeaders.end(),
                           [&header](const char *name) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    });
    for (const sigv4::SigningHeader &header : instructions.headers)
        request.headers.append({header.name, header.value, header.sensitive});
    return {std::move(request), instructions.canonicalRequest, instructions.stringToSign};
}

} // namespace

SignedRequest signedRequest(HttpRequest request, const sigv4::SigningParams &params)
{
    const sigv4::SignableRequest signable = signableOf(request);
    return withInstructions(std::move(request), sigv4::sign(signable, params));
}

SignedRequest signedRequest(HttpRequest request, const sigv4::AsymmetricParams &params)
{
    const sigv4::SignableRequest signable = signableOf(request);
    return withInstructions(std::move(request), sigv4::sign(signable, params));
}

} // namespace busload
