// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faultschedule.h"

#include <algorithm>

namespace busload {

namespace {

// A fault that has no times left is marked so until the call is over: 0 would mean no end.
constexpr int usedUp = -1;

Refusal refusalFor(const Fault &fault)
{
    Refusal refusal = usualRefusal(fault.code);
    if (!fault.message.isEmpty())
        refusal.message = fault.message;
    return refusal;
}

bool chooses(const Fault &fault, int position, const QString &detailType, qint64 seen)
{
    if (!fault.detailType.isEmpty() && fault.detailType != detailType)
        return false;
    if (fault.everyNth > 0)
        return seen % fault.everyNth == 0;
    return fault.entries.isEmpty() || fault.entries.contains(position);
}

} // namespace

void FaultSchedule::set(const QList<Fault> &faults)
{
    m_active.clear();
    for (const Fault &fault : faults)
        m_active.append({fault, 0});
    m_changed = true;
}

QList<Fault> FaultSchedule::faults() const
{
    QList<Fault> faults;
    for (const Active &active : m_active)
        faults.append(active.fault);
    return faults;
}

void FaultSchedule::strike(Active &active)
{
    if (active.fault.times == 0)
        return;
    active.fault.times = active.fault.times == 1 ? usedUp : active.fault.times - 1;
    m_changed = true;
}

void FaultSchedule::forgetUsedUp()
{
    m_active.removeIf([](const Active &active) { return active.fault.times == usedUp; });
}

template <typename Predicate>
std::optional<Fault> FaultSchedule::takeFirst(Predicate isWanted)
{
    const auto found = std::find_if(m_active.begin(), m_active.end(),
                                    [isWanted](const Active &active) { return isWanted(active.fault.kind); });
    if (found == m_active.end())
        return std::nullopt;
    const Fault fault = found->fault;
    strike(*found);
    forgetUsedUp();
    return fault;
}

int FaultSchedule::takeDelay()
{
    int delay = 0;
    for (Active &active : m_active) {
        if (active.fault.kind != Fault::Kind::Delay)
            continue;
        delay += active.fault.milliseconds;
        strike(active);
    }
    forgetUsedUp();
    return delay;
}

std::optional<Fault> FaultSchedule::takeBefore()
{
    return takeFirst([](Fault::Kind kind) {
        return kind == Fault::Kind::CallError || kind == Fault::Kind::Hang || kind == Fault::Kind::DropBefore ||
               kind == Fault::Kind::Redirect;
    });
}

std::optional<Fault> FaultSchedule::takeAfter()
{
    return takeFirst([](Fault::Kind kind) {
        return kind == Fault::Kind::DropAfter || kind == Fault::Kind::Garbage || kind == Fault::Kind::WrongCount ||
               kind == Fault::Kind::HalfAnswer || kind == Fault::Kind::Html;
    });
}

QList<std::optional<Refusal>> FaultSchedule::takeEntryErrors(const Entries &entries, const QList<bool> &refused)
{
    QList<std::optional<Refusal>> errors(entries.size());
    for (Active &active : m_active) {
        const Fault &fault = active.fault;
        if (fault.kind != Fault::Kind::EntryError)
            continue;
        bool struck = false;
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString &detailType = entries.at(i).detailType;
            if (fault.detailType.isEmpty() || fault.detailType == detailType)
                ++active.seen;
            if (refused.value(i) || errors.at(i) || !chooses(fault, static_cast<int>(i) + 1, detailType, active.seen))
                continue;
            errors[i] = refusalFor(fault);
            struck = true;
        }
        if (struck)
            strike(active);
    }
    forgetUsedUp();
    return errors;
}

bool FaultSchedule::takeChanged()
{
    return std::exchange(m_changed, false);
}

} // namespace busload
