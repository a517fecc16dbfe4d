// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PutEvents on the wire: the request body. AWS JSON 1.1. Pure.
// Source: EventBridge API reference, PutEvents; service model 2015-10-07.
#pragma once

#include "event/entry.h"

#include <QByteArray>

namespace busload {

inline constexpr char eventsServiceName[] = "events";            //!< the signing name
inline constexpr char putEventsTarget[] = "AWSEvents.PutEvents"; //!< X-Amz-Target
inline constexpr char awsJsonContentType[] = "application/x-amz-json-1.1";

//! The JSON object of one entry as it stands in the request, UTF-8. Members that are empty are left
//! out; Detail is a JSON string; Time is a number of epoch seconds; IdempotencyToken is written only
//! when the entry has one.
//! Shape: no blanks; Source, DetailType, Detail, EventBusName, Time, Resources, TraceHeader,
//! IdempotencyToken in this order. Bytes of Detail that are no UTF-8 are written as U+FFFD, since they
//! would make the neighbours' request unreadable too.
QByteArray encodeEntry(const Entry &entry);

//! The whole request body. `endpointId` is left out when empty.
QByteArray encodePutEvents(const Entries &entries, const QString &endpointId = {});

//! encodeEntry(entry).size() without making it. Unit: bytes.
qint64 encodedEntrySize(const Entry &entry);

//! Adds a JSON string token: quotes, and an escape for ", \ and control characters only.
//! Precondition: `utf8` is UTF-8.
void appendQuotedUtf8(QByteArray &into, QByteArrayView utf8);

//! What the request body around n entries costs beside the entries themselves. Unit: bytes.
qint64 encodedEnvelopeSize(qsizetype entryCount, const QString &endpointId = {});

} // namespace busload
