// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `check` and `send` both begin with: a file read, resolved, inspected and planned.
#pragma once

#include "cli/surroundings.h"
#include "event/draft.h"
#include "event/result.h"
#include "eventbridge/inspection.h"
#include "eventbridge/sendchoices.h"

#include <QList>

namespace busload::cli {

struct Batch
{
    Drafts drafts;
    Entries entries;               //!< as they are sent, the connection's choices applied
    QList<Inspection> inspections; //!< with what could not be resolved among the problems
    Plan plan;
};

struct BatchOptions
{
    Limits limits;
    QString eventBus; //!< takes the place of every entry's bus; empty: none
    SendChoices choices;
};

//! Reads FILE or "-". What the reader warns of is said on `err`.
//! Errors: as readEntriesFile().
Result<Batch> readBatch(const QString &path, const BatchOptions &options, const Surroundings &surroundings);

bool isValid(const Batch &batch); //!< no problem is an error

} // namespace busload::cli
