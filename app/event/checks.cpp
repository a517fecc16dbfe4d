// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/checks.h"

#include <QRegularExpression>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

class Checker
{
public:
    Checker(const Entry &entry, const DetailFacts &facts, qint64 bytes, const Limits &limits)
        : m_entry(entry)
        , m_facts(facts)
        , m_bytes(bytes)
        , m_limits(limits)
    {
    }

    Problems run()
    {
        checkSource();
        checkDetailType();
        checkEventBusName();
        checkResources();
        checkTraceHeader();
        checkIdempotencyToken();
        checkDetail();
        checkSize();
        return m_problems;
    }

private:
    Problem &add(EntryField field, Severity severity, const QString &code, const QString &message)
    {
        Problem problem;
        problem.field = field;
        problem.severity = severity;
        problem.code = code;
        problem.message = message;
        m_problems.append(problem);
        return m_problems.last();
    }

    Problem &error(EntryField field, const QString &code, const QString &message)
    {
        return add(field, Severity::Error, code, message);
    }

    Problem &warning(EntryField field, const QString &code, const QString &message)
    {
        return add(field, Severity::Warning, code, message);
    }

    void checkText(EntryField field, const QString &text)
    {
        if (!text.isValidUtf16())
            error(field, u"LoneSurrogate"_s,
                  u"%1 holds half a character, which no UTF-8 can carry. Type that character again."_s.arg(
                      fieldName(field)))
                .holdsBack = true;
        if (text.trimmed() != text)
            warning(field, u"SurroundingBlanks"_s,
                    u"%1 begins or ends with a blank; rules compare every character."_s.arg(fieldName(field)))
                .fix = Fix::TrimField;
    }

    void checkSource()
    {
        if (m_entry.source.isEmpty()) {
            error(
                EntryField::Source, u"MissingSource"_s,
                u"Source is missing. Name the application that sends the event, for instance com.mycompany.orders."_s);
            return;
        }
        if (m_entry.source.startsWith("aws."_L1))
            error(
                EntryField::Source, u"ReservedSource"_s,
                u"Source begins with \"aws.\", which only AWS services may use; the service refuses it. Choose a name of your own."_s);
        checkText(EntryField::Source, m_entry.source);
    }

    void checkDetailType()
    {
        if (m_entry.detailType.isEmpty()) {
            error(EntryField::DetailType, u"MissingDetailType"_s,
                  u"DetailType is missing. Name what happened, for instance OrderFulfilled."_s);
            return;
        }
        // Counted in code points: the documentation says characters.
        const qsizetype length = m_entry.detailType.toUcs4().size();
        if (length > maxDetailTypeLength) {
            error(
                EntryField::DetailType, u"DetailTypeTooLong"_s,
                u"DetailType has %1 characters, %2 are allowed. The service has been seen to answer with an EventId and drop such an event, so it is held back."_s
                    .arg(length)
                    .arg(maxDetailTypeLength))
                .holdsBack = true;
        }
        checkText(EntryField::DetailType, m_entry.detailType);
    }

    void checkEventBusName()
    {
        const QString &bus = m_entry.eventBusName; // its pattern admits no blanks and no surrogates
        if (bus.isEmpty())
            return; // the default bus
        if (bus.size() > maxEventBusNameLength) {
            error(EntryField::EventBusName, u"EventBusNameTooLong"_s,
                  u"EventBusName has %1 characters, %2 are allowed."_s.arg(bus.size()).arg(maxEventBusNameLength))
                .holdsBack = true;
            return;
        }
        // Source: NonPartnerEventBusNameOrArn.
        static const QRegularExpression pattern(QRegularExpression::anchoredPattern(
            uR"((arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+)"_s));
        if (pattern.match(bus).hasMatch())
            return;
        const QString message =
            bus.startsWith("arn:"_L1)
                ? u"EventBusName is not the ARN of an event bus. It looks like arn:aws:events:us-east-1:123456789012:event-bus/name."_s
                : u"EventBusName may hold letters, digits and . - _ only, or be the bus's whole ARN."_s;
        Problem &problem = error(EntryField::EventBusName, u"InvalidEventBusName"_s, message);
        // The service refuses the whole call for it, with all its neighbours.
        problem.holdsBack = true;
        if (pattern.match(bus.trimmed()).hasMatch())
            problem.fix = Fix::TrimField;
    }

    void checkResources()
    {
        for (qsizetype i = 0; i < m_entry.resources.size(); ++i) {
            const QString &resource = m_entry.resources.at(i);
            checkText(EntryField::Resources, resource);
            if (resource.isEmpty()) {
                warning(EntryField::Resources, u"EmptyResource"_s,
                        u"Resource %1 is empty. Remove it or fill in an ARN."_s.arg(i + 1));
            } else if (resource.size() > maxResourceLength) {
                error(EntryField::Resources, u"ResourceTooLong"_s,
                      u"Resource %1 has %2 characters, %3 are allowed."_s.arg(i + 1)
                          .arg(resource.size())
                          .arg(maxResourceLength))
                    .holdsBack = true;
            } else if (!resource.startsWith("arn:"_L1)) {
                add(EntryField::Resources, Severity::Note, u"ResourceNotArn"_s,
                    u"Resource %1 is no ARN. The service takes it, but resources are meant to be ARNs."_s.arg(i + 1));
            }
        }
    }

