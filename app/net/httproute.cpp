// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httproute.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

Result<QNetworkProxy> namedProxy(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    // The text may hold a password: it is never repeated in a message.
    if (!url.isValid() || url.host().isEmpty() || url.scheme() != "http"_L1)
        return Failure{FailureKind::Configuration, u"proxy"_s,
                       u"The proxy's address makes no sense. Give it as http://host:port, as \"direct\" for none, "
                       "or leave it empty for the system's."_s};
    return QNetworkProxy(QNetworkProxy::HttpProxy, url.host(), static_cast<quint16>(url.port(80)),
                         url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
}

//! The first of the system's proxies that can carry the request. Quick on Linux (the environment).
QNetworkProxy systemProxy(const QUrl &url)
{
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    const auto usable = std::find_if(proxies.begin(), proxies.end(), [](const QNetworkProxy &proxy) {
        return proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::HttpProxy ||
               proxy.type() == QNetworkProxy::Socks5Proxy;
    });
    return usable == proxies.end() ? QNetworkProxy(QNetworkProxy::NoProxy) : *usable;
}

Result<QByteArray> readCaFile(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{FailureKind::Unreadable, shown,
                       u"The CA file %1 cannot be read: %2. Choose another, or none to trust the system's "
                       "certificates."_s.arg(shown, file.errorString())};
    return file.readAll();
}

} // namespace

Result<HttpRoute> routeFor(const HttpRequest &request)
{
    HttpRoute route;
    if (!isLoopback(request.url)) {
        if (request.proxyUrl.isEmpty()) {
            route.proxy = systemProxy(request.url);
        } else if (request.proxyUrl != "direct"_L1) {
            const Result<QNetworkProxy> proxy = namedProxy(request.proxyUrl);
            if (!proxy)
                return proxy.failure();
            route.proxy = *proxy;
        }
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!route.isDirect()) {
        const QStringList parts{QString::number(route.proxy.type()), route.proxy.hostName(),
                                QString::number(route.proxy.port()), route.proxy.user(), route.proxy.password()};
        hash.addData(parts.join(QChar::LineFeed).toUtf8());
    }
    if (!request.caFile.isEmpty() && request.url.scheme() == "https"_L1) {
        const Result<QByteArray> pem = readCaFile(request.caFile);
        if (!pem)
            return pem.failure();
        route.trusted = QSslCertificate::fromData(*pem, QSsl::Pem);
        if (route.trusted.isEmpty()) {
            const QString shown = QDir::toNativeSeparators(request.caFile);
            return Failure{FailureKind::Unreadable, shown,
                           u"The CA file %1 holds no certificate. It must be a PEM file with at least one "
                           "\"BEGIN CERTIFICATE\" block."_s.arg(shown)};
        }
        // The content, not the name: a file that was replaced must not go on trusting the old one.
        hash.addData(QByteArrayLiteral("\nca\n"));
        hash.addData(*pem);
    }
    route.key = hash.result();
    return route;
}

} // namespace busload
