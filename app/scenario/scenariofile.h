// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A scenario is one plain-text file: stable order, no secrets, diffs by line; the same file runs in
// the window and in busload-cli. JSON; Detail stands in it as its exact text.
#pragma once

#include "event/draft.h"
#include "event/result.h"

namespace busload {

struct Scenario
{
    QString name;
    Drafts drafts;

    bool operator==(const Scenario &) const = default;
};

//! The file's text, ending in a line break. Reading it back (readEntries) gives equal drafts, ids aside.
//! Shape: Detail that is a JSON object stands in it as its exact text; any other text as DetailLines, an
//! array of its lines; text that is no UTF-8 as DetailBase64. Time is "now" for WhenSent, a time as it
//! was typed, a number for one that nobody typed; what was typed and is no time stands as TimeText.
QByteArray scenarioText(const Scenario &scenario);

//! An entries array for the clipboard and the AWS CLI: Detail as a string, Time as RFC 3339.
//! Shape: what is no part of the published API stays behind (label, idempotency token), as does a Time
//! that is not known yet (when sent, or no time).
QByteArray entriesArrayText(const Drafts &drafts);

//! Writes through a temporary file, so that a crash or a full disk leaves the old file whole.
//! Errors: Unwritable, with the system's reason.
Result<bool> writeScenarioFile(const QString &path, const Scenario &scenario);

//! The shipped example: OrderFulfilled and InventoryAdjusted of one order.
Scenario orderScenario();

//! A fresh draft of a known detail type ("OrderFulfilled", "InventoryAdjusted"), else a blank one.
Draft exampleDraft(const QString &detailType);

} // namespace busload
