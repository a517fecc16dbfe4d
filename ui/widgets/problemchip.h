// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mark that says how many problems an entry has: as an outcome's chip, but with signs of its own, so
// that a problem found before sending is never taken for an answer of the service.
#pragma once

#include "ui/theme.h"

#include <QRect>
#include <QSize>
#include <QString>

class QPainter;

namespace busload {

//! "1 error", "2 errors", "1 warning", "3 warnings"; errors hide warnings; empty without either.
QString problemChipText(int errors, int warnings);

//! Unit: device-independent pixels. Empty for an empty text.
QSize problemChipSize(const QString &text, const QFont &font);

//! Paints the chip into `rect` with the painter's font; the text is elided when it is too long.
void paintProblemChip(QPainter *painter, const QRect &rect, bool error, const QString &text, const Theme &theme);

} // namespace busload
