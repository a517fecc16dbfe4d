// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One HTTP request and its answer as values: what goes over the wire, byte for byte, and what came
// back. No Qt Network type appears, so that everything above can be tested without a socket.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

namespace busload {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;
    bool sensitive = false; //!< shown as <redacted>
};

struct HttpRequest
{
    QByteArray method = "POST";
    QUrl url;
    QList<HttpHeader> headers; //!< Host and Content-Length are the transport's
    QByteArray body;
    int connectTimeoutMs = 5000; //!< until the connection stands, TLS included
    int answerTimeoutMs = 30000; //!< from there until the whole answer is in
    qint64 maxAnswerBytes = 8LL * 1024 * 1024;
    bool allowPlainHttp = false; //!< http:// to hosts other than loopback
    QString proxyUrl;            //!< empty: the environment's or the system's; "direct": none
    QString caFile;              //!< PEM to trust instead of the system's; empty: the system's
};

//! How servers are reached: what a connection says for all its requests.
struct HttpOptions
{
    int connectTimeoutMs = 5000;
    int answerTimeoutMs = 30000;
    bool allowPlainHttp = false;
    QString proxyUrl;
    QString caFile;

    bool operator==(const HttpOptions &) const = default;
};

//! Sets the request's fields of the same names.
void applyOptions(HttpRequest &request, const HttpOptions &options);

//! How far a request came. Decides between NotSent and Unknown, so it never claims too little.
enum class HttpProgress {
    NotConnected, //!< no connection stood: nothing can have been received
    Connected,    //!< a connection stood but not a byte of this request was handed to it
    Sending,      //!< some of it was
    Answered,     //!< a whole answer came back
};

//! Why there is no answer.
enum class HttpErrorKind {
    None,
    InvalidRequest, //!< refused before anything happened: plain http to a foreign host, no URL
    HostNotFound,
    ConnectionRefused,
    ConnectTimeout,
    Tls, //!< certificate or handshake; final
    Proxy,
    AnswerTimeout,
    ConnectionLost, //!< closed or reset, or half an answer
    AnswerTooLarge,
    Aborted,
    Other,
};

struct HttpResponse
{
    int status = 0; //!< 0: no answer, see `error`
    QList<HttpHeader> headers;
    QByteArray body; //!< decompressed
    HttpErrorKind error = HttpErrorKind::None;
    QString errorText; //!< what happened and what to do, without secrets
    HttpProgress progress = HttpProgress::NotConnected;
    QDateTime sentAt; //!< UTC
    qint64 elapsedMs = 0;

    //! The first header of that name, compared without case.
    QByteArray header(QByteArrayView name) const;
};

//! Whether the URL's host is this machine: 127.0.0.0/8, ::1 or the name "localhost". Looks nothing up.
bool isLoopback(const QUrl &url);

//! An address for people: without a name and password, which no request may hold (see whyNotSendable()).
//! Shape: of a text that is no address, all before the last "@" is left out.
QString shownUrl(const QString &url);

//! The Host header that goes over the wire, and so the one to sign: the host (a name in its ASCII
//! form, an IPv6 address in brackets), with the port when that is not the scheme's own.
QByteArray hostHeader(const QUrl &url);

//! Why the request may not go out, as a sentence; empty when it may. It looks at the URL, at plain
//! http to a host other than loopback and at headers that would break the request apart (line ends,
//! a name given twice, a second idea of where the body ends).
QString whyNotSendable(const HttpRequest &request);

} // namespace busload
