// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "composer/sendsession.h"
#include "delivery/credentialsfor.h"
#include "eventbridge/putevents.h"
#include "sandbox/sandbox.h"
#include "template/resolve.h"
#include "ui/busadvice.h"
#include "ui/connectioncolours.h"
#include "ui/connectionwords.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/fileactions.h"
#include "ui/productiongate.h"
#include "ui/sendactions.h"
#include "ui/widgets/batchpanel.h"
#include "ui/widgets/colouredframe.h"
#include "ui/widgets/entrypanel.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/resultspanel.h"
#include "ui/widgets/sandboxpanel.h"
#include "ui/widgets/topbar.h"
#include "ui/words.h"

#include <QActionGroup>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString acrossKey = u"window/across"_s;
const QString downKey = u"window/down"_s;
const QString appearanceKey = u"window/appearance"_s;

constexpr int keysCheckMs = 30 * 1000;
constexpr int batchWidth = 392;
constexpr QSize firstSize(1440, 900);
constexpr QSize smallestSize(960, 600);
constexpr QSize frameAllowance(8, 40); // the frame around a window that was never shown

} // namespace

MainWindow::MainWindow(const WindowServices &services)
    : m_services(services)
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    setMinimumSize(smallestSize);
    makePanels();
    makeActions();
    makeMenus();
    makeStatusBar();

    m_top = new TopBar({m_undo, m_redo, m_sending->checkAction(), m_sending->sendAction(), m_copyAs, m_connectionMenu},
                       this);
    m_frame = new ColouredFrame(this);
    auto *column = new QVBoxLayout(m_frame);
    column->setContentsMargins(0, 0, 0, 0); // the frame has its own
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_notices);
    column->addWidget(m_across, 1);
    setCentralWidget(m_frame);

    connect(&m_services.document, &Document::stateChanged, this, &MainWindow::showTitle);
    connect(m_files, &FileActions::stateTextChanged, this, &MainWindow::showTitle);
    connect(&m_services.connections.store, &ConnectionStore::currentChanged, this, &MainWindow::useConnection);
    connect(&m_services.connections.store, &ConnectionStore::changed, this, &MainWindow::fillConnectionMenu);
    connect(&m_services.sandbox, &Sandbox::eventsReceived, this, &MainWindow::showStatus);
    connect(&m_services.connections.vault, &SecretVault::decided, this, &MainWindow::showStatus);
    connect(&m_services.connections.aws, &AwsCredentials::changed, this, &MainWindow::showConnection);
    connect(&m_services.session, &SendSession::finished, this, &MainWindow::showConnection);
    connect(m_entry, &EntryPanel::busesWanted, m_buses, &BusAdvice::askQuietly);
    // Minutes left go down by themselves.
    m_minutes.setInterval(keysCheckMs);
    connect(&m_minutes, &QTimer::timeout, this, &MainWindow::showConnection);
    m_minutes.start();
    connect(m_sandboxPanel, &SandboxPanel::runningChanged, this, [this] {
        m_services.connections.store.setSandboxUrl(m_services.sandbox.url());
        useConnection();
    });
    useConnection();
    showTitle();
    restore();
}

MainWindow::~MainWindow() = default;

NoticeBar &MainWindow::notices()
{
    return *m_notices;
}

void MainWindow::makePanels()
{
    m_notices = new NoticeBar(this);
    m_batch = new BatchPanel(m_services.document, this);
    m_entry = new EntryPanel(m_services.document, this);
    m_results = new ResultsPanel(this);
    m_sandboxPanel = new SandboxPanel(m_services.sandbox, this);
    m_results->addPage(m_sandboxPanel, tr("Sandbox"));

    m_down = new QSplitter(Qt::Vertical, this);
    m_down->setHandleWidth(1);
    m_down->setChildrenCollapsible(false);
    m_down->addWidget(m_entry);
    m_down->addWidget(m_results);
    m_down->setStretchFactor(0, 2);
    m_down->setStretchFactor(1, 1);
    m_across = new QSplitter(Qt::Horizontal, this);
    m_across->setHandleWidth(1);
    m_across->setChildrenCollapsible(false);
    m_across->addWidget(m_batch);
    m_across->addWidget(m_down);
    m_across->setStretchFactor(0, 0);
    m_across->setStretchFactor(1, 1);
    m_across->setSizes({batchWidth, firstSize.width() - batchWidth});
    m_down->setSizes({firstSize.height() * 3 / 5, firstSize.height() * 2 / 5});

    connect(m_batch, &BatchPanel::currentChanged, m_entry, &EntryPanel::setCurrent);
    connect(m_batch, &BatchPanel::noticeRequested, m_notices,
            [this](const QString &text) { m_notices->showNotice(NoticeBar::Kind::Warning, text); });
}

