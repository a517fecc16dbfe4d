// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectionform.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

using Kind = Connection::Kind;
using Source = Connection::CredentialSource;
using Idempotency = IdempotencyChoice::Kind;

//! A field with room under it for what is wrong or what it means.
QWidget *withBelow(QWidget *field, std::initializer_list<QWidget *> below)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(field);
    for (QWidget *widget : below)
        layout->addWidget(widget);
    return box;
}

QLabel *makeNote(const char *name, const char *role)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setProperty("role", QLatin1String(role));
    return label;
}

void choose(QComboBox *box, int value)
{
    box->setCurrentIndex(qMax(0, box->findData(value)));
}

void paintLabel(QLabel *label, const QColor &color)
{
    setSheet(label, u"color:%1;"_s.arg(color.name()));
}

//! Frames a field whose value is wrong, and says why to screen readers; an empty message takes both away.
void markField(QWidget *field, const QString &problem)
{
    if (field->accessibleDescription() == problem)
        return;
    field->setAccessibleDescription(problem);
    field->setProperty("problem", problem.isEmpty() ? QVariant() : QVariant(u"error"_s));
    field->style()->unpolish(field);
    field->style()->polish(field);
}

QString idempotencyNote(Idempotency kind)
{
    switch (kind) {
    case Idempotency::LeaveOut:
        return ConnectionForm::tr("The token stays here. Sending again after a lost answer can double an event.");
    case Idempotency::SendAsField:
        return ConnectionForm::tr(
            "Sent as IdempotencyToken in the entry. The sandbox honours it; the published API has "
            "no such field, and AWS may refuse the call.");
    case Idempotency::WriteIntoDetail:
        return ConnectionForm::tr(
            "Written into Detail under this key, so that consumers can drop duplicates. It counts "
            "against the size limit.");
    }
    return {};
}

} // namespace

