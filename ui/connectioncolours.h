// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the colours of connections look like, and what they are called. They help to tell connections apart; a
// word always says the same.
#pragma once

#include "delivery/connection.h"

#include <QColor>
#include <QIcon>

namespace busload {

//! All of one luminance: white text on them has 4.5 : 1, and they have 3 : 1 against both themes' grounds. An
//! invalid colour for None.
QColor connectionColour(Connection::Colour colour);

//! The colour in which a connection shows; production is never without one. Invalid: the window's own accent.
QColor shownColour(const Connection &connection);

//! For people: "Blue"; translated.
QString colourName(Connection::Colour colour);

//! A filled dot, a ring for None.
QIcon colourIcon(Connection::Colour colour, const QColor &ring);

} // namespace busload
