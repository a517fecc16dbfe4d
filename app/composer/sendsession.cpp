// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/sendsession.h"

#include "template/resolve.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace busload {

namespace {

//! Asks the provider of the connection in force; the courier itself lives longer than any of them.
class CurrentCredentials : public CredentialsProvider
{
public:
    void request(QObject *context, Answer answer) override
    {
        if (current)
            current->request(context, std::move(answer));
        else
            answer(whyNone);
    }
    void forget() override
    {
        if (current)
            current->forget();
    }

    std::unique_ptr<CredentialsProvider> current;
    Failure whyNone; //!< while there is no current one
};

} // namespace

struct SendSession::Private
{
    Private(Document &doc, HttpTransport &transport, EffectiveFactory effectiveFactory,
            CredentialsFactory credentialsFactory, ClockSkew &skew)
        : document(doc)
        , effective(std::move(effectiveFactory))
        , credentialsFor(std::move(credentialsFactory))
        , clock(skew)
        , courier(transport, credentials, clock)
    {
    }

    Document &document;
    EffectiveFactory effective;
    CredentialsFactory credentialsFor;
    ClockSkew &clock;
    CurrentCredentials credentials;
    Courier courier;
    Connection connection;
    bool sentOnce = false;
    QList<DraftId> drafts; // of each entry of the record
    QHash<DraftId, qsizetype> entries;
    QSet<DraftId> outdated;
    int callsBefore = 0;
    int callsPlanned = 0;
};

SendSession::SendSession(Document &document, HttpTransport &transport, EffectiveFactory effective,
                         CredentialsFactory credentials, ClockSkew &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(document, transport, std::move(effective), std::move(credentials), clock))
{
    connect(&d->courier, &Courier::entryChanged, this,
            [this](qsizetype entry) { emit outcomeChanged(draftOf(entry), entry); });
    connect(&d->courier, &Courier::callFinished, this, &SendSession::callFinished);
    connect(&d->courier, &Courier::finished, this, &SendSession::finished);
    connect(&document, &Document::draftChanged, this, &SendSession::onDraftChanged);
}

SendSession::~SendSession() = default;

void SendSession::setConnection(const Connection &connection)
{
    d->connection = connection;
}

const Connection &SendSession::connection() const
{
    return d->connection;
}

bool SendSession::isRunning() const
{
    return d->courier.isRunning();
}

const SendRecord *SendSession::record() const
{
    return d->sentOnce ? &d->courier.record() : nullptr;
}

DraftId SendSession::draftOf(qsizetype entry) const
{
    const DraftId id = d->drafts.value(entry, 0);
    return d->document.contains(id) ? id : 0;
}

std::optional<Outcome> SendSession::outcomeOf(DraftId draft) const
{
    const qsizetype entry = d->entries.value(draft, -1);
    if (!d->sentOnce || entry < 0 || d->outdated.contains(draft))
        return std::nullopt;
    return d->courier.record().entries.at(entry).outcome;
}

int SendSession::callsDone() const
{
    const QList<CallRecord> &calls = d->courier.record().calls;
    return static_cast<int>(std::count_if(calls.cbegin() + d->callsBefore, calls.cend(),
                                          [](const CallRecord &call) { return !call.secondChance; }));
}

int SendSession::callsPlanned() const
{
    return d->callsPlanned;
}

void SendSession::sendAll()
{
    QList<DraftId> all;
    all.reserve(d->document.count());
    for (const Draft &draft : d->document.drafts())
        all.append(draft.id);
    begin(all);
}

void SendSession::sendOnly(const QList<DraftId> &drafts)
{
    QList<DraftId> inOrder;
    const QSet<DraftId> wanted(drafts.cbegin(), drafts.cend());
    for (const Draft &draft : d->document.drafts()) {
        if (wanted.contains(draft.id))
            inOrder.append(draft.id);
    }
    begin(inOrder);
}

void SendSession::begin(const QList<DraftId> &drafts)
{
    if (isRunning() || drafts.isEmpty())
        return;
    for (DraftId id : drafts) {
        if (holdsBack(unresolved(d->document.draft(id))))
            return;
    }
    // Whole seconds: a delivered event's time has no fraction, and the meter counted ten digits.
    const Instant now{instantFrom(d->clock.localNow()).epochSeconds, 0};
    Entries entries;
    QList<Inspection> inspections;
    d->drafts.clear();
    d->entries.clear();
    d->outdated.clear();
    for (DraftId id : drafts) {
        const Draft &draft = d->document.draft(id);
        d->entries.insert(id, d->drafts.size());
        d->drafts.append(id);
        entries.append(resolve(draft, {now}));
        inspections.append(d->document.inspection(id));
    }
    d->sentOnce = true;
    d->callsBefore = 0;
    d->callsPlanned = static_cast<int>(planFor(inspections, d->connection.limits).calls.size());
    d->courier.send(prepare(), entries);
    emit started();
}

//! Settings that make no sense end as a send without keys: nothing leaves, and every entry says why.
Connection SendSession::prepare()
{
    const Result<EffectiveConnection> effective = d->effective(d->connection);
    d->credentials.current = effective ? d->credentialsFor(effective->connection) : nullptr;
    if (effective)
        return effective->connection;
    d->credentials.whyNone = effective.failure();
    return d->connection;
}

void SendSession::retry()
{
    if (record())
        resend(record()->retryable());
}

void SendSession::resend(const QList<qsizetype> &entries)
{
    if (isRunning() || !d->sentOnce || entries.isEmpty())
        return;
    QList<qint64> bytes;
    for (qsizetype entry : entries)
        bytes.append(d->courier.record().entries.at(entry).bytes);
    d->callsBefore = static_cast<int>(d->courier.record().calls.size());
    d->callsPlanned = static_cast<int>(planCalls(bytes, d->connection.limits).calls.size());
    d->courier.retry(prepare(), entries);
    emit started();
}

void SendSession::cancel()
{
    d->courier.cancel();
}

void SendSession::forget()
{
    if (isRunning())
        return;
    d->sentOnce = false;
    d->drafts.clear();
    d->entries.clear();
    d->outdated.clear();
}

void SendSession::onDraftChanged(DraftId id)
{
    if (!d->entries.contains(id) || d->outdated.contains(id))
        return;
    d->outdated.insert(id);
    emit outcomeOutdated(id);
}

} // namespace busload
