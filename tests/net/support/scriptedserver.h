// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server on loopback that does what a test tells it, good or bad, plain or TLS, and keeps every
// byte it received. Header-only so that the tests of any folder can use it. It never interprets more
// of HTTP than where a request ends.
#pragma once

#include <QHostAddress>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

#include <sys/socket.h>

namespace busload::test {

struct ReceivedRequest
{
    QByteArray head; //!< with the empty line that ends it
    QByteArray body;
    int connection = 0; //!< counted from 1
};

class ScriptedServer : public QTcpServer
{
public:
    using Answer = std::function<void(QTcpSocket *socket, const ReceivedRequest &request)>;
    //! True when the script took over and the bytes are not to be read as a request.
    using Bytes = std::function<bool(QTcpSocket *socket, const QByteArray &soFar)>;

    ScriptedServer() { listen(QHostAddress::LocalHost); }

    //! Serves over TLS with this certificate from the next connection on.
    void useTls(const QSslCertificate &certificate, const QSslKey &key)
    {
        m_certificate = certificate;
        m_key = key;
    }

    QUrl url(const QString &path = QStringLiteral("/")) const
    {
        const QString scheme = m_certificate.isNull() ? QStringLiteral("http") : QStringLiteral("https");
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(serverPort()).arg(path));
    }

    static QByteArray response(int status, const QByteArray &body, const QByteArray &moreHeaders = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + moreHeaders +
               "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    //! An answer that is always the same.
    static Answer always(const QByteArray &bytes)
    {
        return [bytes](QTcpSocket *socket, const ReceivedRequest &) { socket->write(bytes); };
    }

    //! Ends the connection with a reset instead of an orderly close.
    static void reset(QTcpSocket *socket)
    {
        const linger now{1, 0};
        setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket->abort();
    }

    Answer answer = always(response(200, "ok"));
    Bytes onBytes;                   //!< sees each request's bytes as they come
    bool handshake = true;           //!< false: accepts TLS connections and says nothing
    int connections = 0;             //!< so far
    QList<ReceivedRequest> requests; //!< whole ones only
    QByteArray received;             //!< every byte of every connection, decrypted
    QList<QPointer<QTcpSocket>> open;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        const int number = ++connections;
        QTcpSocket *socket = nullptr;
        if (m_certificate.isNull()) {
            socket = new QTcpSocket(this);
            socket->setSocketDescriptor(descriptor);
        } else {
            auto *tls = new QSslSocket(this);
            socket = tls;
            tls->setSocketDescriptor(descriptor);
            if (handshake) {
                QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
                configuration.setLocalCertificate(m_certificate);
                configuration.setPrivateKey(m_key);
                configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
                tls->setSslConfiguration(configuration);
                tls->startServerEncryption();
            }
        }
        open.append(socket);
        auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, buffer, number] { read(socket, *buffer, number); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void read(QTcpSocket *socket, QByteArray &buffer, int number)
    {
        const QByteArray bytes = socket->readAll();
        received += bytes;
        buffer += bytes;
        if (onBytes && onBytes(socket, buffer))
            return;
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const qsizetype bodyAt = end + 4;
        const qsizetype size = contentLength(buffer.first(bodyAt));
        if (buffer.size() < bodyAt + size)
            return;
        const ReceivedRequest request{buffer.first(bodyAt), buffer.sliced(bodyAt, size), number};
        buffer.remove(0, bodyAt + size);
        requests.append(request);
        answer(socket, request);
    }

    static qsizetype contentLength(const QByteArray &head)
    {
        const QList<QByteArray> lines = head.split('\n');
        for (const QByteArray &line : lines) {
            if (line.toLower().startsWith("content-length:"))
                return line.sliced(15).trimmed().toLongLong();
        }
        return 0;
    }

    QSslCertificate m_certificate;
    QSslKey m_key;
};

} // namespace busload::test
