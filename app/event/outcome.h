// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What became of an entry. There are four answers and no fifth; "delivered" is not among them, since
// an EventId means that the service took the event in, even for a bus that does not exist.
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace busload {

struct Outcome
{
    enum class Kind {
        NotSent,  //!< it never left: provably not accepted
        Accepted, //!< the service answered with an EventId for it
        Rejected, //!< the service answered and refused it
        Unknown,  //!< it may have left and no trustworthy answer came: it may have been accepted
    };

    Kind kind = Kind::NotSent;
    QString eventId;        //!< for Accepted
    QString errorCode;      //!< the service's code, or one of this program's own (see below)
    QString errorMessage;   //!< the service's words, or ours
    bool retryable = false; //!< sending the same entry again is safe and may work

    bool operator==(const Outcome &) const = default;

    static Outcome accepted(QString eventId);
    static Outcome rejected(QString code, QString message, bool retryable);
    static Outcome unknown(QString code, QString message);
    static Outcome notSent(QString code, QString message, bool retryable);
};

//! One try of one entry, kept for as long as the batch is shown.
struct Attempt
{
    QDateTime sentAt; //!< UTC, when the call began
    int call = -1;    //!< index among the calls of its send
    int status = 0;   //!< HTTP status, 0 without an answer
    QString requestId;
    qint64 latencyMs = 0;
    Outcome outcome;

    bool operator==(const Attempt &) const = default;
};

using Attempts = QList<Attempt>;

struct Tally
{
    int accepted = 0;
    int rejected = 0;
    int unknown = 0;
    int notSent = 0;

    int total() const { return accepted + rejected + unknown + notSent; }
    bool operator==(const Tally &) const = default;
};

Tally tally(const QList<Outcome> &outcomes);

//! The word for it on the command line and in files: accepted, rejected, unknown, notSent.
QString outcomeWord(Outcome::Kind kind);

} // namespace busload
