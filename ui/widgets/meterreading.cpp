// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/meterreading.h"

#include "eventbridge/putevents.h"
#include "ui/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kilobyte = 1024;

QString translated(const char *text)
{
    return QCoreApplication::translate("Meter", text);
}

//! One and many are two texts, so that English reads well without a translation file.
QString counted(qint64 n, const char *one, const char *many)
{
    return translated(n == 1 ? one : many).arg(QLocale().toString(n));
}

std::optional<Severity> worstOf(const Problems &problems)
{
    std::optional<Severity> worst;
    for (const Problem &problem : problems) {
        if (problem.severity != Severity::Note && (!worst || problem.severity > *worst))
            worst = problem.severity;
    }
    return worst;
}

//! "256 KB", "1 MB".
QString limitUnit(qint64 limit)
{
    if (limit < kilobyte)
        return u"B"_s;
    return limit < kilobyte * kilobyte ? u"KB"_s : u"MB"_s;
}

struct SeatMaker
{
    const Drafts &drafts;
    const QList<Inspection> &inspections;
    const std::vector<bool> &inCall;
    const QHash<DraftId, Outcome> &outcomes;

    MeterReading::Seat operator()(qsizetype entry) const
    {
        const Draft &draft = drafts.at(entry);
        const Inspection &inspection = inspections.at(entry);
        const auto outcome = outcomes.constFind(draft.id);
        return {entry,
                draft.detailType,
                inspection.size,
                !inCall.at(size_t(entry)),
                worstOf(inspection.problems),
                outcome == outcomes.constEnd() ? std::nullopt : std::optional(outcome->kind)};
    }
};

void chooseSeats(MeterReading &reading, const SeatMaker &seat)
{
    constexpr qsizetype perRow = MeterReading::seatsPerRow;
    constexpr qsizetype most = perRow * MeterReading::maxSeatRows;
    // Whole rows move, so that a seat keeps its column; the current entry is always among those shown.
    qsizetype first = 0;
    if (reading.entries > most && reading.current >= most)
        first = std::min((reading.current / perRow) * perRow - (most - perRow), reading.entries - 1);
    const qsizetype last = std::min(reading.entries, first + most);
    for (qsizetype entry = first; entry < last; ++entry)
        reading.seats.append(seat(entry));
    reading.notShown = reading.entries - reading.seats.size();
    const qsizetype rows = std::max<qsizetype>(1, (reading.seats.size() + perRow - 1) / perRow);
    reading.emptySeats = int(rows * perRow - reading.seats.size());
}

void fillBar(MeterReading &reading, const Plan &plan, const SeatMaker &seat)
{
    QList<qsizetype> entries;
    if (reading.current >= 0)
        reading.barCall = plan.callOf(reading.current);
    if (reading.barCall < 0 && reading.current >= 0) {
        entries.append(reading.current);
    } else {
        if (reading.barCall < 0) {
            const auto largest = std::max_element(plan.calls.cbegin(), plan.calls.cend(),
                                                  [](const auto &a, const auto &b) { return a.bytes < b.bytes; });
            if (largest != plan.calls.cend())
                reading.barCall = largest - plan.calls.cbegin();
        }
        if (reading.barCall >= 0)
            entries = plan.calls.at(reading.barCall).entries;
        else if (reading.tooLargeEntry >= 0)
            entries.append(reading.tooLargeEntry);
    }
    const double limit = double(std::max<qint64>(1, reading.limits.bytesPerCall));
    for (qsizetype entry : std::as_const(entries)) {
        MeterReading::Share share{seat(entry), double(reading.barBytes) / limit, 0};
        reading.barBytes += share.seat.size.total();
        share.from = std::min(share.from, 1.0);
        share.to = std::min(double(reading.barBytes) / limit, 1.0);
        reading.shares.append(share);
    }
}

} // namespace

MeterReading readMeter(const Drafts &drafts, const QList<Inspection> &inspections, const Plan &plan,
                       const Limits &limits, qsizetype current, const QHash<DraftId, Outcome> &outcomes,
                       const QString &endpointId)
{
    MeterReading reading;
    reading.entries = std::min(drafts.size(), inspections.size());
    reading.calls = plan.calls.size();
    reading.limits = limits;
    reading.current = current < reading.entries ? current : -1;
    reading.largestCallBytes = plan.largestCallBytes();
    reading.tooLargeEntry = plan.tooLarge.value(0, -1);

    std::vector<bool> inCall(size_t(reading.entries), false);
    for (const PlannedCall &call : plan.calls) {
        reading.wireBytes += encodedEnvelopeSize(call.entries.size(), endpointId);
        for (qsizetype entry : call.entries) {
            inCall.at(size_t(entry)) = true;
            reading.wireBytes += inspections.at(entry).wireBytes;
            reading.billableEvents += billableEvents(inspections.at(entry).size.total());
        }
    }
    qint64 largest = -1;
    for (qsizetype entry = 0; entry < reading.entries; ++entry) {
        const Inspection &inspection = inspections.at(entry);
        const qint64 bytes = inspection.size.total();
        reading.bytes += bytes;
        reading.minifySaves += std::max<qint64>(0, inspection.size.detail - inspection.minifiedBytes);
        reading.held += inCall.at(size_t(entry)) ? 0 : 1;
        if (bytes > largest) {
            largest = bytes;
            reading.largestEntry = entry;
        }
    }

    const SeatMaker seat{drafts, inspections, inCall, outcomes};
    chooseSeats(reading, seat);
    fillBar(reading, plan, seat);

    if (reading.entries == 0)
        reading.state = MeterReading::State::Empty;
    else if (reading.tooLargeEntry >= 0)
        reading.state = MeterReading::State::Over;
    else if (double(reading.largestCallBytes) >= nearLimitShare * double(limits.bytesPerCall))
        reading.state = MeterReading::State::Near;
    else
        reading.state = MeterReading::State::Fine;
    return reading;
}

