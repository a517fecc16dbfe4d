// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/effectiveconnection.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

using Kind = Connection::Kind;
using Source = Connection::CredentialSource;

constexpr char files[] =
    "[profile dev]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:4566\nca_bundle = /ca.pem\n"
    "[profile plain]\nregion = eu-west-3\n[default]\nregion = ap-south-1\n";

Connection connection(Source source, const QString &region = {})
{
    Connection made;
    made.name = u"Test"_s;
    made.credentialSource = source;
    made.profile = u"dev"_s;
    made.region = region;
    return made;
}

QProcessEnvironment environment(const QStringList &pairs)
{
    QProcessEnvironment made;
    for (const QString &pair : pairs)
        made.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return made;
}

Result<EffectiveConnection> effective(const Connection &of, const QStringList &variables = {})
{
    return effectiveConnection(of, environment(variables), parseAwsConfig({u"/c"_s, files}, {u"/k"_s, {}}));
}

} // namespace

class TestEffectiveConnection : public QObject
{
    Q_OBJECT

private slots:
    void regions_data()
    {
        QTest::addColumn<Source>("source");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("region"); // empty: a failure
        QTest::newRow("the connection's own first")
            << Source::AwsChain << u"us-west-2"_s << QStringList{u"AWS_REGION=a"_s} << u"us-west-2"_s;
        QTest::newRow("then the environment's")
            << Source::AwsChain << QString() << QStringList{u"AWS_REGION=eu-north-1"_s} << u"eu-north-1"_s;
        QTest::newRow("then the profile's") << Source::AwsChain << QString() << QStringList{} << u"ap-south-1"_s;
        QTest::newRow("of the profile that the AWS tools would take")
            << Source::AwsChain << QString() << QStringList{u"AWS_PROFILE=plain"_s} << u"eu-west-3"_s;
        QTest::newRow("the environment alone reads no file")
            << Source::Environment << QString() << QStringList{u"AWS_PROFILE=plain"_s} << QString();
        QTest::newRow("the environment's own region")
            << Source::Environment << QString() << QStringList{u"AWS_DEFAULT_REGION=eu-north-1"_s} << u"eu-north-1"_s;
        QTest::newRow("keys entered here read no file")
            << Source::Keychain << QString() << QStringList{u"AWS_PROFILE=gone"_s} << QString();
    }

    void regions()
    {
        QFETCH(Source, source);
        QFETCH(QString, own);
        QFETCH(QStringList, variables);
        QFETCH(QString, region);
        const auto result = effective(connection(source, own), variables);
        QCOMPARE(bool(result), !region.isEmpty());
        if (result)
            QCOMPARE(result->connection.region, region);
        else
            QVERIFY2(result.failure().message.contains(u"no region"_s), qPrintable(result.failure().message));
    }

    void endpoints_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("url"); // empty: AWS's own
        QTest::addColumn<QString>("stsUrl");
        const QString local = u"http://127.0.0.1:4566"_s;
        QTest::newRow("AWS's own") << Kind::Aws << u"plain"_s << QStringList{} << QString() << QString();
        QTest::newRow("of the profile, which emulators serve STS at too")
            << Kind::Aws << u"dev"_s << QStringList{} << local << local;
        QTest::newRow("of the environment")
            << Kind::Aws << u"plain"_s << QStringList{u"AWS_ENDPOINT_URL="_s + local} << local << local;
        QTest::newRow("of this service alone")
            << Kind::Aws << u"plain"_s << QStringList{u"AWS_ENDPOINT_URL_EVENTBRIDGE="_s + local} << local << local;
        QTest::newRow("of STS") << Kind::Aws << u"plain"_s << QStringList{u"AWS_ENDPOINT_URL_STS=http://127.0.0.1:1"_s}
                                << QString() << u"http://127.0.0.1:1"_s;
        QTest::newRow("the connection's own goes before")
            << Kind::Custom << u"dev"_s << QStringList{u"AWS_ENDPOINT_URL=http://127.0.0.1:9"_s}
            << u"https://own.example"_s << u"http://127.0.0.1:9"_s;
        QTest::newRow("switched off") << Kind::Aws << u"dev"_s
                                      << QStringList{u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"_s} << QString()
                                      << QString();
        QTest::newRow("a private address of AWS has no STS")
            << Kind::Aws << u"plain"_s
            << QStringList{u"AWS_ENDPOINT_URL_EVENTBRIDGE=https://vpce-1.events.eu-west-3.vpce.amazonaws.com"_s}
            << u"https://vpce-1.events.eu-west-3.vpce.amazonaws.com"_s << QString();
    }

