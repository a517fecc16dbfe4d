// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A cell of a table: the ground that goes with its outcome, the text, the focus frame. It knows no model,
// only the number of the role that holds an Outcome::Kind.
#pragma once

#include <QStyledItemDelegate>

namespace busload {

struct Theme;

class ResultRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    //! The blank left and right of a cell's content. Unit: device-independent pixels.
    static constexpr int margin = 10;

    static constexpr int noOutcome = -1;

    //! With `noOutcome` every row has the plain ground.
    explicit ResultRowDelegate(int outcomeRole, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    //! With the blanks that paint() leaves. Unit: device-independent pixels.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    int outcomeRole() const { return m_outcomeRole; }

    //! Paints what stands on the ground; `rect` is without the margins. The painter is restored afterwards.
    virtual void paintContent(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option,
                              const QModelIndex &index, const Theme &theme) const;

private:
    int m_outcomeRole;
};

} // namespace busload
