// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Light or dark: what the person chose, else what the system says, followed while the program runs. The
// system is asked through the desktop portal where there is one, else through its palette.
#pragma once

#include <QObject>

class QApplication;
class QDBusVariant;

namespace busload {

class Appearance : public QObject
{
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };

    //! Applies at once what is known without waiting; the portal's answer may change it a moment later.
    Appearance(QApplication &app, Choice choice, QObject *parent = nullptr);

    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);

private slots:
    void onPortalSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void setSystemDark(bool dark);
    void apply();

    QApplication &m_app;
    Choice m_choice;
    bool m_systemDark;
};

} // namespace busload