    void endpoints()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, profile);
        QFETCH(QStringList, variables);
        QFETCH(QString, url);
        Connection of = connection(Source::Profile);
        of.kind = kind;
        of.profile = profile;
        of.endpointUrl = kind == Kind::Custom ? url : QString();
        const auto result = effective(of, variables);
        QVERIFY2(result, qPrintable(result ? QString() : result.failure().message));
        QCOMPARE(result->connection.kind, url.isEmpty() ? Kind::Aws : Kind::Custom);
        QCOMPARE(result->connection.endpointUrl, url);
        QTEST(result->stsUrl, "stsUrl");
    }

    void everythingThatComesFromElsewhereIsSaid()
    {
        const auto result = effective(connection(Source::Profile), {u"AWS_USE_DUALSTACK_ENDPOINT=false"_s});
        QVERIFY(result);
        QCOMPARE(result->remarks, (QStringList{u"Endpoint http://127.0.0.1:4566 from profile dev (/c line 3)"_s,
                                               u"Region eu-west-1 from profile dev (/c line 2)"_s,
                                               u"CA file /ca.pem from profile dev (/c line 4)"_s}));
        Connection plain = connection(Source::Keychain, u"us-east-1"_s);
        QCOMPARE(effective(plain)->remarks, QStringList());
        const auto fips = effective(plain, {u"AWS_USE_FIPS_ENDPOINT=true"_s});
        QVERIFY(fips->connection.useFips);
        QCOMPARE(fips->remarks, QStringList{u"FIPS from AWS_USE_FIPS_ENDPOINT"_s});
    }

    void aCustomEndpointNeedsNoRegion()
    {
        Connection custom = connection(Source::Environment);
        custom.kind = Kind::Custom;
        custom.endpointUrl = u"http://127.0.0.1:4566"_s;
        const auto result = effective(custom);
        QCOMPARE(result->connection.region, u"us-east-1"_s);
        QCOMPARE(result->remarks, QStringList{u"No region given: signing for us-east-1"_s});
    }

    void theSandboxIsItself()
    {
        Connection sandbox = connection(Source::SandboxKey, u"us-east-1"_s);
        sandbox.kind = Kind::Sandbox;
        sandbox.endpointUrl = u"http://127.0.0.1:4010"_s;
        const auto result = effective(
            sandbox, {u"AWS_ENDPOINT_URL=http://127.0.0.1:9"_s, u"AWS_PROFILE=gone"_s, u"AWS_CA_BUNDLE=/x"_s});
        QVERIFY(result);
        QCOMPARE(result->connection, sandbox);
        QVERIFY(result->remarks.isEmpty());
    }

    void whatMakesNoSenseIsSaid_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("says");
        QTest::newRow("an endpoint that is none")
            << QStringList{u"AWS_ENDPOINT_URL=ftp://u:hunter2@host"_s} << u"AWS_ENDPOINT_URL"_s << u"ftp://host"_s;
        QTest::newRow("FIPS with a custom endpoint")
            << QStringList{u"AWS_ENDPOINT_URL=http://127.0.0.1:1"_s, u"AWS_USE_FIPS_ENDPOINT=true"_s} << u"UseFIPS"_s
            << u"not supported"_s;
        QTest::newRow("a switch that is none")
            << QStringList{u"AWS_USE_FIPS_ENDPOINT=1"_s} << u"AWS_USE_FIPS_ENDPOINT"_s << u"true or false"_s;
        QTest::newRow("a profile that is not there")
            << QStringList{u"AWS_PROFILE=gone"_s} << u"profile gone"_s << u"gone"_s;
    }

    void whatMakesNoSenseIsSaid()
    {
        QFETCH(QStringList, variables);
        QFETCH(QString, says);
        const auto result = effective(connection(Source::AwsChain), variables);
        QVERIFY2(!result, "it must fail");
        QTEST(result.failure().subject, "subject");
        QVERIFY2(result.failure().message.contains(says), qPrintable(result.failure().message));
        QVERIFY2(!result.failure().message.contains(u"hunter2"_s), "a password is shown");
    }
};

QTEST_GUILESS_MAIN(TestEffectiveConnection)
#include "tst_effectiveconnection.moc"
