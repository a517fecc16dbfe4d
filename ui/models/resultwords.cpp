// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/resultwords.h"

#include "ui/models/wiretext.h"
#include "ui/words.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ResultWords", text);
}

//! Codes that this program gives to entries which never left because of the connection.
bool concernsOwnConnection(const QString &code)
{
    return code == "RequestRefused"_L1 || code == "TlsFailed"_L1 || code == "NoCredentials"_L1 ||
           code == "HostNotFound"_L1 || code == "ProxyRefused"_L1;
}

QString shortId(const QString &id)
{
    return id.size() <= 12 ? id : id.left(4) + u'…' + id.right(2);
}

} // namespace

Remedy remedyOf(const Outcome &outcome)
{
    switch (outcome.kind) {
    case Outcome::Kind::Accepted:
        return Remedy::None;
    case Outcome::Kind::Unknown:
        return Remedy::Decide;
    case Outcome::Kind::NotSent:
        if (concernsOwnConnection(outcome.errorCode))
            return Remedy::ChangeConnection;
        if (outcome.retryable)
            return Remedy::Retry;
        // A check held it back.
        return outcome.errorCode.isEmpty() ? Remedy::None : Remedy::EditEntry;
    case Outcome::Kind::Rejected:
        break;
    }
    if (outcome.retryable)
        return Remedy::Retry;
    const Remedy remedy = remedyFor(outcome.errorCode, outcome.errorMessage);
    // The service answered "no": what is left to decide is the entry itself.
    return remedy == Remedy::Retry || remedy == Remedy::Decide ? Remedy::EditEntry : remedy;
}

QString remedyVerb(Remedy remedy)
{
    switch (remedy) {
    case Remedy::Retry:
        return tr("Retry");
    case Remedy::EditEntry:
        return tr("Edit");
    case Remedy::ChangeConnection:
        return tr("Change connection");
    case Remedy::FixClock:
        return tr("Check clock");
    case Remedy::Decide:
        return tr("Decide…");
    case Remedy::None:
        break;
    }
    return {};
}

QString remedyHelp(Remedy remedy)
{
    switch (remedy) {
    case Remedy::Retry:
        return tr("Sends this entry again with the same content. It was not accepted, so nothing is doubled.");
    case Remedy::EditEntry:
        return tr("Goes to the entry: sending the same again gives the same answer.");
    case Remedy::ChangeConnection:
        return tr("Opens the connection: its keys, rights or address are refused.");
    case Remedy::FixClock:
        return tr("The clock of this machine differs from the service's; signatures depend on it.");
    case Remedy::Decide:
        return tr("It may have been accepted. Sending it again can duplicate it.");
    case Remedy::None:
        break;
    }
    return {};
}

QString outcomeMessage(const Outcome &outcome)
{
    QString words = outcome.errorMessage.trimmed();
    const auto joined = [&words](const QString &meaning) {
        if (words.isEmpty())
            return meaning;
        const bool ended = words.endsWith(u'.') || words.endsWith(u'!') || words.endsWith(u'?');
        return words + (ended ? u" "_s : u". "_s) + meaning;
    };
    switch (outcome.kind) {
    case Outcome::Kind::Accepted:
        return {};
    case Outcome::Kind::Rejected:
        return outcome.retryable ? joined(tr("Safe to retry.")) : words;
    case Outcome::Kind::Unknown:
        if (words.contains("may have been accepted"_L1, Qt::CaseInsensitive))
            return words;
        return joined(tr("It may have been accepted; sending it again can duplicate it."));
    case Outcome::Kind::NotSent:
        return words.isEmpty() ? tr("Waiting to be sent.") : words;
    }
    return {};
}

QString clockText(const QDateTime &utc)
{
    return utc.isValid() ? utc.toLocalTime().toString(u"HH:mm:ss.zzz"_s) : QString();
}

QString attemptsText(const EntryRecord &entry)
{
    if (entry.attempts.isEmpty()) {
        const QString message = outcomeMessage(entry.outcome);
        return outcomeLabel(entry.outcome.kind) + (message.isEmpty() ? QString() : u": "_s + message);
    }
    QStringList blocks;
    int number = 0;
    for (const Attempt &attempt : entry.attempts) {
        const QString status = attempt.status != 0 ? tr("HTTP %1").arg(attempt.status) : tr("no answer");
        QString block = tr("Attempt %1 · %2 · call %3 · %4 · %5")
                            .arg(++number)
                            .arg(clockText(attempt.sentAt))
                            .arg(attempt.call + 1)
                            .arg(status)
                            .arg(durationText(attempt.latencyMs));
        const Outcome &outcome = attempt.outcome;
        block += u'\n' + outcomeLabel(outcome.kind);
        const QString mark = outcome.eventId.isEmpty() ? outcome.errorCode : outcome.eventId;
        if (!mark.isEmpty())
            block += u" · "_s + mark;
        if (const QString message = outcomeMessage(outcome); !message.isEmpty())
            block += u'\n' + message;
        if (!attempt.requestId.isEmpty())
            block += u'\n' + tr("RequestId %1").arg(attempt.requestId);
        blocks.append(block);
    }
    return blocks.join(u"\n\n"_s);
}

QString sendSummary(const SendRecord &record)
{
    if (record.calls.isEmpty())
        return record.entries.isEmpty() ? QString() : tr("no call was made");
    qint64 elapsed = 0;
    const CallRecord *unanswered = nullptr;
    for (const CallRecord &call : record.calls) {
        elapsed += call.elapsedMs;
        if (call.status == 0)
            unanswered = &call;
    }
    const qsizetype count = record.calls.size();
    QStringList parts{count == 1 ? tr("1 call") : tr("%1 calls").arg(count), durationText(elapsed)};
    if (unanswered)
        parts.append(count == 1 ? tr("no answer") : tr("call %1: no answer").arg(unanswered->index + 1));
    else if (count == 1 && !record.calls.first().requestId.isEmpty())
        parts.append(tr("RequestId %1").arg(shortId(record.calls.first().requestId)));
    return parts.join(u" · "_s);
}

QString retryLabel(const SendRecord &record)
{
    int rejected = 0;
    int notSent = 0;
    for (const qsizetype index : record.retryable()) {
        if (record.entries.at(index).outcome.kind == Outcome::Kind::Rejected)
            ++rejected;
        else
            ++notSent;
    }
    if (rejected > 0 && notSent > 0)
        return tr("Retry %1 rejected, %2 not sent").arg(rejected).arg(notSent);
    if (rejected > 0)
        return tr("Retry %1 rejected").arg(rejected);
    return notSent > 0 ? tr("Send %1 not sent").arg(notSent) : QString();
}

} // namespace busload
