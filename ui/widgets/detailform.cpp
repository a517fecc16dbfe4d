// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/detailform.h"

#include "ui/theme.h"
#include "ui/widgets/fieldmanners.h"
#include "ui/widgets/formtext.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/problemnotes.h"
#include "ui/words.h"
#include "json/jsonfindings.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

//! Unit: ms. A form that follows within a blink does not make typing in a large text slow.
constexpr int refreshDelay = 200;
//! Elements with more fields than this get a line for each field.
constexpr qsizetype fieldsInOneLine = 3;

QString nameOf(const JsonPath &path)
{
    QString name = u"field"_s;
    for (const JsonStep &step : path) {
        const int *index = std::get_if<int>(&step);
        name += u'.' + (index ? QString::number(*index) : std::get<QString>(step));
    }
    return name;
}

QString capitalised(QString word)
{
    if (!word.isEmpty()) {
        word[0] = word.at(0).toUpper();
    }
    return word;
}

QString elementTitle(const DetailField &list)
{
    return list.elementTitle.isEmpty() ? list.label : list.elementTitle;
}

bool fitsOneLine(const DetailField &element)
{
    return !element.isGroup() || (element.children.size() <= fieldsInOneLine &&
                                  std::none_of(element.children.begin(), element.children.end(),
                                               [](const DetailField &child) { return child.isGroup(); }));
}

QString wantedWord(DetailSchema::Type type)
{
    switch (type) {
    case DetailSchema::Type::Integer:
        return DetailForm::tr("a whole number");
    case DetailSchema::Type::Number:
        return DetailForm::tr("a number");
    case DetailSchema::Type::Boolean:
        return DetailForm::tr("true or false");
    case DetailSchema::Type::Object:
        return DetailForm::tr("an object");
    case DetailSchema::Type::List:
        return DetailForm::tr("a list");
    case DetailSchema::Type::Text:
    case DetailSchema::Type::Any:
        break;
    }
    return DetailForm::tr("text");
}

void dismiss(QWidget *widget)
{
    // A signal of one of its parts may have led here: gone from the form now, deleted when that is done.
    widget->hide();
    widget->setParent(nullptr);
    widget->deleteLater();
}

} // namespace

DetailForm::DetailForm(Document &document, FieldManners &manners, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_manners(manners)
    , m_title(new QLabel(tr("DETAIL"), this))
    , m_bytes(new QLabel(this))
    , m_minify(new LinkButton({}, this))
    , m_format(new LinkButton(tr("Format"), this))
    , m_notes(new ProblemNotes(u"Detail"_s, this))
    , m_message(new QLabel(this))
    , m_toError(new LinkButton({}, this))
    , m_start(new LinkButton({}, this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"detailForm"_s);
    m_bytes->setObjectName(u"detailBytes"_s);
    m_minify->setObjectName(u"minifyDetail"_s);
    m_minify->setToolTip(tr("Take the blanks between the parts out; nothing else changes"));
    m_format->setObjectName(u"formatDetail"_s);
    m_format->setToolTip(tr("Lay the JSON out with two blanks a level; nothing else changes"));
    m_message->setObjectName(u"detailMessage"_s);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_toError->setObjectName(u"goToError"_s);
    m_toError->setToolTip(tr("Show the place in the JSON"));
    m_start->setObjectName(u"startDetail"_s);

    auto *header = new QHBoxLayout;
    header->setSpacing(4);
    header->addWidget(m_title);
    header->addStretch(1);
    header->addWidget(m_bytes);
    header->addWidget(m_minify);
    header->addWidget(m_format);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_column->addLayout(header);
    m_column->addWidget(m_notes);
    auto *message = new QHBoxLayout;
    message->addWidget(m_message, 1);
    message->addWidget(m_toError, 0, Qt::AlignTop);
    m_column->addLayout(message);
    m_column->addWidget(m_start, 0, Qt::AlignLeft);
    m_column->addStretch(1);

    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(refreshDelay);
    connect(&m_refreshSoon, &QTimer::timeout, this, &DetailForm::refresh);
    connect(m_minify, &QToolButton::clicked, this, &DetailForm::minify);
    connect(m_format, &QToolButton::clicked, this, &DetailForm::format);
    connect(m_start, &QToolButton::clicked, this, &DetailForm::start);
    connect(m_notes, &ProblemNotes::fixRequested, this, &DetailForm::fix);
    connect(m_notes, &ProblemNotes::placeRequested, this, &DetailForm::placeRequested);
    connect(m_toError, &QToolButton::clicked, this, [this] { emit placeRequested(m_errorOffset); });
    connect(&m_document, &Document::detailEdited, this, &DetailForm::detailChanged);
    connect(&m_document, &Document::draftChanged, this, [this](DraftId id, DraftField field) {
        if (field == DraftField::Detail || field == DraftField::DetailType) {
            detailChanged(id);
        }
    });
    connect(&m_document, &Document::measured, this, &DetailForm::measured);
    connect(&m_document, &Document::listChanged, this, [this] {
        if (m_current != 0 && !m_document.contains(m_current)) {
            setCurrent(0);
        }
    });
    applyTheme();
}

void DetailForm::setCurrent(DraftId id)
{
    m_current = m_document.contains(id) ? id : 0;
    m_built = false;
    m_controls.clear();
    if (m_fields) {
        dismiss(m_fields);
        m_fields = nullptr;
    }
    refresh();
}

void DetailForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event)) {
        applyTheme();
    }
}

