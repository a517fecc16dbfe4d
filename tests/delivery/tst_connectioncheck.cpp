// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connectioncheck.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(busload::Connection)

class ConnectionCheckTest : public QObject
{
    Q_OBJECT

private:
    static Connection good()
    {
        Connection connection;
        connection.name = u"Staging"_s;
        connection.kind = Connection::Kind::Custom;
        connection.endpointUrl = u"https://events.example.com"_s;
        connection.accessKeyId = u"AKIDEXAMPLE"_s;
        return connection;
    }

private slots:
    void aGoodConnectionHasNoProblem() { QCOMPARE(connectionProblems(good()), QList<ConnectionProblem>()); }

    void endpointUrl_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowPlainHttp");
        QTest::addColumn<QString>("says");
        QTest::newRow("https anywhere") << u"https://example.com/base"_s << false << QString();
        QTest::newRow("http to localhost") << u"http://localhost:4566"_s << false << QString();
        QTest::newRow("http to 127.1.2.3") << u"http://127.1.2.3:1"_s << false << QString();
        QTest::newRow("http to ::1") << u"http://[::1]:4566"_s << false << QString();
        QTest::newRow("http to a name below localhost") << u"http://aws.localhost"_s << false << QString();
        QTest::newRow("http to a foreign host") << u"http://example.com"_s << false << u"Plain http"_s;
        QTest::newRow("a foreign host that begins like loopback")
            << u"http://127.0.0.1.example.com"_s << false << u"Plain http"_s;
        QTest::newRow("http to a foreign host when allowed") << u"http://example.com"_s << true << QString();
        QTest::newRow("no URL") << u" "_s << false << u"needed"_s;
        QTest::newRow("no scheme") << u"localhost:4566"_s << false << u"https://"_s;
        QTest::newRow("another scheme") << u"ftp://example.com"_s << true << u"https://"_s;
        QTest::newRow("no host") << u"https://"_s << false << u"host"_s;
        QTest::newRow("a password in it") << u"https://u:p@example.com"_s << false << u"plain text"_s;
        QTest::newRow("a query") << u"https://example.com/?a=b"_s << false << u"?"_s;
    }

    void endpointUrl()
    {
        QFETCH(QString, url);
        QFETCH(bool, allowPlainHttp);
        QFETCH(QString, says);
        Connection connection = good();
        connection.endpointUrl = url;
        connection.allowPlainHttp = allowPlainHttp;
        const auto problems = connectionProblems(connection);
        QCOMPARE(problems.size(), says.isEmpty() ? 0 : 1);
        if (!says.isEmpty()) {
            QCOMPARE(problems.first().field, ConnectionField::EndpointUrl);
            QVERIFY2(problems.first().message.contains(says), qPrintable(problems.first().message));
        }
    }

    void proxy_data()
    {
        QTest::addColumn<QString>("proxy");
        QTest::addColumn<QString>("says");
        QTest::newRow("none named") << QString() << QString();
        QTest::newRow("none at all") << u"direct"_s << QString();
        QTest::newRow("http") << u"http://proxy.example.com:3128"_s << QString();
        QTest::newRow("without a scheme") << u"proxy:3128"_s << QString();
        QTest::newRow("socks5") << u"socks5://127.0.0.1:1080"_s << QString();
        QTest::newRow("https") << u"https://proxy:443"_s << u"looks like"_s;
        QTest::newRow("no host") << u"http://"_s << u"looks like"_s;
        QTest::newRow("a password") << u"http://me:pw@proxy:3128"_s << u"HTTPS_PROXY"_s;
        QTest::newRow("a password without a scheme") << u"me:pw@proxy:3128"_s << u"HTTPS_PROXY"_s;
    }

    void proxy()
    {
        QFETCH(QString, proxy);
        QFETCH(QString, says);
        Connection connection = good();
        connection.proxyUrl = proxy;
        const auto problems = connectionProblems(connection);
        QCOMPARE(problems.size(), says.isEmpty() ? 0 : 1);
        if (!says.isEmpty()) {
            QCOMPARE(problems.first().field, ConnectionField::Proxy);
            QVERIFY2(problems.first().message.contains(says), qPrintable(problems.first().message));
        }
    }

    void globalEndpoints()
    {
        Connection connection = good();
        connection.kind = Connection::Kind::Aws;
        connection.endpointId = u"abcde.veo"_s;
        QVERIFY(connectionProblems(connection).isEmpty());
        const QStringList bad{u"abcde"_s, u"a.b.c"_s, u"abc/de.veo"_s, QString(49, u'a') + u".b"_s};
        for (const QString &id : bad) {
            connection.endpointId = id;
            QCOMPARE(connectionProblems(connection).size(), 1);
            QCOMPARE(connectionProblems(connection).first().field, ConnectionField::EndpointId);
        }
        connection.endpointId = u"abcde.veo"_s;
        connection.useFips = true;
        QVERIFY(connectionProblems(connection).first().message.contains(u"FIPS"_s));
    }

    void aRegionMayComeFromTheProfile()
    {
        Connection connection = good();
        connection.kind = Connection::Kind::Aws;
        connection.region.clear();
        connection.profile = u"dev"_s;
        using Source = Connection::CredentialSource;
        for (const Source source : {Source::Profile, Source::AwsChain, Source::Environment}) {
            connection.credentialSource = source;
            QVERIFY(connectionProblems(connection).isEmpty());
        }
        connection.credentialSource = Source::Keychain;
        QCOMPARE(connectionProblems(connection).first().field, ConnectionField::Region);
    }

    void otherFields()
    {
        Connection connection = good();
        connection.name = u"  "_s;
        connection.region = u"eu central"_s;
        connection.accessKeyId = u"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"_s;
        connection.limits.bytesPerCall = Limits::raisedBytesPerCall + 1;
        connection.connectTimeoutMs = 0;
        connection.answerTimeoutMs = 3'600'000;
        connection.idempotency = {IdempotencyChoice::Kind::WriteIntoDetail, u" "_s};
        connection.defaultBus = u"no such/bus"_s;
        connection.caFile = u"company.pem"_s;
        QList<ConnectionField> fields;
        for (const ConnectionProblem &problem : connectionProblems(connection))
            fields.append(problem.field);
        QCOMPARE(fields,
                 QList<ConnectionField>({ConnectionField::Name, ConnectionField::Region, ConnectionField::AccessKeyId,
                                         ConnectionField::DefaultBus, ConnectionField::ByteLimit,
                                         ConnectionField::ConnectTimeout, ConnectionField::AnswerTimeout,
                                         ConnectionField::IdempotencyKey, ConnectionField::CaFile}));
        connection = good();
        connection.credentialSource = Connection::CredentialSource::Profile;
        QCOMPARE(connectionProblems(connection).first().field, ConnectionField::Profile);
    }

    void whatIsNotUsedIsNotChecked()
    {
        Connection environment = good();
        environment.credentialSource = Connection::CredentialSource::Environment;
        environment.accessKeyId.clear();
        QVERIFY(connectionProblems(environment).isEmpty());
        Connection aws = good();
        aws.kind = Connection::Kind::Aws;
        aws.endpointUrl.clear();
        QVERIFY(connectionProblems(aws).isEmpty());
        aws.region.clear();
        QCOMPARE(connectionProblems(aws).size(), 1);
        QCOMPARE(connectionProblems(aws).first().field, ConnectionField::Region);
    }
};

QTEST_GUILESS_MAIN(ConnectionCheckTest)
#include "tst_connectioncheck.moc"
