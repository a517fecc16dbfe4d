// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/inspection.h"

#include "eventbridge/putevents.h"
#include "json/jsonfindings.h"

namespace busload {

namespace {

DetailPlace placeFrom(const JsonPlace &place)
{
    return {place.offset, place.line, place.column};
}

QList<DetailFacts::Finding> findingsFrom(const QList<JsonFinding> &findings)
{
    QList<DetailFacts::Finding> result;
    result.reserve(findings.size());
    for (const JsonFinding &finding : findings)
        result.append({finding.path, finding.text, placeFrom(finding.place)});
    return result;
}

DetailFacts::TopLevel topLevelFrom(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Object:
        return DetailFacts::TopLevel::Object;
    case JsonKind::Array:
        return DetailFacts::TopLevel::Array;
    case JsonKind::String:
        return DetailFacts::TopLevel::String;
    case JsonKind::Number:
    case JsonKind::True:
    case JsonKind::False:
    case JsonKind::Null:
        break;
    }
    return DetailFacts::TopLevel::Other;
}

DetailFacts factsOf(const QByteArray &detail)
{
    const JsonFindings findings = inspectJson(detail, maxDetailDepth);
    DetailFacts facts;
    if (findings.error) {
        facts.topLevel = DetailFacts::TopLevel::Invalid;
        facts.parseError = findings.error->reason;
        facts.parseErrorPlace = placeFrom(findings.error->place);
        facts.minifiedBytes = detail.size();
        return facts;
    }
    facts.topLevel = topLevelFrom(findings.topLevel);
    if (facts.topLevel == DetailFacts::TopLevel::String) {
        const std::optional<QByteArray> held = unwrappedJson(detail);
        facts.stringHoldsObject = held && held->trimmed().startsWith('{');
    }
    facts.duplicateKeys = findingsFrom(findings.duplicateKeys);
    facts.integersPast64Bits = findingsFrom(findings.integersPast64Bits);
    facts.loneSurrogates = findingsFrom(findings.loneSurrogates);
    facts.depth = findings.depth;
    if (findings.tooDeepAt)
        facts.tooDeepAt = placeFrom(*findings.tooDeepAt);
    facts.minifiedBytes = findings.minifiedBytes;
    return facts;
}

} // namespace

Inspection inspect(const Entry &entry, const Limits &limits)
{
    Inspection inspection;
    inspection.size = measure(entry);
    inspection.wireBytes = encodedEntrySize(entry);
    inspection.facts = factsOf(entry.detail);
    inspection.minifiedBytes = inspection.facts.minifiedBytes;
    inspection.problems = checkEntry(entry, inspection.facts, inspection.size.total(), limits);
    return inspection;
}

Plan planFor(const QList<Inspection> &inspections, const Limits &limits)
{
    QList<qsizetype> sendable;
    QList<qint64> bytes;
    QList<qsizetype> tooLarge;
    for (qsizetype i = 0; i < inspections.size(); ++i) {
        const Inspection &inspection = inspections.at(i);
        if (inspection.size.total() > limits.bytesPerCall) {
            tooLarge.append(i);
        } else if (!holdsBack(inspection.problems)) {
            sendable.append(i);
            bytes.append(inspection.size.total());
        }
    }
    Plan plan = planCalls(bytes, limits);
    for (PlannedCall &call : plan.calls) {
        for (qsizetype &entry : call.entries)
            entry = sendable.at(entry);
    }
    plan.tooLarge = tooLarge;
    return plan;
}

} // namespace busload
