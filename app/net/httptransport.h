// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one door to the network. Everything that talks HTTP (delivery, credentials) takes this
// interface; QtHttpTransport is the real one and tests bring their own.
#pragma once

#include "net/httprequest.h"

#include <QObject>

namespace busload {

//! One request under way. Deleting it aborts silently.
class HttpJob : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Ends the job; finished() follows with HttpErrorKind::Aborted, unless it was already emitted.
    virtual void abort() = 0;

signals:
    //! Exactly once, also after abort(), never from inside HttpTransport::send(). Nothing follows it;
    //! the receiver deletes the job with deleteLater().
    void finished(const busload::HttpResponse &response);
};

class HttpTransport
{
public:
    virtual ~HttpTransport() = default;

    //! Starts a request. The job belongs to the caller (`parent` may own it). It is never null.
    virtual HttpJob *send(const HttpRequest &request, QObject *parent) = 0;
};

} // namespace busload
