// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rules of a request that need no network.
#include "net/httprequest.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestHttpRequest : public QObject
{
    Q_OBJECT

private slots:
    void header();
    void loopback_data();
    void loopback();
    void host_data();
    void host();
    void sendable_data();
    void sendable();
    void headersThatBreakTheRequest_data();
    void headersThatBreakTheRequest();
};

void TestHttpRequest::header()
{
    HttpResponse response;
    response.headers = {{"X-One", "1"}, {"x-one", "2"}, {"Empty", ""}};
    QCOMPARE(response.header("x-ONE"), QByteArray("1"));
    QCOMPARE(response.header("Empty"), QByteArray(""));
    QVERIFY(response.header("X-On").isNull());
}

void TestHttpRequest::loopback_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("is");
    QTest::newRow("127.0.0.1") << u"http://127.0.0.1:4566/"_s << true;
    QTest::newRow("all of 127.0.0.0/8") << u"http://127.255.255.254/"_s << true;
    QTest::newRow("::1") << u"http://[::1]:80/"_s << true;
    QTest::newRow("localhost") << u"http://LocalHost:1/"_s << true;
    QTest::newRow("128.0.0.1") << u"http://128.0.0.1/"_s << false;
    QTest::newRow("a private network") << u"http://192.168.0.1/"_s << false;
    QTest::newRow("any address") << u"http://0.0.0.0/"_s << false;
    QTest::newRow("a name that only begins like it") << u"http://127.0.0.1.example.com/"_s << false;
    QTest::newRow("a name that ends like it") << u"http://evil-localhost/"_s << false;
    QTest::newRow("a domain under localhost is looked up") << u"http://a.localhost/"_s << false;
    QTest::newRow("loopback as a user name") << u"http://127.0.0.1@example.com/"_s << false;
    QTest::newRow("no host") << u"http:///"_s << false;
}

void TestHttpRequest::loopback()
{
    QFETCH(QString, url);
    QFETCH(bool, is);
    QCOMPARE(isLoopback(QUrl(url)), is);
}

void TestHttpRequest::host_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("no port") << u"https://Events.Example.com/a"_s << QByteArray("events.example.com");
    QTest::newRow("the scheme's own port goes") << u"https://a.example:443/"_s << QByteArray("a.example");
    QTest::newRow("and for http") << u"http://a.example:80/"_s << QByteArray("a.example");
    QTest::newRow("another port stays") << u"https://a.example:80/"_s << QByteArray("a.example:80");
    QTest::newRow("IPv6 in brackets") << u"http://[::1]:4566/"_s << QByteArray("[::1]:4566");
    QTest::newRow("a name beyond ASCII") << u"https://b\u00fcs.example/"_s << QByteArray("xn--bs-xka.example");
}

void TestHttpRequest::host()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, host);
    QCOMPARE(hostHeader(QUrl(url)), host);
}

void TestHttpRequest::sendable_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowPlain");
    QTest::addColumn<QString>("why");
    QTest::newRow("https anywhere") << u"https://events.example.com"_s << false << QString();
    QTest::newRow("plain to loopback") << u"http://localhost:4566/"_s << false << QString();
    QTest::newRow("plain elsewhere") << u"http://events.example.com/?k=v"_s << false
                                     << u"events.example.com would show the events"_s;
    QTest::newRow("plain elsewhere, allowed") << u"http://events.example.com"_s << true << QString();
    QTest::newRow("no URL") << QString() << false << u"no valid URL"_s;
    QTest::newRow("no host") << u"https:///x"_s << false << u"no valid URL"_s;
    QTest::newRow("a file") << u"file://host/etc/passwd"_s << true << u"starts with \"file:\""_s;
    QTest::newRow("a login in the URL") << u"https://me:s3cret@a.example/"_s << false << u"user name or password"_s;
}

void TestHttpRequest::sendable()
{
    QFETCH(QString, url);
    QFETCH(bool, allowPlain);
    QFETCH(QString, why);
    HttpRequest request;
    request.url = QUrl(url);
    request.allowPlainHttp = allowPlain;
    const QString said = whyNotSendable(request);
    QCOMPARE(said.isEmpty(), why.isEmpty());
    QVERIFY2(said.contains(why), qPrintable(said));
    QVERIFY(!said.contains(u"s3cret"_s));
    QVERIFY(!said.contains(u"k=v"_s));
}

void TestHttpRequest::headersThatBreakTheRequest_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("goes");
    QTest::newRow("an ordinary one") << QByteArray("X-Amz-Date") << QByteArray("20260101T000000Z") << true;
    QTest::newRow("bytes beyond ASCII") << QByteArray("X-A") << QByteArray("\xc3\xa9\t x") << true;
    QTest::newRow("the right length") << QByteArray("content-length") << QByteArray("2") << true;
    QTest::newRow("a wrong length") << QByteArray("content-length") << QByteArray("3") << false;
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding") << QByteArray("chunked") << false;
    QTest::newRow("a line end in the value") << QByteArray("X-A") << QByteArray("a\r\nX-B: b") << false;
    QTest::newRow("a lone line feed") << QByteArray("X-A") << QByteArray("a\nb") << false;
    QTest::newRow("a NUL") << QByteArray("X-A") << QByteArray("a\0b", 3) << false;
    QTest::newRow("a colon in the name") << QByteArray("X:A") << QByteArray("a") << false;
    QTest::newRow("no name") << QByteArray() << QByteArray("a") << false;
    QTest::newRow("a second one of a name") << QByteArray("x-given") << QByteArray("a") << false;
}

void TestHttpRequest::headersThatBreakTheRequest()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, goes);
    HttpRequest request;
    request.url = QUrl(u"https://a.example/"_s);
    request.body = "{}";
    request.headers = {{"X-Given", "1"}, {name, value}};
    QCOMPARE(whyNotSendable(request).isEmpty(), goes);
}

QTEST_GUILESS_MAIN(TestHttpRequest)
#include "tst_httprequest.moc"
