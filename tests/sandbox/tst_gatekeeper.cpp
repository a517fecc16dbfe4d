// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/gatekeeper.h"
#include "sandbox/support/signedrequest.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace busload;
using namespace busload::test;

using Change = std::function<void(SandboxRequest &, RequestOptions &, sigv4::Credentials &)>;
Q_DECLARE_METATYPE(Change)

class TestGatekeeper : public QObject
{
    Q_OBJECT

private slots:
    void takesOnlyLoopbackHosts_data();
    void takesOnlyLoopbackHosts();
    void refusesASecondHost();
    void letsARightSignatureIn_data();
    void letsARightSignatureIn();
    void refusesBeforeSigning_data();
    void refusesBeforeSigning();
    void refusesAfterSigning_data();
    void refusesAfterSigning();
    void tellsNoSessionToken();
};

void TestGatekeeper::takesOnlyLoopbackHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("taken");

    QTest::newRow("IPv4") << QByteArray("127.0.0.1:4577") << true;
    QTest::newRow("name") << QByteArray("localhost:4577") << true;
    QTest::newRow("name in capitals") << QByteArray("LocalHost:4577") << true;
    QTest::newRow("IPv6") << QByteArray("[::1]:4577") << true;
    QTest::newRow("another port") << QByteArray("127.0.0.1:4578") << false;
    QTest::newRow("no port") << QByteArray("127.0.0.1") << false;
    QTest::newRow("a rebound name") << QByteArray("evil.example:4577") << false;
    QTest::newRow("a name that begins so") << QByteArray("localhost.evil.example:4577") << false;
    QTest::newRow("a name that ends so") << QByteArray("evil-localhost:4577") << false;
    QTest::newRow("another loopback address") << QByteArray("127.0.0.2:4577") << false;
    QTest::newRow("any address") << QByteArray("0.0.0.0:4577") << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void TestGatekeeper::takesOnlyLoopbackHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, taken);
    const SandboxRequest request{"POST", "/", {}, {{"host", host}}, {}};
    QCOMPARE(isLoopbackHost(request, port), taken);
}

void TestGatekeeper::refusesASecondHost()
{
    const SandboxRequest two{"POST", "/", {}, {{"Host", "127.0.0.1:4577"}, {"host", "127.0.0.1:4577"}}, {}};
    QVERIFY(!isLoopbackHost(two, port));
    const SandboxRequest none{"POST", "/", {}, {}, {}};
    QVERIFY(!isLoopbackHost(none, port));
}

void TestGatekeeper::letsARightSignatureIn_data()
{
    QTest::addColumn<Change>("change");

    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("as it is", [](auto &, auto &, auto &) {});
    row("another region", [](auto &, auto &options, auto &) { options.region = "eu-west-1"; });
    row("five minutes old", [](auto &, auto &options, auto &) { options.when = noon().addSecs(-300); });
    row("five minutes early", [](auto &, auto &options, auto &) { options.when = noon().addSecs(300); });
    row("with its session token", [](auto &, auto &options, auto &known) {
        known.sessionToken = Secret("token");
        options.credentials.sessionToken = Secret("token");
    });
}

void TestGatekeeper::letsARightSignatureIn()
{
    QFETCH(Change, change);
    sigv4::Credentials known = key();
    RequestOptions options;
    SandboxRequest unused;
    change(unused, options, known);
    const auto result = authenticate(signedRequest(Entries{goodEntry()}, options), known, noon());
    QVERIFY2(!result.refusal, result.refusal ? qPrintable(result.refusal->message) : "");
    QCOMPARE(result.region, QByteArray("eu-west-1"));
}

