// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connectionstore.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

class ConnectionStoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;

    QString path() const { return m_directory->filePath(u"settings.ini"_s); }
    QByteArray file() const
    {
        QFile settings(path());
        return settings.open(QIODevice::ReadOnly) ? settings.readAll() : QByteArray();
    }

    static Connection staging()
    {
        Connection connection;
        connection.name = u"Staging / EU"_s;
        connection.kind = Connection::Kind::Custom;
        connection.region = u"eu-central-1"_s;
        connection.endpointUrl = u"http://10.0.0.5:4566"_s;
        connection.accessKeyId = u"AKIDEXAMPLE"_s;
        connection.limits.bytesPerCall = Limits::raisedBytesPerCall;
        connection.idempotency = {IdempotencyChoice::Kind::WriteIntoDetail, u"dedupKey"_s};
        connection.connectTimeoutMs = 1500;
        connection.answerTimeoutMs = 12'000;
        connection.allowPlainHttp = true;
        connection.endpointId = u"abcde.veo"_s;
        connection.credentialSource = Connection::CredentialSource::Profile;
        connection.profile = u"dev @ home"_s;
        connection.defaultBus = u"orders"_s;
        connection.useDualStack = true;
        connection.proxyUrl = u"http://proxy.example.com:3128"_s;
        connection.caFile = u"/etc/ssl/company.pem"_s;
        connection.colour = Connection::Colour::Orange;
        connection.production = true;
        return connection;
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
    }

    void aFreshStoreHasTheSandboxAndUsesIt()
    {
        QSettings settings(path(), QSettings::IniFormat);
        const ConnectionStore store(settings);
        QCOMPARE(store.connections().size(), 1);
        QCOMPARE(store.current().kind, Connection::Kind::Sandbox);
        QCOMPARE(store.current().credentialSource, Connection::CredentialSource::SandboxKey);
        QCOMPARE(store.current().idempotency.kind, IdempotencyChoice::Kind::SendAsField);
        QCOMPARE(store.current().limits, Limits());
    }

    void everyFieldComesBackAfterARestart()
    {
        Connection expected = staging();
        {
            QSettings settings(path(), QSettings::IniFormat);
            ConnectionStore store(settings);
            expected.id = store.add(expected);
            QVERIFY(!expected.id.isEmpty());
            store.setCurrent(expected.id);
            QVERIFY(store.add(expected) != expected.id);
        }
        QSettings settings(path(), QSettings::IniFormat);
        const ConnectionStore store(settings);
        QCOMPARE(store.connections().size(), 3);
        QCOMPARE(store.connections().at(0).kind, Connection::Kind::Sandbox);
        QCOMPARE(store.connections().at(1), expected);
        QCOMPARE(store.current(), expected);
    }

    void changesAndTheSandboxesOwnSettingsAreKept()
    {
        QString id;
        {
            QSettings settings(path(), QSettings::IniFormat);
            ConnectionStore store(settings);
            id = store.add(staging());
            Connection changed = *store.find(id);
            changed.kind = Connection::Kind::Aws;
            changed.credentialSource = Connection::CredentialSource::AwsChain;
            changed.region.clear();
            QVERIFY(store.change(changed));
            Connection sandbox = store.connections().first();
            sandbox.limits.bytesPerCall = Limits::raisedBytesPerCall;
            sandbox.kind = Connection::Kind::Aws;
            sandbox.credentialSource = Connection::CredentialSource::Keychain;
            sandbox.endpointUrl = u"https://example.com"_s;
            sandbox.production = true;
            sandbox.proxyUrl = u"http://proxy:1"_s;
            sandbox.defaultBus = u"orders"_s;
            QVERIFY(store.change(sandbox));
            Connection stranger = staging();
            stranger.id = u"no-such-id"_s;
            QVERIFY(!store.change(stranger));
        }
        QSettings settings(path(), QSettings::IniFormat);
        const ConnectionStore store(settings);
        QCOMPARE(store.connections().size(), 2);
        QCOMPARE(store.find(id)->kind, Connection::Kind::Aws);
        QCOMPARE(store.find(id)->credentialSource, Connection::CredentialSource::AwsChain);
        QVERIFY2(store.find(id)->region.isEmpty(), "an empty region is a choice of its own");
        const Connection &sandbox = store.connections().first();
        QCOMPARE(sandbox.limits.bytesPerCall, Limits::raisedBytesPerCall);
        QCOMPARE(sandbox.defaultBus, u"orders"_s);
        QVERIFY2(!sandbox.production && sandbox.proxyUrl.isEmpty(), "the sandbox has neither");
        QVERIFY2(sandbox.kind == Connection::Kind::Sandbox &&
                     sandbox.credentialSource == Connection::CredentialSource::SandboxKey &&
                     sandbox.endpointUrl.isEmpty(),
                 "the sandbox stays the sandbox");
    }

    void theSandboxCannotBeRemovedAndARemovedConnectionLeavesNothing()
    {
        QSettings settings(path(), QSettings::IniFormat);
        ConnectionStore store(settings);
        const QString id = store.add(staging());
        store.setCurrent(id);
        QSignalSpy current(&store, &ConnectionStore::currentChanged);
        QVERIFY(!store.remove(QString::fromLatin1(ConnectionStore::sandboxId)));
        QVERIFY(!store.remove(u"no-such-id"_s));
        QVERIFY(store.remove(id));
        QCOMPARE(current.count(), 1);
        QCOMPARE(store.current().kind, Connection::Kind::Sandbox);
        settings.sync();
        QVERIFY(!file().contains(id.toLatin1()));
        QVERIFY(!file().contains("AKIDEXAMPLE"));
    }

    void noSecretStandsInTheFile()
    {
        QSettings settings(path(), QSettings::IniFormat);
        ConnectionStore store(settings);
        Connection connection = staging();
        connection.endpointUrl = u"https://user:hunter2@example.com:8443/path"_s;
        connection.proxyUrl = u"http://someone:hunter2@proxy.example.com:3128"_s;
        const QString id = store.add(connection);
        QCOMPARE(store.find(id)->proxyUrl, u"http://proxy.example.com:3128"_s);
        QCOMPARE(store.find(id)->endpointUrl, u"https://example.com:8443/path"_s);
        connection.id = id;
        connection.name = u"again"_s;
        connection.proxyUrl = u"someone:hunter2@proxy:3128"_s; // no URL, and a password all the same
        QVERIFY(store.change(connection));
        settings.sync();
        const QByteArray content = file();
        QVERIFY2(content.contains("example.com:8443"), content.constData());
        QVERIFY2(!content.contains("hunter2"), content.constData());
        QVERIFY2(!content.toLower().contains("secret") && !content.toLower().contains("token="), content.constData());
    }

    void valuesOfAnotherVersionNeitherCrashNorGetLost()
    {
        QFile settingsFile(path());
        QVERIFY(settingsFile.open(QIODevice::WriteOnly));
        settingsFile.write("[connections]\n"
                           "current=gone\n"
                           "order=a, b, ../../etc, a, c, sandbox, \n"
                           "a\\kind=custom\na\\name=A\na\\bytesPerCall=-5\na\\connectTimeoutMs=soon\n"
                           "a\\answerTimeoutMs=99999999999999\na\\idempotency=quantum\na\\credentials=dna\n"
                           "a\\allowPlainHttp=perhaps\na\\future=kept\n"
                           "b\\kind=teleport\nb\\name=B\n");
        settingsFile.close();
        {
            QSettings settings(path(), QSettings::IniFormat);
            ConnectionStore store(settings);
            QCOMPARE(store.connections().size(), 2);
            const Connection a = store.connections().at(1);
            Connection expected;
            expected.id = u"a"_s;
            expected.name = u"A"_s;
            expected.kind = Connection::Kind::Custom;
            QCOMPARE(a, expected);
            QCOMPARE(store.current().kind, Connection::Kind::Sandbox);
            Connection changed = a;
            changed.name = u"A2"_s;
            QVERIFY(store.change(changed));
            store.add(staging());
        }
        const QByteArray content = file();
        QVERIFY2(content.contains("a\\future=kept"), content.constData());
        QVERIFY2(content.contains("b\\kind=teleport"), content.constData());
        const QSettings settings(path(), QSettings::IniFormat);
        const QStringList order = settings.value(u"connections/order"_s).toStringList();
        QVERIFY2(order.contains(u"b"_s), "a connection of a newer version must keep its place");
    }

    void signalsComeOnceForWhatChanged()
    {
        QSettings settings(path(), QSettings::IniFormat);
        ConnectionStore store(settings);
        QSignalSpy changed(&store, &ConnectionStore::changed);
        QSignalSpy current(&store, &ConnectionStore::currentChanged);
        const QString id = store.add(staging());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(current.count(), 0);
        store.setCurrent(id);
        store.setCurrent(id);
        store.setCurrent(u"no-such-id"_s);
        QCOMPARE(current.count(), 1);
        QVERIFY(store.change(*store.find(id)));
        QCOMPARE(changed.count(), 1);
        store.setSandboxUrl(QUrl(u"http://127.0.0.1:4010"_s));
        QCOMPARE(changed.count(), 2);
        QCOMPARE(current.count(), 1);
        QCOMPARE(store.connections().first().endpointUrl, u"http://127.0.0.1:4010"_s);
        settings.sync();
        QVERIFY2(!file().contains("4010"), "the port is this run's only");
    }
};

QTEST_GUILESS_MAIN(ConnectionStoreTest)
#include "tst_connectionstore.moc"
