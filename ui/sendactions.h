// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Check, send, retry, cancel: what the person can do with the batch, and what is said about it. It joins
// the send session to the panels; sending itself is the session's business.
#pragma once

#include "composer/sendsession.h"
#include "eventbridge/errorcodes.h"
#include "ui/widgets/noticebar.h"

#include <QObject>

class QAction;

namespace busload {

class BatchPanel;
class BusAdvice;
class EntryPanel;
class ProductionGate;
class ResultsPanel;

//! The parts of the window that sending concerns; all outlive the actions.
struct SendParts
{
    Document &document;
    SendSession &session;
    NoticeBar &notices;
    BatchPanel &batch;
    EntryPanel &entry;
    ResultsPanel &results;
    ProductionGate &gate;
    BusAdvice &buses;
};

class SendActions : public QObject
{
    Q_OBJECT
public:
    SendActions(const SendParts &parts, QWidget &window);

    QAction *checkAction() const { return m_check; }
    QAction *sendAction() const { return m_send; }
    QAction *sendSelectedAction() const { return m_sendSelected; }
    QAction *retryAction() const { return m_retry; }
    QAction *cancelAction() const { return m_cancel; }

    //! After another connection is in use: what the actions say may have changed.
    void refresh();

signals:
    //! The person wants other keys or another endpoint.
    void connectionWanted();

private:
    //! A problem and the draft that has it.
    struct Found
    {
        DraftId draft = 0;
        Problem problem;
    };

    QList<Found> problemsOf(const QList<DraftId> &drafts, bool errorsOnly) const;
    QList<DraftId> allDrafts() const;
    void check();
    void showFound(const QList<Found> &found, qsizetype index);
    void send(const QList<DraftId> &drafts);
    //! Sends after what must be asked: about buses that are not there, about production.
    void sendAsked(const QList<DraftId> &drafts);
    void passGate(const QList<DraftId> &drafts);
    void retry();
    void resend(const QList<qsizetype> &entries);
    void sayClock();
    void onStarted();
    void onCallFinished();
    void onFinished();
    void onRemedy(qsizetype entry, Remedy remedy);
    void editEntry(qsizetype entry);
    void decide(qsizetype entry);
    void goTo(const Found &found);
    QString placeOf(const Found &found) const;

    SendParts m_parts;
    QAction *m_check;
    QAction *m_send;
    QAction *m_sendSelected;
    QAction *m_retry;
    QAction *m_cancel;
};

} // namespace busload