void TestGatekeeper::refusesBeforeSigning_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const Change &change, const QString &code, const QString &message) {
        QTest::newRow(name) << change << code << message;
    };
    const QString invalid = u"InvalidSignatureException"_s;
    const QString unknown = u"UnrecognizedClientException"_s;
    const QString unknownWords = u"The security token included in the request is invalid."_s;
    row(
        "wrong key id", [](auto &, auto &options, auto &) { options.credentials.accessKeyId = "AKIAOTHEROTHEROTHERX"; },
        unknown, unknownWords);
    row(
        "wrong secret", [](auto &, auto &options, auto &) { options.credentials.secretAccessKey = Secret("x"); },
        invalid, u"The request signature we calculated does not match the signature you provided. Check your AWS"_s);
    row(
        "a token the key has not",
        [](auto &, auto &options, auto &) { options.credentials.sessionToken = Secret("t"); }, unknown, unknownWords);
    row(
        "no token where the key has one", [](auto &, auto &, auto &known) { known.sessionToken = Secret("t"); },
        unknown, unknownWords);
    row(
        "another token",
        [](auto &, auto &options, auto &known) {
            known.sessionToken = Secret("t");
            options.credentials.sessionToken = Secret("u");
        },
        unknown, unknownWords);
    row(
        "a sandbox without a key",
        [](auto &, auto &options, auto &known) {
            known = {};
            options.credentials.accessKeyId = "";
        },
        u"IncompleteSignatureException"_s, u"Authorization header"_s);
    row(
        "another service", [](auto &, auto &options, auto &) { options.service = "sts"; }, invalid,
        u"Credential should be scoped to correct service: 'events'."_s);
    row(
        "a second past five minutes old", [](auto &, auto &options, auto &) { options.when = noon().addSecs(-301); },
        invalid,
        u"Signature expired: 20260301T115459Z is now earlier than 20260301T115500Z (20260301T120000Z - 5 min.)"_s);
    row(
        "a second past five minutes early", [](auto &, auto &options, auto &) { options.when = noon().addSecs(301); },
        invalid,
        u"Signature not yet current: 20260301T120501Z is still later than 20260301T120500Z (20260301T120000Z + 5 "
        "min.)"_s);
}

void TestGatekeeper::refusesBeforeSigning()
{
    QFETCH(Change, change);
    QFETCH(QString, code);
    QFETCH(QString, message);
    sigv4::Credentials known = key();
    RequestOptions options;
    SandboxRequest unused;
    change(unused, options, known);
    const auto result = authenticate(signedRequest(Entries{goodEntry()}, options), known, noon());
    QVERIFY(result.refusal);
    QCOMPARE(result.refusal->code, code);
    QCOMPARE(result.refusal->status, 400);
    QVERIFY2(result.refusal->message.startsWith(message), qPrintable(result.refusal->message));
}

