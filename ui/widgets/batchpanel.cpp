// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/batchpanel.h"

#include "scenario/scenariofile.h"
#include "ui/models/batchmodel.h"
#include "ui/theme.h"
#include "ui/widgets/batchview.h"
#include "ui/widgets/meter.h"

#include <QAction>
#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelection>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

const QString orderFulfilled = u"OrderFulfilled"_s;
const QString inventoryAdjusted = u"InventoryAdjusted"_s;

QFrame *separator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

} // namespace

BatchPanel::BatchPanel(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new BatchModel(document, this))
    , m_meter(new Meter(this))
    , m_view(new BatchView(this))
    , m_pages(new QStackedWidget(this))
    , m_addMenu(new QMenu(this))
    , m_meterTimer(new QTimer(this))
{
    m_view->setModel(m_model);
    setFocusProxy(m_view);
    makeActions();
    m_emptyState = makeEmptyState();
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_emptyState);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_meter);
    layout->addWidget(separator(this));
    layout->addWidget(m_pages, 1);
    layout->addWidget(separator(this));
    layout->addWidget(makeFooter());

    m_meterTimer->setSingleShot(true);
    m_meterTimer->setInterval(0);
    connect(m_meterTimer, &QTimer::timeout, this, &BatchPanel::updateMeter);
    connect(m_meter, &Meter::entryChosen, this, [this](qsizetype entry) { setCurrent(m_document.draftAt(entry).id); });
    connect(m_model, &BatchModel::refused, this,
            [this](const QString &reason) { emit noticeRequested(tr("This holds no entries: %1").arg(reason)); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &BatchPanel::onViewChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BatchPanel::onViewChanged);
    // After the model's own connection: here its rows are those of the new list.
    connect(&document, &Document::listChanged, this, &BatchPanel::onListChanged);
    connect(&document, &Document::measured, this, &BatchPanel::onMeasured);
    // Only a document loaded whole changes its list and its state before it is measured.
    connect(&document, &Document::stateChanged, this, [this] { m_loaded = m_following; });

    m_following = true;
    m_loaded = true;
    onMeasured();
}

void BatchPanel::makeActions()
{
    const auto make = [this](const QString &text, const QKeySequence &keys, auto does) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, does);
        m_view->addAction(action);
        return action;
    };
    m_addOrderFulfilled = make(tr("Add &OrderFulfilled"), {}, [this] { add(orderFulfilled); });
    m_addInventoryAdjusted = make(tr("Add &InventoryAdjusted"), {}, [this] { add(inventoryAdjusted); });
    m_addBlank = make(tr("Add &Blank Entry"), {}, [this] { add({}); });
    m_duplicate = make(tr("&Duplicate"), Qt::CTRL | Qt::Key_D, [this] { m_document.duplicate(selected()); });
    m_remove = make(tr("&Remove"), Qt::Key_Delete, [this] { m_document.remove(selected()); });
    m_moveUp = make(tr("Move &Up"), Qt::ALT | Qt::Key_Up, [this] { move(true); });
    m_moveDown = make(tr("Move Do&wn"), Qt::ALT | Qt::Key_Down, [this] { move(false); });
    m_copy = make(tr("&Copy Entries"), QKeySequence::Copy, [this] { copy(); });
    m_cut = make(tr("Cu&t Entries"), QKeySequence::Cut, [this] {
        copy();
        m_document.remove(selected());
    });
    m_paste = make(tr("&Paste Entries"), QKeySequence::Paste, [this] { paste(); });
    m_selectAll = make(tr("Select &All Entries"), QKeySequence::SelectAll, [this] { m_view->selectAll(); });
}

QWidget *BatchPanel::makeEmptyState()
{
    auto *page = new QWidget(this);
    page->addAction(m_paste);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(28, 24, 28, 24);
    layout->setSpacing(8);
    layout->addStretch(2);
    auto *title = new QLabel(tr("No entries yet"), page);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    bold.setPixelSize(15);
    title->setFont(bold);
    title->setAlignment(Qt::AlignHCenter);
    auto *hint = new QLabel(tr("Start with an example, a blank entry, or entries you copied as JSON. You can also "
                               "drop JSON here."),
                            page);
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignHCenter);
    hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(8);
    const auto button = [&](const QString &text, const QString &name, QAction *action) {
        auto *made = new QPushButton(text, page);
        made->setObjectName(name);
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        layout->addWidget(made);
        return made;
    };
    QPushButton *first = button(orderFulfilled, u"emptyOrderFulfilled"_s, m_addOrderFulfilled);
    first->setAccessibleName(tr("Add an OrderFulfilled entry"));
    button(inventoryAdjusted, u"emptyInventoryAdjusted"_s, m_addInventoryAdjusted)
        ->setAccessibleName(tr("Add an InventoryAdjusted entry"));
    button(tr("Blank entry"), u"emptyBlank"_s, m_addBlank)->setAccessibleName(tr("Add a blank entry"));
    button(tr("Paste JSON"), u"emptyPaste"_s, m_paste)->setAccessibleName(tr("Paste entries as JSON"));
    layout->addStretch(3);
    return page;
}

