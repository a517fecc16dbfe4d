// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/entryform.h"

#include "eventbridge/putevents.h"
#include "scenario/detailschema.h"
#include "ui/busadvice.h"
#include "ui/theme.h"
#include "ui/widgets/fieldmanners.h"
#include "ui/widgets/formtext.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/problemnotes.h"
#include "ui/widgets/resourcelist.h"
#include "ui/words.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUuid>
#include <QVBoxLayout>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

enum TimeIndex { WhenSentIndex, NoneIndex, FixedIndex };

QGridLayout *makeGrid(QWidget *parent)
{
    auto *grid = new QGridLayout(parent);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, formLabelWidth);
    grid->setColumnStretch(1, 1);
    return grid;
}

bool isMore(EntryField field)
{
    return field == EntryField::TraceHeader || field == EntryField::IdempotencyToken;
}

//! Fills an editable list without touching what stands in its line.
void setSuggestions(QComboBox *combo, const QStringList &items)
{
    QStringList present;
    for (int i = 0; i < combo->count(); ++i) {
        present.append(combo->itemText(i));
    }
    if (present == items) {
        return;
    }
    const QSignalBlocker quiet(combo);
    const QString text = combo->currentText();
    combo->clear();
    combo->addItems(items);
    combo->setCurrentIndex(-1);
    combo->setEditText(text);
}

} // namespace

EntryForm::EntryForm(Document &document, FieldManners &manners, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_manners(manners)
    , m_idempotency(document.sendChoices().idempotency)
{
    setObjectName(u"entryForm"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *fields = new QWidget(this);
    QGridLayout *grid = makeGrid(fields);
    column->addWidget(fields);

    m_source = addLine(grid, EntryField::Source, tr("Source"), u"sourceField"_s);
    connect(m_source, &QLineEdit::textEdited, this,
            [this](const QString &text) { change(DraftField::Source, [&](Draft &draft) { draft.source = text; }); });

    m_detailType = addCombo(grid, EntryField::DetailType, tr("Detail type"), u"detailTypeField"_s);
    connect(m_detailType->lineEdit(), &QLineEdit::textEdited, this, [this](const QString &text) {
        change(DraftField::DetailType, [&](Draft &draft) { draft.detailType = text; });
    });
    connect(m_detailType, &QComboBox::textActivated, this,
            [this](const QString &text) { changeStep(DraftField::DetailType, text); });

    m_bus = addCombo(grid, EntryField::EventBusName, tr("Event bus"), u"busField"_s);
    m_bus->lineEdit()->setPlaceholderText(tr("default"));
    m_bus->installEventFilter(this); // the box takes the focus for its line
    connect(m_bus->lineEdit(), &QLineEdit::textEdited, this, [this](const QString &text) {
        change(DraftField::EventBusName, [&](Draft &draft) { draft.eventBusName = text; });
    });
    connect(m_bus, &QComboBox::textActivated, this,
            [this](const QString &text) { changeStep(DraftField::EventBusName, text); });

    auto *time = new QWidget(fields);
    auto *timeColumn = new QVBoxLayout(time);
    timeColumn->setContentsMargins(0, 0, 0, 0);
    timeColumn->setSpacing(6);
    m_time = new QComboBox(time);
    m_time->setObjectName(u"timeField"_s);
    m_time->setAccessibleName(tr("Time"));
    m_time->addItem(tr("When sent (now)"));
    m_time->addItem(tr("None"));
    m_time->addItem(tr("Fixed"));
    m_manners.teach(m_time);
    m_timeText = new QLineEdit(time);
    m_timeText->setObjectName(u"timeText"_s);
    m_timeText->setAccessibleName(tr("Fixed time"));
    m_timeText->setPlaceholderText(u"2026-11-23T13:20:05.412Z"_s);
    m_manners.teach(m_timeText);
    timeColumn->addWidget(m_time);
    timeColumn->addWidget(m_timeText);
    addRow(grid, EntryField::Time, tr("Time"), time, m_time);
    connect(m_time, &QComboBox::activated, this, &EntryForm::timeChosen);
    connect(m_timeText, &QLineEdit::textEdited, this, [this](const QString &text) {
        change(DraftField::Time, [&](Draft &draft) {
            draft.time.kind = TimeChoice::Kind::Fixed;
            draft.time.text = text;
            draft.time.fixed = parseInstant(text).value_or(Instant{});
        });
    });

    m_resources = new ResourceList(m_manners, fields);
    addRow(grid, EntryField::Resources, tr("Resources"), m_resources, m_resources);
    connect(m_resources, &ResourceList::edited, this, [this](const QStringList &resources) {
        change(DraftField::Resources, [&](Draft &draft) { draft.resources = resources; });
    });

    addMore();
    connect(&m_document, &Document::draftChanged, this, [this](DraftId id, DraftField field) {
        if (id == m_current && field != DraftField::Detail) {
            refresh();
        }
    });
    connect(&m_document, &Document::measured, this, [this] {
        if (m_current != 0 && m_document.contains(m_current)) {
            showProblems();
        }
    });
    connect(&m_document, &Document::listChanged, this, [this] {
        if (m_current != 0 && !m_document.contains(m_current)) {
            setCurrent(0);
        }
        fillSuggestions();
    });
    fillSuggestions();
    applyTheme();
    refresh();
}

void EntryForm::setCurrent(DraftId id)
{
    m_current = m_document.contains(id) ? id : 0;
    fillSuggestions();
    refresh();
    bool filled = false;
    if (m_current != 0) {
        const Draft &draft = m_document.draft(m_current);
        filled = !draft.label.isEmpty() || !draft.traceHeader.isEmpty() || !draft.idempotencyToken.isEmpty();
    }
    setMoreOpen(m_moreChosen || filled); // what is filled in is never folded away
    if (m_current != 0) {
        showProblems();
    }
}

void EntryForm::setIdempotency(const IdempotencyChoice &choice)
{
    m_idempotency = choice;
    showTokenCost();
}

void EntryForm::focusField(EntryField field)
{
    if (isMore(field)) {
        setMoreOpen(true);
    }
    QWidget *target = m_fields.value(field);
    if (field == EntryField::Time && m_timeText->isVisibleTo(this)) {
        target = m_timeText;
    }
    if (target) {
        target->setFocus(Qt::OtherFocusReason);
        if (auto *combo = qobject_cast<QComboBox *>(target); combo && combo->lineEdit()) {
            combo->lineEdit()->selectAll();
        } else if (auto *line = qobject_cast<QLineEdit *>(target)) {
            line->selectAll();
        }
    }
}

void EntryForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event)) {
        applyTheme();
    }
}

