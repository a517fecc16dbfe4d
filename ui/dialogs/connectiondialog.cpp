// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectiondialog.h"

#include "credentials/profileplan.h"
#include "ui/connectioncolours.h"
#include "ui/connectionwords.h"
#include "ui/delegates/connectiondelegate.h"
#include "ui/profilewords.h"
#include "ui/theme.h"
#include "ui/widgets/connectiontestview.h"
#include "ui/widgets/formtext.h"

#include <QCheckBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyleHints>
#include <QTimer>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

constexpr QSize roomAround(20, 50); // of the screen: what the system frames a window with

TypedSecrets typedIn(const SecretChanges &changes)
{
    return {changes.secretKey, changes.sessionToken, changes.forget};
}

} // namespace

ConnectionDialog::ConnectionDialog(const ConnectionServices &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_store(services.store)
    , m_vault(services.vault)
    , m_aws(services.files.read())
    , m_used(m_store.current().id)
{
    setObjectName(u"connectionDialog"_s);
    setWindowTitle(tr("Connections"));
    resize(QSize(940, 740).boundedTo(screen()->availableSize() - roomAround));
    for (const Connection &connection : m_store.connections())
        m_items.append({connection, {}, false});

    auto *columns = new QHBoxLayout;
    columns->setSpacing(14);
    columns->addLayout(makeList(), 1);
    columns->addLayout(makeRight(), 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(columns, 1);
    layout->addLayout(makeButtons());

    connect(&m_vault, &SecretVault::decided, this, [this] { m_form->setPlace(m_vault.place(), m_vault.reason()); });
    connect(&m_services.buses, &BusDirectory::changed, this, &ConnectionDialog::showBuses);
    m_form->setProfiles(m_aws);
    showList(0);
    choose(m_used);
}

QLayout *ConnectionDialog::makeList()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(u"connectionList"_s);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setItemDelegate(new ConnectionDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto button = [this](const QString &text, const QString &name, const QString &spoken) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAccessibleName(spoken);
        made->setAutoDefault(false);
        return made;
    };
    auto *addButton = button(tr("Add"), u"addConnection"_s, tr("Add a connection"));
    m_duplicate = button(tr("Duplicate"), u"duplicateConnection"_s, tr("Duplicate the chosen connection"));
    m_remove = button(tr("Remove"), u"removeConnection"_s, tr("Remove the chosen connection"));
    m_duplicate->setToolTip(tr("Ctrl+D in the list; the secrets are not copied"));
    m_remove->setToolTip(tr("Del in the list; its secrets go too, when you save"));
    auto *listButtons = new QHBoxLayout;
    listButtons->addWidget(addButton);
    listButtons->addWidget(m_duplicate);
    listButtons->addWidget(m_remove);
    listButtons->addStretch(1);

    m_profilesHeading = new QLabel(this);
    m_profilesHeading->setObjectName(u"profilesHeading"_s);
    m_profilesHeading->setTextFormat(Qt::PlainText);
    m_profilesHeading->setWordWrap(true);
    m_profilesHeading->setContentsMargins(0, 8, 0, 0);
    m_profiles = new QListWidget(this);
    m_profiles->setObjectName(u"profileList"_s);
    m_profiles->setAccessibleName(tr("Profiles found on this computer; choosing one adds a connection"));
    m_profiles->setItemDelegate(new ConnectionDelegate(m_profiles));
    m_profiles->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 3);
    left->addLayout(listButtons);
    left->addWidget(m_profilesHeading);
    left->addWidget(m_profiles, 2);

    connect(addButton, &QPushButton::clicked, this, &ConnectionDialog::add);
    connect(m_duplicate, &QPushButton::clicked, this, &ConnectionDialog::duplicateChosen);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDialog::removeChosen);
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectionDialog::onChosen);
    // Later: adding makes this list anew, which must not happen inside its own signal.
    const auto take = [this](const QListWidgetItem *item) {
        if (item->flags().testFlag(Qt::ItemIsEnabled))
            QTimer::singleShot(0, this, [this, profile = item->text()] { addProfile(profile); });
    };
    connect(m_profiles, &QListWidget::itemClicked, this, take);
    connect(m_profiles, &QListWidget::itemActivated, this, [this, take](const QListWidgetItem *item) {
        if (!(QGuiApplication::mouseButtons() & Qt::LeftButton))
            take(item); // by the keyboard; a click has its own signal
    });
    return left;
}