void TestGatekeeper::refusesAfterSigning_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const std::function<void(SandboxRequest &)> &change, const QString &code,
                        const QString &message) {
        QTest::newRow(name) << Change([change](SandboxRequest &request, auto &, auto &) { change(request); }) << code
                            << message;
    };
    const QString invalid = u"InvalidSignatureException"_s;
    const QString incomplete = u"IncompleteSignatureException"_s;
    const QString missing = u"MissingAuthenticationTokenException"_s;
    const auto replaced = [](SandboxRequest &request, const char *from, const char *to) {
        QByteArray text = request.first("authorization");
        QVERIFY2(text.contains(from), text.constData());
        setHeader(request, "Authorization", text.replace(from, to));
    };
    row(
        "no Authorization", [](auto &request) { removeHeader(request, "Authorization"); }, missing,
        u"Missing Authentication Token"_s);
    row(
        "another scheme", [](auto &request) { setHeader(request, "Authorization", "Bearer x"); }, missing,
        u"Missing Authentication Token"_s);
    row(
        "SigV4a", [replaced](auto &request) { replaced(request, "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"); },
        incomplete, u"The sandbox verifies AWS4-HMAC-SHA256 only."_s);
    row(
        "two Authorization headers",
        [](auto &request) {
            request.headers.append(sigv4::Header{"authorization", request.first("authorization")});
        },
        incomplete, u"There is more than one"_s);
    row(
        "no parts", [](auto &request) { setHeader(request, "Authorization", "AWS4-HMAC-SHA256"); }, incomplete,
        u"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
        "Authorization header requires 'SignedHeaders' parameter."_s);
    row(
        "another terminator", [replaced](auto &request) { replaced(request, "aws4_request", "aws5_request"); },
        incomplete, u"Authorization header"_s);
    row(
        "no X-Amz-Date", [](auto &request) { removeHeader(request, "X-Amz-Date"); }, incomplete,
        u"Authorization header requires existence of either a 'X-Amz-Date'"_s);
    row(
        "X-Amz-Date in another format", [](auto &request) { setHeader(request, "X-Amz-Date", "2026-03-01T12:00:00Z"); },
        incomplete, u"Date must be in ISO-8601 'basic format'. Got '2026-03-01T12:00:00Z'."_s);
    row(
        "scope of another day", [replaced](auto &request) { replaced(request, "/20260301/", "/20260228/"); }, invalid,
        u"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260228' != "
        "'20260301', from '20260301T120000Z'."_s);
    row(
        "scope of another region", [replaced](auto &request) { replaced(request, "/eu-west-1/", "/eu-west-2/"); },
        invalid, u"The request signature we calculated"_s);
    row(
        "host not signed", [replaced](auto &request) { replaced(request, "host;", ""); }, invalid,
        u"'Host' or ':authority' must be a 'SignedHeader'"_s);
    row(
        "date not signed", [replaced](auto &request) { replaced(request, "x-amz-date;", ""); }, invalid,
        u"'X-Amz-Date' must be a 'SignedHeader'"_s);
    row(
        "signed header taken away", [](auto &request) { removeHeader(request, "Content-Type"); }, invalid,
        u"The signed header 'content-type' is not in the request."_s);
    row(
        "signed header altered", [](auto &request) { setHeader(request, "X-Amz-Target", "AWSEvents.Other"); }, invalid,
        u"The request signature we calculated"_s);
    row(
        "date altered", [](auto &request) { setHeader(request, "X-Amz-Date", "20260301T120001Z"); }, invalid,
        u"The request signature we calculated"_s);
    row(
        "body altered", [](auto &request) { request.body.replace("o-1", "o-2"); }, invalid,
        u"The request signature we calculated"_s);
    row(
        "query added", [](auto &request) { request.query = "a=b"; }, invalid, u"The request signature we calculated"_s);
    row(
        "signature altered",
        [](auto &request) {
            QByteArray text = request.first("authorization");
            text.back() = text.back() == '0' ? '1' : '0';
            setHeader(request, "Authorization", text);
        },
        invalid, u"The request signature we calculated"_s);
}

void TestGatekeeper::refusesAfterSigning()
{
    QFETCH(Change, change);
    QFETCH(QString, code);
    QFETCH(QString, message);
    SandboxRequest request = signedRequest(Entries{goodEntry()});
    QVERIFY(!authenticate(request, key(), noon()).refusal);
    RequestOptions options;
    sigv4::Credentials known = key();
    change(request, options, known);
    const auto result = authenticate(request, known, noon());
    QVERIFY(result.refusal);
    QCOMPARE(result.refusal->code, code);
    QVERIFY2(result.refusal->message.startsWith(message), qPrintable(result.refusal->message));
}

void TestGatekeeper::tellsNoSessionToken()
{
    sigv4::Credentials known = key();
    known.sessionToken = Secret("the-token-itself");
    RequestOptions options;
    options.credentials = known;
    SandboxRequest request = signedRequest(Entries{goodEntry()}, options);
    request.body.append(' ');
    const auto result = authenticate(request, known, noon());
    QVERIFY(result.refusal);
    QVERIFY(result.refusal->message.contains("x-amz-security-token"_L1));
    QVERIFY(!result.refusal->message.contains("the-token-itself"_L1));
}

QTEST_GUILESS_MAIN(TestGatekeeper)
#include "tst_gatekeeper.moc"
