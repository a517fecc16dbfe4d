// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The strip at the top: what is open, where it goes, and the button that sends it. It shows what it is
// told and runs the actions it is given.
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace busload {

//! The actions and menus that the strip shows as buttons; they belong to the window.
struct TopBarActions
{
    QAction *undo = nullptr;
    QAction *redo = nullptr;
    QAction *check = nullptr;
    QAction *send = nullptr;
    QMenu *copyAs = nullptr;
    QMenu *connections = nullptr;
};

class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(const TopBarActions &actions, QWidget *parent = nullptr);

    void setTitle(const QString &name, const QString &state);
    //! `alive`: a green dot for a connection that is known to answer.
    void setConnection(const QString &name, const QString &place, bool alive);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void showSend();

    QAction *m_sendAction;
    QLabel *m_name;
    QLabel *m_state;
    QPushButton *m_connection;
    QPushButton *m_send;
    QString m_connectionName;
    QString m_connectionPlace;
    bool m_alive = false;
};

} // namespace busload
