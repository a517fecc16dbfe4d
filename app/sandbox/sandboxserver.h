// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sandbox's socket: takes HTTP apart and puts answers on the wire, or does to the connection what
// the service was told to do. It knows no rule of PutEvents. Lives on the sandbox's thread.
#pragma once

#include "sandbox/sandboxrequest.h"

#include <QtHttpServer/QAbstractHttpServer>

#include <functional>

class QTcpServer;

namespace busload {

class SandboxServer : public QAbstractHttpServer
{
public:
    using Handler = std::function<SandboxReply(const SandboxRequest &)>;

    explicit SandboxServer(Handler handler);
    ~SandboxServer() override; //!< closes every connection, those that hang too

    //! Listens on 127.0.0.1. Gives the port, or 0 when it is taken.
    quint16 listenOnLoopback(quint16 port);

protected:
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override {}
#elif QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) override {}
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}
#endif

private:
    class Listener;

    Handler m_handler;
    Listener *m_listener = nullptr; // a child of this server
};

} // namespace busload
