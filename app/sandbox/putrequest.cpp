// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/putrequest.h"

#include "event/entrysize.h"
#include "json/jsonfindings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

// Years 0001 to 9999, all that RFC 3339 can write.
constexpr double earliestSecond = -62'135'596'800.0;
constexpr double latestSecond = 253'402'300'799.0;
// The service echoes every entry in full; a few of them are enough to see what it is about.
constexpr int mostEchoedEntries = 2;
constexpr int mostEchoedDetail = 32;

Refusal serialization(const QString &message)
{
    return {u"SerializationException"_s, message, 400};
}

Refusal validation(const QString &message)
{
    return {u"ValidationException"_s, message, 400};
}

QString typeWord(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? u"TRUE_VALUE"_s : u"FALSE_VALUE"_s;
    case QJsonValue::Double:
        return u"NUMBER_VALUE"_s;
    case QJsonValue::String:
        return u"STRING_VALUE"_s;
    case QJsonValue::Array:
        return u"START_ARRAY"_s;
    case QJsonValue::Object:
        return u"START_OBJECT"_s;
    default:
        return u"NULL_VALUE"_s;
    }
}

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

// UTF-8 with U+FFFD in the place of each lone surrogate, the three bytes that measure() counts for one;
// QString::toUtf8() would write a question mark.
QByteArray exactUtf8(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text.at(i).isSurrogate())
            continue;
        const bool isPair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (isPair)
            ++i;
        else
            text[i] = QChar::ReplacementCharacter;
    }
    return text.toUtf8();
}

// Fills entries from JSON; the first member of a wrong type ends it, as a deserialiser ends.
class Deserializer
{
public:
    std::optional<Refusal> refusal;

    QString text(const QJsonObject &object, QLatin1StringView name)
    {
        const QJsonValue value = object.value(name);
        if (isAbsent(value))
            return {};
        if (!value.isString())
            wrongType(value, "a String"_L1);
        return value.toString();
    }

    std::optional<Instant> time(const QJsonObject &object)
    {
        const QJsonValue value = object.value("Time"_L1);
        if (isAbsent(value))
            return std::nullopt;
        const double seconds = std::floor(value.toDouble(latestSecond + 1));
        if (!value.isDouble() || !(seconds >= earliestSecond && seconds <= latestSecond)) {
            wrongType(value, "milliseconds since epoch"_L1);
            return std::nullopt;
        }
        // The delivered event has whole seconds; the fraction is cut here.
        return Instant{static_cast<qint64>(seconds), 0};
    }

    QStringList texts(const QJsonObject &object, QLatin1StringView name)
    {
        const QJsonValue value = object.value(name);
        if (isAbsent(value))
            return {};
        if (!value.isArray())
            wrongType(value, "a List"_L1);
        QStringList items;
        for (const QJsonValue item : value.toArray()) {
            if (isAbsent(item))
                continue;
            if (!item.isString())
                wrongType(item, "a String"_L1);
            items.append(item.toString());
        }
        return items;
    }

    Entry entry(const QJsonValue &value)
    {
        if (!value.isObject())
            wrongType(value, "a Structure"_L1);
        const QJsonObject object = value.toObject();
        Entry entry;
        entry.source = text(object, "Source"_L1);
        entry.detailType = text(object, "DetailType"_L1);
        entry.detail = exactUtf8(text(object, "Detail"_L1));
        entry.eventBusName = text(object, "EventBusName"_L1);
        entry.time = time(object);
        entry.resources = texts(object, "Resources"_L1);
        entry.traceHeader = text(object, "TraceHeader"_L1);
        entry.idempotencyToken = text(object, "IdempotencyToken"_L1);
        return entry;
    }

    void wrongType(const QJsonValue &value, QLatin1StringView wanted)
    {
        if (!refusal)
            refusal = serialization(u"%1 can not be converted to %2"_s.arg(typeWord(value), wanted));
    }
};

QString orNull(const QString &text)
{
    return text.isEmpty() ? u"null"_s : text;
}

QString echo(const Entry &entry)
{
    QString detail = QString::fromUtf8(entry.detail);
    if (detail.size() > mostEchoedDetail)
        detail = detail.left(mostEchoedDetail) + u'…';
    return u"PutEventsRequestEntry(time=%1, source=%2, resources=%3, detailType=%4, detail=%5, eventBusName=%6, "
           "traceHeader=%7, kmsKeyIdentifier=null, internalMetadata=null)"_s.arg(
               entry.time ? formatInstant(*entry.time) : u"null"_s, orNull(entry.source),
               entry.resources.isEmpty() ? u"null"_s : u'[' + entry.resources.join(", "_L1) + u']',
               orNull(entry.detailType), orNull(detail), orNull(entry.eventBusName), orNull(entry.traceHeader));
}

QString echo(const Entries &entries)
{
    QStringList parts;
    for (const Entry &entry : entries.mid(0, mostEchoedEntries))
        parts.append(echo(entry));
    if (entries.size() > mostEchoedEntries)
        parts.append(u"…"_s);
    return u'[' + parts.join(", "_L1) + u']';
}

