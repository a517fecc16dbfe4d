// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/resultspanel.h"

#include "ui/delegates/outcomedelegate.h"
#include "ui/delegates/verbdelegate.h"
#include "ui/models/resultsmodel.h"
#include "ui/models/resultwords.h"
#include "ui/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/formtext.h"
#include "ui/widgets/outcomesum.h"
#include "ui/widgets/wireview.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

constexpr int rowHeight = 30;

//! What the column of EventIds and codes keeps where room is short. Unit: device independent pixels.
constexpr int leastMarkWidth = 120;
constexpr int leastMessageWidth = 140;
constexpr int callWidth = 48;
constexpr int triesWidth = 50;
constexpr int sentWidth = 104;
//! What the messages may take of the room that the two share, in hundredths.
constexpr int messageShare = 60;

enum ResultsPage { EmptyPage, TablePage };

} // namespace

ResultsPanel::ResultsPanel(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"resultsPanel"_s);
    m_model = new ResultsModel(this);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    m_pages = new QStackedWidget(this);
    layout->addWidget(m_pages, 1);

    addPage(makeResultsPage(), tr("Results"));
    m_request = new WireView(WireView::Side::Request, this);
    addPage(m_request, tr("Request"));
    m_response = new WireView(WireView::Side::Response, this);
    addPage(m_response, tr("Response"));

    connect(m_tabs, &QTabBar::currentChanged, this, &ResultsPanel::onTabChanged);
    applyTheme();
    refresh();
}

