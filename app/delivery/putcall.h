// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One PutEvents call from entries to outcomes: encode, sign, send, read. It tries once; whether and
// when to try again is the courier's business.
#pragma once

#include "credentials/credentialsprovider.h"
#include "delivery/connection.h"
#include "event/entry.h"
#include "event/outcome.h"
#include "net/httptransport.h"
#include "net/signing.h"

#include <QObject>
#include <QPointer>

namespace busload {

//! Everything there is to show of one call, secrets already redacted.
struct CallRecord
{
    int index = 0;            //!< among the calls of its send
    QList<qsizetype> entries; //!< indexes in the batch, in the order of the request
    qint64 bytes = 0;         //!< as the service counts
    qint64 wireBytes = 0;     //!< of the request body
    int status = 0;
    QString requestId;
    QString errorCode; //!< of the call as a whole; empty when its entries were answered
    QString errorMessage;
    QString remark;            //!< what else is to be said of it: a wrong clock
    bool secondChance = false; //!< the same entries were refused just before, for the clock or their keys
    QDateTime sentAt;
    qint64 elapsedMs = 0;
    QList<Outcome> outcomes; //!< as many as entries

    HttpRequest request; //!< for showing: its sensitive headers are already replaced
    HttpResponse response;
    QByteArray canonicalRequest; //!< redacted
    QByteArray stringToSign;
};

class PutCall : public QObject
{
    Q_OBJECT
public:
    PutCall(HttpTransport &transport, const Connection &connection, const sigv4::Credentials &credentials,
            Entries entries, CallRecord plan, QObject *parent = nullptr);

    //! `when`: UTC, the moment that is signed.
    void start(const QDateTime &when);
    void abort();

signals:
    //! Exactly once, also after abort(). Nothing follows.
    void finished(const busload::CallRecord &record);

private:
    SignedRequest signedForRegion(const HttpRequest &request, const QDateTime &when) const;
    SignedRequest signedForAllRegions(const HttpRequest &request, const QDateTime &when) const;
    void onAnswer(const HttpResponse &response);
    void redactAnswer();

    HttpTransport &m_transport;
    Connection m_connection;
    sigv4::Credentials m_credentials;
    Entries m_entries;
    CallRecord m_record;
    QPointer<HttpJob> m_job;
};

//! What the entries of a call came to when there is no HTTP answer: NotSent where nothing can have
//! been received, Unknown where it may have been.
Outcome outcomeWithoutAnswer(const HttpResponse &response);

} // namespace busload
