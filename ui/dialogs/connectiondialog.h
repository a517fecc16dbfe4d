// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The person's connections: the list, the form of the chosen one, and a test of it. Nothing is changed before
// Save; secrets then go to the secret store and nowhere else.
#pragma once

#include "ui/connectionservices.h"
#include "ui/widgets/connectionform.h"

#include <QDialog>
#include <QElapsedTimer>

class QCheckBox;
class QListWidget;
class QPushButton;
class QScrollArea;

namespace busload {

class ConnectionTestView;

class ConnectionDialog : public QDialog
{
    Q_OBJECT
public:
    //! Shows the connection in use first.
    explicit ConnectionDialog(const ConnectionServices &services, QWidget *parent = nullptr);

    //! Shows another connection; unknown ids are ignored.
    void choose(const QString &id);

    //! Saves everything, then closes; stays open and says why where something is wrong.
    void accept() override;
    //! Closes without saving. Asks for it a second time where something would be lost, and waits for a saving
    //! under way.
    void reject() override;

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    //! A connection as it will be when saved.
    struct Item
    {
        Connection connection;
        SecretChanges secrets;
        bool isNew = false;
    };

    QLayout *makeList();
    QLayout *makeRight();
    QLayout *makeButtons();
    void append(const Connection &connection);
    void add();
    void addProfile(const QString &profile);
    void duplicateChosen();
    void removeChosen();
    void showProfiles();
    QString freeName(const QString &wanted) const;
    bool isChanged() const;
    void readProfiles();
    void goToProblem();
    void startTest();
    void onTested(bool passed);
    void showBuses();
    void onChosen(int row);
    void onEdited();
    void showList(int row);
    void showChosen();
    void lookUpStored(const QString &id);
    void save();
    void putSecrets(const QString &id, const SecretChanges &changes);
    void onSecretPut(const Result<Done> &result);
    void say(const QString &message);

    ConnectionServices m_services;
    ConnectionStore &m_store;
    SecretVault &m_vault;
    AwsConfig m_aws; // as the dialog found it
    QList<Item> m_items;
    QStringList m_removed;
    QString m_used; // id of the connection to use after saving
    int m_chosen = -1;
    int m_secretsUnderWay = 0;
    QElapsedTimer m_sinceAdded; // of a profile
    bool m_saved = false;
    bool m_mayDrop = false; // the person knows that changes are dropped

    QListWidget *m_list = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_remove = nullptr;
    QLabel *m_profilesHeading = nullptr;
    QListWidget *m_profiles = nullptr;
    QCheckBox *m_use = nullptr;
    QScrollArea *m_scroll = nullptr;
    ConnectionForm *m_form = nullptr;
    ConnectionTestView *m_test = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace busload