QLineEdit *EntryForm::addLine(QGridLayout *grid, EntryField field, const QString &caption, const QString &name)
{
    auto *line = new QLineEdit(grid->parentWidget());
    line->setObjectName(name);
    line->setAccessibleName(caption);
    m_manners.teach(line);
    addRow(grid, field, caption, line, line);
    return line;
}

QComboBox *EntryForm::addCombo(QGridLayout *grid, EntryField field, const QString &caption, const QString &name)
{
    auto *combo = new QComboBox(grid->parentWidget());
    combo->setObjectName(name);
    combo->setAccessibleName(caption);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->setCompleter(nullptr); // a completion would write what nobody typed
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    m_manners.teach(combo);
    m_manners.teach(combo->lineEdit());
    addRow(grid, field, caption, combo, combo);
    return combo;
}

void EntryForm::addRow(QGridLayout *grid, EntryField field, const QString &caption, QWidget *control, QWidget *buddy)
{
    const int row = grid->rowCount();
    auto *label = new QLabel(caption, grid->parentWidget());
    label->setBuddy(buddy);
    label->setMinimumHeight(formFieldHeight);
    grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    auto *notes = new ProblemNotes(fieldName(field), grid->parentWidget());
    auto *cell = new QVBoxLayout;
    cell->setSpacing(0);
    cell->addWidget(control);
    cell->addWidget(notes);
    grid->addLayout(cell, row, 1);
    connect(notes, &ProblemNotes::fixRequested, this, [this, field](Fix which) { fix(field, which); });
    m_notes.insert(field, notes);
    m_fields.insert(field, buddy);
}

