// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/signing.h"

#include "sigv4/authorization.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

const sigv4::Credentials credentials{"AKIDEXAMPLE", Secret("not a real secret"), Secret("to/ken+1")};

sigv4::SigningParams params()
{
    sigv4::SigningParams params;
    params.credentials = credentials;
    params.region = "eu-west-1";
    params.service = "events";
    params.when = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC); // 2023-11-14 22:13:20
    return params;
}

sigv4::AsymmetricParams asymmetric()
{
    sigv4::AsymmetricParams params;
    params.credentials = credentials;
    params.service = "events";
    params.when = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    return params;
}

HttpRequest requestTo(const QString &url)
{
    HttpRequest request;
    request.url = QUrl(url, QUrl::StrictMode);
    request.headers = {{"Content-Type", "application/x-amz-json-1.1", false}, {"X-Own", "hidden", true}};
    request.body = "{\"Entries\":[]}";
    request.connectTimeoutMs = 1234;
    request.proxyUrl = u"direct"_s;
    return request;
}

HttpHeader headerOf(const HttpRequest &request, const QByteArray &name)
{
    for (const HttpHeader &header : request.headers) {
        if (header.name == name)
            return header;
    }
    return {};
}

//! The request as a server sees it that reads it off the wire.
sigv4::SignableRequest received(const HttpRequest &request, const QByteArray &host, const QByteArray &path,
                                const QByteArray &query)
{
    sigv4::SignableRequest arrived;
    arrived.method = request.method;
    arrived.path = path;
    arrived.query = query;
    arrived.headers = {{"Host", host}, {"User-Agent", "put on later"}};
    for (const HttpHeader &header : request.headers)
        arrived.headers.append({header.name, header.value});
    arrived.bodySha256Hex = sigv4::sha256Hex(request.body);
    return arrived;
}

bool passes(const sigv4::SignableRequest &arrived, const HttpRequest &request,
            const Secret &secret = credentials.secretAccessKey)
{
    const auto authorization = sigv4::parseAuthorization(headerOf(request, "Authorization").value);
    return authorization &&
           sigv4::verify(arrived, *authorization, headerOf(request, "X-Amz-Date").value, secret).matches;
}

} // namespace

class SigningTest : public QObject
{
    Q_OBJECT

    //! Rows of both versions: what a server reads off the wire.
    static void wireRows()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        const auto row = [](const char *name, const QString &url, const QByteArray &host, const QByteArray &path,
                            const QByteArray &query = {}) { QTest::newRow(name) << url << host << path << query; };
        row("no path is /", u"https://events.eu-west-1.amazonaws.com"_s, "events.eu-west-1.amazonaws.com", "/");
        row("a path stays", u"https://example.com/a/b"_s, "example.com", "/a/b");
        row("a blank in the path", u"https://example.com/a%20b"_s, "example.com", "/a%20b");
        row("the scheme's own port is not in Host", u"https://example.com:443/"_s, "example.com", "/");
        row("another port is", u"http://127.0.0.1:4566"_s, "127.0.0.1:4566", "/");
        row("an IPv6 address in brackets", u"http://[::1]:4566"_s, "[::1]:4566", "/");
        row("a name in its ASCII form", u"https://b\u00fccher.example"_s, "xn--bcher-kva.example", "/");
        row("a query without a path", u"https://example.com?b=2&a=1"_s, "example.com", "/", "b=2&a=1");
        row("a query with escapes", u"https://example.com/?x=%2F%20y&z"_s, "example.com", "/", "x=%2F%20y&z");
        row("a plus sign in the query", u"https://example.com/?x=a+b"_s, "example.com", "/", "x=a+b");
    }

