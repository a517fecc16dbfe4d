// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/problemchip.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace busload {

namespace {

constexpr int padding = 7;
constexpr int signWidth = 11;
constexpr int signGap = 4;

} // namespace

QString problemChipText(int errors, int warnings)
{
    const auto translated = [](const char *text) { return QCoreApplication::translate("ProblemChip", text); };
    if (errors > 0)
        return errors == 1 ? translated("1 error") : translated("%1 errors").arg(errors);
    if (warnings > 0)
        return warnings == 1 ? translated("1 warning") : translated("%1 warnings").arg(warnings);
    return {};
}

QSize problemChipSize(const QString &text, const QFont &font)
{
    if (text.isEmpty())
        return {};
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(text) + 2 * padding + signWidth + signGap, metrics.height() + 4};
}

void paintProblemChip(QPainter *painter, const QRect &rect, bool error, const QString &text, const Theme &theme)
{
    const QColor ink = error ? theme.bad : theme.warn;
    const QRectF sign(rect.left() + padding, rect.center().y() + 0.5 - signWidth / 2.0, signWidth, signWidth);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(error ? theme.badGround : theme.warnGround);
    painter->drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    // A disc for an error, a triangle for a warning; both with an exclamation mark.
    painter->setBrush(ink);
    if (error)
        painter->drawEllipse(sign);
    else
        painter->drawPolygon(
            QPolygonF({QPointF(sign.center().x(), sign.top()), sign.bottomRight(), sign.bottomLeft()}));
    painter->setPen(QPen(error ? theme.badGround : theme.warnGround, 1.6, Qt::SolidLine, Qt::RoundCap));
    const qreal middle = sign.center().x();
    painter->drawLine(QPointF(middle, sign.top() + (error ? 2.6 : 4.2)), QPointF(middle, sign.top() + 6.4));
    painter->drawPoint(QPointF(middle, sign.top() + 8.9));
    const QRect words = rect.adjusted(padding + signWidth + signGap, 0, -padding + 1, 0);
    painter->setPen(ink);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace busload
