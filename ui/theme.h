// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colours, sizes and fonts of the window, as a value made from the palette in force. Widgets ask for it
// when they paint; there is no global theme to keep in step with the system's light and dark.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace busload {

//! The design's colours for one scheme. Text on its ground has a contrast of at least 4.5 : 1.
struct Theme
{
    bool dark = false;
    QColor window; //!< ground of panels
    QColor raised; //!< cards, fields, buttons
    QColor line;   //!< borders and separators
    QColor edge;   //!< borders of fields and buttons
    QColor hover;  //!< ground under the pointer
    QColor text;
    QColor quiet;  //!< secondary text
    QColor accent; //!< the one accent colour
    QColor onAccent;
    QColor selection;        //!< ground of a selected card or row
    QColor good, goodGround; //!< Accepted
    QColor bad, badGround;   //!< Rejected, errors
    QColor warn, warnGround; //!< Unknown, warnings
    QColor idle, idleGround; //!< Not sent
    QColor statusBar;
    QColor code, codeGround; //!< placeholders
};

Theme lightTheme();
Theme darkTheme();
//! The theme that goes with a palette: dark when its window colour is.
Theme themeFor(const QPalette &palette);

//! The palette and style sheet of the whole program, from a theme.
QPalette paletteFor(const Theme &theme);
QString styleSheetFor(const Theme &theme);

//! The colour that stands for a detail type: the same type has the same colour everywhere.
QColor detailTypeColor(QStringView detailType, const Theme &theme);

//! Contrast of two opaque colours, 1 … 21. Source: WCAG 2.1, relative luminance.
double contrast(const QColor &a, const QColor &b);

QFont uiFont();
QFont monoFont();

//! Sets style, fonts, palette and style sheet of the whole program.
void applyTheme(QApplication &app, const Theme &theme);

//! What marks the one button of a place that does what the person came for; the style sheet fills it.
inline constexpr char primaryProperty[] = "primary";

} // namespace busload
