// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/clockskew.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QUrl server(u"https://events.eu-central-1.amazonaws.com/"_s);

QDateTime noon()
{
    return QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);
}

HttpResponse answeredAt(const QByteArray &date, qint64 elapsedMs = 0)
{
    HttpResponse response;
    response.status = 200;
    response.headers = {{"date", date}};
    response.sentAt = noon();
    response.elapsedMs = elapsedMs;
    return response;
}

} // namespace

class TestClockSkew : public QObject
{
    Q_OBJECT

private slots:
    void isMeasuredFromTheMiddleOfTheRoundTrip_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("elapsedMs");
        QTest::addColumn<qint64>("skewMs");
        QTest::newRow("the same") << QByteArray("Wed, 25 Nov 2026 12:00:00 GMT") << qint64(0) << qint64(0);
        QTest::newRow("the server is ahead")
            << QByteArray("Wed, 25 Nov 2026 12:20:00 GMT") << qint64(2000) << qint64(1'199'000);
        QTest::newRow("the server is behind, over midnight")
            << QByteArray("Tue, 24 Nov 2026 23:59:00 GMT") << qint64(0) << qint64(-43'260'000);
        QTest::newRow("blanks around") << QByteArray(" Wed, 25 Nov 2026 12:00:05 GMT ") << qint64(0) << qint64(5000);
        QTest::newRow("no date") << QByteArray("soon") << qint64(0) << qint64(0);
        QTest::newRow("an empty date") << QByteArray() << qint64(0) << qint64(0);
        QTest::newRow("fifteen minutes are not too long")
            << QByteArray("Wed, 25 Nov 2026 13:00:00 GMT") << qint64(900'000) << qint64(3'150'000);
        QTest::newRow("a longer round trip tells nothing")
            << QByteArray("Wed, 25 Nov 2026 13:00:00 GMT") << qint64(900'001) << qint64(0);
    }

    void isMeasuredFromTheMiddleOfTheRoundTrip()
    {
        QFETCH(QByteArray, date);
        QFETCH(qint64, elapsedMs);
        QFETCH(qint64, skewMs);
        ClockSkew clock(noon);
        clock.observe(server, answeredAt(date, elapsedMs));
        QCOMPARE(clock.skew(server).count(), skewMs);
        QCOMPARE(clock.now(server), noon().addMSecs(skewMs));
        QCOMPARE(clock.localNow(), noon());
    }

    void whatComesFromACacheTellsNothing()
    {
        ClockSkew clock(noon);
        HttpResponse response = answeredAt("Wed, 25 Nov 2026 11:00:00 GMT");
        response.headers.append(HttpHeader{"Age", "3600"});
        clock.observe(server, response);
        QCOMPARE(clock.skew(server), 0ms);
    }

    void noAnswerTellsNothing()
    {
        ClockSkew clock(noon);
        HttpResponse response = answeredAt("Wed, 25 Nov 2026 11:00:00 GMT");
        response.status = 0;
        clock.observe(server, response);
        QCOMPARE(clock.skew(server), 0ms);
    }

    void theLastAnswerCountsARefusalToo()
    {
        ClockSkew clock(noon);
        clock.observe(server, answeredAt("Wed, 25 Nov 2026 11:00:00 GMT"));
        HttpResponse refusal = answeredAt("Wed, 25 Nov 2026 12:00:10 GMT");
        refusal.status = 400;
        clock.observe(server, refusal);
        QCOMPARE(clock.skew(server), 10s);
    }

    void serversHaveClocksOfTheirOwn()
    {
        ClockSkew clock(noon);
        clock.observe(server, answeredAt("Wed, 25 Nov 2026 13:00:00 GMT"));
        QCOMPARE(clock.skew(QUrl(u"https://sts.eu-central-1.amazonaws.com/"_s)), 0ms);
        QCOMPARE(clock.skew(QUrl(u"https://events.eu-central-1.amazonaws.com:443/other?x"_s)), 3600s);
        QCOMPARE(clock.skew(QUrl(u"https://events.eu-central-1.amazonaws.com:8443/"_s)), 0ms);
    }

    void refusalsThatTheClockExplains_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("explained");
        QTest::newRow("a signature") << u"InvalidSignatureException"_s << 5 << true;
        QTest::newRow("behind as well as ahead") << u"SignatureDoesNotMatch"_s << -5 << true;
        QTest::newRow("expired") << u"RequestExpired"_s << 16 << true;
        QTest::newRow("four minutes are not enough") << u"InvalidSignatureException"_s << 4 << false;
        QTest::newRow("another code") << u"ValidationException"_s << 60 << false;
        QTest::newRow("no code") << QString() << 60 << false;
    }

    void refusalsThatTheClockExplains()
    {
        QFETCH(QString, code);
        QFETCH(int, minutes);
        QFETCH(bool, explained);
        QCOMPARE(isSkewRefusal(code, std::chrono::minutes(minutes)), explained);
    }

    void words_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("one second") << qint64(1) << u"1 second behind"_s;
        QTest::newRow("seconds") << qint64(-59) << u"59 seconds ahead of"_s;
        QTest::newRow("a minute") << qint64(60) << u"1 minute behind"_s;
        QTest::newRow("minutes up to two hours") << qint64(-7199) << u"119 minutes ahead of"_s;
        QTest::newRow("hours") << qint64(7200) << u"2 hours behind"_s;
        QTest::newRow("days") << qint64(-30 * 24 * 3600) << u"30 days ahead of"_s;
    }

    void words()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        QCOMPARE(skewText(std::chrono::seconds(seconds)), text);
    }
};

QTEST_GUILESS_MAIN(TestClockSkew)
#include "tst_clockskew.moc"
