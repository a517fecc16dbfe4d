// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendcommand.h"

#include "cli/backoff.h"
#include "cli/checkreport.h"
#include "cli/sendreport.h"
#include "credentials/environmentcredentials.h"
#include "eventbridge/errorcodes.h"

#include <QRegularExpression>
#include <QTimer>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

constexpr int mostRetries = 100;
constexpr int mostSeconds = 24 * 60 * 60;
const QString defaultRegion = u"us-east-1"_s;

//! The first of some variables that is set and not blank. Shape: name and value, both empty for none.
std::pair<QString, QString> firstSet(const QProcessEnvironment &environment, const QStringList &names)
{
    for (const QString &name : names) {
        if (const QString value = environment.value(name).trimmed(); !value.isEmpty())
            return {name, value};
    }
    return {};
}

void addSendOptions(CommandLine &line)
{
    line.add(u"endpoint-url"_s, u"URL"_s,
             u"Send there instead of to the region's own endpoint. AWS_ENDPOINT_URL_EVENTBRIDGE and\n"
             "AWS_ENDPOINT_URL do the same."_s);
    line.add(u"region"_s, u"REGION"_s, u"The region; else AWS_REGION, else AWS_DEFAULT_REGION."_s);
    line.add(u"event-bus"_s, u"BUS"_s, u"Send every entry to this bus, whatever the file says."_s);
    addLimitOption(line);
    line.add(u"retry"_s, u"N"_s,
             u"Send rejected entries that may be repeated again, at most N times. Entries whose outcome\n"
             "is unknown are never sent again."_s);
    line.add(u"timeout"_s, u"SECONDS"_s, u"Time for an answer, 30 by default."_s);
    addIdempotencyOption(line);
    line.add(u"dry-run"_s, {}, u"Check and plan only, and print what would be sent. Needs no keys and no network."_s);
    addOutputOption(line);
}

//! An address for people: without a name and password, which the transport refuses later on.
QString shownUrl(const QString &text)
{
    static const QRegularExpression userInfo(u"//[^/?#]*@"_s);
    return QString(text).replace(userInfo, u"//"_s);
}

//! What keeps an entry from being sent; the courier knows only the entry and not what its draft lacked.
const Problem *holdingProblem(const Inspection &inspection)
{
    const auto held = std::find_if(inspection.problems.cbegin(), inspection.problems.cend(),
                                   [](const Problem &problem) { return problem.holdsBack; });
    return held == inspection.problems.cend() ? nullptr : &*held;
}

} // namespace

Result<Connection> connectionFrom(const CommandLine &line, const Surroundings &surroundings)
{
    Connection connection;
    connection.name = u"command line"_s;
    connection.credentialSource = Connection::CredentialSource::Environment;

    connection.endpointUrl = line.value(u"endpoint-url"_s);
    QString subject = u"--endpoint-url"_s;
    const bool ignored = surroundings.environment.value(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s)
                             .compare("true"_L1, Qt::CaseInsensitive) == 0;
    if (connection.endpointUrl.isEmpty() && !ignored) {
        const auto [name, url] =
            firstSet(surroundings.environment, {u"AWS_ENDPOINT_URL_EVENTBRIDGE"_s, u"AWS_ENDPOINT_URL"_s});
        connection.endpointUrl = url;
        if (!url.isEmpty()) {
            subject = name;
            surroundings.say(u"Endpoint %1 from %2."_s.arg(shownUrl(url), name));
        }
    }
    if (!connection.endpointUrl.isEmpty()) {
        connection.kind = Connection::Kind::Custom;
        const QUrl url(connection.endpointUrl, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
            return Failure{FailureKind::Usage, subject,
                           u"'%1' is not an http or https address"_s.arg(shownUrl(connection.endpointUrl))};
    }

    connection.region = line.value(u"region"_s);
    if (connection.region.isEmpty())
        connection.region = firstSet(surroundings.environment, {u"AWS_REGION"_s, u"AWS_DEFAULT_REGION"_s}).second;
    if (connection.region.isEmpty()) {
        if (connection.kind != Connection::Kind::Custom)
            return Failure{FailureKind::Usage, u"--region"_s, u"no region: give --region or set AWS_REGION"_s};
        connection.region = defaultRegion;
        surroundings.say(u"No region given: signing for %1."_s.arg(defaultRegion));
    }
    if (const Result<Endpoint> endpoint = endpointOf(connection); !endpoint)
        return endpoint.failure();
    return connection;
}

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
        "entry. Keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.\n"_s +
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
    const Result<Limits> limits = limitsFrom(line);
    if (!limits)
        return fail(limits.failure());
    const Result<Output> output = outputFrom(line);
    if (!output)
        return fail(output.failure());
    const Result<qint64> retries = line.number(u"retry"_s, 0, mostRetries, 0);
    if (!retries)
        return fail(retries.failure());
    const Result<int> timeoutMs = line.seconds(u"timeout"_s, 1, mostSeconds * 1000, Connection().answerTimeoutMs);
    if (!timeoutMs)
        return fail(timeoutMs.failure());
    const Result<IdempotencyChoice> idempotency = idempotencyFrom(line);
    if (!idempotency)
        return fail(idempotency.failure());
    m_output = *output;
    m_retriesLeft = static_cast<int>(*retries);

    const bool dryRun = line.isSet(u"dry-run"_s);
    if (!dryRun) {
        const Result<Connection> connection = connectionFrom(line, m_surroundings);
        if (!connection)
            return fail(connection.failure());
        m_connection = *connection;
        m_connection.limits = *limits;
        m_connection.answerTimeoutMs = *timeoutMs;
        m_connection.idempotency = *idempotency;
    }
    SendChoices choices = sendChoices(m_connection);
    choices.idempotency = *idempotency; // in a dry run too, which has no connection
    const Result<Batch> batch =
        readBatch(line.operands().first(), {*limits, line.value(u"event-bus"_s), choices}, m_surroundings);
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

    m_transport = m_surroundings.makeTransport();
    m_credentials = std::make_unique<EnvironmentCredentials>(m_surroundings.environment);
    m_courier = std::make_unique<Courier>(*m_transport, *m_credentials, m_surroundings.clock);
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
    if (code == ExitCode::NoCall && !record.entries.isEmpty())
        m_surroundings.say(u"busload-cli send: no call could be made: %1"_s.arg(
            std::find_if(record.entries.cbegin(), record.entries.cend(), [](const EntryRecord &entry) {
                return entry.outcome.retryable || !entry.attempts.isEmpty();
            })->outcome.errorMessage));
    m_surroundings.print(m_output == Output::Json ? sendReportJson(record) : sendReportText(record).toUtf8());
    emit ended(code);
}

} // namespace busload::cli
