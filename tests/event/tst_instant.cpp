// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/instant.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestInstant : public QObject
{
    Q_OBJECT
private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("nanoseconds");
        QTest::newRow("utc") << u"2024-01-01T01:02:03Z"_s << qint64(1704070923) << 0;
        QTest::newRow("milliseconds") << u"2024-01-01T01:02:03.456Z"_s << qint64(1704070923) << 456'000'000;
        QTest::newRow("nine digits") << u"2024-01-01T01:02:03.123456789Z"_s << qint64(1704070923) << 123'456'789;
        QTest::newRow("zone east") << u"2024-01-01T02:02:03+01:00"_s << qint64(1704070923) << 0;
        QTest::newRow("zone west, no colon") << u"2023-12-31T20:02:03-0500"_s << qint64(1704070923) << 0;
        QTest::newRow("no zone is utc") << u"2024-01-01T01:02:03"_s << qint64(1704070923) << 0;
        QTest::newRow("blank for T") << u"2024-01-01 01:02:03Z"_s << qint64(1704070923) << 0;
        QTest::newRow("no seconds") << u"2024-01-01T01:02Z"_s << qint64(1704070920) << 0;
        QTest::newRow("date alone") << u"2024-01-01"_s << qint64(1704067200) << 0;
        QTest::newRow("epoch") << u"1704070923"_s << qint64(1704070923) << 0;
        QTest::newRow("epoch with fraction") << u"1704070923.456789"_s << qint64(1704070923) << 456'789'000;
        QTest::newRow("before 1970") << u"-0.5"_s << qint64(-1) << 500'000'000;
        QTest::newRow("exponent") << u"1.7e9"_s << qint64(1'700'000'000) << 0;
        QTest::newRow("blanks around") << u"  0 "_s << qint64(0) << 0;
        QTest::newRow("leap day") << u"2024-02-29T00:00:00Z"_s << qint64(1709164800) << 0;
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        QFETCH(int, nanoseconds);
        const std::optional<Instant> instant = parseInstant(text);
        QVERIFY2(instant, qPrintable(text));
        QCOMPARE(instant->epochSeconds, seconds);
        QCOMPARE(instant->nanoseconds, nanoseconds);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "soon", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z",
                                 "2024-01-01T00:60:00Z", "2024-01-01T00:00:00+25:00", "1e400", "1704070923456000",
                                 "0x10", "1704070923.", "2024-01-01T", "0000-01-01T00:00:00Z", "--1"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }

    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!parseInstant(text));
    }

    void writesForTheWire_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("nanoseconds");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QString>("iso");
        QTest::newRow("whole") << qint64(1704070923) << 0 << QByteArray("1704070923") << u"2024-01-01T01:02:03Z"_s;
        QTest::newRow("zeros cut") << qint64(1704070923) << 450'000'000 << QByteArray("1704070923.45")
                                   << u"2024-01-01T01:02:03.45Z"_s;
        QTest::newRow("one nanosecond") << qint64(0) << 1 << QByteArray("0.000000001")
                                        << u"1970-01-01T00:00:00.000000001Z"_s;
        QTest::newRow("half before") << qint64(-1) << 500'000'000 << QByteArray("-0.5") << u"1969-12-31T23:59:59.5Z"_s;
        QTest::newRow("whole before") << qint64(-2) << 0 << QByteArray("-2") << u"1969-12-31T23:59:58Z"_s;
    }

    void writesForTheWire()
    {
        QFETCH(qint64, seconds);
        QFETCH(int, nanoseconds);
        QFETCH(QByteArray, wire);
        QFETCH(QString, iso);
        const Instant instant{seconds, nanoseconds};
        QCOMPARE(epochSecondsText(instant), wire);
        QCOMPARE(formatInstant(instant), iso);
        QCOMPARE(parseInstant(QString::fromLatin1(wire)), instant);
        QCOMPARE(parseInstant(iso), instant);
    }

    void goesThroughQDateTime()
    {
        const QDateTime before(QDate(1969, 12, 31), QTime(23, 59, 59, 250), Qt::UTC);
        QCOMPARE(instantFrom(before), (Instant{-1, 250'000'000}));
        QCOMPARE(toDateTimeUtc(instantFrom(before)), before);
    }
};

QTEST_GUILESS_MAIN(TestInstant)
#include "tst_instant.moc"
