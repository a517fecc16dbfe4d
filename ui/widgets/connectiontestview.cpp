// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectiontestview.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

using Mark = ConnectionFinding::Mark;

constexpr int mostHeight = 170; // past that the findings scroll

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

} // namespace

ConnectionTestView::ConnectionTestView(const ConnectionServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_test(services.transport, services.clock)
    , m_button(new QPushButton(this))
    , m_state(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_page(new QWidget(this))
    , m_lines(new QVBoxLayout(m_page))
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
    m_lines->setSpacing(4);
    m_scroll->setObjectName(u"testFindings"_s);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 6, 18, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_scroll);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_test.isRunning()) {
            emit startRequested();
            return;
        }
        m_test.cancel();
        m_state->setText(tr("Stopped."));
        showButton();
    });
    connect(&m_test, &ConnectionTest::changed, this, &ConnectionTestView::showFindings);
    connect(&m_test, &ConnectionTest::finished, this, [this] {
        showFindings();
        m_state->setText(endWords());
        showButton();
        emit finished(m_test.report().accountId);
    });
    showButton();
}

bool ConnectionTestView::isRunning() const
{
    return m_test.isRunning();
}

void ConnectionTestView::reset()
{
    m_test.cancel();
    m_shown = false;
    m_state->clear();
    m_scroll->hide();
    showButton();
}

void ConnectionTestView::start(const Connection &connection, const TypedSecrets &typed)
{
    reset();
    m_shown = true;
    m_state->setText(tr("Testing; no event is sent…"));
    const Result<EffectiveConnection> effective = m_services.effective(connection);
    std::shared_ptr<CredentialsProvider> credentials =
        m_services.credentials(effective ? effective->connection : connection, typed);
    m_test.start(effective, std::move(credentials));
    showButton();
}

QString ConnectionTestView::endWords() const
{
    const ConnectionReport &report = m_test.report();
    if (!report.passed())
        return tr("Something is wrong.");
    if (!report.expiresAt)
        return tr("Everything is fine.");
    return tr("Everything is fine. %1.").arg(keysEndText(*report.expiresAt, m_services.clock.localNow()));
}

void ConnectionTestView::showButton()
{
    m_button->setText(m_test.isRunning() ? tr("Stop the test") : tr("Test connection"));
}

void ConnectionTestView::showFindings()
{
    if (!m_shown)
        return;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const Theme theme = themeFor(palette());
    setSheet(m_state, u"color:%1;"_s.arg(theme.quiet.name()));
    for (const ConnectionFinding &finding : m_test.report().findings) {
        auto *line = new QLabel(signOf(finding.mark) + u"  "_s + finding.text, m_page);
        line->setObjectName(u"testFinding"_s);
        line->setTextFormat(Qt::PlainText);
        line->setWordWrap(true);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        line->setAccessibleName(wordOf(finding.mark) + u": "_s + finding.text);
        setSheet(line, u"color:%1;"_s.arg(colourOf(finding.mark, theme).name()));
        m_lines->addWidget(line);
    }
    m_lines->addStretch(1);
    m_scroll->show();
    m_page->adjustSize();
    const int wanted = m_page->heightForWidth(m_scroll->viewport()->width());
    m_scroll->setFixedHeight(qMin(mostHeight, qMax(24, wanted) + 6));
}

void ConnectionTestView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isThemeChange(event) && m_shown)
        showFindings();
}

} // namespace busload
