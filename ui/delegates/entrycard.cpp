// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/entrycard.h"

#include <algorithm>

namespace busload {

namespace {

constexpr int outer = 12;     // from the panel's edge to the card
constexpr int gap = 6;        // between cards
constexpr int inner = 8;      // above and below the lines
constexpr int lineGap = 3;    // between the lines
constexpr int textLeft = 15;  // from the card's edge to the texts
constexpr int textRight = 11; // from the texts to the card's edge
constexpr int between = 8;    // between left and right texts
constexpr int barWidth = 4;

} // namespace

int entryRowHeight(const EntryCardNeeds &needs)
{
    return 2 * inner + std::max(needs.nameHeight, needs.chip.height()) + lineGap + needs.routeHeight + gap;
}

int callRowHeight(int lineHeight)
{
    return lineHeight + 16;
}

EntryCard layoutEntryCard(const QRect &row, const EntryCardNeeds &needs)
{
    EntryCard at;
    at.card =
        QRect(row.left() + outer, row.top(), std::max(0, row.width() - 2 * outer), std::max(0, row.height() - gap));
    at.bar = QRect(at.card.left(), at.card.top() + 8, std::min(barWidth, at.card.width()),
                   std::max(0, at.card.height() - 16));

    const int left = at.card.left() + textLeft;
    const int width = std::max(0, at.card.width() - textLeft - textRight);
    const int firstHeight = std::max(needs.nameHeight, needs.chip.height());
    const int firstTop = at.card.top() + inner;
    const int secondTop = firstTop + firstHeight + lineGap;

    int nameWidth = width;
    if (!needs.chip.isEmpty()) {
        const int chipWidth = std::min(needs.chip.width(), int(width * EntryCard::chipShare));
        at.chip = QRect(left + width - chipWidth, firstTop + (firstHeight - needs.chip.height()) / 2, chipWidth,
                        needs.chip.height());
        nameWidth = std::max(0, width - chipWidth - between);
    }
    at.name = QRect(left, firstTop, nameWidth, firstHeight);

    const int bytesWidth = std::min(needs.bytesWidth, width);
    at.bytes = QRect(left + width - bytesWidth, secondTop, bytesWidth, needs.routeHeight);
    at.route = QRect(left, secondTop, std::max(0, width - bytesWidth - between), needs.routeHeight);
    return at;
}

} // namespace busload
