// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formtext.h"

#include "ui/theme.h"

#include <QApplication>
#include <QEvent>
#include <QLineEdit>
#include <QStyle>

namespace busload {

using namespace Qt::StringLiterals;

Theme themeNow()
{
    return themeFor(QApplication::palette());
}

bool isThemeChange(const QEvent *event)
{
    return event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange ||
           event->type() == QEvent::StyleChange;
}

void setSheet(QWidget *widget, const QString &sheet)
{
    if (widget->styleSheet() != sheet) {
        widget->setStyleSheet(sheet);
    }
}

void showText(QLineEdit *field, const QString &text)
{
    if (field->text() == text) {
        return;
    }
    const int caret = field->cursorPosition();
    field->setText(text);
    field->setCursorPosition(field->hasFocus() ? caret : 0);
}

void showWorst(QWidget *field, const QString &worst)
{
    if (field->property("problem").toString() != worst) {
        field->setProperty("problem", worst);
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
}

QString headingStyle(const Theme &theme)
{
    return u"color:%1;font-weight:600;"_s.arg(theme.quiet.name());
}

} // namespace busload
