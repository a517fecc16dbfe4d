// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/verbdelegate.h"

#include "ui/theme.h"

#include <QPainter>

namespace busload {

QSize VerbDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem bold = option;
    bold.font.setWeight(QFont::DemiBold);
    bold.fontMetrics = QFontMetrics(bold.font);
    return ResultRowDelegate::sizeHint(bold, index);
}

void VerbDelegate::paintContent(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option,
                                const QModelIndex &, const Theme &theme) const
{
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    font.setUnderline(option.state.testFlag(QStyle::State_MouseOver));
    painter->setFont(font);
    painter->setPen(theme.accent);
    const QString shown = QFontMetrics(font).elidedText(option.text, Qt::ElideRight, rect.width());
    painter->drawText(rect, int(Qt::AlignVCenter | Qt::AlignLeft), shown);
}

} // namespace busload
