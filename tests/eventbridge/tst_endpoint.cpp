// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every rule and every error of the endpoint rule set, one row each. check_endpoints.py compares the
// full product of parameters with botocore's own rule engine.
#include "eventbridge/endpoint.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

EndpointParams at(const QString &region, const QString &customUrl = {}, const QString &endpointId = {},
                  bool useFips = false, bool useDualStack = false)
{
    return {region, customUrl, endpointId, useFips, useDualStack};
}

} // namespace

class TestEndpoint : public QObject
{
    Q_OBJECT

private slots:
    void resolves_data()
    {
        QTest::addColumn<EndpointParams>("params");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("sigV4a");
        const auto row = [](const char *name, const EndpointParams &params, const QString &url, bool sigV4a = false) {
            QTest::newRow(name) << params << url << sigV4a;
        };
        const QString none;
        row("1 gov, FIPS and dual-stack", at(u"us-gov-west-1"_s, none, none, true, true),
            u"https://events.us-gov-west-1.api.aws"_s);
        row("1 gov, FIPS and dual-stack, before a global endpoint",
            at(u"us-gov-west-1"_s, none, u"abc.456"_s, true, true), u"https://events.us-gov-west-1.api.aws"_s);
        row("2 global", at(u"us-east-1"_s, none, u"abc123.456def"_s),
            u"https://abc123.456def.endpoint.events.amazonaws.com"_s, true);
        row("2 global, dual-stack", at(u"us-east-1"_s, none, u"abc123.456def"_s, false, true),
            u"https://abc123.456def.endpoint.events.api.aws"_s, true);
        row("2 global, China", at(u"cn-north-1"_s, none, u"abc123.456def"_s),
            u"https://abc123.456def.endpoint.events.amazonaws.com.cn"_s, true);
        row("2 global, custom", at(u"us-east-1"_s, u"https://example.org"_s, u"abc123.456def"_s),
            u"https://example.org"_s, true);
        row("2 global, custom, dual-stack",
            at(u"us-east-1"_s, u"https://example.org"_s, u"abc123.456def"_s, false, true), u"https://example.org"_s,
            true);
        row("2 does not fit without a region", at(none, u"https://example.org"_s, u"abc123.456def"_s),
            u"https://example.org"_s);
        row("3 custom", at(u"us-east-1"_s, u"https://example.com"_s), u"https://example.com"_s);
        row("3 custom without region", at(none, u"https://example.com"_s), u"https://example.com"_s);
        row("3 custom stays as it is", at(u"us-east-1"_s, u"http://LOCALHOST:4566/path/"_s),
            u"http://LOCALHOST:4566/path/"_s);
        row("4 FIPS and dual-stack", at(u"us-east-1"_s, none, none, true, true),
            u"https://events-fips.us-east-1.api.aws"_s);
        row("4 FIPS", at(u"us-east-1"_s, none, none, true), u"https://events-fips.us-east-1.amazonaws.com"_s);
        row("4 FIPS, gov east", at(u"us-gov-east-1"_s, none, none, true),
            u"https://events.us-gov-east-1.amazonaws.com"_s);
        row("4 FIPS, gov west", at(u"us-gov-west-1"_s, none, none, true),
            u"https://events.us-gov-west-1.amazonaws.com"_s);
        row("4 FIPS, another gov region", at(u"us-gov-north-1"_s, none, none, true),
            u"https://events-fips.us-gov-north-1.amazonaws.com"_s);
        row("4 dual-stack", at(u"us-east-1"_s, none, none, false, true), u"https://events.us-east-1.api.aws"_s);
        row("4 plain", at(u"us-east-1"_s), u"https://events.us-east-1.amazonaws.com"_s);
        row("4 unknown region", at(u"mars-north-1"_s), u"https://events.mars-north-1.amazonaws.com"_s);
    }
    void resolves()
    {
        QFETCH(EndpointParams, params);
        const Result<Endpoint> endpoint = resolveEndpoint(params);
        QVERIFY2(endpoint, qPrintable(endpoint ? QString() : endpoint.failure().message));
        QTEST(endpoint->url, "url");
        QTEST(endpoint->sigV4a, "sigV4a");
    }

