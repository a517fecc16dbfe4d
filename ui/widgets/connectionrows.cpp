// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectionrows.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

//! A field with room under it for what is wrong or what it means, and beside it for a button.
QWidget *withBelow(QWidget *control, const QList<QWidget *> &below, QWidget *beside = nullptr)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    auto *line = new QHBoxLayout;
    line->addWidget(control, 1);
    if (beside)
        line->addWidget(beside);
    else if (control->sizePolicy().horizontalPolicy() == QSizePolicy::Maximum)
        line->addStretch(1); // a short field stands at the left
    layout->addLayout(line);
    for (QWidget *widget : below)
        layout->addWidget(widget);
    return box;
}

//! Frames a field whose value is wrong, and says why to screen readers; an empty message takes both away.
void mark(QWidget *control, const QString &problem)
{
    if (control->accessibleDescription() == problem)
        return;
    control->setAccessibleDescription(problem);
    showWorst(control, problem.isEmpty() ? QString() : u"error"_s);
}

} // namespace

ConnectionRows::ConnectionRows(QFormLayout &form)
    : m_form(form)
{
}

QLabel *ConnectionRows::addHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    heading->setContentsMargins(0, m_form.rowCount() == 0 ? 0 : 10, 0, 0);
    m_headings.append(heading);
    m_form.addRow(heading);
    return heading;
}

void ConnectionRows::add(const QString &caption, QWidget *control, const char *name,
                         std::optional<ConnectionField> field, const QList<QWidget *> &below, QWidget *beside)
{
    control->setObjectName(QLatin1String(name));
    control->setAccessibleName(caption);
    m_wheelGuard.protect(control);
    auto *label = new QLabel(caption);
    label->setBuddy(control);
    m_captions.append(label);
    QList<QWidget *> under = below;
    if (field) {
        QLabel *problem = makeNote("problemLabel", "problem");
        problem->hide();
        under.prepend(problem);
        m_problems.insert(*field, problem);
        m_controls.insert(*field, control);
    }
    m_form.addRow(label, withBelow(control, under, beside));
}

void ConnectionRows::addBox(QWidget *control, const char *name, const QList<QWidget *> &below)
{
    control->setObjectName(QLatin1String(name));
    m_form.addRow(QString(), withBelow(control, below));
}

int ConnectionRows::captionWidth() const
{
    int width = 0;
    for (const QLabel *caption : m_captions)
        width = qMax(width, caption->sizeHint().width());
    return width;
}

void ConnectionRows::setCaptionWidth(int width)
{
    for (QLabel *caption : std::as_const(m_captions))
        caption->setMinimumWidth(width);
}

void ConnectionRows::show(QWidget *control, bool shown)
{
    QWidget *box = control->parentWidget();
    box->setVisible(shown);
    if (QWidget *caption = m_form.labelForField(box))
        caption->setVisible(shown);
}

void ConnectionRows::showProblems(const QList<ConnectionProblem> &problems, const QSet<ConnectionField> &touched,
                                  const Theme &theme)
{
    for (QLabel *heading : std::as_const(m_headings))
        setSheet(heading, headingStyle(theme));
    for (auto it = m_problems.cbegin(); it != m_problems.cend(); ++it) {
        const auto found = std::find_if(problems.cbegin(), problems.cend(), [&](const ConnectionProblem &problem) {
            return problem.field == it.key() && touched.contains(problem.field);
        });
        const bool wrong = found != problems.cend();
        if (wrong) {
            it.value()->setText(u"✕ "_s + found->message);
            paint(it.value(), theme.bad);
        }
        it.value()->setVisible(wrong);
        mark(m_controls.value(it.key()), wrong ? found->message : QString());
    }
}

QLabel *ConnectionRows::makeNote(const char *name, const char *role)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", QLatin1String(role));
    return label;
}

void ConnectionRows::paint(QLabel *label, const QColor &colour)
{
    setSheet(label, u"color:%1;"_s.arg(colour.name()));
}

} // namespace busload
