// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendreport.h"

#include "cli/jsonwriter.h"
#include "cli/texttable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

QByteArray numberOrNull(qint64 number, qint64 none)
{
    return number == none ? QByteArray("null") : QByteArray::number(number);
}

QByteArray callJson(const CallRecord &call)
{
    return JsonObject()
        .add("index", call.index)
        .add("entries", jsonNumbers(call.entries))
        .add("bytes", call.bytes)
        .add("status", numberOrNull(call.status, 0))
        .add("requestId", jsonTextOrNull(call.requestId))
        .add("error", jsonTextOrNull(call.errorCode))
        .text();
}

QByteArray entryJson(qsizetype index, const EntryRecord &entry)
{
    return JsonObject()
        .add("index", index)
        .add("outcome", jsonText(outcomeWord(entry.outcome.kind)))
        .add("eventId", jsonTextOrNull(entry.outcome.eventId))
        .add("errorCode", jsonTextOrNull(entry.outcome.errorCode))
        .add("errorMessage", jsonTextOrNull(entry.outcome.errorMessage))
        .add("retryable", jsonBool(entry.outcome.retryable))
        .add("attempts", entry.attempts.size())
        .add("call", numberOrNull(entry.call, -1))
        .add("bytes", entry.bytes)
        .text();
}

//! The outcome as the window names it.
QString outcomeTitle(Outcome::Kind kind)
{
    switch (kind) {
    case Outcome::Kind::NotSent:
        return u"Not sent"_s;
    case Outcome::Kind::Accepted:
        return u"Accepted"_s;
    case Outcome::Kind::Rejected:
        return u"Rejected"_s;
    case Outcome::Kind::Unknown:
        return u"Unknown"_s;
    }
    return {};
}

} // namespace

QByteArray sendReportJson(const SendRecord &record)
{
    const Tally tally = record.tally();
    QList<QByteArray> calls;
    for (const CallRecord &call : record.calls)
        calls.append(callJson(call));
    QList<QByteArray> entries;
    for (qsizetype i = 0; i < record.entries.size(); ++i)
        entries.append(entryJson(i, record.entries.at(i)));
    return JsonObject()
               .add("accepted", tally.accepted)
               .add("rejected", tally.rejected)
               .add("unknown", tally.unknown)
               .add("notSent", tally.notSent)
               .add("calls", jsonArray(calls))
               .add("entries", jsonArray(entries))
               .text() +
           '\n';
}

QString sendReportText(const SendRecord &record)
{
    TextTable table;
    table.addColumn(u"Entry"_s, TextTable::Align::Right);
    table.addColumn(u"Detail type"_s);
    table.addColumn(u"Outcome"_s);
    table.addColumn(u"Event id or code"_s);
    table.addColumn(u"Attempts"_s, TextTable::Align::Right);
    table.addColumn(u"Call"_s, TextTable::Align::Right);
    table.addColumn(u"Bytes"_s, TextTable::Align::Right);
    table.addColumn(u"Message"_s);
    for (qsizetype i = 0; i < record.entries.size(); ++i) {
        const EntryRecord &entry = record.entries.at(i);
        const Outcome &outcome = entry.outcome;
        table.addRow({QString::number(i + 1), entry.entry.detailType, outcomeTitle(outcome.kind),
                      outcome.kind == Outcome::Kind::Accepted ? outcome.eventId : outcome.errorCode,
                      QString::number(entry.attempts.size()), entry.call < 0 ? u"-"_s : QString::number(entry.call + 1),
                      QString::number(entry.bytes), outcome.errorMessage});
    }
    QString text = record.entries.isEmpty() ? QString() : table.text();

    const Tally tally = record.tally();
    QStringList sums;
    const auto add = [&](int number, Outcome::Kind kind) {
        if (number > 0)
            sums.append(u"%1 %2"_s.arg(number).arg(outcomeTitle(kind).toLower()));
    };
    add(tally.accepted, Outcome::Kind::Accepted);
    add(tally.rejected, Outcome::Kind::Rejected);
    add(tally.unknown, Outcome::Kind::Unknown);
    add(tally.notSent, Outcome::Kind::NotSent);
    text += u"%1 %2 in %3 %4"_s.arg(tally.total())
                .arg(tally.total() == 1 ? u"entry"_s : u"entries"_s)
                .arg(record.calls.size())
                .arg(record.calls.size() == 1 ? u"call"_s : u"calls"_s);
    text += sums.isEmpty() ? u".\n"_s : u": "_s + sums.join(u", "_s) + u".\n"_s;
    const auto again = std::count_if(record.entries.cbegin(), record.entries.cend(), [](const EntryRecord &entry) {
        return entry.outcome.kind == Outcome::Kind::Rejected && entry.outcome.retryable;
    });
    if (again > 0)
        text += u"%1 of the rejected can be sent again as %2: --retry does it.\n"_s.arg(again).arg(
            again == 1 ? u"it is"_s : u"they are"_s);
    if (tally.unknown > 0)
        text += u"Unknown means that no trustworthy answer came: the event may have been accepted, and sending it "
                "again can double it.\n"_s;
    return text;
}

ExitCode sendExitCode(const SendRecord &record)
{
    const auto isA = [](Outcome::Kind kind) {
        return [kind](const EntryRecord &entry) { return entry.outcome.kind == kind; };
    };
    if (std::all_of(record.entries.cbegin(), record.entries.cend(), isA(Outcome::Kind::Accepted)))
        return ExitCode::Done;
    // Entries that a check held back are not retryable: they alone are no reason to say "not reached".
    const bool nothingLeft = std::all_of(record.entries.cbegin(), record.entries.cend(), isA(Outcome::Kind::NotSent));
    const bool somethingWouldHave = std::any_of(record.entries.cbegin(), record.entries.cend(),
                                                [](const EntryRecord &entry) { return entry.outcome.retryable; }) ||
                                    !record.calls.isEmpty();
    return nothingLeft && somethingWouldHave ? ExitCode::NoCall : ExitCode::NotAll;
}

SendRecord spreadRecord(const SendRecord &couriers, const QList<qsizetype> &sent, QList<EntryRecord> all)
{
    SendRecord record = couriers;
    for (qsizetype i = 0; i < couriers.entries.size(); ++i)
        all[sent.at(i)] = couriers.entries.at(i);
    record.entries = std::move(all);
    for (CallRecord &call : record.calls) {
        for (qsizetype &entry : call.entries)
            entry = sent.at(entry);
    }
    return record;
}

} // namespace busload::cli
