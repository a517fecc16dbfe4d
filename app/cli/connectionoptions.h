// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The options that say where to send and with whose keys, the same for every command that calls a service.
#pragma once

#include "cli/commandline.h"
#include "delivery/connection.h"

namespace busload::cli {

void addConnectionOptions(CommandLine &line);

//! The connection that the options name, before the machine's AWS settings fill in what it leaves open: a
//! saved one, or one of the command line alone, whose keys are those that the AWS tools would take.
//! Errors: Usage, for options that contradict each other, an address that is none, an unknown connection.
Result<Connection> chosenConnection(const CommandLine &line, const Surroundings &surroundings);

} // namespace busload::cli
