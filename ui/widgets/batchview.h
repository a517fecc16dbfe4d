// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of the batch: several entries can be selected and dragged, headers of calls can not. What its
// keys do is the panel's: the actions are added to it.
#pragma once

#include <QListView>

namespace busload {

class BatchView : public QListView
{
    Q_OBJECT
public:
    explicit BatchView(QWidget *parent = nullptr);

    //! Before which row a drop at this point goes; the row count for the end.
    int dropRow(const QPoint &point) const;

protected:
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setDropRow(int row);

    int m_dropRow = -1; // while something is dragged over the list
};

} // namespace busload
