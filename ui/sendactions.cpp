// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendactions.h"

#include "template/resolve.h"
#include "ui/busadvice.h"
#include "ui/productiongate.h"
#include "ui/widgets/batchpanel.h"
#include "ui/widgets/entrypanel.h"
#include "ui/widgets/resultspanel.h"
#include "ui/words.h"

#include <QAction>

#include <algorithm>
#include <iterator>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

const QString sendSubject = u"send"_s;

QAction *actionFor(QObject *parent, const QString &text, const QList<QKeySequence> &keys, const QString &name)
{
    auto *action = new QAction(text, parent);
    action->setObjectName(name);
    action->setShortcuts(keys);
    return action;
}

//! The field that a refusal of the service is about.
EntryField fieldOfCode(const Outcome &outcome)
{
    if (outcome.errorCode.startsWith("NotAuthorizedForSource"_L1) || outcome.errorMessage.contains("Source"_L1))
        return EntryField::Source;
    if (outcome.errorCode.startsWith("NotAuthorizedForDetailType"_L1) || outcome.errorMessage.contains("DetailType"_L1))
        return EntryField::DetailType;
    return EntryField::Detail;
}

} // namespace

SendActions::SendActions(const SendParts &parts, QWidget &window)
    : QObject(&window)
    , m_parts(parts)
    , m_check(actionFor(this, tr("&Check"), {QKeySequence(tr("Ctrl+K"))}, u"checkAction"_s))
    , m_send(actionFor(this, tr("&Send"), {QKeySequence(tr("Ctrl+Return")), QKeySequence(tr("Ctrl+Enter"))},
                       u"sendAction"_s))
    , m_sendSelected(
          actionFor(this, tr("Send se&lected"), {QKeySequence(tr("Ctrl+Shift+Return"))}, u"sendSelectedAction"_s))
    , m_retry(actionFor(this, tr("&Retry rejected"), {QKeySequence(tr("Ctrl+R"))}, u"retryAction"_s))
    , m_cancel(actionFor(this, tr("C&ancel sending"), {QKeySequence(tr("Ctrl+."))}, u"cancelAction"_s))
{
    m_check->setShortcut(QKeySequence(tr("F7")));
    m_check->setToolTip(tr("Look for problems before sending (F7)"));
    connect(m_check, &QAction::triggered, this, &SendActions::check);
    connect(m_send, &QAction::triggered, this, [this] { send(allDrafts()); });
    connect(m_sendSelected, &QAction::triggered, this, [this] { send(m_parts.batch.selected()); });
    connect(m_retry, &QAction::triggered, this, &SendActions::retry);
    connect(m_cancel, &QAction::triggered, &m_parts.session, &SendSession::cancel);

    connect(&m_parts.document, &Document::measured, this, &SendActions::refresh);
    connect(&m_parts.document, &Document::listChanged, this, &SendActions::refresh);
    connect(&m_parts.batch, &BatchPanel::selectionChanged, this, &SendActions::refresh);

    connect(&m_parts.session, &SendSession::started, this, &SendActions::onStarted);
    connect(&m_parts.session, &SendSession::callFinished, this, &SendActions::onCallFinished);
    connect(&m_parts.session, &SendSession::finished, this, &SendActions::onFinished);
    connect(&m_parts.session, &SendSession::outcomeChanged, this,
            [this](DraftId draft) { m_parts.batch.setOutcome(draft, m_parts.session.outcomeOf(draft)); });
    connect(&m_parts.session, &SendSession::outcomeOutdated, this,
            [this](DraftId draft) { m_parts.batch.setOutcome(draft, std::nullopt); });

    connect(&m_parts.results, &ResultsPanel::retryRequested, this, &SendActions::retry);
    connect(&m_parts.results, &ResultsPanel::cancelRequested, &m_parts.session, &SendSession::cancel);
    connect(&m_parts.results, &ResultsPanel::remedyRequested, this, &SendActions::onRemedy);
    connect(&m_parts.results, &ResultsPanel::entryActivated, this, [this](qsizetype entry) {
        if (const DraftId draft = m_parts.session.draftOf(entry))
            m_parts.batch.setCurrent(draft);
    });
    refresh();
}

