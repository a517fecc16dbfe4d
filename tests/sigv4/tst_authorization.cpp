// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sandbox's side: an Authorization header is read back and verified, and every way of tampering
// with what was signed is noticed.
#include "sigv4/authorization.h"

#include <QTest>

#include <functional>

using namespace busload;
using namespace busload::sigv4;

namespace {

const QDateTime signedAt(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
const Secret goodKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
constexpr char date[] = "20260102T030405Z";
constexpr char goodHash[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr char good[] = "AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-west-1/events/aws4_request, "
                        "SignedHeaders=host;x-amz-date, "
                        "Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

struct Arrived
{
    SignableRequest request;
    Authorization authorization;
    QByteArray amzDate = date;
    Secret key = goodKey;

    bool matches() const { return verify(request, authorization, amzDate, key).matches; }
};

// A request as the sandbox receives it: signed, then given the headers that the road adds.
Arrived arrived(const QByteArray &token = {})
{
    Arrived result;
    result.request = {
        "POST", "/", "b=2&a=1", {{"Host", "127.0.0.1:4010"}, {"Content-Type", "application/x-amz-json-1.1"}}, goodHash};
    SigningParams params;
    params.credentials = {"AKID", goodKey, Secret(token)};
    params.region = "eu-west-1";
    params.service = "events";
    params.when = signedAt;
    const SigningInstructions instructions = sign(result.request, params);
    for (const SigningHeader &header : instructions.headers)
        result.request.headers.append(Header{header.name, header.value});
    result.request.headers.append(Header{"User-Agent", "someone"});
    result.request.headers.append(Header{"Content-Length", "0"});
    result.authorization = *parseAuthorization(instructions.headers.last().value);
    return result;
}

} // namespace

class TestAuthorization : public QObject
{
    Q_OBJECT

private slots:
    void readsAllParts()
    {
        const auto authorization = parseAuthorization(good);
        QVERIFY(authorization);
        QCOMPARE(authorization->accessKeyId, QByteArray("AKID"));
        QCOMPARE(authorization->date, QByteArray("20260102"));
        QCOMPARE(authorization->region, QByteArray("eu-west-1"));
        QCOMPARE(authorization->service, QByteArray("events"));
        QCOMPARE(authorization->signedHeaders, (QList<QByteArray>{"host", "x-amz-date"}));
        QCOMPARE(authorization->signature,
                 QByteArray("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
    }

    void blanksBetweenPartsMayBeMissing()
    {
        QByteArray dense = good;
        QVERIFY(parseAuthorization(dense.replace(", ", ",")));
    }

    void refusesWhatIsIllShaped_data()
    {
        QTest::addColumn<QByteArray>("header");
        const auto row = [](const char *name, const char *before, const char *after) {
            QByteArray header = good;
            QVERIFY2(header.contains(before), name);
            QTest::newRow(name) << header.replace(before, after);
        };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("algorithm alone") << QByteArray("AWS4-HMAC-SHA256");
        row("another algorithm", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
        row("a longer algorithm", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256-PAYLOAD ");
        row("no credential", "Credential=AKID/20260102/eu-west-1/events/aws4_request, ", "");
        row("no key id", "AKID/", "/");
        row("no scope end", "/aws4_request", "");
        row("another scope end", "aws4_request", "aws3_request");
        row("scope without region", "/eu-west-1/", "/");
        row("empty region", "/eu-west-1/", "//");
        row("empty service", "/events/", "//");
        row("short date", "20260102", "2026010");
        row("date in words", "20260102", "today000");
        row("no signed headers", "SignedHeaders=host;x-amz-date, ", "");
        row("empty signed header", "host;x-amz-date", "host;;x-amz-date");
        row("no signature", "Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "Signature=");
        row("short signature", "abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "ab");
        row("upper-case signature", "Signature=0123456789abcdef", "Signature=0123456789ABCDEF");
        row("unknown part", "Signature=", "Colour=red, Signature=");
        row("a part twice", "SignedHeaders=host;x-amz-date", "SignedHeaders=host, SignedHeaders=host");
        row("part without equals sign", "SignedHeaders=host;x-amz-date", "SignedHeaders");
    }
    void refusesWhatIsIllShaped()
    {
        QFETCH(QByteArray, header);
        QVERIFY(!parseAuthorization(header));
    }

    void ownSignatureVerifies()
    {
        QVERIFY(arrived().matches());
        QVERIFY(arrived("session").matches());
    }

    void tamperingIsNoticed_data()
    {
        QTest::addColumn<Arrived>("request");
        const auto row = [](const char *name, const std::function<void(Arrived &)> &tamper) {
            Arrived request = arrived("session");
            tamper(request);
            QTest::newRow(name) << request;
        };
        row("method", [](Arrived &a) { a.request.method = "PUT"; });
        row("path", [](Arrived &a) { a.request.path = "/x"; });
        row("query", [](Arrived &a) { a.request.query = "b=2&a=3"; });
        row("body", [](Arrived &a) { a.request.bodySha256Hex = sha256Hex("x"); });
        row("host", [](Arrived &a) { a.request.headers[0].second = "127.0.0.1:4011"; });
        row("signed header", [](Arrived &a) { a.request.headers[1].second = "text/plain"; });
        row("a signed header again", [](Arrived &a) {
            a.request.headers.append(Header{"content-type", "text/plain"});
        });
        row("signed header left out", [](Arrived &a) { a.request.headers.removeAt(1); });
        row("session token", [](Arrived &a) { a.request.headers[3].second = "other"; });
        row("signature",
            [](Arrived &a) { a.authorization.signature[0] = a.authorization.signature[0] == 'a' ? 'b' : 'a'; });
        row("no signature", [](Arrived &a) { a.authorization.signature.clear(); });
        row("region", [](Arrived &a) { a.authorization.region = "us-east-1"; });
        row("service", [](Arrived &a) { a.authorization.service = "s3"; });
        row("scope date", [](Arrived &a) { a.authorization.date = "20260103"; });
        row("request date", [](Arrived &a) { a.amzDate = "20260102T030406Z"; });
        row("wrong key", [](Arrived &a) { a.key = Secret("another"); });
        row("no key", [](Arrived &a) { a.key = Secret(); });
    }
    void tamperingIsNoticed()
    {
        QFETCH(Arrived, request);
        QVERIFY(!request.matches());
    }

    // Each of these carries a signature that is right for what was signed; it just covers too little.
    void signatureMustBindHostAndDate_data()
    {
        QTest::addColumn<QByteArray>("signedNames");
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<bool>("matches");
        QTest::newRow("host and x-amz-date") << QByteArray("host;x-amz-date") << QByteArray(date) << true;
        QTest::newRow("host not signed") << QByteArray("x-amz-date") << QByteArray(date) << false;
        QTest::newRow("date not signed") << QByteArray("host") << QByteArray(date) << false;
        QTest::newRow("user-agent signed too") << QByteArray("host;user-agent;x-amz-date") << QByteArray(date) << true;
        QTest::newRow("header that never came") << QByteArray("host;x-amz-date;x-none") << QByteArray(date) << false;
        QTest::newRow("date of another day")
            << QByteArray("host;x-amz-date") << QByteArray("20260103T030405Z") << false;
        QTest::newRow("ill-shaped date") << QByteArray("host;x-amz-date") << QByteArray("20260102 030405") << false;
    }
    void signatureMustBindHostAndDate()
    {
        QFETCH(QByteArray, signedNames);
        QFETCH(QByteArray, when);
        const QList<QByteArray> names = signedNames.split(';');
        SignableRequest request = {"POST", "/", {}, {}, goodHash};
        // Built by hand, line by line, so that it does not lean on what is tested.
        const QMap<QByteArray, QByteArray> values = {
            {"host", "h"}, {"user-agent", "someone"}, {"x-amz-date", when}, {"x-none", ""}};
        QByteArray lines;
        for (const QByteArray &name : names) {
            lines += name + ':' + values.value(name) + '\n';
            if (name != "x-none")
                request.headers.append(Header{name, values.value(name)});
        }
        const QByteArray canonical = "POST\n/\n\n" + lines + '\n' + signedNames + '\n' + goodHash;
        const QByteArray text =
            "AWS4-HMAC-SHA256\n" + when + "\n20260102/eu-west-1/events/aws4_request\n" + sha256Hex(canonical);
        Authorization authorization{"AKID", "20260102", "eu-west-1", "events", names, {}};
        authorization.signature = signature(signingKey(goodKey, signedAt, "eu-west-1", "events"), text);

        const Verification verification = verify(request, authorization, when, goodKey);
        QTEST(verification.matches, "matches");
        if (!names.contains("x-none")) {
            QCOMPARE(verification.canonicalRequest, canonical);
            QCOMPARE(verification.stringToSign, text);
        }
    }

    // The list itself is part of what is signed, so a longer one than was signed claims too much.
    void aHeaderNamedButNeitherSignedNorSentIsNoticed()
    {
        Arrived request = arrived();
        request.authorization.signedHeaders.append("x-ghost");
        QVERIFY(!request.matches());
    }

    void headersBesideTheSignedOnesDoNotMatter()
    {
        Arrived request = arrived();
        request.request.headers.append(Header{"X-Forwarded-For", "10.0.0.1"});
        request.request.headers.append(Header{"amz-sdk-request", "attempt=1"});
        QVERIFY(request.matches());
    }
};

QTEST_GUILESS_MAIN(TestAuthorization)
#include "tst_authorization.moc"
