// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectionform.h"

#include "credentials/profileplan.h"
#include "ui/connectioncolours.h"
#include "ui/profilewords.h"
#include "ui/theme.h"
#include "ui/widgets/connectionextras.h"
#include "ui/widgets/linkbutton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

using Kind = Connection::Kind;
using Source = Connection::CredentialSource;
using Idempotency = IdempotencyChoice::Kind;

void choose(QComboBox *box, int value)
{
    box->setCurrentIndex(qMax(0, box->findData(value)));
}

QComboBox *editableCombo(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    // What is typed is meant: the usual completer would write on in the line and make "orders-eu" of "orders",
    // and "dev" of a profile "Dev".
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setCaseSensitivity(Qt::CaseSensitive);
    box->completer()->setFilterMode(Qt::MatchContains);
    return box;
}

//! Gives the box other suggestions; what is typed in it stays.
void suggest(QComboBox *box, const QStringList &items)
{
    const QString text = box->currentText();
    const int caret = box->lineEdit()->cursorPosition();
    const QSignalBlocker blocker(box);
    box->clear();
    box->addItems(items);
    box->setCurrentIndex(-1);
    box->setEditText(text);
    box->lineEdit()->setCursorPosition(caret);
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
    m_rows = std::make_unique<ConnectionRows>(*m_form);
    makeIdentityRows();
    makePlaceRows();
    makeCredentialRows();
    makeEntryRows();

    m_moreLink = new LinkButton({}, this);
    m_moreLink->setObjectName(u"connectionMoreLink"_s);
    m_extras = new ConnectionExtras(this);
    m_extras->setCaptionWidth(m_rows->captionWidth());
    m_form->addRow(m_moreLink);
    m_form->addRow(m_extras);
    connect(m_moreLink, &LinkButton::clicked, this, [this] { setMoreOpen(!m_moreOpen); });
    connect(m_extras, &ConnectionExtras::edited, this, &ConnectionForm::onEdited);
    setMoreOpen(false);
}

void ConnectionForm::makeIdentityRows()
{
    m_name = new QLineEdit(this);
    m_rows->add(tr("Name"), m_name, "nameField", ConnectionField::Name);
    m_colour = new QComboBox(this);
    using Colour = Connection::Colour;
    for (const Colour colour :
         {Colour::None, Colour::Blue, Colour::Green, Colour::Teal, Colour::Purple, Colour::Orange, Colour::Red})
        m_colour->addItem(colourIcon(colour, themeFor(palette()).quiet), colourName(colour), int(colour));
    m_rows->add(tr("Colour"), m_colour, "colourBox", std::nullopt);
    m_production = new QCheckBox(tr("This is production"), this);
    m_productionNote = ConnectionRows::makeNote("productionNote", "note");
    m_productionNote->setText(tr("Colours the window's frame and Send, and asks once before the first send of a run."));
    m_rows->addBox(m_production, "productionBox", {m_productionNote});

    connect(m_name, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::Name); });
    connect(m_colour, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_production, &QCheckBox::toggled, this, [this] { onEdited(std::nullopt); });
}

void ConnectionForm::makePlaceRows()
{
    m_rows->addHeading(tr("WHERE"));
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("AWS region"), int(Kind::Aws));
    m_kind->addItem(tr("Custom endpoint"), int(Kind::Custom));
    m_rows->add(tr("Sends to"), m_kind, "kindBox", std::nullopt);
    m_region = editableCombo(this);
    m_region->addItems(knownRegions());
    m_rows->add(tr("Region"), m_region, "regionBox", ConnectionField::Region);
    m_endpoint = new QLineEdit(this);
    m_endpoint->setPlaceholderText(u"http://localhost:4566"_s);
    m_rows->add(tr("Endpoint URL"), m_endpoint, "endpointField", ConnectionField::EndpointUrl);
    m_plainHttp = new QCheckBox(tr("Allow plain http to other hosts"), this);
    m_plainHttpNote = ConnectionRows::makeNote("plainHttpNote", "warning");
    m_plainHttpNote->setText(
        tr("⚠ Anyone on the way can read the events and a session token, and can forge the answers."));
    m_rows->addBox(m_plainHttp, "plainHttpBox", {m_plainHttpNote});

    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_region, &QComboBox::currentTextChanged, this, [this] { onEdited(ConnectionField::Region); });
    connect(m_endpoint, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::EndpointUrl); });
    connect(m_plainHttp, &QCheckBox::toggled, this, [this] { onEdited(std::nullopt); });
}

