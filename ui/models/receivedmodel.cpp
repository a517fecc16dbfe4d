// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/receivedmodel.h"

#include "ui/models/resultwords.h"
#include "ui/theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload {

void ReceivedModel::setEvents(const QList<ReceivedEvent> &events)
{
    // Ids are unique: where the old newest stands among the new ones, only what is before it is new.
    qsizetype fresh = events.size();
    if (!m_events.isEmpty()) {
        const auto known = std::find_if(events.begin(), events.end(),
                                        [this](const ReceivedEvent &event) { return event.id == m_events.first().id; });
        fresh = std::distance(events.begin(), known);
    }
    if (m_events.isEmpty() || fresh == events.size()) {
        beginResetModel();
        m_events = events;
        endResetModel();
        return;
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, static_cast<int>(fresh) - 1);
        m_events = events.first(fresh) + m_events;
        endInsertRows();
    }
    if (m_events.size() > events.size()) {
        beginRemoveRows({}, static_cast<int>(events.size()), static_cast<int>(m_events.size()) - 1);
        m_events.resize(events.size());
        endRemoveRows();
    }
}

int ReceivedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int ReceivedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReceivedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ReceivedEvent &event = m_events.at(index.row());
    if (role == Qt::FontRole && index.column() == Id)
        return monoFont();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Received:
        return clockText(event.receivedAt);
    case DetailType:
        return event.detailType;
    case Source:
        return event.source;
    case Bus:
        return event.eventBusName.isEmpty() ? u"default"_s : event.eventBusName;
    case Id:
        return event.id;
    default:
        return {};
    }
}

QVariant ReceivedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Received:
        return tr("Received");
    case DetailType:
        return tr("Detail type");
    case Source:
        return tr("Source");
    case Bus:
        return tr("Bus");
    case Id:
        return tr("Event ID");
    default:
        return {};
    }
}

} // namespace busload
