// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/topbar.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int titlePixels = 15;
constexpr int longestTitle = 380;

//! A button that is an action's face: its text, tip and enabled state follow the action.
QPushButton *buttonFor(QAction *action, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(name);
    const auto follow = [button, action] {
        button->setText(action->iconText());
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QPushButton *buttonFor(QMenu *menu, const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setMenu(menu);
    return button;
}

//! A filled dot, or a ring where nothing is known.
QIcon dotIcon(const QColor &colour, bool filled)
{
    QPixmap pixmap(24, 24);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 3));
    painter.setBrush(filled ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(5, 5, 14, 14));
    return QIcon(pixmap);
}

} // namespace

TopBar::TopBar(const TopBarActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_sendAction(actions.send)
    , m_name(new QLabel(this))
    , m_state(new QLabel(this))
    , m_connection(buttonFor(actions.connections, {}, u"connectionButton"_s, this))
    , m_send(new QPushButton(this))
{
    setObjectName(u"topBar"_s);
    m_name->setObjectName(u"scenarioName"_s);
    m_state->setObjectName(u"scenarioState"_s);
    m_name->setTextFormat(Qt::PlainText);
    QFont title = font();
    title.setPixelSize(titlePixels);
    title.setWeight(QFont::DemiBold);
    m_name->setFont(title);

    m_send->setObjectName(u"sendButton"_s);
    m_send->setProperty(primaryProperty, true);
    connect(m_send, &QPushButton::clicked, m_sendAction, &QAction::trigger);
    connect(m_sendAction, &QAction::changed, this, &TopBar::showSend);

    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_name);
    names->addWidget(m_state);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 14, 8);
    row->setSpacing(8);
    row->addLayout(names);
    row->addStretch(1);
    row->addWidget(m_connection);
    row->addWidget(buttonFor(actions.undo, u"undoButton"_s, this));
    row->addWidget(buttonFor(actions.redo, u"redoButton"_s, this));
    row->addWidget(buttonFor(actions.copyAs, tr("Copy as ▾"), u"copyAsButton"_s, this));
    row->addWidget(buttonFor(actions.check, u"checkButton"_s, this));
    row->addWidget(m_send);
    showSend();
    applyTheme();
}

void TopBar::setTitle(const QString &name, const QString &state)
{
    m_name->setText(m_name->fontMetrics().elidedText(name, Qt::ElideMiddle, longestTitle));
    m_name->setToolTip(name);
    m_state->setText(state);
}

void TopBar::setConnection(const QString &name, const QString &place, bool alive)
{
    m_connectionName = name;
    m_connectionPlace = place;
    m_alive = alive;
    applyTheme();
}

void TopBar::applyTheme()
{
    const Theme theme = themeFor(palette());
    setSheet(m_state, u"color:%1;"_s.arg(theme.quiet.name())); // a palette stays behind when the scheme changes
    m_connection->setIcon(dotIcon(m_alive ? theme.good : theme.quiet, m_alive));
    m_connection->setIconSize({12, 12});
    m_connection->setText(m_connectionPlace.isEmpty() ? u"%1 ▾"_s.arg(m_connectionName)
                                                      : u"%1  ·  %2 ▾"_s.arg(m_connectionName, m_connectionPlace));
    m_connection->setToolTip(tr("Where the batch goes: %1, %2").arg(m_connectionName, m_connectionPlace));
    m_connection->setAccessibleName(tr("Connection %1, %2").arg(m_connectionName, m_connectionPlace));
}

void TopBar::showSend()
{
    m_send->setText(m_sendAction->iconText() + u"   Ctrl+↵"_s);
    m_send->setAccessibleName(m_sendAction->iconText());
    m_send->setToolTip(m_sendAction->toolTip());
    m_send->setEnabled(m_sendAction->isEnabled());
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), themeFor(palette()).line);
}

void TopBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

} // namespace busload