    void fails_data()
    {
        QTest::addColumn<EndpointParams>("params");
        QTest::addColumn<Partition>("partition");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("message");
        const QString none;
        const QString region = u"us-east-1"_s;
        const QString id = u"abc.def"_s;
        const QString custom = u"https://example.com"_s;
        const Partition aws = partitionOf(region);
        Partition noFips = aws;
        noFips.supportsFips = false;
        Partition noDual = aws;
        noDual.supportsDualStack = false;
        const auto row = [](const char *name, const EndpointParams &params, const Partition &partition,
                            const QString &subject, const QString &message) {
            QTest::newRow(name) << params << partition << subject << message;
        };
        row("missing region", {}, aws, u"Region"_s, u"Invalid Configuration: Missing Region"_s);
        row("missing region, global", at(none, none, id), aws, u"Region"_s, u"Invalid Configuration: Missing Region"_s);
        for (const char *label :
             {"-abc.def", "abc-.def", "abc..def", ".abc", "abc.", "abc_1.def", "abc/def", "abc def", "a@b",
              "abc.d\xe9"
              "f"}) {
            row(qPrintable(u"host label "_s + QString::fromLatin1(label)), at(region, none, QString::fromLatin1(label)),
                aws, u"EndpointId"_s, u"EndpointId must be a valid host label."_s);
        }
        row("host label of 64", at(region, none, QString(64, u'a')), aws, u"EndpointId"_s,
            u"EndpointId must be a valid host label."_s);
        row("global with FIPS", at(region, none, id, true), aws, u"UseFIPS"_s,
            u"Invalid Configuration: FIPS is not supported with EventBridge multi-region endpoints."_s);
        row("global, dual-stack not supported", at(region, none, id, false, true), noDual, u"UseDualStack"_s,
            u"DualStack is enabled but this partition does not support DualStack"_s);
        row("custom with FIPS", at(region, custom, none, true), aws, u"UseFIPS"_s,
            u"Invalid Configuration: FIPS and custom endpoint are not supported"_s);
        row("custom with FIPS and dual-stack", at(region, custom, none, true, true), aws, u"UseFIPS"_s,
            u"Invalid Configuration: FIPS and custom endpoint are not supported"_s);
        row("custom with dual-stack", at(region, custom, none, false, true), aws, u"UseDualStack"_s,
            u"Invalid Configuration: Dualstack and custom endpoint are not supported"_s);
        row("both, FIPS not supported", at(region, none, none, true, true), noFips, u"UseFIPS"_s,
            u"FIPS and DualStack are enabled, but this partition does not support one or both"_s);
        row("both, dual-stack not supported", at(region, none, none, true, true), noDual, u"UseFIPS"_s,
            u"FIPS and DualStack are enabled, but this partition does not support one or both"_s);
        row("FIPS not supported", at(region, none, none, true), noFips, u"UseFIPS"_s,
            u"FIPS is enabled but this partition does not support FIPS"_s);
        row("dual-stack not supported", at(region, none, none, false, true), noDual, u"UseDualStack"_s,
            u"DualStack is enabled but this partition does not support DualStack"_s);
        for (const char *bad : {"us east 1", "evil.example/", "a@b", "-us", "us-", "123", "us-east-1\n"}) {
            const QString name = QString::fromLatin1(bad);
            row(qPrintable(u"region "_s + name.trimmed() + QString::number(name.size())), at(name), aws, u"Region"_s,
                u"The region \"%1\" is not a region's name. It looks like us-east-1."_s.arg(name));
        }
        row("a bad region under a custom URL", at(u"x\ny"_s, custom), aws, u"Region"_s,
            u"The region \"x\ny\" is not a region's name. It looks like us-east-1."_s);
    }
    void fails()
    {
        QFETCH(EndpointParams, params);
        QFETCH(Partition, partition);
        const Result<Endpoint> endpoint = resolveEndpoint(params, partition);
        QVERIFY2(!endpoint, qPrintable(endpoint ? endpoint->url : QString()));
        QCOMPARE(endpoint.failure().kind, FailureKind::Configuration);
        QTEST(endpoint.failure().subject, "subject");
        QTEST(endpoint.failure().message, "message");
    }

    void longestHostLabelIsTaken()
    {
        QVERIFY(resolveEndpoint(at(u"us-east-1"_s, {}, QString(63, u'a') + u'.' + QString(63, u'b'))));
    }

    void partition_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("dnsSuffix");
        QTest::addColumn<QString>("dualStackDnsSuffix");
        const auto row = [](const char *region, const char *id, const char *dns, const char *dual) {
            QTest::newRow(region) << QString::fromLatin1(id) << QString::fromLatin1(dns) << QString::fromLatin1(dual);
        };
        for (const char *region :
             {"us-east-1", "eu-central-2", "ap-southeast-7", "sa-east-1", "ca-west-1", "me-south-1", "af-south-1",
              "il-central-1", "mx-central-1", "aws-global", "mars-global", "us-east-1x", ""})
            row(region, "aws", "amazonaws.com", "api.aws");
        for (const char *region : {"cn-north-1", "cn-northwest-1", "cn-new-9", "aws-cn-global"})
            row(region, "aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn");
        row("eusc-de-east-1", "aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu");
        for (const char *region : {"us-iso-east-1", "aws-iso-global"})
            row(region, "aws-iso", "c2s.ic.gov", "api.aws.ic.gov");
        for (const char *region : {"us-isob-east-1", "aws-iso-b-global"})
            row(region, "aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud");
        for (const char *region : {"eu-isoe-west-1", "aws-iso-e-global"})
            row(region, "aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk");
        for (const char *region : {"us-isof-south-1", "aws-iso-f-global"})
            row(region, "aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov");
        for (const char *region : {"us-gov-west-1", "us-gov-east-1", "us-gov-new-1", "aws-us-gov-global"})
            row(region, "aws-us-gov", "amazonaws.com", "api.aws");
    }
    void partition()
    {
        QFETCH(QString, id);
        QFETCH(QString, dnsSuffix);
        QFETCH(QString, dualStackDnsSuffix);
        QCOMPARE(partitionOf(QString::fromLatin1(QTest::currentDataTag())),
                 (Partition{id, dnsSuffix, dualStackDnsSuffix, true, true}));
    }
};

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
