// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendcommand.h"

#include "cli/backoff.h"
#include "cli/checkreport.h"
#include "cli/connectionoptions.h"
#include "cli/sendreport.h"
#include "eventbridge/errorcodes.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

constexpr int mostRetries = 100;
constexpr int mostSeconds = 24 * 60 * 60;

void addSendOptions(CommandLine &line)
{
    addConnectionOptions(line);
    line.add(u"event-bus"_s, u"BUS"_s, u"Send every entry to this bus, whatever the file says."_s);
    addLimitOption(line);
    line.add(u"retry"_s, u"N"_s,
             u"Send rejected entries that may be repeated again, at most N times. Entries whose outcome\n"
             "is unknown are never sent again."_s);
    line.add(u"timeout"_s, u"SECONDS"_s, u"Time for an answer, 30 by default."_s);
    addIdempotencyOption(line);
    line.add(u"yes"_s, {}, u"Send also over a connection that is marked as production."_s);
    line.add(u"dry-run"_s, {}, u"Check and plan only, and print what would be sent. Needs no keys and no network."_s);
    addOutputOption(line);
}

//! What keeps an entry from being sent; the courier knows only the entry and not what its draft lacked.
const Problem *holdingProblem(const Inspection &inspection)
{
    const auto held = std::find_if(inspection.problems.cbegin(), inspection.problems.cend(),
                                   [](const Problem &problem) { return problem.holdsBack; });
    return held == inspection.problems.cend() ? nullptr : &*held;
}

//! Why nothing was sent yet, with what a person must know before saying yes.
QString productionWarning(const Connection &connection, const Batch &batch)
{
    QStringList buses;
    for (const Entry &entry : batch.entries)
        buses.append(entry.eventBusName.isEmpty() ? u"default"_s : entry.eventBusName);
    buses.removeDuplicates();
    const QString keys = connection.credentialSource == Connection::CredentialSource::Profile
                             ? u"profile %1, "_s.arg(connection.profile)
                             : QString();
    return u"'%1' is marked as production. Nothing was sent. It would be: %2%3, bus %4, %5 entries. Add --yes to "
           "send them."_s.arg(connection.name, keys, connection.region, buses.join(u", "_s))
               .arg(batch.entries.size());
}

} // namespace

SendCommand::SendCommand(Surroundings &surroundings)
    : m_surroundings(surroundings)
{
}

SendCommand::~SendCommand() = default;

void SendCommand::start(const QStringList &arguments)
{
    CommandLine line(
        u"send"_s, {u"FILE|-"_s},
        u"Sends a batch with PutEvents, in as few calls as the limits allow, and tells what became of each\n"
        "entry. Keys come from where the AWS tools find them, or from a connection saved in the window.\n"_s +
            fileHelp() +
            u"\n\nExit codes: 0 all accepted; 1 some entry not accepted; 2 bad usage or unreadable input;\n"
            "3 no call could be made."_s);
    addSendOptions(line);
    if (const auto end = line.parseOrEnd(arguments, m_surroundings)) {
        emit ended(*end);
        return;
    }
    const auto fail = [&](const Failure &failure) {
        m_surroundings.say(line.complaint(failure));
        emit ended(exitCodeFor(failure));
    };
    const Result<Output> output = outputFrom(line);
    if (!output)
        return fail(output.failure());
    const Result<Connection> chosen = chosenConnection(line, m_surroundings);
    if (!chosen)
        return fail(chosen.failure());
    const Result<qint64> retries = line.number(u"retry"_s, 0, mostRetries, 0);
    if (!retries)
        return fail(retries.failure());
    const Result<int> timeoutMs = line.seconds(u"timeout"_s, 1, mostSeconds * 1000, chosen->answerTimeoutMs);
    if (!timeoutMs)
        return fail(timeoutMs.failure());
    const Result<Limits> limits = limitsFrom(line, chosen->limits);
    if (!limits)
        return fail(limits.failure());
    const Result<IdempotencyChoice> idempotency = idempotencyFrom(line, chosen->idempotency);
    if (!idempotency)
        return fail(idempotency.failure());
    m_output = *output;
    m_retriesLeft = static_cast<int>(*retries);

    m_connection = *chosen;
    m_connection.limits = *limits;
    m_connection.answerTimeoutMs = *timeoutMs;
    m_connection.idempotency = *idempotency;

    const bool dryRun = line.isSet(u"dry-run"_s);
    if (!dryRun) {
        m_desk = std::make_unique<ConnectionDesk>(line.value(u"mfa-code"_s), m_surroundings);
        const Result<EffectiveConnection> effective = m_desk->effective(m_connection);
        if (!effective)
            return fail(effective.failure());
        m_connection = effective->connection;
    }
    const Result<Batch> batch = readBatch(
        line.operands().first(), {*limits, line.value(u"event-bus"_s), sendChoices(m_connection)}, m_surroundings);
    if (!batch)
        return fail(batch.failure());

    if (m_output == Output::Text)
        Surroundings::write(m_surroundings.err, problemLines(*batch).toUtf8());
    if (dryRun) {
        m_surroundings.print(m_output == Output::Json ? checkReportJson(*batch)
                                                      : checkReportText(*batch, *limits).toUtf8() +
                                                            "Nothing was sent: this was a dry run.\n");
        emit ended(isValid(*batch) ? ExitCode::Done : ExitCode::NotAll);
        return;
    }
    if (m_connection.production && !line.isSet(u"yes"_s))
        return fail(Failure{FailureKind::Usage, u"--yes"_s, productionWarning(m_connection, *batch)});
    send(*batch);
}