QLayout *ConnectionDialog::makeRight()
{
    m_use = new QCheckBox(tr("Use this connection for sending"), this);
    m_use->setObjectName(u"useConnection"_s);
    m_form = new ConnectionForm(this);
    m_form->setPlace(m_vault.place(), m_vault.reason());
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"connectionScroll"_s);
    m_scroll->setWidget(m_form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_test = new ConnectionTestView(m_services, this);
    auto *right = new QVBoxLayout;
    auto *useRow = new QHBoxLayout;
    useRow->setContentsMargins(18, 0, 0, 0); // as the form's
    useRow->addWidget(m_use);
    right->addLayout(useRow);
    right->addWidget(m_scroll, 1);
    right->addWidget(m_test);

    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::onEdited);
    connect(m_use, &QCheckBox::clicked, this, [this](bool on) {
        m_used = on && m_chosen >= 0 ? m_items.at(m_chosen).connection.id : m_items.first().connection.id;
        showChosen();
    });
    connect(m_test, &ConnectionTestView::startRequested, this, &ConnectionDialog::startTest);
    connect(m_test, &ConnectionTestView::finished, this, &ConnectionDialog::onTested);
    return right;
}

QLayout *ConnectionDialog::makeButtons()
{
    m_message = new QLabel(this);
    m_message->setObjectName(u"connectionMessage"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_save = new QPushButton(tr("Save"), this);
    m_save->setObjectName(u"connectionSave"_s);
    m_save->setProperty(primaryProperty, true);
    m_save->setDefault(true);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(u"connectionCancel"_s);
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_message, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &ConnectionDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_mayDrop = true; // that is what the button says
        reject();
    });
    return buttons;
}

void ConnectionDialog::choose(const QString &id)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).connection.id == id)
            m_list->setCurrentRow(static_cast<int>(i));
    }
}

void ConnectionDialog::append(const Connection &connection)
{
    Item item;
    item.connection = connection;
    // A name for the time until it is saved; the store then gives it its own.
    item.connection.id = u"new-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    item.isNew = true;
    m_items.append(item);
    showList(static_cast<int>(m_items.size()) - 1);
    if (auto *name = m_form->findChild<QLineEdit *>(u"nameField"_s)) {
        name->setFocus();
        name->selectAll();
    }
}

void ConnectionDialog::add()
{
    Connection connection;
    connection.name = freeName(tr("New connection"));
    append(connection);
}

QString ConnectionDialog::freeName(const QString &wanted) const
{
    QString name = wanted;
    const auto taken = [&name](const Item &item) { return item.connection.name == name; };
    for (int number = 2; std::any_of(m_items.cbegin(), m_items.cend(), taken); ++number)
        name = u"%1 %2"_s.arg(wanted).arg(number);
    return name;
}

void ConnectionDialog::addProfile(const QString &profile)
{
    // The second half of a double click falls on whatever stands there by then.
    if (m_sinceAdded.isValid() && m_sinceAdded.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval())
        return;
    m_sinceAdded.start();
    Connection connection;
    connection.credentialSource = Connection::CredentialSource::Profile;
    connection.profile = profile;
    // The profile's own region, or the environment's, whatever it will be; else the one that forms begin with.
    Connection open = connection;
    open.region.clear();
    if (const Result<EffectiveConnection> effective = m_services.effective(open);
        effective && !effective->connection.region.isEmpty())
        connection = open;
    connection.name = freeName(profile);
    append(connection);
    say(tr("Added %1. Test it, then save.").arg(profile));
}

