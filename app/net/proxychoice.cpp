// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxychoice.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

//! The value under either spelling; a lower-case name that is set to nothing takes the other away.
QString valueOf(const QProcessEnvironment &environment, const QString &lowerName)
{
    if (environment.contains(lowerName))
        return environment.value(lowerName).trimmed();
    // A web server hands a request's "Proxy" header to its programs under this name.
    if (lowerName == "http_proxy"_L1 && environment.contains(u"REQUEST_METHOD"_s))
        return {};
    return environment.value(lowerName.toUpper()).trimmed();
}

bool isInNetwork(const QString &host, const QString &pattern)
{
    const QHostAddress address(host);
    return !address.isNull() && pattern.contains(u'/') && address.isInSubnet(QHostAddress::parseSubnet(pattern));
}

//! `host` with and without its port, lower-case.
bool isExcepted(const QString &host, int port, const QString &noProxy)
{
    if (noProxy == "*"_L1)
        return true;
    const QString withPort = host + u':' + QString::number(port);
    const QStringList patterns = noProxy.toLower().split(u',', Qt::SkipEmptyParts);
    return std::any_of(patterns.cbegin(), patterns.cend(), [&](const QString &entry) {
        QString name = entry.trimmed();
        if (isInNetwork(host, name))
            return true;
        while (name.startsWith(u'.'))
            name.remove(0, 1);
        if (name.isEmpty())
            return false;
        const QString ending = u'.' + name;
        return host == name || withPort == name || host.endsWith(ending) || withPort.endsWith(ending);
    });
}

} // namespace

QString proxyFor(const QUrl &url, const QProcessEnvironment &environment)
{
    QString proxy = valueOf(environment, url.scheme().toLower() + u"_proxy"_s);
    if (proxy.isEmpty())
        proxy = valueOf(environment, u"all_proxy"_s);
    if (proxy.isEmpty())
        return {};
    const int port = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    if (isExcepted(url.host().toLower(), port, valueOf(environment, u"no_proxy"_s)))
        return u"direct"_s;
    return proxy.contains("://"_L1) ? proxy : u"http://"_s + proxy;
}

} // namespace busload
