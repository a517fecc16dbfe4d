// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxychoice.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestProxyChoice : public QObject
{
    Q_OBJECT

private slots:
    void choices_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("proxy");
        const QString https = u"https://events.eu-central-1.amazonaws.com/"_s;
        const QString http = u"http://events.example.com/"_s;
        const QString p = u"http://p:3128"_s;
        const auto with = [&](const QString &noProxy) {
            return QStringList{u"https_proxy="_s + p, u"NO_PROXY="_s + noProxy};
        };
        QTest::newRow("none") << https << QStringList{} << QString();
        QTest::newRow("upper case") << https << QStringList{u"HTTPS_PROXY="_s + p} << p;
        QTest::newRow("lower case") << https << QStringList{u"https_proxy="_s + p} << p;
        QTest::newRow("lower case wins") << https << QStringList{u"HTTPS_PROXY=http://x"_s, u"https_proxy="_s + p} << p;
        QTest::newRow("lower case set to nothing")
            << https << QStringList{u"HTTPS_PROXY=http://x"_s, u"https_proxy="_s} << QString();
        QTest::newRow("of the other scheme") << https << QStringList{u"HTTP_PROXY="_s + p} << QString();
        QTest::newRow("http") << http << QStringList{u"HTTP_PROXY="_s + p} << p;
        QTest::newRow("HTTP_PROXY within a web server")
            << http << QStringList{u"HTTP_PROXY="_s + p, u"REQUEST_METHOD=GET"_s} << QString();
        QTest::newRow("for all") << https << QStringList{u"ALL_PROXY="_s + p} << p;
        QTest::newRow("the scheme's own before")
            << https << QStringList{u"ALL_PROXY=http://x"_s, u"HTTPS_PROXY="_s + p} << p;
        QTest::newRow("without a scheme") << https << QStringList{u"HTTPS_PROXY=p:3128"_s} << p;
        QTest::newRow("with a password") << https << QStringList{u"HTTPS_PROXY=http://u:w@p:3128"_s}
                                         << u"http://u:w@p:3128"_s;
        QTest::newRow("socks") << https << QStringList{u"HTTPS_PROXY=socks5://p:1080"_s} << u"socks5://p:1080"_s;
        QTest::newRow("all excepted") << https << with(u"*"_s) << u"direct"_s;
        QTest::newRow("the host excepted") << https << with(u"events.eu-central-1.amazonaws.com"_s) << u"direct"_s;
        QTest::newRow("its domain") << https << with(u"amazonaws.com"_s) << u"direct"_s;
        QTest::newRow("its domain with a dot") << https << with(u"x , .amazonaws.com"_s) << u"direct"_s;
        QTest::newRow("in any case") << https << with(u"AmazonAWS.com"_s) << u"direct"_s;
        QTest::newRow("with its port") << https << with(u"amazonaws.com:443"_s) << u"direct"_s;
        QTest::newRow("with another port") << https << with(u"amazonaws.com:444"_s) << p;
        QTest::newRow("only a part of a name") << https << with(u"aws.com,zonaws.com"_s) << p;
        QTest::newRow("empty entries") << https << with(u",, ,."_s) << p;
        QTest::newRow("a star within a list is none") << https << with(u"x,*"_s) << p;
        QTest::newRow("an address") << u"https://10.1.2.3/"_s << with(u"10.1.2.3"_s) << u"direct"_s;
        QTest::newRow("a network") << u"https://10.1.2.3/"_s << with(u"10.0.0.0/8"_s) << u"direct"_s;
        QTest::newRow("another network") << u"https://11.1.2.3/"_s << with(u"10.0.0.0/8"_s) << p;
    }

    void choices()
    {
        QFETCH(QString, url);
        QFETCH(QStringList, variables);
        QProcessEnvironment environment;
        for (const QString &pair : variables)
            environment.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        QTEST(proxyFor(QUrl(url), environment), "proxy");
    }
};

QTEST_GUILESS_MAIN(TestProxyChoice)
#include "tst_proxychoice.moc"
