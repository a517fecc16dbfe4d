// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/putcall.h"

#include "eventbridge/answer.h"
#include "eventbridge/putevents.h"
#include "sigv4/redaction.h"

namespace busload {

using namespace Qt::StringLiterals;

namespace {

QString codeFor(HttpErrorKind kind)
{
    switch (kind) {
    case HttpErrorKind::None:
        break;
    case HttpErrorKind::InvalidRequest:
        return u"RequestRefused"_s;
    case HttpErrorKind::HostNotFound:
        return u"HostNotFound"_s;
    case HttpErrorKind::ConnectionRefused:
        return u"ConnectionRefused"_s;
    case HttpErrorKind::ConnectTimeout:
        return u"ConnectTimedOut"_s;
    case HttpErrorKind::Tls:
        return u"TlsFailed"_s;
    case HttpErrorKind::Proxy:
        return u"ProxyRefused"_s;
    case HttpErrorKind::AnswerTimeout:
        return u"TimedOut"_s;
    case HttpErrorKind::ConnectionLost:
        return u"ConnectionLost"_s;
    case HttpErrorKind::AnswerTooLarge:
        return u"AnswerTooLarge"_s;
    case HttpErrorKind::Aborted:
        return u"Cancelled"_s;
    case HttpErrorKind::Other:
        break;
    }
    return u"NetworkError"_s;
}

//! What can work at a second try without anybody changing anything.
bool mayPass(HttpErrorKind kind)
{
    switch (kind) {
    case HttpErrorKind::InvalidRequest:
    case HttpErrorKind::Tls:
        return false;
    default:
        return true;
    }
}

HttpHeader header(const char *name, const QByteArray &value)
{
    return {name, value, false};
}

} // namespace

Outcome outcomeWithoutAnswer(const HttpResponse &response)
{
    const bool left = response.progress == HttpProgress::Sending || response.progress == HttpProgress::Answered;
    if (!left)
        return Outcome::notSent(codeFor(response.error), response.errorText, mayPass(response.error));
    return Outcome::unknown(codeFor(response.error),
                            response.errorText + u" It may have been accepted; sending it again can duplicate it."_s);
}

PutCall::PutCall(HttpTransport &transport, const Connection &connection, const sigv4::Credentials &credentials,
                 Entries entries, CallRecord plan, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_connection(connection)
    , m_credentials(credentials)
    , m_entries(std::move(entries))
    , m_record(std::move(plan))
{
}

void PutCall::start(const QDateTime &when)
{
    const Result<Endpoint> endpoint = endpointOf(m_connection);
    const QUrl url = endpoint ? QUrl(endpoint->url, QUrl::StrictMode) : QUrl();
    HttpResponse refused;
    refused.error = HttpErrorKind::InvalidRequest;
    refused.sentAt = when;
    if (!endpoint) {
        refused.errorText = endpoint.failure().message;
        // Nobody listens there now, which a later try may find mended.
        if (endpoint.failure().kind == FailureKind::Unavailable)
            refused.error = HttpErrorKind::ConnectionRefused;
    } else if (!url.isValid() || url.host().isEmpty())
        refused.errorText =
            u"The endpoint URL \"%1\" is not a URL. Change the connection."_s.arg(shownUrl(endpoint->url));
    else if (m_credentials.accessKeyId.isEmpty() || m_credentials.secretAccessKey.isEmpty())
        refused.errorText = u"There are no keys to sign with. Change the connection."_s;
    if (!refused.errorText.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this, refused] { onAnswer(refused); }, Qt::QueuedConnection);
        return;
    }
    HttpRequest request;
    request.url = url;
    request.headers = {header("Content-Type", awsJsonContentType), header("X-Amz-Target", putEventsTarget)};
    request.body = encodePutEvents(m_entries, m_connection.endpointId);
    applyOptions(request, httpOptions(m_connection));

    const SignedRequest sent = endpoint->sigV4a ? signedForAllRegions(request, when) : signedForRegion(request, when);

    m_record.wireBytes = sent.request.body.size();
    m_record.canonicalRequest = sigv4::redactedCanonicalRequest(sent.canonicalRequest);
    m_record.stringToSign = sent.stringToSign;
    m_record.request = sent.request;
    for (HttpHeader &h : m_record.request.headers) {
        if (h.sensitive)
            h.value = redactedText;
    }
    m_job = m_transport.send(sent.request, this);
    connect(m_job, &HttpJob::finished, this, &PutCall::onAnswer);
}

SignedRequest PutCall::signedForRegion(const HttpRequest &request, const QDateTime &when) const
{
    sigv4::SigningParams params;
    params.credentials = m_credentials;
    params.region = m_connection.region.toUtf8();
    params.service = eventsServiceName;
    params.when = when;
    return signedRequest(request, params);
}

SignedRequest PutCall::signedForAllRegions(const HttpRequest &request, const QDateTime &when) const
{
    sigv4::AsymmetricParams params;
    params.credentials = m_credentials;
    params.service = eventsServiceName;
    params.when = when;
    return signedRequest(request, params);
}

void PutCall::abort()
{
    if (m_job)
        m_job->abort();
}

void PutCall::onAnswer(const HttpResponse &response)
{
    m_record.response = response;
    m_record.status = response.status;
    m_record.requestId = QString::fromLatin1(response.header("x-amzn-requestid"));
    m_record.sentAt = response.sentAt;
    m_record.elapsedMs = response.elapsedMs;
    if (response.status == 0 || response.error != HttpErrorKind::None) {
        const Outcome outcome = outcomeWithoutAnswer(response);
        m_record.errorCode = outcome.errorCode;
        m_record.errorMessage = response.errorText;
        m_record.outcomes.fill(outcome, m_entries.size());
    } else {
        const CallAnswer answer = readAnswer(
            {response.status, response.header("x-amzn-requestid"), response.header("x-amzn-errortype"), response.body},
            m_entries.size());
        m_record.errorCode = answer.errorCode;
        m_record.errorMessage = answer.errorMessage;
        m_record.outcomes = answer.outcomes;
    }
    redactAnswer();
    if (m_job)
        m_job->deleteLater();
    emit finished(m_record);
}

void PutCall::redactAnswer()
{
    // The session token is the one secret that goes over the wire, and so the one that can come back.
    const Secret &token = m_credentials.sessionToken;
    const auto clean = [&token](auto &text) { text = withoutSecret(text, token); };
    for (HttpHeader &h : m_record.response.headers)
        clean(h.value);
    clean(m_record.response.body);
    clean(m_record.response.errorText);
    clean(m_record.requestId);
    clean(m_record.errorCode);
    clean(m_record.errorMessage);
    for (Outcome &outcome : m_record.outcomes) {
        clean(outcome.eventId);
        clean(outcome.errorCode);
        clean(outcome.errorMessage);
    }
}

} // namespace busload
