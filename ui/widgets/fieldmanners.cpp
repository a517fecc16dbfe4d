// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fieldmanners.h"

#include "composer/document.h"

#include <QKeyEvent>
#include <QWidget>

namespace busload {

namespace {

bool isUndo(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Undo);
}

bool isRedo(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Redo) ||
           (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_Y);
}

} // namespace

FieldManners::FieldManners(Document &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
}

void FieldManners::teach(QWidget *field)
{
    field->installEventFilter(this);
    m_wheelGuard.protect(field);
}

bool FieldManners::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (isUndo(key) || isRedo(key)) {
            event->ignore(); // leaves the keys to the window's own actions, where there are any
            return true;
        }
        break;
    }
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (isUndo(key)) {
            m_document.undoStack().undo();
            return true;
        }
        if (isRedo(key)) {
            m_document.undoStack().redo();
            return true;
        }
        break;
    }
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        m_document.breakMerge();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace busload
