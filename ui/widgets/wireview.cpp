// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wireview.h"

#include "ui/theme.h"
#include "ui/widgets/codestyle.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

//! What is laid out at once. Unit: characters.
constexpr qsizetype shownAtFirst = 65'536;
//! No editor stands a megabyte on one line (facts, platform): longer lines are shown in pieces.
constexpr qsizetype longestLine = 2'000;

QPlainTextEdit *makeTextView(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *view = new QPlainTextEdit(parent);
    view->setObjectName(name);
    view->setAccessibleName(accessibleName);
    view->setReadOnly(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setUndoRedoEnabled(false);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setTabChangesFocus(true);
    view->document()->setDocumentMargin(12);
    return view;
}

} // namespace

WireView::WireView(Side side, QWidget *parent)
    : QWidget(parent)
    , m_side(side)
{
    const bool request = side == Side::Request;
    const QString prefix = request ? u"request"_s : u"response"_s;

    m_callBox = new QComboBox(this);
    m_callBox->setObjectName(prefix + u"CallBox"_s);
    m_callBox->setAccessibleName(request ? tr("Call whose request is shown") : tr("Call whose response is shown"));
    m_callBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_summary = new ElidedLabel(this);
    m_summary->setObjectName(prefix + u"Summary"_s);
    m_laidOut = new QCheckBox(tr("Laid out"), this);
    m_laidOut->setObjectName(prefix + u"LaidOut"_s);
    m_laidOut->setToolTip(tr("Shows a JSON body one member a line. Off: the exact bytes."));
    m_copy = new QPushButton(tr("Copy"), this);
    m_copy->setObjectName(prefix + u"Copy"_s);
    m_copy->setAccessibleName(request ? tr("Copy the request") : tr("Copy the response"));
    m_copy->setToolTip(tr("Copies the whole text; keys are redacted."));
    m_copy->setAutoDefault(false);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(14, 6, 14, 6);
    bar->setSpacing(10);
    bar->addWidget(m_callBox);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_laidOut);
    bar->addWidget(m_copy);

    m_text = makeTextView(prefix + u"Text"_s, request ? tr("Request text") : tr("Response text"), this);

    m_more = new QWidget(this);
    m_moreText = new QLabel(m_more);
    m_moreText->setObjectName(prefix + u"MoreText"_s);
    m_showAllButton = new QPushButton(tr("Show all"), m_more);
    m_showAllButton->setObjectName(prefix + u"ShowAll"_s);
    m_showAllButton->setAutoDefault(false);
    auto *moreLayout = new QHBoxLayout(m_more);
    moreLayout->setContentsMargins(14, 4, 14, 4);
    moreLayout->addWidget(m_moreText, 1);
    moreLayout->addWidget(m_showAllButton);
    m_more->hide();

    auto *message = new QWidget(this);
    auto *messageLayout = new QVBoxLayout(message);
    messageLayout->setContentsMargins(0, 0, 0, 0);
    messageLayout->setSpacing(0);
    messageLayout->addWidget(m_text, 1);
    messageLayout->addWidget(m_more);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    if (request) {
        m_signing = makeTextView(u"signingText"_s, tr("Canonical request and string to sign"), this);
        auto *title = new QLabel(tr("What was signed"), this);
        title->setObjectName(u"signingTitle"_s);
        title->setBuddy(m_signing);
        title->setContentsMargins(14, 4, 14, 2);
        m_signingSide = new QWidget(this);
        auto *signingLayout = new QVBoxLayout(m_signingSide);
        signingLayout->setContentsMargins(0, 0, 0, 0);
        signingLayout->setSpacing(0);
        signingLayout->addWidget(title);
        signingLayout->addWidget(m_signing, 1);
        auto *splitter = new QSplitter(Qt::Horizontal, this);
        splitter->setChildrenCollapsible(false);
        splitter->addWidget(message);
        splitter->addWidget(m_signingSide);
        splitter->setStretchFactor(0, 3);
        splitter->setStretchFactor(1, 2);
        layout->addWidget(splitter, 1);
    } else {
        layout->addWidget(message, 1);
    }

    connect(m_callBox, &QComboBox::currentIndexChanged, this, [this] {
        m_showAll = false;
        markStale();
    });
    connect(m_laidOut, &QCheckBox::toggled, this, &WireView::markStale);
    connect(m_showAllButton, &QPushButton::clicked, this, [this] {
        m_showAll = true;
        markStale();
        m_text->setFocus();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(wholeText()); });
    applyTheme();
}

