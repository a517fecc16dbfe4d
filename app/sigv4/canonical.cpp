// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/canonical.h"

#include <algorithm>
#include <array>

namespace busload::sigv4 {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

// What signing puts on by itself; a leftover of an earlier try must not be signed beside it.
bool isOwnHeader(const QByteArray &lowerName)
{
    return lowerName == "x-amz-date" || lowerName == tokenHeader || lowerName == "x-amz-region-set" ||
           lowerName == "authorization";
}

} // namespace

bool isSigned(const QByteArray &lowerName)
{
    static constexpr std::array<const char *, 15> never = {
        "authorization",
        "baggage",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "traceparent",
        "tracestate",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    };
    return std::none_of(never.begin(), never.end(), [&](const char *name) { return lowerName == name; });
}

HeaderMap collectHeaders(const Headers &headers, const std::function<bool(const QByteArray &)> &wanted)
{
    HeaderMap map;
    for (const Header &header : headers) {
        const QByteArray name = header.first.trimmed().toLower();
        if (!wanted(name))
            continue;
        const QByteArray value = header.second.simplified();
        const auto [place, isNew] = map.try_emplace(name, value);
        if (!isNew)
            place->second += ',' + value;
    }
    return map;
}

QByteArray headerLines(const HeaderMap &headers)
{
    QByteArray lines;
    for (const auto &[name, value] : headers)
        lines += name + ':' + value + '\n';
    return lines;
}

QByteArray joinedNames(const HeaderMap &headers)
{
    QByteArray names;
    for (const auto &[name, value] : headers) {
        if (!names.isEmpty())
            names += ';';
        names += name;
    }
    return names;
}

QByteArray uriEncoded(QByteArrayView bytes, Slashes slashes)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    QByteArray text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        if (isUnreserved(c) || (c == '/' && slashes == Slashes::Keep)) {
            text += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            text += '%';
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
    }
    return text;
}

QByteArray withoutDotSegments(QByteArrayView path)
{
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.toByteArray().split('/');
    for (const QByteArray &segment : segments) {
        if (segment.isEmpty() || segment == ".")
            continue;
        if (segment != "..")
            kept.append(segment);
        else if (!kept.isEmpty())
            kept.removeLast();
    }
    QByteArray text = '/' + kept.join('/');
    if (path.endsWith('/') && !kept.isEmpty())
        text += '/';
    return text;
}

QByteArray canonicalRequestOver(const SignableRequest &request, const HeaderMap &headers, bool normalizePath,
                                bool doubleEncodePath)
{
    return request.method.toUpper() + '\n' + canonicalUri(request.path, normalizePath, doubleEncodePath) + '\n' +
           canonicalQuery(request.query) + '\n' + headerLines(headers) + '\n' + joinedNames(headers) + '\n' +
           request.bodySha256Hex;
}

QByteArray stringToSignAt(const QByteArray &algorithm, const QByteArray &amzDate, const QByteArray &scope,
                          const QByteArray &canonicalRequest)
{
    return algorithm + '\n' + amzDate + '\n' + scope + '\n' + sha256Hex(canonicalRequest);
}

QByteArray signingKeyFor(const Secret &secretAccessKey, const QByteArray &date, const QByteArray &region,
                         const QByteArray &service)
{
    const QByteArray dateKey = hmacSha256("AWS4" + secretAccessKey.reveal(), date);
    const QByteArray regionKey = hmacSha256(dateKey, region);
    return hmacSha256(hmacSha256(regionKey, service), "aws4_request");
}

QList<SigningHeader> ownHeaders(const QDateTime &when, const Credentials &credentials)
{
    QList<SigningHeader> headers{{"X-Amz-Date", amzDate(when), false}};
    if (!credentials.sessionToken.isEmpty())
        headers.append({"X-Amz-Security-Token", credentials.sessionToken.reveal(), true});
    return headers;
}

SignableRequest withOwnHeaders(const SignableRequest &request, const QList<SigningHeader> &headers)
{
    SignableRequest complete = request;
    complete.headers.removeIf([](const Header &header) { return isOwnHeader(header.first.trimmed().toLower()); });
    for (const SigningHeader &header : headers)
        complete.headers.append({header.name, header.value});
    return complete;
}

SigningHeader authorizationHeader(const QByteArray &algorithm, const Credentials &credentials, const QByteArray &scope,
                                  const SignableRequest &complete, const QByteArray &signature)
{
    return {"Authorization",
            algorithm + " Credential=" + credentials.accessKeyId + '/' + scope +
                ", SignedHeaders=" + signedHeaders(complete.headers) + ", Signature=" + signature,
            true};
}

} // namespace busload::sigv4
