// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a connection does to every entry and request on the way to the wire, in one value: whoever
// measures, shows or sends an entry applies the same. Pure.
#pragma once

#include "eventbridge/idempotency.h"

namespace busload {

struct SendChoices
{
    IdempotencyChoice idempotency;
    QString defaultBus; //!< of entries that name no bus; empty: they stay without, which is the account's own
    QString endpointId; //!< of a global endpoint; stands in the request body

    bool operator==(const SendChoices &) const = default;
};

//! The entry as it goes to the wire: with the default bus where it names none, and with what the
//! choice makes of its idempotency token.
Entry asSent(const Entry &entry, const SendChoices &choices);

} // namespace busload
