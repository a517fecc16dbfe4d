// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way a request takes to its server: through which proxy, and trusting which certificates.
// Requests of different routes must never share a connection, so the route has a key.
#pragma once

#include "event/result.h"
#include "net/httprequest.h"

#include <QNetworkProxy>
#include <QProcessEnvironment>
#include <QSslCertificate>

namespace busload {

struct HttpRoute
{
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    QList<QSslCertificate> trusted; //!< empty: the system's
    QByteArray key;                 //!< equal for equal routes; holds no secret in clear

    bool isDirect() const { return proxy.type() == QNetworkProxy::NoProxy; }
};

//! Reads the request's proxy and CA file. Without a proxy of its own the environment's is taken (proxyFor()), and
//! where that names none, on Windows and macOS, the system's. Loopback is always reached directly.
//! Errors: Configuration (a proxy URL that makes no sense), Unreadable (no such CA file, or no
//! certificate in it).
Result<HttpRoute> routeFor(const HttpRequest &request, const QProcessEnvironment &environment);

} // namespace busload
