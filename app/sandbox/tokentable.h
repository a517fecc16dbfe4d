// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which idempotency tokens were processed, and the EventId each of them got. Bounded: the oldest
// tokens are forgotten and would then count as new.
#pragma once

#include <QHash>
#include <QQueue>
#include <QString>

namespace busload {

class TokenTable
{
public:
    explicit TokenTable(qsizetype most)
        : m_most(most)
    {
    }

    //! The EventId of a token that was processed; empty for a new one and for no token.
    QString eventIdOf(const QString &token) const { return m_eventIds.value(token); }
    //! Remembers a new token. An empty one is no token.
    void claim(const QString &token, const QString &eventId);
    qsizetype count() const { return m_eventIds.size(); }

private:
    qsizetype m_most;
    QHash<QString, QString> m_eventIds;
    QQueue<QString> m_order; // oldest first
};

} // namespace busload
