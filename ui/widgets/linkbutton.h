// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button that looks like a link, for small deeds beside what they are about ("Minify saves 41 B").
// It is a real button: focus, keys and a name for screen readers come with it.
#pragma once

#include <QToolButton>

namespace busload {

class LinkButton : public QToolButton
{
    Q_OBJECT
public:
    explicit LinkButton(const QString &text = {}, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
};

} // namespace busload
