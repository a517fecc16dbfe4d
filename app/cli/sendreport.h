// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `send` says of what became of each entry, for scripts and for people.
#pragma once

#include "cli/exitcode.h"
#include "delivery/courier.h"

namespace busload::cli {

//! One JSON object on one line: accepted, rejected, unknown, notSent, calls, entries. The order of the
//! members is part of the shape.
QByteArray sendReportJson(const SendRecord &record);

//! A table of the entries and a summary, in the words of the window.
QString sendReportText(const SendRecord &record);

//! 0 when all entries were accepted, 3 when there were calls to make and none reached a server, else 1.
ExitCode sendExitCode(const SendRecord &record);

//! The record of a whole batch from the record of those entries that went to the courier.
//! `all`: one record for each entry of the batch; `sent[i]` is the place in it of the courier's entry i.
SendRecord spreadRecord(const SendRecord &couriers, const QList<qsizetype> &sent, QList<EntryRecord> all);

} // namespace busload::cli
