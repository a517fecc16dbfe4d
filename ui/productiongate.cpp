// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/productiongate.h"

#include "delivery/credentialsfor.h"
#include "ui/connectioncolours.h"
#include "ui/connectionwords.h"
#include "ui/theme.h"
#include "ui/widgets/formtext.h"
#include "ui/words.h"

#include <QDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

QLabel *valueLabel(const QString &text, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString busWords(const Connection &connection, QStringList buses)
{
    const QString otherwise = connection.defaultBus.isEmpty() ? u"default"_s : connection.defaultBus;
    for (QString &bus : buses)
        bus = bus.isEmpty() ? otherwise : bus;
    buses.removeDuplicates();
    return buses.join(u", "_s);
}

QString accountWords(const ConnectionReport &report)
{
    if (!report.arn.isEmpty())
        return ProductionGate::tr("%1, as %2").arg(report.accountId, report.arn.section(u':', 5));
    if (!report.accountId.isEmpty())
        return report.accountId;
    for (const ConnectionFinding &finding : report.findings) {
        if (finding.mark != ConnectionFinding::Mark::Good)
            return ProductionGate::tr("not known: %1").arg(finding.text);
    }
    return ProductionGate::tr("not known");
}

} // namespace

ProductionGate::ProductionGate(const ConnectionServices &services, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_window(window)
{
}

void ProductionGate::pass(const Connection &connection, const Load &load, const std::function<void()> &go)
{
    const Result<EffectiveConnection> effective = m_services.effective(connection);
    // Settings that make no sense send nothing; the session says so.
    if (!effective || !m_guard.mustAsk(effective->connection))
        go();
    else if (!m_dialog || m_dialog->isHidden())
        ask(effective->connection, load, go);
}

void ProductionGate::ask(const Connection &connection, const Load &load, const std::function<void()> &go)
{
    auto *dialog = new QDialog(&m_window);
    m_dialog = dialog;
    dialog->setObjectName(u"productionDialog"_s);
    dialog->setWindowTitle(tr("Send to production?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setMinimumWidth(460);
    const QColor colour = shownColour(connection);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(0, 0, 0, 16);
    column->setSpacing(14);
    auto *banner = valueLabel(tr("PRODUCTION · %1").arg(connection.name), u"productionBanner"_s, dialog);
    banner->setContentsMargins(20, 10, 20, 10);
    setSheet(banner, u"background:%1;color:white;font-weight:600;"_s.arg(colour.name()));
    column->addWidget(banner);

    auto *facts = new QFormLayout;
    facts->setContentsMargins(20, 0, 20, 0);
    facts->setHorizontalSpacing(16);
    auto *account = valueLabel(tr("looking it up…"), u"productionAccount"_s, dialog);
    facts->addRow(tr("Account"), account);
    facts->addRow(tr("Region"), valueLabel(placeText(connection), u"productionRegion"_s, dialog));
    facts->addRow(tr("Keys"), valueLabel(sourceText(connection), u"productionKeys"_s, dialog));
    facts->addRow(tr("Event bus"), valueLabel(busWords(connection, load.buses), u"productionBus"_s, dialog));
    facts->addRow(tr("Entries"), valueLabel(entriesText(load.entries), u"productionEntries"_s, dialog));
    column->addLayout(facts);
    auto *note =
        valueLabel(tr("This is asked once for this connection until Busload is closed."), u"productionNote"_s, dialog);
    note->setContentsMargins(20, 0, 20, 0);
    setSheet(note, u"color:%1;"_s.arg(themeFor(dialog->palette()).quiet.name()));
    column->addWidget(note);

    auto *send =
        new QPushButton(load.entries == 1 ? tr("Send 1 entry") : tr("Send %1 entries").arg(load.entries), dialog);
    send->setObjectName(u"productionSend"_s);
    send->setProperty(primaryProperty, true);
    send->setAutoDefault(false);
    setSheet(send, u"QPushButton{background:%1;border-color:%1;color:white;}"_s.arg(colour.name()));
    // A hand that is still on Enter must not answer for its owner.
    auto *cancel = new QPushButton(tr("Cancel"), dialog);
    cancel->setObjectName(u"productionCancel"_s);
    cancel->setDefault(true);
    cancel->setFocus();
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(20, 0, 20, 0);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(send);
    column->addLayout(buttons);
    connect(send, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, connection, go] {
        m_guard.confirm(connection);
        go();
    });

    lookUpAccount(connection, *dialog, *account);
    dialog->open();
}

void ProductionGate::lookUpAccount(const Connection &connection, QDialog &dialog, QLabel &account) const
{
    const bool files = connection.credentialSource == Connection::CredentialSource::Profile ||
                       connection.credentialSource == Connection::CredentialSource::AwsChain;
    if (files) {
        const CredentialsGlance glance = m_services.aws.glance(credentialsQuery(connection));
        // One question at a time: what the files say is enough while keys would be asked for.
        if (glance.asksPerson) {
            account.setText(glance.accountId.isEmpty() ? tr("known when the keys are fetched")
                                                       : tr("%1, as the profile says").arg(glance.accountId));
            return;
        }
    }
    auto *test = new ConnectionTest(m_services.transport, m_services.clock, &dialog);
    connect(test, &ConnectionTest::changed, &account, [test, &account] {
        if (!test->report().arn.isEmpty() || !test->report().passed())
            account.setText(accountWords(test->report()));
    });
    connect(test, &ConnectionTest::finished, &account,
            [test, &account] { account.setText(accountWords(test->report())); });
    test->start(m_services.effective(connection), m_services.credentials(connection, {}));
}

} // namespace busload
