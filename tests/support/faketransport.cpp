// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faketransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace busload {

using namespace Qt::StringLiterals;

void FakeJob::abort()
{
    answer(failed(HttpErrorKind::Aborted, HttpProgress::Sending));
}

void FakeJob::answer(const HttpResponse &response)
{
    if (std::exchange(m_ended, true))
        return;
    emit finished(response);
}

FakeTransport::FakeTransport(Answerer answerer)
    : m_answerer(std::move(answerer))
{
}

HttpJob *FakeTransport::send(const HttpRequest &request, QObject *parent)
{
    auto *job = new FakeJob(parent);
    requests.append(request);
    jobs.append(job);
    if (m_answerer)
        QMetaObject::invokeMethod(
            job, [job, response = m_answerer(request)] { job->answer(response); }, Qt::QueuedConnection);
    return job;
}

FakeCredentials::FakeCredentials()
    : m_answer(ResolvedCredentials{{"AKIDEXAMPLE", Secret("not a real secret"), {}}, u"test"_s, {}, {}, {}})
{
}

FakeCredentials::FakeCredentials(Result<ResolvedCredentials> answer)
    : m_answer(std::move(answer))
{
}

void FakeCredentials::request(QObject *, Answer answer)
{
    answer(m_answer);
}

HttpResponse answered(int status, const QByteArray &body)
{
    HttpResponse response;
    response.status = status;
    response.headers = {{"x-amzn-RequestId", "request-1", false}};
    response.body = body;
    response.progress = HttpProgress::Answered;
    response.sentAt = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    response.elapsedMs = 5;
    return response;
}

HttpResponse failed(HttpErrorKind kind, HttpProgress progress)
{
    HttpResponse response;
    response.error = kind;
    response.errorText = u"It did not work."_s;
    response.progress = progress;
    return response;
}

qsizetype entryCount(const HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).object().value("Entries"_L1).toArray().size();
}

HttpResponse acceptAll(const HttpRequest &request)
{
    QJsonArray results;
    for (qsizetype i = 0; i < entryCount(request); ++i)
        results.append(QJsonObject{{u"EventId"_s, u"id-%1"_s.arg(i + 1)}});
    return answered(200, QJsonDocument(QJsonObject{{u"FailedEntryCount"_s, 0}, {u"Entries"_s, results}}).toJson());
}

} // namespace busload