ConnectionForm::ConnectionForm(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"connectionForm"_s);
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(18, 14, 18, 14);
    m_form->setHorizontalSpacing(14);
    m_form->setVerticalSpacing(10);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    const auto addRow = [this](const QString &label, QWidget *field, const char *name,
                               std::initializer_list<QWidget *> below) {
        field->setObjectName(QLatin1String(name));
        field->setAccessibleName(label);
        auto *caption = new QLabel(label, this);
        caption->setBuddy(field);
        m_form->addRow(caption, withBelow(field, below));
    };

    m_name = new QLineEdit(this);
    addRow(tr("Name"), m_name, "nameField", {problemLabel(ConnectionField::Name)});

    m_kind = new QComboBox(this);
    m_kind->addItem(tr("AWS region"), int(Kind::Aws));
    m_kind->addItem(tr("Custom endpoint"), int(Kind::Custom));
    addRow(tr("Sends to"), m_kind, "kindBox", {});

    m_region = new QComboBox(this);
    m_region->setEditable(true);
    m_region->addItems(knownRegions());
    m_region->setInsertPolicy(QComboBox::NoInsert);
    addRow(tr("Region"), m_region, "regionBox", {problemLabel(ConnectionField::Region)});

    m_endpoint = new QLineEdit(this);
    m_endpoint->setPlaceholderText(u"http://localhost:4566"_s);
    addRow(tr("Endpoint URL"), m_endpoint, "endpointField", {problemLabel(ConnectionField::EndpointUrl)});

    m_plainHttp = new QCheckBox(tr("Allow plain http to other hosts"), this);
    m_plainHttpNote = makeNote("plainHttpNote", "warning");
    m_plainHttpNote->setText(
        tr("⚠ Anyone on the way can read the events and a session token, and can forge the answers."));
    m_plainHttp->setObjectName(u"plainHttpBox"_s);
    m_form->addRow(QString(), withBelow(m_plainHttp, {m_plainHttpNote}));

    m_credentials = new QComboBox(this);
    m_credentials->addItem(tr("Keys entered here"), int(Source::Keychain));
    m_credentials->addItem(tr("Environment (AWS_ACCESS_KEY_ID …)"), int(Source::Environment));
    addRow(tr("Credentials"), m_credentials, "credentialsBox", {});
    m_accessKey = new QLineEdit(this);
    addRow(tr("Access key id"), m_accessKey, "accessKeyField", {problemLabel(ConnectionField::AccessKeyId)});
    m_secret = new QLineEdit(this);
    m_secret->setEchoMode(QLineEdit::Password);
    addRow(tr("Secret access key"), m_secret, "secretField", {});
    m_token = new QLineEdit(this);
    m_token->setEchoMode(QLineEdit::Password);
    m_keychainNote = makeNote("keychainNote", "note");
    m_forgetButton = new QPushButton(tr("Forget the stored secrets"), this);
    m_forgetButton->setObjectName(u"forgetSecretsButton"_s);
    m_forgetButton->setAutoDefault(false);
    m_forgetButton->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    addRow(tr("Session token"), m_token, "tokenField", {m_keychainNote, m_forgetButton});

    m_limit = new QComboBox(this);
    m_limit->addItem(tr("256 KB per call"), int(Limits::defaultBytesPerCall));
    m_limit->addItem(tr("1 MB per call (since January 2026, not in every region)"), int(Limits::raisedBytesPerCall));
    addRow(tr("Size limit"), m_limit, "limitBox", {problemLabel(ConnectionField::ByteLimit)});

    m_idempotency = new QComboBox(this);
    m_idempotency->addItem(tr("Leave out"), int(Idempotency::LeaveOut));
    m_idempotency->addItem(tr("Send as a field"), int(Idempotency::SendAsField));
    m_idempotency->addItem(tr("Write into Detail under a key"), int(Idempotency::WriteIntoDetail));
    m_idempotencyNote = makeNote("idempotencyNote", "note");
    m_idempotencyKey = new QLineEdit(this);
    m_idempotencyKey->setObjectName(u"idempotencyKeyField"_s);
    m_idempotencyKey->setAccessibleName(tr("Key in Detail that takes the token"));
    addRow(tr("Idempotency token"), m_idempotency, "idempotencyBox",
           {m_idempotencyKey, problemLabel(ConnectionField::IdempotencyKey), m_idempotencyNote});

    const auto makeSeconds = [this] {
        auto *spin = new QDoubleSpinBox(this);
        spin->setRange(0.1, 900);
        spin->setDecimals(1);
        spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
        spin->setSuffix(tr(" s"));
        spin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        return spin;
    };
    m_connectTimeout = makeSeconds();
    addRow(tr("Wait for a connection"), m_connectTimeout, "connectTimeoutBox",
           {problemLabel(ConnectionField::ConnectTimeout)});
    m_answerTimeout = makeSeconds();
    addRow(tr("Wait for an answer"), m_answerTimeout, "answerTimeoutBox",
           {problemLabel(ConnectionField::AnswerTimeout)});

    connect(m_name, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::Name); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_region, &QComboBox::currentTextChanged, this, [this] { onEdited(ConnectionField::Region); });
    connect(m_endpoint, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::EndpointUrl); });
    connect(m_plainHttp, &QCheckBox::toggled, this, [this] { onEdited(std::nullopt); });
    connect(m_credentials, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_accessKey, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::AccessKeyId); });
    connect(m_secret, &QLineEdit::textEdited, this, [this] { onEdited(std::nullopt); });
    connect(m_token, &QLineEdit::textEdited, this, [this] { onEdited(std::nullopt); });
    connect(m_forgetButton, &QPushButton::clicked, this, [this] {
        m_forget = true;
        onEdited(std::nullopt);
    });
    connect(m_limit, &QComboBox::currentIndexChanged, this, [this] { onEdited(ConnectionField::ByteLimit); });
    connect(m_idempotency, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_idempotencyKey, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::IdempotencyKey); });
    connect(m_connectTimeout, &QDoubleSpinBox::valueChanged, this,
            [this] { onEdited(ConnectionField::ConnectTimeout); });
    connect(m_answerTimeout, &QDoubleSpinBox::valueChanged, this, [this] { onEdited(ConnectionField::AnswerTimeout); });
}

