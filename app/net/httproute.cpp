// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httproute.h"

#include "net/proxychoice.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

Result<QNetworkProxy> namedProxy(const QString &text)
{
    const QUrl url(text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
    // The text may hold a password: it is never repeated in a message.
    if (url.isValid() && url.scheme() == "https"_L1)
        return Failure{FailureKind::Configuration, u"proxy"_s,
                       u"A proxy that is itself reached over https cannot be used. Give its http:// address."_s};
    const bool socks = url.scheme() == "socks5"_L1 || url.scheme() == "socks5h"_L1;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && !socks))
        return Failure{FailureKind::Configuration, u"proxy"_s,
                       u"The proxy's address makes no sense. Give it as http://host:port, as \"direct\" for none, "
                       "or leave it empty for the system's."_s};
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         static_cast<quint16>(url.port(socks ? 1080 : 80)), url.userName(QUrl::FullyDecoded),
                         url.password(QUrl::FullyDecoded));
}

//! The first of the system's proxies that can carry the request; elsewhere there is only the environment.
QNetworkProxy systemProxy(const QUrl &url)
{
#if !defined(Q_OS_WIN) && !defined(Q_OS_MACOS)
    Q_UNUSED(url)
    return QNetworkProxy(QNetworkProxy::NoProxy);
#else
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    const auto usable = std::find_if(proxies.begin(), proxies.end(), [](const QNetworkProxy &proxy) {
        return proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::HttpProxy ||
               proxy.type() == QNetworkProxy::Socks5Proxy;
    });
    return usable == proxies.end() ? QNetworkProxy(QNetworkProxy::NoProxy) : *usable;
#endif
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

Result<HttpRoute> routeFor(const HttpRequest &request, const QProcessEnvironment &environment)
{
    HttpRoute route;
    if (!isLoopback(request.url)) {
        const QString named = request.proxyUrl.isEmpty() ? proxyFor(request.url, environment) : request.proxyUrl;
        if (named.isEmpty()) {
            route.proxy = systemProxy(request.url);
        } else if (named != "direct"_L1) {
            const Result<QNetworkProxy> proxy = namedProxy(named);
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
