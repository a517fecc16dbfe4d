// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/faulteditor.h"

#include "ui/models/faultwords.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace busload {

FaultEditor::FaultEditor(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"faultEditor"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 4, 14, 8);
    layout->setSpacing(6);
    const auto add = [this, layout](auto *widget, const char *name, const QString &accessibleName) {
        widget->setObjectName(QLatin1String(name));
        widget->setAccessibleName(accessibleName);
        widget->setToolTip(accessibleName);
        layout->addWidget(widget);
        return widget;
    };
    const auto makeBox = [this](const QStringList &items) {
        auto *box = new QComboBox(this);
        box->addItems(items);
        return box;
    };

    m_deed = add(makeBox({}), "faultDeed", tr("What goes wrong"));
    const std::pair<Deed, QString> deeds[] = {
        {Deed::RefuseEntries, tr("Refuse entries")},
        {Deed::RefuseCall, tr("Refuse the whole call")},
        {Deed::AnswerStatus, tr("Answer with a bare status")},
        {Deed::AnswerLate, tr("Answer late")},
        {Deed::NeverAnswer, tr("Never answer")},
        {Deed::DropBefore, tr("Drop the connection, nothing accepted")},
        {Deed::DropAfter, tr("Accept, then drop the connection")},
        {Deed::HalfAnswer, tr("Accept, then break off the answer")},
        {Deed::Garbage, tr("Accept, then answer garbage")},
        {Deed::WrongCount, tr("Accept, then answer one result too few")},
        {Deed::WebPage, tr("Accept, then answer a web page")},
        {Deed::Redirect, tr("Redirect to another address")},
    };
    for (const auto &[deedValue, words] : deeds)
        m_deed->addItem(words, int(deedValue));

    m_which = add(makeBox({}), "faultWhich", tr("Which entries"));
    m_which->addItem(tr("at positions"), int(Which::Positions));
    m_which->addItem(tr("every n-th"), int(Which::EveryNth));
    m_which->addItem(tr("of detail type"), int(Which::DetailType));
    m_which->addItem(tr("all"), int(Which::All));
    m_positions =
        add(new QLineEdit(u"1"_s, this), "faultPositions", tr("Positions within a call, from 1, for instance 2, 5"));
    m_everyNth = add(new QSpinBox(this), "faultEveryNth", tr("Every how many entries, counted over calls"));
    m_everyNth->setRange(2, 1000);
    m_everyNth->setPrefix(tr("every "));
    m_everyNth->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_detailType = add(new QLineEdit(this), "faultDetailType", tr("Detail type"));
    m_detailType->setPlaceholderText(u"OrderFulfilled"_s);
    m_entryCode = add(makeBox(entryFaultCodes()), "faultEntryCode", tr("Code that the entries get"));
    m_callCode = add(makeBox(callFaultCodes()), "faultCallCode", tr("Exception that refuses the call"));
    m_status = add(makeBox({u"500"_s, u"503"_s, u"413"_s, u"429"_s}), "faultStatus", tr("HTTP status"));
    m_delay = add(new QSpinBox(this), "faultDelay", tr("Delay in milliseconds"));
    m_delay->setRange(1, 600'000);
    m_delay->setValue(2000);
    m_delay->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_delay->setSuffix(tr(" ms"));
    m_times = add(makeBox({}), "faultTimes", tr("For how long"));
    m_times->addItem(tr("once"), 1);
    m_times->addItem(tr("for 2 calls"), 2);
    m_times->addItem(tr("for 3 calls"), 3);
    m_times->addItem(tr("until taken away"), 0);
    m_add = add(new QPushButton(tr("Add fault"), this), "faultAdd", tr("Add this fault to the sandbox"));
    m_add->setAutoDefault(false);
    m_wrong = new QLabel(this);
    m_wrong->setObjectName(u"faultWrong"_s);
    m_wrong->hide();
    m_wrong->setWordWrap(true);
    layout->addWidget(m_wrong);
    layout->addStretch(1);

    connect(m_deed, &QComboBox::currentIndexChanged, this, &FaultEditor::showFields);
    connect(m_which, &QComboBox::currentIndexChanged, this, &FaultEditor::showFields);
    connect(m_add, &QPushButton::clicked, this, &FaultEditor::choose);
    connect(m_positions, &QLineEdit::returnPressed, this, &FaultEditor::choose);
    connect(m_detailType, &QLineEdit::returnPressed, this, &FaultEditor::choose);
    showFields();
}

