// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a JSON string token says. Surrogate escapes without a partner survive: no two different
// strings may become equal here.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace busload {

//! The text of a valid string token's inside (without its quotes), escapes resolved.
QString decodedString(QByteArrayView inside);
//! The same as UTF-8; a lone surrogate becomes the three bytes that UTF-8 would give it.
QByteArray decodedUtf8(QByteArrayView inside);

} // namespace busload
