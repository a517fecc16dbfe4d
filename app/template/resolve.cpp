// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/resolve.h"

namespace busload {

Problems unresolved(const Draft &draft)
{
    Problems problems;
    if (draft.time.kind == TimeChoice::Kind::Fixed && !draft.time.text.isEmpty() && !parseInstant(draft.time.text)) {
        Problem problem;
        problem.field = EntryField::Time;
        problem.code = QStringLiteral("InvalidTime");
        problem.message =
            QStringLiteral("\"%1\" is not a time. Write it like 2026-11-23T13:20:05Z, or as epoch seconds.")
                .arg(draft.time.text);
        problem.holdsBack = true;
        problems.append(problem);
    }
    return problems;
}

Entry resolve(const Draft &draft, const ResolveContext &context)
{
    Entry entry;
    entry.source = draft.source;
    entry.detailType = draft.detailType;
    entry.detail = draft.detail;
    entry.eventBusName = draft.eventBusName;
    switch (draft.time.kind) {
    case TimeChoice::Kind::None:
        break;
    case TimeChoice::Kind::Fixed:
        entry.time = draft.time.text.isEmpty() ? draft.time.fixed : parseInstant(draft.time.text);
        break;
    case TimeChoice::Kind::WhenSent:
        entry.time = context.now;
        break;
    }
    entry.resources = draft.resources;
    entry.traceHeader = draft.traceHeader;
    entry.idempotencyToken = draft.idempotencyToken;
    return entry;
}

Entries resolveAll(const Drafts &drafts, const ResolveContext &context)
{
    Entries entries;
    entries.reserve(drafts.size());
    for (const Draft &draft : drafts)
        entries.append(resolve(draft, context));
    return entries;
}

Draft draftFrom(const Entry &entry)
{
    Draft draft;
    draft.source = entry.source;
    draft.detailType = entry.detailType;
    draft.detail = entry.detail;
    draft.eventBusName = entry.eventBusName;
    draft.time = entry.time ? TimeChoice::at(*entry.time) : TimeChoice::none();
    draft.resources = entry.resources;
    draft.traceHeader = entry.traceHeader;
    draft.idempotencyToken = entry.idempotencyToken;
    return draft;
}

} // namespace busload
