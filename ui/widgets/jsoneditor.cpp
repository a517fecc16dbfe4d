// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditor.h"

#include "composer/document.h"
#include "eventbridge/putevents.h"
#include "ui/theme.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/formtext.h"
#include "ui/widgets/jsontextedit.h"
#include "ui/widgets/linkbutton.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

//! Unit: ms. Long enough that a run of keystrokes lays a large text out once.
constexpr int readDelay = 150;
//! Detail is one line of the entry as sent; wrapping is dear in long ones. Unit: bytes.
constexpr qsizetype longestWrapped = 65'536;

//! Unit: bytes, line ends not counted.
qsizetype longestLineOf(QByteArrayView text)
{
    qsizetype longest = 0;
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i == text.size() || text[i] == '\n' || text[i] == '\r') {
            longest = std::max(longest, i - begin);
            begin = i + 1;
        }
    }
    return longest;
}

//! The text laid out, where it has a line too long to type in and laying it out mends that.
std::optional<QByteArray> readableForm(const QByteArray &text)
{
    const qsizetype longest = longestLineOf(text);
    if (longest <= JsonEditor::longestLine) {
        return std::nullopt;
    }
    std::optional<QByteArray> laidOut = formatJson(text);
    // One long string stays one long line however it is laid out; then it is edited as it is.
    return laidOut && longestLineOf(*laidOut) <= std::max(JsonEditor::longestLine, longest / 2) ? laidOut
                                                                                                : std::nullopt;
}

} // namespace

JsonEditor::JsonEditor(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_title(new QLabel(tr("JSON"), this))
    , m_jsonLink(new LinkButton(tr("Detail"), this))
    , m_sentLink(new LinkButton(tr("Entry as sent"), this))
    , m_header(new QWidget(this))
    , m_notice(new QWidget(this))
    , m_noticeText(new QLabel(m_notice))
    , m_noticeAction(new LinkButton({}, m_notice))
    , m_edit(new JsonTextEdit(this))
    , m_read(new JsonTextEdit(this))
    , m_find(new FindBar(this))
{
    setObjectName(u"jsonPane"_s);
    m_header->setObjectName(u"jsonHeader"_s);
    m_header->setAttribute(Qt::WA_StyledBackground);
    m_notice->setObjectName(u"jsonNotice"_s);
    m_notice->setAttribute(Qt::WA_StyledBackground);
    m_noticeText->setObjectName(u"jsonNoticeText"_s);
    m_noticeText->setWordWrap(true);
    m_noticeAction->setObjectName(u"jsonNoticeAction"_s);
    m_edit->setObjectName(u"jsonEditor"_s);
    m_edit->setAccessibleName(tr("Detail as JSON"));
    m_read->setObjectName(u"jsonView"_s);
    m_read->setAccessibleName(tr("Text for reading"));
    m_read->setReadOnly(true);
    m_jsonLink->setObjectName(u"jsonViewLink"_s);
    m_jsonLink->setToolTip(tr("Detail's own text, to write in"));
    m_sentLink->setObjectName(u"asSentLink"_s);
    m_sentLink->setToolTip(tr("The whole entry as it goes over the wire"));
    for (LinkButton *link : {m_jsonLink, m_sentLink}) {
        link->setCheckable(true);
        link->setAutoExclusive(true);
    }
    m_jsonLink->setChecked(true);

    auto *headerRow = new QHBoxLayout(m_header);
    headerRow->setContentsMargins(16, 8, 12, 8);
    headerRow->addWidget(m_title);
    headerRow->addStretch(1);
    headerRow->addWidget(m_jsonLink);
    headerRow->addWidget(new QLabel(u"·"_s, m_header));
    headerRow->addWidget(m_sentLink);
    auto *noticeRow = new QHBoxLayout(m_notice);
    noticeRow->setContentsMargins(16, 5, 12, 5);
    noticeRow->addWidget(m_noticeText, 1);
    noticeRow->addWidget(m_noticeAction);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_notice);
    column->addWidget(m_edit, 1);
    column->addWidget(m_read, 1);
    column->addWidget(m_find);
    m_notice->hide();
    m_read->hide();

    m_markSoon.setSingleShot(true);
    m_markSoon.setInterval(0);
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readDelay);
    m_layoutSoon.setSingleShot(true);
    m_layoutSoon.setInterval(0);
    connect(&m_markSoon, &QTimer::timeout, this, &JsonEditor::markProblems);
    connect(&m_readSoon, &QTimer::timeout, this, &JsonEditor::fillReadView);
    connect(&m_layoutSoon, &QTimer::timeout, this, &JsonEditor::decideLayout);

    connect(m_jsonLink, &QToolButton::clicked, this, [this] { setView(View::Json); });
    connect(m_sentLink, &QToolButton::clicked, this, [this] { setView(View::AsSent); });
    connect(m_noticeAction, &QToolButton::clicked, this, &JsonEditor::format);
    connect(m_edit, &JsonTextEdit::edited, this, &JsonEditor::giveEdit);
    for (JsonTextEdit *text : {m_edit, m_read}) {
        connect(text, &JsonTextEdit::undoRequested, this, [this] { m_document.undoStack().undo(); });
        connect(text, &JsonTextEdit::redoRequested, this, [this] { m_document.undoStack().redo(); });
        connect(text, &JsonTextEdit::findRequested, this, [this, text] { m_find->openFor(text); });
        connect(text, &JsonTextEdit::leaveRequested, m_jsonLink, [this] { m_jsonLink->setFocus(Qt::TabFocusReason); });
        // To the document itself: the focus also leaves while this editor is being taken down.
        connect(text, &JsonTextEdit::focusLeft, &m_document, &Document::breakMerge);
    }
    connect(&m_document, &Document::detailEdited, this, &JsonEditor::takeEdit);
    connect(&m_document, &Document::measured, this, &JsonEditor::measured);
    connect(&m_document, &Document::listChanged, this, [this] {
        if (m_current != 0 && !m_document.contains(m_current)) {
            setCurrent(0);
        }
    });
    applyTheme();
}

