// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the meter shows, worked out once from what the document measured: no widget, no painting, so that
// every figure and every word of it is tested without a screen. It adds no rule of its own: sizes come
// from the inspections, calls from the plan.
#pragma once

#include "event/draft.h"
#include "event/outcome.h"
#include "eventbridge/inspection.h"

#include <QHash>
#include <QString>

#include <optional>

namespace busload {

struct MeterReading
{
    enum class State {
        Empty, //!< no entry
        Fine,  //!< below nearLimitShare of the limit
        Near,  //!< some call is at nearLimitShare of the limit or above
        Over,  //!< an entry fits in no call at all
    };

    //! Seats stand ten a row, three rows at most.
    static constexpr int seatsPerRow = 10;
    static constexpr int maxSeatRows = 3;

    struct Seat
    {
        qsizetype entry = 0; //!< index in the batch
        QString detailType;
        EntrySize size;
        bool held = false;               //!< stands in no call
        std::optional<Severity> problem; //!< the worst of its problems, notes left out
        std::optional<Outcome::Kind> outcome;

        bool operator==(const Seat &) const = default;
    };

    struct Share
    {
        Seat seat;
        double from = 0; //!< of the bar's width, 0 to 1
        double to = 0;

        bool operator==(const Share &) const = default;
    };

    State state = State::Empty;
    qsizetype entries = 0;
    qsizetype calls = 0;
    qsizetype held = 0; //!< entries that stand in no call
    Limits limits;
    qint64 bytes = 0;             //!< of all entries, held ones too
    qint64 largestCallBytes = 0;  //!< of the plan's calls
    qint64 wireBytes = 0;         //!< of all request bodies
    qint64 minifySaves = 0;       //!< what Details without blanks would save
    int billableEvents = 0;       //!< of the entries that stand in a call
    qsizetype largestEntry = -1;  //!< index; the first of equals; -1 without entries
    qsizetype tooLargeEntry = -1; //!< the first entry that is over the limit by itself, or -1
    qsizetype current = -1;

    QList<Seat> seats;      //!< those shown: some rows' worth around the current entry
    int emptySeats = 0;     //!< dashed seats after them, to the end of the last row
    qsizetype notShown = 0; //!< entries without a shown seat

    qsizetype barCall = -1; //!< the call the bar shows; -1: none, or the current entry stands in no call
    qint64 barBytes = 0;    //!< bytes in the bar
    QList<Share> shares;

    //! Bytes that the bar's call still takes; below 0 when it is over. Unit: bytes as the service counts.
    qint64 bytesLeft() const { return limits.bytesPerCall - barBytes; }

    bool operator==(const MeterReading &) const = default;
};

//! Reads the meter. `inspections` has one for each draft; `current` is an index or -1; `endpointId` is the
//! connection's, which costs bytes in every request.
//! Cost: one pass over the inspections; seats and shares are made only for what is shown.
MeterReading readMeter(const Drafts &drafts, const QList<Inspection> &inspections, const Plan &plan,
                       const Limits &limits, qsizetype current, const QHash<DraftId, Outcome> &outcomes = {},
                       const QString &endpointId = {});

//! The meter in words: what is painted, what a screen reader says and what the tips tell are the same.
struct MeterWords
{
    QString count;      //!< the big number: "7"
    QString countRest;  //!< "of 10 entries", "entries → 2 calls"
    QString bytes;      //!< the big number: "178.7"
    QString bytesRest;  //!< "of 256 KB", "KB, largest call 1.9 of 256 KB"
    QString bytesShort; //!< the same for a narrow meter: "KB in all"
    QString warning;    //!< "Near the limit", "Entry 3 fits in no call"; empty when all is fine
    QString summary;    //!< "77.3 KB left · fits in 1 call · 8 billable events"
    QString largest;    //!< "Largest: 5"; empty with fewer than two entries
    QString cost;       //!< "Request 181.2 KB · minifying saves 41 B"
    QString tip;        //!< the same with exact bytes

    //! All of it in one sentence for a screen reader.
    QString spoken() const;

    bool operator==(const MeterWords &) const = default;
};

MeterWords meterWords(const MeterReading &reading);

//! What one entry costs, field by field, in exact bytes. Shape: lines.
QString seatTip(const MeterReading::Seat &seat);

} // namespace busload
