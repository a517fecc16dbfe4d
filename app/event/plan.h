// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Divides entries among calls. The meter, the Send button, "Copy as" and the command line all ask
// here, so that what is shown is what is sent.
#pragma once

#include "event/limits.h"

#include <QList>

namespace busload {

//! One call: consecutive entries, by their index in the batch.
struct PlannedCall
{
    QList<qsizetype> entries;
    qint64 bytes = 0; //!< the entries' sizes as the service counts them

    bool operator==(const PlannedCall &) const = default;
};

struct Plan
{
    QList<PlannedCall> calls;  //!< in order; every fitting entry stands in exactly one
    QList<qsizetype> tooLarge; //!< entries that fit in no call at all, in order

    qint64 bytes() const;
    qint64 largestCallBytes() const;
    //! The call that holds the entry, or -1 for one that fits in none.
    qsizetype callOf(qsizetype entry) const;

    bool operator==(const Plan &) const = default;
};

//! Divides entries of the given sizes into the fewest calls that keep their order.
//! Shape: filling each call before the next is begun is optimal for consecutive pieces.
//! Unit: UTF-8 bytes. A total of exactly the limit fits. An entry over the limit goes to `tooLarge`
//! and does not end the call around it.
Plan planCalls(const QList<qint64> &entryBytes, const Limits &limits);

} // namespace busload
