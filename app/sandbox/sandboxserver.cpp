// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxserver.h"

#include "sandbox/guardedsocket.h"
#include "sandbox/httptext.h"

#include <QTcpServer>
#include <QTimer>
#include <QUrl>
#include <QtHttpServer/QHttpServerRequest>
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QtHttpServer/QHttpServerResponder>
#endif
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
#include <QHttpHeaders>
#endif

#include <memory>

namespace busload {

namespace {

QByteArray methodText(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "UNKNOWN";
    }
}

sigv4::Headers headersOf(const QHttpServerRequest &request)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    return request.headers().toListOfPairs();
#else
    return request.headers();
#endif
}

SandboxRequest requestFrom(const QHttpServerRequest &request)
{
    const QUrl url = request.url();
    return {methodText(request.method()), url.path(QUrl::FullyEncoded).toLatin1(),
            url.query(QUrl::FullyEncoded).toLatin1(), headersOf(request), request.body()};
}

bool wantsClose(const SandboxRequest &request)
{
    return request.first("connection").compare("close", Qt::CaseInsensitive) == 0;
}

// What no responder can do: written past it, straight to the socket.
void carryOut(QTcpSocket *socket, const SandboxReply &reply)
{
    switch (reply.connection) {
    case SandboxReply::Connection::Hang:
        break;
    case SandboxReply::Connection::Drop:
        socket->abort();
        break;
    case SandboxReply::Connection::Answer:
        socket->write(httpText(reply));
        break;
    case SandboxReply::Connection::AnswerAndClose:
    case SandboxReply::Connection::AnswerHalf:
        socket->write(httpText(reply));
        socket->disconnectFromHost();
        break;
    }
}

} // namespace

class SandboxServer::Listener : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

    GuardedSocket *connectionFrom(quint16 peerPort) const
    {
        for (QObject *child : children()) {
            auto *socket = dynamic_cast<GuardedSocket *>(child);
            if (socket && socket->peerPort() == peerPort)
                return socket;
        }
        return nullptr;
    }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto socket = std::make_unique<GuardedSocket>(this);
        if (!socket->setSocketDescriptor(handle))
            return;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        addPendingConnection(socket.release());
    }
};

SandboxServer::SandboxServer(Handler handler)
    : m_handler(std::move(handler))
{
}

SandboxServer::~SandboxServer()
{
    if (!m_listener)
        return;
    m_listener->close();
    // The sockets go before the server that listens to them.
    const QObjectList children = m_listener->children();
    for (QObject *child : children)
        delete dynamic_cast<GuardedSocket *>(child);
}

quint16 SandboxServer::listenOnLoopback(quint16 port)
{
    auto listener = std::make_unique<Listener>();
    if (!listener->listen(QHostAddress::LocalHost, port))
        return 0;
    m_listener = listener.release();
    bind(m_listener); // which makes it a child
    return m_listener->serverPort();
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)

bool SandboxServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    GuardedSocket *const socket = m_listener->connectionFrom(request.remotePort());
    if (!socket)
        return false;
    socket->requestHandled();
    const SandboxReply reply = m_handler(requestFrom(request));
    // The responder keeps the connection's turn for as long as it lives; a hanging one lives with its socket.
    auto turn = std::make_shared<QHttpServerResponder>(std::move(responder));
    if (reply.connection == SandboxReply::Connection::Hang) {
        QObject::connect(socket, &QAbstractSocket::disconnected, socket, [turn] {});
        return true;
    }
    QTimer::singleShot(reply.delayMs, socket, [socket, turn, reply] {
        if (reply.connection != SandboxReply::Connection::Answer) {
            carryOut(socket, reply);
            return;
        }
        const auto status = static_cast<QHttpServerResponder::StatusCode>(reply.status);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        turn->write(reply.body, QHttpHeaders::fromListOfPairs(reply.headers), status);
#else
        turn->writeStatusLine(status);
        for (const auto &[name, value] : reply.headers)
            turn->writeHeader(name, value);
        turn->writeHeader("Content-Length", QByteArray::number(reply.body.size()));
        turn->writeBody(reply.body);
#endif
    });
    return true;
}

#else

bool SandboxServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    if (auto *guarded = dynamic_cast<GuardedSocket *>(socket))
        guarded->requestHandled();
    const SandboxRequest received = requestFrom(request);
    SandboxReply reply = m_handler(received);
    if (reply.connection == SandboxReply::Connection::Answer && wantsClose(received))
        reply.connection = SandboxReply::Connection::AnswerAndClose;
    if (reply.connection == SandboxReply::Connection::Answer && reply.delayMs == 0)
        carryOut(socket, reply);
    else // never inside the server's own reading, which still holds the socket
        QTimer::singleShot(reply.delayMs, socket, [socket, reply] { carryOut(socket, reply); });
    return true;
}

#endif

} // namespace busload
