// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The left side of the window: the meter, the list of entries and what can be done with them. It tells the
// document what the person wants and never changes an entry by itself; which entry is being edited is
// known here and told to the rest of the window.
#pragma once

#include "composer/document.h"
#include "event/outcome.h"

#include <QWidget>

#include <optional>

class QAction;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace busload {

class BatchModel;
class BatchView;
class Meter;

class BatchPanel : public QWidget
{
    Q_OBJECT
public:
    explicit BatchPanel(Document &document, QWidget *parent = nullptr);

    //! The entry being edited; 0 when there is none.
    DraftId current() const;
    //! Makes the entry current and the only one selected. Unknown ids are ignored.
    void setCurrent(DraftId id);
    //! In the order of the batch.
    QList<DraftId> selected() const;

    //! What became of the draft in the last send; none: nothing is known of what it is now.
    void setOutcome(DraftId id, const std::optional<Outcome> &outcome);
    void clearOutcomes();

    // For the menus. Their shortcuts work while the list has the focus, so that they never take a key from
    // an editor; their enabled states follow the selection.
    QAction *addOrderFulfilledAction() const { return m_addOrderFulfilled; }
    QAction *addInventoryAdjustedAction() const { return m_addInventoryAdjusted; }
    QAction *addBlankAction() const { return m_addBlank; }
    QAction *duplicateAction() const { return m_duplicate; }
    QAction *removeAction() const { return m_remove; }
    QAction *moveUpAction() const { return m_moveUp; }
    QAction *moveDownAction() const { return m_moveDown; }
    QAction *copyAction() const { return m_copy; }
    QAction *cutAction() const { return m_cut; }
    QAction *pasteAction() const { return m_paste; }
    QAction *selectAllAction() const { return m_selectAll; }

signals:
    //! After another entry became the current one; 0 when there is none.
    void currentChanged(busload::DraftId id);
    void selectionChanged();
    void importRequested();
    //! Something the person should know that changed nothing.
    void noticeRequested(const QString &text);

private:
    void makeActions();
    QWidget *makeEmptyState();
    QWidget *makeFooter();
    void fillAddMenu();

    void add(const QString &detailType);
    void addLike(const QString &detailType);
    void move(bool up);
    void copy();
    void paste();

    void onListChanged();
    void onMeasured();
    void onViewChanged();
    void restoreCurrent();
    void select(const QList<DraftId> &ids, DraftId current);
    void announce();
    void updateActions();
    void updateMeter();
    DraftId viewCurrent() const;

    Document &m_document;
    BatchModel *m_model;
    Meter *m_meter;
    BatchView *m_view;
    QStackedWidget *m_pages;
    QWidget *m_emptyState;
    QMenu *m_addMenu;
    QTimer *m_meterTimer; // gathers the outcomes of one call into one repaint

    QAction *m_addOrderFulfilled;
    QAction *m_addInventoryAdjusted;
    QAction *m_addBlank;
    QAction *m_duplicate;
    QAction *m_remove;
    QAction *m_moveUp;
    QAction *m_moveDown;
    QAction *m_copy;
    QAction *m_cut;
    QAction *m_paste;
    QAction *m_selectAll;

    bool m_following = false; // between a change of the list and its measurement
    bool m_loaded = false;    // the change is another document
    DraftId m_current = 0;    // as last announced
    QList<DraftId> m_selected;
    QList<DraftId> m_order; // the batch before the change
};

} // namespace busload
