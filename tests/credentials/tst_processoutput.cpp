// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/processoutput.h"

#include <QtTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestProcessOutput : public QObject
{
    Q_OBJECT
private slots:
    void readsKeys_data();
    void readsKeys();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void showsComplaintsSafely_data();
    void showsComplaintsSafely();
    void cutsAfterCleaning();
};

static const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
static const QString subject = u"credential_process of profile dev"_s;

void TestProcessOutput::readsKeys_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QDateTime>("expiresAt");
    QTest::addColumn<QString>("accountId");
    const QByteArray pair = R"("Version":1,"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"se/cret+")";
    QTest::newRow("a pair") << QByteArray("{" + pair + "}") << QByteArray() << QDateTime() << QString();
    QTest::newRow("everything, on several lines")
        << QByteArray("\n{" + pair +
                      ",\n\"SessionToken\":\"tok\",\"Expiration\":\"2026-11-23T14:00:00+01:00\","
                      "\"AccountId\":\"012345678901\"}\n")
        << QByteArray("tok") << now.addSecs(3600) << u"012345678901"_s;
    QTest::newRow("null counts as missing")
        << QByteArray("{" + pair + R"(,"SessionToken":null,"Expiration":null,"AccountId":null})") << QByteArray()
        << QDateTime() << QString();
    QTest::newRow("an empty token is none")
        << QByteArray("{" + pair + R"(,"SessionToken":""})") << QByteArray() << QDateTime() << QString();
    QTest::newRow("unknown members are ignored")
        << QByteArray("{" + pair + R"(,"Other":{"SessionToken":"x"}})") << QByteArray() << QDateTime() << QString();
    QTest::newRow("an account that is none is not told")
        << QByteArray("{" + pair + R"(,"AccountId":"prod"})") << QByteArray() << QDateTime() << QString();
    QTest::newRow("1.0 is the number 1")
        << QByteArray(R"({"Version":1.0,"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"se\/cret+"})") << QByteArray()
        << QDateTime() << QString();
}

void TestProcessOutput::readsKeys()
{
    QFETCH(QByteArray, output);
    const Result<ResolvedCredentials> read = readProcessOutput(output, subject, now);
    QVERIFY2(read, read ? "" : qPrintable(read.failure().message));
    QCOMPARE(read->keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
    QVERIFY2(read->keys.secretAccessKey == Secret("se/cret+"), "another secret key than printed");
    QTEST(read->keys.sessionToken.reveal(), "token");
    QTEST(read->expiresAt.value_or(QDateTime()), "expiresAt");
    QTEST(read->accountId, "accountId");
}

void TestProcessOutput::refusesWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("words");
    const QByteArray keys = R"("AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"hidden")";
    const auto row = [](const char *name, const QByteArray &output, const QString &words) {
        QTest::newRow(name) << output << words;
    };
    row("nothing printed", " \n", u"printed nothing"_s);
    row("not JSON", "hidden", u"not a JSON object"_s);
    row("half an answer", "{\"Version\":1," + keys, u"not a JSON object"_s);
    row("words after the answer", "{\"Version\":1," + keys + "} hidden", u"not a JSON object"_s);
    row("a list", "[\"hidden\"]", u"not a JSON object"_s);
    row("not UTF-8", QByteArray("{\"Version\":1,\"hidden\":\"\xff\"}"), u"not a JSON object"_s);
    row("no Version", "{" + keys + "}", u"no Version. It must be the number 1"_s);
    row("Version 2", "{\"Version\":2," + keys + "}", u"another Version than the number 1"_s);
    row("Version as text", "{\"Version\":\"1\"," + keys + "}", u"another Version than the number 1"_s);
    row("no AccessKeyId", R"({"Version":1,"SecretAccessKey":"hidden"})", u"no AccessKeyId"_s);
    row("no SecretAccessKey", R"({"Version":1,"AccessKeyId":"A"})", u"no SecretAccessKey"_s);
    row("another letter case is another name", R"({"Version":1,"accessKeyId":"A","SecretAccessKey":"hidden"})",
        u"no AccessKeyId"_s);
    row("null key", R"({"Version":1,"AccessKeyId":null,"SecretAccessKey":"hidden"})", u"no AccessKeyId"_s);
    row("empty secret", R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":""})",
        u"SecretAccessKey in the program's answer is empty"_s);
    row("secret is a number", R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":5})",
        u"SecretAccessKey in the program's answer is not a text"_s);
    row("token is a number", "{\"Version\":1," + keys + ",\"SessionToken\":5}",
        u"SessionToken in the program's answer is not a text"_s);
    row("end is a number", "{\"Version\":1," + keys + ",\"Expiration\":1700000000}",
        u"Expiration in the program's answer is not a text"_s);
    row("end is no time", "{\"Version\":1," + keys + ",\"Expiration\":\"hidden\"}",
        u"Expiration in the program's answer is not a time"_s);
    row("empty end", "{\"Version\":1," + keys + ",\"Expiration\":\"\"}",
        u"Expiration in the program's answer is not a time"_s);
    row("expired", "{\"Version\":1," + keys + ",\"Expiration\":\"2026-11-23T11:59:59Z\"}",
        u"expired at 2026-11-23T11:59:59Z"_s);
    row("expires now", "{\"Version\":1," + keys + ",\"Expiration\":\"2026-11-23T12:00:00Z\"}",
        u"expired at 2026-11-23T12:00:00Z"_s);
}

