// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/entrysize.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestEntrySize : public QObject
{
    Q_OBJECT
private slots:
    void countsEachPart()
    {
        Entry entry;
        entry.source = u"com.mycompany.orders"_s;
        entry.detailType = u"OrderFulfilled"_s;
        entry.detail = "{\"a\":1}";
        entry.time = Instant{1'700'000'000, 0};
        entry.resources = {u"arn:aws:s3:::b"_s, u"é"_s};
        const EntrySize expected{14, 20, 14, 7, 14 + 2};
        QCOMPARE(measure(entry), expected);
        QCOMPARE(measure(entry).total(), 14 + 20 + 14 + 7 + 16);
    }

    void leavesOutWhatTheServiceDoesNotCount()
    {
        Entry entry;
        entry.eventBusName = u"arn:aws:events:us-east-1:123456789012:event-bus/orders"_s;
        entry.traceHeader = u"Root=1-5759e988-bd862e3fe1be46a994272793"_s;
        entry.idempotencyToken = u"token"_s;
        QCOMPARE(measure(entry).total(), 0);
    }

    void timeCountsFourteenWhateverItsText()
    {
        Entry entry;
        entry.time = Instant{0, 123'456'789};
        QCOMPARE(measure(entry).total(), 14);
    }

    void utf8LengthEqualsTheEncodedText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("ascii") << u"abc"_s;
        QTest::newRow("two bytes") << u"é߿"_s;
        QTest::newRow("three bytes") << u"€ࠀ￿"_s;
        QTest::newRow("four bytes") << u"😀𐀀"_s;
        QTest::newRow("lone high surrogate") << QString(QChar(0xD83D));
        QTest::newRow("lone low surrogate") << QString(QChar(0xDE00)) + u"x"_s;
        QTest::newRow("high then letter") << QString(QChar(0xD83D)) + u"é"_s;
    }

    void utf8LengthEqualsTheEncodedText()
    {
        QFETCH(QString, text);
        QCOMPARE(utf8Length(text), text.toUtf8().size());
    }

    void billsEveryChunkBegun_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<int>("events");
        QTest::newRow("nothing is one") << qint64(0) << 1;
        QTest::newRow("one byte") << qint64(1) << 1;
        QTest::newRow("exactly 64 KB") << qint64(65'536) << 1;
        QTest::newRow("one byte more") << qint64(65'537) << 2;
        QTest::newRow("256 KB") << qint64(262'144) << 4;
        QTest::newRow("1 MiB") << qint64(1'048'576) << 16;
    }

    void billsEveryChunkBegun()
    {
        QFETCH(qint64, bytes);
        QFETCH(int, events);
        QCOMPARE(billableEvents(bytes), events);
    }
};

QTEST_GUILESS_MAIN(TestEntrySize)
#include "tst_entrysize.moc"
