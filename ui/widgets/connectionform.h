// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields of one connection. It shows and gives back a value, says under each field what is wrong, and
// holds what was typed as a secret only until the dialog has put it away; a stored secret is never shown.
#pragma once

#include "credentials/awsconfig.h"
#include "credentials/secretvault.h"
#include "ui/widgets/connectionrows.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace busload {

class ConnectionExtras;
class LinkButton;

//! What is to become of a connection's secrets when the dialog is saved.
struct SecretChanges
{
    Secret secretKey;    //!< typed; empty: leave what is stored
    Secret sessionToken; //!< typed; empty: leave what is stored
    bool forget = false; //!< take the stored ones away first

    bool isEmpty() const { return secretKey.isEmpty() && sessionToken.isEmpty() && !forget; }
    bool operator==(const SecretChanges &) const = default;
};

//! What is stored for a connection, without the secrets themselves.
struct StoredSecrets
{
    bool secretKey = false;
    bool sessionToken = false;
    bool operator==(const StoredSecrets &) const = default;
};

class ConnectionForm : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    //! Shows a connection and what was typed for it before. Emits nothing.
    void setConnection(const Connection &connection, const SecretChanges &typed);
    //! The connection with the fields as they stand.
    Connection connection() const;
    SecretChanges secretChanges() const;

    //! The profiles to choose from, and what each leads to.
    void setProfiles(const AwsConfig &config);
    //! The buses to choose from, as far as they are known.
    void setBuses(const QStringList &names);
    void setStored(const StoredSecrets &stored);
    void setPlace(SecretVault::Place place, const QString &reason);
    //! Says under every field what is wrong, also under those that nobody touched, and goes to the first.
    void showAllProblems();

signals:
    //! A field was changed by the person.
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeIdentityRows();
    void makePlaceRows();
    void makeCredentialRows();
    void makeEntryRows();
    void setMoreOpen(bool open);
    QWidget *fieldWidget(ConnectionField field) const;
    void onEdited(std::optional<ConnectionField> field);
    void showRows();
    void showProblems();
    void showProfileNote();
    void showSecretHints();

    Connection m_connection;
    StoredSecrets m_stored;
    SecretVault::Place m_place = SecretVault::Place::Undecided;
    QString m_placeReason;
    QSet<ConnectionField> m_touched;
    AwsConfig m_config;
    bool m_filling = false;
    bool m_forget = false;
    bool m_moreOpen = false;

    QFormLayout *m_form = nullptr;
    std::unique_ptr<ConnectionRows> m_rows;
    QLineEdit *m_name = nullptr;
    QComboBox *m_colour = nullptr;
    QCheckBox *m_production = nullptr;
    QLabel *m_productionNote = nullptr;
    QComboBox *m_kind = nullptr;
    QComboBox *m_region = nullptr;
    QLineEdit *m_endpoint = nullptr;
    QCheckBox *m_plainHttp = nullptr;
    QLabel *m_plainHttpNote = nullptr;
    QLabel *m_credentialsHeading = nullptr;
    QComboBox *m_credentials = nullptr;
    QComboBox *m_profile = nullptr;
    QLabel *m_profileNote = nullptr;
    QLineEdit *m_accessKey = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_token = nullptr;
    QPushButton *m_forgetButton = nullptr;
    QLabel *m_keychainNote = nullptr;
    QComboBox *m_bus = nullptr;
    QComboBox *m_limit = nullptr;
    QComboBox *m_idempotency = nullptr;
    QLineEdit *m_idempotencyKey = nullptr;
    QLabel *m_idempotencyNote = nullptr;
    LinkButton *m_moreLink = nullptr;
    ConnectionExtras *m_extras = nullptr;
};

} // namespace busload
