// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/problem.h"

#include <algorithm>

namespace busload {

QString fieldName(EntryField field)
{
    switch (field) {
    case EntryField::Source:
        return QStringLiteral("Source");
    case EntryField::DetailType:
        return QStringLiteral("DetailType");
    case EntryField::Detail:
        return QStringLiteral("Detail");
    case EntryField::EventBusName:
        return QStringLiteral("EventBusName");
    case EntryField::Time:
        return QStringLiteral("Time");
    case EntryField::Resources:
        return QStringLiteral("Resources");
    case EntryField::TraceHeader:
        return QStringLiteral("TraceHeader");
    case EntryField::IdempotencyToken:
        return QStringLiteral("IdempotencyToken");
    case EntryField::Entry:
        break;
    }
    return QStringLiteral("Entry");
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return QStringLiteral("note");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Error:
        break;
    }
    return QStringLiteral("error");
}

bool hasErrors(const Problems &problems)
{
    return std::any_of(problems.cbegin(), problems.cend(),
                       [](const Problem &p) { return p.severity == Severity::Error; });
}

bool holdsBack(const Problems &problems)
{
    return std::any_of(problems.cbegin(), problems.cend(), [](const Problem &p) { return p.holdsBack; });
}

} // namespace busload
