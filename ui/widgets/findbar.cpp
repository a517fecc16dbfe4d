// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findbar.h"

#include "ui/widgets/jsontextedit.h"
#include "ui/widgets/linkbutton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace busload {

using namespace Qt::StringLiterals;

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_needle(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_case(new LinkButton(tr("Aa"), this))
{
    setObjectName(u"findBar"_s);
    m_needle->setObjectName(u"findField"_s);
    m_needle->setPlaceholderText(tr("Find in the text"));
    m_needle->setAccessibleName(tr("Find in the text"));
    m_needle->setClearButtonEnabled(true);
    m_count->setObjectName(u"findCount"_s);
    m_case->setObjectName(u"findCase"_s);
    m_case->setCheckable(true);
    m_case->setToolTip(tr("Tell capital letters from small ones"));
    m_case->setAccessibleName(tr("Match case"));

    auto *previous = new LinkButton(tr("Previous"), this);
    previous->setObjectName(u"findPrevious"_s);
    auto *next = new LinkButton(tr("Next"), this);
    next->setObjectName(u"findNext"_s);
    auto *done = new LinkButton(tr("Close"), this);
    done->setObjectName(u"findClose"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->addWidget(m_needle, 1);
    row->addWidget(m_count);
    row->addWidget(m_case);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(done);

    connect(m_needle, &QLineEdit::textChanged, this, &FindBar::needleChanged);
    connect(m_case, &QToolButton::toggled, this, &FindBar::needleChanged);
    connect(previous, &QToolButton::clicked, this, [this] { find(false); });
    connect(next, &QToolButton::clicked, this, [this] { find(true); });
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::openFor(JsonTextEdit *text)
{
    m_text = text;
    const QString selected = text->selectedText();
    show();
    if (!selected.isEmpty() && !selected.contains(u'\n')) {
        m_needle->setText(selected);
    }
    m_needle->selectAll();
    m_needle->setFocus(Qt::ShortcutFocusReason);
    showCount();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               (event->modifiers() & Qt::ControlModifier) == 0) {
        find((event->modifiers() & Qt::ShiftModifier) == 0);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void FindBar::find(bool forward)
{
    if (m_text) {
        m_text->selectNext(m_needle->text(), forward, m_case->isChecked());
        showCount();
    }
}

void FindBar::needleChanged()
{
    if (m_text) {
        // From the selection's own beginning, so that a word found already stays while it grows.
        m_text->SendScintilla(QsciScintillaBase::SCI_SETEMPTYSELECTION,
                              m_text->SendScintilla(QsciScintillaBase::SCI_GETSELECTIONSTART));
        find(true);
    }
}

void FindBar::showCount()
{
    if (m_needle->text().isEmpty()) {
        m_count->clear();
        return;
    }
    const auto [count, current] = m_text->countOf(m_needle->text(), m_case->isChecked());
    if (count == 0) {
        m_count->setText(tr("not found"));
    } else {
        m_count->setText(current > 0 ? tr("%1 of %2").arg(current).arg(count) : tr("%1 found").arg(count));
    }
}

void FindBar::close()
{
    hide();
    if (m_text) {
        m_text->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace busload
