// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that is known of one entry before it is sent, in one value: its bytes as the service
// counts them, its bytes on the wire, its problems. The meter, the form, `check` and Send all read it.
#pragma once

#include "event/checks.h"
#include "event/entrysize.h"
#include "event/plan.h"

namespace busload {

struct Inspection
{
    EntrySize size;
    qint64 wireBytes = 0;     //!< this entry's share of the request body
    qint64 minifiedBytes = 0; //!< Detail without blanks
    DetailFacts facts;
    Problems problems;

    bool operator==(const Inspection &) const = default;
};

//! Looks at one entry as it will be sent (withIdempotency already applied).
Inspection inspect(const Entry &entry, const Limits &limits);

//! The plan over inspected entries. Entries whose problems hold them back are in no call.
Plan planFor(const QList<Inspection> &inspections, const Limits &limits);

} // namespace busload
