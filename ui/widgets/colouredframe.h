// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ground of the window, with a frame around everything while a connection wants one: production is in sight
// wherever the eyes are.
#pragma once

#include <QColor>
#include <QWidget>

namespace busload {

class ColouredFrame : public QWidget
{
    Q_OBJECT
public:
    explicit ColouredFrame(QWidget *parent = nullptr);

    //! An invalid colour takes the frame away.
    void setColour(const QColor &colour);
    const QColor &colour() const { return m_colour; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_colour;
};

} // namespace busload
