// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codestyle.h"

#include "ui/theme.h"

#include <QPlainTextEdit>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace busload {

void applyCodeStyle(QPlainTextEdit &view)
{
    const Theme theme = themeFor(view.palette());
    const QString sheet = u"QPlainTextEdit { border: 1px solid transparent; border-radius: 0; padding: 0; }"
                          "QPlainTextEdit:focus { border: 1px solid %1; padding: 0; }"_s.arg(theme.accent.name());
    // Only when it changes: setting a style sheet polishes the view anew.
    if (view.styleSheet() != sheet)
        view.setStyleSheet(sheet);
    view.setFont(monoFont());
    view.document()->setDocumentMargin(12);
}

} // namespace busload