void JsonEditor::setCurrent(DraftId id)
{
    m_current = m_document.contains(id) ? id : 0;
    loadText();
}

void JsonEditor::goTo(qsizetype offset)
{
    setView(View::Json);
    if (!m_laidOut) {
        m_edit->goTo(offset);
        m_edit->setFocus(Qt::OtherFocusReason);
        return;
    }
    // The same value in the text laid out: found by its path, as offsets differ.
    const JsonParse own = parseJson(m_document.draft(m_current).detail);
    const JsonParse shown = parseJson(m_read->content());
    const int node = own && shown ? own.tree->nodeAt(offset) : -1;
    const int there = node >= 0 ? shown.tree->find(own.tree->pathOf(node)) : -1;
    m_read->goTo(there >= 0 ? shown.tree->node(there).begin : 0);
    m_read->setFocus(Qt::OtherFocusReason);
}

void JsonEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event)) {
        applyTheme();
    }
}

void JsonEditor::setView(View view)
{
    (view == View::Json ? m_jsonLink : m_sentLink)->setChecked(true);
    if (view == m_view) {
        return;
    }
    m_view = view;
    m_find->hide();
    decideLayout();
}

void JsonEditor::loadText()
{
    m_markSoon.stop();
    m_readSoon.stop();
    m_layoutSoon.stop();
    const QByteArray text = m_current == 0 ? QByteArray() : m_document.draft(m_current).detail;
    m_edit->setContent(text);
    m_edit->setReadOnly(m_current == 0);
    decideLayout();
    markProblems();
}

void JsonEditor::takeEdit(DraftId id, const TextEdit &edit)
{
    if (id != m_current || m_giving) {
        return; // our own edit coming back
    }
    m_edit->apply(edit, m_edit->isVisible());
    if (edit.inserted.size() > longestLine || m_laidOut) {
        m_layoutSoon.start();
    }
}

void JsonEditor::giveEdit(const TextEdit &edit)
{
    if (m_current == 0) {
        return;
    }
    {
        const QScopedValueRollback guard(m_giving, true);
        m_document.editDetail(m_current, edit);
    }
    if (edit.inserted.size() > longestLine) {
        m_layoutSoon.start();
    }
}

