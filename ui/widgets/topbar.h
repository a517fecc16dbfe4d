// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The strip at the top: what is open, where it goes, and the button that sends it. It shows what it is
// told and runs the actions it is given.
#pragma once

#include <QColor>
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

//! What the strip says of the connection in use.
struct ShownConnection
{
    QString name;
    QString place;      //!< host and region
    QString source;     //!< where its keys come from, and how long they last; empty: nothing to say
    QString details;    //!< more, for the tip
    bool alive = false; //!< known to answer
    bool production = false;
    QColor colour; //!< invalid: none of its own
};

class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(const TopBarActions &actions, QWidget *parent = nullptr);

    void setTitle(const QString &name, const QString &state);
    void setConnection(const ShownConnection &connection);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void fitConnection();
    void showSend();

    QAction *m_sendAction;
    QLabel *m_name;
    QLabel *m_state;
    QPushButton *m_connection;
    QPushButton *m_send;
    QLabel *m_production;
    ShownConnection m_shown;
};

} // namespace busload
