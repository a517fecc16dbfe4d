// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/courier.h"

#include "eventbridge/errorcodes.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// Keys that end sooner are asked for again before a call is signed with them.
constexpr qint64 endsSoonSeconds = 60;

//! The call as it was planned, to be sent again.
CallRecord planOf(const CallRecord &call)
{
    CallRecord plan;
    plan.entries = call.entries;
    plan.bytes = call.bytes;
    plan.secondChance = true;
    return plan;
}

} // namespace

Tally SendRecord::tally() const
{
    QList<Outcome> outcomes;
    outcomes.reserve(entries.size());
    for (const EntryRecord &entry : entries)
        outcomes.append(entry.outcome);
    return busload::tally(outcomes);
}

QList<qsizetype> SendRecord::retryable() const
{
    QList<qsizetype> list;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (entries.at(i).outcome.retryable)
            list.append(i);
    }
    return list;
}

struct Courier::Private
{
    HttpTransport &transport;
    CredentialsProvider &credentials;
    ClockSkew &clock;
    SendRecord record;
    Connection connection;
    QUrl server; // for the clock
    sigv4::Credentials keys;
    std::optional<QDateTime> keysEndAt;
    QList<CallRecord> waiting; // calls not begun, in order
    QPointer<PutCall> underWay;
    QObject *run = nullptr; // lives as long as one send or retry; late answers die with it
};

Courier::Courier(HttpTransport &transport, CredentialsProvider &credentials, ClockSkew &clock, QObject *parent)
    : QObject(parent)
    , d(new Private{transport, credentials, clock, {}, {}, {}, {}, {}, {}, {}, nullptr})
{
}

Courier::~Courier() = default;

bool Courier::isRunning() const
{
    return d->run != nullptr;
}

const SendRecord &Courier::record() const
{
    return d->record;
}

void Courier::send(const Connection &connection, const Entries &entries)
{
    Q_ASSERT(!isRunning());
    d->record = {};
    d->record.connectionName = connection.name;
    d->record.startedAt = d->clock.localNow();
    QList<qsizetype> all;
    for (const Entry &original : entries) {
        EntryRecord record;
        record.entry = asSent(original, sendChoices(connection));
        record.outcome = Outcome::notSent(u"NotSentYet"_s, {}, true);
        all.append(d->record.entries.size());
        d->record.entries.append(record);
    }
    begin(connection, all);
}

void Courier::retry(const Connection &connection, const QList<qsizetype> &entries)
{
    Q_ASSERT(!isRunning());
    d->record.connectionName = connection.name;
    begin(connection, entries);
}

void Courier::begin(const Connection &connection, const QList<qsizetype> &entries)
{
    d->connection = connection;
    const Result<Endpoint> endpoint = endpointOf(connection);
    d->server = endpoint ? QUrl(endpoint->url) : QUrl();
    d->waiting.clear();
    d->run = new QObject(this);

    QList<qint64> bytes;
    QList<qsizetype> going;
    for (qsizetype index : entries) {
        EntryRecord &record = d->record.entries[index];
        const Inspection inspection = inspect(record.entry, connection.limits);
        record.bytes = inspection.size.total();
        const auto held = std::find_if(inspection.problems.cbegin(), inspection.problems.cend(),
                                       [](const Problem &problem) { return problem.holdsBack; });
        if (held != inspection.problems.cend()) {
            record.outcome = Outcome::notSent(held->code, held->message, false);
            emit entryChanged(index);
            continue;
        }
        going.append(index);
        bytes.append(record.bytes);
    }
    const Plan plan = planCalls(bytes, connection.limits);
    for (const PlannedCall &planned : plan.calls) {
        CallRecord call;
        for (qsizetype place : planned.entries)
            call.entries.append(going.at(place));
        call.bytes = planned.bytes;
        d->waiting.append(call);
    }
    if (d->waiting.isEmpty()) {
        QMetaObject::invokeMethod(
            d->run, [this] { end(); }, Qt::QueuedConnection);
        return;
    }
    requestKeys([this](const Result<ResolvedCredentials> &answer) { haveCredentials(answer); });
}

void Courier::requestKeys(std::function<void(const Result<ResolvedCredentials> &)> then)
{
    QObject *run = d->run;
    d->credentials.request(run, [this, run, then = std::move(then)](const Result<ResolvedCredentials> &answer) {
        // Also when the keys are there at once: finished() must not come from inside send(). And an
        // answer that comes after cancel() belongs to nobody.
        QMetaObject::invokeMethod(
            run,
            [this, run, then, answer] {
                if (d->run == run)
                    then(answer);
            },
            Qt::QueuedConnection);
    });
}

