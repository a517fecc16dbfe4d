// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sandbox's faults in a person's words, and what there is to choose from. Pure.
#pragma once

#include "sandbox/faults.h"

#include <QStringList>

namespace busload {

//! "Entries 2 and 5 are refused: InternalFailure, once", "Answers come 250 ms late".
QString faultWords(const Fault &fault);

//! Codes that the service gives to single entries. Source: PutEventsResultEntry, ErrorCode.
QStringList entryFaultCodes();
//! Exceptions that refuse a whole call. Source: the service's model and its common errors.
QStringList callFaultCodes();

//! Reads positions within a call, from 1: "2, 5". Errors: empty for anything else.
QList<int> positionsFrom(const QString &text);

} // namespace busload
