// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The events that the sandbox took in, newest first.
#pragma once

#include "sandbox/sandbox.h"

#include <QAbstractTableModel>

namespace busload {

class ReceivedModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Received, DetailType, Source, Bus, Id, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    //! Replaces the events; those that came before the old ones are inserted, so that a selection stays.
    void setEvents(const QList<ReceivedEvent> &events);
    const ReceivedEvent &eventAt(int row) const { return m_events.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ReceivedEvent> m_events;
};

} // namespace busload
