// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The person's connections: the list and the form of the chosen one. Nothing is changed before Save;
// secrets then go to the secret store and nowhere else.
#pragma once

#include "delivery/connectionstore.h"
#include "ui/widgets/connectionform.h"

#include <QDialog>

class QCheckBox;
class QListWidget;
class QPushButton;

namespace busload {

class ConnectionDialog : public QDialog
{
    Q_OBJECT
public:
    //! `store` and `vault` outlive the dialog. Shows the connection in use first.
    ConnectionDialog(ConnectionStore &store, SecretVault &vault, QWidget *parent = nullptr);

    //! Shows another connection; unknown ids are ignored.
    void choose(const QString &id);

    //! Saves everything, then closes; stays open and says why where something is wrong.
    void accept() override;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    //! A connection as it will be when saved.
    struct Item
    {
        Connection connection;
        SecretChanges secrets;
        bool isNew = false;
    };

    void add();
    void removeChosen();
    void onChosen(int row);
    void onEdited();
    void showList(int row);
    void showChosen();
    void lookUpStored(const QString &id);
    void save();
    void putSecrets(const QString &id, const SecretChanges &changes);
    void onSecretPut(const Result<Done> &result);
    void say(const QString &message);

    ConnectionStore &m_store;
    SecretVault &m_vault;
    QList<Item> m_items;
    QStringList m_removed;
    QString m_used; // id of the connection to use after saving
    int m_chosen = -1;
    int m_secretsUnderWay = 0;
    bool m_saved = false;

    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QCheckBox *m_use = nullptr;
    ConnectionForm *m_form = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace busload