private slots:
    void whatGoesOverTheWireVerifies_data() { wireRows(); }

    void whatGoesOverTheWireVerifies()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        const SignedRequest made = signedRequest(requestTo(url), params());
        QCOMPARE(made.request.url.path(QUrl::FullyEncoded).toUtf8(), path);
        const sigv4::SignableRequest arrived = received(made.request, host, path, query);
        const auto authorization = sigv4::parseAuthorization(headerOf(made.request, "Authorization").value);
        QVERIFY2(authorization, headerOf(made.request, "Authorization").value);
        const sigv4::Verification verification = sigv4::verify(
            arrived, *authorization, headerOf(made.request, "X-Amz-Date").value, credentials.secretAccessKey);
        QCOMPARE(made.canonicalRequest, verification.canonicalRequest);
        QCOMPARE(made.stringToSign, verification.stringToSign);
        QVERIFY2(verification.matches, "the stages agree, the signature does not");
        QCOMPARE(authorization->region, QByteArray("eu-west-1"));
        QCOMPARE(authorization->signedHeaders.join(';'),
                 QByteArray("content-type;host;x-amz-date;x-amz-security-token;x-own"));
    }

    void everyRegionsSignatureVerifies_data() { wireRows(); }

    void everyRegionsSignatureVerifies()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        const SignedRequest made = signedRequest(requestTo(url), asymmetric());
        // The canonical request afresh, over what arrives and is signed.
        sigv4::SignableRequest arrived = received(made.request, host, path, query);
        const QByteArray canonical = sigv4::canonicalRequest(arrived);
        QCOMPARE(made.canonicalRequest, canonical);
        const QByteArray toSign =
            "AWS4-ECDSA-P256-SHA256\n20231114T221320Z\n20231114/events/aws4_request\n" + sigv4::sha256Hex(canonical);
        QCOMPARE(made.stringToSign, toSign);
        const QByteArray authorization = headerOf(made.request, "Authorization").value;
        QVERIFY2(authorization.startsWith("AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20231114/events/aws4_request, "
                                          "SignedHeaders=content-type;host;x-amz-date;x-amz-region-set;"
                                          "x-amz-security-token;x-own, Signature="),
                 authorization);
        const QByteArray signature = authorization.mid(authorization.lastIndexOf('=') + 1);
        QVERIFY(sigv4::verifies(sigv4::publicKeyOf(credentials), toSign, signature));
        QVERIFY2(!sigv4::verifies(sigv4::publicKeyOf(credentials), toSign + ' ', signature),
                 "a signature that fits anything");
        QCOMPARE(headerOf(made.request, "X-Amz-Region-Set").value, QByteArray("*"));
    }

    void whatWasChangedOnTheWayDoesNotVerify()
    {
        const HttpRequest request = signedRequest(requestTo(u"http://127.0.0.1:4566/a?b=c"_s), params()).request;
        const auto good = received(request, "127.0.0.1:4566", "/a", "b=c");
        QVERIFY(passes(good, request));
        QVERIFY(!passes(good, request, Secret("another")));
        auto changed = received(request, "127.0.0.1", "/a", "b=c");
        QVERIFY2(!passes(changed, request), "the port is part of Host");
        changed = received(request, "127.0.0.1:4566", "/", "b=c");
        QVERIFY(!passes(changed, request));
        changed = received(request, "127.0.0.1:4566", "/a", {});
        QVERIFY(!passes(changed, request));
        changed = good;
        changed.bodySha256Hex = sigv4::sha256Hex("{}");
        QVERIFY(!passes(changed, request));
        changed = good;
        changed.method = "GET";
        QVERIFY(!passes(changed, request));
        for (sigv4::Header &header : changed.headers) {
            if (header.first == "X-Own")
                header.second = "other";
        }
        changed.method = "POST";
        QVERIFY2(!passes(changed, request), "every header of the request is signed");
    }

    void secretsAreMarked_data()
    {
        QTest::addColumn<bool>("everyRegion");
        QTest::newRow("Version 4") << false;
        QTest::newRow("Version 4A") << true;
    }

    void secretsAreMarked()
    {
        QFETCH(bool, everyRegion);
        const HttpRequest plain = requestTo(u"https://example.com"_s);
        const HttpRequest request =
            everyRegion ? signedRequest(plain, asymmetric()).request : signedRequest(plain, params()).request;
        QCOMPARE(headerOf(request, "X-Amz-Security-Token").value, QByteArray("to/ken+1"));
        for (const HttpHeader &header : request.headers) {
            const bool secret =
                header.name == "Authorization" || header.name == "X-Amz-Security-Token" || header.name == "X-Own";
            QVERIFY2(header.sensitive == secret, header.name);
            QVERIFY2(!header.value.contains("not a real secret"), header.name);
        }
    }

    void signedAgainItIsSignedOnce_data()
    {
        QTest::addColumn<bool>("everyRegionFirst");
        QTest::newRow("the same version") << false;
        QTest::newRow("after Version 4A") << true;
    }

    void signedAgainItIsSignedOnce()
    {
        QFETCH(bool, everyRegionFirst);
        const HttpRequest plain = requestTo(u"https://example.com"_s);
        const HttpRequest first =
            everyRegionFirst ? signedRequest(plain, asymmetric()).request : signedRequest(plain, params()).request;
        sigv4::SigningParams later = params();
        later.when = later.when.addSecs(60);
        later.credentials.sessionToken = Secret();
        const HttpRequest request = signedRequest(first, later).request;
        QVERIFY2(whyNotSendable(request).isEmpty(), qPrintable(whyNotSendable(request)));
        QCOMPARE(headerOf(request, "X-Amz-Date").value, QByteArray("20231114T221420Z"));
        QVERIFY2(headerOf(request, "X-Amz-Security-Token").name.isEmpty(), "the token of the keys before");
        QVERIFY2(headerOf(request, "X-Amz-Region-Set").name.isEmpty(), "nobody signed it");
        QVERIFY(passes(received(request, "example.com", "/", {}), request));
    }

    void longLivedKeysHaveNoToken()
    {
        sigv4::SigningParams lasting = params();
        lasting.credentials.sessionToken = Secret();
        const HttpRequest request = signedRequest(requestTo(u"https://example.com"_s), lasting).request;
        QVERIFY(headerOf(request, "X-Amz-Security-Token").name.isEmpty());
        QVERIFY(passes(received(request, "example.com", "/", {}), request));
    }

    void allElseOfTheRequestStays()
    {
        const HttpRequest plain = requestTo(u"https://example.com/a"_s);
        const HttpRequest request = signedRequest(plain, params()).request;
        QCOMPARE(request.method, plain.method);
        QCOMPARE(request.url, plain.url);
        QCOMPARE(request.body, plain.body);
        QCOMPARE(request.connectTimeoutMs, 1234);
        QCOMPARE(request.proxyUrl, u"direct"_s);
        QCOMPARE(request.headers.first().name, QByteArray("Content-Type"));
        QVERIFY2(headerOf(request, "host").name.isEmpty(), "Host is the transport's");
        QVERIFY2(whyNotSendable(request).isEmpty(), qPrintable(whyNotSendable(request)));
    }

    void anEmptyBodyAndAnotherMethodAreSignedToo()
    {
        HttpRequest plain = requestTo(u"https://example.com/a"_s);
        plain.method = "GET";
        plain.body.clear();
        const HttpRequest request = signedRequest(plain, params()).request;
        QVERIFY(passes(received(request, "example.com", "/a", {}), request));
    }
};

QTEST_GUILESS_MAIN(SigningTest)
#include "tst_signing.moc"
