// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the results say in words: the sum, the one button, the verb of a row, the list of attempts. Pure,
// so that every sentence can be tested without a window.
#pragma once

#include "delivery/courier.h"
#include "eventbridge/errorcodes.h"

#include <QString>

namespace busload {

//! What a person can do about an outcome. Accepted: None. Unknown is always Decide, never Retry.
Remedy remedyOf(const Outcome &outcome);
//! "Retry", "Edit", "Change connection", "Check clock", "Decide…"; empty for None.
QString remedyVerb(Remedy remedy);
//! One sentence on what the verb will do, for tips and screen readers.
QString remedyHelp(Remedy remedy);

//! The row's message: the service's words, with what they mean for sending again.
QString outcomeMessage(const Outcome &outcome);
//! "13:20:05.412" in local time; empty for an invalid time.
QString clockText(const QDateTime &utc);
//! All attempts of an entry, a block each, with outcome, times, call, status and request id.
QString attemptsText(const EntryRecord &entry);

//! "1 call · 41 ms · RequestId 7b1c…e2", "2 calls · 63 ms · call 2: no answer".
QString sendSummary(const SendRecord &record);
//! "Retry 2 rejected", "Send 3 not sent", "Retry 2 rejected, 3 not sent"; empty when nothing can go again.
QString retryLabel(const SendRecord &record);

} // namespace busload
