// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PutEvents on the wire: the answer. Decides, for each entry of the call, what became of it. An answer
// that cannot be trusted makes the outcome Unknown, never Accepted. Pure.
#pragma once

#include "event/outcome.h"
#include "eventbridge/serviceerror.h"

namespace busload {

//! One call's answer, matched to its entries by position.
struct CallAnswer
{
    QList<Outcome> outcomes; //!< as many as the call had entries
    QString errorCode;       //!< of the call as a whole; empty when the entries were answered
    QString errorMessage;
    int failedEntryCount = 0; //!< as the service said it
};

//! Reads an answer to a call of `entryCount` entries.
//! Shape: 200 with as many results as entries gives each its own outcome; 4xx rejects all with the
//! exception's code, or the status as text where there is none; 5xx without entry results, another
//! 2xx or 3xx, broken JSON or a wrong number of results leaves all Unknown. An entry is Accepted with
//! an EventId, Rejected with an ErrorCode, Unknown with neither or both: then "sent again" could mean
//! "sent twice". FailedEntryCount is handed on and decides nothing. Unknown members are ignored;
//! messages past 2000 characters are cut. XML errors of emulators and gateways are read too.
//! Errors: this program's own codes are UnreadableAnswer, WrongEntryCount, NoEntryResult,
//! ContradictoryAnswer, UnexpectedStatus, RedirectRefused.
//! Source: AWS JSON 1.1 error rules (__type cut at ":" and after "#"); PutEventsResponse.
CallAnswer readAnswer(const RawAnswer &answer, qsizetype entryCount);

} // namespace busload
