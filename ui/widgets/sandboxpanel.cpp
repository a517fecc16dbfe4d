// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sandboxpanel.h"

#include "ui/delegates/resultrowdelegate.h"
#include "ui/models/faultwords.h"
#include "ui/models/receivedmodel.h"
#include "ui/models/wiretext.h"
#include "ui/theme.h"
#include "ui/widgets/codestyle.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/faulteditor.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/formtext.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

constexpr qsizetype mostListed = 500;
constexpr qsizetype mostShown = 262'144; // characters of one event
constexpr qsizetype longestLine = 2'000;
constexpr int joinMs = 50;
constexpr int editorWidth = 330;

enum Page { EmptyPage, ListPage };

} // namespace

SandboxPanel::SandboxPanel(Sandbox &sandbox, QWidget *parent)
    : QWidget(parent)
    , m_sandbox(sandbox)
{
    setObjectName(u"sandboxPanel"_s);
    m_model = new ReceivedModel(this);
    m_soon = new QTimer(this);
    m_soon->setSingleShot(true);
    m_soon->setInterval(joinMs);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeState());
    layout->addWidget(makeFaults());
    // Beside the list, not above it: the panel is wide and low.
    m_editor = new FaultEditor(this);
    m_editorSide = new QScrollArea(this);
    m_editorSide->setWidget(m_editor);
    m_editorSide->setWidgetResizable(true);
    m_editorSide->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_editorSide->setFixedWidth(editorWidth);
    m_editorSide->setFocusPolicy(Qt::NoFocus);
    m_editorSide->hide();
    auto *lower = new QHBoxLayout;
    lower->setSpacing(0);
    lower->addWidget(makeReceived(), 1);
    lower->addWidget(m_editorSide);
    layout->addLayout(lower, 1);

    connect(m_editor, &FaultEditor::faultChosen, this, &SandboxPanel::addFault);
    connect(m_soon, &QTimer::timeout, this, &SandboxPanel::showReceived);
    connect(&m_sandbox, &Sandbox::eventsReceived, this, [this] {
        if (!m_soon->isActive())
            m_soon->start();
    });
    connect(&m_sandbox, &Sandbox::faultsChanged, this, &SandboxPanel::showFaults);
    applyTheme();
    refresh();
}

QWidget *SandboxPanel::makeState()
{
    auto *bar = new QWidget(this);
    m_state = new ElidedLabel(bar);
    m_state->setObjectName(u"sandboxState"_s);
    m_state->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_copyUrl = new QPushButton(tr("Copy URL"), bar);
    m_copyUrl->setObjectName(u"sandboxCopyUrl"_s);
    m_startStop = new QPushButton(bar);
    m_startStop->setObjectName(u"sandboxStartStop"_s);
    m_addFault = new QPushButton(tr("Make it fail…"), bar);
    m_addFault->setObjectName(u"sandboxAddFault"_s);
    m_addFault->setCheckable(true);
    m_addFault->setToolTip(tr("Shows the form for faults: refused entries, refused calls, delays, lost answers"));
    m_count = new QLabel(bar);
    m_count->setObjectName(u"sandboxCount"_s);
    m_forget = new QPushButton(tr("Forget all"), bar);
    m_forget->setObjectName(u"sandboxForget"_s);
    m_forget->setToolTip(tr("Takes all received events out of the list; nothing brings them back"));

    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(14, 6, 14, 6);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    layout->addWidget(m_copyUrl);
    layout->addWidget(m_startStop);
    layout->addWidget(m_addFault);
    layout->addStretch(1);
    layout->addWidget(m_count);
    layout->addWidget(m_forget);

    connect(m_copyUrl, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_sandbox.url().toString()); });
    connect(m_startStop, &QPushButton::clicked, this, &SandboxPanel::toggleRunning);
    connect(m_addFault, &QPushButton::toggled, this, [this](bool on) { m_editorSide->setVisible(on); });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        m_sandbox.forgetReceived();
        showReceived();
    });
    return bar;
}

QWidget *SandboxPanel::makeFaults()
{
    m_chips = new QWidget(this);
    m_chips->setObjectName(u"faultChips"_s);
    m_chips->setAccessibleName(tr("Active faults"));
    m_chipLayout = new FlowLayout(m_chips);
    m_chipLayout->setContentsMargins(14, 2, 14, 6);
    m_chipLayout->setSpacing(6);
    return m_chips;
}

