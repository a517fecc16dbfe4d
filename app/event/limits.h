// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The service's limits, each once, beside its source. Nothing else in the program spells these numbers.
#pragma once

#include <QtGlobal>

namespace busload {

//! What one PutEvents call may hold. The byte limit differs by region and is a connection's setting.
struct Limits
{
    //! Source: PutEventsRequestEntryList, min 1, max 10.
    static constexpr int defaultEntriesPerCall = 10;
    //! Source: EventBridge user guide until January 2026, 256 KB over all entries of a request.
    static constexpr qint64 defaultBytesPerCall = 262'144;
    //! Source: AWS What's New, 29 January 2026; 1,048,576 was measured to pass, 1,048,577 to be refused.
    static constexpr qint64 raisedBytesPerCall = 1'048'576;

    int entriesPerCall = defaultEntriesPerCall;
    qint64 bytesPerCall = defaultBytesPerCall;

    bool operator==(const Limits &) const = default;
};

//! The share of the byte limit from which the meter warns.
inline constexpr double nearLimitShare = 0.9;
//! Source: EventBridge pricing, every 64 KB chunk of an entry is billed as one event.
inline constexpr qint64 billableChunkBytes = 65'536;
//! Source: CalculatePutEventsEntrySize, a Time counts 14 bytes whatever its text.
inline constexpr qint64 timeBytes = 14;
//! Source: PutEventsRequestEntry documentation, at most 128 characters.
inline constexpr int maxDetailTypeLength = 128;
//! Source: NonPartnerEventBusNameOrArn, 1 to 1600 characters.
inline constexpr int maxEventBusNameLength = 1600;
//! Source: EventResource, at most 2048 characters.
inline constexpr int maxResourceLength = 2048;
//! Source: TraceHeader, 1 to 500 characters.
inline constexpr int maxTraceHeaderLength = 500;
//! Source: PutEvents documentation, nested JSON is processed up to 1000 levels deep.
inline constexpr int maxDetailDepth = 1000;
//! Source: CreateEventBus and the new Custom Event Bus API use 64; this is our own bound for tokens.
inline constexpr int maxIdempotencyTokenLength = 64;

} // namespace busload
