// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The meter above the batch: how much of a call the entries fill, as figures, seats and a bar. It shows a
// MeterReading and knows no document; what is painted is spoken to screen readers in the same words.
#pragma once

#include "ui/widgets/meterreading.h"

#include <QWidget>

namespace busload {

class Meter : public QWidget
{
    Q_OBJECT
public:
    explicit Meter(QWidget *parent = nullptr);

    const MeterReading &reading() const { return m_reading; }
    const MeterWords &words() const { return m_words; }
    void setReading(const MeterReading &reading);

    //! Where the seat of an entry is painted; null when it has none. Unit: device-independent pixels.
    QRect seatRect(qsizetype entry) const;
    //! Where the seat that says "+N" is; null when every entry has its seat.
    QRect moreRect() const;
    QRect barRect() const;
    //! The link to the largest entry; null with fewer than two entries.
    QRect largestRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    //! A seat, a share of the bar or the link was chosen. `entry` is an index in the batch.
    void entryChosen(qsizetype entry);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Layout;
    Layout arrange() const;
    //! The entry that stands for a point: of a seat, a share or the link; -1 when there is none.
    qsizetype entryAt(const QPoint &point) const;
    QString tipAt(const QPoint &point) const;
    int seatRows() const;
    //! The box of the n-th place among the seats, taken or empty.
    QRect placeRect(qsizetype place) const;
    QString moreText() const;

    MeterReading m_reading;
    MeterWords m_words;
    qsizetype m_hovered = -1;
};

} // namespace busload