QLabel *ConnectionForm::problemLabel(ConnectionField field)
{
    auto *label = makeNote("problemLabel", "problem");
    label->hide();
    m_problems.insert(field, label);
    return label;
}

QWidget *ConnectionForm::fieldWidget(ConnectionField field) const
{
    switch (field) {
    case ConnectionField::Name:
        return m_name;
    case ConnectionField::Region:
        return m_region;
    case ConnectionField::EndpointUrl:
    case ConnectionField::EndpointId:
        return m_endpoint;
    case ConnectionField::Profile:
        return m_credentials;
    case ConnectionField::AccessKeyId:
        return m_accessKey;
    case ConnectionField::ByteLimit:
        return m_limit;
    case ConnectionField::ConnectTimeout:
        return m_connectTimeout;
    case ConnectionField::AnswerTimeout:
        return m_answerTimeout;
    case ConnectionField::IdempotencyKey:
        return m_idempotencyKey;
    case ConnectionField::DefaultBus:
    case ConnectionField::Proxy:
    case ConnectionField::CaFile:
        break;
    }
    return m_name;
}

void ConnectionForm::setConnection(const Connection &connection, const SecretChanges &typed)
{
    m_filling = true;
    m_connection = connection;
    m_touched.clear();
    m_stored = {};
    m_forget = typed.forget;
    m_name->setText(connection.name);
    choose(m_kind, int(connection.kind));
    m_region->setCurrentText(connection.region);
    m_endpoint->setText(connection.endpointUrl);
    m_plainHttp->setChecked(connection.allowPlainHttp);
    choose(m_credentials, int(connection.credentialSource));
    m_accessKey->setText(connection.accessKeyId);
    m_secret->setText(QString::fromUtf8(typed.secretKey.reveal()));
    m_token->setText(QString::fromUtf8(typed.sessionToken.reveal()));
    // A limit that is none of the two (a file edited by hand) stays as it is and can be chosen again.
    const int bytes = static_cast<int>(connection.limits.bytesPerCall);
    while (m_limit->count() > 2)
        m_limit->removeItem(2);
    if (m_limit->findData(bytes) < 0)
        m_limit->addItem(tr("%1 bytes per call").arg(bytes), bytes);
    choose(m_limit, bytes);
    choose(m_idempotency, int(connection.idempotency.kind));
    m_idempotencyKey->setText(connection.idempotency.detailKey);
    m_connectTimeout->setValue(connection.connectTimeoutMs / 1000.0);
    m_answerTimeout->setValue(connection.answerTimeoutMs / 1000.0);
    m_filling = false;
    showRows();
    showProblems();
    showSecretHints();
}

Connection ConnectionForm::connection() const
{
    Connection connection = m_connection;
    connection.name = m_name->text().trimmed();
    connection.region = m_region->currentText().trimmed();
    connection.limits.bytesPerCall = m_limit->currentData().toLongLong();
    connection.idempotency.kind = static_cast<Idempotency>(m_idempotency->currentData().toInt());
    connection.idempotency.detailKey = m_idempotencyKey->text();
    connection.connectTimeoutMs = static_cast<int>(std::lround(m_connectTimeout->value() * 1000));
    connection.answerTimeoutMs = static_cast<int>(std::lround(m_answerTimeout->value() * 1000));
    if (connection.kind == Kind::Sandbox)
        return connection;
    connection.kind = static_cast<Kind>(m_kind->currentData().toInt());
    connection.endpointUrl = m_endpoint->text().trimmed();
    connection.allowPlainHttp = m_plainHttp->isChecked();
    connection.credentialSource = static_cast<Source>(m_credentials->currentData().toInt());
    connection.accessKeyId = m_accessKey->text().trimmed();
    return connection;
}

SecretChanges ConnectionForm::secretChanges() const
{
    // Keys are pasted: blanks and line ends around them are never part of them.
    return {Secret(m_secret->text().trimmed().toUtf8()), Secret(m_token->text().trimmed().toUtf8()), m_forget};
}

void ConnectionForm::setStored(const StoredSecrets &stored)
{
    m_stored = stored;
    showSecretHints();
}