class Constraints
{
public:
    void broken(const QString &value, const QString &place, const QString &rule)
    {
        m_errors.append(u"Value %1 at '%2' failed to satisfy constraint: Member must %3"_s.arg(value, place, rule));
    }

    void atMost(const QString &value, const QString &place, int length)
    {
        if (value.size() > length)
            broken(u'\'' + value.left(mostEchoedDetail) + u"…'"_s, place,
                   u"have length less than or equal to %1"_s.arg(length));
    }

    std::optional<Refusal> refusal() const
    {
        if (m_errors.isEmpty())
            return std::nullopt;
        return validation(u"%1 validation %2 detected: %3"_s.arg(m_errors.size())
                              .arg(m_errors.size() == 1 ? u"error"_s : u"errors"_s, m_errors.join("; "_L1)));
    }

private:
    QStringList m_errors;
};

void checkBusName(const QString &name, const QString &place, Constraints &constraints)
{
    // Source: NonPartnerEventBusNameOrArn.
    static const QString pattern =
        uR"((arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+)"_s;
    static const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern));
    constraints.atMost(name, place, maxEventBusNameLength);
    if (!name.isEmpty() && !whole.match(name).hasMatch())
        constraints.broken(u'\'' + name.left(maxEventBusNameLength) + u'\'', place,
                           "satisfy regular expression pattern: "_L1 + pattern);
}

std::optional<Refusal> checkConstraints(const Entries &entries, const Limits &limits)
{
    Constraints constraints;
    if (entries.isEmpty())
        constraints.broken(u"'[]'"_s, u"entries"_s, u"have length greater than or equal to 1"_s);
    if (entries.size() > limits.entriesPerCall)
        constraints.broken(u'\'' + echo(entries) + u'\'', u"entries"_s,
                           u"have length less than or equal to %1"_s.arg(limits.entriesPerCall));
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const Entry &entry = entries.at(i);
        const QString place = u"entries.%1.member."_s.arg(i + 1);
        checkBusName(entry.eventBusName, place + "eventBusName"_L1, constraints);
        for (qsizetype k = 0; k < entry.resources.size(); ++k)
            constraints.atMost(entry.resources.at(k), place + u"resources.%1.member"_s.arg(k + 1), maxResourceLength);
        constraints.atMost(entry.traceHeader, place + "traceHeader"_L1, maxTraceHeaderLength);
        constraints.atMost(entry.idempotencyToken, place + "idempotencyToken"_L1, maxIdempotencyTokenLength);
    }
    return constraints.refusal();
}

Refusal missingArgument(QLatin1StringView field)
{
    return {u"InvalidArgument"_s, u"Parameter %1 is not valid. Reason: %1 is a required argument."_s.arg(field), 400};
}

} // namespace

PutRequest readPutRequest(const QByteArray &body, const Limits &limits)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return {
            serialization(u"The request body is not JSON: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset)),
            {}};
    if (!document.isObject())
        return {serialization(u"The request body is not a JSON object."_s), {}};

    Deserializer deserializer;
    const QJsonObject request = document.object();
    deserializer.text(request, "EndpointId"_L1);
    const QJsonValue list = request.value("Entries"_L1);
    if (!isAbsent(list) && !list.isArray())
        deserializer.wrongType(list, "a List"_L1);
    Entries entries;
    // One past the limit is enough to refuse; a body of a million empty entries must not fill the memory.
    const QJsonArray items = list.toArray();
    for (qsizetype i = 0; i < items.size() && i <= limits.entriesPerCall; ++i)
        entries.append(deserializer.entry(items.at(i)));
    if (deserializer.refusal)
        return {deserializer.refusal, {}};
    if (isAbsent(list))
        return {validation(u"1 validation error detected: Value null at 'entries' failed to satisfy constraint: "
                           "Member must not be null"_s),
                {}};

    if (auto refusal = checkConstraints(entries, limits))
        return {refusal, {}};
    qint64 total = 0;
    for (const Entry &entry : entries)
        total += measure(entry).total();
    if (total > limits.bytesPerCall)
        return {usualRefusal(u"ValidationException"_s), {}};
    return {std::nullopt, entries};
}

std::optional<Refusal> refusalOf(const Entry &entry)
{
    if (entry.source.isEmpty())
        return missingArgument("Source"_L1);
    if (entry.detailType.isEmpty())
        return missingArgument("DetailType"_L1);
    if (entry.detail.isEmpty())
        return missingArgument("Detail"_L1);
    const JsonFindings findings = inspectJson(entry.detail, maxDetailDepth);
    if (findings.error || findings.topLevel != JsonKind::Object || findings.tooDeepAt)
        return usualRefusal(u"MalformedDetail"_s);
    if (entry.source.startsWith("aws."_L1))
        return usualRefusal(u"NotAuthorizedForSourceException"_s);
    return std::nullopt;
}

} // namespace busload
