// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectionextras.h"

#include "ui/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace busload {

ConnectionExtras::ConnectionExtras(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_rows(std::make_unique<ConnectionRows>(*m_form))
    , m_endpointId(new QLineEdit(this))
    , m_endpointIdNote(ConnectionRows::makeNote("endpointIdNote", "note"))
    , m_fips(new QCheckBox(tr("Use the FIPS endpoint"), this))
    , m_dualStack(new QCheckBox(tr("Use the dual-stack endpoint (IPv4 and IPv6)"), this))
    , m_connectTimeout(makeSeconds())
    , m_answerTimeout(makeSeconds())
    , m_proxy(new QLineEdit(this))
    , m_caFile(new QLineEdit(this))
    , m_browse(new QPushButton(tr("Browse…"), this))
{
    setObjectName(u"connectionExtras"_s);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(14);
    m_form->setVerticalSpacing(10);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    m_endpointId->setPlaceholderText(tr("none, for instance abcde.veo"));
    m_endpointIdNote->setText(tr("Events go to a global endpoint and are signed for every region (SigV4a)."));
    m_rows->add(tr("Global endpoint"), m_endpointId, "endpointIdField", ConnectionField::EndpointId,
                {m_endpointIdNote});
    m_rows->addBox(m_fips, "fipsBox");
    m_rows->addBox(m_dualStack, "dualStackBox");
    m_rows->add(tr("Wait for a connection"), m_connectTimeout, "connectTimeoutBox", ConnectionField::ConnectTimeout);
    m_rows->add(tr("Wait for an answer"), m_answerTimeout, "answerTimeoutBox", ConnectionField::AnswerTimeout);
    m_proxy->setPlaceholderText(tr("as HTTPS_PROXY and NO_PROXY say"));
    m_rows->add(tr("Proxy"), m_proxy, "proxyField", ConnectionField::Proxy);
    m_browse->setObjectName(u"caBrowseButton"_s);
    m_browse->setAccessibleName(tr("Browse for a CA file"));
    m_browse->setAutoDefault(false);
    m_caFile->setPlaceholderText(tr("the system's certificates"));
    m_rows->add(tr("CA file"), m_caFile, "caFileField", ConnectionField::CaFile, {}, m_browse);

    const auto tell = [this](ConnectionField field) {
        if (!m_filling)
            emit edited(field);
    };
    const auto tellNone = [this] {
        if (!m_filling)
            emit edited(std::nullopt);
    };
    connect(m_endpointId, &QLineEdit::textEdited, this, [tell] { tell(ConnectionField::EndpointId); });
    connect(m_fips, &QCheckBox::toggled, this, tellNone);
    connect(m_dualStack, &QCheckBox::toggled, this, tellNone);
    connect(m_connectTimeout, &QDoubleSpinBox::valueChanged, this, [tell] { tell(ConnectionField::ConnectTimeout); });
    connect(m_answerTimeout, &QDoubleSpinBox::valueChanged, this, [tell] { tell(ConnectionField::AnswerTimeout); });
    connect(m_proxy, &QLineEdit::textEdited, this, [tell] { tell(ConnectionField::Proxy); });
    connect(m_caFile, &QLineEdit::textChanged, this, [tell] { tell(ConnectionField::CaFile); });
    connect(m_browse, &QPushButton::clicked, this, &ConnectionExtras::browse);
}

QDoubleSpinBox *ConnectionExtras::makeSeconds()
{
    auto *spin = new QDoubleSpinBox(this);
    spin->setRange(0.1, 900);
    spin->setDecimals(1);
    spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin->setSuffix(tr(" s"));
    spin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return spin;
}

void ConnectionExtras::setConnection(const Connection &connection)
{
    m_filling = true;
    m_endpointId->setText(connection.endpointId);
    m_fips->setChecked(connection.useFips);
    m_dualStack->setChecked(connection.useDualStack);
    m_connectTimeout->setValue(connection.connectTimeoutMs / 1000.0);
    m_answerTimeout->setValue(connection.answerTimeoutMs / 1000.0);
    m_proxy->setText(connection.proxyUrl);
    m_caFile->setText(QDir::toNativeSeparators(connection.caFile));
    m_filling = false;
}

void ConnectionExtras::applyTo(Connection &connection) const
{
    connection.connectTimeoutMs = static_cast<int>(std::lround(m_connectTimeout->value() * 1000));
    connection.answerTimeoutMs = static_cast<int>(std::lround(m_answerTimeout->value() * 1000));
    if (connection.kind == Connection::Kind::Sandbox)
        return;
    const bool aws = connection.kind == Connection::Kind::Aws;
    connection.endpointId = m_endpointId->text().trimmed();
    connection.useFips = aws && m_fips->isChecked();
    connection.useDualStack = aws && m_dualStack->isChecked();
    connection.proxyUrl = m_proxy->text().trimmed();
    connection.caFile = QDir::fromNativeSeparators(m_caFile->text().trimmed());
}

void ConnectionExtras::showRows(const Connection &connection)
{
    const bool sandbox = connection.kind == Connection::Kind::Sandbox;
    const bool aws = connection.kind == Connection::Kind::Aws;
    m_rows->show(m_endpointId, !sandbox);
    m_rows->show(m_fips, aws);
    m_rows->show(m_dualStack, aws);
    m_rows->show(m_proxy, !sandbox);
    m_rows->show(m_caFile, !sandbox);
}

void ConnectionExtras::showProblems(const QList<ConnectionProblem> &problems, const QSet<ConnectionField> &touched,
                                    const Theme &theme)
{
    ConnectionRows::paint(m_endpointIdNote, theme.quiet);
    m_rows->showProblems(problems, touched, theme);
}

bool ConnectionExtras::isUsed(const Connection &connection)
{
    const Connection fresh;
    return connection.endpointId != fresh.endpointId || connection.useFips || connection.useDualStack ||
           connection.connectTimeoutMs != fresh.connectTimeoutMs ||
           connection.answerTimeoutMs != fresh.answerTimeoutMs || !connection.proxyUrl.isEmpty() ||
           !connection.caFile.isEmpty();
}

void ConnectionExtras::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a CA file"), QFileInfo(m_caFile->text()).path(),
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_caFile->setText(QDir::toNativeSeparators(file)); });
    dialog->open();
}

} // namespace busload
