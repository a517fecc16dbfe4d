// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connectioncolours.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

namespace busload {

namespace {

using Colour = Connection::Colour;

QString words(const char *text)
{
    return QCoreApplication::translate("ConnectionColours", text);
}

} // namespace

QColor connectionColour(Colour colour)
{
    switch (colour) {
    case Colour::None:
        break;
    case Colour::Blue:
        return QColor(0x2b6ced);
    case Colour::Green:
        return QColor(0x268442);
    case Colour::Teal:
        return QColor(0x0c8274);
    case Colour::Purple:
        return QColor(0x9852cd);
    case Colour::Orange:
        return QColor(0xaf5f13);
    case Colour::Red:
        return QColor(0xcc4530);
    }
    return {};
}

QColor shownColour(const Connection &connection)
{
    const bool bare = connection.colour == Colour::None;
    return connectionColour(bare && connection.production ? Colour::Red : connection.colour);
}

QString colourName(Colour colour)
{
    switch (colour) {
    case Colour::None:
        break;
    case Colour::Blue:
        return words("Blue");
    case Colour::Green:
        return words("Green");
    case Colour::Teal:
        return words("Teal");
    case Colour::Purple:
        return words("Purple");
    case Colour::Orange:
        return words("Orange");
    case Colour::Red:
        return words("Red");
    }
    return words("None");
}

QIcon colourIcon(Colour colour, const QColor &ring)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor fill = connectionColour(colour);
    painter.setPen(fill.isValid() ? QPen(Qt::NoPen) : QPen(ring, 3));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(6, 6, 20, 20));
    return QIcon(pixmap);
}

} // namespace busload