QWidget *BatchPanel::makeFooter()
{
    auto *footer = new QWidget(this);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    auto *addButton = new QPushButton(tr("+ Add entry ▾"), footer);
    addButton->setObjectName(u"addEntryButton"_s);
    addButton->setAccessibleName(tr("Add entry"));
    addButton->setProperty(primaryProperty, true);
    addButton->setMenu(m_addMenu);
    connect(m_addMenu, &QMenu::aboutToShow, this, &BatchPanel::fillAddMenu);
    fillAddMenu();
    auto *duplicateButton = new QPushButton(tr("Duplicate"), footer);
    duplicateButton->setObjectName(u"duplicateButton"_s);
    duplicateButton->setToolTip(
        tr("Duplicate the selected entries (%1)").arg(m_duplicate->shortcut().toString(QKeySequence::NativeText)));
    connect(duplicateButton, &QPushButton::clicked, m_duplicate, &QAction::trigger);
    connect(m_duplicate, &QAction::changed, duplicateButton,
            [this, duplicateButton] { duplicateButton->setEnabled(m_duplicate->isEnabled()); });
    auto *importButton = new QPushButton(tr("Import…"), footer);
    importButton->setObjectName(u"importButton"_s);
    importButton->setToolTip(tr("Read entries from a file"));
    connect(importButton, &QPushButton::clicked, this, &BatchPanel::importRequested);
    layout->addWidget(addButton);
    layout->addWidget(duplicateButton);
    layout->addWidget(importButton);
    layout->addStretch();
    return footer;
}

void BatchPanel::fillAddMenu()
{
    m_addMenu->clear();
    const auto item = [this](const QString &text, QAction *action) {
        m_addMenu->addAction(text, action, &QAction::trigger);
    };
    item(orderFulfilled, m_addOrderFulfilled);
    item(inventoryAdjusted, m_addInventoryAdjusted);
    item(tr("Blank entry"), m_addBlank);

    constexpr qsizetype most = 12; // a menu longer than the screen helps nobody
    QStringList types;
    for (const Draft &draft : m_document.drafts()) {
        const QString &type = draft.detailType;
        if (!type.isEmpty() && type != orderFulfilled && type != inventoryAdjusted && !types.contains(type))
            types.append(type);
        if (types.size() == most)
            break;
    }
    if (types.isEmpty())
        return;
    m_addMenu->addSeparator();
    for (const QString &type : std::as_const(types)) {
        QString text = type;
        text.replace(u'&', u"&&"_s);
        m_addMenu->addAction(text, this, [this, type] { addLike(type); });
    }
}

void BatchPanel::add(const QString &detailType)
{
    m_document.insert(-1, {exampleDraft(detailType)},
                      detailType.isEmpty() ? tr("Add blank entry") : tr("Add %1").arg(detailType));
}

void BatchPanel::addLike(const QString &detailType)
{
    Draft draft = exampleDraft({});
    draft.detailType = detailType;
    const Drafts &drafts = m_document.drafts();
    const auto like = std::find_if(drafts.cbegin(), drafts.cend(),
                                   [&](const Draft &other) { return other.detailType == detailType; });
    if (like != drafts.cend()) {
        draft.source = like->source;
        draft.eventBusName = like->eventBusName;
        draft.time = like->time;
    }
    m_document.insert(-1, {draft}, tr("Add %1").arg(detailType));
}

void BatchPanel::move(bool up)
{
    const QList<DraftId> ids = selected();
    if (ids.isEmpty())
        return;
    m_document.move(ids, up ? std::max<qsizetype>(0, m_document.indexOf(ids.constFirst()) - 1)
                            : m_document.indexOf(ids.constLast()) + 2);
}

void BatchPanel::copy()
{
    if (QMimeData *mime = m_model->mimeData(m_view->selectionModel()->selectedIndexes()))
        QGuiApplication::clipboard()->setMimeData(mime);
}

void BatchPanel::paste()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (mime == nullptr || !m_model->canDropMimeData(mime, Qt::CopyAction, -1, -1, {})) {
        emit noticeRequested(tr("The clipboard holds no entries: there is no text in it"));
        return;
    }
    const QList<DraftId> ids = selected();
    const qsizetype place = ids.isEmpty() ? -1 : m_document.indexOf(ids.constLast()) + 1;
    const Result<QList<DraftId>> pasted = m_model->insertFrom(*mime, place, tr("Paste entries"));
    if (!pasted)
        emit noticeRequested(tr("The clipboard holds no entries: %1").arg(pasted.failure().message));
}

DraftId BatchPanel::viewCurrent() const
{
    return m_model->idAt(m_view->currentIndex());
}

DraftId BatchPanel::current() const
{
    return m_document.contains(m_current) ? m_current : 0;
}

