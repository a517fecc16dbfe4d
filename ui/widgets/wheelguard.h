// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps the wheel from changing a field that has no focus: over a long form it scrolls the form, and a value
// that changed on the way would not be noticed.
#pragma once

#include <QObject>

class QWidget;

namespace busload {

class WheelGuard : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void protect(QWidget *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace busload
