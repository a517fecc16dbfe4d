// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the service's error codes mean for whoever wants to try again. One table, no status codes:
// EventBridge answers authorisation and signature errors with 400 as well as 403. Where an answer has
// no code its status stands in for one, as text ("413").
#pragma once

#include <QString>

namespace busload {

//! What a person can do about a refusal; the window shows it as a verb.
enum class Remedy { Retry, EditEntry, ChangeConnection, FixClock, Decide, None };

//! Source: the 14 throttling codes that botocore (retries/standard.py), smithy-rs and Go share.
bool isThrottlingCode(QStringView code);

//! Whether a call refused with this code may pass with other keys of the same person: those that were used
//! have ended or are not known any more. The call was not processed.
bool areKeysRefused(QStringView code);

//! Whether an entry refused with this code, in an answer that gives each entry its result, may be sent
//! again. Source: PutEventsResultEntry, ErrorCode, "Retryable": InternalFailure and
//! ThrottlingException; the other throttling codes mean the same.
bool isRetryableEntryCode(QStringView code);

//! Whether a call refused with this exception was provably not processed and may be sent again: the
//! throttling codes, and a bare 429. The codes that SDKs retry as transient (RequestTimeout, 5xx,
//! InternalException) are not among them: after those the entries may have been accepted.
bool isRetryableCallCode(QStringView code);

//! What to offer for a code of an entry, of a call, or of this program's own for answers that cannot
//! be trusted; None for a code unknown here. `message` tells a wrong clock from a wrong key, which
//! share InvalidSignatureException ("Signature expired: …", "Signature not yet current: …").
//! Source: PutEventsResultEntry, ErrorCode, "Non-retryable"; the common errors of AWS services;
//! refusals recorded from EventBridge and its emulators (AccessDenied, InvalidClientTokenId).
Remedy remedyFor(QStringView code, QStringView message = {});

} // namespace busload
