// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of the sandbox's faults strike a call. It counts: every n-th entry over calls, and how often a
// fault may still strike. Faults that did not strike are not used up.
#pragma once

#include "event/entry.h"
#include "sandbox/faults.h"
#include "sandbox/refusal.h"

#include <optional>

namespace busload {

class FaultSchedule
{
public:
    //! Replaces all faults; the counting of entries begins anew.
    void set(const QList<Fault> &faults);
    //! What is still active, with the times that are left.
    QList<Fault> faults() const;

    //! The sum of all delays of this call. Unit: ms.
    int takeDelay();
    //! The first fault that strikes before anything is accepted: CallError, Hang, DropBefore, Redirect.
    std::optional<Fault> takeBefore();
    //! For each entry of the call its injected refusal, if any. The first fault that chooses it wins.
    //! `refused` says which entries the service refuses anyway; they count but are not struck.
    QList<std::optional<Refusal>> takeEntryErrors(const Entries &entries, const QList<bool> &refused);
    //! The first fault that strikes the answer: DropAfter, Garbage, WrongCount, HalfAnswer, Html.
    std::optional<Fault> takeAfter();

    //! Whether faults() changed since the last time this was asked.
    bool takeChanged();

private:
    struct Active
    {
        Fault fault;
        qint64 seen = 0; //!< entries counted for everyNth
    };

    void strike(Active &active);
    void forgetUsedUp();
    template <typename Predicate>
    std::optional<Fault> takeFirst(Predicate isWanted);

    QList<Active> m_active;
    bool m_changed = false;
};

} // namespace busload
