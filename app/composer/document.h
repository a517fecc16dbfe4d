// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The open document: the single truth about what the person is composing. The form, the JSON editor and
// the batch list send it changes and repaint from its signals; none of them knows another.
// Every change is one undo step; typing in one field merges into one.
#pragma once

#include "event/draft.h"
#include "eventbridge/idempotency.h"
#include "eventbridge/inspection.h"
#include "json/jsonedit.h"
#include "scenario/scenariofile.h"

#include <QObject>
#include <QUndoStack>

#include <memory>

namespace busload {

//! Which text of a draft a change is about, so that typing can merge and editors can skip repaints.
enum class DraftField { Label, Source, DetailType, Detail, EventBusName, Time, Resources, TraceHeader, IdempotencyToken };

class Document : public QObject
{
    Q_OBJECT
public:
    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    QUndoStack &undoStack();

    // What is there
    QString name() const;
    QString filePath() const; //!< empty: never saved
    bool isModified() const;
    qsizetype count() const;
    const Drafts &drafts() const;
    const Draft &draft(DraftId id) const; //!< precondition: contains(id)
    const Draft &draftAt(qsizetype index) const;
    bool contains(DraftId id) const;
    qsizetype indexOf(DraftId id) const; //!< -1 when not there
    //! The draft as it would be sent now (WhenSent: the clock's now at the last change).
    const Inspection &inspection(DraftId id) const;
    QList<Inspection> inspections() const;
    Plan plan() const;
    Limits limits() const;
    IdempotencyChoice idempotency() const;

    // Changes: each is one undo step. Unknown ids are ignored.
    //! Puts drafts before `index` (-1: at the end); gives them fresh ids, in order.
    QList<DraftId> insert(qsizetype index, Drafts drafts, const QString &stepName);
    void remove(const QList<DraftId> &ids);
    QList<DraftId> duplicate(const QList<DraftId> &ids);
    //! Moves the drafts, in their present order, so that they stand before the draft that is at `index` now.
    void move(const QList<DraftId> &ids, qsizetype index);
    //! Replaces a draft's fields (its id stays). Steps about the same field of the same draft merge
    //! while the person keeps typing in it; breakMerge() ends that.
    void change(DraftId id, DraftField field, const Draft &value);
    //! Changes Detail's text at one place. Merges like typing.
    void editDetail(DraftId id, const TextEdit &edit);
    void setDetail(DraftId id, const QByteArray &text);
    void breakMerge();

    // Settings of the surroundings, no undo steps
    void setLimits(const Limits &limits);
    void setIdempotency(const IdempotencyChoice &choice);
    void setName(const QString &name);

    // Whole documents
    void clear();
    //! Replaces everything; the undo history starts fresh.
    void load(const Scenario &scenario, const QString &filePath);
    Scenario scenario() const;
    void markSaved(const QString &filePath);

signals:
    //! The list changed (inserted, removed, moved, loaded). Draft contents that stayed are equal.
    void listChanged();
    //! One draft's field changed, for Detail with the edit that does it (offset, removed, inserted).
    void draftChanged(busload::DraftId id, busload::DraftField field);
    void detailEdited(busload::DraftId id, const busload::TextEdit &edit);
    //! Sizes, problems or the plan changed; comes after the two above, once for each change.
    void measured();
    void stateChanged(); //!< name, file or modified

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace busload
