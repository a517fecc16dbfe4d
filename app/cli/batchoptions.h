// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The options that commands over a batch share, so that they mean and say the same everywhere.
#pragma once

#include "cli/commandline.h"
#include "event/limits.h"
#include "eventbridge/idempotency.h"

namespace busload::cli {

enum class Output { Text, Json };

//! What FILE may be, for the help.
QString fileHelp();

void addLimitOption(CommandLine &line);
//! `otherwise`: what holds without the option.
Result<Limits> limitsFrom(const CommandLine &line, Limits otherwise = {});

//! What becomes of an entry's IdempotencyToken: leave-out, field, or detail[:KEY].
void addIdempotencyOption(CommandLine &line);
Result<IdempotencyChoice> idempotencyFrom(const CommandLine &line, const IdempotencyChoice &otherwise = {});

void addOutputOption(CommandLine &line);
Result<Output> outputFrom(const CommandLine &line);

} // namespace busload::cli
