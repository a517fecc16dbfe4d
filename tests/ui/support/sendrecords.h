// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records of sends as the courier leaves them, for tests of what shows them.
#pragma once

#include "delivery/courier.h"

namespace busload::test {

inline QDateTime sendTime()
{
    return QDateTime(QDate(2026, 11, 23), QTime(13, 20, 5, 412), Qt::UTC);
}

//! An answered call over the given entries, to the local sandbox.
inline CallRecord answeredCall(int index, const QList<qsizetype> &entries, const QByteArray &body = {})
{
    CallRecord call;
    call.index = index;
    call.entries = entries;
    call.bytes = 198 * entries.size();
    call.status = 200;
    call.requestId = QStringLiteral("7b1c0000-1111-2222-3333-4444444455e2");
    call.sentAt = sendTime();
    call.elapsedMs = 41;
    call.request.url = QUrl(QStringLiteral("http://127.0.0.1:4010/"));
    call.request.body = R"({"Entries":[{"Source":"com.mycompany.orders","Detail":"{\"orderId\":\"ORD12345\"}"}]})";
    call.request.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                            {"X-Amz-Target", "AWSEvents.PutEvents"},
                            {"X-Amz-Date", "20261123T132005Z"},
                            {"Authorization", "AWS4-HMAC-SHA256 Credential=leaked", true}};
    call.wireBytes = call.request.body.size();
    call.canonicalRequest = "POST\n/\n\ncontent-type:application/x-amz-json-1.1\n";
    call.stringToSign = "AWS4-HMAC-SHA256\n20261123T132005Z\n";
    call.response.status = 200;
    call.response.progress = HttpProgress::Answered;
    call.response.headers = {{"x-amzn-RequestId", call.requestId.toLatin1()}, {"Set-Cookie", "sid=leaked"}};
    call.response.body = body.isEmpty() ? QByteArray(R"({"FailedEntryCount":1,"Entries":[{"EventId":"3f1e"}]})") : body;
    return call;
}

//! A call that timed out after it was sent.
inline CallRecord unansweredCall(int index, const QList<qsizetype> &entries)
{
    CallRecord call = answeredCall(index, entries);
    call.status = 0;
    call.requestId.clear();
    call.errorCode = QStringLiteral("TimedOut");
    call.errorMessage = QStringLiteral("No answer within 10 s.");
    call.elapsedMs = 10'000;
    call.response = {};
    call.response.error = HttpErrorKind::AnswerTimeout;
    call.response.errorText = call.errorMessage;
    call.response.progress = HttpProgress::Sending;
    return call;
}

inline void addEntry(SendRecord &record, const QString &detailType, const Outcome &outcome, int call, int tries = 1)
{
    EntryRecord entry;
    entry.entry.detailType = detailType;
    entry.entry.source = QStringLiteral("com.mycompany.orders");
    entry.bytes = 198;
    entry.outcome = outcome;
    entry.call = call;
    for (int i = 0; i < tries; ++i) {
        Attempt attempt;
        attempt.sentAt = sendTime().addSecs(i);
        attempt.call = call - tries + 1 + i;
        attempt.status = outcome.kind == Outcome::Kind::Unknown ? 0 : 200;
        attempt.latencyMs = 41;
        attempt.outcome = outcome;
        entry.attempts.append(attempt);
    }
    record.entries.append(entry);
}

//! The picture of the design: seven entries in one call, five accepted, two refused but repeatable.
inline SendRecord partialFailure()
{
    SendRecord record;
    record.connectionName = QStringLiteral("Local sandbox");
    record.startedAt = sendTime();
    const auto ok = [](const char *id) { return Outcome::accepted(QString::fromLatin1(id)); };
    addEntry(record, QStringLiteral("OrderFulfilled"), ok("3f1e5d3c-78a4-9a0b-11aa-0123456789ab"), 0);
    addEntry(record, QStringLiteral("InventoryAdjusted"),
             Outcome::rejected(QStringLiteral("InternalFailure"), QStringLiteral("Internal Service Failure"), true), 0);
    addEntry(record, QStringLiteral("OrderFulfilled"), ok("9c02aa17-11de-4b6f-22bb-0123456789ab"), 0);
    addEntry(record, QStringLiteral("InventoryAdjusted"), ok("f6b1c2d9-5a77-402e-33cc-0123456789ab"), 0);
    addEntry(record, QStringLiteral("CatalogueSnapshot"), ok("0a9d41b6-e3c8-4f11-44dd-0123456789ab"), 0);
    addEntry(record, QStringLiteral("ShipmentBooked"),
             Outcome::rejected(QStringLiteral("ThrottlingException"), QStringLiteral("Rate exceeded"), true), 0);
    addEntry(record, QStringLiteral("InventoryAdjusted"), ok("77d1c2d9-5a77-402e-33cc-0123456789ab"), 0);
    record.calls = {answeredCall(0, {0, 1, 2, 3, 4, 5, 6})};
    return record;
}

//! Everything at once: accepted, three sorts of refusal, unknown, not sent.
inline SendRecord mixedOutcomes()
{
    SendRecord record;
    record.startedAt = sendTime();
    addEntry(record, QStringLiteral("OrderFulfilled"), Outcome::accepted(QStringLiteral("3f1e5d3c-78a4")), 0);
    addEntry(record, QStringLiteral("OrderFulfilled"),
             Outcome::rejected(QStringLiteral("ThrottlingException"), QStringLiteral("Rate exceeded"), true), 2, 2);
    addEntry(record, QStringLiteral("OrderFulfilled"),
             Outcome::rejected(QStringLiteral("MalformedDetail"), QStringLiteral("Detail is malformed."), false), 0);
    addEntry(
        record, QStringLiteral("OrderFulfilled"),
        Outcome::rejected(QStringLiteral("AccessDeniedException"), QStringLiteral("User is not authorized"), false), 0);
    addEntry(record, QStringLiteral("InventoryAdjusted"),
             Outcome::unknown(QStringLiteral("TimedOut"), QStringLiteral("No answer within 10 s.")), 1);
    addEntry(record, QStringLiteral("InventoryAdjusted"),
             Outcome::notSent(QStringLiteral("ConnectionRefused"), QStringLiteral("Nothing listens there."), true), -1,
             0);
    addEntry(record, QStringLiteral("InventoryAdjusted"),
             Outcome::notSent(QStringLiteral("MissingSource"), QStringLiteral("Source is missing."), false), -1, 0);
    record.calls = {answeredCall(0, {0, 1, 2, 3}), unansweredCall(1, {4}), answeredCall(2, {1})};
    return record;
}

} // namespace busload::test