void ConnectionDialog::duplicateChosen()
{
    if (m_chosen < 0)
        return;
    Connection copy = m_items.at(m_chosen).connection;
    copy.name = freeName(tr("%1 (copy)").arg(copy.name));
    if (copy.kind == Connection::Kind::Sandbox) {
        // The copy is a connection of its own to where the sandbox listens now.
        copy.kind = Connection::Kind::Custom;
        copy.credentialSource = Connection::CredentialSource::Keychain;
    }
    append(copy);
    say(copy.credentialSource == Connection::CredentialSource::Keychain
            ? tr("Duplicated, without the secrets: enter them again.")
            : tr("Duplicated."));
}

void ConnectionDialog::removeChosen()
{
    if (m_chosen < 0 || m_items.at(m_chosen).connection.kind == Connection::Kind::Sandbox)
        return;
    const Item removed = m_items.takeAt(m_chosen);
    if (!removed.isNew)
        m_removed.append(removed.connection.id);
    if (m_used == removed.connection.id)
        m_used = m_items.first().connection.id;
    say(tr("\"%1\" and its secrets are removed when you save.").arg(removed.connection.name));
    showList(qMin(m_chosen, static_cast<int>(m_items.size()) - 1));
}

void ConnectionDialog::showList(int row)
{
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const Item &item : std::as_const(m_items)) {
            new QListWidgetItem(item.connection.name, m_list);
        }
        m_list->setCurrentRow(row);
    }
    onChosen(row);
    showProfiles();
}

void ConnectionDialog::showProfiles()
{
    const QSignalBlocker blocker(m_profiles);
    m_profiles->clear();
    for (auto it = m_aws.profiles.cbegin(); it != m_aws.profiles.cend(); ++it) {
        const bool taken = std::any_of(m_items.cbegin(), m_items.cend(), [&](const Item &item) {
            return item.connection.credentialSource == Connection::CredentialSource::Profile &&
                   item.connection.profile == it.key();
        });
        if (taken)
            continue;
        const Result<ProfilePlan> plan = planProfile(m_aws, it.key());
        auto *line = new QListWidgetItem(it.key(), m_profiles);
        const QString summary = plan ? planWords(*plan) : u"✕ "_s + plan.failure().message;
        line->setData(ConnectionDelegate::SummaryRole, summary);
        line->setData(Qt::AccessibleDescriptionRole, summary);
        line->setToolTip(summary);
        if (!plan)
            line->setFlags(Qt::ItemIsSelectable);
    }
    const bool any = m_profiles->count() > 0;
    m_profiles->setVisible(any);
    setSheet(m_profilesHeading, headingStyle(themeFor(palette())));
    if (any)
        m_profilesHeading->setText(tr("PROFILES FOUND HERE · click to add"));
    else if (m_aws.profiles.isEmpty())
        m_profilesHeading->setText(tr("No AWS profiles in %1 or %2.").arg(m_aws.configFile, m_aws.credentialsFile));
    else
        m_profilesHeading->setText(tr("Every AWS profile found here has its connection."));
    if (!m_aws.problems.isEmpty())
        m_profilesHeading->setText(m_profilesHeading->text() + u'\n' + problemText(m_aws.problems.constFirst()));
}

void ConnectionDialog::startTest()
{
    if (m_chosen < 0)
        return;
    const Item &item = m_items.at(m_chosen);
    const QList<ConnectionProblem> problems = connectionProblems(item.connection);
    if (!problems.isEmpty()) {
        goToProblem();
        say(tr("Mend this first: %1").arg(problems.first().message));
        return;
    }
    say({});
    m_test->start(item.connection, typedIn(item.secrets));
}

void ConnectionDialog::onTested(bool passed)
{
    // Only now that keys and place are known to work: to ask once more for a code that was just refused would
    // be a nuisance.
    if (!passed)
        return;
    const Item &item = m_items.at(m_chosen);
    if (const Result<EffectiveConnection> effective = m_services.effective(item.connection)) {
        m_services.buses.forget(effective->connection); // a bus made a minute ago is there now
        m_services.buses.ask(effective->connection,
                             m_services.credentials(effective->connection, typedIn(item.secrets)));
    }
}

