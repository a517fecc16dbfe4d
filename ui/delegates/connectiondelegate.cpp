// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/connectiondelegate.h"

#include "ui/theme.h"

#include <QPainter>

namespace busload {

namespace {

constexpr int margin = 12;
constexpr int dotSize = 9;
constexpr int dotRoom = 18;
constexpr int rowHeight = 50;

QFont smaller(QFont font)
{
    font.setPixelSize(qMax(10, QFontInfo(font).pixelSize() - 1));
    return font;
}

} // namespace

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = themeFor(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? theme.selection : theme.window);
    painter->setPen(theme.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setClipRect(option.rect);

    const QRect inside = option.rect.adjusted(margin, 7, -margin, -7);
    const QRect top(inside.topLeft(), QSize(inside.width(), inside.height() / 2));
    const QVariant dot = index.data(ColourRole);
    const int indent = dot.isValid() ? dotRoom : 0;
    const QRect bottom(QPoint(inside.left() + indent, top.bottom() + 1),
                       QSize(inside.width() - indent, inside.height() / 2));
    const auto colour = dot.value<QColor>();
    painter->setPen(colour.isValid() ? QPen(Qt::NoPen) : QPen(theme.quiet, 1.5));
    painter->setBrush(colour.isValid() ? QBrush(colour) : QBrush(Qt::NoBrush));
    if (dot.isValid())
        painter->drawEllipse(QRectF(top.left() + 1, top.center().y() - dotSize / 2.0 + 0.5, dotSize, dotSize));

    int right = top.right();
    if (const QString badge = index.data(BadgeRole).toString(); !badge.isEmpty()) {
        QFont font = smaller(option.font);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        const int width = QFontMetrics(font).horizontalAdvance(badge) + 12;
        const QRect frame(right - width, top.top(), width, top.height());
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.badGround);
        painter->drawRoundedRect(frame, 4, 4);
        painter->setPen(theme.bad);
        painter->drawText(frame, Qt::AlignCenter, badge);
        right = frame.left() - 6;
    }
    QFont name = option.font;
    name.setWeight(QFont::DemiBold);
    painter->setFont(name);
    painter->setPen(enabled ? theme.text : theme.quiet);
    const QRect nameRect(top.left() + indent, top.top(), right - top.left() - indent, top.height());
    painter->drawText(nameRect, int(Qt::AlignVCenter | Qt::AlignLeft),
                      QFontMetrics(name).elidedText(index.data().toString(), Qt::ElideRight, nameRect.width()));
    const QFont quiet = smaller(option.font);
    painter->setFont(quiet);
    painter->setPen(theme.quiet);
    painter->drawText(
        bottom, int(Qt::AlignVCenter | Qt::AlignLeft),
        QFontMetrics(quiet).elidedText(index.data(SummaryRole).toString(), Qt::ElideRight, bottom.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight};
}

} // namespace busload
