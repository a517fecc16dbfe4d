// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words for a request that got no answer: what happened and what to do next. They name the
// server's host and port and never the rest of the URL, a header or a body.
#pragma once

#include "net/httprequest.h"

namespace busload {

//! What the words need to know.
struct HttpFailure
{
    HttpErrorKind kind = HttpErrorKind::Other;
    HttpProgress progress = HttpProgress::NotConnected;
    QString server;      //!< host, with its port when the URL names one
    QString proxy;       //!< host and port of the proxy on the way; empty: none
    QString detail;      //!< the cause in the words of Qt or OpenSSL; may be empty
    int timeoutMs = 0;   //!< the one that passed, for the two time-outs
    qint64 maxBytes = 0; //!< for AnswerTooLarge
};

QString describe(const HttpFailure &failure);

} // namespace busload
