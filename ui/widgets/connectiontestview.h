// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Test connection: a button, and below it what was found, line by line as it is found. Nothing is sent; what is
// tried is the connection as it stands in the form.
#pragma once

#include "ui/connectionservices.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace busload {

class ConnectionTestView : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionTestView(const ConnectionServices &services, QWidget *parent = nullptr);

    //! Ends a test under way and takes its findings away.
    void reset();
    //! Tries a connection with secrets that may not be saved yet.
    void start(const Connection &connection, const TypedSecrets &typed);
    bool isRunning() const;

signals:
    //! The button was pressed; whoever has the form calls start().
    void startRequested();
    //! A test came to its end with this account, which may be empty.
    void finished(const QString &accountId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showFindings();
    QString endWords() const;
    void showButton();

    ConnectionServices m_services;
    ConnectionTest m_test;
    bool m_shown = false;
    QPushButton *m_button;
    QLabel *m_state;
    QScrollArea *m_scroll;
    QWidget *m_page;
    QVBoxLayout *m_lines;
};

} // namespace busload