QList<DraftId> SendActions::allDrafts() const
{
    QList<DraftId> all;
    for (const Draft &draft : m_parts.document.drafts())
        all.append(draft.id);
    return all;
}

void SendActions::refresh()
{
    const qsizetype count = m_parts.document.count();
    const int calls = static_cast<int>(m_parts.document.plan().calls.size());
    const bool running = m_parts.session.isRunning();
    // Only what never resolves and what fits nowhere keeps the button shut: the service answers the rest.
    qsizetype unresolvedAt = -1;
    for (qsizetype i = 0; i < count && unresolvedAt < 0; ++i) {
        if (holdsBack(unresolved(m_parts.document.draftAt(i))))
            unresolvedAt = i;
    }
    if (running)
        m_send->setIconText(tr("Sending…"));
    else if (calls > 1)
        m_send->setIconText(tr("Send %1 in %2").arg(count).arg(callsText(calls)));
    else
        m_send->setIconText(count == 1 ? tr("Send 1 entry") : tr("Send %1 entries").arg(count));
    m_send->setText(tr("&Send"));
    QString tip = tr("Send the batch to %1 (Ctrl+Enter)").arg(m_parts.session.connection().name);
    if (count == 0)
        tip = tr("There is nothing to send yet. Add an entry first.");
    else if (unresolvedAt >= 0)
        tip = tr("Entry %1 cannot be sent as it is: its Time is not a time. Mend it first.").arg(unresolvedAt + 1);
    else if (calls == 0)
        tip = tr("No entry can be sent as it is. Check says why.");
    m_send->setToolTip(tip);
    m_send->setEnabled(!running && count > 0 && calls > 0 && unresolvedAt < 0);
    m_sendSelected->setEnabled(!running && unresolvedAt < 0 && !m_parts.batch.selected().isEmpty());
    m_check->setEnabled(count > 0);
    m_cancel->setEnabled(running);
    const SendRecord *record = m_parts.session.record();
    m_retry->setEnabled(!running && record && !record->retryable().isEmpty());
}

QList<SendActions::Found> SendActions::problemsOf(const QList<DraftId> &drafts, bool errorsOnly) const
{
    QList<Found> found;
    for (DraftId draft : drafts) {
        for (const Problem &problem : m_parts.document.inspection(draft).problems) {
            if (problem.severity == Severity::Error || (!errorsOnly && problem.severity == Severity::Warning))
                found.append({draft, problem});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found &a, const Found &b) { return a.problem.severity > b.problem.severity; });
    return found;
}

QString SendActions::placeOf(const Found &found) const
{
    const QString name = m_parts.document.draft(found.draft).detailType;
    const qsizetype number = m_parts.document.indexOf(found.draft) + 1;
    return name.isEmpty() ? tr("Entry %1").arg(number) : tr("Entry %1, %2").arg(number).arg(name);
}

void SendActions::goTo(const Found &found)
{
    m_parts.batch.setCurrent(found.draft);
    m_parts.entry.showProblem(found.draft, found.problem);
}

void SendActions::check()
{
    const QList<Found> found = problemsOf(allDrafts(), false);
    if (!found.isEmpty()) {
        showFound(found, 0);
        return;
    }
    const int calls = static_cast<int>(m_parts.document.plan().calls.size());
    m_parts.notices.showNotice(NoticeBar::Kind::Good,
                               tr("No problems. %1, %2.").arg(entriesText(m_parts.document.count()), callsText(calls)),
                               {}, sendSubject);
}

