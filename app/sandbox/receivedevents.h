// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The events that the sandbox took, newest first. It is bounded by number and by bytes: the oldest are
// forgotten, since a sandbox left running over night must not fill the memory.
#pragma once

#include "sandbox/sandbox.h"

#include <deque>

namespace busload {

class ReceivedEvents
{
public:
    ReceivedEvents(qsizetype mostEvents, qint64 mostBytes)
        : m_mostEvents(mostEvents)
        , m_mostBytes(mostBytes)
    {
    }

    void add(const ReceivedEvent &event);
    void clear();
    qsizetype count() const { return static_cast<qsizetype>(m_events.size()); }
    //! Newest first, at most `most`.
    QList<ReceivedEvent> newest(qsizetype most) const;

private:
    qsizetype m_mostEvents;
    qint64 m_mostBytes;
    qint64 m_bytes = 0;
    std::deque<ReceivedEvent> m_events; // oldest first
};

} // namespace busload
