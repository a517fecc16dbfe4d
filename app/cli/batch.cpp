// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/batch.h"

#include "cli/texttable.h"
#include "scenario/entryreader.h"
#include "template/resolve.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload::cli {

Result<Batch> readBatch(const QString &path, const BatchOptions &options, const Surroundings &surroundings)
{
    Result<EntryReading> reading = readEntriesFile(path);
    if (!reading)
        return reading.failure();
    for (const QString &warning : reading->warnings)
        surroundings.say(u"warning: "_s + printable(warning));

    Batch batch;
    batch.drafts = reading->drafts;
    if (!options.eventBus.isEmpty()) {
        for (Draft &draft : batch.drafts)
            draft.eventBusName = options.eventBus;
    }
    const ResolveContext context{instantFrom(surroundings.clock())};
    batch.entries = resolveAll(batch.drafts, context);
    // Before anything is measured: a token written into Detail counts.
    for (Entry &entry : batch.entries)
        entry = asSent(entry, options.choices);
    batch.inspections.reserve(batch.entries.size());
    for (qsizetype i = 0; i < batch.entries.size(); ++i) {
        Inspection inspection = inspect(batch.entries.at(i), options.limits);
        inspection.problems += unresolved(batch.drafts.at(i));
        batch.inspections.append(inspection);
    }
    batch.plan = planFor(batch.inspections, options.limits);
    return batch;
}

bool isValid(const Batch &batch)
{
    return std::none_of(batch.inspections.cbegin(), batch.inspections.cend(),
                        [](const Inspection &inspection) { return hasErrors(inspection.problems); });
}

} // namespace busload::cli
