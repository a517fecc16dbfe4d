// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/asymmetric.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <array>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

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

#ifdef Q_OS_LINUX
// What is searched for stands in this program only so, lest the search find itself.
QByteArray masked(QByteArray bytes)
{
    for (char &c : bytes)
        c = char(c ^ 0x5a);
    return bytes;
}

void wipe(const QByteArray &bytes)
{
    std::fill_n(const_cast<char *>(bytes.constData()), bytes.size(), '\0'); // where it is, without detaching
}

// The middle of the key as bytes and as libcrypto's words have it, masked. Its first bytes would not do, since what
// is freed is written over there; nor its last, in which the candidate it was made of differs.
QList<QByteArray> tracesOfPrivateKey(const Credentials &credentials)
{
    const Secret key = derivedPrivateKey(credentials);
    QByteArray bytes = masked(key.reveal().mid(8, 16));
    QByteArray words = masked(key.reveal().mid(8, 16));
    std::reverse(words.begin(), words.end());
    wipe(key.reveal());
    return {bytes, words};
}

int countIn(QByteArrayView memory, const QByteArray &trace)
{
    int count = 0;
    for (qsizetype at = 0; at + trace.size() <= memory.size(); ++at)
        count += std::equal(trace.begin(), trace.end(), memory.begin() + at,
                            [](char wanted, char found) { return wanted == char(found ^ 0x5a); });
    return count;
}

//! How often the trace, unmasked, stands in what this process can write to.
int countInMemory(const QByteArray &trace)
{
    QFile maps(u"/proc/self/maps"_s);
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (memory < 0 || !maps.open(QIODevice::ReadOnly))
        return -1;
    int count = 0;
    std::array<char, 4096> page{};
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        const QList<QByteArray> range = fields.first().split('-');
        if (!fields.value(1).startsWith("rw"))
            continue;
        const quint64 end = range.last().toULongLong(nullptr, 16);
        for (quint64 at = range.first().toULongLong(nullptr, 16); at < end; at += page.size()) {
            const ssize_t got = ::pread(memory, page.data(), page.size(), off_t(at));
            if (got > 0)
                count += countIn(QByteArrayView(page.data(), got), trace);
            page.fill('\0');
        }
    }
    ::close(memory);
    return count;
}
#endif

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

#ifdef Q_OS_LINUX
    void signingLeavesNoPrivateKeyInMemory()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the address sanitizer maps terabytes of shadow memory, which cannot be searched");
#endif
        AsymmetricParams own = params();
        own.credentials.secretAccessKey = Secret("of this test only");
        const QList<QByteArray> traces = tracesOfPrivateKey(own.credentials);
        for (const QByteArray &trace : traces)
            QCOMPARE(countInMemory(trace), 0); // what this test itself holds of it does not count
        const QByteArray unmasked = masked(traces.first());
        QVERIFY2(countInMemory(traces.first()) > 0, "the search finds nothing at all");
        wipe(unmasked);

        sign(request(), own);
        publicKeyOf(own.credentials);
        for (const QByteArray &trace : traces)
            QCOMPARE(countInMemory(trace), 0);
    }
#endif

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
        for (const QByteArray &nonsense :
             {QByteArray(), QByteArray("zz"), QByteArray("3006020101020101"), instructions.signature.toUpper(),
              instructions.signature + ' ', instructions.signature + "00"})
            QVERIFY2(!verifies(key, instructions.stringToSign, nonsense), nonsense.constData());
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
