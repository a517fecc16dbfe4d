// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window's view of the built-in endpoint: where it listens, what it received as a rule would see it,
// and how it is told to fail.
#pragma once

#include "sandbox/sandbox.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTableView;
class QTimer;

namespace busload {

class ElidedLabel;
class FaultEditor;
class FlowLayout;
class ReceivedModel;

class SandboxPanel : public QWidget
{
    Q_OBJECT
public:
    //! `sandbox` outlives the panel.
    explicit SandboxPanel(Sandbox &sandbox, QWidget *parent = nullptr);

    //! Reads the sandbox's state again, after it was started or stopped elsewhere.
    void refresh();

signals:
    //! The person started or stopped the sandbox here.
    void runningChanged(bool running);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeState();
    QWidget *makeFaults();
    QWidget *makeReceived();
    void toggleRunning();
    void addFault(const Fault &fault);
    void removeFault(const Fault &fault);
    void showFaults();
    void showReceived();
    void showJson(int row);
    void applyTheme();

    Sandbox &m_sandbox;
    ReceivedModel *m_model = nullptr;
    QTimer *m_soon = nullptr; // joins many arrivals into one look
    ElidedLabel *m_state = nullptr;
    QPushButton *m_copyUrl = nullptr;
    QPushButton *m_startStop = nullptr;
    QLabel *m_count = nullptr;
    QPushButton *m_forget = nullptr;
    QPushButton *m_addFault = nullptr;
    QWidget *m_chips = nullptr;
    FlowLayout *m_chipLayout = nullptr;
    FaultEditor *m_editor = nullptr;
    QScrollArea *m_editorSide = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_empty = nullptr;
    QTableView *m_table = nullptr;
    QPlainTextEdit *m_json = nullptr;
};

} // namespace busload
