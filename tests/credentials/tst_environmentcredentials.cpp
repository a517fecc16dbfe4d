// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/environmentcredentials.h"

#include <QtTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestEnvironmentCredentials : public QObject
{
    Q_OBJECT
private slots:
    void takesWhatIsComplete_data();
    void takesWhatIsComplete();
    void refusesWhatIsNot_data();
    void refusesWhatIsNot();
    void answersOnceAtOnce();
    void tellsTheAccountAndTheStep();
    void halfAPairIsSet();
};

static QProcessEnvironment environment(const QStringList &pairs)
{
    QProcessEnvironment made;
    for (const QString &pair : pairs)
        made.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return made;
}

void TestEnvironmentCredentials::takesWhatIsComplete_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QDateTime>("expiresAt");
    const QStringList pair{u"AWS_ACCESS_KEY_ID=AKIDEXAMPLE"_s, u"AWS_SECRET_ACCESS_KEY=se/cret+"_s};
    QTest::newRow("a pair") << pair << QByteArray() << QDateTime();
    QTest::newRow("blanks around are not part of it")
        << QStringList{u"AWS_ACCESS_KEY_ID= AKIDEXAMPLE\n"_s, u"AWS_SECRET_ACCESS_KEY=\tse/cret+ "_s} << QByteArray()
        << QDateTime();
    QTest::newRow("with a token") << pair + QStringList{u"AWS_SESSION_TOKEN=tok"_s} << QByteArray("tok") << QDateTime();
    QTest::newRow("a blank token is none")
        << pair + QStringList{u"AWS_SESSION_TOKEN=  "_s} << QByteArray() << QDateTime();
    QTest::newRow("the token's older name")
        << pair + QStringList{u"AWS_SECURITY_TOKEN=old"_s} << QByteArray("old") << QDateTime();
    QTest::newRow("the newer name wins") << pair + QStringList{u"AWS_SECURITY_TOKEN=old"_s, u"AWS_SESSION_TOKEN=tok"_s}
                                         << QByteArray("tok") << QDateTime();
    QTest::newRow("an end") << pair + QStringList{u"AWS_CREDENTIAL_EXPIRATION=2026-11-23T13:20:05Z"_s} << QByteArray()
                            << QDateTime(QDate(2026, 11, 23), QTime(13, 20, 5), Qt::UTC);
}

void TestEnvironmentCredentials::takesWhatIsComplete()
{
    QFETCH(QStringList, variables);
    const Result<ResolvedCredentials> answer = EnvironmentCredentials(environment(variables)).resolve();
    QVERIFY(answer);
    QCOMPARE(answer->keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
    QVERIFY(answer->keys.secretAccessKey == Secret("se/cret+"));
    QTEST(answer->keys.sessionToken.reveal(), "token");
    QTEST(answer->expiresAt.value_or(QDateTime()), "expiresAt");
    QCOMPARE(answer->origin, u"environment"_s);
}

void TestEnvironmentCredentials::refusesWhatIsNot_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QString>("missing");
    QTest::newRow("nothing") << QStringList{} << u"AWS_ACCESS_KEY_ID"_s;
    QTest::newRow("a token alone") << QStringList{u"AWS_SESSION_TOKEN=tok"_s} << u"AWS_ACCESS_KEY_ID"_s;
    QTest::newRow("a key without its secret") << QStringList{u"AWS_ACCESS_KEY_ID=AKID"_s} << u"AWS_SECRET_ACCESS_KEY"_s;
    QTest::newRow("a blank secret counts as missing")
        << QStringList{u"AWS_ACCESS_KEY_ID=AKID"_s, u"AWS_SECRET_ACCESS_KEY=  "_s} << u"AWS_SECRET_ACCESS_KEY"_s;
    QTest::newRow("a secret without its key")
        << QStringList{u"AWS_SECRET_ACCESS_KEY=hidden"_s} << u"AWS_ACCESS_KEY_ID"_s;
}

void TestEnvironmentCredentials::refusesWhatIsNot()
{
    QFETCH(QStringList, variables);
    const Result<ResolvedCredentials> answer = EnvironmentCredentials(environment(variables)).resolve();
    QVERIFY(!answer);
    QCOMPARE(answer.failure().kind, FailureKind::Credentials);
    QTEST(answer.failure().subject, "missing");
    QVERIFY2(!answer.failure().message.contains(u"hidden"_s), "the reason names a secret");
}

void TestEnvironmentCredentials::answersOnceAtOnce()
{
    EnvironmentCredentials provider(environment({}));
    int answers = 0;
    provider.request(this, [&](const Result<ResolvedCredentials> &answer) { answers += answer ? 100 : 1; });
    QCOMPARE(answers, 1);
}

void TestEnvironmentCredentials::tellsTheAccountAndTheStep()
{
    const auto answer = EnvironmentCredentials(environment({u"AWS_ACCESS_KEY_ID=AKID"_s, u"AWS_SECRET_ACCESS_KEY=s"_s,
                                                            u"AWS_ACCOUNT_ID=123456789012"_s}))
                            .resolve();
    QVERIFY(answer);
    QCOMPARE(answer->accountId, u"123456789012"_s);
    QCOMPARE(answer->links, QStringList{u"AWS_ACCESS_KEY_ID in the environment"_s});
}

void TestEnvironmentCredentials::halfAPairIsSet()
{
    QVERIFY(!EnvironmentCredentials::isSetIn(environment({})));
    QVERIFY(!EnvironmentCredentials::isSetIn(environment({u"AWS_ACCESS_KEY_ID= "_s, u"AWS_SESSION_TOKEN=tok"_s})));
    QVERIFY(EnvironmentCredentials::isSetIn(environment({u"AWS_ACCESS_KEY_ID=AKID"_s})));
    QVERIFY(EnvironmentCredentials::isSetIn(environment({u"AWS_SECRET_ACCESS_KEY=s"_s})));
}

QTEST_GUILESS_MAIN(TestEnvironmentCredentials)
#include "tst_environmentcredentials.moc"