void ConnectionDialog::showBuses()
{
    if (m_chosen < 0)
        return;
    QStringList names;
    if (const Result<EffectiveConnection> effective = m_services.effective(m_items.at(m_chosen).connection)) {
        for (const EventBus &bus : m_services.buses.listing(effective->connection).buses)
            names.append(bus.name);
    }
    m_form->setBuses(names);
}

void ConnectionDialog::onChosen(int row)
{
    m_chosen = row;
    if (row < 0 || row >= m_items.size())
        return;
    const Item &item = m_items.at(row);
    m_test->reset();
    m_form->setConnection(item.connection, item.secrets);
    m_scroll->verticalScrollBar()->setValue(0);
    showBuses();
    // Asking the keychain may make the system ask for a password, so only a connection that may have
    // secrets there does.
    if (!item.isNew && item.connection.credentialSource == Connection::CredentialSource::Keychain)
        lookUpStored(item.connection.id);
    showChosen();
}

void ConnectionDialog::showChosen()
{
    const Connection &connection = m_items.at(m_chosen).connection;
    m_remove->setEnabled(connection.kind != Connection::Kind::Sandbox);
    const bool used = connection.id == m_used;
    m_use->setChecked(used);
    // There is always one in use: the sandbox cannot be taken out of use, another can be put in.
    m_use->setEnabled(!used || connection.kind != Connection::Kind::Sandbox);
    for (int i = 0; i < m_list->count(); ++i) {
        const Connection &listed = m_items.at(i).connection;
        QListWidgetItem *line = m_list->item(i);
        const QString name = listed.name.isEmpty() ? tr("No name yet") : listed.name;
        // With the place it comes to, also where a profile or the environment names it.
        const Result<EffectiveConnection> effective = m_services.effective(listed);
        const QString summary = connectionSummary(effective ? effective->connection : listed);
        line->setText(listed.id == m_used ? tr("%1 · in use").arg(name) : name);
        line->setToolTip(summary);
        line->setData(ConnectionDelegate::SummaryRole, summary);
        line->setData(ConnectionDelegate::BadgeRole, listed.production ? tr("PROD") : QString());
        line->setData(ConnectionDelegate::ColourRole, shownColour(listed));
        line->setData(Qt::AccessibleDescriptionRole, listed.production ? tr("Production. %1").arg(summary) : summary);
    }
}

void ConnectionDialog::onEdited()
{
    if (m_chosen < 0)
        return;
    Item &item = m_items[m_chosen];
    item.connection = m_form->connection();
    item.secrets = m_form->secretChanges();
    m_test->follow(item.connection, typedIn(item.secrets));
    m_mayDrop = false;
    if (!item.secrets.isEmpty())
        m_vault.decide(); // so that the person learns where the secret will go before saving it
    say({});
    showChosen();
}

void ConnectionDialog::lookUpStored(const QString &id)
{
    const auto isShown = [this, id] { return m_chosen >= 0 && m_items.at(m_chosen).connection.id == id; };
    const auto stored = std::make_shared<StoredSecrets>();
    m_vault.read(secretKeyName(id), this, [=, this](const Result<std::optional<Secret>> &found) {
        stored->secretKey = found && found.value().has_value();
        if (isShown())
            m_form->setStored(*stored);
    });
    m_vault.read(sessionTokenName(id), this, [=, this](const Result<std::optional<Secret>> &found) {
        stored->sessionToken = found && found.value().has_value();
        if (isShown())
            m_form->setStored(*stored);
    });
}

void ConnectionDialog::accept()
{
    if (m_secretsUnderWay > 0)
        return;
    for (int i = 0; i < m_items.size(); ++i) {
        const QList<ConnectionProblem> problems = connectionProblems(m_items.at(i).connection);
        if (problems.isEmpty())
            continue;
        if (m_chosen != i)
            m_list->setCurrentRow(i);
        goToProblem();
        say(tr("%1: %2").arg(m_items.at(i).connection.name, problems.first().message));
        return;
    }
    save();
}

