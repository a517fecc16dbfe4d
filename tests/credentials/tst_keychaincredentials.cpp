// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/keychaincredentials.h"
#include "credentials/memorysecretstore.h"
#include "credentials/staticcredentials.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! A store that can be made to refuse.
class RefusingStore : public SecretStore
{
public:
    void read(const QString &, QObject *, ReadAnswer answer) override { answer(refusal()); }
    void write(const QString &, const Secret &, QObject *, DoneAnswer answer) override { answer(refusal()); }
    void remove(const QString &, QObject *, DoneAnswer answer) override { answer(refusal()); }

    static Failure refusal() { return {FailureKind::Unavailable, u"keychain"_s, u"the keyring is locked"_s}; }
};

void put(SecretStore &store, QObject *context, const QString &key, const char *secret)
{
    bool done = false;
    store.write(key, Secret(secret), context, [&done](const Result<Done> &result) { done = bool(result); });
    QVERIFY(done);
}

} // namespace

class KeychainCredentialsTest : public QObject
{
    Q_OBJECT

private slots:
    void givesKeyIdSecretAndToken_data()
    {
        QTest::addColumn<bool>("withToken");
        QTest::newRow("a session token is optional") << false;
        QTest::newRow("a stored session token is used") << true;
    }

    void givesKeyIdSecretAndToken()
    {
        QFETCH(bool, withToken);
        MemorySecretStore store;
        put(store, this, secretKeyName(u"a"_s), "the-secret");
        if (withToken)
            put(store, this, sessionTokenName(u"a"_s), "the-token");

        KeychainCredentials provider(store, u"a"_s, u"Staging"_s, u" AKIDEXAMPLE "_s);
        int answers = 0;
        provider.request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QVERIFY(result);
            QCOMPARE(result->keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
            QCOMPARE(result->keys.secretAccessKey.reveal(), QByteArray("the-secret"));
            QCOMPARE(result->keys.sessionToken.reveal(), withToken ? QByteArray("the-token") : QByteArray());
            QCOMPARE(result->origin, u"keychain"_s);
            QVERIFY(!result->expiresAt);
        });
        QCOMPARE(answers, 1);
    }

    void aMissingPartIsAFailureThatSaysWhich_data()
    {
        QTest::addColumn<QString>("accessKeyId");
        QTest::addColumn<QString>("storedFor");
        QTest::addColumn<QString>("subject");
        QTest::newRow("no access key id") << u" "_s << u"a"_s << u"access key id"_s;
        QTest::newRow("nothing stored") << u"AKIDEXAMPLE"_s << QString() << u"secret access key"_s;
        QTest::newRow("another connection's secret is not taken")
            << u"AKIDEXAMPLE"_s << u"b"_s << u"secret access key"_s;
    }

    void aMissingPartIsAFailureThatSaysWhich()
    {
        QFETCH(QString, accessKeyId);
        QFETCH(QString, storedFor);
        QFETCH(QString, subject);
        MemorySecretStore store;
        if (!storedFor.isEmpty())
            put(store, this, secretKeyName(storedFor), "the-secret");
        KeychainCredentials provider(store, u"a"_s, u"Staging"_s, accessKeyId);
        int answers = 0;
        provider.request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QVERIFY2(!result, "nothing may go out with half a key");
            QCOMPARE(result.failure().kind, FailureKind::Credentials);
            QCOMPARE(result.failure().subject, subject);
            QVERIFY(result.failure().message.contains(u"Staging"_s));
            QVERIFY(!result.failure().message.contains(u"the-secret"_s));
        });
        QCOMPARE(answers, 1);
    }

    void aStoreThatRefusesIsHandedOn()
    {
        RefusingStore store;
        KeychainCredentials provider(store, u"a"_s, u"Staging"_s, u"AKIDEXAMPLE"_s);
        int answers = 0;
        provider.request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QVERIFY(!result);
            QCOMPARE(result.failure(), RefusingStore::refusal());
        });
        QCOMPARE(answers, 1);
    }

    void memoryForgetsWhatIsRemoved()
    {
        MemorySecretStore store;
        put(store, this, u"k"_s, "x");
        int answers = 0;
        store.remove(u"k"_s, this, [&](const Result<Done> &result) { answers += result ? 1 : 0; });
        store.read(u"k"_s, this, [&](const Result<std::optional<Secret>> &result) {
            ++answers;
            QVERIFY(result);
            QVERIFY(!result.value().has_value());
        });
        QCOMPARE(answers, 2);
    }

    void givenKeysComeBackAndHalfAKeyDoesNot()
    {
        StaticCredentials whole({"AKIDSANDBOX", Secret("s"), Secret()}, u"sandbox key"_s);
        StaticCredentials half({"AKIDSANDBOX", Secret(), Secret()}, u"sandbox key"_s);
        int answers = 0;
        whole.request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QVERIFY(result);
            QCOMPARE(result->origin, u"sandbox key"_s);
            QCOMPARE(result->keys.secretAccessKey.reveal(), QByteArray("s"));
        });
        half.request(this, [&](const Result<ResolvedCredentials> &result) {
            ++answers;
            QVERIFY(!result);
            QCOMPARE(result.failure().kind, FailureKind::Credentials);
        });
        QCOMPARE(answers, 2);
    }
};

QTEST_GUILESS_MAIN(KeychainCredentialsTest)
#include "tst_keychaincredentials.moc"
