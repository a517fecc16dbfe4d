// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/entrypanel.h"

#include "composer/document.h"
#include "ui/theme.h"
#include "ui/widgets/detailform.h"
#include "ui/widgets/entryform.h"
#include "ui/widgets/fieldmanners.h"
#include "ui/widgets/formtext.h"
#include "ui/widgets/jsoneditor.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastForm = 300;
constexpr int mostForm = 420; // a form that wants more is scrolled sideways, so that the JSON keeps its place
constexpr int leastEditor = 200;

} // namespace

EntryPanel::EntryPanel(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_pages(new QStackedWidget(this))
    , m_split(new QSplitter(Qt::Horizontal, m_pages))
{
    setObjectName(u"entryPanel"_s);
    auto *manners = new FieldManners(document, this);

    auto *empty = new QWidget(m_pages);
    empty->setObjectName(u"noEntry"_s);
    m_emptyTitle = new QLabel(tr("No entry selected"), empty);
    m_emptyTitle->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(tr("Choose an entry of the batch, or add one."), empty);
    m_emptyText->setAlignment(Qt::AlignCenter);
    auto *emptyColumn = new QVBoxLayout(empty);
    emptyColumn->addStretch(2);
    emptyColumn->addWidget(m_emptyTitle);
    emptyColumn->addWidget(m_emptyText);
    emptyColumn->addStretch(3);

    m_scroll = new QScrollArea(m_split);
    m_scroll->setObjectName(u"entryScroll"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_formSide = new QWidget(m_scroll);
    m_formSide->setObjectName(u"formSide"_s);
    m_heading = new QLabel(m_formSide);
    m_heading->setObjectName(u"entryHeading"_s);
    m_heading->setTextFormat(Qt::RichText);
    m_entryForm = new EntryForm(document, *manners, m_formSide);
    m_detailForm = new DetailForm(document, *manners, m_formSide);
    auto *formColumn = new QVBoxLayout(m_formSide);
    formColumn->setContentsMargins(16, 12, 16, 16);
    formColumn->setSpacing(12);
    formColumn->addWidget(m_heading);
    formColumn->addWidget(m_entryForm);
    formColumn->addWidget(m_detailForm);
    formColumn->addStretch(1);
    m_scroll->setWidget(m_formSide);
    m_formSide->installEventFilter(this);

    m_editor = new JsonEditor(document, m_split);
    m_editor->setMinimumWidth(leastEditor);
    m_split->addWidget(m_scroll);
    m_split->addWidget(m_editor);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 3);
    m_split->setSizes({420, 620});

    m_pages->addWidget(empty);
    m_pages->addWidget(m_split);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);

    connect(m_detailForm, &DetailForm::placeRequested, m_editor, &JsonEditor::goTo);
    connect(&m_document, &Document::listChanged, this, [this] {
        if (m_current != 0 && !m_document.contains(m_current)) {
            setCurrent(0);
        }
        showHeading();
    });
    connect(&m_document, &Document::draftChanged, this, [this](DraftId id) {
        if (id == m_current) {
            showHeading();
        }
    });
    connect(&m_document, &Document::measured, this,
            [this] { m_entryForm->setIdempotency(m_document.sendChoices().idempotency); });
    connect(m_entryForm, &EntryForm::busesWanted, this, &EntryPanel::busesWanted);
    // The field that takes the focus is brought into view, with the keyboard as with the mouse.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && m_formSide->isAncestorOf(now)) {
            m_scroll->ensureWidgetVisible(now, 0, 40);
        }
    });
    applyTheme();
    setCurrent(0);
    giveFormItsWidth();
}

void EntryPanel::setBusAdvice(const BusAdvice *advice)
{
    m_entryForm->setBusAdvice(advice);
}

DraftId EntryPanel::current() const
{
    return m_current;
}

void EntryPanel::setCurrent(DraftId id)
{
    const DraftId wanted = m_document.contains(id) ? id : 0;
    if (wanted != m_current) {
        m_document.breakMerge();
        m_scroll->ensureVisible(0, 0);
    }
    m_current = wanted;
    m_entryForm->setCurrent(wanted);
    m_detailForm->setCurrent(wanted);
    m_editor->setCurrent(wanted);
    m_pages->setCurrentIndex(wanted == 0 ? 0 : 1);
    showHeading();
}

void EntryPanel::showProblem(DraftId id, const Problem &problem)
{
    if (!m_document.contains(id)) {
        return;
    }
    if (id != m_current) {
        setCurrent(id);
    }
    if (problem.field == EntryField::Detail || problem.field == EntryField::Entry) {
        m_editor->goTo(problem.place ? problem.place->offset : 0);
    } else {
        m_entryForm->focusField(problem.field);
    }
}

void EntryPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event)) {
        applyTheme();
    }
}

bool EntryPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_formSide && event->type() == QEvent::LayoutRequest) {
        giveFormItsWidth();
    }
    return QWidget::eventFilter(watched, event);
}

void EntryPanel::giveFormItsWidth()
{
    const int bar = m_scroll->verticalScrollBar()->sizeHint().width();
    m_scroll->setMinimumWidth(std::clamp(m_formSide->minimumSizeHint().width() + bar, leastForm, mostForm));
}

void EntryPanel::showHeading()
{
    if (m_current == 0) {
        m_heading->clear();
        return;
    }
    const Draft &draft = m_document.draft(m_current);
    const QString name = draft.label.isEmpty() ? draft.detailType : draft.label;
    const QString number = tr("ENTRY %1").arg(m_document.indexOf(m_current) + 1);
    m_heading->setText(name.isEmpty() ? number
                                      : u"%1 · <span style=\"color:%2\">%3</span>"_s.arg(number, themeNow().text.name(),
                                                                                         name.toHtmlEscaped()));
}

void EntryPanel::applyTheme()
{
    const Theme theme = themeNow();
    setSheet(m_heading, headingStyle(theme));
    setSheet(m_emptyTitle, u"color:%1;font-size:15px;font-weight:600;"_s.arg(theme.text.name()));
    setSheet(m_emptyText, u"color:%1;"_s.arg(theme.quiet.name()));
    setSheet(m_formSide, u"QWidget#formSide{background:%1;}"_s.arg(theme.window.name()));
    setSheet(m_split, u"QSplitter::handle{background:%1;}"_s.arg(theme.line.name()));
    showHeading();
}

} // namespace busload
