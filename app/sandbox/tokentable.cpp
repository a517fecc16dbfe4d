// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/tokentable.h"

namespace busload {

void TokenTable::claim(const QString &token, const QString &eventId)
{
    if (token.isEmpty() || m_eventIds.contains(token))
        return;
    m_eventIds.insert(token, eventId);
    m_order.enqueue(token);
    while (m_order.size() > m_most)
        m_eventIds.remove(m_order.dequeue());
}

} // namespace busload