void TestProcessOutput::refusesWhatIsNoAnswer()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, words);
    const Result<ResolvedCredentials> read = readProcessOutput(output, subject, now);
    QVERIFY2(!read, "keys were made of it");
    QCOMPARE(read.failure().kind, FailureKind::Credentials);
    QCOMPARE(read.failure().subject, subject);
    const QString &message = read.failure().message;
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY2(!message.contains(u"hidden"_s), "the message repeats what the program printed");
}

void TestProcessOutput::showsComplaintsSafely_data()
{
    QTest::addColumn<QByteArray>("complaint");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing") << QByteArray(" \n") << QByteArray() << QString();
    QTest::newRow("one line") << QByteArray("no such\r\n\taccount\n") << QByteArray() << u"no such account"_s;
    QTest::newRow("colours and bells") << QByteArray("\x1b[1;31mfa\x07iled\x1b[0m\x1b") << QByteArray() << u"failed"_s;
    QTest::newRow("text that turns") << QByteArray("a\u202eb\u0085c") << QByteArray() << u"ab c"_s;
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << QByteArray() << u"a\ufffd"_s;
    QTest::newRow("a secret key") << QByteArray("dump: se/cret+ end")
                                  << QByteArray(R"({"SecretAccessKey":"se\/cret+"})") << u"dump: <redacted> end"_s;
    QTest::newRow("a token, deeper") << QByteArray("[tok]") << QByteArray(R"({"Credentials":{"sessiontoken" : "tok"}})")
                                     << u"[<redacted>]"_s;
    QTest::newRow("of half an answer") << QByteArray("got tok") << QByteArray(R"({"SessionToken":"tok)")
                                       << u"got <redacted>"_s;
    QTest::newRow("as JSON text again") << QByteArray(R"({"t":"a\/b"})") << QByteArray(R"({"SessionToken":"a/b"})")
                                        << uR"({"t":"<redacted>"})"_s;
    QTest::newRow("coloured letter by letter")
        << QByteArray("\x1b[1mt\x1b[2mok") << QByteArray(R"({"SessionToken":"tok"})") << u"<redacted>"_s;
}

void TestProcessOutput::showsComplaintsSafely()
{
    QFETCH(QByteArray, complaint);
    QFETCH(QByteArray, output);
    QTEST(shownComplaint(complaint, output), "shown");
}

void TestProcessOutput::cutsAfterCleaning()
{
    const QString exact = shownComplaint(QByteArray(500, 'x'), {});
    QCOMPARE(exact, QString(500, u'x'));
    const QString cut = shownComplaint(QByteArray(501, 'x'), {});
    QCOMPARE(cut, QString(500, u'x') + u'…');
    const QByteArray token(40, 't');
    const QString half = shownComplaint(QByteArray(480, 'x') + token, "{\"SessionToken\":\"" + token + "\"}");
    QVERIFY2(!half.contains(u't' + u"tt"_s), "half a token is shown at the cut");
}

QTEST_GUILESS_MAIN(TestProcessOutput)
#include "tst_processoutput.moc"
