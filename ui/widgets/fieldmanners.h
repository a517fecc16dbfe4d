// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every field of a form does alike: undo and redo are the document's (a line of text has an undo
// of its own, which would make new changes of old ones), entering and leaving a field end an undo
// step, and a wheel over a field that has no focus scrolls the form instead of changing the value.
#pragma once

#include "ui/widgets/wheelguard.h"

namespace busload {

class Document;

class FieldManners : public QObject
{
    Q_OBJECT
public:
    explicit FieldManners(Document &document, QObject *parent = nullptr);

    void teach(QWidget *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Document &m_document;
    WheelGuard m_wheelGuard;
};

} // namespace busload
