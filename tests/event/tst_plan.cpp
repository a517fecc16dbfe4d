// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/plan.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace busload;

namespace {

//! The fewest calls for sizes[from…], found by trying every cut: slow, simple, and not the same idea.
int fewestCalls(const QList<qint64> &sizes, const Limits &limits)
{
    QList<int> best(sizes.size() + 1, std::numeric_limits<int>::max());
    best[0] = 0;
    for (qsizetype end = 1; end <= sizes.size(); ++end) {
        qint64 bytes = 0;
        for (qsizetype begin = end - 1; begin >= 0 && end - begin <= limits.entriesPerCall; --begin) {
            bytes += sizes.at(begin);
            if (bytes > limits.bytesPerCall)
                break;
            best[end] = std::min(best.at(end), best.at(begin) + 1);
        }
    }
    return best.last();
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT
private slots:
    void divides_data()
    {
        QTest::addColumn<QList<qint64>>("sizes");
        QTest::addColumn<QList<int>>("entriesPerCall");
        QTest::newRow("nothing, no call") << QList<qint64>{} << QList<int>{};
        QTest::newRow("ten fit one call") << QList<qint64>(10, 1) << QList<int>{10};
        QTest::newRow("eleven need two") << QList<qint64>(11, 1) << QList<int>{10, 1};
        QTest::newRow("twenty-three need three") << QList<qint64>(23, 1) << QList<int>{10, 10, 3};
        QTest::newRow("exactly the byte limit passes") << QList<qint64>{60, 40} << QList<int>{2};
        QTest::newRow("one byte over splits") << QList<qint64>{60, 41} << QList<int>{1, 1};
        QTest::newRow("a single entry of the limit") << QList<qint64>{100} << QList<int>{1};
        QTest::newRow("order is kept, no gap is filled later") << QList<qint64>{60, 60, 40} << QList<int>{1, 2};
        QTest::newRow("empty entries count as entries") << QList<qint64>(12, 0) << QList<int>{10, 2};
    }

    void divides()
    {
        QFETCH(QList<qint64>, sizes);
        QFETCH(QList<int>, entriesPerCall);
        const Plan plan = planCalls(sizes, {10, 100});
        QList<int> got;
        for (const PlannedCall &call : plan.calls)
            got.append(static_cast<int>(call.entries.size()));
        QCOMPARE(got, entriesPerCall);
        QVERIFY(plan.tooLarge.isEmpty());
    }

    void setsAsideWhatFitsNowhere()
    {
        const Plan plan = planCalls({10, 101, 20}, {10, 100});
        QCOMPARE(plan.tooLarge, QList<qsizetype>{1});
        QCOMPARE(plan.calls, (QList<PlannedCall>{{{0, 2}, 30}}));
        QCOMPARE(plan.callOf(0), 0);
        QCOMPARE(plan.callOf(1), -1);
        QCOMPARE(plan.callOf(2), 0);
        QCOMPARE(plan.callOf(3), -1);
    }

    void usesTheFewestCallsAndLosesNothing()
    {
        QRandomGenerator random(20261123);
        for (int round = 0; round < 400; ++round) {
            const Limits limits{1 + int(random.bounded(10)), 1 + random.bounded(200)};
            QList<qint64> sizes(random.bounded(40));
            for (qint64 &size : sizes)
                size = random.bounded(quint32(limits.bytesPerCall + 1));
            const Plan plan = planCalls(sizes, limits);
            QList<qsizetype> seen;
            for (qsizetype c = 0; c < plan.calls.size(); ++c) {
                const PlannedCall &call = plan.calls.at(c);
                QVERIFY(!call.entries.isEmpty());
                QVERIFY(call.entries.size() <= limits.entriesPerCall);
                qint64 bytes = 0;
                for (qsizetype entry : call.entries) {
                    bytes += sizes.at(entry);
                    QCOMPARE(plan.callOf(entry), c);
                }
                QCOMPARE(call.bytes, bytes);
                QVERIFY(bytes <= limits.bytesPerCall);
                seen += call.entries;
            }
            QVERIFY(std::is_sorted(seen.cbegin(), seen.cend()));
            QCOMPARE(seen.size(), sizes.size());
            QCOMPARE(int(plan.calls.size()), fewestCalls(sizes, limits));
        }
    }

    void sumsUp()
    {
        const Plan plan = planCalls({60, 60, 30}, {10, 100});
        QCOMPARE(plan.bytes(), 150);
        QCOMPARE(plan.largestCallBytes(), 90);
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
