// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real keychain: a Secret Service of its own on a bus of its own, with a home that is thrown away.
// The program starts itself again inside that session; what it left in the keyring's file is then read
// from outside. It fails, rather than skips, where gnome-keyring is missing.
#include "credentials/keychaincredentials.h"
#include "credentials/secretvault.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

constexpr char insideVariable[] = "BUSLOAD_TEST_INSIDE_SESSION";
constexpr char secretText[] = "wJalrXUtnFEMI-K7MDENG-notARealSecret-0123456789";
constexpr char tokenText[] = "FwoGZXIvYXdzEBYaDNotARealSessionToken";

//! The answer of one asynchronous request, for tests that wait for it.
template <typename T>
struct Waiting
{
    std::optional<Result<T>> answer;
    int times = 0;

    std::function<void(Result<T>)> take()
    {
        return [this](const Result<T> &result) {
            answer.emplace(result);
            ++times;
        };
    }
};

QProcessEnvironment throwAwayHome(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home);
    environment.insert(u"XDG_DATA_HOME"_s, home + u"/data"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, home + u"/config"_s);
    environment.insert(u"XDG_CACHE_HOME"_s, home + u"/cache"_s);
    environment.insert(u"XDG_RUNTIME_DIR"_s, home + u"/run"_s);
    for (const QString &name : {u"DBUS_SESSION_BUS_ADDRESS"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s,
                                u"XDG_CURRENT_DESKTOP"_s, u"KDE_FULL_SESSION"_s, u"GNOME_KEYRING_CONTROL"_s})
        environment.remove(name);
    return environment;
}

} // namespace

