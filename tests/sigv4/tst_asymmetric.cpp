// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/asymmetric.h"

#include <QTest>

using namespace busload;
using namespace busload::sigv4;
using namespace Qt::StringLiterals;

namespace {

// The pair of the published key derivation test.
Credentials published()
{
    return {"AKISORANDOMAASORANDOM", Secret("q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom"), Secret()};
}

SignableRequest request()
{
    SignableRequest made;
    made.method = "POST";
    made.path = "/";
    made.headers = {{"host", "abcde.veo.endpoint.events.amazonaws.com"},
                    {"Content-Type", "application/x-amz-json-1.1"}};
    made.bodySha256Hex = sha256Hex("{}");
    return made;
}

AsymmetricParams params()
{
    AsymmetricParams made;
    made.credentials = published();
    made.service = "events";
    made.when = QDateTime(QDate(2026, 11, 25), QTime(12, 0, 1), Qt::UTC);
    return made;
}

QByteArray headerOf(const SigningInstructions &instructions, QByteArrayView name)
{
    for (const SigningHeader &header : instructions.headers) {
        if (header.name == name)
            return header.value;
    }
    return {};
}

} // namespace

class TestAsymmetric : public QObject
{
    Q_OBJECT

private slots:
    void theKeyPairIsThePublishedOne()
    {
        const QByteArray key = derivedPrivateKey(published()).reveal().toHex();
        QCOMPARE(key.size(), 64);
        QVERIFY2(key.startsWith("7fd3bd01") && key.endsWith("fca1bd"), "not the published private key");
        const PublicKey point = publicKeyOf(published());
        QVERIFY(point.x.toHex().startsWith("15d242ce") && point.x.toHex().endsWith("90fffcb"));
        QVERIFY(point.y.toHex().startsWith("0515242c") && point.y.toHex().endsWith("24c5ec0"));
        Credentials other = published();
        other.accessKeyId += 'X';
        QVERIFY(publicKeyOf(other) != point);
    }

    void candidatesPastTheOrderAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("candidate");
        QTest::addColumn<QByteArray>("key"); // empty: the next counter is to be tried
        const QByteArray order("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc6325");
        QTest::newRow("the least") << QByteArray(64, '0') << QByteArray(63, '0') + '1';
        QTest::newRow("the most, the order less two") << order + "4f" << order + "50";
        QTest::newRow("the order less one") << order + "50" << QByteArray();
        QTest::newRow("the order") << order + "51" << QByteArray();
        QTest::newRow("all ones") << QByteArray(64, 'f') << QByteArray();
        QTest::newRow("a carry") << QByteArray(60, '0') + "00ff" << QByteArray(60, '0') + "0100";
        QTest::newRow("too short") << QByteArray("00") << QByteArray();
    }

    void candidatesPastTheOrderAreLeftOut()
    {
        QFETCH(QByteArray, candidate);
        QFETCH(QByteArray, key);
        const auto made = privateKeyFrom(QByteArray::fromHex(candidate));
        QCOMPARE(made.has_value(), !key.isEmpty());
        if (made)
            QCOMPARE(made->reveal().toHex(), key);
    }

    void theStages()
    {
        const SigningInstructions instructions = sign(request(), params());
        QCOMPARE(instructions.canonicalRequest,
                 QByteArray("POST\n/\n\ncontent-type:application/x-amz-json-1.1\n"
                            "host:abcde.veo.endpoint.events.amazonaws.com\nx-amz-date:20261125T120001Z\n"
                            "x-amz-region-set:*\n\ncontent-type;host;x-amz-date;x-amz-region-set\n") +
                     sha256Hex("{}"));
        QCOMPARE(instructions.stringToSign, "AWS4-ECDSA-P256-SHA256\n20261125T120001Z\n20261125/events/aws4_request\n" +
                                                sha256Hex(instructions.canonicalRequest));
        QCOMPARE(headerOf(instructions, "X-Amz-Region-Set"), QByteArray("*"));
        QCOMPARE(headerOf(instructions, "Authorization"),
                 "AWS4-ECDSA-P256-SHA256 Credential=AKISORANDOMAASORANDOM/20261125/events/aws4_request, "
                 "SignedHeaders=content-type;host;x-amz-date;x-amz-region-set, Signature=" +
                     instructions.signature);
        QVERIFY(verifies(publicKeyOf(published()), instructions.stringToSign, instructions.signature));
    }

    void whatWasNotSignedDoesNotVerify()
    {
        const PublicKey key = publicKeyOf(published());
        const SigningInstructions instructions = sign(request(), params());
        QByteArray altered = instructions.stringToSign;
        altered[altered.size() - 1] = altered.endsWith('0') ? '1' : '0';
        QVERIFY(!verifies(key, altered, instructions.signature));
        Credentials other = published();
        other.secretAccessKey = Secret("another");
        QVERIFY(!verifies(publicKeyOf(other), instructions.stringToSign, instructions.signature));
        for (const QByteArray &nonsense : {QByteArray(), QByteArray("zz"), QByteArray("3006020101020101")})
            QVERIFY(!verifies(key, instructions.stringToSign, nonsense));
        QVERIFY2(
            !verifies({QByteArray(32, '\1'), QByteArray(32, '\1')}, instructions.stringToSign, instructions.signature),
            "a point that is not on the curve is no key");
        AsymmetricParams elsewhere = params();
        elsewhere.regionSet = "eu-west-1";
        QVERIFY(sign(request(), elsewhere).stringToSign != instructions.stringToSign);
    }

    void aTokenIsSignedAndLeftoversAreNot()
    {
        AsymmetricParams withToken = params();
        withToken.credentials.sessionToken = Secret("tok");
        SignableRequest again = request();
        again.headers.append(Header{"X-Amz-Region-Set", "old"});
        again.headers.append(Header{"x-amz-date", "old"});
        again.headers.append(Header{"Authorization", "old"});
        const SigningInstructions instructions = sign(again, withToken);
        QVERIFY(instructions.canonicalRequest.contains("\nx-amz-security-token:tok\n"));
        QVERIFY(!instructions.canonicalRequest.contains("old"));
        for (const SigningHeader &header : instructions.headers)
            QCOMPARE(header.sensitive, header.name == "X-Amz-Security-Token" || header.name == "Authorization");
    }
};

QTEST_GUILESS_MAIN(TestAsymmetric)
#include "tst_asymmetric.moc"
