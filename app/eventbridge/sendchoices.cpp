// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/sendchoices.h"

namespace busload {

Entry asSent(const Entry &entry, const SendChoices &choices)
{
    Entry sent = withIdempotency(entry, choices.idempotency);
    if (sent.eventBusName.isEmpty())
        sent.eventBusName = choices.defaultBus;
    return sent;
}

} // namespace busload
