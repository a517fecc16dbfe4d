// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/meter.h"

#include "composer/document.h"
#include "ui/theme.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

MeterReading readingOf(const QList<int> &detailBytes, qsizetype current)
{
    Document document;
    Drafts drafts;
    for (int bytes : detailBytes) {
        Draft draft;
        draft.source = u"a.b"_s;
        draft.detailType = u"OrderFulfilled"_s;
        draft.detail = "{\"v\":\"" + QByteArray(bytes, 'x') + "\"}";
        drafts.append(draft);
    }
    document.insert(-1, drafts, u"Add"_s);
    return readMeter(document.drafts(), document.inspections(), document.plan(), document.limits(), current);
}

} // namespace

class TestMeter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, lightTheme()); }

    void clickOnASeatChoosesItsEntry()
    {
        Meter meter;
        meter.resize(390, meter.heightForWidth(390));
        meter.setReading(readingOf({10, 20, 30}, 0));
        meter.show();
        QSignalSpy chosen(&meter, &Meter::entryChosen);
        QTest::mouseClick(&meter, Qt::LeftButton, {}, meter.seatRect(2).center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<qsizetype>(), 2);
        QVERIFY(meter.seatRect(3).isNull());
        QTest::mouseClick(&meter, Qt::LeftButton, {}, meter.seatRect(2).center() + QPoint(2 * 36, 0));
        QCOMPARE(chosen.size(), 1); // an empty seat is nobody's
    }

    void clickOnTheBarChoosesTheShare()
    {
        Meter meter;
        meter.resize(390, meter.heightForWidth(390));
        meter.setReading(readingOf({50'000, 150'000}, 0));
        QSignalSpy chosen(&meter, &Meter::entryChosen);
        const QRect bar = meter.barRect();
        QTest::mouseClick(&meter, Qt::LeftButton, {}, QPoint(bar.left() + bar.width() / 2, bar.center().y()));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<qsizetype>(), 1);
        QTest::mouseClick(&meter, Qt::LeftButton, {}, QPoint(bar.right() - 2, bar.center().y()));
        QCOMPARE(chosen.size(), 1); // what is left belongs to nobody
    }

    void linkGoesToTheLargest()
    {
        Meter meter;
        meter.resize(390, meter.heightForWidth(390));
        meter.setReading(readingOf({10, 2000, 30}, 0));
        QSignalSpy chosen(&meter, &Meter::entryChosen);
        QTest::mouseClick(&meter, Qt::LeftButton, {}, meter.largestRect().center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<qsizetype>(), 1);
    }

    void arrowsGoAlongTheSeats()
    {
        Meter meter;
        meter.setReading(readingOf(QList<int>(13, 10), 1));
        QSignalSpy chosen(&meter, &Meter::entryChosen);
        QTest::keyClick(&meter, Qt::Key_Right);
        QTest::keyClick(&meter, Qt::Key_Left);
        QTest::keyClick(&meter, Qt::Key_Down);
        QTest::keyClick(&meter, Qt::Key_End);
        QTest::keyClick(&meter, Qt::Key_Up); // there is no row above
        QCOMPARE(chosen.size(), 4);
        QCOMPARE(chosen.at(0).at(0).value<qsizetype>(), 2);
        QCOMPARE(chosen.at(1).at(0).value<qsizetype>(), 0);
        QCOMPARE(chosen.at(2).at(0).value<qsizetype>(), 11);
        QCOMPARE(chosen.at(3).at(0).value<qsizetype>(), 12);
    }

    void growsByRowsAndNoFurther()
    {
        Meter meter;
        meter.setReading(readingOf(QList<int>(10, 10), 0));
        const int one = meter.heightForWidth(390);
        meter.setReading(readingOf(QList<int>(11, 10), 0));
        const int two = meter.heightForWidth(390);
        meter.setReading(readingOf(QList<int>(30, 10), 0));
        const int three = meter.heightForWidth(390);
        QVERIFY(meter.moreRect().isNull());
        meter.setReading(readingOf(QList<int>(500, 10), 0));
        QVERIFY(two > one);
        QCOMPARE(three - two, two - one);
        QCOMPARE(meter.heightForWidth(390), three);
        QVERIFY(!meter.moreRect().isNull());
    }

    void saysTheSameAsItShows()
    {
        Meter meter;
        meter.setReading(readingOf({240'000, 5}, 0));
        QCOMPARE(meter.accessibleName(), u"Batch: 2 of 10 entries, 234.4 of 256 KB"_s);
        QVERIFY(meter.accessibleDescription().contains(u"Near the limit"_s));
        QCOMPARE(meter.accessibleDescription(), meter.words().spoken());
    }

    void seatsAreDisjointAtAnyWidth()
    {
        Meter meter;
        meter.setReading(readingOf(QList<int>(30, 10), 0));
        for (int width : {240, 301, 390, 777}) {
            meter.resize(width, meter.heightForWidth(width));
            for (int a = 0; a < 30; ++a) {
                QVERIFY(meter.rect().contains(meter.seatRect(a)));
                for (int b = 0; b < a; ++b)
                    QVERIFY(!meter.seatRect(a).intersects(meter.seatRect(b)));
            }
        }
    }

    void seatWearsTheColourOfItsDetailType()
    {
        Meter meter;
        meter.resize(390, meter.heightForWidth(390));
        meter.setReading(readingOf({10, 10}, 1));
        const QImage picture = meter.grab().toImage();
        const QPoint inSeat = meter.seatRect(0).topLeft() + QPoint(6, 6);
        QCOMPARE(picture.pixelColor(inSeat * picture.devicePixelRatio()),
                 detailTypeColor(u"OrderFulfilled", lightTheme()));
    }
};

QTEST_MAIN(TestMeter)
#include "tst_meter.moc"
