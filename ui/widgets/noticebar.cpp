// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int stripeWidth = 4;

struct Colours
{
    QColor stripe;
    QColor ground;
    QString sign;
};

Colours coloursOf(NoticeBar::Kind kind, const Theme &theme)
{
    switch (kind) {
    case NoticeBar::Kind::Info:
        return {theme.accent, theme.selection, u"i"_s};
    case NoticeBar::Kind::Good:
        return {theme.good, theme.goodGround, u"✓"_s};
    case NoticeBar::Kind::Warning:
        return {theme.warn, theme.warnGround, u"!"_s};
    case NoticeBar::Kind::Error:
        break;
    }
    return {theme.bad, theme.badGround, u"✕"_s};
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    setObjectName(u"noticeBar"_s);
    m_text->setObjectName(u"noticeText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setObjectName(u"noticeClose"_s);
    m_close->setText(u"✕"_s);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close (Esc)"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 7, 10, 7);
    row->addWidget(m_text, 1);
    row->addLayout(m_actions);
    row->addWidget(m_close);
    hide();
}

void NoticeBar::showNotice(Kind kind, const QString &text, const QList<Action> &actions, const QString &subject)
{
    m_kind = kind;
    m_subject = subject;
    m_text->setText(text);
    setAccessibleName(text);
    clearActions();
    for (const Action &action : actions) {
        auto *button = new QPushButton(action.text, this);
        button->setObjectName(u"noticeAction"_s + QString::number(m_actions->count()));
        button->setProperty(primaryProperty, action.primary);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            hide();
            run();
        });
        m_actions->addWidget(button);
    }
    show();
    update();
}

void NoticeBar::dismiss(const QString &subject)
{
    if (m_subject == subject)
        hide();
}

QString NoticeBar::text() const
{
    return isVisibleTo(parentWidget()) ? m_text->text() : QString();
}

void NoticeBar::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        // The button that was clicked may be the one that shows the next notice.
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const Theme theme = themeFor(palette());
    const Colours colours = coloursOf(m_kind, theme);
    QPainter painter(this);
    painter.fillRect(rect(), colours.ground);
    painter.fillRect(QRect(0, 0, stripeWidth, height()), colours.stripe);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc(14, height() / 2.0 - 8, 16, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.stripe);
    painter.drawEllipse(disc);
    painter.setPen(colours.ground);
    QFont bold = font();
    bold.setBold(true);
    bold.setPixelSize(11);
    painter.setFont(bold);
    painter.drawText(disc, Qt::AlignCenter, colours.sign);
}

void NoticeBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

} // namespace busload
