// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awssettings.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment environment(const QStringList &pairs)
{
    QProcessEnvironment result;
    for (const QString &pair : pairs)
        result.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return result;
}

AwsConfig config(const QByteArray &text)
{
    return parseAwsConfig({u"/c"_s, text}, {u"/k"_s, {}});
}

constexpr char devFile[] = "[profile dev]\nregion = eu-west-1\nendpoint_url = http://profile\nca_bundle = /ca.pem\n"
                           "use_fips_endpoint = TRUE\nuse_dualstack_endpoint = false\nservices = local\n"
                           "[services local]\neventbridge =\n  endpoint_url = http://services\nsts =\n  other = 1\n"
                           "[profile plain]\nendpoint_url = http://plain\n";

} // namespace

class TestAwsSettings : public QObject
{
    Q_OBJECT

private slots:
    void theProfileInForce_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("profile");
        QTest::newRow("default") << QStringList{} << u"default"_s;
        QTest::newRow("AWS_PROFILE") << QStringList{u"AWS_PROFILE=dev"_s} << u"dev"_s;
        QTest::newRow("its older name") << QStringList{u"AWS_DEFAULT_PROFILE=dev"_s} << u"dev"_s;
        QTest::newRow("the newer wins") << QStringList{u"AWS_DEFAULT_PROFILE=x"_s, u"AWS_PROFILE=dev"_s} << u"dev"_s;
        QTest::newRow("blank is unset") << QStringList{u"AWS_PROFILE= "_s} << u"default"_s;
    }

    void theProfileInForce()
    {
        QFETCH(QStringList, variables);
        QTEST(chosenProfile(environment(variables)), "profile");
    }

    void regionsInTheirOrder_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("origin");
        QTest::newRow("of the profile") << QStringList{} << u"eu-west-1"_s << u"profile dev (/c line 2)"_s;
        QTest::newRow("AWS_DEFAULT_REGION before it")
            << QStringList{u"AWS_DEFAULT_REGION=b"_s} << u"b"_s << u"AWS_DEFAULT_REGION"_s;
        QTest::newRow("AWS_REGION before that")
            << QStringList{u"AWS_DEFAULT_REGION=b"_s, u"AWS_REGION=a"_s} << u"a"_s << u"AWS_REGION"_s;
        QTest::newRow("blank is unset") << QStringList{u"AWS_REGION=  "_s} << u"eu-west-1"_s
                                        << u"profile dev (/c line 2)"_s;
    }

    void regionsInTheirOrder()
    {
        QFETCH(QStringList, variables);
        const auto settings = awsSettings(environment(variables), config(devFile), u"dev"_s);
        QVERIFY2(settings, qPrintable(settings ? QString() : settings.failure().message));
        QTEST(settings->region.value, "region");
        QTEST(settings->region.origin, "origin");
        QCOMPARE(settings->profile, u"dev"_s);
    }

    void endpointsInTheirOrder_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("stsUrl");
        const QStringList all{u"AWS_ENDPOINT_URL=http://env"_s, u"AWS_ENDPOINT_URL_EVENTBRIDGE=http://envevents"_s};
        QTest::newRow("the service's variable first") << all << u"dev"_s << u"http://envevents"_s << u"http://env"_s;
        QTest::newRow("then the one of all services") << all.first(1) << u"dev"_s << u"http://env"_s << u"http://env"_s;
        QTest::newRow("then the services section")
            << QStringList{} << u"dev"_s << u"http://services"_s << u"http://profile"_s;
        QTest::newRow("then the profile's own")
            << QStringList{} << u"plain"_s << u"http://plain"_s << u"http://plain"_s;
        QTest::newRow("all off") << all + QStringList{u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"_s} << u"dev"_s
                                 << QString() << QString();
        QTest::newRow("not off") << all + QStringList{u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false"_s} << u"dev"_s
                                 << u"http://envevents"_s << u"http://env"_s;
    }

    void endpointsInTheirOrder()
    {
        QFETCH(QStringList, variables);
        QFETCH(QString, profile);
        const auto settings = awsSettings(environment(variables), config(devFile), profile);
        QVERIFY(settings);
        QTEST(settings->endpointUrl.value, "url");
        QTEST(settings->stsEndpointUrl.value, "stsUrl");
    }

    void aProfileCanSwitchEndpointsOff()
    {
        const auto settings = awsSettings(environment({u"AWS_ENDPOINT_URL=http://env"_s}),
                                          config("[profile x]\nignore_configured_endpoint_urls = true\n"), u"x"_s);
        QVERIFY(settings && settings->endpointUrl.value.isEmpty());
    }

    void singleSignOnHasEndpointsToo()
    {
        const auto settings = awsSettings(
            environment({u"AWS_ENDPOINT_URL_SSO=http://sso"_s, u"AWS_ENDPOINT_URL_SSO_OIDC=http://oidc"_s}), {}, {});
        QVERIFY(settings);
        QCOMPARE(settings->ssoEndpointUrl, (AwsValue{u"http://sso"_s, u"AWS_ENDPOINT_URL_SSO"_s}));
        QCOMPARE(settings->ssoOidcEndpointUrl.value, u"http://oidc"_s);
    }

    void switchesAndCertificates()
    {
        const auto settings = awsSettings(environment({}), config(devFile), u"dev"_s);
        QVERIFY(settings);
        QCOMPARE(settings->useFips, (AwsFlag{true, u"profile dev (/c line 5)"_s}));
        QCOMPARE(settings->useDualStack.value, false);
        QCOMPARE(settings->caBundle.value, u"/ca.pem"_s);
        const auto other = awsSettings(environment({u"AWS_USE_FIPS_ENDPOINT=false"_s,
                                                    u"AWS_USE_DUALSTACK_ENDPOINT=True"_s, u"AWS_CA_BUNDLE=/env.pem"_s}),
                                       config(devFile), u"dev"_s);
        QCOMPARE(other->useFips.value, false);
        QCOMPARE(other->useDualStack, (AwsFlag{true, u"AWS_USE_DUALSTACK_ENDPOINT"_s}));
        QCOMPARE(other->caBundle.value, u"/env.pem"_s);
    }

    void failures_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("profile"); // empty: nobody chooses
        QTest::addColumn<QStringList>("says");
        QTest::newRow("a chosen profile that is not there")
            << QStringList{} << QByteArray(devFile) << u"gone"_s
            << QStringList{u"no profile gone"_s, u"/c and /k there is: dev, keyed, plain. Add it"_s};
        QTest::newRow("AWS_PROFILE that is not there") << QStringList{u"AWS_PROFILE=gone"_s} << QByteArray(devFile)
                                                       << QString() << QStringList{u"no profile gone"_s};
        QTest::newRow("default, chosen, that is not there")
            << QStringList{} << QByteArray(devFile) << u"default"_s << QStringList{u"no profile default"_s};
        QTest::newRow("a profile that cannot be read")
            << QStringList{} << QByteArray("[profile bad]\nx\n") << u"bad"_s << QStringList{u"/c line 2"_s, u"'='"_s};
        QTest::newRow("default that cannot be read, chosen by nobody")
            << QStringList{} << QByteArray("[default]\nx\n") << QString() << QStringList{u"/c line 2"_s};
        QTest::newRow("a file that cannot be read may have held it")
            << QStringList{} << QByteArray("x=1\n") << u"dev"_s << QStringList{u"/c line 1"_s};
        QTest::newRow("default whose header is open, chosen by nobody")
            << QStringList{} << QByteArray("[default# x\nregion=a\n[profile dev]\n") << QString()
            << QStringList{u"/c line 1"_s, u"must end with ']'"_s};
        QTest::newRow("no default, but lines of no section")
            << QStringList{} << QByteArray("region=a\n[profile dev]\n") << QString()
            << QStringList{u"no profile default that can be read"_s, u"/c line 1"_s, u"Mend"_s};
        QTest::newRow("a file that cannot be read spoils what it might hold")
            << QStringList{} << QByteArray("\xff\xfe[") << u"keyed"_s
            << QStringList{u"profile keyed cannot be relied on"_s, u"/c: it is UTF-16 text"_s};
        QTest::newRow("a profile in the credentials file's form")
            << QStringList{} << QByteArray("[dev]\n") << u"dev"_s
            << QStringList{u"no profile dev: /c line 1"_s, u"[profile dev]"_s};
        QTest::newRow("a setting that goes on in the next line")
            << QStringList{} << QByteArray("[profile x]\nregion = a\n  aws_secret_access_key = hidden\n") << u"x"_s
            << QStringList{u"/c line 2"_s, u"region goes on in the next line"_s, u"Take out the blanks"_s};
        QTest::newRow("a process that swallows a secret")
            << QStringList{}
            << QByteArray("[profile x]\ncredential_process = a\n  --b\n  AWS_Secret_Access_Key=hidden\n") << u"x"_s
            << QStringList{u"/c line 2"_s, u"credential_process goes on"_s};
        QTest::newRow("another program's setting that swallows a region")
            << QStringList{} << QByteArray("[profile x]\noutput = json\n  region = a\n") << u"x"_s
            << QStringList{u"/c line 2"_s, u"output goes on"_s};
        QTest::newRow("a value of two lines where one belongs")
            << QStringList{} << QByteArray("[profile x]\nregion = a\n  b\n") << u"x"_s
            << QStringList{u"/c line 2"_s, u"region goes on"_s};
        QTest::newRow("a switch that goes on in the next line")
            << QStringList{} << QByteArray("[profile x]\nuse_fips_endpoint = true\n  aws_session_token = hidden\n")
            << u"x"_s << QStringList{u"/c line 2"_s, u"use_fips_endpoint goes on"_s};
        QTest::newRow("no such services section") << QStringList{} << QByteArray("[profile x]\nservices = gone\n")
                                                  << u"x"_s << QStringList{u"[services gone]"_s, u"/c line 2"_s};
        QTest::newRow("a services section that cannot be read")
            << QStringList{} << QByteArray("[profile x]\nservices = s\n[services s]\nbad\n") << u"x"_s
            << QStringList{u"services section s, which the profile x names"_s, u"/c line 4"_s, u"Mend"_s};
        QTest::newRow("endpoints are off, or are they")
            << QStringList{u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=1"_s} << QByteArray() << QString()
            << QStringList{u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS must be true or false"_s};
        QTest::newRow("a switch that is none")
            << QStringList{u"AWS_USE_FIPS_ENDPOINT=yes"_s} << QByteArray() << QString()
            << QStringList{u"AWS_USE_FIPS_ENDPOINT must be true or false"_s, u"yes"_s};
        QTest::newRow("a profile's switch that is none")
            << QStringList{} << QByteArray("[profile x]\nuse_dualstack_endpoint = 1\n") << u"x"_s
            << QStringList{u"use_dualstack_endpoint"_s, u"/c line 2"_s};
    }

    void failures()
    {
        QFETCH(QStringList, variables);
        QFETCH(QByteArray, file);
        QFETCH(QString, profile);
        QFETCH(QStringList, says);
        const AwsConfig files = parseAwsConfig({u"/c"_s, file}, {u"/k"_s, "[keyed]\naws_access_key_id = x\n"});
        const auto settings = awsSettings(environment(variables), files,
                                          profile.isEmpty() ? std::nullopt : std::optional<QString>(profile));
        QVERIFY2(!settings, "it must fail");
        QCOMPARE(settings.failure().kind, FailureKind::Configuration);
        for (const QString &word : says)
            QVERIFY2(settings.failure().message.contains(word), qPrintable(settings.failure().message));
        QVERIFY2(!settings.failure().message.contains(u"hidden"_s), "a message holds a secret");
    }

    void noProfileAtAll()
    {
        const auto section = profileSection(config({}), u"gone"_s);
        QVERIFY(!section);
        QCOMPARE(section.failure(),
                 (Failure{FailureKind::Configuration, u"profile gone"_s,
                          u"There is no profile gone. In /c and /k there is: no profile at all. Add it, or choose "
                          "another."_s}));
    }

    void manyProfilesAreNotAllNamed()
    {
        QByteArray text;
        for (char letter = 'a'; letter <= 'm'; ++letter)
            text += QByteArray("[profile ") + letter + "]\n";
        const auto section = profileSection(config(text), u"gone"_s);
        QVERIFY(!section);
        QVERIFY2(section.failure().message.contains(u"k, l, …."_s), qPrintable(section.failure().message));
    }

    void settingsOfOtherProgramsMayHaveManyLines()
    {
        QVERIFY(profileSection(config("[profile x]\nother = a\n  b = c\ncredential_process = a\n  --region=b\n"
                                      "s3 =\n  endpoint_url = http://s3\n"),
                               u"x"_s));
    }

    void profilesOfAnyNameTellTheirPlace()
    {
        const auto settings = awsSettings(environment({}), config("[profile a%2%3]\nregion = eu\n"), u"a%2%3"_s);
        QVERIFY(settings);
        QCOMPARE(settings->region.origin, u"profile a%2%3 (/c line 2)"_s);
    }

    void everyServiceHasItsOwnEndpoint()
    {
        const QByteArray file("[profile x]\nservices = s\nendpoint_url = http://all\n[services s]\nsts =\n"
                              "  endpoint_url = http://sts\nsso =\n  endpoint_url = http://sso\nsso_oidc =\n"
                              "  endpoint_url = http://oidc\n");
        const auto settings = awsSettings(environment({}), config(file), u"x"_s);
        QVERIFY(settings);
        QCOMPARE(settings->endpointUrl, (AwsValue{u"http://all"_s, u"profile x (/c line 3)"_s}));
        QCOMPARE(settings->stsEndpointUrl, (AwsValue{u"http://sts"_s, u"services s (/c line 5)"_s}));
        QCOMPARE(settings->ssoEndpointUrl.value, u"http://sso"_s);
        QCOMPARE(settings->ssoOidcEndpointUrl.value, u"http://oidc"_s);
        const auto other = awsSettings(environment({u"AWS_ENDPOINT_URL_STS=http://env"_s}), config(file), u"x"_s);
        QCOMPARE(other->stsEndpointUrl, (AwsValue{u"http://env"_s, u"AWS_ENDPOINT_URL_STS"_s}));
        QCOMPARE(other->ssoEndpointUrl.value, u"http://sso"_s);
    }

    void theEnvironmentSwitchesEndpointsOnAgain()
    {
        const auto settings =
            awsSettings(environment({u"AWS_ENDPOINT_URL=http://env"_s, u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=False"_s}),
                        config("[profile x]\nignore_configured_endpoint_urls = true\n"), u"x"_s);
        QVERIFY(settings);
        QCOMPARE(settings->endpointUrl.value, u"http://env"_s);
    }

    void aMissingDefaultThatNobodyChoseIsFine()
    {
        const auto settings = awsSettings(environment({u"AWS_REGION=a"_s}), {}, std::nullopt);
        QVERIFY(settings);
        QCOMPARE(settings->region.value, u"a"_s);
    }
};

QTEST_GUILESS_MAIN(TestAwsSettings)
#include "tst_awssettings.moc"
