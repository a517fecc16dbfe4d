// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/plan.h"

#include <algorithm>

namespace busload {

qint64 Plan::bytes() const
{
    qint64 sum = 0;
    for (const PlannedCall &call : calls)
        sum += call.bytes;
    return sum;
}

qint64 Plan::largestCallBytes() const
{
    qint64 largest = 0;
    for (const PlannedCall &call : calls)
        largest = std::max(largest, call.bytes);
    return largest;
}

qsizetype Plan::callOf(qsizetype entry) const
{
    // Calls hold rising indexes, so the first call that ends at or after the entry is the only candidate.
    const auto call = std::lower_bound(calls.cbegin(), calls.cend(), entry,
                                       [](const PlannedCall &c, qsizetype e) { return c.entries.constLast() < e; });
    if (call == calls.cend() || !std::binary_search(call->entries.cbegin(), call->entries.cend(), entry))
        return -1;
    return call - calls.cbegin();
}

Plan planCalls(const QList<qint64> &entryBytes, const Limits &limits)
{
    Plan plan;
    PlannedCall open;
    for (qsizetype i = 0; i < entryBytes.size(); ++i) {
        const qint64 bytes = entryBytes.at(i);
        if (bytes > limits.bytesPerCall) {
            plan.tooLarge.append(i);
            continue;
        }
        const bool full = open.entries.size() >= limits.entriesPerCall || open.bytes + bytes > limits.bytesPerCall;
        if (full && !open.entries.isEmpty()) {
            plan.calls.append(open);
            open = {};
        }
        open.entries.append(i);
        open.bytes += bytes;
    }
    if (!open.entries.isEmpty())
        plan.calls.append(open);
    return plan;
}

} // namespace busload
