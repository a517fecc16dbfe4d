// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectiondialog.h"

#include "ui/delegates/resultrowdelegate.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QUuid>
#include <QVBoxLayout>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace busload {

ConnectionDialog::ConnectionDialog(ConnectionStore &store, SecretVault &vault, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_vault(vault)
    , m_used(store.current().id)
{
    setObjectName(u"connectionDialog"_s);
    setWindowTitle(tr("Connections"));
    resize(840, 660);
    for (const Connection &connection : m_store.connections())
        m_items.append({connection, {}, false});

    m_list = new QListWidget(this);
    m_list->setObjectName(u"connectionList"_s);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setItemDelegate(new ResultRowDelegate(ResultRowDelegate::noOutcome, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *addButton = new QPushButton(tr("Add"), this);
    addButton->setObjectName(u"addConnection"_s);
    addButton->setAccessibleName(tr("Add a connection"));
    addButton->setAutoDefault(false);
    m_remove = new QPushButton(tr("Remove"), this);
    m_remove->setObjectName(u"removeConnection"_s);
    m_remove->setAccessibleName(tr("Remove the chosen connection"));
    m_remove->setAutoDefault(false);
    auto *listButtons = new QHBoxLayout;
    listButtons->addWidget(addButton);
    listButtons->addWidget(m_remove);
    listButtons->addStretch(1);
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addLayout(listButtons);

    m_use = new QCheckBox(tr("Use this connection for sending"), this);
    m_use->setObjectName(u"useConnection"_s);
    m_form = new ConnectionForm(this);
    m_form->setPlace(m_vault.place(), m_vault.reason());
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *right = new QVBoxLayout;
    auto *useRow = new QHBoxLayout;
    useRow->setContentsMargins(18, 0, 0, 0); // as the form's
    useRow->addWidget(m_use);
    right->addLayout(useRow);
    right->addWidget(scroll, 1);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(14);
    columns->addLayout(left, 1);
    columns->addLayout(right, 3);

    m_message = new QLabel(this);
    m_message->setObjectName(u"connectionMessage"_s);
    m_message->setWordWrap(true);
    m_save = new QPushButton(tr("Save"), this);
    m_save->setObjectName(u"connectionSave"_s);
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(u"connectionCancel"_s);
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_message, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(columns, 1);
    layout->addLayout(buttons);

    connect(addButton, &QPushButton::clicked, this, &ConnectionDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDialog::removeChosen);
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectionDialog::onChosen);
    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::onEdited);
    connect(m_use, &QCheckBox::clicked, this, [this](bool on) {
        m_used = on && m_chosen >= 0 ? m_items.at(m_chosen).connection.id : m_items.first().connection.id;
        showChosen();
    });
    connect(m_save, &QPushButton::clicked, this, &ConnectionDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &ConnectionDialog::reject);
    connect(&m_vault, &SecretVault::decided, this, [this] { m_form->setPlace(m_vault.place(), m_vault.reason()); });

    showList(0);
    choose(m_used);
}

void ConnectionDialog::choose(const QString &id)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).connection.id == id)
            m_list->setCurrentRow(static_cast<int>(i));
    }
}

void ConnectionDialog::add()
{
    Item item;
    // A name for the time until it is saved; the store then gives it its own.
    item.connection.id = u"new-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    item.connection.name = tr("New connection");
    item.isNew = true;
    m_items.append(item);
    showList(static_cast<int>(m_items.size()) - 1);
    if (auto *name = m_form->findChild<QLineEdit *>(u"nameField"_s)) {
        name->setFocus();
        name->selectAll();
    }
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
            auto *line = new QListWidgetItem(item.connection.name, m_list);
            line->setSizeHint(QSize(0, 34));
        }
        m_list->setCurrentRow(row);
    }
    onChosen(row);
}

void ConnectionDialog::onChosen(int row)
{
    m_chosen = row;
    if (row < 0 || row >= m_items.size())
        return;
    const Item &item = m_items.at(row);
    m_form->setConnection(item.connection, item.secrets);
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
        m_list->item(i)->setText(listed.id == m_used ? tr("%1 · in use").arg(listed.name) : listed.name);
    }
}

void ConnectionDialog::onEdited()
{
    if (m_chosen < 0)
        return;
    Item &item = m_items[m_chosen];
    item.connection = m_form->connection();
    item.secrets = m_form->secretChanges();
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
        m_form->showAllProblems();
        say(tr("%1: %2").arg(m_items.at(i).connection.name, problems.first().message));
        return;
    }
    save();
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

void ConnectionDialog::closeEvent(QCloseEvent *event)
{
    // Not in the middle of saving: a secret would be half put away.
    if (m_secretsUnderWay > 0)
        event->ignore();
    else
        QDialog::closeEvent(event);
}

} // namespace busload
