// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awsfiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <unistd.h>

using namespace busload;
using namespace Qt::StringLiterals;

class TestAwsFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;

    QProcessEnvironment environment(const QStringList &pairs = {}) const
    {
        QProcessEnvironment result;
        result.insert(u"HOME"_s, m_home->path());
        for (const QString &pair : pairs)
            result.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        return result;
    }

    void write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_home->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
    }

    void whereTheFilesAre_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("config"); // HOME stands for the home folder
        QTest::addColumn<QString>("credentials");
        QTest::newRow("in the home folder") << QStringList{} << u"HOME/.aws/config"_s << u"HOME/.aws/credentials"_s;
        QTest::newRow("where the variables say")
            << QStringList{u"AWS_CONFIG_FILE=/c"_s, u"AWS_SHARED_CREDENTIALS_FILE=/k"_s} << u"/c"_s << u"/k"_s;
        QTest::newRow("a blank variable says nothing")
            << QStringList{u"AWS_CONFIG_FILE= "_s} << u"HOME/.aws/config"_s << u"HOME/.aws/credentials"_s;
        QTest::newRow("~ at the start") << QStringList{u"AWS_CONFIG_FILE=~/x"_s} << u"HOME/x"_s
                                        << u"HOME/.aws/credentials"_s;
        QTest::newRow("~ nowhere else") << QStringList{u"AWS_CONFIG_FILE=/a/~/x"_s,
                                                       u"AWS_SHARED_CREDENTIALS_FILE=~me/x"_s}
                                        << u"/a/~/x"_s << u"~me/x"_s;
        QTest::newRow("variables within") << QStringList{u"D=/d"_s, u"AWS_CONFIG_FILE=$D/${D}x/$GONE"_s}
                                          << u"/d//dx/$GONE"_s << u"HOME/.aws/credentials"_s;
    }

    void whereTheFilesAre()
    {
        QFETCH(QStringList, variables);
        QFETCH(QString, config);
        QFETCH(QString, credentials);
        const AwsFiles files(environment(variables));
        QCOMPARE(files.configPath(), config.replace(u"HOME"_s, m_home->path()));
        QCOMPARE(files.credentialsPath(), credentials.replace(u"HOME"_s, m_home->path()));
        QCOMPARE(files.homePath(), m_home->path());
    }

    void noFilesAreNoProblem()
    {
        AwsFiles files(environment());
        QVERIFY(files.read().profiles.isEmpty());
        QVERIFY(files.read().problems.isEmpty());
        QCOMPARE(files.read().configFile, m_home->filePath(u".aws/config"_s));
    }

    void changesAreSeenAtTheNextLook()
    {
        AwsFiles files(environment());
        QVERIFY(files.read().profiles.isEmpty());
        write(u".aws/config"_s, "[profile one]\n");
        QCOMPARE(files.read().profiles.keys(), QStringList{u"one"_s});
        write(u".aws/credentials"_s, "[two]\n");
        QCOMPARE(files.read().profiles.keys(), (QStringList{u"one"_s, u"two"_s}));
        // Another file in its place, of the same size and the same times.
        write(u"other"_s, "[profile six]\n");
        QFile other(m_home->filePath(u"other"_s));
        QVERIFY(other.open(QIODevice::ReadWrite));
        QVERIFY(other.setFileTime(QFileInfo(files.configPath()).lastModified(), QFileDevice::FileModificationTime));
        other.close();
        QVERIFY(QFile::remove(files.configPath()));
        QVERIFY(QFile::rename(m_home->filePath(u"other"_s), files.configPath()));
        QCOMPARE(files.read().profiles.keys(), (QStringList{u"six"_s, u"two"_s}));
        QVERIFY(QFile::remove(files.configPath()));
        QCOMPARE(files.read().profiles.keys(), QStringList{u"two"_s});
    }

    void newContentOfTheSameSizeIsSeen()
    {
        write(u".aws/config"_s, "[profile one]\n");
        AwsFiles files(environment());
        QCOMPARE(files.read().profiles.keys(), QStringList{u"one"_s});
        // Written in its place, and given a time that differs: by less than a second, and backwards.
        QFile file(files.configPath());
        const QDateTime before = QFileInfo(file).lastModified();
        write(u".aws/config"_s, "[profile six]\n");
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(before.addMSecs(-7), QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(files.read().profiles.keys(), QStringList{u"six"_s});
    }

    void whatDidNotChangeIsNotReadAgain()
    {
        // A file that has been there for a while; its content does not matter.
        const QString old = qEnvironmentVariable("BUSLOAD_SOURCE_DIR") + u"/LICENSE"_s;
        if (!QFileInfo(old).isFile() || QFileInfo(old).metadataChangeTime().secsTo(QDateTime::currentDateTime()) < 10)
            QSKIP("needs BUSLOAD_SOURCE_DIR");
        AwsFiles files(environment({u"AWS_CONFIG_FILE="_s + old}));
        const AwsConfig first = files.read();
        QVERIFY(!first.problems.isEmpty());
        QVERIFY2(files.read().problems.isSharedWith(first.problems), "it was read again");
    }

    void theNullDeviceSaysNoFile()
    {
        AwsFiles files(environment({u"AWS_CONFIG_FILE=/dev/null"_s}));
        QVERIFY(files.read().problems.isEmpty());
        QVERIFY(files.read().profiles.isEmpty());
    }

    void aLinkToNowhereIsNoFile()
    {
        QVERIFY(QFile::link(m_home->filePath(u"gone"_s), m_home->filePath(u"link"_s)));
        AwsFiles files(environment({u"AWS_CONFIG_FILE=~/link"_s}));
        QVERIFY(files.read().problems.isEmpty());
        write(u"gone"_s, "[profile one]\n");
        QVERIFY2(files.read().profiles.contains(u"one"_s), "the link leads somewhere now");
    }

    void aFileThatNobodyReachesIsAProblem()
    {
        QVERIFY(QFile::link(m_home->filePath(u"loop"_s), m_home->filePath(u"loop"_s)));
        AwsFiles files(environment({u"AWS_CONFIG_FILE=~/loop"_s}));
        QCOMPARE(files.read().problems.size(), 1);
        QVERIFY2(
            problemText(files.read().problems.first()).startsWith(files.configPath() + u": it cannot be reached ("_s),
            qPrintable(problemText(files.read().problems.first())));
    }

    void aFolderWithoutPermissionIsAProblem()
    {
        if (::geteuid() == 0)
            QSKIP("root may enter everything");
        write(u".aws/config"_s, "[profile one]\n");
        const QString folder = m_home->filePath(u".aws"_s);
        QVERIFY(QFile::setPermissions(folder, QFileDevice::Permissions()));
        AwsFiles files(environment());
        QCOMPARE(files.read().problems.size(), 2);
        QVERIFY(files.read().problems.first().message.contains(u"cannot be reached"_s));
        QVERIFY(
            QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        QVERIFY(files.read().profiles.contains(u"one"_s));
    }

    void aChangeWithinATickOfTheClockIsSeen()
    {
        AwsFiles files(environment());
        for (int i = 100; i < 200; ++i) {
            // The same file and size, and in this time mostly the same stamp.
            write(u".aws/config"_s, "[profile p" + QByteArray::number(i) + "]\n");
            QCOMPARE(files.read().profiles.keys(), QStringList{u"p%1"_s.arg(i)});
        }
    }

    void whatCannotBeReadIsAProblem()
    {
        QVERIFY(QDir().mkpath(m_home->filePath(u".aws/config"_s)));
        write(u".aws/credentials"_s, "[ok]\na=1\n");
        AwsFiles files(environment());
        QCOMPARE(files.read().problems.size(), 1);
        QCOMPARE(problemText(files.read().problems.first()), files.configPath() + u": it is no file"_s);
        QVERIFY(files.read().profiles.contains(u"ok"_s));
    }

    void aFileWithoutPermissionIsAProblem()
    {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        write(u".aws/config"_s, "[profile one]\n");
        QFile::setPermissions(m_home->filePath(u".aws/config"_s), QFileDevice::Permissions());
        AwsFiles files(environment());
        QVERIFY(files.read().problems.first().message.contains(u"cannot be read"_s));
    }

    void aHugeFileIsNotRead()
    {
        write(u".aws/config"_s, QByteArray(4 * 1024 * 1024 + 1, '#'));
        AwsFiles files(environment());
        QVERIFY(files.read().problems.first().message.contains(u"4 MiB"_s));
    }
};

QTEST_GUILESS_MAIN(TestAwsFiles)
#include "tst_awsfiles.moc"