QWidget *ResultsPanel::makeHeader()
{
    auto *header = new QWidget(this);
    m_tabs = new QTabBar(header);
    m_tabs->setObjectName(u"resultsTabs"_s);
    m_tabs->setAccessibleName(tr("Views of the last send"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    // Its tabs are few and always whole; where room is short the summary gives way.
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setDocumentMode(true);

    m_sum = new OutcomeSum(header);
    m_sum->setObjectName(u"resultsSum"_s);
    m_summary = new ElidedLabel(header);
    m_summary->setObjectName(u"resultsSummary"_s);
    m_summary->setAlignment(Qt::AlignRight);
    m_summary->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_progress = new QProgressBar(header);
    m_progress->setObjectName(u"sendProgress"_s);
    m_progress->setAccessibleName(tr("Calls answered"));
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(120, 6);
    m_cancel = new QPushButton(tr("Cancel"), header);
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setToolTip(tr("Ends the send. What was accepted stays accepted."));
    m_retry = new QPushButton(header);
    m_retry->setObjectName(u"retryButton"_s);
    m_retry->setProperty("primary", true);

    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(6, 3, 14, 3);
    layout->setSpacing(10);
    layout->addWidget(m_tabs);
    layout->addStretch(1);
    layout->addWidget(m_sum);
    layout->addWidget(m_summary);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_retry);
    header->setMinimumHeight(38);

    connect(m_retry, &QPushButton::clicked, this, &ResultsPanel::retryRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ResultsPanel::cancelRequested);
    return header;
}

QWidget *ResultsPanel::makeResultsPage()
{
    m_results = new QStackedWidget(this);

    m_empty = new QLabel(tr("<b>Nothing was sent yet</b><br>After Send every entry has a row here: accepted with its "
                            "EventId, or refused with the reason and what can be done about it."),
                         m_results);
    m_empty->setObjectName(u"resultsEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(20);
    m_results->addWidget(m_empty);

    auto *page = new QWidget(m_results);
    m_unknownNote = new QFrame(page);
    m_unknownNote->setObjectName(u"unknownNote"_s);
    m_unknownText = new QLabel(m_unknownNote);
    m_unknownText->setObjectName(u"unknownText"_s);
    m_unknownText->setWordWrap(true);
    auto *noteLayout = new QHBoxLayout(m_unknownNote);
    noteLayout->setContentsMargins(14, 6, 14, 6);
    noteLayout->addWidget(m_unknownText);

    m_table = new QTableView(page);
    m_table->setObjectName(u"resultsTable"_s);
    m_table->setAccessibleName(tr("Outcome of each entry"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ResultRowDelegate(ResultsModel::OutcomeRole, m_table));
    m_table->setItemDelegateForColumn(ResultsModel::OutcomeColumn,
                                      new OutcomeDelegate(ResultsModel::OutcomeRole, m_table));
    m_table->setItemDelegateForColumn(ResultsModel::Verb, new VerbDelegate(ResultsModel::OutcomeRole, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setMouseTracking(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->verticalHeader()->setMinimumSectionSize(rowHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(36);
    const std::pair<int, int> widths[] = {{ResultsModel::Number, 40},         {ResultsModel::DetailType, 142},
                                          {ResultsModel::OutcomeColumn, 112}, {ResultsModel::Mark, leastMarkWidth},
                                          {ResultsModel::Tries, triesWidth},  {ResultsModel::Call, callWidth},
                                          {ResultsModel::Sent, sentWidth},    {ResultsModel::Verb, 162}};
    for (const auto &[column, width] : widths)
        header->resizeSection(column, width);
    header->setSectionResizeMode(ResultsModel::Message, QHeaderView::Stretch);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_unknownNote);
    layout->addWidget(m_table, 1);
    m_results->addWidget(page);

    m_table->viewport()->installEventFilter(this);
    connect(m_table, &QTableView::clicked, this, &ResultsPanel::onCellChosen);
    connect(m_table, &QTableView::activated, this, &ResultsPanel::onCellChosen);
    connect(m_table, &QTableView::customContextMenuRequested, this, &ResultsPanel::showMenu);
    // A link shows the hand; the other cells do not.
    connect(m_table, &QTableView::entered, this, [this](const QModelIndex &index) {
        const bool link = index.column() == ResultsModel::Verb && m_model->remedyAt(index.row()) != Remedy::None;
        m_table->viewport()->setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    });
    auto *copy = new QShortcut(QKeySequence(QKeySequence::Copy), m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ResultsPanel::copySelected);
    return m_results;
}

void ResultsPanel::addPage(QWidget *page, const QString &title)
{
    m_pages->addWidget(page);
    m_tabs->addTab(title);
}

void ResultsPanel::setRecord(const SendRecord *record)
{
    m_record = record;
    refresh();
}

void ResultsPanel::refresh()
{
    const SendRecord record = m_record ? *m_record : SendRecord();
    m_model->setRecord(record);
    m_request->setCalls(record.calls);
    m_response->setCalls(record.calls);
    m_results->setCurrentIndex(record.entries.isEmpty() ? EmptyPage : TablePage);

    const int unknown = record.tally().unknown;
    m_unknownNote->setVisible(unknown > 0);
    m_unknownText->setText(
        unknown == 1
            ? tr("⚠  1 entry has no trustworthy answer. It may have been accepted, and sending it again can "
                 "duplicate it: decide in its row.")
            : tr("⚠  %1 entries have no trustworthy answer. They may have been accepted, and sending them again "
                 "can duplicate them: decide in their rows.")
                  .arg(unknown));
    showColumns();
    showSum();
}

void ResultsPanel::showColumns()
{
    // What would be the same in every row, or empty, leaves its room to the message.
    const SendRecord &record = m_model->record();
    const bool anyVerb = std::any_of(record.entries.begin(), record.entries.end(),
                                     [](const EntryRecord &entry) { return remedyOf(entry.outcome) != Remedy::None; });
    m_table->setColumnHidden(ResultsModel::Verb, !anyVerb);
    fitColumns();
}

void ResultsPanel::fitColumns()
{
    const QAbstractItemView &view = *m_table; // QTableView makes the question protected
    QHeaderView *header = m_table->horizontalHeader();
    if (!m_running) // the verbs are away meanwhile, and come back
        header->resizeSection(ResultsModel::Verb, view.sizeHintForColumn(ResultsModel::Verb));
    int room = m_table->viewport()->width();
    for (const int column :
         {ResultsModel::Number, ResultsModel::DetailType, ResultsModel::OutcomeColumn, ResultsModel::Verb})
        room -= header->sectionSize(column);
    // What a row's tip says too gives way before its message and its verb. One call needs no number.
    QList<QPair<int, int>> lesser{{ResultsModel::Tries, triesWidth}, {ResultsModel::Sent, sentWidth}};
    if (m_model->record().calls.size() > 1)
        lesser.prepend({ResultsModel::Call, callWidth});
    else
        m_table->setColumnHidden(ResultsModel::Call, true);
    for (const auto &[column, width] : std::as_const(lesser)) {
        const bool fits = room - width >= leastMarkWidth + leastMessageWidth;
        m_table->setColumnHidden(column, !fits);
        if (fits)
            room -= width;
    }
    // The messages stretch over what is left; an EventId is whole where they do not need it.
    const int marks = qMax(header->sectionSizeHint(ResultsModel::Mark), view.sizeHintForColumn(ResultsModel::Mark));
    const int messages = qMax(header->sectionSizeHint(ResultsModel::Message),
                              qMin(view.sizeHintForColumn(ResultsModel::Message), room * messageShare / 100));
    header->resizeSection(ResultsModel::Mark, qBound(qMin(leastMarkWidth, marks), room - messages, marks));
}

void ResultsPanel::setRunning(bool running, int doneCalls, int allCalls)
{
    m_running = running;
    m_model->setBusy(running);
    if (running) {
        m_progress->setRange(0, qMax(allCalls, 0));
        m_progress->setValue(doneCalls);
        m_summary->setText(allCalls > 0 ? tr("Sending call %1 of %2…").arg(qMin(doneCalls + 1, allCalls)).arg(allCalls)
                                        : tr("Sending…"));
    }
    showSum();
}

void ResultsPanel::showSum()
{
    const SendRecord &record = m_model->record();
    m_sum->setTally(record.tally());
    m_sum->setVisible(!m_sum->words().isEmpty());
    if (!m_running)
        m_summary->setText(sendSummary(record));
    m_progress->setVisible(m_running);
    m_cancel->setVisible(m_running);

    const QString label = m_running ? QString() : retryLabel(record);
    m_retry->setVisible(!label.isEmpty());
    m_retry->setEnabled(!label.isEmpty());
    m_retry->setText(label + u"   Ctrl+R"_s);
    m_retry->setAccessibleName(label);
    m_retry->setToolTip(tr("Sends only these, with the same content, in their order (Ctrl+R)"));
}

void ResultsPanel::selectEntry(qsizetype entryIndex)
{
    if (entryIndex < 0 || entryIndex >= m_model->rowCount())
        return;
    m_table->selectRow(static_cast<int>(entryIndex));
}

int ResultsPanel::selectedRow() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() && m_table->selectionModel()->isSelected(current) ? current.row() : -1;
}

void ResultsPanel::onCellChosen(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Remedy remedy = m_model->remedyAt(index.row());
    if (index.column() == ResultsModel::Verb && remedy != Remedy::None)
        emit remedyRequested(index.row(), remedy);
    else
        emit entryActivated(index.row());
}

void ResultsPanel::onTabChanged(int tab)
{
    // Request and Response open on the call of the entry that was looked at.
    const int row = selectedRow();
    if (row >= 0 && row < m_model->rowCount()) {
        const int call = m_model->record().entries.at(row).call;
        if (m_pages->widget(tab) == m_request)
            m_request->chooseCall(call);
        else if (m_pages->widget(tab) == m_response)
            m_response->chooseCall(call);
    }
    m_pages->setCurrentIndex(tab);
}

void ResultsPanel::showMenu(const QPoint &position)
{
    const QModelIndex under = m_table->indexAt(position);
    const int row = under.isValid() ? under.row() : selectedRow();
    if (row < 0)
        return;
    if (!m_table->selectionModel()->isRowSelected(row, {}))
        m_table->selectRow(row);

    auto *menu = new QMenu(m_table);
    menu->setObjectName(u"resultsMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Remedy remedy = m_model->remedyAt(row);
    if (remedy != Remedy::None) {
        QAction *verb = menu->addAction(remedyVerb(remedy));
        verb->setObjectName(u"remedyAction"_s);
        verb->setToolTip(remedyHelp(remedy));
        connect(verb, &QAction::triggered, this, [this, row, remedy] { emit remedyRequested(row, remedy); });
        menu->addSeparator();
    }
    connect(menu->addAction(tr("Go to the entry")), &QAction::triggered, this,
            [this, row] { emit entryActivated(row); });
    const auto showCall = [this, row](QWidget *page) {
        m_table->selectRow(row);
        m_tabs->setCurrentIndex(m_pages->indexOf(page));
    };
    if (m_model->record().entries.at(row).call >= 0) {
        connect(menu->addAction(tr("Show its request")), &QAction::triggered, this,
                [showCall, this] { showCall(m_request); });
        connect(menu->addAction(tr("Show its response")), &QAction::triggered, this,
                [showCall, this] { showCall(m_response); });
    }
    menu->addSeparator();
    const bool accepted = !m_model->record().entries.at(row).outcome.eventId.isEmpty();
    QAction *copy = menu->addAction(accepted ? tr("Copy EventId") : tr("Copy error"));
    copy->setObjectName(u"copyMarkAction"_s);
    copy->setShortcut(QKeySequence(QKeySequence::Copy));
    connect(copy, &QAction::triggered, this, &ResultsPanel::copySelected);
    connect(menu->addAction(tr("Copy all attempts")), &QAction::triggered, this, [this, row] {
        if (row < m_model->rowCount())
            QGuiApplication::clipboard()->setText(attemptsText(m_model->record().entries.at(row)));
    });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void ResultsPanel::copySelected()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &index : rows)
        lines.append(index.data(ResultsModel::CopyRole).toString());
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

bool ResultsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void ResultsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void ResultsPanel::applyTheme()
{
    const Theme theme = themeFor(palette());
    // By sheets: the program's own sheet takes a palette given here away again when it polishes them.
    setSheet(m_unknownNote,
             u"QFrame#unknownNote{background:%1;}QLabel{color:%2;}"_s.arg(theme.warnGround.name(), theme.warn.name()));
    setSheet(m_empty, u"color:%1;"_s.arg(theme.quiet.name()));
}

} // namespace busload
