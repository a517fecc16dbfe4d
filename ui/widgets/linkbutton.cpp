// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linkbutton.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"

#include <QEvent>

namespace busload {

using namespace Qt::StringLiterals;

LinkButton::LinkButton(const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    setText(text);
    setAutoRaise(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    applyTheme();
}

QSize LinkButton::sizeHint() const
{
    // As wide as its words: a tool button leaves room that a link in a line of text does not want.
    ensurePolished();
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    constexpr int frame = 4;
    return {QFontMetrics(bold).horizontalAdvance(text()) + 2 * frame, QToolButton::sizeHint().height()};
}

void LinkButton::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (isThemeChange(event)) {
        applyTheme();
    }
}

void LinkButton::applyTheme()
{
    const Theme theme = themeNow();
    const QString sheet = u"QToolButton{border:1px solid transparent;border-radius:4px;background:transparent;color:%1;"
                          "font-weight:600;padding:1px 2px;}"
                          "QToolButton:hover{text-decoration:underline;}"
                          "QToolButton:focus{border-color:%1;}"
                          "QToolButton[checkable=\"true\"]:!checked{color:%2;font-weight:400;}"
                          "QToolButton:disabled{color:%2;}"_s.arg(theme.accent.name(), theme.quiet.name());
    setSheet(this, sheet);
}

} // namespace busload