void MainWindow::makeActions()
{
    m_files = new FileActions(m_services.document, m_services.settings, *m_notices, *this);
    m_gate = new ProductionGate(m_services.connections, *this);
    m_buses = new BusAdvice(m_services.connections, this);
    m_entry->setBusAdvice(m_buses);
    m_sending = new SendActions(
        {m_services.document, m_services.session, *m_notices, *m_batch, *m_entry, *m_results, *m_gate, *m_buses},
        *this);
    connect(m_batch, &BatchPanel::importRequested, m_files, &FileActions::askAndImport);
    connect(m_sending, &SendActions::connectionWanted, this, &MainWindow::manageConnections);

    m_undo = m_services.document.undoStack().createUndoAction(this, tr("Undo"));
    m_undo->setObjectName(u"undoAction"_s);
    m_undo->setShortcut(QKeySequence::Undo);
    m_undo->setIconText(tr("Undo"));
    m_redo = m_services.document.undoStack().createRedoAction(this, tr("Redo"));
    m_redo->setObjectName(u"redoAction"_s);
    m_redo->setShortcuts({QKeySequence(tr("Ctrl+Shift+Z")), QKeySequence(tr("Ctrl+Y"))});
    m_redo->setIconText(tr("Redo"));
    // The stack's actions take its step names as their text; the buttons keep the plain words.
    for (QAction *action : {m_undo, m_redo})
        connect(action, &QAction::changed, action, [action, plain = action->iconText()] {
            if (action->iconText() != plain)
                action->setIconText(plain);
        });

    m_copyAs = new QMenu(tr("Copy &as"), this);
    m_copyAs->setObjectName(u"copyAsMenu"_s);
    QAction *entries = m_copyAs->addAction(tr("Entries file (AWS CLI)"));
    entries->setObjectName(u"copyAsEntries"_s);
    connect(entries, &QAction::triggered, this,
            [this] { copyAs(entriesArrayText(m_services.document.drafts()), tr("the entries file")); });
    QAction *body = m_copyAs->addAction(tr("PutEvents request body"));
    body->setObjectName(u"copyAsBody"_s);
    connect(body, &QAction::triggered, this, [this] {
        // The body of each call, a line each, exactly as it would go over the wire now.
        const Instant now{QDateTime::currentSecsSinceEpoch(), 0};
        QByteArray bodies;
        for (const PlannedCall &call : m_services.document.plan().calls) {
            Entries planned;
            for (qsizetype index : call.entries)
                planned.append(m_services.document.entry(m_services.document.draftAt(index).id, now));
            bodies += encodePutEvents(planned, m_services.document.sendChoices().endpointId) + '\n';
        }
        copyAs(bodies, tr("the request body"));
    });

    m_connectionMenu = new QMenu(tr("&Connection"), this);
    m_connectionMenu->setObjectName(u"connectionMenu"_s);
    fillConnectionMenu();
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({m_files->newAction(), m_files->openAction()});
    file->addMenu(m_files->recentMenu());
    file->addAction(m_files->orderScenarioAction());
    QAction *import = file->addAction(tr("&Import entries…"));
    connect(import, &QAction::triggered, m_files, &FileActions::askAndImport);
    file->addSeparator();
    file->addActions({m_files->saveAction(), m_files->saveAsAction()});
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, this, &QWidget::close);

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({m_undo, m_redo});
    edit->addSeparator();
    edit->addActions({m_batch->cutAction(), m_batch->copyAction(), m_batch->pasteAction()});
    edit->addSeparator();
    edit->addAction(m_batch->selectAllAction());

    QMenu *batch = menuBar()->addMenu(tr("&Batch"));
    batch->addActions(
        {m_batch->addOrderFulfilledAction(), m_batch->addInventoryAdjustedAction(), m_batch->addBlankAction()});
    batch->addSeparator();
    batch->addActions({m_batch->duplicateAction(), m_batch->removeAction()});
    batch->addSeparator();
    batch->addActions({m_batch->moveUpAction(), m_batch->moveDownAction()});

    QMenu *send = menuBar()->addMenu(tr("&Send"));
    send->addActions({m_sending->checkAction(), m_sending->sendAction(), m_sending->sendSelectedAction()});
    send->addSeparator();
    send->addActions({m_sending->retryAction(), m_sending->cancelAction()});
    send->addSeparator();
    send->addMenu(m_copyAs);
    send->addMenu(m_connectionMenu);

    QMenu *view = menuBar()->addMenu(tr("&View"));
    fillAppearanceMenu(view->addMenu(tr("&Appearance")));

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *keys = help->addAction(tr("&Keys"));
    keys->setShortcut(QKeySequence::HelpContents);
    connect(keys, &QAction::triggered, this, &MainWindow::showKeys);
    QAction *about = help->addAction(tr("&About Busload"));
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::makeStatusBar()
{
    m_sandboxState = new QLabel(this);
    m_credentialState = new QLabel(this);
    m_limitState = new QLabel(this);
    m_sandboxState->setObjectName(u"sandboxState"_s);
    m_credentialState->setObjectName(u"credentialState"_s);
    m_limitState->setObjectName(u"limitState"_s);
    for (QLabel *label : {m_sandboxState, m_credentialState, m_limitState}) {
        label->setContentsMargins(8, 2, 14, 2);
        statusBar()->addWidget(label);
    }
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::fillConnectionMenu()
{
    m_connectionMenu->clear();
    auto *group = new QActionGroup(m_connectionMenu);
    for (const Connection &connection : m_services.connections.store.connections()) {
        QAction *action = m_connectionMenu->addAction(connection.production ? tr("%1 · production").arg(connection.name)
                                                                            : connection.name);
        action->setCheckable(true);
        action->setChecked(connection.id == m_services.connections.store.current().id);
        action->setActionGroup(group);
        connect(action, &QAction::triggered, this,
                [this, id = connection.id] { m_services.connections.store.setCurrent(id); });
    }
    m_connectionMenu->addSeparator();
    QAction *manage = m_connectionMenu->addAction(tr("Manage connections…"));
    manage->setObjectName(u"manageConnectionsAction"_s);
    connect(manage, &QAction::triggered, this, &MainWindow::manageConnections);
}

void MainWindow::fillAppearanceMenu(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, Appearance::Choice choice, const QString &word) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_services.appearance.choice() == choice);
        action->setActionGroup(group);
        connect(action, &QAction::triggered, this, [this, choice, word] {
            m_services.appearance.setChoice(choice);
            m_services.settings.setValue(appearanceKey, word);
        });
    };
    add(tr("As the &system"), Appearance::Choice::System, u"system"_s);
    add(tr("&Light"), Appearance::Choice::Light, u"light"_s);
    add(tr("&Dark"), Appearance::Choice::Dark, u"dark"_s);
}

