// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/operation.h"

#include "eventbridge/errorcodes.h"
#include "eventbridge/putevents.h"
#include "net/signing.h"
#include "sigv4/redaction.h"

namespace busload {

using namespace Qt::StringLiterals;

namespace {

void send(HttpTransport &transport, ClockSkew &clock, const Connection &connection, const sigv4::Credentials &keys,
          const Operation &operation, QObject *context, bool mayCorrectClock,
          const std::function<void(Result<RawAnswer>)> &answer)
{
    Connection regional = connection;
    regional.endpointId.clear(); // a global endpoint takes events only
    const Result<Endpoint> endpoint = endpointOf(regional);
    if (!endpoint) {
        answer(endpoint.failure());
        return;
    }
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty()) {
        answer(Failure{FailureKind::Credentials, operation.name,
                       u"%1 cannot be signed: there are no keys. Change the connection."_s.arg(operation.name)});
        return;
    }
    HttpRequest request;
    request.url = QUrl(endpoint->url, QUrl::StrictMode);
    request.headers = {{"Content-Type", awsJsonContentType, false}, {"X-Amz-Target", operation.target, false}};
    request.body = operation.body;
    applyOptions(request, httpOptions(connection));
    sigv4::SigningParams params;
    params.credentials = keys;
    params.region = connection.region.toUtf8();
    params.service = eventsServiceName;
    params.when = clock.now(request.url);
    HttpJob *job = transport.send(signedRequest(request, params).request, context);
    QObject::connect(
        job, &HttpJob::finished, context, [=, &transport, &clock, url = request.url](const HttpResponse &response) {
            job->deleteLater();
            clock.observe(url, response);
            if (response.status == 0 || response.error != HttpErrorKind::None) {
                answer(Failure{FailureKind::Unavailable, operation.name,
                               u"%1 got no answer: %2"_s.arg(operation.name, response.errorText)});
                return;
            }
            const RawAnswer raw{response.status, response.header("x-amzn-requestid"),
                                response.header("x-amzn-errortype"), withoutSecret(response.body, keys.sessionToken)};
            if (mayCorrectClock && raw.status != 200 && isSkewRefusal(readServiceError(raw).code, clock.skew(url)))
                send(transport, clock, connection, keys, operation, context, false, answer);
            else
                answer(raw);
        });
}

} // namespace

void callOperation(HttpTransport &transport, ClockSkew &clock, const Connection &connection,
                   const sigv4::Credentials &keys, const Operation &operation, QObject *context,
                   const std::function<void(Result<RawAnswer>)> &answer)
{
    send(transport, clock, connection, keys, operation, context, true, answer);
}

Failure refusedOperation(const Operation &operation, const RawAnswer &answer)
{
    const ServiceError error = readServiceError(answer);
    const bool rights = remedyFor(error.code, error.message) == Remedy::ChangeConnection;
    return {rights ? FailureKind::Credentials : FailureKind::Unavailable, operation.name,
            u"%1 was refused (%2): %3"_s.arg(operation.name, error.code,
                                             error.message.isEmpty() ? u"no reason given"_s : error.message)};
}

} // namespace busload
