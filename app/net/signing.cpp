// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/signing.h"

#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

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
