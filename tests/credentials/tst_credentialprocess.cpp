// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/credentialprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace busload;
using namespace Qt::StringLiterals;

class TestCredentialProcess : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void takesTheKeys();
    void passesArgumentsWithoutAShell();
    void looksPathUpInTheEnvironmentGiven();
    void givesTheEnvironmentAsItIs();
    void hasNoInputAndNoTerminal();
    void readsNearlyAMegabyte();
    void leavesAnAgentRunning();
    void refusesTheCommand_data();
    void refusesTheCommand();
    void tellsWhatWentWrong_data();
    void tellsWhatWentWrong();
    void tellsWhatCannotBeStarted();
    void judgesTheEndByTheClockGiven();
    void stopsAHangingProgramWithItsChildren();
    void stopsWithItsContext();
    void mayLoseItsContextInTheAnswer();

private:
    QString script(const QByteArray &body, const QString &name = u"keys"_s);
    Result<ResolvedCredentials> run(const QString &command, int timeoutMs = 60'000);
    qint64 numberIn(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
    int m_answers = 0;
};

static const QByteArray goodAnswer =
    R"({"Version":1,"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"hidden","SessionToken":"tok",)"
    R"("Expiration":"2126-11-23T13:20:05Z","AccountId":"123456789012"})";

static bool isAlive(qint64 process)
{
    return ::kill(static_cast<pid_t>(process), 0) == 0;
}

void TestCredentialProcess::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_environment.clear();
    m_environment.insert(u"PATH"_s, m_folder->path() + u":/usr/bin:/bin"_s);
}

//! Writes a shell script and gives its path.
QString TestCredentialProcess::script(const QByteArray &body, const QString &name)
{
    const QString path = m_folder->filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the script cannot be written");
    file.write("#!/bin/sh\n" + body + "\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

Result<ResolvedCredentials> TestCredentialProcess::run(const QString &command, int timeoutMs)
{
    QObject context;
    std::optional<Result<ResolvedCredentials>> given;
    m_answers = 0;
    runCredentialProcess(command, u"dev"_s, m_environment, timeoutMs, &context,
                         [&](const Result<ResolvedCredentials> &answer) {
                             ++m_answers;
                             given = answer;
                         });
    if (!QTest::qWaitFor([&] { return given.has_value(); }, 60'000))
        return Failure{FailureKind::Usage, {}, u"no answer came"_s};
    QCoreApplication::processEvents();
    return *given;
}

//! The number that a script wrote to a file; 0 when there is none yet.
qint64 TestCredentialProcess::numberIn(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

void TestCredentialProcess::takesTheKeys()
{
    const Result<ResolvedCredentials> answer = run(script("echo '" + goodAnswer + "'"));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.failure().message));
    QCOMPARE(answer->keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
    QVERIFY2(answer->keys.secretAccessKey == Secret("hidden"), "another secret key than printed");
    QVERIFY2(answer->keys.sessionToken == Secret("tok"), "another token than printed");
    QCOMPARE(answer->expiresAt, QDateTime(QDate(2126, 11, 23), QTime(13, 20, 5), Qt::UTC));
    QCOMPARE(answer->accountId, u"123456789012"_s);
    QCOMPARE(answer->origin, u"credential_process of profile dev"_s);
    QCOMPARE(answer->links, QStringList{u"credential_process of profile dev"_s});
    QCOMPARE(m_answers, 1);
}

void TestCredentialProcess::passesArgumentsWithoutAShell()
{
    script("printf '%s\\n' \"$@\" > \"$0.args\"; echo '" + goodAnswer + "'", u"my keys"_s);
    const Result<ResolvedCredentials> answer =
        run(u"\"%1\" --role 'a b' \\$HOME ; touch oops"_s.arg(m_folder->filePath(u"my keys"_s)));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.failure().message));
    QFile arguments(m_folder->filePath(u"my keys.args"_s));
    QVERIFY(arguments.open(QIODevice::ReadOnly));
    QCOMPARE(arguments.readAll(), QByteArray("--role\na b\n$HOME\n;\ntouch\noops\n"));
}

void TestCredentialProcess::looksPathUpInTheEnvironmentGiven()
{
    script("echo '" + goodAnswer + "'", u"busload-test-keys"_s);
    QVERIFY2(run(u"busload-test-keys"_s), "the program in PATH was not found");
    m_environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    const Result<ResolvedCredentials> answer = run(u"busload-test-keys"_s);
    QVERIFY2(!answer, "a program outside of PATH was found");
    QVERIFY2(answer.failure().message.contains(u"was not found in any folder of PATH"_s),
             qPrintable(answer.failure().message));
}

void TestCredentialProcess::givesTheEnvironmentAsItIs()
{
    qputenv("AWS_SECRET_ACCESS_KEY", "of this process");
    m_environment.insert(u"AWS_PROFILE"_s, u"other"_s);
    QVERIFY2(run(script("env > \"$0.env\"; echo '" + goodAnswer + "'")), "the program failed");
    m_environment.clear();
    QVERIFY2(run(script("env > \"$0.env\"; echo '" + goodAnswer + "'", u"bare"_s)), "the program failed");
    qunsetenv("AWS_SECRET_ACCESS_KEY");
    QFile variables(m_folder->filePath(u"keys.env"_s));
    QVERIFY(variables.open(QIODevice::ReadOnly));
    const QByteArray text = variables.readAll();
    QVERIFY2(text.contains("AWS_PROFILE=other\n"), text.constData());
    QVERIFY2(!text.contains("AWS_SECRET_ACCESS_KEY"), text.constData());
    QFile bare(m_folder->filePath(u"bare.env"_s));
    QVERIFY(bare.open(QIODevice::ReadOnly));
    const QByteArray none = bare.readAll();
    QVERIFY2(!none.contains("AWS_") && !none.contains("HOME="), none.constData());
}

void TestCredentialProcess::hasNoInputAndNoTerminal()
{
    const Result<ResolvedCredentials> answer =
        run(script("read answer && exit 3\n(read answer < /dev/tty) 2>/dev/null && exit 4\necho '" + goodAnswer + "'"));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.failure().message));
}

