// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The open document: the single truth about what the person is composing. The form, the JSON editor and
// the batch list send it changes and repaint from its signals; none of them knows another.
// Every change is one undo step; typing in one field merges into one.
#pragma once

#include "event/draft.h"
#include "eventbridge/inspection.h"
#include "eventbridge/sendchoices.h"
#include "scenario/scenariofile.h"
#include "json/jsonedit.h"

#include <QObject>
#include <QUndoStack>

#include <memory>

namespace busload {

//! Which text of a draft a change is about, so that typing can merge and editors can skip repaints.
enum class DraftField {
    Label,
    Source,
    DetailType,
    Detail,
    EventBusName,
    Time,
    Resources,
    TraceHeader,
    IdempotencyToken
};

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
    //! What is known of the draft as it would be sent. Precondition: contains(id).
    const Inspection &inspection(DraftId id) const;
    //! One for each draft, in order.
    const QList<Inspection> &inspections() const;
    const Plan &plan() const;
    //! The entry the draft stands for, as the wire will have it. Unit: `now` is for Time "when sent".
    Entry entry(DraftId id, const Instant &now) const;
    Limits limits() const;
    SendChoices sendChoices() const;

    // Changes: each is one undo step. Unknown ids are ignored.
    //! Puts drafts before `index` (-1: at the end); gives them fresh ids, in order.
    QList<DraftId> insert(qsizetype index, Drafts drafts, const QString &stepName);
    void remove(const QList<DraftId> &ids);
    //! Copies stand after the last of the originals. An idempotency token is made anew in the copy: two
    //! events with one token would be taken for one.
    QList<DraftId> duplicate(const QList<DraftId> &ids);
    //! Moves the drafts, in their present order, so that they stand before the draft that is at `index` now.
    void move(const QList<DraftId> &ids, qsizetype index);
    //! Replaces a draft's fields (its id stays). Steps about the same field of the same draft merge
    //! while the person keeps typing in it; breakMerge() ends that.
    void change(DraftId id, DraftField field, const Draft &value);
    //! Changes Detail's text at one place. Merges like typing. Errors: an edit that does not lie within
    //! the text is ignored.
    void editDetail(DraftId id, const TextEdit &edit);
    //! Replaces Detail as a step of its own; only the part that differs is touched.
    void setDetail(DraftId id, const QByteArray &text);
    //! Ends the merging of typing: the next change is a step of its own.
    void breakMerge();
    void setName(const QString &name);

    // Settings of the surroundings, no undo steps
    void setLimits(const Limits &limits);
    void setSendChoices(const SendChoices &choices);

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
