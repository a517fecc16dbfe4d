// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/commands.h"

#include <QCoreApplication>

#include <utility>

namespace busload {

namespace {

enum CommandId { FieldId = 1, DetailId, NameId };

QString fieldStepName(DraftField field)
{
    switch (field) {
    case DraftField::Label:
        return QCoreApplication::translate("Document", "Change name");
    case DraftField::Source:
        return QCoreApplication::translate("Document", "Change source");
    case DraftField::DetailType:
        return QCoreApplication::translate("Document", "Change detail type");
    case DraftField::Detail:
        return QCoreApplication::translate("Document", "Change detail");
    case DraftField::EventBusName:
        return QCoreApplication::translate("Document", "Change event bus");
    case DraftField::Time:
        return QCoreApplication::translate("Document", "Change time");
    case DraftField::Resources:
        return QCoreApplication::translate("Document", "Change resources");
    case DraftField::TraceHeader:
        return QCoreApplication::translate("Document", "Change trace header");
    case DraftField::IdempotencyToken:
        return QCoreApplication::translate("Document", "Change idempotency token");
    }
    return {};
}

void swapField(Draft &a, Draft &b, DraftField field)
{
    using std::swap;
    switch (field) {
    case DraftField::Label:
        swap(a.label, b.label);
        break;
    case DraftField::Source:
        swap(a.source, b.source);
        break;
    case DraftField::DetailType:
        swap(a.detailType, b.detailType);
        break;
    case DraftField::Detail:
        swap(a.detail, b.detail);
        break;
    case DraftField::EventBusName:
        swap(a.eventBusName, b.eventBusName);
        break;
    case DraftField::Time:
        swap(a.time, b.time);
        break;
    case DraftField::Resources:
        swap(a.resources, b.resources);
        break;
    case DraftField::TraceHeader:
        swap(a.traceHeader, b.traceHeader);
        break;
    case DraftField::IdempotencyToken:
        swap(a.idempotencyToken, b.idempotencyToken);
        break;
    }
}

} // namespace

bool sameField(const Draft &a, const Draft &b, DraftField field)
{
    switch (field) {
    case DraftField::Label:
        return a.label == b.label;
    case DraftField::Source:
        return a.source == b.source;
    case DraftField::DetailType:
        return a.detailType == b.detailType;
    case DraftField::Detail:
        return a.detail == b.detail;
    case DraftField::EventBusName:
        return a.eventBusName == b.eventBusName;
    case DraftField::Time:
        return a.time == b.time;
    case DraftField::Resources:
        return a.resources == b.resources;
    case DraftField::TraceHeader:
        return a.traceHeader == b.traceHeader;
    case DraftField::IdempotencyToken:
        return a.idempotencyToken == b.idempotencyToken;
    }
    return false;
}

InsertCommand::InsertCommand(DocumentState &state, QList<qsizetype> places, Drafts drafts, const QString &text)
    : QUndoCommand(text)
    , m_state(state)
    , m_places(std::move(places))
    , m_drafts(std::move(drafts))
{
}

void InsertCommand::redo()
{
    put();
}

void InsertCommand::undo()
{
    take();
}

void InsertCommand::put()
{
    for (qsizetype i = 0; i < m_places.size(); ++i)
        m_state.drafts.insert(m_places.at(i), m_drafts.at(i));
    m_drafts.clear();
    m_state.draftsInserted(m_places);
}

void InsertCommand::take()
{
    for (qsizetype i = m_places.size() - 1; i >= 0; --i)
        m_drafts.prepend(m_state.drafts.takeAt(m_places.at(i)));
    m_state.draftsRemoved(m_places);
}

RemoveCommand::RemoveCommand(DocumentState &state, const QList<qsizetype> &places, const QString &text)
    : InsertCommand(state, places, {}, text)
{
}

MoveCommand::MoveCommand(DocumentState &state, QList<qsizetype> order, const QString &text)
    : QUndoCommand(text)
    , m_state(state)
    , m_order(std::move(order))
{
}

void MoveCommand::undo()
{
    QList<qsizetype> inverse(m_order.size());
    for (qsizetype i = 0; i < m_order.size(); ++i)
        inverse[m_order.at(i)] = i;
    apply(inverse);
}

void MoveCommand::apply(const QList<qsizetype> &order)
{
    Drafts reordered;
    reordered.reserve(order.size());
    for (qsizetype old : order)
        reordered.append(m_state.drafts.at(old));
    m_state.drafts = std::move(reordered);
    m_state.draftsReordered(order);
}

FieldCommand::FieldCommand(DocumentState &state, DraftId id, DraftField field, Draft value, int generation)
    : QUndoCommand(fieldStepName(field))
    , m_state(state)
    , m_id(id)
    , m_field(field)
    , m_other(std::move(value))
    , m_generation(generation)
{
}

int FieldCommand::id() const
{
    return FieldId;
}

bool FieldCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const FieldCommand *>(other);
    if (next->m_id != m_id || next->m_field != m_field || next->m_generation != m_generation)
        return false;
    // Ours keeps the first old value; the last new one already stands in the document.
    if (const Draft *draft = m_state.find(m_id))
        setObsolete(sameField(*draft, m_other, m_field));
    return true;
}

