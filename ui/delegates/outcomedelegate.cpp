// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/outcomedelegate.h"

#include "ui/theme.h"
#include "ui/widgets/outcomechip.h"

#include <QPainter>

namespace busload {

QSize OutcomeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize chip = outcomeChipSize(index.data(Qt::DisplayRole).toString(), option.font);
    return chip + QSize(2 * margin, 6);
}

void OutcomeDelegate::paintContent(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option,
                                   const QModelIndex &index, const Theme &theme) const
{
    const auto kind = static_cast<Outcome::Kind>(index.data(outcomeRole()).toInt());
    QRect chip(QPoint(), outcomeChipSize(option.text, option.font));
    chip.moveCenter(rect.center());
    chip.moveLeft(rect.left());
    painter->setFont(option.font);
    paintOutcomeChip(painter, chip, kind, option.text, theme);
}

} // namespace busload
