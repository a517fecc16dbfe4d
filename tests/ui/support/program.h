// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole program as main.cpp puts it together, fresh each time: own settings, own sandbox, no keychain.
#pragma once

#include "composer/sendsession.h"
#include "delivery/credentialsfor.h"
#include "net/qthttptransport.h"
#include "sandbox/sandbox.h"
#include "ui/connectionservices.h"
#include "ui/dialogs/mfadialog.h"
#include "ui/mainwindow.h"
#include "ui/widgets/batchpanel.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace busload {

using namespace Qt::StringLiterals;

//! A fresh program, each time.
struct Program
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    Appearance appearance{*qApp, Appearance::Choice::Light};
    ConnectionStore connections{settings};
    SecretVault secrets;
    QtHttpTransport transport;
    sigv4::Credentials key = Sandbox::makeKey();
    Sandbox sandbox{{0, key, {}}};
    Document document;
    ClockSkew clock{[] { return QDateTime::currentDateTimeUtc(); }};
    QProcessEnvironment environment;
    AwsFiles files{environment};
    MfaDialog mfa;
    AwsCredentials aws{files, transport, clock, mfa, environment};
    BusDirectory buses{transport, clock};
    SendSession session{document, transport, [this](const Connection &connection) { return effective(connection); },
                        [this](const Connection &connection) { return keysOf(connection); }, clock};
    std::unique_ptr<MainWindow> window;

    //! `variables`: "NAME=value", beside a home folder of the program's own.
    explicit Program(const QStringList &variables = {})
        : environment(environmentWith(variables))
    {
        if (!sandbox.start())
            qFatal("the sandbox did not start");
        connections.setSandboxUrl(sandbox.url());
        window =
            std::make_unique<MainWindow>(WindowServices{document, session, services(), sandbox, appearance, settings});
        mfa.setWindow(window.get());
        window->resize(1280, 860);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qWarning("the window did not become active");
    }

    //! No variables and files of the person's own.
    QProcessEnvironment environmentWith(const QStringList &variables) const
    {
        QProcessEnvironment result;
        result.insert(u"HOME"_s, folder.path());
        for (const QString &pair : variables)
            result.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        return result;
    }

    Result<EffectiveConnection> effective(const Connection &connection)
    {
        return effectiveConnection(connection, environment, files.read());
    }

    std::unique_ptr<CredentialsProvider> keysOf(const Connection &connection)
    {
        return credentialsFor(connection, {secrets, key, environment, &aws});
    }

    //! Writes the AWS config file; it is read again where it is asked for.
    void writeProfiles(const QByteArray &config) const
    {
        QDir(folder.path()).mkpath(u".aws"_s);
        QFile file(folder.filePath(u".aws/config"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(config) < 0)
            qFatal("the config file could not be written");
    }

    ConnectionServices services()
    {
        return {connections,
                secrets,
                files,
                aws,
                buses,
                transport,
                clock,
                [this](const Connection &connection) { return effective(connection); },
                [this](const Connection &connection, const TypedSecrets &) { return keysOf(connection); }};
    }

    template <typename T>
    T *find(const QString &name) const
    {
        T *found = window->findChild<T *>(name);
        if (!found)
            qFatal("no %s named %s", T::staticMetaObject.className(), qPrintable(name));
        return found;
    }

    void click(const QString &name) const
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button->isEnabled(), qPrintable(name + u" is disabled"_s));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    //! Adds an entry as a person does: with the button's menu.
    void add(const QString &text) const
    {
        const QMenu *menu = find<QPushButton>(u"addEntryButton"_s)->menu();
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&') == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(u"the menu has no "_s + text));
    }

    void type(const QString &name, const QString &text) const
    {
        auto *field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }

    static void typeInto(QLineEdit *field, const QString &text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }

    //! Presses a button of the notice.
    void pressNotice(const QString &text) const
    {
        for (QAbstractButton *button : find<NoticeBar>(u"noticeBar"_s)->findChildren<QAbstractButton *>()) {
            if (button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(u"the notice has no button "_s + text));
    }

    void press(Qt::Key which, Qt::KeyboardModifiers modifiers) const
    {
        QTest::keyClick(window.get(), which, modifiers);
    }

    QString sendText() const { return find<QPushButton>(u"sendButton"_s)->accessibleName(); }
    const MeterReading &meter() const { return find<Meter>(u"meter"_s)->reading(); }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    bool sent(int calls) const
    {
        return !session.isRunning() && session.record() && session.record()->calls.size() == calls;
    }
    //! The cells of one column of the results.
    QStringList column(int column) const
    {
        const QAbstractItemModel *model = find<QTableView>(u"resultsTable"_s)->model();
        QStringList cells;
        for (int row = 0; row < model->rowCount(); ++row)
            cells.append(model->index(row, column).data().toString());
        return cells;
    }
};

} // namespace busload