void SendActions::showFound(const QList<Found> &found, qsizetype index)
{
    const Found &now = found.at(index);
    if (!m_parts.document.contains(now.draft))
        return;
    goTo(now);
    QList<NoticeBar::Action> actions;
    if (found.size() > 1)
        actions.append(
            {tr("Next problem"), [this, found, index] { showFound(found, (index + 1) % found.size()); }, false});
    m_parts.notices.showNotice(
        now.problem.severity == Severity::Error ? NoticeBar::Kind::Error : NoticeBar::Kind::Warning,
        tr("Problem %1 of %2. %3: %4").arg(index + 1).arg(found.size()).arg(placeOf(now), now.problem.message), actions,
        sendSubject);
}

void SendActions::send(const QList<DraftId> &drafts)
{
    const QList<Found> errors = problemsOf(drafts, true);
    if (errors.isEmpty()) {
        sendAsked(drafts);
        return;
    }
    QSet<DraftId> wrong;
    for (const Found &found : errors)
        wrong.insert(found.draft);
    QList<DraftId> right;
    for (DraftId draft : drafts) {
        if (!wrong.contains(draft))
            right.append(draft);
    }
    const bool held = holdsBack({errors.first().problem});
    QList<NoticeBar::Action> actions{{tr("Go to it"), [this, first = errors.first()] { goTo(first); }, true}};
    if (!right.isEmpty())
        actions.append({tr("Send the other %1").arg(right.size()), [this, right] { sendAsked(right); }, false});
    actions.append({tr("Send all the same"), [this, drafts] { sendAsked(drafts); }, false});
    m_parts.notices.showNotice(NoticeBar::Kind::Warning,
                               tr("%1: %2 %3")
                                   .arg(placeOf(errors.first()), errors.first().problem.message,
                                        held ? tr("It will be held back.") : tr("The service will refuse it.")),
                               actions, sendSubject);
}

void SendActions::sendAsked(const QList<DraftId> &drafts)
{
    DraftId first = 0;
    QStringList gone;
    for (DraftId draft : drafts) {
        const QStringList missing = m_parts.buses.missing({m_parts.document.draft(draft).eventBusName});
        if (!missing.isEmpty() && first == 0)
            first = draft;
        gone += missing;
    }
    gone.removeDuplicates();
    if (gone.isEmpty()) {
        passGate(drafts);
        return;
    }
    Problem problem;
    problem.field = EntryField::EventBusName;
    problem.severity = Severity::Warning;
    m_parts.notices.showNotice(
        NoticeBar::Kind::Warning,
        tr("There is no bus %1 in this account and region: EventBridge would accept its events and drop them.")
            .arg(gone.join(u", "_s)),
        {{tr("Go to it"),
          [this, first, problem] {
              goTo({first, problem});
          },
          true},
         {tr("Send all the same"), [this, drafts] { passGate(drafts); }, false}},
        sendSubject);
}

void SendActions::passGate(const QList<DraftId> &drafts)
{
    ProductionGate::Load load;
    load.entries = drafts.size();
    for (DraftId draft : drafts)
        load.buses.append(m_parts.document.draft(draft).eventBusName);
    m_parts.gate.pass(m_parts.session.connection(), load, [this, drafts] {
        // The dialog leaves the window open: an entry may be gone by now.
        QList<DraftId> there;
        std::copy_if(drafts.cbegin(), drafts.cend(), std::back_inserter(there),
                     [this](DraftId draft) { return m_parts.document.contains(draft); });
        m_parts.session.sendOnly(there);
    });
}

void SendActions::retry()
{
    if (const SendRecord *record = m_parts.session.record())
        resend(record->retryable());
}

void SendActions::resend(const QList<qsizetype> &entries)
{
    if (entries.isEmpty() || m_parts.session.isRunning())
        return;
    // Another connection may be in use than the one they were sent over.
    ProductionGate::Load load;
    load.entries = entries.size();
    for (qsizetype entry : entries)
        load.buses.append(m_parts.session.record()->entries.at(entry).entry.eventBusName);
    m_parts.gate.pass(m_parts.session.connection(), load, [this, entries] { m_parts.session.resend(entries); });
}

