// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A connection to the sandbox that watches what comes in before the HTTP server reads it: the server
// collects a request whole, whatever its size, and knows no "Expect: 100-continue".
#pragma once

#include <QTcpSocket>

namespace busload {

class GuardedSocket : public QTcpSocket
{
public:
    explicit GuardedSocket(QObject *parent = nullptr);

    //! Says that the bytes so far belonged to a request that is now handled.
    void requestHandled() { m_arrived = 0; }

private:
    void look();
    void lookAtHead();
    void refuse();
    void swallow();

    qint64 m_arrived = 0; //!< bytes of the request that is arriving
    qint64 m_swallowed = 0;
};

} // namespace busload
