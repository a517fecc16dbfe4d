// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httprequest.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

bool isTokenCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7f)
        return false;
    return !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

//! Anything but a line end and NUL: what a receiver could take for the end of the header.
bool isHeaderValue(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

QByteArray HttpResponse::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const HttpHeader &header) {
        return name.compare(header.name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QByteArray() : found->value;
}

void applyOptions(HttpRequest &request, const HttpOptions &options)
{
    request.connectTimeoutMs = options.connectTimeoutMs;
    request.answerTimeoutMs = options.answerTimeoutMs;
    request.allowPlainHttp = options.allowPlainHttp;
    request.proxyUrl = options.proxyUrl;
    request.caFile = options.caFile;
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    QHostAddress address;
    return address.setAddress(host) && address.isLoopback();
}

QString shownUrl(const QString &url)
{
    static const QRegularExpression userInfo(u"//[^/?#]*@"_s);
    static const QRegularExpression upToTheLastAt(u"^([a-z][a-z0-9+.-]*://)?.*@"_s,
                                                  QRegularExpression::CaseInsensitiveOption |
                                                      QRegularExpression::DotMatchesEverythingOption);
    const QUrl parsed(url, QUrl::StrictMode);
    if (parsed.isValid() && !parsed.host().isEmpty())
        return QString(url).replace(userInfo, u"//"_s);
    // In what is no address a password may hold anything.
    return QString(url).replace(upToTheLastAt, u"\\1"_s);
}

QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int own = url.scheme() == "https"_L1 ? 443 : 80;
    const int port = url.port(own);
    return port == own ? host : host + ':' + QByteArray::number(port);
}

QString whyNotSendable(const HttpRequest &request)
{
    const QUrl &url = request.url;
    if (!url.isValid() || url.host().isEmpty())
        return u"The endpoint has no valid URL. Give one like https://host or http://127.0.0.1:4566."_s;
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return u"The endpoint's URL starts with \"%1:\". Only https: and http: can be used."_s.arg(url.scheme());
    if (!url.userInfo().isEmpty())
        return u"The endpoint's URL holds a user name or password. Take it out: requests are signed instead."_s;
    if (url.scheme() == "http"_L1 && !request.allowPlainHttp && !isLoopback(url))
        return u"Plain http to %1 would show the events to everyone on the way. Use https, or allow plain http "
               "for this connection."_s.arg(url.host());
    if (!isToken(request.method))
        return u"The request has no valid method."_s;

    QSet<QByteArray> seen;
    for (const HttpHeader &header : request.headers) {
        const QByteArray lower = header.name.toLower();
        if (!isToken(header.name))
            return u"A header of the request has no valid name."_s;
        if (!isHeaderValue(header.value))
            return u"The header %1 holds a line end. Take it out."_s.arg(QString::fromLatin1(header.name));
        if (seen.contains(lower))
            return u"The header %1 is given twice."_s.arg(QString::fromLatin1(header.name));
        if (lower == "content-length" && header.value != QByteArray::number(request.body.size()))
            return u"The header Content-Length does not match the body. Leave it out."_s;
        if (lower == "transfer-encoding" || lower == "connection" || lower == "upgrade" || lower == "expect")
            return u"The header %1 is the transport's own. Leave it out."_s.arg(QString::fromLatin1(header.name));
        seen.insert(lower);
    }
    return {};
}

} // namespace busload