void DetailForm::detailChanged(DraftId id)
{
    if (id == m_current) {
        m_stale = true;
    }
}

void DetailForm::measured()
{
    if (m_current == 0 || !m_document.contains(m_current)) {
        return;
    }
    if (!m_stale) {
        showHeader();
        return;
    }
    // A change made in the form itself is followed at once: its fields must not lag behind its text.
    if (m_document.draft(m_current).detail.size() > largeText && !isAncestorOf(QApplication::focusWidget())) {
        showBytes();
        m_refreshSoon.start();
    } else {
        refresh();
    }
}

void DetailForm::refresh()
{
    m_refreshSoon.stop();
    m_stale = false;
    setEnabled(m_current != 0);
    if (m_current == 0) {
        m_tree.reset();
        m_message->hide();
        m_toError->hide();
        m_start->hide();
        m_notes->setProblems({});
        return;
    }
    showHeader();
    const Draft &draft = m_document.draft(m_current);
    if (draft.detailType != m_schemaType || !m_built) {
        m_schemaType = draft.detailType;
        m_schema = schemaFor(draft.detailType);
    }
    const JsonParse parse = parseJson(draft.detail);
    const bool blank = draft.detail.trimmed().isEmpty();
    const bool object = parse && parse.tree->root().kind == JsonKind::Object;
    m_start->setVisible(blank);
    m_start->setText(m_schema ? tr("Start with the fields of %1").arg(draft.detailType) : tr("Start with { }"));
    m_message->setVisible(!object && !blank); // that Detail is missing is said by its problem
    m_toError->setVisible(!parse && !blank);
    if (!parse && !blank) {
        m_errorOffset = parse.error.place.offset;
        m_toError->setText(tr("Line %1").arg(parse.error.place.line));
        m_message->setText(
            tr("JSON has an error at line %1: %2; the form waits").arg(parse.error.place.line).arg(parse.error.reason));
    } else if (!object) {
        m_message->setText(tr("Detail is no JSON object; the form waits"));
    }
    if (!object) {
        m_tree.reset();
        if (m_fields) {
            m_fields->setEnabled(false);
        }
        return;
    }
    m_tree = *parse.tree;
    DetailField root = detailFields(*m_tree, m_schema ? &*m_schema : nullptr);
    if (!m_built || !sameLayout(root, m_root)) {
        m_root = root;
        rebuild();
    }
    m_root = root;
    m_fields->setEnabled(true);
    fillAll(m_root);
}