void MainWindow::useConnection()
{
    const Connection &connection = m_services.connections.store.current();
    m_services.session.setConnection(connection);
    m_services.document.setLimits(connection.limits);
    // The sandbox stands for a service with the limit that its connection says.
    if (connection.kind == Connection::Kind::Sandbox)
        m_services.sandbox.setLimits(connection.limits);
    m_services.document.setSendChoices(sendChoices(connection));
    m_buses->setConnection(connection);
    fillConnectionMenu();
    showConnection();
    m_sending->refresh();
}

QString MainWindow::keysText(const Connection &effective, QString *details) const
{
    const bool files = effective.credentialSource == Connection::CredentialSource::Profile ||
                       effective.credentialSource == Connection::CredentialSource::AwsChain;
    if (!files) {
        const bool thisRun = effective.credentialSource == Connection::CredentialSource::Keychain &&
                             m_services.connections.vault.place() == SecretVault::Place::ThisRun;
        return thisRun ? tr("kept for this run only") : sourceText(effective);
    }
    const CredentialsGlance glance = m_services.connections.aws.glance(credentialsQuery(effective));
    if (!glance.problem.isEmpty()) {
        *details = glance.problem;
        return tr("no keys");
    }
    if (!glance.expiresAt)
        return glance.outline;
    return glance.outline + u" · "_s + keysEndText(*glance.expiresAt, m_services.connections.clock.localNow());
}

void MainWindow::showConnection()
{
    const Connection &connection = m_services.connections.store.current();
    const Result<EffectiveConnection> effective = m_services.connections.effective(connection);
    const Connection &shown = effective ? effective->connection : connection;
    const bool sandbox = connection.kind == Connection::Kind::Sandbox;
    ShownConnection words;
    words.name = connection.name;
    words.place = placeText(shown);
    if (effective)
        words.details = effective->remarks.join(u'\n');
    else
        words.details = effective.failure().message;
    if (!sandbox) {
        QString details;
        words.source = effective ? keysText(shown, &details) : tr("cannot be used");
        words.details += details.isEmpty() || words.details.isEmpty() ? details : u'\n' + details;
    }
    words.alive = sandbox && m_services.sandbox.isRunning();
    words.production = connection.production;
    words.colour = shownColour(connection);
    m_top->setConnection(words);
    m_frame->setColour(connection.production ? words.colour : QColor());
    showStatus();
}

