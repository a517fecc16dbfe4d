// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which way a request takes, and when two requests may share a connection.
#include "net/httproute.h"

#include "net/support/testcertificate.h"

#include <QTemporaryFile>
#include <QTest>

using namespace busload;
using namespace busload::test;
using namespace Qt::StringLiterals;

namespace {

HttpRequest requestTo(const QString &url, const QString &proxy = {}, const QString &caFile = {})
{
    HttpRequest request;
    request.url = QUrl(url);
    request.proxyUrl = proxy;
    request.caFile = caFile;
    return request;
}

QByteArray keyOf(const HttpRequest &request)
{
    const Result<HttpRoute> route = routeFor(request, {});
    return route ? route->key : QByteArray();
}

} // namespace

class TestHttpRoute : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theEnvironmentsProxyIsTaken();
    void loopbackIsDirect_data();
    void loopbackIsDirect();
    void namedProxy();
    void proxiesThatMakeNoSense_data();
    void proxiesThatMakeNoSense();
    void differentRoutesHaveDifferentKeys();
    void replacedCaFileIsAnotherRoute();
    void caFileMayHoldSeveral();

private:
    QProcessEnvironment m_environment;
};

void TestHttpRoute::init()
{
    m_environment.clear();
}

void TestHttpRoute::theEnvironmentsProxyIsTaken()
{
    QVERIFY(routeFor(requestTo(u"https://a.example/"_s), m_environment)->isDirect());
    m_environment.insert(u"HTTPS_PROXY"_s, u"http://proxy.example:3128"_s);
    const Result<HttpRoute> route = routeFor(requestTo(u"https://a.example/"_s), m_environment);
    QVERIFY(route);
    QCOMPARE(route->proxy.type(), QNetworkProxy::HttpProxy);
    QCOMPARE(route->proxy.hostName(), u"proxy.example"_s);
    QCOMPARE(route->proxy.port(), quint16(3128));
    QVERIFY(routeFor(requestTo(u"https://a.example/"_s, u"direct"_s), m_environment)->isDirect());
    m_environment.insert(u"NO_PROXY"_s, u"a.example"_s);
    QVERIFY(routeFor(requestTo(u"https://a.example/"_s), m_environment)->isDirect());
}

void TestHttpRoute::loopbackIsDirect_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("address") << u"https://127.0.0.9:1/"_s;
    QTest::newRow("IPv6") << u"http://[::1]:1/"_s;
    QTest::newRow("name") << u"http://localhost:1/"_s;
}

void TestHttpRoute::loopbackIsDirect()
{
    QFETCH(QString, url);
    m_environment.insert(u"HTTPS_PROXY"_s, u"http://proxy.example:3128"_s);
    m_environment.insert(u"HTTP_PROXY"_s, u"http://proxy.example:3128"_s);
    QVERIFY(routeFor(requestTo(url), m_environment)->isDirect());
    QVERIFY(routeFor(requestTo(url, u"http://other.example:3128"_s), m_environment)->isDirect());
}

void TestHttpRoute::namedProxy()
{
    const Result<HttpRoute> route =
        routeFor(requestTo(u"https://a.example/"_s, u"http://me:p%40ss@proxy.example:8080"_s), m_environment);
    QVERIFY(route);
    QCOMPARE(route->proxy.hostName(), u"proxy.example"_s);
    QCOMPARE(route->proxy.port(), quint16(8080));
    QCOMPARE(route->proxy.user(), u"me"_s);
    QCOMPARE(route->proxy.password(), u"p@ss"_s);
    QVERIFY(!route->key.contains("p@ss"));
    QCOMPARE(routeFor(requestTo(u"https://a.example/"_s, u"proxy.example:8080"_s), {})->proxy.type(),
             QNetworkProxy::HttpProxy);
    const Result<HttpRoute> socks = routeFor(requestTo(u"https://a.example/"_s, u"socks5://proxy.example"_s), {});
    QVERIFY(socks);
    QCOMPARE(socks->proxy.type(), QNetworkProxy::Socks5Proxy);
    QCOMPARE(socks->proxy.port(), quint16(1080));
}

void TestHttpRoute::proxiesThatMakeNoSense_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::newRow("over https") << u"https://proxy.example:8080"_s;
    QTest::newRow("no host") << u"http://:8080"_s;
    QTest::newRow("another scheme") << u"ftp://proxy.example:1"_s;
    QTest::newRow("no number for a port") << u"http://proxy.example:secret"_s;
}

void TestHttpRoute::proxiesThatMakeNoSense()
{
    QFETCH(QString, proxy);
    const Result<HttpRoute> route = routeFor(requestTo(u"https://a.example/"_s, proxy), m_environment);
    QVERIFY(!route);
    QCOMPARE(route.failure().kind, FailureKind::Configuration);
    QVERIFY(!route.failure().message.contains(u"secret"_s));
}

void TestHttpRoute::differentRoutesHaveDifferentKeys()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(makeCertificate("DNS:a.example").pem);
    QVERIFY(file.flush());
    const QString url = u"https://a.example/"_s;
    const QList<HttpRequest> requests{requestTo(url),
                                      requestTo(url, u"http://p.example:1"_s),
                                      requestTo(url, u"http://p.example:2"_s),
                                      requestTo(url, u"http://q.example:1"_s),
                                      requestTo(url, u"http://u@p.example:1"_s),
                                      requestTo(url, u"http://u:v@p.example:1"_s),
                                      requestTo(url, {}, file.fileName()),
                                      requestTo(url, u"http://p.example:1"_s, file.fileName())};
    QSet<QByteArray> keys;
    for (const HttpRequest &request : requests) {
        keys.insert(keyOf(request));
        QCOMPARE(keyOf(request), keyOf(request));
    }
    QCOMPARE(keys.size(), requests.size());
    QVERIFY(!keys.contains(QByteArray()));
    QCOMPARE(keyOf(requestTo(url)), keyOf(requestTo(url, u"direct"_s)));
}

void TestHttpRoute::replacedCaFileIsAnotherRoute()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(makeCertificate("DNS:a.example").pem);
    QVERIFY(file.flush());
    const HttpRequest request = requestTo(u"https://a.example/"_s, {}, file.fileName());
    const QByteArray before = keyOf(request);
    QVERIFY(file.resize(0) && file.seek(0));
    file.write(makeCertificate("DNS:a.example").pem);
    QVERIFY(file.flush());
    QVERIFY(keyOf(request) != before);
}

void TestHttpRoute::caFileMayHoldSeveral()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("a comment\n" + makeCertificate("DNS:a.example").pem + makeCertificate("DNS:b.example").pem);
    QVERIFY(file.flush());
    QCOMPARE(routeFor(requestTo(u"https://a.example/"_s, {}, file.fileName()), m_environment)->trusted.size(), 2);
}

QTEST_GUILESS_MAIN(TestHttpRoute)
#include "tst_httproute.moc"
