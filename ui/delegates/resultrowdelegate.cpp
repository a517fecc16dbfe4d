// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/resultrowdelegate.h"

#include "event/outcome.h"
#include "ui/theme.h"

#include <QPainter>

namespace busload {

namespace {

//! Halfway between two colours: the light grounds of whole rows, so that the chip on them still stands out.
QColor between(const QColor &a, const QColor &b)
{
    return {(a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2};
}

QColor groundFor(const QStyleOptionViewItem &option, int outcome, const Theme &theme)
{
    if (option.state.testFlag(QStyle::State_Selected))
        return theme.selection;
    if (outcome == static_cast<int>(Outcome::Kind::Rejected))
        return between(theme.badGround, theme.window);
    return theme.window;
}

} // namespace

ResultRowDelegate::ResultRowDelegate(int outcomeRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_outcomeRole(outcomeRole)
{
}

void ResultRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = themeFor(option.palette);
    QStyleOptionViewItem styled = option;
    initStyleOption(&styled, index);

    painter->save();
    const int outcome = m_outcomeRole == noOutcome ? noOutcome : index.data(m_outcomeRole).toInt();
    painter->fillRect(option.rect, groundFor(option, outcome, theme));
    painter->setPen(theme.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setClipRect(option.rect);
    paintContent(painter, option.rect.adjusted(margin, 0, -margin, 0), styled, index, theme);
    painter->restore();

    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->save();
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
        painter->restore();
    }
}

QSize ResultRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * margin, 0);
}

void ResultRowDelegate::paintContent(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option,
                                     const QModelIndex &, const Theme &theme) const
{
    painter->setFont(option.font);
    painter->setPen(theme.text);
    const QString shown = option.fontMetrics.elidedText(option.text, Qt::ElideRight, rect.width());
    painter->drawText(rect, int(Qt::AlignVCenter | Qt::AlignLeft), shown);
}

} // namespace busload
