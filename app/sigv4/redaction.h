// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes a secret out of text that came from elsewhere. A service that refuses a signature may tell the
// canonical request it expected, and with it the session token that was sent. Pure.
#pragma once

#include "sigv4/secret.h"

#include <QByteArray>
#include <QString>

namespace busload {

//! The text with `redactedText` wherever the secret stands, plain or with JSON's escapes in it. As it
//! was when there is no secret.
QByteArray withoutSecret(const QByteArray &text, const Secret &secret);
QString withoutSecret(const QString &text, const Secret &secret);

} // namespace busload
