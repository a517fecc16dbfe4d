// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/ssotoken.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace busload;
using namespace Qt::StringLiterals;

class TestSsoToken : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void fileIsNamedAfterTheLogin();
    void readsAToken_data();
    void readsAToken();
    void readsAllOfASession();
    void refusesWhatIsNoLogin_data();
    void refusesWhatIsNoLogin();
    void refusesWhatIsNotAFile();
    void refusesWhatMayNotBeRead();
    void renewsInTime_data();
    void renewsInTime();
    void storesARenewedToken();
    void leavesANewerLoginAlone();
    void tellsWhatCouldNotBeStored();

private:
    void write(const QByteArray &text);
    QJsonObject stored() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

static const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

static SsoLogin session()
{
    return {u"corp"_s, u"https://corp.awsapps.com/start"_s, u"eu-central-1"_s, u"123456789012"_s, u"dev"_s};
}

static SsoToken token()
{
    return {Secret("hidden"), now.addSecs(600), Secret("again"), u"client"_s, Secret("client secret"), now.addDays(30)};
}

void TestSsoToken::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"token.json"_s);
}

void TestSsoToken::write(const QByteArray &text)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QJsonObject TestSsoToken::stored() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void TestSsoToken::fileIsNamedAfterTheLogin()
{
    SsoLogin login = session();
    login.sessionName = u"dev"_s;
    QCOMPARE(ssoTokenPath(u"/home/me"_s, login),
             u"/home/me/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json"_s);
    login.sessionName.clear();
    login.startUrl = u"dev"_s;
    QCOMPARE(ssoTokenPath(u"/home/me"_s, login),
             u"/home/me/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json"_s);
}

void TestSsoToken::readsAToken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("the two needed") << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z"})");
    QTest::newRow("the zone's old name") << QByteArray(
        R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00UTC"})");
    QTest::newRow("another zone") << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T13:10:00+01:00"})");
    QTest::newRow("the same portal and region")
        << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z",
                          "startUrl":"https://corp.awsapps.com/start","region":"eu-central-1"})");
    QTest::newRow("the portal's address as the browser shows it")
        << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z",
                          "startUrl":"https://corp.awsapps.com/start/#/"})");
}

void TestSsoToken::readsAToken()
{
    QFETCH(QByteArray, text);
    write(text);
    const Result<SsoToken> read = readSsoToken(m_path, session(), u"dev"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.failure().message));
    QVERIFY2(read->accessToken == Secret("hidden"), "another token than in the file");
    QCOMPARE(read->expiresAt, now.addSecs(600));
    QVERIFY2(read->refreshToken.isEmpty() && !read->registrationExpiresAt, "members that are not in the file");
}

void TestSsoToken::readsAllOfASession()
{
    write(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z","refreshToken":"again","clientId":"client",
              "clientSecret":"client secret","registrationExpiresAt":"2026-12-23T12:00:00Z","other":1})");
    const Result<SsoToken> read = readSsoToken(m_path, session(), u"dev"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.failure().message));
    QVERIFY2(*read == token(), "another token than in the file");
}

void TestSsoToken::refusesWhatIsNoLogin_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QByteArray() << u"damaged: the file is not a JSON object"_s;
    QTest::newRow("not JSON") << QByteArray("hidden") << u"damaged: the file is not a JSON object"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"damaged: the file is not a JSON object"_s;
    QTest::newRow("too large") << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z"})") +
                                      QByteArray(1024 * 1024, ' ')
                               << u"damaged: the file is not a JSON object"_s;
    QTest::newRow("no token") << QByteArray(R"({"expiresAt":"2026-11-23T12:10:00Z"})") << u"no accessToken"_s;
    QTest::newRow("token is a number") << QByteArray(R"({"accessToken":5,"expiresAt":"2026-11-23T12:10:00Z"})")
                                       << u"no accessToken"_s;
    QTest::newRow("no end") << QByteArray(R"({"accessToken":"hidden"})") << u"expiresAt in the file is missing"_s;
    QTest::newRow("end is no time") << QByteArray(R"({"accessToken":"hidden","expiresAt":"hidden"})")
                                    << u"expiresAt in the file is missing"_s;
    QTest::newRow("another portal") << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z",
                                                      "startUrl":"https://other.awsapps.com/start"})")
                                    << u"another SSO portal (https://other.awsapps.com/start) than the profile names "
                                       "(https://corp.awsapps.com/start)"_s;
    QTest::newRow("another region") << QByteArray(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z",
                                                      "region":"us-east-1"})")
                                    << u"another SSO region (us-east-1) than the profile names (eu-central-1)"_s;
}

void TestSsoToken::refusesWhatIsNoLogin()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    write(text);
    const Result<SsoToken> read = readSsoToken(m_path, session(), u"dev"_s);
    QVERIFY2(!read, "a token was made of it");
    QCOMPARE(read.failure().kind, FailureKind::Credentials);
    QCOMPARE(read.failure().subject, m_path);
    const QString &message = read.failure().message;
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY2(message.endsWith(u" Run: aws sso login --profile dev"_s), qPrintable(message));
    QVERIFY2(!message.contains(u"hidden"_s), "the message shows what is in the file");
}

