// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small things that the forms of the entry share: the theme in force, how a field is given a text
// without losing its caret, how a heading looks.
#pragma once

#include <QString>

class QEvent;
class QLineEdit;
class QWidget;

namespace busload {

struct Theme;

//! The theme in force. From the program's palette: a widget's own is changed by its style sheet.
Theme themeNow();
//! Whether an event of changeEvent() may have brought another theme.
bool isThemeChange(const QEvent *event);
//! Sets a widget's own style sheet where it differs; setting one sends change events again.
void setSheet(QWidget *widget, const QString &sheet);

//! The column of captions in the forms. Unit: device independent pixels.
inline constexpr int formLabelWidth = 104;
//! The height of one field, which its caption keeps to when notes stand under the field.
inline constexpr int formFieldHeight = 28;

//! Gives a field a text it does not have yet; the caret stays where the person had it.
void showText(QLineEdit *field, const QString &text);
//! Gives a field the border of its worst problem: "error", "warning" or none.
void showWorst(QWidget *field, const QString &worst);
//! The style sheet of a section's heading.
QString headingStyle(const Theme &theme);

} // namespace busload
