// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/authorization.h"

#include "sigv4/canonical.h"

#include <algorithm>

namespace busload::sigv4 {

namespace {

bool isDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isLowerHex(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool readCredential(const QByteArray &text, Authorization &into)
{
    // An access key id has no slash, but is cut from the right all the same: the scope has four parts.
    const QList<QByteArray> parts = text.split('/');
    if (parts.size() < 5 || parts.last() != "aws4_request")
        return false;
    const qsizetype scope = parts.size() - 4;
    into.accessKeyId = parts.first(scope).join('/');
    into.date = parts.at(scope);
    into.region = parts.at(scope + 1);
    into.service = parts.at(scope + 2);
    return !into.accessKeyId.isEmpty() && into.date.size() == 8 && isDigits(into.date) && !into.region.isEmpty() &&
           !into.service.isEmpty();
}

bool readSignedHeaders(const QByteArray &text, Authorization &into)
{
    const QList<QByteArray> names = text.split(';');
    for (const QByteArray &name : names) {
        if (name.trimmed().isEmpty())
            return false;
        into.signedHeaders.append(name.trimmed().toLower());
    }
    return true;
}

bool isAmzDate(QByteArrayView text)
{
    return text.size() == 16 && isDigits(text.first(8)) && text[8] == 'T' && isDigits(text.sliced(9, 6)) &&
           text[15] == 'Z';
}

} // namespace

std::optional<Authorization> parseAuthorization(const QByteArray &header)
{
    const QByteArray text = header.simplified();
    constexpr qsizetype nameLength = sizeof(hmacAlgorithm) - 1;
    if (!text.startsWith(hmacAlgorithm) || text.size() <= nameLength || text.at(nameLength) != ' ')
        return std::nullopt;

    Authorization authorization;
    bool hasCredential = false;
    bool hasHeaders = false;
    const QList<QByteArray> parts = text.sliced(nameLength + 1).split(',');
    for (const QByteArray &part : parts) {
        const qsizetype equals = part.indexOf('=');
        if (equals < 0)
            return std::nullopt;
        const QByteArray name = part.first(equals).trimmed();
        const QByteArray value = part.sliced(equals + 1).trimmed();
        bool good = false;
        if (name == "Credential" && !hasCredential)
            good = hasCredential = readCredential(value, authorization);
        else if (name == "SignedHeaders" && !hasHeaders)
            good = hasHeaders = readSignedHeaders(value, authorization);
        else if (name == "Signature" && authorization.signature.isEmpty()) {
            authorization.signature = value;
            good = value.size() == 64 && isLowerHex(value);
        }
        if (!good)
            return std::nullopt;
    }
    if (!hasCredential || !hasHeaders || authorization.signature.isEmpty())
        return std::nullopt;
    return authorization;
}

Verification verify(const SignableRequest &received, const Authorization &authorization, const QByteArray &amzDate,
                    const Secret &secretAccessKey)
{
    const QList<QByteArray> &names = authorization.signedHeaders;
    const HeaderMap headers =
        collectHeaders(received.headers, [&](const QByteArray &name) { return names.contains(name); });

    Verification verification;
    verification.canonicalRequest = canonicalRequestOver(received, headers, true, true);
    const QByteArray scope =
        authorization.date + '/' + authorization.region + '/' + authorization.service + "/aws4_request";
    verification.stringToSign = stringToSignAt(hmacAlgorithm, amzDate, scope, verification.canonicalRequest);

    const bool allPresent =
        std::all_of(names.begin(), names.end(), [&](const QByteArray &name) { return headers.contains(name); });
    // Without these two a captured signature would serve for another host or another moment.
    const bool boundToPlaceAndTime = names.contains("host") && (names.contains("x-amz-date") || names.contains("date"));
    const bool datesAgree = isAmzDate(amzDate) && amzDate.startsWith(authorization.date);
    const QByteArray expected =
        signature(signingKeyFor(secretAccessKey, authorization.date, authorization.region, authorization.service),
                  verification.stringToSign);
    verification.matches = allPresent && boundToPlaceAndTime && datesAgree && !secretAccessKey.isEmpty() &&
                           sameBytes(expected, authorization.signature);
    return verification;
}

} // namespace busload::sigv4