void TestSsoToken::refusesWhatIsNotAFile()
{
    const auto words = [this] {
        const Result<SsoToken> read = readSsoToken(m_path, session(), u"dev"_s);
        return read ? QString() : read.failure().subject + u": "_s + read.failure().message;
    };
    QCOMPARE(words(), m_path + u": There is no SSO login on this computer yet for this profile. "
                               "Run: aws sso login --profile dev"_s);
    QVERIFY(QDir().mkpath(m_path));
    QVERIFY2(words().contains(u"it is not a file. Run: aws sso login --profile dev"_s), qPrintable(words()));
    QVERIFY(QDir().rmdir(m_path));
    QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    QVERIFY2(words().contains(u"it is not a file. Run: aws sso login --profile dev"_s), qPrintable(words()));
}

void TestSsoToken::refusesWhatMayNotBeRead()
{
    if (::geteuid() == 0)
        QSKIP("the superuser may read everything");
    write(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z"})");
    QVERIFY(QFile::setPermissions(m_path, {}));
    const Result<SsoToken> read = readSsoToken(m_path, session(), u"dev"_s);
    QVERIFY2(!read, "a file without permissions was read");
    QVERIFY2(read.failure().message.contains(u"could not be read"_s), qPrintable(read.failure().message));
}

void TestSsoToken::renewsInTime_data()
{
    QTest::addColumn<SsoToken>("given");
    QTest::addColumn<bool>("legacy");
    QTest::addColumn<bool>("renews");
    const auto row = [](const char *name, bool renews, const std::function<void(SsoToken &)> &change,
                        bool legacy = false) {
        SsoToken changed = token();
        change(changed);
        QTest::newRow(name) << changed << legacy << renews;
    };
    row("14:59 left", true, [](SsoToken &t) { t.expiresAt = now.addSecs(15 * 60 - 1); });
    row("15:00 left", false, [](SsoToken &t) { t.expiresAt = now.addSecs(15 * 60); });
    row("expired", true, [](SsoToken &t) { t.expiresAt = now.addSecs(-1); });
    row("no refresh token", false, [](SsoToken &t) { t.refreshToken = {}; });
    row("no client id", false, [](SsoToken &t) { t.clientId.clear(); });
    row("no client secret", false, [](SsoToken &t) { t.clientSecret = {}; });
    row("no end of the registration", false, [](SsoToken &t) { t.registrationExpiresAt.reset(); });
    row("registration expires now", false, [](SsoToken &t) { t.registrationExpiresAt = now; });
    row(
        "a profile of the old kind", false, [](SsoToken &) {}, true);
}

void TestSsoToken::renewsInTime()
{
    QFETCH(SsoToken, given);
    QFETCH(bool, legacy);
    SsoLogin login = session();
    if (legacy)
        login.sessionName.clear();
    QTEST(shouldRenew(given, login, now), "renews");
}

void TestSsoToken::storesARenewedToken()
{
    write(R"({"accessToken":"hidden","expiresAt":"2026-11-23T12:10:00Z","refreshToken":"again","clientId":"client",
              "region":"eu-central-1","other":{"kept":[1]}})");
    QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    SsoToken renewed = token();
    renewed.accessToken = Secret("new");
    renewed.refreshToken = Secret("once more");
    renewed.expiresAt = now.addSecs(3600);
    QVERIFY2(storeRenewedToken(m_path, token(), renewed), "the file was not written");
    const QJsonObject expected{
        {u"accessToken"_s, u"new"_s},        {u"expiresAt"_s, u"2026-11-23T13:00:00Z"_s},
        {u"refreshToken"_s, u"once more"_s}, {u"clientId"_s, u"client"_s},
        {u"region"_s, u"eu-central-1"_s},    {u"other"_s, QJsonDocument::fromJson(R"({"kept":[1]})").object()}};
    QCOMPARE(stored(), expected);
    struct stat info
    {
    };
    QCOMPARE(::stat(QFile::encodeName(m_path).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, 0600U);
}

void TestSsoToken::leavesANewerLoginAlone()
{
    const QByteArray newer = R"({"accessToken":"of a new login","expiresAt":"2026-11-23T20:00:00Z"})";
    write(newer);
    QVERIFY2(storeRenewedToken(m_path, token(), token()), "that there is nothing to do is no error");
    QCOMPARE(stored(), QJsonDocument::fromJson(newer).object());
}

void TestSsoToken::tellsWhatCouldNotBeStored()
{
    QVERIFY2(!storeRenewedToken(m_path, token(), token()), "a file that is not there was written");
    write("damaged");
    QVERIFY2(!storeRenewedToken(m_path, token(), token()), "a damaged file was written");
}

QTEST_GUILESS_MAIN(TestSsoToken)
#include "tst_ssotoken.moc"
