// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of Results: one for each entry of a send. It keeps a copy of the record (shared, cheap), so
// that a view never looks into a record that is being changed.
#pragma once

#include "delivery/courier.h"
#include "eventbridge/errorcodes.h"

#include <QAbstractTableModel>

namespace busload {

class ResultsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, DetailType, OutcomeColumn, Mark, Message, Tries, Call, Sent, Verb, ColumnCount };
    enum Role {
        OutcomeRole = Qt::UserRole + 1, //!< int, Outcome::Kind
        RemedyRole,                     //!< int, Remedy
        CopyRole,                       //!< QString: the EventId, else code and message
    };

    using QAbstractTableModel::QAbstractTableModel;

    //! Shows a record. The rows keep their selection while their number stays the same.
    void setRecord(const SendRecord &record);
    const SendRecord &record() const { return m_record; }
    //! While a send is under way no row offers a verb.
    void setBusy(bool busy);

    Remedy remedyAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const EntryRecord &entry, int row, int column) const;

    SendRecord m_record;
    bool m_busy = false;
};

} // namespace busload
