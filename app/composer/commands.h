// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The steps of the undo history. Each is a small value that swaps what is there with what it holds, so
// that undo and redo are one piece of code. Drafts are named by id: places change.
#pragma once

#include "composer/document.h"

#include <QUndoCommand>

namespace busload {

//! The document as its commands see it: the values, and whom to tell what happened to them.
class DocumentState
{
public:
    virtual ~DocumentState() = default;

    virtual Draft *find(DraftId id) = 0;
    //! Places in the list as it is after the change, rising.
    virtual void draftsInserted(const QList<qsizetype> &places) = 0;
    //! Places in the list as it was before the change, rising.
    virtual void draftsRemoved(const QList<qsizetype> &places) = 0;
    //! order[new place] = old place.
    virtual void draftsReordered(const QList<qsizetype> &order) = 0;
    virtual void fieldChanged(DraftId id, DraftField field) = 0;
    virtual void detailChanged(DraftId id, const TextEdit &edit) = 0;
    virtual void nameChanged() = 0;

    QString name;
    Drafts drafts;
};

//! Whether two drafts have the same text in a field (Detail excepted, which has its own command).
bool sameField(const Draft &a, const Draft &b, DraftField field);

//! Drafts put at places of the list, and taken away again on undo.
class InsertCommand : public QUndoCommand
{
public:
    InsertCommand(DocumentState &state, QList<qsizetype> places, Drafts drafts, const QString &text);
    void redo() override;
    void undo() override;

protected:
    void put();
    void take();

private:
    DocumentState &m_state;
    QList<qsizetype> m_places; // rising; of the list that holds the drafts
    Drafts m_drafts;           // while they are not in the list
};

//! The same the other way round.
class RemoveCommand : public InsertCommand
{
public:
    RemoveCommand(DocumentState &state, const QList<qsizetype> &places, const QString &text);
    void redo() override { take(); }
    void undo() override { put(); }
};

class MoveCommand : public QUndoCommand
{
public:
    MoveCommand(DocumentState &state, QList<qsizetype> order, const QString &text);
    void redo() override { apply(m_order); }
    void undo() override;

private:
    void apply(const QList<qsizetype> &order);

    DocumentState &m_state;
    QList<qsizetype> m_order; // m_order[new place] = old place
};

//! One field of one draft. Steps of one generation merge: the first old and the last new value stay.
class FieldCommand : public QUndoCommand
{
public:
    FieldCommand(DocumentState &state, DraftId id, DraftField field, Draft value, int generation);
    void redo() override { swap(); }
    void undo() override { swap(); }
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    void swap();

    DocumentState &m_state;
    DraftId m_id;
    DraftField m_field;
    Draft m_other; // the field's value that is not in the document now
    int m_generation;
};

//! One place of one Detail. Typing on, deleting on and replacing what was just written merge.
class DetailCommand : public QUndoCommand
{
public:
    DetailCommand(DocumentState &state, DraftId id, const TextEdit &edit, int generation);
    void redo() override { swap(); }
    void undo() override { swap(); }
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    void swap();

    DocumentState &m_state;
    DraftId m_id;
    qsizetype m_offset;
    qsizetype m_length; // of the text that stands in the document now
    QByteArray m_other; // the text that does not
    int m_generation;
    // What this step did, for the merging: undo and redo do not touch it.
    QByteArray m_removed;
    QByteArray m_inserted;
};

class NameCommand : public QUndoCommand
{
public:
    NameCommand(DocumentState &state, const QString &name, int generation);
    void redo() override { swap(); }
    void undo() override { swap(); }
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    void swap();

    DocumentState &m_state;
    QString m_other;
    int m_generation;
};

} // namespace busload
