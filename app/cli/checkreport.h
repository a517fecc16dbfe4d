// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `check` says of a batch, for scripts and for people.
#pragma once

#include "cli/batch.h"

namespace busload::cli {

//! One JSON object on one line: valid, entries, calls. The order of the members is part of the shape.
QByteArray checkReportJson(const Batch &batch);

//! A table of the entries, the calls and a summary.
QString checkReportText(const Batch &batch, const Limits &limits);

//! One line for each problem: "entry 2, Detail: error DetailNotJson: …"; empty when there is none.
QString problemLines(const Batch &batch);

} // namespace busload::cli