void DetailForm::showBytes()
{
    const Inspection &inspection = m_document.inspection(m_current);
    const qint64 bytes = inspection.size.detail;
    const bool json = inspection.facts.topLevel != DetailFacts::TopLevel::Invalid;
    m_bytes->setText(json ? tr("%1 ·").arg(bytesText(bytes)) : bytesText(bytes));
    m_bytes->setToolTip(exactBytesText(bytes));
}

void DetailForm::showHeader()
{
    showBytes();
    const Inspection &inspection = m_document.inspection(m_current);
    const qint64 saved = inspection.size.detail - inspection.minifiedBytes;
    const bool json = inspection.facts.topLevel != DetailFacts::TopLevel::Invalid;
    m_minify->setVisible(json && saved > 0);
    m_minify->setText(tr("Minify saves %1").arg(bytesText(saved)));
    m_format->setVisible(json);
    Problems own;
    for (const Problem &problem : inspection.problems) {
        const bool isError = !json && problem.field == EntryField::Detail && problem.place; // said by the message
        if (!isError && (problem.field == EntryField::Detail || problem.field == EntryField::Entry)) {
            own.append(problem);
        }
    }
    m_notes->setProblems(own);
}

void DetailForm::rebuild()
{
    // The field that has the focus keeps it, with its caret, when the form is laid out anew around it.
    const QWidget *focused = QApplication::focusWidget();
    const bool had = m_fields && focused && m_fields->isAncestorOf(focused);
    const QString focusedName = had ? focused->objectName() : QString();
    const auto *focusedLine = had ? qobject_cast<const QLineEdit *>(focused) : nullptr;
    const int caret = focusedLine ? focusedLine->cursorPosition() : 0;

    if (m_fields) {
        dismiss(m_fields);
    }
    m_controls.clear();
    m_built = true;
    m_fields = new QWidget(this);
    auto *grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, formLabelWidth);
    grid->setColumnStretch(1, 1);
    for (const DetailField &child : std::as_const(m_root.children)) {
        addField(grid, child, child.label, 0);
    }
    addMore(grid, m_root.omitted);
    if (m_root.children.isEmpty()) {
        auto *none = new QLabel(tr("No fields yet: write members in the JSON, or choose a detail type that is known."),
                                m_fields);
        none->setWordWrap(true);
        setSheet(none, u"color:%1;"_s.arg(themeNow().quiet.name()));
        grid->addWidget(none, 0, 0, 1, 2);
    }
    m_column->insertWidget(m_column->count() - 1, m_fields);
    m_fields->show();

    if (QWidget *again = had ? m_fields->findChild<QWidget *>(focusedName) : nullptr) {
        again->setFocus(Qt::OtherFocusReason);
        if (auto *line = qobject_cast<QLineEdit *>(again)) {
            fillAll(m_root);
            line->setCursorPosition(caret);
        }
    }
}

void DetailForm::addField(QGridLayout *grid, const DetailField &field, const QString &label, int depth)
{
    if (field.type == DetailSchema::Type::List) {
        addList(grid, field, label, depth);
        return;
    }
    if (field.type == DetailSchema::Type::Object) {
        for (const DetailField &child : field.children) {
            addField(grid, child, label + u'.' + child.label, depth + 1);
        }
        addMore(grid, field.omitted);
        return;
    }
    const int row = grid->rowCount();
    auto *caption = new QLabel(m_fields);
    caption->setTextFormat(Qt::PlainText);
    const QString shown = caption->fontMetrics().elidedText(label, Qt::ElideMiddle, formLabelWidth);
    caption->setText(field.required ? shown + u" *"_s : shown);
    caption->setToolTip(shown == label ? field.description : label);
    QWidget *control = makeControl(field, label);
    caption->setBuddy(control);
    caption->setMinimumHeight(formFieldHeight);
    grid->addWidget(caption, row, 0, Qt::AlignTop | Qt::AlignLeft);
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(control, 1);
    if (field.format == "date-time"_L1) {
        auto *now = new LinkButton(tr("Now"), m_fields);
        const QString name = control->objectName();
        now->setObjectName(u"now."_s + name.mid(name.indexOf(u'.') + 1));
        now->setToolTip(tr("Put the present moment in"));
        now->setAccessibleName(tr("%1: now").arg(label));
        connect(now, &QToolButton::clicked, this, [this, name] {
            m_document.breakMerge();
            fieldTyped(name, QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s));
            m_document.breakMerge();
        });
        line->addWidget(now);
    }
    auto *cell = new QVBoxLayout;
    cell->setSpacing(0);
    cell->addLayout(line);
    cell->addWidget(makeNotes(m_controls[control->objectName()], m_fields));
    grid->addLayout(cell, row, 1);
}

