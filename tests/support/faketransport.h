// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A network that answers as a test tells it, one answer a request, and keeps what was asked.
#pragma once

#include "credentials/credentialsprovider.h"
#include "net/httptransport.h"

#include <functional>

namespace busload {

class FakeJob : public HttpJob
{
    Q_OBJECT
public:
    using HttpJob::HttpJob;
    void abort() override;
    void answer(const HttpResponse &response);

private:
    bool m_ended = false;
};

class FakeTransport : public HttpTransport
{
public:
    using Answerer = std::function<HttpResponse(const HttpRequest &)>;

    //! Without an answerer requests stay open; see `jobs`.
    explicit FakeTransport(Answerer answerer = {});
    HttpJob *send(const HttpRequest &request, QObject *parent) override;

    QList<HttpRequest> requests;
    QList<FakeJob *> jobs;

private:
    Answerer m_answerer;
};

class FakeCredentials : public CredentialsProvider
{
public:
    FakeCredentials();
    explicit FakeCredentials(Result<ResolvedCredentials> answer);
    void request(QObject *context, Answer answer) override;

private:
    Result<ResolvedCredentials> m_answer;
};

//! A 200 answer that accepts every entry of the request with the ids "id-1", "id-2" …
HttpResponse acceptAll(const HttpRequest &request);
HttpResponse answered(int status, const QByteArray &body);
HttpResponse failed(HttpErrorKind kind, HttpProgress progress);
//! How many entries a request body holds.
qsizetype entryCount(const HttpRequest &request);

} // namespace busload
