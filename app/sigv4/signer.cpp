// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stages of Signature Version 4, each a function of its own. OpenSSL's EVP hashes here, since it is
// ten times as fast as Qt's and a call may hold a megabyte.
#include "sigv4/signer.h"

#include "sigv4/canonical.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace busload::sigv4 {

namespace {

constexpr char scopeEnd[] = "aws4_request";

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

QByteArray bytesOf(const Digest &digest, unsigned int length)
{
    return {reinterpret_cast<const char *>(digest.data()), qsizetype(length)};
}

QByteArray dateOf(const QDateTime &when)
{
    return when.toUTC().toString(u"yyyyMMdd").toLatin1();
}

// A "+" is a plus sign here: only forms write a blank so, and signing knows no forms.
QByteArray reencoded(QByteArrayView text)
{
    return uriEncoded(QByteArray::fromPercentEncoding(text.toByteArray()), Slashes::Encode);
}

} // namespace

QByteArray sha256Hex(QByteArrayView data)
{
    Digest digest{};
    unsigned int length = 0;
    EVP_Digest(data.data(), size_t(data.size()), digest.data(), &length, EVP_sha256(), nullptr);
    return bytesOf(digest, length).toHex();
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView data)
{
    Digest digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), int(key.size()), reinterpret_cast<const unsigned char *>(data.data()),
         size_t(data.size()), digest.data(), &length);
    QByteArray bytes = bytesOf(digest, length);
    OPENSSL_cleanse(digest.data(), digest.size()); // a key, more often than not
    return bytes;
}

bool sameBytes(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), size_t(a.size())) == 0;
}

QByteArray amzDate(const QDateTime &when)
{
    return when.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'").toLatin1();
}

QByteArray credentialScope(const QDateTime &when, const QByteArray &region, const QByteArray &service)
{
    return dateOf(when) + '/' + region + '/' + service + '/' + scopeEnd;
}

QByteArray signedHeaders(const Headers &headers)
{
    return joinedNames(collectHeaders(headers));
}

QByteArray canonicalUri(const QByteArray &path, bool normalize, bool doubleEncode)
{
    const QByteArray plain = normalize ? withoutDotSegments(path) : path;
    const QByteArray rooted = plain.startsWith('/') ? plain : '/' + plain;
    return doubleEncode ? uriEncoded(rooted, Slashes::Keep) : rooted;
}

QByteArray canonicalQuery(const QByteArray &query)
{
    if (query.isEmpty())
        return {};
    QList<QPair<QByteArray, QByteArray>> pairs;
    const QList<QByteArray> pieces = query.split('&');
    pairs.reserve(pieces.size());
    for (const QByteArray &piece : pieces) {
        const qsizetype equals = piece.indexOf('=');
        const QByteArrayView name = equals < 0 ? QByteArrayView(piece) : QByteArrayView(piece).first(equals);
        const QByteArrayView value = equals < 0 ? QByteArrayView() : QByteArrayView(piece).sliced(equals + 1);
        pairs.emplace_back(reencoded(name), reencoded(value));
    }
    std::sort(pairs.begin(), pairs.end());

    QByteArray text;
    for (const auto &[name, value] : std::as_const(pairs)) {
        if (!text.isEmpty())
            text += '&';
        text += name + '=' + value;
    }
    return text;
}

QByteArray canonicalHeaders(const Headers &headers)
{
    return headerLines(collectHeaders(headers));
}

QByteArray canonicalRequest(const SignableRequest &request, bool normalizePath, bool doubleEncodePath)
{
    return canonicalRequestOver(request, collectHeaders(request.headers), normalizePath, doubleEncodePath);
}

QByteArray stringToSign(const QDateTime &when, const QByteArray &scope, const QByteArray &canonicalRequest)
{
    return stringToSignAt(hmacAlgorithm, amzDate(when), scope, canonicalRequest);
}

QByteArray signingKey(const Secret &secretAccessKey, const QDateTime &when, const QByteArray &region,
                      const QByteArray &service)
{
    return signingKeyFor(secretAccessKey, dateOf(when), region, service);
}

QByteArray signature(const QByteArray &signingKey, const QByteArray &stringToSign)
{
    return hmacSha256(signingKey, stringToSign).toHex();
}

SigningInstructions sign(const SignableRequest &request, const SigningParams &params)
{
    const Credentials &keys = params.credentials;
    SigningInstructions instructions;
    instructions.headers = ownHeaders(params.when, keys);
    const SignableRequest complete = withOwnHeaders(request, instructions.headers);

    const QByteArray scope = credentialScope(params.when, params.region, params.service);
    instructions.canonicalRequest = canonicalRequest(complete, params.normalizePath, params.doubleEncodePath);
    instructions.stringToSign = stringToSign(params.when, scope, instructions.canonicalRequest);
    instructions.signature = signature(signingKey(keys.secretAccessKey, params.when, params.region, params.service),
                                       instructions.stringToSign);
    instructions.headers.append(authorizationHeader(hmacAlgorithm, keys, scope, complete, instructions.signature));
    return instructions;
}

QByteArray redactedCanonicalRequest(const QByteArray &canonicalRequest)
{
    QList<QByteArray> lines = canonicalRequest.split('\n');
    for (QByteArray &line : lines) {
        if (line.startsWith("x-amz-security-token:"))
            line = QByteArray(tokenHeader) + ':' + redactedText;
    }
    // A presigned request carries the token in its query, the third line.
    constexpr char queryName[] = "X-Amz-Security-Token=";
    if (lines.size() > 2 && lines.at(2).contains(queryName)) {
        QList<QByteArray> pairs = lines.at(2).split('&');
        for (QByteArray &pair : pairs) {
            if (pair.startsWith(queryName))
                pair = QByteArray(queryName) + redactedText;
        }
        lines[2] = pairs.join('&');
    }
    return lines.join('\n');
}

} // namespace busload::sigv4