void ConnectionDialog::reject()
{
    // Not in the middle of saving: a secret would be half put away.
    if (m_secretsUnderWay > 0)
        return;
    if (isChanged() && !m_mayDrop) {
        m_mayDrop = true;
        say(tr("Something is not saved yet. Save keeps it; close once more and it is dropped."));
        return;
    }
    QDialog::reject();
}

bool ConnectionDialog::isChanged() const
{
    return !m_removed.isEmpty() || m_used != m_store.current().id ||
           std::any_of(m_items.cbegin(), m_items.cend(), [this](const Item &item) {
               return item.isNew || !item.secrets.isEmpty() || m_store.find(item.connection.id) != item.connection;
           });
}

void ConnectionDialog::goToProblem()
{
    m_form->showAllProblems();
    // Later: rows that were unfolded, and the words under the field, need their room first.
    QTimer::singleShot(0, this, [this] {
        if (const QWidget *field = m_form->focusWidget())
            m_scroll->ensureWidgetVisible(field->parentWidget());
    });
}

void ConnectionDialog::save()
{
    m_save->setEnabled(false);
    m_cancel->setEnabled(false);
    say(tr("Saving…"));
    ++m_secretsUnderWay; // so that no answer that comes at once ends the saving before all were asked for
    m_saved = true;

    for (const QString &id : std::exchange(m_removed, {})) {
        m_store.remove(id);
        SecretChanges none;
        none.forget = true;
        putSecrets(id, none);
    }
    for (Item &item : m_items) {
        if (item.isNew) {
            const QString id = m_store.add(item.connection);
            if (m_used == item.connection.id)
                m_used = id;
            item.connection.id = id;
            item.isNew = false;
        } else {
            m_store.change(item.connection);
        }
        putSecrets(item.connection.id, item.secrets);
    }
    m_store.setCurrent(m_used);
    onSecretPut(Done());
}

void ConnectionDialog::putSecrets(const QString &id, const SecretChanges &changes)
{
    const auto told = [this](const Result<Done> &result) { onSecretPut(result); };
    const auto put = [&](const QString &key, const Secret &secret, bool takeAway) {
        if (secret.isEmpty() && !takeAway)
            return;
        ++m_secretsUnderWay;
        if (secret.isEmpty())
            m_vault.remove(key, this, told);
        else
            m_vault.write(key, secret, this, told);
    };
    put(secretKeyName(id), changes.secretKey, changes.forget);
    // A token belongs to the key it came with: a new key without one takes the old token away.
    put(sessionTokenName(id), changes.sessionToken, changes.forget || !changes.secretKey.isEmpty());
}

void ConnectionDialog::onSecretPut(const Result<Done> &result)
{
    if (!result) {
        m_saved = false;
        say(tr("The connections are saved, but a secret is not: %1.").arg(result.failure().message));
    }
    if (--m_secretsUnderWay > 0)
        return;
    m_save->setEnabled(true);
    m_cancel->setEnabled(true);
    if (m_saved)
        QDialog::accept();
}

void ConnectionDialog::say(const QString &message)
{
    m_message->setText(message);
}

void ConnectionDialog::keyPressEvent(QKeyEvent *event)
{
    // Enter on a profile adds it; it must not save as well.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool duplicate = event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier;
    if (enter && m_profiles->hasFocus())
        event->accept();
    else if (m_list->hasFocus() && event->key() == Qt::Key_Delete)
        removeChosen(); // the same keys as in the batch
    else if (m_list->hasFocus() && duplicate)
        duplicateChosen();
    else
        QDialog::keyPressEvent(event);
}

bool ConnectionDialog::event(QEvent *event)
{
    // Back from a terminal or an editor, where profiles may have been made.
    if (event->type() == QEvent::WindowActivate)
        readProfiles();
    return QDialog::event(event);
}

void ConnectionDialog::readProfiles()
{
    const AwsConfig &now = m_services.files.read();
    if (now == m_aws)
        return;
    m_aws = now;
    m_form->setProfiles(m_aws);
    showProfiles();
    showChosen();
}

} // namespace busload
