// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/problemnotes.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"
#include "ui/widgets/linkbutton.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLines = 5;

QString fixWord(Fix fix)
{
    switch (fix) {
    case Fix::UnwrapDetail:
        return ProblemNotes::tr("Unwrap");
    case Fix::MinifyDetail:
        return ProblemNotes::tr("Minify");
    case Fix::TrimField:
        return ProblemNotes::tr("Trim");
    case Fix::None:
        break;
    }
    return {};
}

QString markOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return u"✕ "_s;
    case Severity::Warning:
        return u"⚠ "_s;
    case Severity::Note:
        break;
    }
    return {};
}

} // namespace

ProblemNotes::ProblemNotes(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"problem."_s + name);
    m_column->setContentsMargins(0, 2, 0, 0);
    m_column->setSpacing(2);
    hide();
}

void ProblemNotes::setProblems(const Problems &problems)
{
    if (problems != m_problems) {
        m_problems = problems;
        refill();
    }
}

void ProblemNotes::setRemark(const QString &text, Severity severity)
{
    if (text != m_remark || severity != m_remarkSeverity) {
        m_remark = text;
        m_remarkSeverity = severity;
        refill();
    }
}

QString ProblemNotes::spoken() const
{
    QStringList lines;
    for (const Problem &problem : m_problems) {
        lines.append(problem.message);
    }
    if (!m_remark.isEmpty()) {
        lines.append(m_remark);
    }
    return lines.join(u'\n');
}

void ProblemNotes::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event)) {
        refill();
    }
}

void ProblemNotes::refill()
{
    Problems shown = m_problems.mid(0, mostLines);
    const auto note = [&shown](const QString &text, Severity severity) {
        Problem problem;
        problem.severity = severity;
        problem.message = text;
        shown.append(problem);
    };
    if (m_problems.size() > mostLines) {
        note(tr("and %1 more").arg(m_problems.size() - mostLines), Severity::Note);
    }
    if (!m_remark.isEmpty()) {
        note(m_remark, m_remarkSeverity);
    }
    while (m_lines.size() < shown.size()) {
        m_lines.append(makeLine());
    }
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines.at(i);
        if (i < shown.size()) {
            fillLine(line, shown.at(i));
        }
        line.row->setVisible(i < shown.size());
    }
    setVisible(!shown.isEmpty());
}

ProblemNotes::Line ProblemNotes::makeLine()
{
    Line line{new QWidget(this), nullptr, nullptr, nullptr};
    line.words = new QLabel(line.row);
    line.words->setTextFormat(Qt::PlainText);
    line.words->setWordWrap(true);
    line.words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line.place = new LinkButton({}, line.row);
    line.place->setToolTip(tr("Show the place in the JSON"));
    line.fix = new LinkButton({}, line.row);
    auto *row = new QHBoxLayout(line.row);
    row->setContentsMargins(2, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(line.words, 1);
    row->addWidget(line.place, 0, Qt::AlignTop);
    row->addWidget(line.fix, 0, Qt::AlignTop);
    m_column->addWidget(line.row);
    const qsizetype index = m_lines.size();
    connect(line.place, &QToolButton::clicked, this, [this, index] {
        if (index < m_problems.size() && m_problems.at(index).place) {
            emit placeRequested(m_problems.at(index).place->offset);
        }
    });
    connect(line.fix, &QToolButton::clicked, this, [this, index] {
        if (index < m_problems.size()) {
            emit fixRequested(m_problems.at(index).fix);
        }
    });
    return line;
}

void ProblemNotes::fillLine(const Line &line, const Problem &problem)
{
    const Theme theme = themeNow();
    line.words->setText(markOf(problem.severity) + problem.message);
    const QColor colour = problem.severity == Severity::Error     ? theme.bad
                          : problem.severity == Severity::Warning ? theme.warn
                                                                  : theme.quiet;
    setSheet(line.words, u"color:%1;"_s.arg(colour.name()));
    // Only what is shown is found by its name.
    line.place->setVisible(problem.place.has_value());
    line.place->setObjectName(problem.place ? u"place."_s + m_name : QString());
    if (problem.place) {
        line.place->setText(tr("Line %1").arg(problem.place->line));
    }
    line.fix->setVisible(problem.fix != Fix::None);
    line.fix->setObjectName(problem.fix != Fix::None ? u"fix."_s + m_name : QString());
    line.fix->setText(fixWord(problem.fix));
    line.fix->setAccessibleDescription(problem.message);
}

} // namespace busload
