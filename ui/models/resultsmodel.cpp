// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/resultsmodel.h"

#include "ui/models/resultwords.h"
#include "ui/theme.h"
#include "ui/words.h"

using namespace Qt::StringLiterals;

namespace busload {

void ResultsModel::setRecord(const SendRecord &record)
{
    if (record.entries.size() != m_record.entries.size()) {
        beginResetModel();
        m_record = record;
        endResetModel();
        return;
    }
    m_record = record;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ResultsModel::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    if (rowCount() > 0)
        emit dataChanged(index(0, Verb), index(rowCount() - 1, Verb));
}

Remedy ResultsModel::remedyAt(int row) const
{
    return m_busy || row < 0 || row >= rowCount() ? Remedy::None : remedyOf(m_record.entries.at(row).outcome);
}

int ResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_record.entries.size());
}

int ResultsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ResultsModel::text(const EntryRecord &entry, int row, int column) const
{
    const Outcome &outcome = entry.outcome;
    switch (column) {
    case Number:
        return QString::number(row + 1);
    case DetailType:
        return entry.entry.detailType;
    case OutcomeColumn:
        return outcomeLabel(outcome.kind);
    case Mark:
        return outcome.kind == Outcome::Kind::Accepted ? outcome.eventId : outcome.errorCode;
    case Message:
        return outcomeMessage(outcome).simplified();
    case Tries:
        return QString::number(entry.attempts.size());
    case Call:
        return entry.call < 0 ? QString() : QString::number(entry.call + 1);
    case Sent:
        return entry.attempts.isEmpty() ? QString() : clockText(entry.attempts.last().sentAt);
    case Verb:
        return remedyVerb(remedyAt(row));
    default:
        return {};
    }
}

QVariant ResultsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const EntryRecord &entry = m_record.entries.at(index.row());
    const Outcome &outcome = entry.outcome;
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Verb ? remedyHelp(remedyAt(index.row())) : attemptsText(entry);
    case Qt::FontRole:
        return index.column() == Mark ? QVariant(monoFont()) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::AccessibleTextRole).toString(),
                                text(entry, index.row(), index.column()));
    case OutcomeRole:
        return static_cast<int>(outcome.kind);
    case RemedyRole:
        return static_cast<int>(remedyAt(index.row()));
    case CopyRole:
        if (!outcome.eventId.isEmpty())
            return outcome.eventId;
        return outcome.errorMessage.isEmpty() ? outcome.errorCode : outcome.errorCode + u": "_s + outcome.errorMessage;
    default:
        return {};
    }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case Number:
        return role == Qt::DisplayRole ? u"#"_s : tr("Entry");
    case DetailType:
        return tr("Detail type");
    case OutcomeColumn:
        return tr("Outcome");
    case Mark:
        return tr("Event ID / error");
    case Message:
        return tr("Message");
    case Tries:
        return tr("Tries");
    case Call:
        return tr("Call");
    case Sent:
        return tr("Sent");
    case Verb:
        return role == Qt::DisplayRole ? QString() : tr("What can be done");
    default:
        return {};
    }
}

} // namespace busload
