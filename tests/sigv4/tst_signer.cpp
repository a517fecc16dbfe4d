// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every stage of signing apart, against the published examples: the IAM ListUsers request of "Create a
// signed AWS API request" and the plain GET of the same keys. The values stand here typed by hand.
#include "sigv4/signer.h"

#include <QTest>

#include <memory>

using namespace busload;
using namespace busload::sigv4;

namespace {

const QDateTime exampleTime(QDate(2015, 8, 30), QTime(12, 36, 0), Qt::UTC);
const Secret exampleKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
constexpr char emptyHash[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

SignableRequest listUsers()
{
    return {"GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}, {"Host", "iam.amazonaws.com"}},
            emptyHash};
}

SignableRequest plainGet()
{
    return {"GET", "/", {}, {{"Host", "example.amazonaws.com"}}, emptyHash};
}

SigningParams paramsFor(const QByteArray &service)
{
    SigningParams params;
    params.credentials = {"AKIDEXAMPLE", exampleKey, {}};
    params.region = "us-east-1";
    params.service = service;
    params.when = exampleTime;
    return params;
}

QByteArray headerNamed(const SigningInstructions &instructions, const QByteArray &name)
{
    for (const SigningHeader &header : instructions.headers) {
        if (header.name == name)
            return header.value;
    }
    return {};
}

} // namespace

class TestSigner : public QObject
{
    Q_OBJECT

private slots:
    void hashesAreOpenSslsAndTheStandards()
    {
        QCOMPARE(sha256Hex({}), QByteArray(emptyHash));
        QCOMPARE(sha256Hex("abc"),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")); // FIPS 180-2
        QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(),
                 QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")); // RFC 4231, 2
        QCOMPARE(hmacSha256(QByteArray(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First").toHex(),
                 QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")); // RFC 4231, 6
    }

    void comparesBytes_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("same");
        QTest::newRow("equal") << QByteArray("abc") << QByteArray("abc") << true;
        QTest::newRow("last byte differs") << QByteArray("abc") << QByteArray("abd") << false;
        QTest::newRow("a beginning is not the whole") << QByteArray("ab") << QByteArray("abc") << false;
        QTest::newRow("both empty") << QByteArray() << QByteArray("") << true;
    }
    void comparesBytes()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QTEST(sameBytes(a, b), "same");
    }

    void datesAreWrittenInUtc()
    {
        const QDateTime inZone(QDate(2015, 8, 31), QTime(1, 6, 0, 999), Qt::OffsetFromUTC, 45000);
        QCOMPARE(amzDate(inZone), QByteArray("20150830T123600Z"));
        QCOMPARE(credentialScope(inZone, "eu-west-1", "events"), QByteArray("20150830/eu-west-1/events/aws4_request"));
    }

    void canonicalUriFollowsTheWirePath_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("normalize");
        QTest::addColumn<bool>("doubleEncode");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *path, const char *expected, bool normalize = true,
                            bool doubleEncode = true) {
            QTest::newRow(name) << QByteArray(path) << normalize << doubleEncode << QByteArray(expected);
        };
        row("empty is the root", "", "/");
        row("root", "/", "/");
        row("unreserved stay", "/-._~0123456789ABCxyz", "/-._~0123456789ABCxyz");
        row("one dot", "/./a", "/a");
        row("two dots", "/a/b/../c", "/a/c");
        row("two dots at the end", "/a/..", "/");
        row("dots above the root", "/../../a", "/a");
        row("three dots are a name", "/a/...", "/a/...");
        row("double slashes", "//a//b//", "/a/b/");
        row("end slash stays", "/a/", "/a/");
        row("wire escapes are escaped once more", "/a%20b/%E1%88%B4", "/a%2520b/%25E1%2588%25B4");
        row("raw UTF-8 is escaped once", "/\xe1\x88\xb4", "/%E1%88%B4");
        row("raw blank is escaped once", "/a b", "/a%20b");
        row("encoded dots are no dots", "/a/%2e%2e/b", "/a/%252e%252e/b");
        row("reserved are escaped", "/a:b@c,d;e=f+g", "/a%3Ab%40c%2Cd%3Be%3Df%2Bg");
        row("S3: dots and slashes stay", "/a/./b//../c", "/a/./b//../c", false, false);
        row("S3: wire escapes stay", "/a%20b/%E1%88%B4", "/a%20b/%E1%88%B4", false, false);
        row("not normalised but encoded", "/a//b%20", "/a//b%2520", false, true);
        row("normalised but not encoded", "/a//b%20", "/a/b%20", true, false);
        row("without its first slash", "a", "/a");
    }
    void canonicalUriFollowsTheWirePath()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, normalize);
        QFETCH(bool, doubleEncode);
        QTEST(canonicalUri(path, normalize, doubleEncode), "expected");
    }

    void canonicalQueryIsSortedAndEncoded_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *query, const char *expected) {
            QTest::newRow(name) << QByteArray(query) << QByteArray(expected);
        };
        row("none", "", "");
        row("by name", "b=1&a=2", "a=2&b=1");
        row("then by value", "a=2&a=10&a=1", "a=1&a=10&a=2");
        row("upper case before lower case", "a=1&B=1", "B=1&a=1");
        row("name ends before the equals sign", "a-b=1&a=2", "a=2&a-b=1");
        row("by encoded name", "a=1&%E1%88%B4=2&Z=3", "%E1%88%B4=2&Z=3&a=1");
        row("empty value", "a=", "a=");
        row("no equals sign", "b&a", "a=&b=");
        row("equals sign in a value", "a=b=c", "a=b%3Dc");
        row("escapes stay escaped once", "a=%20%2F", "a=%20%2F");
        row("lower-case escapes", "a=%2f", "a=%2F");
        row("needless escapes", "%61=%7E", "a=~");
        row("raw reserved", "a=b/c:d", "a=b%2Fc%3Ad");
        row("raw UTF-8", "\xe1\x88\xb4=bar", "%E1%88%B4=bar");
        row("a plus is a plus", "a=b+c", "a=b%2Bc");
        row("unreserved stay", "-._~0aZ=-._~0aZ", "-._~0aZ=-._~0aZ");
    }
    void canonicalQueryIsSortedAndEncoded()
    {
        QFETCH(QByteArray, query);
        QTEST(canonicalQuery(query), "expected");
    }

    void canonicalHeadersAreJoinedAndTrimmed()
    {
        const Headers headers = {
            {"My-Header2", "  a   b   c  "}, {"Host", "example.com:8000"},
            {"my-header1", "value2"},        {"My-Header1", "value1\r\n  folded\n\tagain"},
            {"MY-HEADER1", "value1"},        {"Empty", ""},
            {"quoted", "\"a   b\""},         {"utf8", "gr\xc3\xbc\xc3\x9f"},
        };
        QCOMPARE(canonicalHeaders(headers), QByteArray("empty:\n"
                                                       "host:example.com:8000\n"
                                                       "my-header1:value2,value1 folded again,value1\n"
                                                       "my-header2:a b c\n"
                                                       "quoted:\"a b\"\n"
                                                       "utf8:gr\xc3\xbc\xc3\x9f\n"));
        QCOMPARE(signedHeaders(headers), QByteArray("empty;host;my-header1;my-header2;quoted;utf8"));
    }

    void headersOfTheRoadAreNotSigned_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Authorization", "Baggage", "Connection", "Expect", "Keep-Alive", "Proxy-Authenticate",
                                 "Proxy-Authorization", "TE", "Traceparent", "Tracestate", "Trailer",
                                 "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id"})
            QTest::newRow(name) << QByteArray(name);
    }
    void headersOfTheRoadAreNotSigned()
    {
        QFETCH(QByteArray, name);
        QCOMPARE(signedHeaders({{"Host", "a"}, {name, "x"}, {"X-Amzn-Other", "y"}}), QByteArray("host;x-amzn-other"));
    }

    void listUsersCanonicalRequest()
    {
        SignableRequest request = listUsers();
        request.headers.append(Header{"X-Amz-Date", "20150830T123600Z"});
        const QByteArray canonical = canonicalRequest(request);
        QCOMPARE(canonical, QByteArray("GET\n"
                                       "/\n"
                                       "Action=ListUsers&Version=2010-05-08\n"
                                       "content-type:application/x-www-form-urlencoded; charset=utf-8\n"
                                       "host:iam.amazonaws.com\n"
                                       "x-amz-date:20150830T123600Z\n"
                                       "\n"
                                       "content-type;host;x-amz-date\n") +
                                emptyHash);
        QCOMPARE(sha256Hex(canonical), QByteArray("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"));
    }

    void listUsersStringToSign()
    {
        SignableRequest request = listUsers();
        request.headers.append(Header{"X-Amz-Date", "20150830T123600Z"});
        QCOMPARE(stringToSign(exampleTime, credentialScope(exampleTime, "us-east-1", "iam"), canonicalRequest(request)),
                 QByteArray("AWS4-HMAC-SHA256\n"
                            "20150830T123600Z\n"
                            "20150830/us-east-1/iam/aws4_request\n"
                            "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"));
    }

    void listUsersSigningKey()
    {
        QCOMPARE(signingKey(exampleKey, exampleTime, "us-east-1", "iam").toHex(),
                 QByteArray("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"));
    }

    void listUsersSignature()
    {
        const SigningInstructions instructions = sign(listUsers(), paramsFor("iam"));
        QCOMPARE(instructions.signature,
                 QByteArray("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
        QCOMPARE(headerNamed(instructions, "X-Amz-Date"), QByteArray("20150830T123600Z"));
        QCOMPARE(headerNamed(instructions, "Authorization"),
                 QByteArray("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                            "SignedHeaders=content-type;host;x-amz-date, "
                            "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    }

    void plainGetSignature()
    {
        const SigningInstructions instructions = sign(plainGet(), paramsFor("service"));
        QVERIFY(instructions.stringToSign.endsWith("bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63"));
        QCOMPARE(instructions.signature,
                 QByteArray("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
    }

    void aTokenIsSignedAndMarkedSensitive()
    {
        SigningParams params = paramsFor("events");
        params.credentials.sessionToken = Secret("the/token==");
        const SigningInstructions instructions = sign(plainGet(), params);
        QCOMPARE(headerNamed(instructions, "X-Amz-Security-Token"), QByteArray("the/token=="));
        QVERIFY(
            headerNamed(instructions, "Authorization").contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"));
        QVERIFY(instructions.canonicalRequest.contains("\nx-amz-security-token:the/token==\n"));
        for (const SigningHeader &header : instructions.headers)
            QCOMPARE(header.sensitive, header.name != "X-Amz-Date");
        QVERIFY(instructions.signature != sign(plainGet(), paramsFor("events")).signature);
    }

    void leftoversOfAnEarlierTryAreNotSigned()
    {
        SignableRequest again = plainGet();
        again.headers.append(Header{"x-amz-date", "20150830T123000Z"});
        again.headers.append(Header{"X-Amz-Security-Token", "old"});
        again.headers.append(Header{"AUTHORIZATION", "AWS4-HMAC-SHA256 Credential=old"});
        QCOMPARE(sign(again, paramsFor("service")).canonicalRequest,
                 sign(plainGet(), paramsFor("service")).canonicalRequest);
    }

    void aPortIsPartOfTheHost()
    {
        SignableRequest request = plainGet();
        request.headers = {{"Host", "localhost:4566"}};
        QVERIFY(sign(request, paramsFor("events")).canonicalRequest.contains("\nhost:localhost:4566\n"));
    }

    void pathSwitchesReachTheCanonicalRequest()
    {
        SignableRequest request = plainGet();
        request.path = "/a//b%20c";
        SigningParams params = paramsFor("s3");
        QVERIFY(sign(request, params).canonicalRequest.startsWith("GET\n/a/b%2520c\n"));
        params.normalizePath = false;
        params.doubleEncodePath = false;
        QVERIFY(sign(request, params).canonicalRequest.startsWith("GET\n/a//b%20c\n"));
    }

    void redactionTakesTheTokenAndNothingElse()
    {
        SigningParams params = paramsFor("events");
        params.credentials.sessionToken = Secret("the/token==");
        SignableRequest request = plainGet();
        request.query = "X-Amz-Security-Token=querytoken&a=1";
        const QByteArray canonical = sign(request, params).canonicalRequest;
        QVERIFY(canonical.contains("the/token==") && canonical.contains("querytoken"));
        QByteArray expected = canonical;
        expected.replace("the/token==", redactedText).replace("querytoken", redactedText);
        QCOMPARE(redactedCanonicalRequest(canonical), expected);

        const QByteArray without = sign(plainGet(), paramsFor("events")).canonicalRequest;
        QCOMPARE(redactedCanonicalRequest(without), without);
    }

    void aSecretDoesNotPrint()
    {
        QString printed;
        QDebug(&printed) << Secret("hunter2");
        QCOMPARE(printed.trimmed(), QString::fromLatin1(redactedText));
        const std::unique_ptr<char[]> inFailure(QTest::toString(Secret("hunter2")));
        QCOMPARE(inFailure.get(), redactedText);
    }
};

QTEST_GUILESS_MAIN(TestSigner)
#include "tst_signer.moc"
