// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card's geometry at every width a person can give the panel, from a sliver to a wide screen.
#include "ui/delegates/entrycard.h"

#include <QTest>

using namespace busload;

class TestEntryCard : public QObject
{
    Q_OBJECT
private slots:
    void staysWholeAtEveryWidth_data();
    void staysWholeAtEveryWidth();
    void aChipTakesRoomFromTheNameOnly();
    void aLongChipLeavesTheNameItsShare();
    void textsOfALineAlignAtTheRight();
    void movesWithItsRow();
    void rowsAreHighEnough();
};

namespace {

EntryCardNeeds needs(const QSize &chip, int bytesWidth = 48)
{
    EntryCardNeeds n;
    n.chip = chip;
    n.bytesWidth = bytesWidth;
    return n;
}

QRect rowOf(const EntryCardNeeds &n, int width)
{
    return {0, 0, width, entryRowHeight(n)};
}

} // namespace

void TestEntryCard::staysWholeAtEveryWidth_data()
{
    QTest::addColumn<QSize>("chip");
    QTest::addColumn<int>("bytesWidth");
    QTest::newRow("no chip") << QSize() << 48;
    QTest::newRow("short chip") << QSize(70, 20) << 48;
    QTest::newRow("chip longer than the card") << QSize(900, 20) << 48;
    QTest::newRow("chip higher than the name") << QSize(70, 40) << 48;
    QTest::newRow("bytes wider than the card") << QSize(70, 20) << 700;
}

void TestEntryCard::staysWholeAtEveryWidth()
{
    QFETCH(const QSize, chip);
    QFETCH(const int, bytesWidth);
    const EntryCardNeeds n = needs(chip, bytesWidth);
    for (int width = 0; width <= 900; ++width) {
        const QRect row = rowOf(n, width);
        const EntryCard at = layoutEntryCard(row, n);
        const QByteArray where = "at width " + QByteArray::number(width);
        const bool seen = at.card.width() > 0;
        QVERIFY2(!seen || row.contains(at.card), where);
        for (const QRect &part : {at.bar, at.name, at.route, at.chip, at.bytes}) {
            QVERIFY2(part.width() >= 0 && part.height() >= 0, where);
            QVERIFY2(part.isEmpty() || at.card.contains(part), where);
        }
        const QList<QRect> texts{at.name, at.route, at.chip, at.bytes};
        for (qsizetype i = 0; i < texts.size(); ++i) {
            QVERIFY2(!texts.at(i).intersects(at.bar), where);
            for (qsizetype j = i + 1; j < texts.size(); ++j)
                QVERIFY2(!texts.at(i).intersects(texts.at(j)), where);
        }
    }
}

void TestEntryCard::aChipTakesRoomFromTheNameOnly()
{
    const EntryCardNeeds bare = needs(QSize(0, 17));
    const EntryCardNeeds chipped = needs(QSize(80, 17));
    const EntryCard without = layoutEntryCard(rowOf(bare, 390), bare);
    const EntryCard with = layoutEntryCard(rowOf(chipped, 390), chipped);
    QVERIFY(without.chip.isNull());
    QCOMPARE(with.chip.width(), 80);
    QVERIFY(with.name.width() <= without.name.width() - 80);
    QCOMPARE(with.route, without.route);
    QCOMPARE(with.bytes, without.bytes);
}

void TestEntryCard::aLongChipLeavesTheNameItsShare()
{
    const EntryCardNeeds n = needs(QSize(2000, 20));
    const EntryCard at = layoutEntryCard(rowOf(n, 390), n);
    QVERIFY(at.chip.width() <= at.card.width() * EntryCard::chipShare);
    QVERIFY2(at.name.width() > at.card.width() / 4, "the name must stay readable beside a long code");
}

void TestEntryCard::textsOfALineAlignAtTheRight()
{
    const EntryCardNeeds n = needs(QSize(80, 20));
    const EntryCard at = layoutEntryCard(rowOf(n, 390), n);
    QCOMPARE(at.chip.right(), at.bytes.right());
    QCOMPARE(at.name.left(), at.route.left());
    QCOMPARE(at.chip.center().y(), at.name.center().y());
}

void TestEntryCard::movesWithItsRow()
{
    const EntryCardNeeds n = needs(QSize(80, 20));
    EntryCard at = layoutEntryCard(rowOf(n, 390), n);
    const EntryCard moved = layoutEntryCard(rowOf(n, 390).translated(7, 1234), n);
    for (QRect *part : {&at.card, &at.bar, &at.name, &at.route, &at.chip, &at.bytes})
        part->translate(7, 1234);
    QCOMPARE(moved, at);
}

void TestEntryCard::rowsAreHighEnough()
{
    const EntryCardNeeds n = needs(QSize(80, 34));
    const EntryCard at = layoutEntryCard(rowOf(n, 390), n);
    QVERIFY(at.chip.height() == 34);
    QVERIFY(at.route.bottom() < at.card.bottom());
    QVERIFY(at.card.bottom() < entryRowHeight(n) - 1); // the gap to the next card
    QVERIFY(callRowHeight(15) > 15);
    QVERIFY(callRowHeight(30) > callRowHeight(15));
}

QTEST_APPLESS_MAIN(TestEntryCard)
#include "tst_entrycard.moc"
