// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that several parts of the window share, so that the same thing is called the same everywhere.
#pragma once

#include "event/outcome.h"

#include <QDateTime>
#include <QString>

namespace busload {

//! Accepted, Rejected, Unknown, Not sent.
QString outcomeLabel(Outcome::Kind kind);

//! "198 B", "2.6 KB", "178.7 KB", "1.2 MB": 1 KB is 1024 bytes. Exact counts go into tips.
QString bytesText(qint64 bytes);

//! "182,989 bytes", "1 byte", with the digits grouped: the exact count.
QString exactBytesText(qint64 bytes);

//! Only the number of bytesText() at the scale of `scale`: "178.7" for "178.7 of 256 KB".
QString bytesNumber(qint64 bytes, qint64 scale);

//! "1 entry", "7 entries", "4,321 entries"; the others alike. tr()'s %n leaves "1 entries" where no
//! translation is loaded, and English never is one.
QString entriesText(qsizetype count);
QString callsText(qsizetype count);
QString billableText(qint64 count);
QString problemsText(qsizetype count);
QString eventsText(qsizetype count);
QString minutesText(qint64 count);

//! How long temporary keys last: "keys end in 43 minutes", "keys end in 2 h 5 min", "keys have ended".
QString keysEndText(const QDateTime &endsAt, const QDateTime &now);

} // namespace busload
