// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The size of an entry exactly as the service counts it. The bus name, the trace header and all JSON
// punctuation are not counted; characters never are, only UTF-8 bytes.
#pragma once

#include "event/entry.h"

namespace busload {

//! Where an entry's bytes go. Unit: UTF-8 bytes. Source: CalculatePutEventsEntrySize.
struct EntrySize
{
    qint64 time = 0; //!< 14 when there is a Time, else 0
    qint64 source = 0;
    qint64 detailType = 0;
    qint64 detail = 0;
    qint64 resources = 0;

    qint64 total() const { return time + source + detailType + detail + resources; }
    bool operator==(const EntrySize &) const = default;
};

EntrySize measure(const Entry &entry);

//! How many events an entry of this size is billed as: one for each 64 KB begun, at least one.
int billableEvents(qint64 entryBytes);

//! The UTF-8 length of a text without making the UTF-8. A lone surrogate counts one byte, the
//! "?" that QString::toUtf8() writes for it.
qint64 utf8Length(QStringView text);

} // namespace busload