QWidget *SandboxPanel::makeReceived()
{
    m_pages = new QStackedWidget(this);
    m_empty =
        new QLabel(tr("<b>No event received yet</b><br>What is sent to the sandbox appears here, as a rule on the "
                      "bus would see it."),
                   m_pages);
    m_empty->setObjectName(u"sandboxEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_pages->addWidget(m_empty);

    auto *splitter = new QSplitter(Qt::Horizontal, m_pages);
    splitter->setChildrenCollapsible(false);
    m_table = new QTableView(splitter);
    m_table->setObjectName(u"receivedTable"_s);
    m_table->setAccessibleName(tr("Events received by the sandbox, newest first"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setItemDelegate(new ResultRowDelegate(ResultRowDelegate::noOutcome, m_table));
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    const std::pair<int, int> widths[] = {{ReceivedModel::Received, 112},
                                          {ReceivedModel::DetailType, 140},
                                          {ReceivedModel::Source, 176},
                                          {ReceivedModel::Bus, 84}};
    for (const auto &[column, width] : widths)
        header->resizeSection(column, width);
    header->setStretchLastSection(true);
    m_json = new QPlainTextEdit(splitter);
    m_json->setObjectName(u"receivedJson"_s);
    m_json->setAccessibleName(tr("The chosen event as a rule would see it"));
    m_json->setReadOnly(true);
    m_json->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_json->setUndoRedoEnabled(false);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setTabChangesFocus(true);
    splitter->addWidget(m_table);
    splitter->addWidget(m_json);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    m_pages->addWidget(splitter);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showJson(current.isValid() ? current.row() : -1); });
    return m_pages;
}

void SandboxPanel::refresh()
{
    const bool running = m_sandbox.isRunning();
    m_state->setText(running ? tr("● Running on %1").arg(m_sandbox.url().toString()) : tr("○ Stopped"));
    m_copyUrl->setVisible(running);
    m_startStop->setText(running ? tr("Stop") : tr("Start"));
    m_startStop->setAccessibleName(running ? tr("Stop the sandbox") : tr("Start the sandbox"));
    showFaults();
    showReceived();
}

void SandboxPanel::toggleRunning()
{
    if (m_sandbox.isRunning()) {
        m_sandbox.stop();
        refresh();
    } else {
        const Result<QUrl> started = m_sandbox.start();
        refresh();
        if (!started)
            m_state->setText(tr("○ Could not start: %1").arg(started.failure().message));
    }
    emit runningChanged(m_sandbox.isRunning());
}

void SandboxPanel::addFault(const Fault &fault)
{
    m_sandbox.setFaults(m_sandbox.faults() + QList<Fault>{fault});
    showFaults();
}

void SandboxPanel::removeFault(const Fault &fault)
{
    // By value: meanwhile a fault before it may have been used up.
    QList<Fault> faults = m_sandbox.faults();
    faults.removeOne(fault);
    m_sandbox.setFaults(faults);
    showFaults();
}

void SandboxPanel::showFaults()
{
    while (QLayoutItem *item = m_chipLayout->takeAt(0)) {
        if (QWidget *chip = item->widget()) {
            // Later: a chip may be the one whose click brought us here.
            chip->hide();
            chip->setObjectName({});
            chip->deleteLater();
        }
        delete item;
    }
    const QList<Fault> faults = m_sandbox.faults();
    for (const Fault &fault : faults) {
        auto *chip = new QPushButton(tr("⚠ %1  ✕").arg(faultWords(fault)), m_chips);
        chip->setObjectName(u"faultChip"_s);
        chip->setAccessibleName(tr("Take away the fault: %1").arg(faultWords(fault)));
        chip->setToolTip(tr("Click to take it away. On the command line: --fault \"%1\"").arg(faultText(fault)));
        chip->setAutoDefault(false);
        m_chipLayout->addWidget(chip);
        chip->show();
        connect(chip, &QPushButton::clicked, this, [this, fault] { removeFault(fault); });
    }
    m_chips->setVisible(!faults.isEmpty());
}

void SandboxPanel::showReceived()
{
    const qsizetype count = m_sandbox.receivedCount();
    m_count->setText(count > mostListed ? tr("%1 events received, the newest %2 are listed").arg(count).arg(mostListed)
                     : count == 1       ? tr("1 event received")
                                        : tr("%1 events received").arg(count));
    m_forget->setEnabled(count > 0);
    if (!isVisible())
        return; // the list is read when it is seen
    m_model->setEvents(m_sandbox.received(mostListed));
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? ListPage : EmptyPage);
    // A list that was emptied takes the choice away without a word.
    if (m_model->rowCount() == 0)
        showJson(-1);
    else if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
}

void SandboxPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    applyTheme();
    refresh();
}

void SandboxPanel::showJson(int row)
{
    if (row < 0 || row >= m_model->rowCount()) {
        m_json->clear();
        return;
    }
    const QByteArray json = m_model->eventAt(row).toJson();
    const ShownText shown = shownText(bodyText(json, BodyLayout::LaidOut), mostShown, longestLine);
    m_json->setPlainText(shown.leftOut > 0 ? shown.text + u'\n' + tr("… %1 more characters").arg(shown.leftOut)
                                           : shown.text);
}

void SandboxPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void SandboxPanel::applyTheme()
{
    const Theme theme = themeFor(palette());
    applyCodeStyle(*m_json);
    for (QLabel *label : {m_empty, m_count})
        setSheet(label, u"color:%1;"_s.arg(theme.quiet.name()));
}

} // namespace busload