FaultEditor::Deed FaultEditor::deed() const
{
    return static_cast<Deed>(m_deed->currentData().toInt());
}

FaultEditor::Which FaultEditor::which() const
{
    return static_cast<Which>(m_which->currentData().toInt());
}

void FaultEditor::showFields()
{
    const bool entries = deed() == Deed::RefuseEntries;
    m_which->setVisible(entries);
    m_positions->setVisible(entries && which() == Which::Positions);
    m_everyNth->setVisible(entries && which() == Which::EveryNth);
    m_detailType->setVisible(entries && which() == Which::DetailType);
    m_entryCode->setVisible(entries);
    m_callCode->setVisible(deed() == Deed::RefuseCall);
    m_status->setVisible(deed() == Deed::AnswerStatus);
    m_delay->setVisible(deed() == Deed::AnswerLate);
    m_wrong->hide();
}

std::optional<Fault> FaultEditor::fault() const
{
    Fault fault;
    fault.times = m_times->currentData().toInt();
    switch (deed()) {
    case Deed::RefuseEntries:
        fault.kind = Fault::Kind::EntryError;
        fault.code = m_entryCode->currentText();
        switch (which()) {
        case Which::Positions:
            fault.entries = positionsFrom(m_positions->text());
            if (fault.entries.isEmpty())
                return std::nullopt;
            break;
        case Which::EveryNth:
            fault.everyNth = m_everyNth->value();
            break;
        case Which::DetailType:
            fault.detailType = m_detailType->text().trimmed();
            if (fault.detailType.isEmpty())
                return std::nullopt;
            break;
        case Which::All:
            break;
        }
        return fault;
    case Deed::RefuseCall:
        fault.kind = Fault::Kind::CallError;
        fault.code = m_callCode->currentText();
        return fault;
    case Deed::AnswerStatus:
        fault.kind = Fault::Kind::CallError;
        fault.status = m_status->currentText().toInt();
        return fault;
    case Deed::AnswerLate:
        fault.kind = Fault::Kind::Delay;
        fault.milliseconds = m_delay->value();
        return fault;
    case Deed::NeverAnswer:
        fault.kind = Fault::Kind::Hang;
        return fault;
    case Deed::DropBefore:
        fault.kind = Fault::Kind::DropBefore;
        return fault;
    case Deed::DropAfter:
        fault.kind = Fault::Kind::DropAfter;
        return fault;
    case Deed::Garbage:
        fault.kind = Fault::Kind::Garbage;
        return fault;
    case Deed::WrongCount:
        fault.kind = Fault::Kind::WrongCount;
        return fault;
    case Deed::HalfAnswer:
        fault.kind = Fault::Kind::HalfAnswer;
        return fault;
    case Deed::WebPage:
        fault.kind = Fault::Kind::Html;
        return fault;
    case Deed::Redirect:
        fault.kind = Fault::Kind::Redirect;
        return fault;
    }
    return std::nullopt;
}

void FaultEditor::choose()
{
    const auto chosen = fault();
    m_wrong->setVisible(!chosen);
    if (chosen) {
        emit faultChosen(*chosen);
        return;
    }
    m_wrong->setText(which() == Which::Positions ? tr("Positions are numbers from 1, for instance 2, 5.")
                                                 : tr("Name the detail type."));
}

} // namespace busload
