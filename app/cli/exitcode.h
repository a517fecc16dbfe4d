// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program tells the shell. Scripts rely on these numbers: they are never given a new meaning.
#pragma once

#include "event/result.h"

namespace busload::cli {

enum class ExitCode {
    Done = 0,   //!< all accepted; check: valid
    NotAll = 1, //!< some entry not accepted; check: problems
    Usage = 2,  //!< bad usage or unreadable input
    NoCall = 3, //!< no call could be made: no credentials, server not reached, port taken
};

//! What a failure that ends a command tells the shell.
inline ExitCode exitCodeFor(const Failure &failure)
{
    switch (failure.kind) {
    case FailureKind::Credentials:
    case FailureKind::Unavailable:
        return ExitCode::NoCall;
    case FailureKind::Usage:
    case FailureKind::Unreadable:
    case FailureKind::Unwritable:
    case FailureKind::Malformed:
    case FailureKind::Configuration:
        break;
    }
    return ExitCode::Usage;
}

} // namespace busload::cli
