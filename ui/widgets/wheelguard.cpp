// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wheelguard.h"

#include <QEvent>
#include <QWidget>

namespace busload {

void WheelGuard::protect(QWidget *field)
{
    field->installEventFilter(this);
    field->setFocusPolicy(Qt::StrongFocus); // never by wheel
}

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    const auto *field = qobject_cast<QWidget *>(watched);
    if (event->type() != QEvent::Wheel || !field || field->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore(); // so that the form gets it
    return true;
}

} // namespace busload
