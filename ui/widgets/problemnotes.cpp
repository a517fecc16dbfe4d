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
    , m_lines(new QVBoxLayout(this))
{
    setObjectName(u"problem."_s + name);
    m_lines->setContentsMargins(0, 2, 0, 0);
    m_lines->setSpacing(2);
    hide();
}

void ProblemNotes::setProblems(const Problems &problems)
{
    if (problems != m_problems) {
        m_problems = problems;
        rebuild();
    }
}

void ProblemNotes::setRemark(const QString &text, Severity severity)
{
    if (text != m_remark || severity != m_remarkSeverity) {
        m_remark = text;
        m_remarkSeverity = severity;
        rebuild();
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
    if (isThemeChange(event) && m_quiet != themeNow().quiet) {
        rebuild();
    }
}

void ProblemNotes::rebuild()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        if (QWidget *line = item->widget()) {
            // The click that led here may still be on its way through the button.
            line->hide();
            line->setParent(nullptr);
            line->deleteLater();
        }
        delete item;
    }
    for (qsizetype i = 0; i < std::min(m_problems.size(), mostLines); ++i) {
        addLine(m_problems.at(i).message, m_problems.at(i));
    }
    if (m_problems.size() > mostLines) {
        Problem more;
        more.severity = Severity::Note;
        addLine(tr("and %1 more").arg(m_problems.size() - mostLines), more);
    }
    if (!m_remark.isEmpty()) {
        Problem remark;
        remark.severity = m_remarkSeverity;
        addLine(m_remark, remark);
    }
    setVisible(m_lines->count() > 0);
}

void ProblemNotes::addLine(const QString &text, const Problem &problem)
{
    const Theme theme = themeNow();
    m_quiet = theme.quiet;
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(2, 0, 0, 0);
    row->setSpacing(6);
    auto *words = new QLabel(markOf(problem.severity) + text, line);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const QColor colour = problem.severity == Severity::Error     ? theme.bad
                          : problem.severity == Severity::Warning ? theme.warn
                                                                  : theme.quiet;
    setSheet(words, u"color:%1;"_s.arg(colour.name()));
    row->addWidget(words, 1);
    if (problem.place) {
        auto *place = new LinkButton(tr("Line %1").arg(problem.place->line), line);
        place->setObjectName(u"place."_s + m_name);
        place->setToolTip(tr("Show the place in the JSON"));
        const qsizetype offset = problem.place->offset;
        connect(place, &QToolButton::clicked, this, [this, offset] { emit placeRequested(offset); });
        row->addWidget(place, 0, Qt::AlignTop);
    }
    if (problem.fix != Fix::None) {
        auto *fix = new LinkButton(fixWord(problem.fix), line);
        fix->setObjectName(u"fix."_s + m_name);
        fix->setAccessibleDescription(problem.message);
        const Fix which = problem.fix;
        connect(fix, &QToolButton::clicked, this, [this, which] { emit fixRequested(which); });
        row->addWidget(fix, 0, Qt::AlignTop);
    }
    m_lines->addWidget(line);
    line->show();
}

} // namespace busload