void EntryForm::addMore()
{
    m_moreLink = new LinkButton({}, this);
    m_moreLink->setObjectName(u"moreFields"_s);
    m_more = new QWidget(this);
    QGridLayout *grid = makeGrid(m_more);

    m_label = new QLineEdit(m_more);
    m_label->setObjectName(u"labelField"_s);
    m_label->setAccessibleName(tr("Name"));
    m_label->setPlaceholderText(tr("your own name for this entry; not sent"));
    m_manners.teach(m_label);
    auto *caption = new QLabel(tr("Name"), m_more);
    caption->setBuddy(m_label);
    grid->addWidget(caption, 0, 0);
    grid->addWidget(m_label, 0, 1);
    connect(m_label, &QLineEdit::textEdited, this,
            [this](const QString &text) { change(DraftField::Label, [&](Draft &draft) { draft.label = text; }); });

    m_trace = addLine(grid, EntryField::TraceHeader, tr("Trace header"), u"traceField"_s);
    m_trace->setPlaceholderText(u"Root=1-…;Parent=…;Sampled=1"_s);
    connect(m_trace, &QLineEdit::textEdited, this, [this](const QString &text) {
        change(DraftField::TraceHeader, [&](Draft &draft) { draft.traceHeader = text; });
    });

    auto *token = new QWidget(m_more);
    auto *row = new QHBoxLayout(token);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_token = new QLineEdit(token);
    m_token->setObjectName(u"idempotencyField"_s);
    m_token->setAccessibleName(tr("Idempotency token"));
    m_token->setPlaceholderText(tr("none"));
    m_manners.teach(m_token);
    auto *generate = new LinkButton(tr("Generate"), token);
    generate->setObjectName(u"generateToken"_s);
    generate->setAccessibleName(tr("Generate an idempotency token"));
    m_clearToken = new LinkButton(tr("Clear"), token);
    m_clearToken->setObjectName(u"clearToken"_s);
    m_clearToken->setAccessibleName(tr("Clear the idempotency token"));
    row->addWidget(m_token, 1);
    row->addWidget(generate);
    row->addWidget(m_clearToken);
    addRow(grid, EntryField::IdempotencyToken, tr("Idempotency"), token, m_token);
    const auto setToken = [this](const QString &text) {
        change(DraftField::IdempotencyToken, [&](Draft &draft) { draft.idempotencyToken = text; });
    };
    connect(m_token, &QLineEdit::textEdited, this, setToken);
    connect(generate, &QToolButton::clicked, this,
            [this] { changeStep(DraftField::IdempotencyToken, QUuid::createUuid().toString(QUuid::WithoutBraces)); });
    connect(m_clearToken, &QToolButton::clicked, this, [this] { changeStep(DraftField::IdempotencyToken, {}); });

    layout()->addWidget(m_moreLink);
    layout()->setAlignment(m_moreLink, Qt::AlignLeft);
    layout()->addWidget(m_more);
    connect(m_moreLink, &QToolButton::clicked, this, [this] {
        m_moreChosen = m_more->isHidden();
        setMoreOpen(m_moreChosen);
    });
    setMoreOpen(false);
}

void EntryForm::setMoreOpen(bool open)
{
    m_more->setVisible(open);
    m_moreLink->setText(open ? tr("▾ Less") : tr("▸ More: name, trace header, idempotency token"));
    m_moreLink->setAccessibleName(open ? tr("Fold the less used fields") : tr("Unfold the less used fields"));
    if (open) {
        showTokenCost();
    }
}

void EntryForm::refresh()
{
    setEnabled(m_current != 0);
    const Draft draft = m_current == 0 ? Draft{} : m_document.draft(m_current);
    showText(m_source, draft.source);
    showText(m_detailType->lineEdit(), draft.detailType);
    showText(m_bus->lineEdit(), draft.eventBusName);
    const TimeIndex index = draft.time.kind == TimeChoice::Kind::WhenSent ? WhenSentIndex
                            : draft.time.kind == TimeChoice::Kind::Fixed  ? FixedIndex
                                                                          : NoneIndex;
    m_time->setCurrentIndex(index);
    m_timeText->setVisible(index == FixedIndex);
    showText(m_timeText, draft.time.text);
    m_resources->setResources(draft.resources);
    showText(m_label, draft.label);
    showText(m_trace, draft.traceHeader);
    showText(m_token, draft.idempotencyToken);
    m_clearToken->setEnabled(!draft.idempotencyToken.isEmpty());
    showTimeRemark();
    showBusRemark();
}

