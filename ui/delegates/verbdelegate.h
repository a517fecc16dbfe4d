// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the verb of a row as a link. Clicks and keys are the view's; the tip says what it will do.
#pragma once

#include "ui/delegates/resultrowdelegate.h"

namespace busload {

class VerbDelegate : public ResultRowDelegate
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