void DetailForm::addList(QGridLayout *grid, const DetailField &list, const QString &label, int depth)
{
    const QString title = elementTitle(list);
    const Theme theme = themeNow();
    auto *heading = new QHBoxLayout;
    heading->setSpacing(8);
    auto *caption = new QLabel(list.required ? label + u" *"_s : label, m_fields);
    caption->setTextFormat(Qt::PlainText);
    caption->setToolTip(list.description);
    heading->addWidget(caption);
    if (!list.children.isEmpty()) {
        auto *count = new QLabel(QString::number(list.children.size() + list.omitted), m_fields);
        setSheet(count, u"color:%1;"_s.arg(theme.quiet.name()));
        heading->addWidget(count);
    }
    heading->addStretch(1);
    if (list.state == DetailField::State::OtherKind) {
        auto *note = new QLabel(tr("no list stands here; change it in the JSON"), m_fields);
        setSheet(note, u"color:%1;"_s.arg(theme.warn.name()));
        heading->addWidget(note);
    } else {
        auto *add = new LinkButton(tr("+ Add %1").arg(title), m_fields);
        add->setObjectName(u"add"_s + capitalised(title));
        connect(add, &QToolButton::clicked, this, [this, list] {
            if (readText()) {
                m_document.breakMerge();
                change(addElement(*m_tree, list));
                m_document.breakMerge();
            }
        });
        heading->addWidget(add);
    }
    grid->addLayout(heading, grid->rowCount(), 0, 1, 2);

    const bool oneLine = std::all_of(list.children.begin(), list.children.end(), fitsOneLine);
    int index = 0;
    for (const DetailField &element : list.children) {
        const int row = grid->rowCount();
        const QString spoken = u"%1 %2"_s.arg(title).arg(index + 1);
        auto *number = new QLabel(oneLine ? u"%1"_s.arg(index + 1) : spoken, m_fields);
        setSheet(number, u"color:%1;"_s.arg(theme.quiet.name()));
        number->setMinimumHeight(formFieldHeight);
        grid->addWidget(number, row, 0, Qt::AlignRight | Qt::AlignTop);
        auto *cell = new QVBoxLayout;
        cell->setSpacing(0);
        grid->addLayout(cell, row, 1);
        auto *line = new QWidget(m_fields);
        auto *lineRow = new QHBoxLayout(line);
        lineRow->setContentsMargins(0, 0, 0, 0);
        lineRow->setSpacing(4);
        cell->addWidget(line);
        if (oneLine) {
            const QList<DetailField> parts = element.isGroup() ? element.children : QList<DetailField>{element};
            for (const DetailField &part : parts) {
                QWidget *control = makeControl(part, element.isGroup() ? spoken + u' ' + part.label : spoken);
                Control &made = m_controls[control->objectName()];
                if (made.line && element.isGroup()) {
                    made.line->setPlaceholderText(part.label);
                    made.line->setToolTip(part.label +
                                          (part.description.isEmpty() ? QString() : u": "_s + part.description));
                }
                const bool narrow = part.type == DetailSchema::Type::Integer || part.type == DetailSchema::Type::Number;
                lineRow->addWidget(control, narrow ? 1 : 2);
                cell->addWidget(makeNotes(made, m_fields));
            }
        } else {
            lineRow->addStretch(1);
        }
        addElementButtons(line, list, title, index);
        if (!oneLine && element.isGroup()) {
            for (const DetailField &child : element.children) {
                addField(grid, child, child.label, depth + 1);
            }
            addMore(grid, element.omitted);
        } else if (!oneLine) {
            addField(grid, element, element.label, depth + 1);
        }
        ++index;
    }
    addMore(grid, list.omitted);
}