    void checkTraceHeader()
    {
        checkText(EntryField::TraceHeader, m_entry.traceHeader);
        if (m_entry.traceHeader.size() > maxTraceHeaderLength)
            error(EntryField::TraceHeader, u"TraceHeaderTooLong"_s,
                  u"TraceHeader has %1 characters, %2 are allowed."_s.arg(m_entry.traceHeader.size())
                      .arg(maxTraceHeaderLength))
                .holdsBack = true;
    }

    void checkIdempotencyToken()
    {
        checkText(EntryField::IdempotencyToken, m_entry.idempotencyToken);
        if (m_entry.idempotencyToken.size() > maxIdempotencyTokenLength)
            error(EntryField::IdempotencyToken, u"IdempotencyTokenTooLong"_s,
                  u"The idempotency token has %1 characters, %2 are allowed."_s.arg(m_entry.idempotencyToken.size())
                      .arg(maxIdempotencyTokenLength))
                .holdsBack = true;
    }

    void checkDetail()
    {
        if (m_entry.detail.isEmpty()) {
            error(EntryField::Detail, u"MissingDetail"_s,
                  u"Detail is missing. It must be a JSON object; {} is the smallest."_s);
            return;
        }
        switch (m_facts.topLevel) {
        case DetailFacts::TopLevel::Invalid:
            error(EntryField::Detail, u"DetailNotJson"_s,
                  u"Detail is not JSON: %1 (line %2, column %3)."_s.arg(m_facts.parseError)
                      .arg(m_facts.parseErrorPlace.line)
                      .arg(m_facts.parseErrorPlace.column))
                .place = m_facts.parseErrorPlace;
            return;
        case DetailFacts::TopLevel::Object:
            break;
        case DetailFacts::TopLevel::String:
            if (m_facts.stringHoldsObject) {
                error(EntryField::Detail, u"DetailIsQuotedJson"_s,
                      u"Detail is a JSON string that holds JSON: it was quoted once too often. Unwrap it."_s)
                    .fix = Fix::UnwrapDetail;
                return;
            }
            [[fallthrough]];
        case DetailFacts::TopLevel::Array:
        case DetailFacts::TopLevel::Other:
            error(EntryField::Detail, u"DetailNotObject"_s,
                  u"Detail must be a JSON object: { … }. The service refuses arrays, strings and numbers."_s)
                .place = DetailPlace{};
            return;
        }
        if (m_facts.tooDeepAt)
            error(EntryField::Detail, u"DetailTooDeep"_s,
                  u"Detail is nested %1 levels deep, %2 are processed (line %3, column %4)."_s.arg(m_facts.depth)
                      .arg(maxDetailDepth)
                      .arg(m_facts.tooDeepAt->line)
                      .arg(m_facts.tooDeepAt->column))
                .place = m_facts.tooDeepAt;
        for (const DetailFacts::Finding &finding : m_facts.integersPast64Bits)
            error(EntryField::Detail, u"IntegerPast64Bits"_s,
                  u"%1 is past 64 bits at %2 (line %3, column %4). Write it as a string."_s
                      .arg(finding.text, finding.path)
                      .arg(finding.place.line)
                      .arg(finding.place.column))
                .place = finding.place;
        for (const DetailFacts::Finding &finding : m_facts.loneSurrogates)
            error(
                EntryField::Detail, u"LoneSurrogate"_s,
                u"%1 at %2 is half a character and cannot be read by others (line %3, column %4). Remove it or complete the pair."_s
                    .arg(finding.text, finding.path)
                    .arg(finding.place.line)
                    .arg(finding.place.column))
                .place = finding.place;
        for (const DetailFacts::Finding &finding : m_facts.duplicateKeys)
            warning(EntryField::Detail, u"DuplicateKey"_s,
                    u"The key %1 stands twice in one object (line %2, column %3); most readers keep only the last."_s
                        .arg(finding.path)
                        .arg(finding.place.line)
                        .arg(finding.place.column))
                .place = finding.place;
    }

    void checkSize()
    {
        const qint64 limit = m_limits.bytesPerCall;
        const qint64 saved = m_entry.detail.size() - m_facts.minifiedBytes;
        if (m_bytes > limit) {
            Problem &problem = error(
                EntryField::Entry, u"EntryTooLarge"_s,
                u"This entry has %1 bytes, %2 more than a call may hold; it can never be sent as it is."_s.arg(m_bytes)
                    .arg(m_bytes - limit));
            problem.holdsBack = true;
            if (saved > 0 && m_bytes - saved <= limit) {
                problem.fix = Fix::MinifyDetail;
                problem.message += u" Minified it fits."_s;
            } else {
                problem.message += u" Make Detail smaller, or keep the payload elsewhere and send its address."_s;
            }
        } else if (static_cast<double>(m_bytes) >= static_cast<double>(limit) * nearLimitShare) {
            warning(
                EntryField::Entry, u"EntryNearLimit"_s,
                u"This entry has %1 bytes, %2 below the limit of %3. The delivered event is larger than the entry; an event at the very limit may not reach its targets."_s
                    .arg(m_bytes)
                    .arg(limit - m_bytes)
                    .arg(limit));
        }
    }

    const Entry &m_entry;
    const DetailFacts &m_facts;
    const qint64 m_bytes;
    const Limits &m_limits;
    Problems m_problems;
};

} // namespace

Problems checkEntry(const Entry &entry, const DetailFacts &facts, qint64 entryBytes, const Limits &limits)
{
    return Checker(entry, facts, entryBytes, limits).run();
}

} // namespace busload
