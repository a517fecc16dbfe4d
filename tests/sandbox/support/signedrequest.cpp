// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/support/signedrequest.h"

#include "eventbridge/putevents.h"

using namespace Qt::StringLiterals;

namespace busload::test {

sigv4::Credentials key()
{
    return {"AKIATESTTESTTESTTEST", Secret("not/a/real/secret/for/tests/only/1234567"), Secret()};
}

QDateTime noon()
{
    return {QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
}

Entry goodEntry()
{
    Entry entry;
    entry.source = u"shop.orders"_s;
    entry.detailType = u"OrderFulfilled"_s;
    entry.detail = R"({"orderId":"o-1","price":1.10})";
    return entry;
}

SandboxRequest signedRequest(const QByteArray &body, const RequestOptions &options)
{
    SandboxRequest request{"POST", "/", {}, {}, body};
    request.headers = {
        {"Host", options.host}, {"Content-Type", "application/x-amz-json-1.1"}, {"X-Amz-Target", options.target}};
    sigv4::SigningParams params;
    params.credentials = options.credentials;
    params.region = options.region;
    params.service = options.service;
    params.when = options.when;
    const auto instructions =
        sigv4::sign({request.method, request.path, request.query, request.headers, sigv4::sha256Hex(body)}, params);
    for (const sigv4::SigningHeader &header : instructions.headers)
        request.headers.append(sigv4::Header{header.name, header.value});
    return request;
}

SandboxRequest signedRequest(const Entries &entries, const RequestOptions &options)
{
    return signedRequest(encodePutEvents(entries), options);
}

void setHeader(SandboxRequest &request, const QByteArray &name, const QByteArray &value)
{
    removeHeader(request, name);
    request.headers.append(sigv4::Header{name, value});
}

void removeHeader(SandboxRequest &request, const QByteArray &name)
{
    request.headers.removeIf(
        [&name](const sigv4::Header &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

} // namespace busload::test