void JsonEditor::measured()
{
    if (m_current == 0) {
        return;
    }
    m_markSoon.start();
    if (m_view == View::AsSent) {
        m_readSoon.start();
    }
}

void JsonEditor::fillReadView()
{
    QByteArray text;
    m_read->setWrapMode(QsciScintilla::WrapNone);
    if (m_current != 0 && m_view == View::AsSent) {
        text = entryAsSent();
        m_read->setWrapMode(text.size() <= longestWrapped ? QsciScintilla::WrapCharacter : QsciScintilla::WrapNone);
    } else if (m_current != 0 && m_laidOut) {
        const QByteArray &detail = m_document.draft(m_current).detail;
        text = formatJson(detail).value_or(detail);
    }
    const auto place = m_read->viewPlace();
    m_read->setContent(text);
    m_read->setViewPlace(place);
    describeView();
}

void JsonEditor::markProblems()
{
    if (m_current == 0 || !m_document.contains(m_current)) {
        return;
    }
    const QByteArray &detail = m_document.draft(m_current).detail;
    if (m_edit->contentSize() != detail.size()) {
        // The document is the truth. It comes to this only when it refused an edit.
        m_edit->setContent(detail);
    }
    const Inspection &inspection = m_document.inspection(m_current);
    const bool broken = inspection.facts.topLevel == DetailFacts::TopLevel::Invalid && !detail.trimmed().isEmpty();
    m_edit->markError(broken ? inspection.facts.parseErrorPlace.offset : -1);
    QList<qsizetype> places;
    for (const Problem &problem : inspection.problems) {
        if (problem.place && !broken) {
            places.append(problem.place->offset);
        }
    }
    m_edit->markPlaces(places);
}

void JsonEditor::decideLayout()
{
    m_layoutSoon.stop();
    const bool had = m_edit->hasFocus() || m_read->hasFocus();
    m_laidOut = m_current != 0 && readableForm(m_document.draft(m_current).detail).has_value();
    const bool reading = m_view == View::AsSent || m_laidOut;
    if (reading) {
        fillReadView();
    } else {
        m_read->setContent({});
    }
    m_read->setVisible(reading);
    m_edit->setVisible(!reading);
    describeView();
    if (had) {
        (reading ? m_read : m_edit)->setFocus(Qt::OtherFocusReason);
    }
}

void JsonEditor::describeView()
{
    QString text;
    QString action;
    if (m_current != 0 && m_view == View::AsSent) {
        const bool whenSent = m_document.draft(m_current).time.kind == TimeChoice::Kind::WhenSent;
        text = whenSent ? tr("Laid out for reading. Time becomes the moment of sending.") : tr("Laid out for reading.");
    } else if (m_laidOut) {
        text = tr("Shown laid out; what is sent stays as it is.");
        action = tr("Format to edit");
    }
    showNotice(text, action);
}

void JsonEditor::showNotice(const QString &text, const QString &action)
{
    m_noticeText->setText(text);
    m_noticeAction->setText(action);
    m_noticeAction->setVisible(!action.isEmpty());
    m_notice->setVisible(!text.isEmpty());
}

void JsonEditor::format()
{
    if (m_current == 0) {
        return;
    }
    if (const std::optional<QByteArray> text = formatJson(m_document.draft(m_current).detail)) {
        m_document.breakMerge();
        m_document.setDetail(m_current, *text);
        m_document.breakMerge();
        decideLayout();
    }
}

void JsonEditor::applyTheme()
{
    const Theme theme = themeNow();
    setSheet(m_title, u"color:%1;font-weight:600;"_s.arg(theme.quiet.name()));
    setSheet(m_header, u"QWidget#jsonHeader{border-bottom:1px solid %1;}"_s.arg(theme.line.name()));
    setSheet(m_notice,
             u"QWidget#jsonNotice{background:%1;} QLabel{color:%2;}"_s.arg(theme.idleGround.name(), theme.text.name()));
}

QByteArray JsonEditor::entryAsSent() const
{
    const Entry entry = m_document.entry(m_current, instantFrom(QDateTime::currentDateTimeUtc()));
    const QByteArray wire = encodeEntry(entry);
    return formatJson(wire).value_or(wire);
}

} // namespace busload
