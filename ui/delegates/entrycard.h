// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the parts of an entry's card stand in its row. Pure geometry: tested without a screen, and the
// same for painting and for the height of the row.
#pragma once

#include <QRect>
#include <QSize>

namespace busload {

//! What the texts of a card need. Unit: device-independent pixels.
struct EntryCardNeeds
{
    int nameHeight = 17;  //!< of the bold first line
    int routeHeight = 15; //!< of the quiet second line
    QSize chip;           //!< empty: no chip
    int bytesWidth = 0;
};

struct EntryCard
{
    QRect card;
    QRect bar;   //!< the coloured bar at the left edge
    QRect name;  //!< what is left of the first line
    QRect route; //!< what is left of the second line
    QRect chip;  //!< null without one; never more than chipShare of the card
    QRect bytes;

    bool operator==(const EntryCard &) const = default;

    //! The largest part of a card's inner width that a chip may take from the name.
    static constexpr double chipShare = 0.55;
};

//! Lays a card out in its row. Nothing overlaps and nothing leaves the row at any width.
EntryCard layoutEntryCard(const QRect &row, const EntryCardNeeds &needs);

//! The row's height for these lines.
int entryRowHeight(const EntryCardNeeds &needs);
//! The height of a call's header with a text line of this height.
int callRowHeight(int lineHeight);

} // namespace busload