void TestCredentialProcess::readsNearlyAMegabyte()
{
    const Result<ResolvedCredentials> answer =
        run(script("head -c 1000000 /dev/zero | tr '\\0' ' '; echo '" + goodAnswer +
                   "'; head -c 1000000 /dev/zero | tr '\\0' 'x' >&2"));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.failure().message));
}

void TestCredentialProcess::leavesAnAgentRunning()
{
    const Result<ResolvedCredentials> answer =
        run(script("sleep 600 & echo $! > \"$0.pid\"; echo '" + goodAnswer + "'"));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.failure().message));
    const qint64 agent = numberIn(u"keys.pid"_s);
    QVERIFY2(agent > 0 && isAlive(agent), "a program that ended well lost what it left running");
    ::kill(static_cast<pid_t>(agent), SIGKILL);
}

void TestCredentialProcess::refusesTheCommand_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("open quote") << u"keys 'hidden"_s << FailureKind::Configuration << u"a quote that is not closed"_s;
    QTest::newRow("nothing") << u"  "_s << FailureKind::Configuration << u"The command is empty"_s;
    QTest::newRow("an empty program") << u"'' hidden"_s << FailureKind::Configuration << u"The command is empty"_s;
    QTest::newRow("no such file") << u"/nowhere/keys hidden"_s << FailureKind::Credentials
                                  << u"/nowhere/keys was not found. Check credential_process"_s;
    QTest::newRow("hopes for a shell") << u"~/keys hidden"_s << FailureKind::Credentials
                                       << u"~/keys was not found. Write the path in full"_s;
    QTest::newRow("not in PATH") << u"busload-no-such-program hidden"_s << FailureKind::Credentials
                                 << u"busload-no-such-program was not found in any folder of PATH"_s;
    QTest::newRow("not executable") << u"/etc/passwd hidden"_s << FailureKind::Credentials
                                    << u"/etc/passwd is not a program that may be executed"_s;
    QTest::newRow("a folder") << u"/usr/bin hidden"_s << FailureKind::Credentials
                              << u"/usr/bin is not a program that may be executed"_s;
}

void TestCredentialProcess::refusesTheCommand()
{
    QFETCH(QString, command);
    QFETCH(QString, words);
    const Result<ResolvedCredentials> answer = run(command);
    QVERIFY2(!answer, "keys came of it");
    QTEST(answer.failure().kind, "kind");
    QCOMPARE(answer.failure().subject, u"credential_process of profile dev"_s);
    QVERIFY2(answer.failure().message.contains(words), qPrintable(answer.failure().message));
    QVERIFY2(!answer.failure().message.contains(u"hidden"_s), "the message shows the command's arguments");
    QCOMPARE(m_answers, 1);
}