void EntryForm::showProblems()
{
    QHash<EntryField, Problems> byField;
    for (const Problem &problem : m_document.inspection(m_current).problems) {
        byField[problem.field].append(problem);
    }
    bool hidden = false;
    for (auto notes = m_notes.cbegin(); notes != m_notes.cend(); ++notes) {
        const Problems own = byField.value(notes.key());
        notes.value()->setProblems(own);
        showWorst(m_fields.value(notes.key()), hasErrors(own) ? u"error"_s : own.isEmpty() ? QString() : u"warning"_s);
        m_fields.value(notes.key())->setAccessibleDescription(notes.value()->spoken());
        hidden = hidden || (isMore(notes.key()) && byField.contains(notes.key()));
    }
    if (hidden && m_more->isHidden()) {
        setMoreOpen(true); // no problem hides in a fold
    }
    showTokenCost();
}

void EntryForm::setBusAdvice(const BusAdvice *advice)
{
    m_busAdvice = advice;
    connect(advice, &BusAdvice::changed, this, [this] {
        fillSuggestions();
        showBusRemark();
    });
}

bool EntryForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        emit busesWanted();
    return QWidget::eventFilter(watched, event);
}

void EntryForm::showBusRemark()
{
    const bool any = m_busAdvice && m_current != 0;
    const BusRemark remark = any ? m_busAdvice->remark(m_document.draft(m_current).eventBusName) : BusRemark();
    ProblemNotes *notes = m_notes.value(EntryField::EventBusName);
    notes->setRemark(remark.text, remark.severity);
    m_fields.value(EntryField::EventBusName)->setAccessibleDescription(notes->spoken());
}

void EntryForm::showTimeRemark()
{
    QString remark;
    if (m_current != 0) {
        const TimeChoice &time = m_document.draft(m_current).time;
        if (time.kind == TimeChoice::Kind::Fixed) {
            const std::optional<Instant> instant = parseInstant(time.text);
            const QString written = instant ? formatInstant(*instant) : QString();
            remark = instant && written != time.text ? tr("= %1").arg(written) : QString();
        } else if (time.kind == TimeChoice::Kind::None) {
            remark = tr("The service uses the moment of the call; saves %1 B").arg(timeBytes);
        }
    }
    m_notes.value(EntryField::Time)->setRemark(remark);
}

void EntryForm::showTokenCost()
{
    ProblemNotes *notes = m_notes.value(EntryField::IdempotencyToken);
    if (!notes || m_current == 0 || m_more->isHidden()) {
        return;
    }
    const Draft &draft = m_document.draft(m_current);
    if (draft.idempotencyToken.isEmpty()) {
        notes->setRemark(tr("A token is made once and kept over retries, so that a retry cannot double the event."));
        return;
    }
    Entry with = m_document.entry(m_current, instantFrom(QDateTime::currentDateTimeUtc()));
    // The document may follow another connection's choice for a moment; the words follow ours.
    with = withIdempotency(with, m_idempotency);
    Entry without = with;
    switch (m_idempotency.kind) {
    case IdempotencyChoice::Kind::LeaveOut:
        notes->setRemark(tr("This connection leaves the token out: it costs 0\u00a0B and stays here."));
        return;
    case IdempotencyChoice::Kind::SendAsField:
        without.idempotencyToken.clear();
        notes->setRemark(tr("Sent as a field: 0\u00a0B of the limit, %1 on the wire.")
                             .arg(bytesText(encodedEntrySize(with) - encodedEntrySize(without))));
        return;
    case IdempotencyChoice::Kind::WriteIntoDetail:
        break;
    }
    const qint64 cost = with.detail.size() - draft.detail.size();
    notes->setRemark(
        cost > 0 ? tr("Written into Detail as \"%1\": %2 of the limit.").arg(m_idempotency.detailKey, bytesText(cost))
                 : tr("Not written: Detail has \"%1\" already, or is no JSON object.").arg(m_idempotency.detailKey));
}

