// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A row of the list of connections: its colour, its name, below it what it is, and a word where it is production.
// It knows no model, only the roles.
#pragma once

#include <QStyledItemDelegate>

namespace busload {

class ConnectionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role {
        SummaryRole = Qt::UserRole, //!< the second line
        BadgeRole,                  //!< a word at the right of the name; empty: none
        ColourRole,                 //!< QColor: a dot, or a ring for an invalid one; no value: neither
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace busload