void DetailForm::addElementButtons(QWidget *row, const DetailField &list, const QString &title, int index)
{
    const QString word = capitalised(title);
    const auto add = [&](const QString &text, const QString &name, const QString &spoken, bool enabled, auto edit) {
        auto *button = new LinkButton(text, row);
        button->setObjectName(u"%1.%2"_s.arg(name).arg(index));
        button->setToolTip(spoken);
        button->setAccessibleName(u"%1 %2"_s.arg(spoken).arg(index + 1));
        button->setEnabled(enabled);
        row->layout()->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, edit] {
            if (readText()) {
                m_document.breakMerge();
                change(edit());
                m_document.breakMerge();
            }
        });
    };
    const int count = static_cast<int>(list.children.size());
    add(u"↑"_s, u"move%1Up"_s.arg(word), tr("Move up %1").arg(title), index > 0,
        [this, list, index] { return swapWithNext(*m_tree, list, index - 1); });
    add(u"↓"_s, u"move%1Down"_s.arg(word), tr("Move down %1").arg(title), index + 1 < count,
        [this, list, index] { return swapWithNext(*m_tree, list, index); });
    add(u"✕"_s, u"remove%1"_s.arg(word), tr("Remove %1").arg(title), true,
        [this, list, index] { return removeElement(*m_tree, list, index); });
}

void DetailForm::addMore(QGridLayout *grid, int omitted)
{
    if (omitted > 0) {
        auto *more = new QLabel(tr("%1 more in the JSON").arg(omitted), m_fields);
        setSheet(more, u"color:%1;"_s.arg(themeNow().quiet.name()));
        grid->addWidget(more, grid->rowCount(), 1);
    }
}

QWidget *DetailForm::makeControl(const DetailField &field, const QString &spoken)
{
    const QString name = nameOf(field.path);
    Control control;
    control.field = field;
    QWidget *widget = nullptr;
    if (field.type == DetailSchema::Type::Boolean) {
        control.choice = new QComboBox(m_fields);
        if (field.inSchema && !field.required) {
            control.choice->addItem(tr("not set"), QString());
        }
        control.choice->addItem(u"true"_s, u"true"_s);
        control.choice->addItem(u"false"_s, u"false"_s);
        QComboBox *choice = control.choice;
        connect(choice, &QComboBox::activated, this,
                [this, choice, name] { fieldTyped(name, choice->currentData().toString()); });
        widget = control.choice;
    } else {
        control.line = new QLineEdit(m_fields);
        connect(control.line, &QLineEdit::textEdited, this,
                [this, name](const QString &text) { fieldTyped(name, text); });
        widget = control.line;
    }
    widget->setObjectName(name);
    widget->setAccessibleName(spoken);
    widget->setAccessibleDescription(field.description);
    widget->setToolTip(field.description);
    m_manners.teach(widget);
    m_controls.insert(name, control);
    return widget;
}

ProblemNotes *DetailForm::makeNotes(Control &control, QWidget *parent)
{
    control.notes = new ProblemNotes(nameOf(control.field.path), parent);
    return control.notes;
}

void DetailForm::fill(Control &control, const DetailField &field)
{
    control.field = field;
    if (control.waiting && field.text == control.shown) {
        return; // what is typed here waits to become a value; the JSON did not change under it
    }
    control.waiting = false;
    control.shown = field.text;
    using State = DetailField::State;
    if (control.choice) {
        control.choice->setCurrentIndex(field.state == State::Present ? control.choice->findData(field.text) : -1);
        if (field.state == State::Missing) {
            control.choice->setCurrentIndex(control.choice->findData(QString()));
        }
    } else {
        const bool literal = field.type == DetailSchema::Type::Any; // null shows as a hint, not as a text
        showText(control.line, literal ? QString() : field.text);
        const bool inRow = field.path.size() > 1 && std::holds_alternative<int>(field.path.at(field.path.size() - 2));
        if (literal && field.state == State::Present) {
            control.line->setPlaceholderText(u"null"_s);
        } else if (!inRow) {
            control.line->setPlaceholderText(field.state == State::Present ? QString()
                                             : field.required              ? tr("missing")
                                                                           : tr("optional"));
        }
    }
    const bool other = field.state == State::OtherKind;
    control.notes->setRemark(
        other ? tr("%1 is wanted here; something else stands in the JSON").arg(capitalised(wantedWord(field.type)))
              : QString(),
        Severity::Warning);
}

