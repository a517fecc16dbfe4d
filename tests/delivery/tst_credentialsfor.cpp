// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/credentialsfor.h"

#include "credentials/memorysecretstore.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class CredentialsForTest : public QObject
{
    Q_OBJECT

private slots:
    void eachSourceGivesItsOwnKeys_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("source");
        QTest::addColumn<QByteArray>("keyId");
        QTest::addColumn<QByteArray>("secret");
        using Kind = Connection::Kind;
        using Source = Connection::CredentialSource;
        QTest::newRow("the sandbox's own key") << int(Kind::Sandbox) << int(Source::SandboxKey)
                                               << QByteArray("AKIDSANDBOX") << QByteArray("sandbox-secret");
        QTest::newRow("environment") << int(Kind::Aws) << int(Source::Environment) << QByteArray("AKIDENV")
                                     << QByteArray("env-secret");
        QTest::newRow("keychain") << int(Kind::Custom) << int(Source::Keychain) << QByteArray("AKIDCHAIN")
                                  << QByteArray("chain-secret");
        QTest::newRow("the sandbox's key goes nowhere else")
            << int(Kind::Custom) << int(Source::SandboxKey) << QByteArray() << QByteArray();
    }

    void eachSourceGivesItsOwnKeys()
    {
        QFETCH(int, kind);
        QFETCH(int, source);
        QFETCH(QByteArray, keyId);
        QFETCH(QByteArray, secret);
        MemorySecretStore secrets;
        secrets.write(secretKeyName(u"id"_s), Secret("chain-secret"), this, [](const Result<Done> &) {});
        QProcessEnvironment environment;
        environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s);
        environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"env-secret"_s);
        Connection connection;
        connection.id = u"id"_s;
        connection.accessKeyId = u"AKIDCHAIN"_s;
        connection.kind = static_cast<Connection::Kind>(kind);
        connection.credentialSource = static_cast<Connection::CredentialSource>(source);

        const auto provider =
            credentialsFor(connection, {secrets, {"AKIDSANDBOX", Secret("sandbox-secret"), Secret()}, environment});
        QVERIFY(provider);
        int answers = 0;
        provider->request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QCOMPARE(bool(result), !keyId.isEmpty());
            if (!result) {
                QCOMPARE(result.failure().kind, FailureKind::Credentials);
                return;
            }
            QCOMPARE(result->keys.accessKeyId, keyId);
            QCOMPARE(result->keys.secretAccessKey.reveal(), secret);
        });
        QCOMPARE(answers, 1);
    }

    void noFallThroughToAnotherSource()
    {
        MemorySecretStore secrets;
        QProcessEnvironment environment;
        environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s);
        environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"env-secret"_s);
        Connection connection;
        connection.id = u"id"_s;
        connection.name = u"Staging"_s;
        connection.accessKeyId = u"AKIDCHAIN"_s;
        const auto provider = credentialsFor(connection, {secrets, {}, environment});
        int answers = 0;
        provider->request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QVERIFY2(!result, "keys in the environment are not what this connection asks for");
        });
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(CredentialsForTest)
#include "tst_credentialsfor.moc"
