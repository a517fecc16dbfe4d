// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/guardedsocket.h"

#include "sandbox/httptext.h"
#include "sandbox/sandboxservice.h"

#include <QTimer>

#include <algorithm>
#include <optional>

namespace busload {

namespace {

// What a request may be beside its body. QHttpServer itself knows no bound.
constexpr qint64 maxHeadBytes = 65'536;
// A client that is still sending would lose the answer if the connection were closed at once.
constexpr int lingerMs = 1000;
constexpr qint64 maxSwallowedBytes = 67'108'864; // 64 MiB

std::optional<QByteArray> headerIn(const QByteArray &head, QByteArrayView name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return std::nullopt;
}

} // namespace

GuardedSocket::GuardedSocket(QObject *parent)
    : QTcpSocket(parent)
{
    // Connected before the HTTP server connects itself, and so called before it.
    connect(this, &QIODevice::readyRead, this, &GuardedSocket::look);
}

void GuardedSocket::look()
{
    const bool isFirst = m_arrived == 0;
    m_arrived += bytesAvailable();
    if (m_arrived > maxSandboxBodyBytes + maxHeadBytes)
        refuse();
    else if (isFirst)
        lookAtHead();
}

void GuardedSocket::lookAtHead()
{
    const QByteArray start = peek(maxHeadBytes);
    const qsizetype end = start.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = start.left(end);
    if (headerIn(head, "content-length").value_or("0").toLongLong() > maxSandboxBodyBytes) {
        refuse();
        return;
    }
    const bool hasBody = start.size() > end + 4;
    if (!hasBody && headerIn(head, "expect").value_or(QByteArray()).compare("100-continue", Qt::CaseInsensitive) == 0)
        write("HTTP/1.1 100 Continue\r\n\r\n");
}

void GuardedSocket::refuse()
{
    disconnect(this, &QIODevice::readyRead, nullptr, nullptr);
    connect(this, &QIODevice::readyRead, this, &GuardedSocket::swallow);
    if (isTransactionStarted())
        commitTransaction();
    swallow();
    write(httpText(tooLargeReply(QDateTime::currentDateTimeUtc())));
    QTimer::singleShot(lingerMs, this, &QAbstractSocket::disconnectFromHost);
}

void GuardedSocket::swallow()
{
    m_swallowed += bytesAvailable();
    skip(bytesAvailable());
    if (m_swallowed > maxSwallowedBytes)
        abort();
}

} // namespace busload
