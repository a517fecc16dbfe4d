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
constexpr int longestName = 220;
constexpr int shortestName = 60;

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
    , m_production(new QLabel(tr("PRODUCTION"), this))
{
    setObjectName(u"topBar"_s);
    m_name->setObjectName(u"scenarioName"_s);
    m_state->setObjectName(u"scenarioState"_s);
    m_production->setObjectName(u"productionMark"_s);
    m_production->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
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
    row->addWidget(m_production);
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

void TopBar::setConnection(const ShownConnection &connection)
{
    m_shown = connection;
    applyTheme();
}

void TopBar::applyTheme()
{
    const Theme theme = themeFor(palette());
    setSheet(m_state, u"color:%1;"_s.arg(theme.quiet.name())); // a palette stays behind when the scheme changes
    const QColor dot = m_shown.colour.isValid() ? m_shown.colour : m_shown.alive ? theme.good : theme.quiet;
    m_connection->setIcon(dotIcon(dot, m_shown.alive || m_shown.colour.isValid()));
    m_connection->setIconSize({12, 12});
    QStringList all{m_shown.name, m_shown.place, m_shown.source};
    all.removeAll(QString());
    const QString spoken = all.join(u", "_s);
    const QString details = m_shown.details.isEmpty() ? QString() : u'\n' + m_shown.details;
    m_connection->setToolTip(tr("Where the batch goes: %1").arg(spoken) + details);
    m_connection->setAccessibleName(m_shown.production ? tr("Production connection %1").arg(spoken)
                                                       : tr("Connection %1").arg(spoken));
    m_production->setVisible(m_shown.production);
    if (m_shown.production) {
        setSheet(m_production, u"background:%1;color:white;font-weight:600;border-radius:4px;padding:3px 8px;"_s.arg(
                                   m_shown.colour.name()));
        setSheet(m_send,
                 u"QPushButton:enabled{background:%1;border-color:%1;color:white;}"_s.arg(m_shown.colour.name()));
    } else {
        setSheet(m_send, {});
    }
    fitConnection();
}

//! As much of the connection as there is room for: its name always, then its place, then its keys.
void TopBar::fitConnection()
{
    const QFontMetrics metrics = m_connection->fontMetrics();
    const auto textOf = [&](int parts, int nameWidth) {
        QStringList texts{metrics.elidedText(m_shown.name, Qt::ElideMiddle, nameWidth), m_shown.place, m_shown.source};
        texts = texts.first(parts);
        texts.removeAll(QString());
        return texts.join(u"  ·  "_s) + u" ▾"_s;
    };
    int others = 0;
    for (int i = 0; i < layout()->count(); ++i) {
        const QLayoutItem *item = layout()->itemAt(i);
        const bool isConnection = item->widget() == m_connection;
        others += item->isEmpty() || isConnection ? 0 : item->minimumSize().width() + layout()->spacing();
    }
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - others - margins.left() - margins.right() - layout()->spacing();
    for (int parts = 3; parts >= 1; --parts) {
        m_connection->setText(textOf(parts, longestName));
        if (m_connection->sizeHint().width() <= room)
            return;
    }
    const int tooWide = m_connection->sizeHint().width() - room;
    m_connection->setText(
        textOf(1, qMax(shortestName, qMin(longestName, metrics.horizontalAdvance(m_shown.name)) - tooWide)));
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitConnection();
}

void TopBar::showSend()
{
    m_send->setText(m_sendAction->iconText() + u"   Ctrl+↵"_s);
    m_send->setAccessibleName(m_sendAction->iconText());
    m_send->setToolTip(m_sendAction->toolTip());
    m_send->setEnabled(m_sendAction->isEnabled());
    if (layout())
        fitConnection();
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
