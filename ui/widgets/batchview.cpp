// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/batchview.h"

#include "ui/delegates/entrydelegate.h"
#include "ui/theme.h"

#include <QDragMoveEvent>
#include <QDropEvent>
#include <QPainter>

namespace busload {

using namespace Qt::StringLiterals;

BatchView::BatchView(QWidget *parent)
    : QListView(parent)
{
    setObjectName(u"batchList"_s);
    setAccessibleName(tr("Entries of the batch"));
    setItemDelegate(new EntryDelegate(this));
    setSelectionMode(ExtendedSelection);
    setSelectionRectVisible(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(false); // painted here, between the cards
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
}

int BatchView::dropRow(const QPoint &point) const
{
    const QModelIndex under = indexAt(point);
    if (under.isValid())
        return point.y() < visualRect(under).center().y() ? under.row() : under.row() + 1;
    return model() == nullptr || point.y() < 0 ? 0 : model()->rowCount();
}

void BatchView::setDropRow(int row)
{
    if (row == m_dropRow)
        return;
    m_dropRow = row;
    viewport()->update();
}

void BatchView::dragMoveEvent(QDragMoveEvent *event)
{
    QListView::dragMoveEvent(event); // scrolls at the edges
    const int row = dropRow(event->position().toPoint());
    const Qt::DropAction action = event->source() == this ? event->dropAction() : Qt::CopyAction;
    if (!model()->canDropMimeData(event->mimeData(), action, row, 0, {})) {
        event->ignore();
        setDropRow(-1);
        return;
    }
    event->setDropAction(action);
    event->accept();
    setDropRow(row);
}

void BatchView::dragLeaveEvent(QDragLeaveEvent *event)
{
    setDropRow(-1);
    QListView::dragLeaveEvent(event);
}

void BatchView::dropEvent(QDropEvent *event)
{
    // QListView's own would move rows of the model itself; here the document is told.
    const int row = dropRow(event->position().toPoint());
    const Qt::DropAction action = event->source() == this ? event->dropAction() : Qt::CopyAction;
    setDropRow(-1);
    stopAutoScroll();
    setState(NoState);
    if (model()->dropMimeData(event->mimeData(), action, row, 0, {})) {
        event->setDropAction(action);
        event->accept();
    } else {
        event->ignore();
    }
}

void BatchView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_dropRow < 0)
        return;
    const int rows = model()->rowCount();
    int y = 3;
    if (m_dropRow < rows)
        y = visualRect(model()->index(m_dropRow, 0)).top() - 3;
    else if (rows > 0)
        y = visualRect(model()->index(rows - 1, 0)).bottom() - 2;
    const Theme theme = themeFor(palette());
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 2));
    painter.setBrush(theme.window);
    painter.drawLine(QPointF(18, y), QPointF(viewport()->width() - 12, y));
    painter.drawEllipse(QPointF(14, y), 3, 3);
}

void BatchView::resizeEvent(QResizeEvent *event)
{
    const QRect before = visualRect(currentIndex());
    const bool wasSeen = before.isValid() && QRect(QPoint(0, 0), event->oldSize()).intersects(before);
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // rows are as wide as the list
    if (wasSeen)                  // the meter above may have grown by a row of seats
        scrollTo(currentIndex());
}

} // namespace busload
