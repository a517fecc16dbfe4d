// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/gatekeeper.h"

#include "eventbridge/putevents.h"
#include "sigv4/authorization.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

// Source: the service's own words, "(… - 5 min.)"; query services allow 15.
constexpr int allowedSkewSeconds = 5 * 60;
constexpr QLatin1StringView amzDateFormat = "yyyyMMdd'T'HHmmss'Z'"_L1;

Refusal refused(const char *code, const QString &message)
{
    Refusal refusal = usualRefusal(QString::fromLatin1(code));
    refusal.message = message;
    return refusal;
}

QString dateText(const QDateTime &when)
{
    return QString::fromLatin1(sigv4::amzDate(when));
}

std::optional<Refusal> checkFreshness(const QDateTime &sent, const QDateTime &now)
{
    const QDateTime earliest = now.addSecs(-allowedSkewSeconds);
    const QDateTime latest = now.addSecs(allowedSkewSeconds);
    if (sent < earliest)
        return refused("InvalidSignatureException", u"Signature expired: %1 is now earlier than %2 (%3 - 5 min.)"_s.arg(
                                                        dateText(sent), dateText(earliest), dateText(now)));
    if (sent > latest)
        return refused("InvalidSignatureException",
                       u"Signature not yet current: %1 is still later than %2 (%3 + 5 min.)"_s.arg(
                           dateText(sent), dateText(latest), dateText(now)));
    return std::nullopt;
}

QString missingParts(const QByteArray &header)
{
    QString text;
    for (const char *part : {"Credential", "Signature", "SignedHeaders"}) {
        if (!header.contains(QByteArray(part) + '='))
            text += u"Authorization header requires '%1' parameter. "_s.arg(QLatin1StringView(part));
    }
    if (text.isEmpty())
        text = u"Authorization header is not well formed: it needs Credential=KEY/DATE/REGION/events/aws4_request, "
               "SignedHeaders=… and Signature=…. "_s;
    return text.trimmed();
}

std::optional<Refusal> checkScope(const sigv4::Authorization &authorization, const QByteArray &amzDate)
{
    if (authorization.service != eventsServiceName)
        return refused("InvalidSignatureException", u"Credential should be scoped to correct service: 'events'. "_s);
    if (authorization.region.isEmpty())
        return refused("InvalidSignatureException", u"Credential should be scoped to a valid region. "_s);
    if (authorization.date != amzDate.left(8))
        return refused("InvalidSignatureException",
                       u"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                       "'%1' != '%2', from '%3'."_s.arg(QString::fromLatin1(authorization.date),
                                                        QString::fromLatin1(amzDate.left(8)),
                                                        QString::fromLatin1(amzDate)));
    return std::nullopt;
}

std::optional<Refusal> checkSignedHeaders(const SandboxRequest &request, const sigv4::Authorization &authorization)
{
    if (!authorization.signedHeaders.contains("host"))
        return refused("InvalidSignatureException",
                       u"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."_s);
    if (!authorization.signedHeaders.contains("x-amz-date"))
        return refused("InvalidSignatureException",
                       u"'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization."_s);
    for (const QByteArray &name : authorization.signedHeaders) {
        if (request.all(name).isEmpty())
            return refused("InvalidSignatureException",
                           u"The signed header '%1' is not in the request."_s.arg(QString::fromLatin1(name)));
    }
    return std::nullopt;
}

} // namespace

bool isLoopbackHost(const SandboxRequest &request, quint16 port)
{
    const QList<QByteArray> hosts = request.all("host");
    if (hosts.size() != 1)
        return false;
    const QByteArray host = hosts.first().toLower();
    const QByteArray number = QByteArray::number(port);
    return host == "127.0.0.1:" + number || host == "localhost:" + number || host == "[::1]:" + number;
}

Authentication authenticate(const SandboxRequest &request, const sigv4::Credentials &key, const QDateTime &now)
{
    const QList<QByteArray> headers = request.all("authorization");
    if (headers.isEmpty())
        return {usualRefusal(u"MissingAuthenticationTokenException"_s), {}};
    if (headers.size() > 1)
        return {refused("IncompleteSignatureException", u"There is more than one Authorization header."_s), {}};
    const QByteArray &header = headers.first();
    if (header.startsWith("AWS4-ECDSA-P256-SHA256"))
        return {refused("IncompleteSignatureException",
                        u"The sandbox verifies AWS4-HMAC-SHA256 only. AWS4-ECDSA-P256-SHA256 (SigV4a) belongs to "
                        "global endpoints: send without an EndpointId."_s),
                {}};
    if (!header.startsWith("AWS4-HMAC-SHA256"))
        return {usualRefusal(u"MissingAuthenticationTokenException"_s), {}};

    const auto authorization = sigv4::parseAuthorization(header);
    if (!authorization)
        return {refused("IncompleteSignatureException", missingParts(header)), {}};
    const QByteArray amzDate = request.first("x-amz-date");
    if (amzDate.isEmpty())
        return {refused("IncompleteSignatureException",
                        u"Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."_s),
                {}};
    QDateTime sent = QDateTime::fromString(QString::fromLatin1(amzDate), amzDateFormat);
    if (!sent.isValid())
        return {refused("IncompleteSignatureException",
                        u"Date must be in ISO-8601 'basic format'. Got '%1'."_s.arg(QString::fromLatin1(amzDate))),
                {}};
    sent.setTimeSpec(Qt::UTC);

    const bool knownKey = !key.accessKeyId.isEmpty() && sigv4::sameBytes(authorization->accessKeyId, key.accessKeyId);
    const bool knownToken = sigv4::sameBytes(request.first("x-amz-security-token"), key.sessionToken.reveal());
    if (!knownKey || !knownToken)
        return {usualRefusal(u"UnrecognizedClientException"_s), {}};
    if (auto refusal = checkScope(*authorization, amzDate))
        return {refusal, {}};
    if (auto refusal = checkSignedHeaders(request, *authorization))
        return {refusal, {}};
    if (auto refusal = checkFreshness(sent, now))
        return {refusal, {}};

    // The body's own hash, never the x-amz-content-sha256 header: that header is only a claim.
    const sigv4::SignableRequest received{request.method, request.path, request.query, request.headers,
                                          sigv4::sha256Hex(request.body)};
    const auto verification = sigv4::verify(received, *authorization, amzDate, key.secretAccessKey);
    if (!verification.matches) {
        Refusal refusal = usualRefusal(u"InvalidSignatureException"_s);
        refusal.message += u"\n\nThe Canonical String for this request should have been\n'%1'\n\n"
                           "The String-to-Sign should have been\n'%2'\n"_s.arg(
                               QString::fromUtf8(sigv4::redactedCanonicalRequest(verification.canonicalRequest)),
                               QString::fromUtf8(verification.stringToSign));
        return {refusal, {}};
    }
    return {std::nullopt, authorization->region};
}

} // namespace busload
