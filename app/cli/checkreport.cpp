// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/checkreport.h"

#include "cli/jsonwriter.h"
#include "cli/texttable.h"

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

QByteArray problemJson(const Problem &problem)
{
    return JsonObject()
        .add("field", jsonText(fieldName(problem.field)))
        .add("severity", jsonText(severityWord(problem.severity)))
        .add("code", jsonText(problem.code))
        .add("message", jsonText(problem.message))
        .text();
}

QByteArray entryJson(qsizetype index, const Inspection &inspection)
{
    QList<QByteArray> problems;
    for (const Problem &problem : inspection.problems)
        problems.append(problemJson(problem));
    return JsonObject()
        .add("index", index)
        .add("bytes", inspection.size.total())
        .add("billableEvents", billableEvents(inspection.size.total()))
        .add("problems", jsonArray(problems))
        .text();
}

QString counted(qsizetype number, const QString &one, const QString &many)
{
    return QString::number(number) + u' ' + (number == 1 ? one : many);
}

} // namespace

QByteArray checkReportJson(const Batch &batch)
{
    QList<QByteArray> entries;
    for (qsizetype i = 0; i < batch.inspections.size(); ++i)
        entries.append(entryJson(i, batch.inspections.at(i)));
    QList<QByteArray> calls;
    for (const PlannedCall &call : batch.plan.calls)
        calls.append(JsonObject().add("entries", jsonNumbers(call.entries)).add("bytes", call.bytes).text());
    return JsonObject()
               .add("valid", jsonBool(isValid(batch)))
               .add("entries", jsonArray(entries))
               .add("calls", jsonArray(calls))
               .text() +
           '\n';
}

QString checkReportText(const Batch &batch, const Limits &limits)
{
    TextTable table;
    table.addColumn(u"Entry"_s, TextTable::Align::Right);
    table.addColumn(u"Detail type"_s);
    table.addColumn(u"Source"_s);
    table.addColumn(u"Bus"_s);
    table.addColumn(u"Bytes"_s, TextTable::Align::Right);
    table.addColumn(u"Call"_s, TextTable::Align::Right);
    table.addColumn(u"Problems"_s);
    qint64 bytes = 0;
    qint64 billable = 0;
    qsizetype errors = 0;
    qsizetype warnings = 0;
    for (qsizetype i = 0; i < batch.entries.size(); ++i) {
        const Entry &entry = batch.entries.at(i);
        const Inspection &inspection = batch.inspections.at(i);
        QStringList codes;
        for (const Problem &problem : inspection.problems) {
            codes.append(problem.code);
            errors += problem.severity == Severity::Error ? 1 : 0;
            warnings += problem.severity == Severity::Warning ? 1 : 0;
        }
        const qsizetype call = batch.plan.callOf(i);
        bytes += inspection.size.total();
        billable += billableEvents(inspection.size.total());
        table.addRow({QString::number(i + 1), entry.detailType, entry.source,
                      entry.eventBusName.isEmpty() ? u"default"_s : entry.eventBusName,
                      QString::number(inspection.size.total()), call < 0 ? u"-"_s : QString::number(call + 1),
                      codes.join(u", "_s)});
    }
    QString text = batch.entries.isEmpty() ? QString() : table.text();
    for (qsizetype i = 0; i < batch.plan.calls.size(); ++i) {
        const PlannedCall &call = batch.plan.calls.at(i);
        text += u"Call %1: %2 of %3 entries, %4 of %5 bytes\n"_s.arg(i + 1)
                    .arg(call.entries.size())
                    .arg(limits.entriesPerCall)
                    .arg(call.bytes)
                    .arg(limits.bytesPerCall);
    }
    return text + u"%1, %2 bytes, %3, %4: %5, %6.\n"_s.arg(
                      counted(batch.entries.size(), u"entry"_s, u"entries"_s), QString::number(bytes),
                      counted(batch.plan.calls.size(), u"call"_s, u"calls"_s),
                      counted(billable, u"billable event"_s, u"billable events"_s),
                      counted(errors, u"error"_s, u"errors"_s), counted(warnings, u"warning"_s, u"warnings"_s));
}

QString problemLines(const Batch &batch)
{
    QString text;
    for (qsizetype i = 0; i < batch.inspections.size(); ++i) {
        for (const Problem &problem : batch.inspections.at(i).problems) {
            QString where = u"entry %1"_s.arg(i + 1);
            if (problem.field != EntryField::Entry)
                where += u", "_s + fieldName(problem.field);
            if (problem.place)
                where += u", line %1, column %2"_s.arg(problem.place->line).arg(problem.place->column);
            text += u"%1: %2 %3: %4\n"_s.arg(where, severityWord(problem.severity), problem.code,
                                             printable(problem.message));
        }
    }
    return text;
}

} // namespace busload::cli
