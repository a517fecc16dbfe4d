// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectiontestview.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

using Mark = ConnectionFinding::Mark;

constexpr int mostHeight = 170; // past that the findings scroll
constexpr int markWidth = 14;
constexpr int margin = 18; // as the form's

QString signOf(Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return u"✓"_s;
    case Mark::Bad:
        return u"✕"_s;
    case Mark::Open:
        return u"?"_s;
    }
    return {};
}

QString wordOf(Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return ConnectionTestView::tr("Good");
    case Mark::Bad:
        return ConnectionTestView::tr("Wrong");
    case Mark::Open:
        return ConnectionTestView::tr("Not known");
    }
    return {};
}

QColor colourOf(Mark mark, const Theme &theme)
{
    switch (mark) {
    case Mark::Good:
        return theme.good;
    case Mark::Bad:
        return theme.bad;
    case Mark::Open:
        return theme.warn;
    }
    return theme.text;
}

//! Whether a test finds the same for both: looks and what is asked before sending play no part in it.
bool isTestedAlike(Connection a, const Connection &b)
{
    a.name = b.name;
    a.colour = b.colour;
    a.production = b.production;
    return a == b;
}

} // namespace

ConnectionTestView::ConnectionTestView(const ConnectionServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_test(services.transport, services.clock)
    , m_button(new QPushButton(this))
    , m_state(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_page(new QWidget(this))
    , m_lines(new QGridLayout(m_page))
{
    setObjectName(u"connectionTest"_s);
    m_button->setObjectName(u"testConnectionButton"_s);
    m_button->setAutoDefault(false);
    m_state->setObjectName(u"testState"_s);
    m_state->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout;
    row->addWidget(m_button);
    row->addWidget(m_state, 1);
    m_lines->setContentsMargins(2, 2, 2, 2);
    m_lines->setHorizontalSpacing(4);
    m_lines->setVerticalSpacing(4);
    m_lines->setColumnStretch(1, 1);
    m_scroll->setObjectName(u"testFindings"_s);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 10, margin, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_scroll);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_test.isRunning()) {
            emit startRequested();
            return;
        }
        m_test.cancel();
        say(tr("Stopped."));
        showButton();
    });
    connect(&m_test, &ConnectionTest::changed, this, &ConnectionTestView::showFindings);
    connect(&m_test, &ConnectionTest::finished, this, [this] {
        showFindings();
        say(endWords());
        showButton();
        emit finished(m_test.report().passed());
    });
    showButton();
    paintFindings();
}

void ConnectionTestView::reset()
{
    m_test.cancel();
    m_shown = false;
    m_old = false;
    m_typed = {};
    say({});
    for (const Row &row : std::exchange(m_rows, {})) {
        delete row.sign;
        delete row.text;
    }
    m_scroll->hide();
    showButton();
}

void ConnectionTestView::start(const Connection &connection, const TypedSecrets &typed)
{
    reset();
    m_shown = true;
    m_tested = connection;
    m_typed = typed;
    say(tr("Testing; no event is sent…"));
    const Result<EffectiveConnection> effective = m_services.effective(connection);
    std::shared_ptr<CredentialsProvider> credentials =
        m_services.credentials(effective ? effective->connection : connection, typed);
    m_test.start(effective, std::move(credentials));
    showButton();
}

void ConnectionTestView::follow(const Connection &connection, const TypedSecrets &typed)
{
    if (!m_shown)
        return;
    const bool old = !isTestedAlike(connection, m_tested) || typed != m_typed;
    if (old && m_test.isRunning()) {
        reset();
    } else if (old != m_old) {
        m_old = old;
        m_state->setText(old ? tr("Of the connection as it was. Test again.") : m_said);
        paintFindings();
    }
}

void ConnectionTestView::say(const QString &words)
{
    m_said = words;
    m_state->setText(words);
}

QString ConnectionTestView::endWords() const
{
    const ConnectionReport &report = m_test.report();
    if (!report.passed())
        return tr("Something is wrong.");
    if (!report.expiresAt)
        return tr("Everything is fine.");
    return tr("Everything is fine; %1.").arg(keysEndText(*report.expiresAt, m_services.clock.localNow()));
}

void ConnectionTestView::showButton()
{
    m_button->setText(m_test.isRunning() ? tr("Stop the test") : tr("Test connection"));
}

void ConnectionTestView::showFindings()
{
    if (!m_shown)
        return;
    // Those that are shown stay: somebody may be reading or selecting in them.
    const QList<ConnectionFinding> &findings = m_test.report().findings;
    for (const ConnectionFinding &finding : findings.mid(m_rows.size())) {
        auto *sign = new QLabel(signOf(finding.mark), m_page);
        sign->setObjectName(u"testMark"_s);
        sign->setFixedWidth(markWidth);
        auto *text = new QLabel(finding.text, m_page);
        text->setObjectName(u"testFinding"_s);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setAccessibleName(wordOf(finding.mark) + u": "_s + finding.text);
        const int row = static_cast<int>(m_rows.size());
        m_lines->addWidget(sign, row, 0, Qt::AlignTop);
        m_lines->addWidget(text, row, 1);
        sign->show(); // else the layout reckons without them until later
        text->show();
        m_rows.append(Row{sign, text});
    }
    paintFindings();
    m_scroll->show();
    fitFindings();
}

void ConnectionTestView::fitFindings()
{
    const int wanted = m_lines->totalHeightForWidth(m_scroll->viewport()->width());
    m_scroll->setFixedHeight(qMin(mostHeight, wanted + 2 * m_scroll->frameWidth()));
}

void ConnectionTestView::paintFindings()
{
    const Theme theme = themeFor(palette());
    setSheet(m_state, u"color:%1;"_s.arg(theme.quiet.name()));
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Mark mark = m_test.report().findings.at(i).mark;
        const QColor colour = m_old ? theme.quiet : colourOf(mark, theme);
        setSheet(m_rows.at(i).sign, u"color:%1;font-weight:600;"_s.arg(colour.name()));
        const QColor ink = mark == Mark::Good && !m_old ? theme.text : colour;
        setSheet(m_rows.at(i).text, u"color:%1;"_s.arg(ink.name()));
    }
}

void ConnectionTestView::paintEvent(QPaintEvent *)
{
    // The form above scrolls; this is where it ends.
    QPainter painter(this);
    painter.setPen(themeFor(palette()).line);
    painter.drawLine(margin, 0, width() - margin, 0);
}

void ConnectionTestView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_rows.isEmpty())
        fitFindings();
}

void ConnectionTestView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event))
        paintFindings();
}

} // namespace busload
