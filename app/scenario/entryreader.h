// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads entries from text that people already have: an AWS CLI entries file (array), a PutEvents
// request, JSON lines, or a scenario of this program. Detail given as an object is taken as its exact
// text; Detail given as a string is that string's content.
#pragma once

#include "event/draft.h"
#include "event/result.h"

namespace busload {

enum class EntryFormat { EntriesArray, PutEventsRequest, JsonLines, SingleEntry, Scenario };

//! The format's name for people: "AWS CLI entries file".
QString formatName(EntryFormat format);

struct EntryReading
{
    EntryFormat format = EntryFormat::EntriesArray;
    QString name;         //!< of a scenario; else empty
    Drafts drafts;        //!< ids are 0
    QStringList warnings; //!< members that were not known, with their place
};

//! Reads a whole text. A UTF-8 byte-order mark is skipped. Empty input is an error, an empty array is not.
//! Errors: Malformed, with line and column, or with the entry and field that is wrong.
Result<EntryReading> readEntries(const QByteArray &text);

//! Reads a file, or standard input for "-". Errors: Unreadable with the system's reason; as above.
Result<EntryReading> readEntriesFile(const QString &path);

} // namespace busload
