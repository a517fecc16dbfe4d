// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small rounded mark that says what became of an entry: a word or code on a tinted ground, with a
// sign of its own before it, so that the state is never told by colour alone.
#pragma once

#include "event/outcome.h"
#include "ui/theme.h"

#include <QRect>
#include <QSize>

class QPainter;

namespace busload {

//! Colours of an outcome: ink and ground.
struct OutcomeColours
{
    QColor ink;
    QColor ground;
};
OutcomeColours outcomeColours(Outcome::Kind kind, const Theme &theme);

//! How large a chip with this text is in this font. Unit: device-independent pixels.
QSize outcomeChipSize(const QString &text, const QFont &font);

//! Paints the chip into `rect` (its height and left edge are used, text that is too long is elided)
//! with the painter's font; the painter is left as it was.
void paintOutcomeChip(QPainter *painter, const QRect &rect, Outcome::Kind kind, const QString &text,
                      const Theme &theme);

} // namespace busload
