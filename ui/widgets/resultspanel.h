// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lower part of the window: what became of each entry, the one button for what can be done, and the
// request and response as they went over the wire. It shows a record and never changes one: what a
// person asks for leaves it as a signal.
#pragma once

#include "delivery/courier.h"
#include "eventbridge/errorcodes.h"

#include <QWidget>

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace busload {

class ElidedLabel;
class OutcomeSum;
class ResultsModel;
class WireView;

//! Its retry button names Ctrl+R; the key itself is the window's retry action's, or it would be ambiguous.
class ResultsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ResultsPanel(QWidget *parent = nullptr);

    //! Shows a send, which must outlive its being shown; null: nothing was sent yet.
    void setRecord(const SendRecord *record);
    //! Reads the record again, after something in it changed.
    void refresh();
    //! While running, progress and Cancel stand in the place of the sum's button.
    void setRunning(bool running, int doneCalls = 0, int allCalls = 0);
    //! Adds a page with its tab behind the others and takes ownership.
    void addPage(QWidget *page, const QString &title);
    //! Selects an entry's row without telling anyone.
    void selectEntry(qsizetype entryIndex);

signals:
    void retryRequested();
    //! A row was clicked or activated.
    void entryActivated(qsizetype entryIndex);
    //! The verb of a row was chosen.
    void remedyRequested(qsizetype entryIndex, busload::Remedy remedy);
    void cancelRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeResultsPage();
    void onCellChosen(const QModelIndex &index);
    void onTabChanged(int tab);
    void showMenu(const QPoint &position);
    void copySelected();
    void showColumns();
    void fitColumns();
    void showSum();
    void applyTheme();
    int selectedRow() const;

    const SendRecord *m_record = nullptr;
    bool m_running = false;

    ResultsModel *m_model = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    OutcomeSum *m_sum = nullptr;
    ElidedLabel *m_summary = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_cancel = nullptr;
    QStackedWidget *m_results = nullptr;
    QFrame *m_unknownNote = nullptr;
    QLabel *m_unknownText = nullptr;
    QLabel *m_empty = nullptr;
    QTableView *m_table = nullptr;
    WireView *m_request = nullptr;
    WireView *m_response = nullptr;
};

} // namespace busload
