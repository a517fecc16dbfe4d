// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/enteredcredentials.h"

#include "support/faketransport.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! What is stored: keys with a token of their own.
ResolvedCredentials stored()
{
    ResolvedCredentials keys;
    keys.keys = {"AKIDEXAMPLE", Secret("stored secret"), Secret("stored token")};
    keys.origin = u"keychain"_s;
    keys.links = {u"from the keychain"_s};
    return keys;
}

} // namespace

class EnteredCredentialsTest : public QObject
{
    Q_OBJECT

private slots:
    void givesWhatSavingWouldMake_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("forget");
        QTest::addColumn<QByteArray>("secretUsed"); // empty: none
        QTest::addColumn<QByteArray>("tokenUsed");
        const QByteArray none;
        QTest::newRow("what was not typed is as stored")
            << none << none << false << QByteArray("stored secret") << QByteArray("stored token");
        QTest::newRow("a new secret key leaves the old token")
            << QByteArray("new secret") << none << false << QByteArray("new secret") << none;
        QTest::newRow("both typed") << QByteArray("new secret") << QByteArray("new token") << false
                                    << QByteArray("new secret") << QByteArray("new token");
        QTest::newRow("a new token goes with the stored secret key")
            << none << QByteArray("new token") << false << QByteArray("stored secret") << QByteArray("new token");
        QTest::newRow("what will be forgotten does not count") << none << none << true << none << none;
        QTest::newRow("a token alone is no key") << none << QByteArray("new token") << true << none << none;
        QTest::newRow("typed after forgetting")
            << QByteArray("new secret") << none << true << QByteArray("new secret") << none;
    }

    void givesWhatSavingWouldMake()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, token);
        QFETCH(bool, forget);
        QFETCH(QByteArray, secretUsed);
        QFETCH(QByteArray, tokenUsed);
        EnteredCredentials provider(u"AKIDEXAMPLE"_s, {Secret(secret), Secret(token), forget},
                                    std::make_unique<FakeCredentials>(stored()));
        int answers = 0;
        provider.request(this, [&](const Result<ResolvedCredentials> &answer) {
            ++answers;
            if (secretUsed.isEmpty()) {
                QVERIFY2(!answer, "there is no key to give");
                QCOMPARE(answer.failure().kind, FailureKind::Credentials);
                QVERIFY2(answer.failure().message.contains(u"taken away"_s), qPrintable(answer.failure().message));
                return;
            }
            QVERIFY2(answer, "there are keys");
            QCOMPARE(answer->keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
            QCOMPARE(answer->keys.secretAccessKey.reveal(), secretUsed);
            QCOMPARE(answer->keys.sessionToken.reveal(), tokenUsed);
            const bool typed = !secret.isEmpty() || !token.isEmpty();
            QCOMPARE(answer->links.join(u' ').contains(u"not saved yet"_s), typed);
        });
        QCOMPARE(answers, 1);
    }

    void aFailureOfTheStoreIsPassedOn()
    {
        const Failure locked{FailureKind::Unavailable, u"keychain"_s, u"the keyring is locked"_s};
        EnteredCredentials provider(u"AKIDEXAMPLE"_s, {{}, Secret("new token"), false},
                                    std::make_unique<FakeCredentials>(locked));
        int answers = 0;
        provider.request(this, [&](const Result<ResolvedCredentials> &answer) {
            ++answers;
            QVERIFY(!answer);
            QCOMPARE(answer.failure(), locked);
        });
        QCOMPARE(answers, 1);
    }

    void withoutAKeyIdThereAreNoKeys()
    {
        EnteredCredentials provider({}, {Secret("new secret"), {}, false}, std::make_unique<FakeCredentials>(stored()));
        int answers = 0;
        provider.request(this, [&](const Result<ResolvedCredentials> &answer) {
            ++answers;
            QVERIFY(!answer);
            QCOMPARE(answer.failure().subject, u"access key id"_s);
        });
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(EnteredCredentialsTest)
#include "tst_enteredcredentials.moc"