void Courier::haveCredentials(const Result<ResolvedCredentials> &answer)
{
    if (!answer) {
        const bool settings = answer.failure().kind == FailureKind::Configuration;
        abandonWaiting(settings ? u"BadConfiguration"_s : u"NoCredentials"_s, answer.failure().message);
        end();
        return;
    }
    d->keys = answer->keys;
    d->keysEndAt = answer->expiresAt;
    d->record.credentialsOrigin = answer->origin;
    d->record.accountId = answer->accountId;
    if (d->waiting.isEmpty())
        end();
    else
        startCall(d->waiting.takeFirst());
}

void Courier::next()
{
    if (d->waiting.isEmpty()) {
        end();
        return;
    }
    if (d->keysEndAt && d->clock.now(d->server).secsTo(*d->keysEndAt) < endsSoonSeconds)
        requestKeys([this](const Result<ResolvedCredentials> &answer) { haveCredentials(answer); });
    else
        startCall(d->waiting.takeFirst());
}

void Courier::startCall(CallRecord planned)
{
    planned.index = static_cast<int>(d->record.calls.size());
    Entries entries;
    for (qsizetype index : planned.entries)
        entries.append(d->record.entries.at(index).entry);
    auto *call = new PutCall(d->transport, d->connection, d->keys, std::move(entries), planned, d->run);
    d->underWay = call;
    connect(call, &PutCall::finished, this, [this, call](const CallRecord &record) {
        call->deleteLater();
        onCallFinished(record);
    });
    call->start(d->clock.now(d->server));
}

void Courier::onCallFinished(CallRecord call)
{
    d->underWay = nullptr;
    d->clock.observe(d->server, call.response);
    const auto skew = d->clock.skew(d->server);
    const bool wrongClock = isSkewRefusal(call.errorCode, skew);
    if (wrongClock)
        call.remark = u"This computer's clock is %1 the service's."_s.arg(skewText(skew));
    if (wrongClock && !call.secondChance) {
        call.remark += u" The call is signed again with the service's time."_s;
        takeIn(call);
        if (d->run)
            d->waiting.prepend(planOf(call));
        next();
        return;
    }
    takeIn(call);
    if (d->run && !call.secondChance && areKeysRefused(call.errorCode))
        repeatWithFreshKeys(call);
    else
        next();
}

void Courier::repeatWithFreshKeys(const CallRecord &call)
{
    d->credentials.forget();
    requestKeys([this, call, refused = d->keys](const Result<ResolvedCredentials> &answer) {
        // The same keys would be refused again; the outcome stands as it is.
        if (answer && answer->keys != refused)
            d->waiting.prepend(planOf(call));
        if (d->waiting.isEmpty())
            end();
        else
            haveCredentials(answer);
    });
}

void Courier::takeIn(const CallRecord &call)
{
    d->record.calls.append(call);
    for (qsizetype i = 0; i < call.entries.size(); ++i) {
        EntryRecord &entry = d->record.entries[call.entries.at(i)];
        entry.outcome = call.outcomes.at(i);
        entry.call = call.index;
        Attempt attempt;
        attempt.sentAt = call.sentAt;
        attempt.call = call.index;
        attempt.status = call.status;
        attempt.requestId = call.requestId;
        attempt.latencyMs = call.elapsedMs;
        attempt.outcome = entry.outcome;
        entry.attempts.append(attempt);
        emit entryChanged(call.entries.at(i));
    }
    emit callFinished(call.index);
}

void Courier::abandonWaiting(const QString &code, const QString &message)
{
    const QList<CallRecord> calls = std::exchange(d->waiting, {});
    for (const CallRecord &call : calls) {
        for (qsizetype index : call.entries) {
            EntryRecord &entry = d->record.entries[index];
            // A retry that never began leaves the outcome of the attempt before it standing.
            if (entry.attempts.isEmpty()) {
                entry.outcome = Outcome::notSent(code, message, true);
                emit entryChanged(index);
            }
        }
    }
}

void Courier::cancel()
{
    if (!isRunning())
        return;
    abandonWaiting(u"Cancelled"_s, u"Cancelled before it was sent."_s);
    if (d->underWay)
        d->underWay->abort();
    else
        end();
}

void Courier::end()
{
    if (!d->run)
        return;
    d->run->deleteLater();
    d->run = nullptr;
    d->keys = {};
    emit finished();
}

} // namespace busload