void WireView::setCalls(const QList<CallRecord> &calls)
{
    const int before = chosenCall();
    const bool grew = calls.size() > m_calls.size();
    m_calls = calls;
    {
        const QSignalBlocker blocker(m_callBox);
        m_callBox->clear();
        for (const CallRecord &call : calls)
            m_callBox->addItem(callTitle(call));
        const int last = static_cast<int>(calls.size()) - 1;
        m_callBox->setCurrentIndex(before < 0 || before > last || grew ? last : before);
    }
    m_showAll = false;
    markStale();
}

void WireView::chooseCall(int call)
{
    if (call >= 0 && call < m_callBox->count())
        m_callBox->setCurrentIndex(call);
}

int WireView::chosenCall() const
{
    return m_callBox->currentIndex();
}

BodyLayout WireView::layoutChosen() const
{
    return m_laidOut->isChecked() ? BodyLayout::LaidOut : BodyLayout::Raw;
}

QString WireView::wholeText() const
{
    const int chosen = chosenCall();
    if (chosen < 0 || chosen >= m_calls.size())
        return {};
    const CallRecord &call = m_calls.at(chosen);
    if (m_side == Side::Response)
        return responseText(call, layoutChosen());
    const QString signing = signingText(call);
    const QString request = requestText(call, layoutChosen());
    return signing.isEmpty() ? request : request + u"\n\n"_s + signing;
}

void WireView::markStale()
{
    m_stale = true;
    if (isVisible())
        fill();
}

void WireView::fill()
{
    m_stale = false;
    const int chosen = chosenCall();
    const bool any = chosen >= 0 && chosen < m_calls.size();
    m_callBox->setVisible(m_calls.size() > 1);
    m_copy->setEnabled(any);
    m_laidOut->setEnabled(any);
    if (!any) {
        m_summary->setText({});
        m_more->hide();
        if (m_signingSide)
            m_signingSide->hide();
        m_text->setPlainText(m_side == Side::Request
                                 ? tr("Nothing was sent yet. Here you will see the request exactly as it went over the "
                                      "wire, and what was signed.")
                                 : tr("Nothing was sent yet. Here you will see the answer exactly as it came."));
        return;
    }
    const CallRecord &call = m_calls.at(chosen);
    const QString whole =
        m_side == Side::Request ? requestText(call, layoutChosen()) : responseText(call, layoutChosen());
    const qsizetype most = m_showAll ? std::numeric_limits<qsizetype>::max() : shownAtFirst;
    const ShownText shown = shownText(whole, most, longestLine);
    m_text->setPlainText(shown.text);

    QStringList notes;
    const QLocale locale;
    if (shown.leftOut > 0)
        notes.append(tr("%1 of %2 characters are shown.")
                         .arg(locale.toString(whole.size() - shown.leftOut), locale.toString(whole.size())));
    if (shown.broken)
        notes.append(tr("Long lines are shown in pieces; Copy gives them whole."));
    m_moreText->setText(notes.join(u' '));
    m_showAllButton->setVisible(shown.leftOut > 0);
    m_more->setVisible(!notes.isEmpty());

    m_summary->setText(m_side == Side::Response
                           ? answerSummary(call)
                           : tr("Body %1 · counts as %2").arg(bytesText(call.wireBytes), bytesText(call.bytes)));
    if (m_signing) {
        const QString signing = signingText(call);
        m_signingSide->setVisible(!signing.isEmpty());
        m_signing->setPlainText(signing);
    }
}

void WireView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        fill();
}

void WireView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void WireView::applyTheme()
{
    for (QPlainTextEdit *view : {m_text, m_signing}) {
        if (view)
            applyCodeStyle(*view);
    }
}

} // namespace busload
