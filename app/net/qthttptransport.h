// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real HttpTransport, over QNetworkAccessManager and the only place that knows it. It sends a
// request once, over HTTP/1.1, exactly as given: it follows no redirect, keeps no cookie, caches
// nothing, logs in nowhere, forgives no TLS error and never repeats a request with a body.
#pragma once

#include "net/httptransport.h"

#include <QProcessEnvironment>

#include <memory>

namespace busload {

class QtHttpTransport : public HttpTransport
{
public:
    //! `environment`: where proxies are named.
    explicit QtHttpTransport(const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    //! Jobs under way end with HttpErrorKind::Aborted.
    ~QtHttpTransport() override;

    //! Sends over a kept-alive connection where there is one; at most six at a time to one server,
    //! others wait for their turn (their time-outs start with it).
    //! Adds Host, Content-Length, Connection, and unless given Accept-Encoding (identity),
    //! Accept-Language (en) and User-Agent (busload/<version>).
    //! Errors: all of HttpErrorKind. An answer in an encoding that was not asked for is Other.
    HttpJob *send(const HttpRequest &request, QObject *parent) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace busload