MeterWords meterWords(const MeterReading &reading)
{
    const QLocale locale;
    const QString dot = u" · "_s;
    const qint64 limit = reading.limits.bytesPerCall;
    const QString ofLimit = translated("of %1").arg(bytesText(limit));
    MeterWords words;

    words.count = locale.toString(reading.entries);
    if (reading.calls > 1) {
        words.countRest = translated("entries → %1 calls").arg(locale.toString(reading.calls));
        const QStringList total = bytesText(reading.bytes).split(u' ');
        words.bytes = total.value(0);
        words.bytesShort = translated("%1 in all").arg(total.value(1));
        words.bytesRest = translated("%1, largest call %2 %3")
                              .arg(total.value(1), bytesNumber(reading.largestCallBytes, limit), ofLimit);
    } else {
        words.countRest = translated("of %1 entries").arg(reading.limits.entriesPerCall);
        words.bytes = bytesNumber(reading.bytes, limit);
        words.bytesRest = ofLimit;
        words.bytesShort = ofLimit;
    }

    switch (reading.state) {
    case MeterReading::State::Over:
        words.warning = translated("Entry %1 fits in no call").arg(locale.toString(reading.tooLargeEntry + 1));
        break;
    case MeterReading::State::Near:
        words.warning = reading.bytesLeft() == 0 ? translated("At the limit") : translated("Near the limit");
        break;
    case MeterReading::State::Fine:
    case MeterReading::State::Empty:
        break;
    }

    QStringList summary;
    if (reading.entries == 0) {
        summary << translated("%1 left").arg(bytesText(limit)) << translated("no entries yet");
    } else {
        if (reading.calls > 1) {
            summary << translated("order kept")
                    << translated("fewest possible calls: %1").arg(locale.toString(reading.calls));
        } else if (reading.bytesLeft() < 0) {
            summary << translated("%1 too many").arg(bytesText(-reading.bytesLeft()));
        } else {
            summary << translated("%1 left").arg(bytesText(reading.bytesLeft()));
            if (reading.calls == 1 && reading.held == 0)
                summary << translated("fits in 1 call");
        }
        if (reading.held > 0)
            summary << counted(reading.held, "%1 held back", "%1 held back");
        if (reading.billableEvents > 0)
            summary << counted(reading.billableEvents, "%1 billable event", "%1 billable events");
    }
    words.summary = summary.join(dot);

    if (reading.entries > 1)
        words.largest = translated("Largest: %1").arg(locale.toString(reading.largestEntry + 1));

    QStringList cost;
    if (reading.calls > 0)
        cost << translated(reading.calls > 1 ? "Requests %1" : "Request %1").arg(bytesText(reading.wireBytes));
    if (reading.minifySaves > 0)
        cost << translated("minifying saves %1").arg(bytesText(reading.minifySaves));
    words.cost = cost.join(dot);

    QStringList tip;
    tip << translated("%1 of %2 (%3)")
               .arg(exactBytesText(reading.bytes), exactBytesText(limit),
                    limitUnit(limit) == u"B"_s ? u"B"_s : bytesText(limit));
    if (reading.calls > 1)
        tip << translated("Largest call: %1").arg(exactBytesText(reading.largestCallBytes));
    if (reading.entries > 0 && reading.bytesLeft() >= 0)
        tip << (reading.calls > 1 ? translated("Left in call %1: %2")
                                        .arg(locale.toString(reading.barCall + 1), exactBytesText(reading.bytesLeft()))
                                  : translated("Left: %1").arg(exactBytesText(reading.bytesLeft())));
    if (reading.calls > 0)
        tip << translated("Request bodies on the wire: %1").arg(exactBytesText(reading.wireBytes));
    if (reading.minifySaves > 0)
        tip << translated("Minifying every Detail saves %1").arg(exactBytesText(reading.minifySaves));
    words.tip = tip.join(u'\n');
    return words;
}

QString MeterWords::spoken() const
{
    QStringList parts;
    parts << count + u' ' + countRest << bytes + u' ' + bytesRest;
    for (const QString &part : {warning, summary, largest, cost}) {
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(u". "_s);
}

QString seatTip(const MeterReading::Seat &seat)
{
    const EntrySize &size = seat.size;
    QStringList lines;
    lines << translated("Entry %1 · %2: %3")
                 .arg(QLocale().toString(seat.entry + 1),
                      seat.detailType.isEmpty() ? translated("(no detail type)") : seat.detailType,
                      exactBytesText(size.total()));
    const auto line = [&lines](const char *field, qint64 bytes) {
        if (bytes > 0)
            lines << u"%1: %2"_s.arg(translated(field), exactBytesText(bytes));
    };
    line("Detail", size.detail);
    line("Source", size.source);
    line("Detail type", size.detailType);
    line("Resources", size.resources);
    line("Time", size.time);
    if (seat.held)
        lines << translated("Stands in no call: it is held back");
    return lines.join(u'\n');
}

} // namespace busload