void EntryForm::fillSuggestions()
{
    QStringList types = knownDetailTypes();
    QStringList buses{u"default"_s};
    if (m_busAdvice && !m_busAdvice->names().isEmpty())
        buses = m_busAdvice->names();
    for (const Draft &draft : m_document.drafts()) {
        if (draft.id == m_current) {
            continue;
        }
        if (!draft.detailType.isEmpty() && !types.contains(draft.detailType)) {
            types.append(draft.detailType);
        }
        if (!draft.eventBusName.isEmpty() && !buses.contains(draft.eventBusName)) {
            buses.append(draft.eventBusName);
        }
    }
    setSuggestions(m_detailType, types);
    setSuggestions(m_bus, buses);
}

template <typename Edit>
void EntryForm::change(DraftField field, Edit edit)
{
    if (m_current == 0) {
        return;
    }
    Draft draft = m_document.draft(m_current);
    edit(draft);
    m_document.change(m_current, field, draft);
}

void EntryForm::changeStep(DraftField field, const QString &text)
{
    m_document.breakMerge();
    change(field, [&](Draft &draft) {
        if (field == DraftField::DetailType) {
            draft.detailType = text;
        } else if (field == DraftField::EventBusName) {
            draft.eventBusName = text;
        } else if (field == DraftField::IdempotencyToken) {
            draft.idempotencyToken = text;
        } else if (field == DraftField::Source) {
            draft.source = text;
        } else if (field == DraftField::TraceHeader) {
            draft.traceHeader = text;
        }
    });
    m_document.breakMerge();
}

void EntryForm::timeChosen(int index)
{
    m_document.breakMerge();
    change(DraftField::Time, [&](Draft &draft) {
        if (index == WhenSentIndex) {
            draft.time.kind = TimeChoice::Kind::WhenSent;
        } else if (index == NoneIndex) {
            draft.time.kind = TimeChoice::Kind::None;
        } else {
            // What was typed before is still there; a first time is the present second.
            draft.time.kind = TimeChoice::Kind::Fixed;
            if (draft.time.text.isEmpty()) {
                draft.time = TimeChoice::at({QDateTime::currentSecsSinceEpoch(), 0});
            }
        }
    });
    m_document.breakMerge();
    if (index == FixedIndex) {
        m_timeText->setFocus(Qt::OtherFocusReason);
        m_timeText->selectAll();
    }
}

void EntryForm::fix(EntryField field, Fix fix)
{
    if (fix != Fix::TrimField || m_current == 0) {
        return;
    }
    const Draft &draft = m_document.draft(m_current);
    switch (field) {
    case EntryField::Source:
        changeStep(DraftField::Source, draft.source.trimmed());
        break;
    case EntryField::DetailType:
        changeStep(DraftField::DetailType, draft.detailType.trimmed());
        break;
    case EntryField::EventBusName:
        changeStep(DraftField::EventBusName, draft.eventBusName.trimmed());
        break;
    case EntryField::TraceHeader:
        changeStep(DraftField::TraceHeader, draft.traceHeader.trimmed());
        break;
    case EntryField::IdempotencyToken:
        changeStep(DraftField::IdempotencyToken, draft.idempotencyToken.trimmed());
        break;
    case EntryField::Resources: {
        m_document.breakMerge();
        change(DraftField::Resources, [](Draft &trimmed) {
            for (QString &resource : trimmed.resources) {
                resource = resource.trimmed();
            }
        });
        m_document.breakMerge();
        break;
    }
    case EntryField::Time:
    case EntryField::Detail:
    case EntryField::Entry:
        break;
    }
}

void EntryForm::applyTheme()
{
    const Theme theme = themeNow();
    setSheet(this, u"QLabel{color:%1;}"_s.arg(theme.text.name()));
}

} // namespace busload