//! Runs within the session that KeychainTest starts.
class InsideSession : public QObject
{
    Q_OBJECT

private slots:
    void aFreshKeychainProvesItself()
    {
        Keychain keychain;
        Waiting<Done> probed;
        keychain.probe(this, probed.take());
        QTRY_VERIFY_WITH_TIMEOUT(probed.answer, 30'000);
        QVERIFY2(*probed.answer, qPrintable(*probed.answer ? QString() : probed.answer->failure().message));
    }

    void whatIsWrittenComesBackAndCanBeRemoved()
    {
        Keychain keychain;
        const QString key = secretKeyName(u"removed"_s);

        Waiting<std::optional<Secret>> nothing;
        keychain.read(key, this, nothing.take());
        QTRY_VERIFY(nothing.answer);
        QVERIFY2(*nothing.answer, "reading what was never stored is no failure");
        QVERIFY(!nothing.answer->value().has_value());

        Waiting<Done> written;
        keychain.write(key, Secret(secretText), this, written.take());
        QTRY_VERIFY(written.answer);
        QVERIFY(*written.answer);

        Waiting<std::optional<Secret>> found;
        keychain.read(key, this, found.take());
        QTRY_VERIFY(found.answer);
        QVERIFY(*found.answer);
        QCOMPARE(found.answer->value()->reveal(), QByteArray(secretText));

        Waiting<Done> removed;
        keychain.remove(key, this, removed.take());
        QTRY_VERIFY(removed.answer);
        QVERIFY(*removed.answer);

        Waiting<std::optional<Secret>> gone;
        keychain.read(key, this, gone.take());
        QTRY_VERIFY(gone.answer);
        QVERIFY(*gone.answer);
        QVERIFY2(!gone.answer->value().has_value(), "the secret must be gone after remove()");

        Waiting<Done> again;
        keychain.remove(key, this, again.take());
        QTRY_VERIFY(again.answer);
        QVERIFY2(*again.answer, "removing what is not there works");
        QCOMPARE(again.times, 1);
    }

    void noAnswerComesAfterTheContextIsGone()
    {
        Keychain keychain;
        auto context = std::make_unique<QObject>();
        Waiting<std::optional<Secret>> lost;
        keychain.read(u"any"_s, context.get(), lost.take());
        context.reset();
        Waiting<std::optional<Secret>> later; // the keychain answers in order
        keychain.read(u"any"_s, this, later.take());
        QTRY_VERIFY(later.answer);
        QCOMPARE(lost.times, 0);
    }

    void theVaultChoosesTheKeychainAndSigningKeysComeOutOfIt()
    {
        SecretVault vault;
        QCOMPARE(vault.place(), SecretVault::Place::Undecided);
        Waiting<Done> written;
        Waiting<Done> token;
        vault.write(secretKeyName(u"kept"_s), Secret(secretText), this, written.take());
        vault.write(sessionTokenName(u"kept"_s), Secret(tokenText), this, token.take());
        QTRY_VERIFY_WITH_TIMEOUT(written.answer && token.answer, 30'000);
        QVERIFY(*written.answer);
        QVERIFY(*token.answer);
        QCOMPARE(vault.place(), SecretVault::Place::Keychain);

        KeychainCredentials provider(vault, u"kept"_s, u"Staging"_s, u"AKIDEXAMPLE"_s);
        Waiting<ResolvedCredentials> keys;
        provider.request(this, keys.take());
        QTRY_VERIFY(keys.answer);
        QVERIFY(*keys.answer);
        QCOMPARE(keys.answer->value().keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
        QCOMPARE(keys.answer->value().keys.secretAccessKey.reveal(), QByteArray(secretText));
        QCOMPARE(keys.answer->value().keys.sessionToken.reveal(), QByteArray(tokenText));
        // Left behind on purpose: the outer test reads the keyring's file.
    }
};

//! Runs where there is no session bus.
class WithoutSession : public QObject
{
    Q_OBJECT

private slots:
    void theVaultKeepsSecretsForThisRunAndSaysWhy()
    {
        SecretVault vault;
        Waiting<Done> written;
        vault.write(secretKeyName(u"id"_s), Secret(secretText), this, written.take());
        QTRY_VERIFY_WITH_TIMEOUT(written.answer, 30'000);
        QVERIFY2(*written.answer, "without a keychain the secret is kept in memory");
        QCOMPARE(vault.place(), SecretVault::Place::ThisRun);
        QVERIFY2(!vault.reason().isEmpty(), "the window must be able to say why");

        Waiting<std::optional<Secret>> found;
        vault.read(secretKeyName(u"id"_s), this, found.take());
        QTRY_VERIFY(found.answer);
        QCOMPARE(found.answer->value()->reveal(), QByteArray(secretText));
    }
};

class KeychainTest : public QObject
{
    Q_OBJECT

private slots:
    void aRealSecretServiceKeepsTheSecretsAndItsFileShowsNone()
    {
        const QTemporaryDir home;
        QVERIFY(home.isValid());
        QVERIFY(QDir(home.path()).mkpath(u"run"_s));
        QVERIFY(QFile::setPermissions(home.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QProcessEnvironment environment = throwAwayHome(home.path());
        environment.insert(QLatin1String(insideVariable), u"keyring"_s);

        QProcess session;
        session.setProcessChannelMode(QProcess::MergedChannels);
        session.setProcessEnvironment(environment);
        session.start(
            u"dbus-run-session"_s,
            {u"--"_s, u"sh"_s, u"-c"_s,
             u"command -v gnome-keyring-daemon >/dev/null || { echo gnome-keyring-daemon is missing; exit 99; }; "
             "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$0\""_s,
             QCoreApplication::applicationFilePath()});
        QVERIFY2(session.waitForStarted(), "dbus-run-session could not be started: install dbus");
        QVERIFY2(session.waitForFinished(120'000), "the session did not end");
        const QByteArray output = session.readAll();
        QVERIFY2(session.exitStatus() == QProcess::NormalExit && session.exitCode() == 0, output.constData());
        QVERIFY2(output.contains("theVaultChoosesTheKeychain"), output.constData());

        int files = 0;
        QDirIterator walk(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        bool sawKeyring = false;
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            ++files;
            const QByteArray content = file.readAll();
            sawKeyring = sawKeyring || (file.fileName().endsWith(u".keyring"_s) && content.size() > 100);
            QVERIFY2(!content.contains(secretText), qPrintable(u"plain secret in "_s + file.fileName()));
            QVERIFY2(!content.contains(tokenText), qPrintable(u"plain session token in "_s + file.fileName()));
        }
        QVERIFY2(sawKeyring, qPrintable(u"no keyring among the %1 files: nothing was kept"_s.arg(files)));
    }

    void withoutASessionBusSecretsStayInMemory()
    {
        const QTemporaryDir home;
        QVERIFY(home.isValid());
        QProcessEnvironment environment = throwAwayHome(home.path());
        environment.insert(QLatin1String(insideVariable), u"none"_s);
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + home.filePath(u"no-such-bus"_s));

        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.setProcessEnvironment(environment);
        program.start(QCoreApplication::applicationFilePath(), QStringList());
        QVERIFY2(program.waitForFinished(120'000), "the program did not end");
        const QByteArray output = program.readAll();
        QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0, output.constData());
        QVERIFY2(output.contains("theVaultKeepsSecretsForThisRun"), output.constData());

        QDirIterator walk(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                QVERIFY2(!file.readAll().contains(secretText), qPrintable(file.fileName()));
        }
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QByteArray inside = qgetenv(insideVariable);
    if (inside == "keyring") {
        InsideSession test;
        return QTest::qExec(&test, argc, argv);
    }
    if (inside == "none") {
        WithoutSession test;
        return QTest::qExec(&test, argc, argv);
    }
    KeychainTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