void DetailForm::fillAll(const DetailField &group)
{
    for (const DetailField &child : group.children) {
        if (child.isGroup()) {
            fillAll(child);
        } else if (const auto control = m_controls.find(nameOf(child.path)); control != m_controls.end()) {
            fill(*control, child);
        }
    }
}

void DetailForm::fieldTyped(const QString &name, const QString &text)
{
    if (!readText()) {
        return;
    }
    const auto control = m_controls.find(name);
    if (control == m_controls.end()) {
        return;
    }
    const DetailField field = control->field;
    const bool gone = text.isEmpty() && field.inSchema && !field.required;
    const std::optional<TextEdit> edit = fieldEdit(*m_tree, field, text);
    control->waiting = !edit && !gone;
    if (edit) {
        change(edit); // the field is filled again from the text that comes of it
        return;
    }
    if (gone) {
        control->notes->setRemark({});
        return;
    }
    const QString kept = control->shown;
    control->notes->setRemark(kept.isEmpty() ? tr("Not %1 yet").arg(wantedWord(field.type))
                                             : tr("Not %1: the JSON keeps %2").arg(wantedWord(field.type), kept),
                              Severity::Warning);
}

void DetailForm::change(const std::optional<TextEdit> &edit)
{
    if (edit) {
        m_document.editDetail(m_current, *edit);
    }
}

bool DetailForm::readText()
{
    if (m_current == 0 || !m_document.contains(m_current)) {
        return false;
    }
    if (!m_tree || m_tree->text() != m_document.draft(m_current).detail) {
        refresh();
    }
    return m_tree.has_value();
}

void DetailForm::fix(Fix fix)
{
    if (fix == Fix::MinifyDetail) {
        minify();
    } else if (fix == Fix::UnwrapDetail) {
        if (const std::optional<QByteArray> text = unwrappedJson(m_document.draft(m_current).detail)) {
            m_document.breakMerge();
            m_document.setDetail(m_current, *text);
            m_document.breakMerge();
        }
    }
}

void DetailForm::format()
{
    if (const std::optional<QByteArray> text = formatJson(m_document.draft(m_current).detail)) {
        m_document.breakMerge();
        m_document.setDetail(m_current, *text);
        m_document.breakMerge();
    }
}

void DetailForm::minify()
{
    if (const std::optional<QByteArray> text = minifyJson(m_document.draft(m_current).detail)) {
        m_document.breakMerge();
        m_document.setDetail(m_current, *text);
        m_document.breakMerge();
    }
}

void DetailForm::start()
{
    m_document.breakMerge();
    m_document.setDetail(m_current, m_schema ? skeletonOf(*m_schema) : QByteArray("{\n}"));
    m_document.breakMerge();
}

void DetailForm::applyTheme()
{
    const Theme theme = themeNow();
    setSheet(m_title, headingStyle(theme));
    setSheet(m_bytes, u"color:%1;"_s.arg(theme.quiet.name()));
    m_message->setContentsMargins(10, 8, 10, 8);
    setSheet(m_message,
             u"QLabel{color:%1;background:%2;border-radius:6px;}"_s.arg(theme.bad.name(), theme.badGround.name()));
    const bool other = theme.quiet != m_quiet;
    m_quiet = theme.quiet;
    if (other && m_built && m_current != 0 && m_tree) {
        rebuild(); // the quiet captions carry their colour
        fillAll(m_root);
    }
}

} // namespace busload
