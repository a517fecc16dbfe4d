// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window: arranges the panels, menus and strips, and remembers where they stood. What the actions do
// is in FileActions and SendActions; what is shown is in the panels.
#pragma once

#include "ui/appearance.h"
#include "ui/connectionservices.h"

#include <QMainWindow>
#include <QTimer>

class QAction;
class QActionGroup;
class QLabel;
class QSettings;
class QSplitter;

namespace busload {

class BatchPanel;
class BusAdvice;
class ColouredFrame;
class Document;
class EntryPanel;
class FileActions;
class NoticeBar;
class ProductionGate;
class ResultsPanel;
class Sandbox;
class SandboxPanel;
class SendActions;
class SendSession;
class TopBar;

//! What the window works with; all of it outlives the window.
struct WindowServices
{
    Document &document;
    SendSession &session;
    ConnectionServices connections;
    Sandbox &sandbox;
    Appearance &appearance;
    QSettings &settings;
};

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowServices &services);
    ~MainWindow() override;

    //! Opens a file; errors show as a notice.
    void openFile(const QString &path);
    void openOrderScenario();
    NoticeBar &notices();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeActions();
    void makePanels();
    void makeMenus();
    void makeStatusBar();
    void fillConnectionMenu();
    void fillAppearanceMenu(QMenu *menu);
    void useConnection();
    void showConnection();
    //! Where keys come from and how long they last; `details`: why there are none.
    QString keysText(const Connection &effective, QString *details) const;
    void showTitle();
    void showStatus();
    void manageConnections();
    void copyAs(const QByteArray &text, const QString &what);
    void showAbout();
    void showKeys();
    void restore();
    void keep();

    WindowServices m_services;
    bool m_closing = false;

    NoticeBar *m_notices = nullptr;
    TopBar *m_top = nullptr;
    BatchPanel *m_batch = nullptr;
    EntryPanel *m_entry = nullptr;
    ResultsPanel *m_results = nullptr;
    SandboxPanel *m_sandboxPanel = nullptr;
    QSplitter *m_across = nullptr;
    QSplitter *m_down = nullptr;
    FileActions *m_files = nullptr;
    SendActions *m_sending = nullptr;
    ProductionGate *m_gate = nullptr;
    BusAdvice *m_buses = nullptr;
    ColouredFrame *m_frame = nullptr;
    QTimer m_minutes;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QMenu *m_copyAs = nullptr;
    QMenu *m_connectionMenu = nullptr;
    QLabel *m_sandboxState = nullptr;
    QLabel *m_credentialState = nullptr;
    QLabel *m_limitState = nullptr;
};

} // namespace busload
