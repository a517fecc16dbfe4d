// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colouredframe.h"

#include <QPainter>

namespace busload {

namespace {

constexpr int thickness = 4; // device-independent pixels

} // namespace

ColouredFrame::ColouredFrame(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("productionFrame"));
}

void ColouredFrame::setColour(const QColor &colour)
{
    if (colour == m_colour)
        return;
    m_colour = colour;
    const int room = colour.isValid() ? thickness : 0;
    setContentsMargins(room, room, room, room);
    update();
}

void ColouredFrame::paintEvent(QPaintEvent *)
{
    if (!m_colour.isValid())
        return;
    QPainter painter(this);
    for (const QRect &edge : {QRect(0, 0, width(), thickness), QRect(0, height() - thickness, width(), thickness),
                              QRect(0, 0, thickness, height()), QRect(width() - thickness, 0, thickness, height())})
        painter.fillRect(edge, m_colour);
}

} // namespace busload
