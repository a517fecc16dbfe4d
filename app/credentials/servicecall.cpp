// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/servicecall.h"

#include "eventbridge/errorcodes.h"
#include "sigv4/redaction.h"

#include <QRandomGenerator>
#include <QTimer>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxRetries = 2;
constexpr int baseWaitMs = 50;

bool isAnswer(const HttpResponse &response)
{
    return response.status != 0 && response.error == HttpErrorKind::None;
}

bool couldNotReach(HttpErrorKind kind)
{
    switch (kind) {
    case HttpErrorKind::HostNotFound:
    case HttpErrorKind::ConnectionRefused:
    case HttpErrorKind::ConnectTimeout:
    case HttpErrorKind::ConnectionLost:
        return true;
    default:
        return false;
    }
}

//! Source: the standard retry mode of the SDKs, and the STS model for IDPCommunicationError.
bool mayPass(const HttpResponse &response)
{
    if (!isAnswer(response))
        return couldNotReach(response.error);
    if (response.status >= 500)
        return true;
    if (response.status < 400)
        return false;
    const QString code = serviceErrorIn(response).code;
    return response.status == 429 || isRetryableCallCode(code) || code == "IDPCommunicationError"_L1;
}

//! One call with its tries. It belongs to the context, and so does the job under way.
class Caller : public QObject
{
public:
    Caller(HttpTransport &transport, ServiceCall call, QObject *context,
           std::function<void(const HttpResponse &)> answer)
        : QObject(context)
        , m_transport(transport)
        , m_call(std::move(call))
        , m_answer(std::move(answer))
    {
    }

    void attempt()
    {
        HttpJob *job = m_transport.send(m_call.make(), this);
        connect(job, &HttpJob::finished, this, [this, job](const HttpResponse &response) {
            job->deleteLater();
            onResponse(response);
        });
    }

private:
    void onResponse(const HttpResponse &response)
    {
        if (m_call.heard && isAnswer(response))
            m_call.heard(response);
        const bool wasReceived =
            response.progress == HttpProgress::Sending || response.progress == HttpProgress::Answered;
        const bool wasUsed = wasReceived && !(isAnswer(response) && isRetryableCallCode(serviceErrorIn(response).code));
        if (m_retries < maxRetries && !(m_call.onceOnly && wasUsed) && mayPass(response)) {
            const double most = baseWaitMs * (1 << m_retries++);
            const int waitMs = static_cast<int>(QRandomGenerator::global()->generateDouble() * most);
            QTimer::singleShot(waitMs, this, &Caller::attempt);
            return;
        }
        deleteLater();
        // Last, for it may destroy the context and this with it.
        const auto answer = std::move(m_answer);
        answer(response);
    }

    HttpTransport &m_transport;
    ServiceCall m_call;
    std::function<void(const HttpResponse &)> m_answer;
    int m_retries = 0;
};

} // namespace

void callService(HttpTransport &transport, const ServiceCall &call, QObject *context,
                 std::function<void(const HttpResponse &)> answer)
{
    (new Caller(transport, call, context, std::move(answer)))->attempt();
}

ServiceError serviceErrorIn(const HttpResponse &response, const QList<Secret> &secrets)
{
    return readServiceError(
        {response.status, response.header("x-amzn-requestid"), response.header("x-amzn-errortype"), response.body},
        [&secrets](QString message) {
            for (const Secret &secret : secrets)
                message = withoutSecret(message, secret);
            return message;
        });
}

} // namespace busload
