// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/answer.h"

#include "eventbridge/errorcodes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

CallAnswer allUnknown(qsizetype entryCount, const QString &code, const QString &message)
{
    CallAnswer answer;
    answer.outcomes.fill(Outcome::unknown(code, message), entryCount);
    answer.errorCode = code;
    answer.errorMessage = message;
    return answer;
}

CallAnswer allRejected(qsizetype entryCount, const ServiceError &error)
{
    CallAnswer answer;
    answer.outcomes.fill(Outcome::rejected(error.code, error.message, isRetryableCallCode(error.code)), entryCount);
    answer.errorCode = error.code;
    answer.errorMessage = error.message;
    return answer;
}

Outcome readResult(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QString eventId = object.value("EventId"_L1).toString();
    const QString code = object.value("ErrorCode"_L1).toString();
    const QString message = shortenedMessage(object.value("ErrorMessage"_L1).toString());
    if (!eventId.isEmpty() && !code.isEmpty()) {
        return Outcome::unknown(
            u"ContradictoryAnswer"_s,
            u"The service gave both an EventId (%1) and an error (%2: %3). The entry may have been accepted."_s.arg(
                eventId, code, message));
    }
    if (!eventId.isEmpty())
        return Outcome::accepted(eventId);
    if (!code.isEmpty())
        return Outcome::rejected(code, message, isRetryableEntryCode(code));
    return Outcome::unknown(
        u"NoEntryResult"_s,
        u"The service gave neither an EventId nor an error for this entry. It may have been accepted."_s);
}

// The entries' own results, where the answer holds a list of as many as were sent.
std::optional<CallAnswer> readResults(const QJsonDocument &document, qsizetype entryCount)
{
    const QJsonValue entries = document.object().value("Entries"_L1);
    if (!entries.isArray() || entries.toArray().size() != entryCount)
        return std::nullopt;
    CallAnswer answer;
    answer.failedEntryCount = document.object().value("FailedEntryCount"_L1).toInt();
    for (const QJsonValue value : entries.toArray())
        answer.outcomes.append(readResult(value));
    return answer;
}

CallAnswer readSuccess(const RawAnswer &answer, qsizetype entryCount)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &parseError);
    if (parseError.error != QJsonParseError::NoError || !document.isObject()) {
        return allUnknown(entryCount, u"UnreadableAnswer"_s,
                          u"The answer is not the JSON that PutEvents gives. The entries may have been accepted."_s);
    }
    const std::optional<CallAnswer> results = readResults(document, entryCount);
    if (results)
        return *results;
    const QJsonValue entries = document.object().value("Entries"_L1);
    if (!entries.isArray()) {
        return allUnknown(entryCount, u"UnreadableAnswer"_s,
                          u"The answer holds no list of entries. The entries may have been accepted."_s);
    }
    return allUnknown(
        entryCount, u"WrongEntryCount"_s,
        u"The answer holds %1 results for %2 entries, so none can be told. The entries may have been accepted."_s
            .arg(entries.toArray().size())
            .arg(entryCount));
}

CallAnswer readServerError(const RawAnswer &answer, qsizetype entryCount)
{
    const std::optional<CallAnswer> results = readResults(QJsonDocument::fromJson(answer.body), entryCount);
    if (results && entryCount > 0)
        return *results;
    ServiceError error = readServiceError(answer);
    if (error.message.isEmpty())
        error.message = u"The service failed with HTTP %1."_s.arg(answer.status);
    return allUnknown(entryCount, error.code, error.message);
}

CallAnswer readRefusal(const RawAnswer &answer, qsizetype entryCount)
{
    ServiceError error = readServiceError(answer);
    if (error.message.isEmpty()) {
        error.message =
            answer.status == 413
                ? u"The request body is too large for the service. Send fewer or smaller entries in a call."_s
                : u"The service refused the call with HTTP %1."_s.arg(answer.status);
    }
    return allRejected(entryCount, error);
}

} // namespace

CallAnswer readAnswer(const RawAnswer &answer, qsizetype entryCount)
{
    if (answer.status == 200)
        return readSuccess(answer, entryCount);
    if (answer.status >= 400 && answer.status < 500)
        return readRefusal(answer, entryCount);
    if (answer.status >= 500 && answer.status < 600)
        return readServerError(answer, entryCount);
    if (answer.status >= 300 && answer.status < 400) {
        return allUnknown(
            entryCount, u"RedirectRefused"_s,
            u"The address answered with a redirect (HTTP %1), which is never followed. Check the endpoint."_s.arg(
                answer.status));
    }
    return allUnknown(
        entryCount, u"UnexpectedStatus"_s,
        u"The address answered with HTTP %1, which PutEvents never does. The entries may have been accepted."_s.arg(
            answer.status));
}

} // namespace busload