void MainWindow::showStatus()
{
    const Sandbox &sandbox = m_services.sandbox;
    m_sandboxState->setText(sandbox.isRunning()
                                ? tr("● Sandbox running on %1 · %2 received")
                                      .arg(sandbox.url().authority(), eventsText(sandbox.receivedCount()))
                                : tr("○ Sandbox stopped"));
    const Connection &connection = m_services.connections.store.current();
    const Result<EffectiveConnection> effective = m_services.connections.effective(connection);
    QString details = effective ? QString() : effective.failure().message;
    const QString keys = effective ? keysText(effective->connection, &details) : tr("cannot be used");
    m_credentialState->setText(tr("Credentials: %1").arg(keys));
    m_credentialState->setToolTip(details);
    m_limitState->setText(tr("Limit: %1 entries / %2 per call")
                              .arg(connection.limits.entriesPerCall)
                              .arg(bytesText(connection.limits.bytesPerCall)));
}

void MainWindow::showTitle()
{
    const Document &document = m_services.document;
    const QString name = document.name().isEmpty() ? tr("Untitled") : document.name();
    m_top->setTitle(name, m_files->stateText());
    setWindowTitle(tr("%1[*] – Busload").arg(name));
    setWindowModified(document.isModified());
}

void MainWindow::manageConnections()
{
    auto *dialog = new ConnectionDialog(m_services.connections, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::copyAs(const QByteArray &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
    m_notices->showNotice(NoticeBar::Kind::Good, tr("Copied %1, %2.").arg(what, bytesText(text.size())));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Busload"),
                                tr("Busload %1\n\nA desktop composer for Amazon EventBridge batches.\n"
                                   "GPL-3.0-or-later. Not made by Amazon.")
                                    .arg(QStringLiteral(BUSLOAD_VERSION)),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showKeys()
{
    QString rows;
    const auto row = [&rows](const QString &keys, const QString &what) {
        rows += u"<tr><td style='padding:3px 18px 3px 0'><b>%1</b></td><td style='padding:3px 0'>%2</td></tr>"_s.arg(
            keys.toHtmlEscaped(), what.toHtmlEscaped());
    };
    row(tr("Ctrl+Enter"), tr("Send the batch"));
    row(tr("Ctrl+Shift+Enter"), tr("Send the selected entries"));
    row(tr("Ctrl+R"), tr("Retry what was rejected and may be retried"));
    row(tr("Ctrl+."), tr("Cancel sending"));
    row(tr("F7"), tr("Check; go from problem to problem"));
    row(tr("Ctrl+Z, Ctrl+Shift+Z"), tr("Undo and redo any change"));
    row(tr("Ctrl+D, Del"), tr("Duplicate, remove the selected entries"));
    row(tr("Alt+Up, Alt+Down"), tr("Move the selected entries"));
    row(tr("Ctrl+C, Ctrl+X, Ctrl+V"), tr("Copy, cut and paste entries as JSON, in the list"));
    row(tr("Ctrl+F"), tr("Find in the JSON"));
    row(tr("Ctrl+N, Ctrl+O, Ctrl+S"), tr("New, open, save"));
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Keys"), u"<table>"_s + rows + u"</table>"_s, QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::openFile(const QString &path)
{
    m_files->letGo([this, path] { m_files->openFile(path); });
}

void MainWindow::openOrderScenario()
{
    m_files->openOrderScenario();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_closing) {
        keep();
        event->accept();
        return;
    }
    event->ignore();
    m_files->letGo([this] {
        m_closing = true;
        // Not from inside this event: Qt would drop a close() within a close.
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.constFirst().isLocalFile())
        openFile(urls.constFirst().toLocalFile());
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_services.settings.value(geometryKey).toByteArray()))
        resize(firstSize.boundedTo(screen()->availableSize() - frameAllowance));
    m_across->restoreState(m_services.settings.value(acrossKey).toByteArray());
    m_down->restoreState(m_services.settings.value(downKey).toByteArray());
}

void MainWindow::keep()
{
    m_services.settings.setValue(geometryKey, saveGeometry());
    m_services.settings.setValue(acrossKey, m_across->saveState());
    m_services.settings.setValue(downKey, m_down->saveState());
}

} // namespace busload
