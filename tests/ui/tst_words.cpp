// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestWords : public QObject
{
    Q_OBJECT
private slots:
    void bytes_data();
    void bytes();
    void numbersAtAScale();
    void exactBytes();
    void countsAgree();
    void outcomes();
};

void TestWords::bytes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"0 B"_s;
    QTest::newRow("plain bytes") << qint64(198) << u"198 B"_s;
    QTest::newRow("last byte below a KB") << qint64(1023) << u"1023 B"_s;
    QTest::newRow("a KB is 1024") << qint64(1024) << u"1 KB"_s;
    QTest::newRow("one digit") << qint64(2700) << u"2.6 KB"_s;
    QTest::newRow("of the design") << qint64(182'989) << u"178.7 KB"_s;
    QTest::newRow("one byte short of the limit never reads as the limit") << qint64(262'143) << u"255.9 KB"_s;
    QTest::newRow("the limit") << qint64(262'144) << u"256 KB"_s;
    QTest::newRow("never 1024 KB") << qint64(1'048'575) << u"1023.9 KB"_s;
    QTest::newRow("a MB") << qint64(1'048'576) << u"1 MB"_s;
    QTest::newRow("several MB") << qint64(2'621'440) << u"2.5 MB"_s;
}

void TestWords::bytes()
{
    QFETCH(const qint64, bytes);
    QFETCH(const QString, text);
    QCOMPARE(bytesText(bytes), text);
}

void TestWords::numbersAtAScale()
{
    QCOMPARE(bytesNumber(182'989, 262'144), u"178.7"_s); // "178.7 of 256 KB"
    QCOMPARE(bytesNumber(500, 262'144), u"0.4"_s);
    QCOMPARE(bytesNumber(524'288, 1'048'576), u"0.5"_s); // "0.5 of 1 MB"
    QCOMPARE(bytesNumber(700, 1000), u"700"_s);
}

void TestWords::exactBytes()
{
    QCOMPARE(exactBytesText(1), u"1 byte"_s);
    QCOMPARE(exactBytesText(182'989), u"182,989 bytes"_s);
}

void TestWords::countsAgree()
{
    QCOMPARE(entriesText(0), u"0 entries"_s);
    QCOMPARE(entriesText(1), u"1 entry"_s);
    QCOMPARE(entriesText(4321), u"4,321 entries"_s);
    QCOMPARE(callsText(1), u"1 call"_s);
    QCOMPARE(callsText(2), u"2 calls"_s);
    QCOMPARE(billableText(1), u"1 billable event"_s);
    QCOMPARE(billableText(8), u"8 billable events"_s);
    QCOMPARE(problemsText(1), u"1 problem"_s);
    QCOMPARE(problemsText(3), u"3 problems"_s);
    QCOMPARE(eventsText(1), u"1 event"_s);
    QCOMPARE(eventsText(42), u"42 events"_s);
}

void TestWords::outcomes()
{
    QCOMPARE(outcomeLabel(Outcome::Kind::Accepted), u"Accepted"_s);
    QCOMPARE(outcomeLabel(Outcome::Kind::Rejected), u"Rejected"_s);
    QCOMPARE(outcomeLabel(Outcome::Kind::Unknown), u"Unknown"_s);
    QCOMPARE(outcomeLabel(Outcome::Kind::NotSent), u"Not sent"_s);
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