void SendActions::onStarted()
{
    m_parts.notices.dismiss(sendSubject);
    m_parts.results.setRecord(m_parts.session.record());
    m_parts.results.setRunning(true, m_parts.session.callsDone(), m_parts.session.callsPlanned());
    for (const Draft &draft : m_parts.document.drafts())
        m_parts.batch.setOutcome(draft.id, m_parts.session.callsDone() == 0 && m_parts.session.record()->calls.isEmpty()
                                               ? std::nullopt
                                               : m_parts.session.outcomeOf(draft.id));
    refresh();
}

void SendActions::onCallFinished()
{
    m_parts.results.refresh();
    m_parts.results.setRunning(true, m_parts.session.callsDone(), m_parts.session.callsPlanned());
}

void SendActions::onFinished()
{
    m_parts.results.setRunning(false);
    m_parts.results.refresh();
    refresh();
    sayClock();
    const QList<CallRecord> &calls = m_parts.session.record()->calls;
    if (std::any_of(calls.cbegin(), calls.cend(), [](const CallRecord &call) { return call.status == 200; }))
        m_parts.buses.ask(); // the keys are at hand and good
}

void SendActions::sayClock()
{
    for (const CallRecord &call : m_parts.session.record()->calls) {
        if (call.remark.isEmpty())
            continue;
        m_parts.notices.showNotice(NoticeBar::Kind::Warning, call.remark + u' ' + tr("Set this computer's clock."), {},
                                   sendSubject);
        return;
    }
}

void SendActions::onRemedy(qsizetype entry, Remedy remedy)
{
    switch (remedy) {
    case Remedy::Retry:
        resend({entry});
        break;
    case Remedy::EditEntry:
        editEntry(entry);
        break;
    case Remedy::ChangeConnection:
        emit connectionWanted();
        break;
    case Remedy::FixClock:
        m_parts.notices.showNotice(
            NoticeBar::Kind::Error,
            tr("The service refused the signature's date: %1 Set this computer's clock, then retry.")
                .arg(m_parts.session.record()->entries.at(entry).outcome.errorMessage),
            {}, sendSubject);
        break;
    case Remedy::Decide:
        decide(entry);
        break;
    case Remedy::None:
        break;
    }
}

void SendActions::editEntry(qsizetype entry)
{
    const DraftId draft = m_parts.session.draftOf(entry);
    if (!draft) {
        m_parts.notices.showNotice(NoticeBar::Kind::Info,
                                   tr("This entry is no longer in the batch. Undo brings it back."), {}, sendSubject);
        return;
    }
    const Problems &problems = m_parts.document.inspection(draft).problems;
    const auto error = std::find_if(problems.cbegin(), problems.cend(),
                                    [](const Problem &problem) { return problem.severity == Severity::Error; });
    Problem problem;
    if (error != problems.cend()) {
        problem = *error;
    } else {
        const Outcome &outcome = m_parts.session.record()->entries.at(entry).outcome;
        problem.field = fieldOfCode(outcome);
        problem.message = outcome.errorMessage;
    }
    goTo({draft, problem});
}

void SendActions::decide(qsizetype entry)
{
    const SendRecord &record = *m_parts.session.record();
    QList<qsizetype> unknown;
    for (qsizetype i = 0; i < record.entries.size(); ++i) {
        if (record.entries.at(i).outcome.kind == Outcome::Kind::Unknown)
            unknown.append(i);
    }
    QList<NoticeBar::Action> actions{{tr("Send it again"), [this, entry] { resend({entry}); }, false}};
    if (unknown.size() > 1)
        actions.append({tr("Send all %1 again").arg(unknown.size()), [this, unknown] { resend(unknown); }, false});
    actions.append({tr("Leave it"), [] {}, true});
    m_parts.notices.showNotice(
        NoticeBar::Kind::Warning,
        tr("No trustworthy answer came for entry %1: it may have been accepted. Sending it again can duplicate it.")
            .arg(entry + 1),
        actions, sendSubject);
}

} // namespace busload