void FieldCommand::swap()
{
    Draft *draft = m_state.find(m_id);
    if (!draft)
        return;
    swapField(*draft, m_other, m_field);
    m_state.fieldChanged(m_id, m_field);
}

DetailCommand::DetailCommand(DocumentState &state, DraftId id, const TextEdit &edit, int generation)
    : QUndoCommand(fieldStepName(DraftField::Detail))
    , m_state(state)
    , m_id(id)
    , m_offset(edit.offset)
    , m_length(edit.removed)
    , m_other(edit.inserted)
    , m_generation(generation)
    , m_inserted(edit.inserted)
{
    if (const Draft *draft = state.find(id))
        m_removed = draft->detail.mid(edit.offset, edit.removed);
}

int DetailCommand::id() const
{
    return DetailId;
}

bool DetailCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const DetailCommand *>(other);
    if (next->m_id != m_id || next->m_generation != m_generation)
        return false;
    if (next->m_removed.isEmpty() && !m_inserted.isEmpty() && next->m_offset == m_offset + m_inserted.size()) {
        // Typing on; a new line is a new step, so that undo takes no more than one back.
        if (m_inserted.contains('\n') || next->m_inserted.contains('\n'))
            return false;
        m_inserted += next->m_inserted;
    } else if (m_inserted.isEmpty() && next->m_inserted.isEmpty() &&
               next->m_offset + next->m_removed.size() == m_offset) {
        m_removed = next->m_removed + m_removed; // backspace
        m_offset = next->m_offset;
    } else if (m_inserted.isEmpty() && next->m_inserted.isEmpty() && next->m_offset == m_offset) {
        m_removed += next->m_removed; // delete
    } else if (!m_inserted.isEmpty() && next->m_offset == m_offset && next->m_removed == m_inserted) {
        m_inserted = next->m_inserted; // a form field that writes its whole value at each key
    } else {
        return false;
    }
    m_length = m_inserted.size();
    m_other = m_removed;
    setObsolete(m_removed == m_inserted);
    return true;
}

void DetailCommand::swap()
{
    Draft *draft = m_state.find(m_id);
    if (!draft)
        return;
    const TextEdit edit{m_offset, m_length, m_other};
    const QByteArray taken = draft->detail.mid(m_offset, m_length);
    draft->detail.replace(m_offset, m_length, m_other);
    m_length = m_other.size();
    m_other = taken;
    m_state.detailChanged(m_id, edit);
}

NameCommand::NameCommand(DocumentState &state, const QString &name, int generation)
    : QUndoCommand(QCoreApplication::translate("Document", "Rename scenario"))
    , m_state(state)
    , m_other(name)
    , m_generation(generation)
{
}

int NameCommand::id() const
{
    return NameId;
}

bool NameCommand::mergeWith(const QUndoCommand *other)
{
    return static_cast<const NameCommand *>(other)->m_generation == m_generation;
}

void NameCommand::swap()
{
    std::swap(m_state.name, m_other);
    m_state.nameChanged();
}

} // namespace busload