QList<DraftId> BatchPanel::selected() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QList<DraftId> ids;
    for (const QModelIndex &row : std::as_const(rows)) {
        if (const DraftId id = m_model->idAt(row); id != 0 && m_document.contains(id))
            ids.append(id);
    }
    return ids;
}

void BatchPanel::setCurrent(DraftId id)
{
    if (!m_model->indexOf(id).isValid())
        return;
    const bool following = std::exchange(m_following, true);
    select({id}, id);
    m_following = following;
    onViewChanged();
}

void BatchPanel::select(const QList<DraftId> &ids, DraftId current)
{
    QList<int> rows;
    for (DraftId id : ids)
        rows.append(m_model->indexOf(id).row());
    std::sort(rows.begin(), rows.end());
    QItemSelection selection;
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype last = i;
        while (last + 1 < rows.size() && rows.at(last + 1) == rows.at(last) + 1)
            ++last;
        selection.append(QItemSelectionRange(m_model->index(rows.at(i)), m_model->index(rows.at(last))));
        i = last + 1;
    }
    const QModelIndex row = m_model->indexOf(current);
    // The view's own, since it also sets where a selection with Shift begins; what it selects depends on
    // the keys that are down just now, so that the selection is made after it.
    m_view->setCurrentIndex(row);
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (row.isValid())
        m_view->scrollTo(row);
}

void BatchPanel::onListChanged()
{
    m_following = true;
}

void BatchPanel::onMeasured()
{
    if (m_following) {
        restoreCurrent();
        m_following = false;
        announce();
    }
    updateActions();
    updateMeter();
}

void BatchPanel::restoreCurrent()
{
    QList<DraftId> order;
    order.reserve(m_document.count());
    const QSet<DraftId> before(m_order.cbegin(), m_order.cend());
    QList<DraftId> appeared;
    for (const Draft &draft : m_document.drafts()) {
        order.append(draft.id);
        if (!before.contains(draft.id))
            appeared.append(draft.id);
    }

    const bool focusWasInEmptyState = m_emptyState->isAncestorOf(focusWidget());
    m_pages->setCurrentWidget(order.isEmpty() ? m_emptyState : static_cast<QWidget *>(m_view));
    if (focusWasInEmptyState && !order.isEmpty())
        m_view->setFocus();

    const bool loaded = std::exchange(m_loaded, false);
    if (order.isEmpty()) {
        select({}, 0);
    } else if (loaded) {
        select({order.constFirst()}, order.constFirst());
    } else if (!appeared.isEmpty()) {
        select(appeared, appeared.constFirst());
    } else if (!m_document.contains(m_current)) {
        // What came after the one that is gone, else what came before it
        const qsizetype place = std::max<qsizetype>(0, m_order.indexOf(m_current));
        DraftId next = 0;
        for (qsizetype i = place; i < m_order.size() && next == 0; ++i)
            next = m_document.contains(m_order.at(i)) ? m_order.at(i) : 0;
        if (next == 0)
            next = order.constLast();
        select({next}, next);
    } else if (const QModelIndex row = m_model->indexOf(m_current); m_view->currentIndex() != row) {
        m_view->selectionModel()->setCurrentIndex(row, QItemSelectionModel::Select);
    }
    m_order = order;
}

void BatchPanel::onViewChanged()
{
    if (m_following)
        return;
    announce();
    updateActions();
    updateMeter();
}

void BatchPanel::announce()
{
    const DraftId now = viewCurrent();
    const QList<DraftId> chosen = selected();
    const bool otherCurrent = now != m_current;
    const bool otherSelection = chosen != m_selected;
    m_current = now;
    m_selected = chosen;
    if (otherCurrent)
        emit currentChanged(now);
    if (otherSelection)
        emit selectionChanged();
}

void BatchPanel::updateActions()
{
    const QList<DraftId> ids = selected();
    const bool any = !ids.isEmpty();
    for (QAction *action : {m_duplicate, m_remove, m_copy, m_cut})
        action->setEnabled(any);
    // Selected entries that do not stand together can always be gathered.
    const qsizetype count = m_document.count();
    const qsizetype last = any ? m_document.indexOf(ids.constLast()) : -1;
    const qsizetype first = any ? m_document.indexOf(ids.constFirst()) : -1;
    const bool together = any && last - first + 1 == ids.size();
    m_moveUp->setEnabled(any && (first > 0 || !together));
    m_moveDown->setEnabled(any && (last < count - 1 || !together));
    m_selectAll->setEnabled(count > 0);
}

void BatchPanel::updateMeter()
{
    m_meterTimer->stop();
    m_meter->setReading(readMeter(m_document.drafts(), m_document.inspections(), m_document.plan(), m_document.limits(),
                                  m_document.indexOf(m_current), m_model->outcomes(),
                                  m_document.sendChoices().endpointId));
}

void BatchPanel::setOutcome(DraftId id, const std::optional<Outcome> &outcome)
{
    m_model->setOutcome(id, outcome);
    m_meterTimer->start();
}

void BatchPanel::clearOutcomes()
{
    m_model->clearOutcomes();
    m_meterTimer->start();
}

} // namespace busload
