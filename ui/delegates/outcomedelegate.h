// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints an outcome as its chip: icon, word and colour together, never colour alone.
#pragma once

#include "ui/delegates/resultrowdelegate.h"

namespace busload {

class OutcomeDelegate : public ResultRowDelegate
{
    Q_OBJECT
public:
    using ResultRowDelegate::ResultRowDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option,
                      const QModelIndex &index, const Theme &theme) const override;
};

} // namespace busload
