// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Test connection: a button, and below it what was found, line by line as it is found. Nothing is sent; what is
// tried is the connection as it stands in the form.
#pragma once

#include "ui/connectionservices.h"

#include <QWidget>

#include <memory>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

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
    //! What stands in the form now: a test of something else ends, and its findings are said to be old.
    void follow(const Connection &connection, const TypedSecrets &typed);

signals:
    //! The button was pressed; whoever has the form calls start().
    void startRequested();
    //! A test came to its end; `passed`: nothing it found is bad.
    void finished(bool passed);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Row
    {
        QLabel *sign;
        QLabel *text;
    };

    void say(const QString &words);
    void showFindings();
    void fitFindings();
    void paintFindings();
    QString endWords() const;
    void showButton();

    ConnectionServices m_services;
    ConnectionTest m_test;
    Connection m_tested; // what the findings are of
    TypedSecrets m_typed;
    QString m_said; // of the findings, before they grew old
    bool m_shown = false;
    bool m_old = false; // the form has changed since
    QPushButton *m_button;
    QLabel *m_state;
    QScrollArea *m_scroll;
    QWidget *m_page;
    QGridLayout *m_lines;
    QList<Row> m_rows; // one for each finding shown
};

} // namespace busload