void TestCredentialProcess::tellsWhatWentWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("fails with a reason") << QByteArray("echo 'log in first' >&2; exit 3")
                                         << u"failed with exit code 3. It said: log in first"_s;
    QTest::newRow("fails without a word") << QByteArray("exit 1") << u"failed with exit code 1. It gave no reason"_s;
    QTest::newRow("output is no reason") << QByteArray("echo hidden; exit 1")
                                         << u"failed with exit code 1. It gave no reason"_s;
    QTest::newRow("fails and complains with its secrets")
        << QByteArray("echo '" + goodAnswer + "' | tee /dev/stderr; exit 1")
        << uR"(It said: {"Version":1,"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"<redacted>")"_s;
    QTest::newRow("complains at length") << QByteArray("head -c 2000 /dev/zero | tr '\\0' x >&2; exit 1")
                                         << u"It said: "_s + QString(500, u'x') + u'…';
    QTest::newRow("crashes") << QByteArray("echo 'out of luck' >&2; kill -SEGV $$")
                             << u"crashed. It said: out of luck"_s;
    QTest::newRow("prints nothing") << QByteArray("true") << u"printed nothing"_s;
    QTest::newRow("prints no JSON") << QByteArray("echo hidden") << u"not a JSON object"_s;
    QTest::newRow("expired") << QByteArray("echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"hidden\","
                                           "\"Expiration\":\"2020-01-01T00:00:00Z\"}'")
                             << u"expired at 2020-01-01T00:00:00Z"_s;
    QTest::newRow("shouts") << QByteArray("while :; do echo hiddenhiddenhiddenhidden; done")
                            << u"printed more than 1 MiB on its output and was stopped"_s;
    QTest::newRow("shouts errors") << QByteArray("while :; do echo hiddenhiddenhiddenhidden >&2; done")
                                   << u"printed more than 1 MiB as error messages and was stopped"_s;
}

void TestCredentialProcess::tellsWhatWentWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    const Result<ResolvedCredentials> answer = run(script(body));
    QVERIFY2(!answer, "keys came of it");
    QCOMPARE(answer.failure().kind, FailureKind::Credentials);
    QCOMPARE(answer.failure().subject, u"credential_process of profile dev"_s);
    QVERIFY2(answer.failure().message.contains(words), qPrintable(answer.failure().message));
    QVERIFY2(!answer.failure().message.contains(u"hidden"_s), "the message shows what the program printed");
    QCOMPARE(m_answers, 1);
}

void TestCredentialProcess::tellsWhatCannotBeStarted()
{
    const QString path = script("exit 0");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("#!/nowhere/interpreter\n");
    file.close();
    const Result<ResolvedCredentials> answer = run(path);
    QVERIFY2(!answer, "keys came of it");
    QVERIFY2(answer.failure().message.contains(u"could not be started"_s), qPrintable(answer.failure().message));
    QCOMPARE(m_answers, 1);
}

void TestCredentialProcess::judgesTheEndByTheClockGiven()
{
    std::optional<Result<ResolvedCredentials>> given;
    runCredentialProcess(
        script("echo '" + goodAnswer + "'"), u"dev"_s, m_environment, 60'000, this,
        [&](const Result<ResolvedCredentials> &answer) { given = answer; },
        [] { return QDateTime(QDate(2127, 1, 1), QTime(0, 0), Qt::UTC); });
    QTRY_VERIFY(given);
    QVERIFY2(!*given, "keys that expired a month ago were taken");
    QVERIFY2(given->failure().message.contains(u"expired at 2126-11-23T13:20:05Z"_s),
             qPrintable(given->failure().message));
}

void TestCredentialProcess::stopsAHangingProgramWithItsChildren()
{
    const Result<ResolvedCredentials> answer =
        run(script("echo $$ > \"$0.own\"; sleep 600 & echo $! > \"$0.child\"; wait"), 1500);
    QVERIFY2(!answer, "keys came of it");
    QVERIFY2(answer.failure().message.contains(u"did not end within 1.5 s and was stopped"_s),
             qPrintable(answer.failure().message));
    const qint64 own = numberIn(u"keys.own"_s);
    const qint64 child = numberIn(u"keys.child"_s);
    QVERIFY2(own > 0 && child > 0, "the program did not come to its work");
    QTRY_VERIFY2(!isAlive(own), "the program still runs");
    QTRY_VERIFY2(!isAlive(child), "what the program started still runs");
}

void TestCredentialProcess::stopsWithItsContext()
{
    auto context = std::make_unique<QObject>();
    int answers = 0;
    runCredentialProcess(script("echo $$ > \"$0.own\"; sleep 600"), u"dev"_s, m_environment, 60'000, context.get(),
                         [&](const Result<ResolvedCredentials> &) { ++answers; });
    QTRY_VERIFY2(numberIn(u"keys.own"_s) > 0, "the program did not start");
    context.reset();
    QTRY_VERIFY2(!isAlive(numberIn(u"keys.own"_s)), "the program still runs");
    QCOMPARE(answers, 0);

    // Before the program has even started.
    context = std::make_unique<QObject>();
    runCredentialProcess(script("sleep 600"), u"dev"_s, m_environment, 60'000, context.get(),
                         [&](const Result<ResolvedCredentials> &) { ++answers; });
    context.reset();
    QTest::qWait(0);
    QCOMPARE(answers, 0);
}

void TestCredentialProcess::mayLoseItsContextInTheAnswer()
{
    auto context = std::make_unique<QObject>();
    int answers = 0;
    runCredentialProcess(script("exit 1"), u"dev"_s, m_environment, 60'000, context.get(),
                         [&](const Result<ResolvedCredentials> &) {
                             ++answers;
                             context.reset();
                         });
    QTRY_COMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestCredentialProcess)
#include "tst_credentialprocess.moc"
