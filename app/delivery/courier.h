// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sends a plan, call after call, and keeps what became of every entry over all its attempts. The same
// entries, resolved once, go out again on a retry; only those that were refused and may be repeated.
#pragma once

#include "delivery/putcall.h"
#include "eventbridge/inspection.h"
#include "net/clockskew.h"

#include <QObject>

#include <memory>

namespace busload {

//! One entry of a send with everything that happened to it.
struct EntryRecord
{
    Entry entry; //!< exactly as sent, the connection's choices applied; a retry sends the same
    qint64 bytes = 0;
    Outcome outcome;   //!< of the last attempt
    Attempts attempts; //!< in order; empty for one never tried
    int call = -1;     //!< index of the call of the last attempt
};

//! A send: a batch, where it went, and what came of it.
struct SendRecord
{
    QString connectionName;
    QDateTime startedAt;        //!< UTC
    QList<EntryRecord> entries; //!< in the order of the batch
    QList<CallRecord> calls;    //!< of all attempts, in order
    QString credentialsOrigin;  //!< where the keys of the last attempt came from
    QString accountId;          //!< theirs, where it is known

    Tally tally() const;
    //! Entries that one click can send again: Rejected and retryable, or NotSent and retryable.
    QList<qsizetype> retryable() const;
};

class Courier : public QObject
{
    Q_OBJECT
public:
    //! Each call is signed at the time of the service, as far as `clock` has measured it.
    Courier(HttpTransport &transport, CredentialsProvider &credentials, ClockSkew &clock, QObject *parent = nullptr);
    ~Courier() override;

    bool isRunning() const;
    const SendRecord &record() const;

    //! A call that was refused because of this computer's clock, or because its keys had ended, was not
    //! processed: it goes out once more by itself, with the time measured or with fresh keys.
    //!
    //! Sends a batch. `entries` as resolved; the connection's default bus and idempotency choice are applied here.
    //! Entries that a check holds back stay NotSent with the check's code.
    //! Precondition: not running.
    void send(const Connection &connection, const Entries &entries);
    //! Sends the given entries of the last record again, same content, same order, re-planned.
    void retry(const Connection &connection, const QList<qsizetype> &entries);
    //! Ends early. The call under way becomes Unknown if any of it may have left; calls not begun stay
    //! NotSent, or what they were before a retry.
    void cancel();

signals:
    //! After an entry's record changed; comes before finished().
    void entryChanged(qsizetype entry);
    //! After a call's answer, or its failure, was taken in.
    void callFinished(int call);
    //! Exactly once for each send() or retry(), also after cancel().
    void finished();

private:
    void begin(const Connection &connection, const QList<qsizetype> &entries);
    void requestKeys(std::function<void(const Result<ResolvedCredentials> &)> then);
    void haveCredentials(const Result<ResolvedCredentials> &answer);
    void next();
    void startCall(CallRecord planned);
    void onCallFinished(CallRecord call);
    void repeatWithFreshKeys(const CallRecord &call);
    void takeIn(const CallRecord &call);
    void abandonWaiting(const QString &code, const QString &message);
    void end();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace busload