void ConnectionForm::makeCredentialRows()
{
    m_credentialsHeading = m_rows->addHeading(tr("CREDENTIALS"));
    m_credentials = new QComboBox(this);
    m_credentials->addItem(tr("A profile of the AWS files"), int(Source::Profile));
    m_credentials->addItem(tr("As the AWS tools: environment, then profile"), int(Source::AwsChain));
    m_credentials->addItem(tr("Environment (AWS_ACCESS_KEY_ID …)"), int(Source::Environment));
    m_credentials->addItem(tr("Keys entered here"), int(Source::Keychain));
    m_rows->add(tr("Credentials"), m_credentials, "credentialsBox", std::nullopt);
    m_profile = editableCombo(this);
    m_profileNote = ConnectionRows::makeNote("profileNote", "note");
    m_rows->add(tr("Profile"), m_profile, "profileBox", ConnectionField::Profile, {m_profileNote});
    m_accessKey = new QLineEdit(this);
    m_rows->add(tr("Access key id"), m_accessKey, "accessKeyField", ConnectionField::AccessKeyId);
    m_secret = new QLineEdit(this);
    m_secret->setEchoMode(QLineEdit::Password);
    m_rows->add(tr("Secret access key"), m_secret, "secretField", std::nullopt);
    m_token = new QLineEdit(this);
    m_token->setEchoMode(QLineEdit::Password);
    m_keychainNote = ConnectionRows::makeNote("keychainNote", "note");
    m_forgetButton = new QPushButton(tr("Forget the stored secrets"), this);
    m_forgetButton->setObjectName(u"forgetSecretsButton"_s);
    m_forgetButton->setAutoDefault(false);
    m_forgetButton->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_rows->add(tr("Session token"), m_token, "tokenField", std::nullopt, {m_keychainNote, m_forgetButton});

    connect(m_credentials, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_profile, &QComboBox::currentTextChanged, this, [this] { onEdited(ConnectionField::Profile); });
    connect(m_accessKey, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::AccessKeyId); });
    connect(m_secret, &QLineEdit::textEdited, this, [this] { onEdited(std::nullopt); });
    connect(m_token, &QLineEdit::textEdited, this, [this] { onEdited(std::nullopt); });
    connect(m_forgetButton, &QPushButton::clicked, this, [this] {
        m_forget = true;
        onEdited(std::nullopt);
    });
}

void ConnectionForm::makeEntryRows()
{
    m_rows->addHeading(tr("ENTRIES"));
    m_bus = editableCombo(this);
    m_bus->lineEdit()->setPlaceholderText(tr("default"));
    m_rows->add(tr("Bus of entries without one"), m_bus, "defaultBusBox", ConnectionField::DefaultBus);
    m_limit = new QComboBox(this);
    m_limit->addItem(tr("256 KB per call"), int(Limits::defaultBytesPerCall));
    m_limit->addItem(tr("1 MB per call (since January 2026, not in every region)"), int(Limits::raisedBytesPerCall));
    m_rows->add(tr("Size limit"), m_limit, "limitBox", ConnectionField::ByteLimit);
    m_idempotency = new QComboBox(this);
    m_idempotency->addItem(tr("Leave out"), int(Idempotency::LeaveOut));
    m_idempotency->addItem(tr("Send as a field"), int(Idempotency::SendAsField));
    m_idempotency->addItem(tr("Write into Detail under a key"), int(Idempotency::WriteIntoDetail));
    m_rows->add(tr("Idempotency token"), m_idempotency, "idempotencyBox", std::nullopt);
    m_idempotencyNote = ConnectionRows::makeNote("idempotencyNote", "note");
    m_idempotencyKey = new QLineEdit(this);
    m_rows->add(tr("Key in Detail"), m_idempotencyKey, "idempotencyKeyField", ConnectionField::IdempotencyKey);
    m_idempotency->parentWidget()->layout()->addWidget(m_idempotencyNote);

    connect(m_bus, &QComboBox::currentTextChanged, this, [this] { onEdited(ConnectionField::DefaultBus); });
    connect(m_limit, &QComboBox::currentIndexChanged, this, [this] { onEdited(ConnectionField::ByteLimit); });
    connect(m_idempotency, &QComboBox::currentIndexChanged, this, [this] { onEdited(std::nullopt); });
    connect(m_idempotencyKey, &QLineEdit::textEdited, this, [this] { onEdited(ConnectionField::IdempotencyKey); });
}