void ConnectionForm::setPlace(SecretVault::Place place, const QString &reason)
{
    m_place = place;
    m_placeReason = reason;
    switch (place) {
    case SecretVault::Place::Undecided:
        m_keychainNote->setText(
            tr("Secrets go to the system's keychain, or are kept for this run only where there is none."));
        break;
    case SecretVault::Place::Keychain:
        m_keychainNote->setText(
            tr("Secrets go to the system's keychain and nowhere else. They are never shown again."));
        break;
    case SecretVault::Place::ThisRun:
        m_keychainNote->setText(
            tr("⚠ There is no keychain here, so secrets are kept for this run only (%1).").arg(reason));
        break;
    }
    const Theme theme = themeFor(palette());
    paintLabel(m_keychainNote, place == SecretVault::Place::ThisRun ? theme.warn : theme.quiet);
    showSecretHints();
}

void ConnectionForm::showAllProblems()
{
    const QList<ConnectionProblem> problems = connectionProblems(connection());
    for (const ConnectionProblem &problem : problems)
        m_touched.insert(problem.field);
    showProblems();
    if (!problems.isEmpty())
        fieldWidget(problems.first().field)->setFocus();
}

void ConnectionForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    showRows();
    showProblems();
    setPlace(m_place, m_placeReason);
}

void ConnectionForm::onEdited(std::optional<ConnectionField> field)
{
    if (m_filling)
        return;
    if (field)
        m_touched.insert(*field);
    showRows();
    showProblems();
    showSecretHints();
    emit edited();
}

void ConnectionForm::showRows()
{
    const Connection now = connection();
    const bool sandbox = now.kind == Kind::Sandbox;
    const bool custom = now.kind == Kind::Custom;
    const bool keys = !sandbox && now.credentialSource == Source::Keychain;
    const auto showRow = [this](QWidget *field, bool shown) {
        QWidget *box = field->parentWidget();
        box->setVisible(shown);
        if (QWidget *caption = m_form->labelForField(box))
            caption->setVisible(shown);
    };
    showRow(m_kind, !sandbox);
    showRow(m_region, true);
    showRow(m_endpoint, custom);
    showRow(m_plainHttp, custom);
    m_plainHttpNote->setVisible(now.allowPlainHttp);
    showRow(m_credentials, !sandbox);
    showRow(m_accessKey, keys);
    showRow(m_secret, keys);
    showRow(m_token, keys);
    m_idempotencyKey->setVisible(now.idempotency.kind == Idempotency::WriteIntoDetail);
    m_idempotencyNote->setText(idempotencyNote(now.idempotency.kind));
    const Theme theme = themeFor(palette());
    paintLabel(m_plainHttpNote, theme.warn);
    paintLabel(m_idempotencyNote, theme.quiet);
}

void ConnectionForm::showProblems()
{
    const Theme theme = themeFor(palette());
    for (auto it = m_problems.cbegin(); it != m_problems.cend(); ++it) {
        it.value()->hide();
        markField(fieldWidget(it.key()), {});
    }
    for (const ConnectionProblem &problem : connectionProblems(connection())) {
        if (!m_touched.contains(problem.field) || !m_problems.contains(problem.field))
            continue;
        QLabel *label = m_problems.value(problem.field);
        label->setText(u"✕ "_s + problem.message);
        paintLabel(label, theme.bad);
        label->show();
        markField(fieldWidget(problem.field), problem.message);
    }
}

void ConnectionForm::showSecretHints()
{
    const QString place =
        m_place == SecretVault::Place::ThisRun ? tr("stored for this run") : tr("stored in the keychain");
    const bool newKey = !m_secret->text().isEmpty();
    m_secret->setPlaceholderText(m_forget             ? tr("taken away when you save")
                                 : m_stored.secretKey ? place
                                                      : tr("not stored yet"));
    m_token->setPlaceholderText(m_stored.sessionToken ? (m_forget || newKey ? tr("taken away when you save") : place)
                                                      : tr("only for temporary keys"));
    m_forgetButton->setVisible(!m_forget && (m_stored.secretKey || m_stored.sessionToken));
}

} // namespace busload