void SendCommand::send(const Batch &batch)
{
    Entries entries;
    for (qsizetype i = 0; i < batch.entries.size(); ++i) {
        EntryRecord record;
        record.entry = batch.entries.at(i);
        record.bytes = batch.inspections.at(i).size.total();
        if (const Problem *problem = holdingProblem(batch.inspections.at(i))) {
            record.outcome = Outcome::notSent(problem->code, problem->message, false);
        } else {
            m_sent.append(i);
            entries.append(record.entry);
        }
        m_held.append(record);
    }

    m_credentials = m_desk->credentialsOf(m_connection);
    m_courier = std::make_unique<Courier>(m_desk->transport(), *m_credentials, m_desk->clock());
    connect(m_courier.get(), &Courier::finished, this, &SendCommand::onFinished);
    m_signals = std::make_unique<SignalWatch>();
    connect(m_signals.get(), &SignalWatch::stopWanted, this, [this] {
        m_cancelled = true;
        m_retriesLeft = 0;
        if (m_courier->isRunning())
            m_courier->cancel();
        else
            report(); // it was waiting to retry
    });
    m_courier->send(m_connection, entries);
}

void SendCommand::onFinished()
{
    const SendRecord &record = m_courier->record();
    QList<qsizetype> again;
    bool throttled = false;
    for (qsizetype i = 0; i < record.entries.size(); ++i) {
        const Outcome &outcome = record.entries.at(i).outcome;
        if (outcome.kind != Outcome::Kind::Rejected || !outcome.retryable)
            continue;
        again.append(i);
        throttled = throttled || isThrottlingCode(outcome.errorCode);
    }
    if (again.isEmpty() || m_retriesLeft == 0) {
        report();
        return;
    }
    // The table before the retry shows what happened; the one after it, what became of that.
    if (m_output == Output::Text)
        m_surroundings.print(sendReportText(currentRecord()).toUtf8() + '\n');
    --m_retriesLeft;
    const int wait = backoffMs(m_retriesDone++, throttled, m_surroundings.chance());
    m_surroundings.say(u"%1 rejected, sending again in %2 ms."_s.arg(again.size()).arg(wait));
    QTimer::singleShot(wait, this, [this, again] {
        if (!m_cancelled)
            m_courier->retry(m_connection, again);
    });
}

SendRecord SendCommand::currentRecord() const
{
    return spreadRecord(m_courier->record(), m_sent, m_held);
}

void SendCommand::report()
{
    const SendRecord record = currentRecord();
    const ExitCode code = sendExitCode(record);
    if (m_cancelled)
        m_surroundings.say(u"Interrupted."_s);
    for (const CallRecord &call : record.calls) {
        if (!call.remark.isEmpty())
            m_surroundings.say(u"Call %1: %2"_s.arg(call.index + 1).arg(call.remark));
    }
    if (code == ExitCode::NoCall && !record.entries.isEmpty())
        m_surroundings.say(u"busload-cli send: no call could be made: %1"_s.arg(
            std::find_if(record.entries.cbegin(), record.entries.cend(), [](const EntryRecord &entry) {
                return entry.outcome.retryable || !entry.attempts.isEmpty();
            })->outcome.errorMessage));
    m_surroundings.print(m_output == Output::Json ? sendReportJson(record) : sendReportText(record).toUtf8());
    emit ended(code);
}

} // namespace busload::cli