void ConnectionForm::setMoreOpen(bool open)
{
    m_moreOpen = open;
    const bool sandbox = m_connection.kind == Kind::Sandbox;
    m_moreLink->setText(open      ? tr("▾ Less")
                        : sandbox ? tr("▸ More: time-outs")
                                  : tr("▸ More: global endpoint, FIPS, time-outs, proxy, certificates"));
    m_moreLink->setAccessibleName(open ? tr("Fold the less used fields") : tr("Unfold the less used fields"));
    m_extras->setVisible(open);
}

QWidget *ConnectionForm::fieldWidget(ConnectionField field) const
{
    QWidget *control = m_rows->control(field);
    return control ? control : m_extras->control(field);
}

void ConnectionForm::setConnection(const Connection &connection, const SecretChanges &typed)
{
    m_filling = true;
    m_connection = connection;
    m_touched.clear();
    m_stored = {};
    m_forget = typed.forget;
    m_name->setText(connection.name);
    choose(m_colour, int(connection.colour));
    m_production->setChecked(connection.production);
    choose(m_kind, int(connection.kind));
    m_region->setCurrentText(connection.region);
    m_endpoint->setText(connection.endpointUrl);
    m_plainHttp->setChecked(connection.allowPlainHttp);
    choose(m_credentials, int(connection.credentialSource));
    m_profile->setEditText(connection.profile);
    m_accessKey->setText(connection.accessKeyId);
    m_secret->setText(QString::fromUtf8(typed.secretKey.reveal()));
    m_token->setText(QString::fromUtf8(typed.sessionToken.reveal()));
    m_bus->setEditText(connection.defaultBus);
    // A limit that is none of the two (a file edited by hand) stays as it is and can be chosen again.
    const int bytes = static_cast<int>(connection.limits.bytesPerCall);
    while (m_limit->count() > 2)
        m_limit->removeItem(2);
    if (m_limit->findData(bytes) < 0)
        m_limit->addItem(tr("%1 bytes per call").arg(bytes), bytes);
    choose(m_limit, bytes);
    choose(m_idempotency, int(connection.idempotency.kind));
    m_idempotencyKey->setText(connection.idempotency.detailKey);
    m_extras->setConnection(connection);
    for (QLineEdit *field : findChildren<QLineEdit *>())
        field->setCursorPosition(0); // a long text shows its beginning
    m_filling = false;
    setMoreOpen(ConnectionExtras::isUsed(connection)); // what is filled in is never folded away
    showRows();
    showProblems();
    showSecretHints();
}

