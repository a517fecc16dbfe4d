// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the service's error codes mean for whoever wants to try again. One table, no status codes:
// EventBridge answers authorisation and signature errors with 400 as well as 403.
#pragma once

#include <QString>

namespace busload {

//! What a person can do about a refusal; the window shows it as a verb.
enum class Remedy { Retry, EditEntry, ChangeConnection, FixClock, Decide, None };

//! Source: the 14 throttling codes that botocore, smithy-rs and Go share.
bool isThrottlingCode(QStringView code);
//! Whether an entry refused with this code may be sent again. Source: PutEventsResultEntry, ErrorCode.
bool isRetryableEntryCode(QStringView code);
//! Whether a call refused with this exception was provably not processed and may be sent again.
bool isRetryableCallCode(QStringView code);
Remedy remedyFor(QStringView code);

} // namespace busload
