// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpfailure.h"

namespace busload {

using namespace Qt::StringLiterals;

namespace {

QString seconds(int ms)
{
    return QString::number(ms / 1000.0, 'g', 3) + u" s"_s;
}

QString inBrackets(const QString &detail)
{
    return detail.isEmpty() ? QString() : u" ("_s + detail + u')';
}

//! Said only where it is certain. What it means that something may have been received is for those
//! to say who know what the request was about.
QString whatBecameOfIt(HttpProgress progress)
{
    const bool nothingLeft = progress == HttpProgress::NotConnected || progress == HttpProgress::Connected;
    return nothingLeft ? u" Nothing was sent."_s : QString();
}

QString cause(const HttpFailure &failure)
{
    const QString &server = failure.server;
    switch (failure.kind) {
    case HttpErrorKind::None:
        return {};
    case HttpErrorKind::InvalidRequest:
        return failure.detail;
    case HttpErrorKind::HostNotFound:
        return u"The name %1 was not found. Check the endpoint's spelling and the network."_s.arg(server);
    case HttpErrorKind::ConnectionRefused:
        return u"%1 refused the connection. Is a server running there, on that port?"_s.arg(server);
    case HttpErrorKind::ConnectTimeout:
        return u"%1 could not be reached within %2. Check the endpoint, the network and the proxy."_s.arg(
            server, seconds(failure.timeoutMs));
    case HttpErrorKind::Tls:
        return u"No secure connection to %1%2. If it uses a company's or a test certificate, choose its CA file for "
               "this connection."_s.arg(server, inBrackets(failure.detail));
    case HttpErrorKind::Proxy:
        return u"The proxy %1 did not let the request through%2. Check the proxy's address and password."_s.arg(
            failure.proxy, inBrackets(failure.detail));
    case HttpErrorKind::AnswerTimeout:
        return u"%1 did not answer in full within %2."_s.arg(server, seconds(failure.timeoutMs));
    case HttpErrorKind::ConnectionLost:
        return u"The connection to %1 ended before a whole HTTP answer was in."_s.arg(server);
    case HttpErrorKind::AnswerTooLarge:
        return u"The answer of %1 is larger than %2 bytes and was not read."_s.arg(server).arg(failure.maxBytes);
    case HttpErrorKind::Aborted:
        return u"The request was cancelled."_s;
    case HttpErrorKind::Other:
        break;
    }
    return u"The request to %1 failed%2."_s.arg(server, inBrackets(failure.detail));
}

} // namespace

QString describe(const HttpFailure &failure)
{
    if (failure.kind == HttpErrorKind::None)
        return {};
    return cause(failure) + whatBecameOfIt(failure.progress);
}

} // namespace busload