Connection ConnectionForm::connection() const
{
    Connection connection = m_connection;
    connection.name = m_name->text().trimmed();
    connection.colour = static_cast<Connection::Colour>(m_colour->currentData().toInt());
    connection.region = m_region->currentText().trimmed();
    connection.defaultBus = m_bus->currentText().trimmed();
    connection.limits.bytesPerCall = m_limit->currentData().toLongLong();
    connection.idempotency.kind = static_cast<Idempotency>(m_idempotency->currentData().toInt());
    connection.idempotency.detailKey = m_idempotencyKey->text();
    if (connection.kind != Kind::Sandbox)
        connection.kind = static_cast<Kind>(m_kind->currentData().toInt());
    m_extras->applyTo(connection);
    if (connection.kind == Kind::Sandbox)
        return connection;
    connection.production = m_production->isChecked();
    connection.endpointUrl = m_endpoint->text().trimmed();
    connection.allowPlainHttp = m_plainHttp->isChecked();
    connection.credentialSource = static_cast<Source>(m_credentials->currentData().toInt());
    connection.profile = m_profile->currentText().trimmed();
    connection.accessKeyId = m_accessKey->text().trimmed();
    return connection;
}

SecretChanges ConnectionForm::secretChanges() const
{
    // Keys are pasted: blanks and line ends around them are never part of them.
    return {Secret(m_secret->text().trimmed().toUtf8()), Secret(m_token->text().trimmed().toUtf8()), m_forget};
}

void ConnectionForm::setProfiles(const AwsConfig &config)
{
    m_config = config;
    suggest(m_profile, config.profiles.keys());
    showProfileNote();
}

void ConnectionForm::setBuses(const QStringList &names)
{
    suggest(m_bus, names);
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
    ConnectionRows::paint(m_keychainNote, place == SecretVault::Place::ThisRun ? theme.warn : theme.quiet);
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
    m_rows->show(m_production, !sandbox);
    m_rows->show(m_kind, !sandbox);
    m_region->lineEdit()->setPlaceholderText(
        canTakeRegionFromElsewhere(now) ? tr("as the profile or the environment says") : QString());
    m_rows->show(m_endpoint, custom);
    m_rows->show(m_plainHttp, custom);
    m_plainHttpNote->setVisible(now.allowPlainHttp);
    m_credentialsHeading->setVisible(!sandbox);
    m_rows->show(m_credentials, !sandbox);
    m_rows->show(m_profile, !sandbox && now.credentialSource == Source::Profile);
    m_rows->show(m_accessKey, keys);
    m_rows->show(m_secret, keys);
    m_rows->show(m_token, keys);
    m_rows->show(m_idempotencyKey, now.idempotency.kind == Idempotency::WriteIntoDetail);
    m_idempotencyNote->setText(idempotencyNote(now.idempotency.kind));
    m_extras->showRows(now);
    const Theme theme = themeFor(palette());
    ConnectionRows::paint(m_plainHttpNote, theme.warn);
    for (QLabel *note : {m_idempotencyNote, m_productionNote})
        ConnectionRows::paint(note, theme.quiet);
    showProfileNote();
}

void ConnectionForm::showProfileNote()
{
    const QString profile = m_profile->currentText().trimmed();
    const Theme theme = themeFor(palette());
    if (profile.isEmpty()) {
        m_profileNote->setText(
            m_config.profiles.isEmpty()
                ? tr("There are no profiles in %1 and %2.").arg(m_config.configFile, m_config.credentialsFile)
                : QString());
        ConnectionRows::paint(m_profileNote, theme.quiet);
        return;
    }
    const Result<ProfilePlan> plan = planProfile(m_config, profile);
    m_profileNote->setText(plan ? planWords(*plan) : plan.failure().message);
    ConnectionRows::paint(m_profileNote, plan ? theme.quiet : theme.bad);
}

void ConnectionForm::showProblems()
{
    const QList<ConnectionProblem> problems = connectionProblems(connection());
    const Theme theme = themeFor(palette());
    m_rows->showProblems(problems, m_touched, theme);
    m_extras->showProblems(problems, m_touched, theme);
    const bool hidden = std::any_of(problems.cbegin(), problems.cend(), [this](const ConnectionProblem &problem) {
        return m_touched.contains(problem.field) && m_extras->control(problem.field);
    });
    if (hidden && !m_moreOpen)
        setMoreOpen(true);
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
