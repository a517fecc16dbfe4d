// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One HTTP request to the sandbox and what is to be done about it, as values: no socket appears here,
// so that every rule of the sandbox is tested without one.
#pragma once

#include "sigv4/signer.h"

#include <QByteArray>

namespace busload {

struct SandboxRequest
{
    QByteArray method;
    QByteArray path;  //!< percent-encoded
    QByteArray query; //!< percent-encoded, without "?"
    sigv4::Headers headers;
    QByteArray body;

    //! The values of all headers of that name, compared without case, in order.
    QList<QByteArray> all(QByteArrayView name) const;
    //! The first of them, without blanks around it; empty when there is none.
    QByteArray first(QByteArrayView name) const;
};

struct SandboxReply
{
    enum class Connection {
        Answer,         //!< write the whole answer and keep the connection
        AnswerAndClose, //!< write the whole answer, then close
        AnswerHalf,     //!< announce the whole answer, write half of its body, then close
        Drop,           //!< close without a byte
        Hang,           //!< neither write nor close
    };

    Connection connection = Connection::Answer;
    int delayMs = 0; //!< wait that long first
    int status = 200;
    sigv4::Headers headers; //!< Content-Length is the server's
    QByteArray body;
    int accepted = 0; //!< events that were newly kept
    bool faultsChanged = false;
};

} // namespace busload
