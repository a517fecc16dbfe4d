// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a credential process printed: keys on its standard output, complaints on its standard error.
// The output holds secrets, so no word of it may come into a message, and none of it may come there
// by way of a complaint that repeats it. Pure.
#pragma once

#include "credentials/credentialsprovider.h"

#include <QByteArray>
#include <QDateTime>

namespace busload {

//! Reads the keys. `subject` becomes the Failure's; `now`, UTC, is what an Expiration is held against.
//! Shape: keys, expiresAt and accountId are filled in (an AccountId that is not twelve digits counts as
//! not told). Unknown members are ignored; SessionToken, Expiration and AccountId may be missing or null.
//! Errors: Credentials, in words that never repeat the output: nothing printed, not JSON, no Version or
//! another than the number 1, a member missing or of the wrong type, expired (that says when).
//! Source: AWS CLI User Guide, "Sourcing credentials with an external process".
Result<ResolvedCredentials> readProcessOutput(const QByteArray &output, const QString &subject, const QDateTime &now);

//! The complaint on one line for showing: without control characters and escape sequences, without any
//! secret that the output holds (also where that is broken JSON), cut after 500 characters.
QString shownComplaint(const QByteArray &complaint, const QByteArray &output);

} // namespace busload
