// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/outcomechip.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace busload {

namespace {

constexpr int padding = 7;
constexpr int signWidth = 9;
constexpr int signGap = 4;

//! A tick, a cross, a question or a dash within a square, drawn with the painter's pen.
void paintSign(QPainter *painter, const QRectF &box, Outcome::Kind kind)
{
    QPainterPath path;
    switch (kind) {
    case Outcome::Kind::Accepted:
        path.moveTo(box.left(), box.center().y());
        path.lineTo(box.left() + box.width() * 0.38, box.bottom() - box.height() * 0.15);
        path.lineTo(box.right(), box.top() + box.height() * 0.12);
        break;
    case Outcome::Kind::Rejected:
        path.moveTo(box.topLeft() + QPointF(1, 1));
        path.lineTo(box.bottomRight() - QPointF(1, 1));
        path.moveTo(box.topRight() + QPointF(-1, 1));
        path.lineTo(box.bottomLeft() + QPointF(1, -1));
        break;
    case Outcome::Kind::Unknown: {
        const QPointF middle = box.center();
        path.moveTo(middle.x() - 2.4, box.top() + 2.2);
        path.cubicTo(middle.x() - 2.2, box.top() - 1.2, middle.x() + 3.4, box.top() - 0.8, middle.x() + 2.2,
                     middle.y() - 1);
        path.lineTo(middle.x(), middle.y() + 1.4);
        path.moveTo(middle.x(), box.bottom() - 0.2);
        path.lineTo(middle.x(), box.bottom());
        break;
    }
    case Outcome::Kind::NotSent:
        path.moveTo(box.left() + 1, box.center().y());
        path.lineTo(box.right() - 1, box.center().y());
        break;
    }
    painter->drawPath(path);
}

} // namespace

OutcomeColours outcomeColours(Outcome::Kind kind, const Theme &theme)
{
    switch (kind) {
    case Outcome::Kind::Accepted:
        return {theme.good, theme.goodGround};
    case Outcome::Kind::Rejected:
        return {theme.bad, theme.badGround};
    case Outcome::Kind::Unknown:
        return {theme.warn, theme.warnGround};
    case Outcome::Kind::NotSent:
        break;
    }
    return {theme.idle, theme.idleGround};
}

QSize outcomeChipSize(const QString &text, const QFont &font)
{
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(text) + 2 * padding + signWidth + signGap, metrics.height() + 4};
}

void paintOutcomeChip(QPainter *painter, const QRect &rect, Outcome::Kind kind, const QString &text, const Theme &theme)
{
    const OutcomeColours colours = outcomeColours(kind, theme);
    const QSize size = outcomeChipSize(text, painter->font());
    const QRect chip(rect.left(), rect.top() + (rect.height() - size.height()) / 2,
                     std::min(size.width(), rect.width()), size.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.ground);
    painter->drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colours.ink, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF sign(chip.left() + padding, chip.center().y() + 0.5 - signWidth / 2.0, signWidth, signWidth);
    paintSign(painter, sign.adjusted(1, 1, -1, -1), kind);
    const QRect words = chip.adjusted(padding + signWidth + signGap, 0, -padding + 1, 0);
    painter->setPen(colours.ink);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace busload
