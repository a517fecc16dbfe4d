// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backoff.h"

#include <QtTest>

using namespace busload::cli;

class TestBackoff : public QObject
{
    Q_OBJECT
private slots:
    void waits_data();
    void waits();
};

void TestBackoff::waits_data()
{
    QTest::addColumn<int>("retry");
    QTest::addColumn<bool>("throttled");
    QTest::addColumn<double>("chance");
    QTest::addColumn<int>("ms");
    QTest::newRow("chance may wait not at all") << 5 << true << 0.0 << 0;
    QTest::newRow("50 ms at first") << 0 << false << 0.5 << 25;
    QTest::newRow("doubled each time") << 3 << false << 0.5 << 200;
    QTest::newRow("a second when throttled") << 0 << true << 0.5 << 500;
    QTest::newRow("throttled, doubled each time") << 2 << true << 0.5 << 2000;
    QTest::newRow("never past 20 s") << 9 << true << 0.5 << 10000;
    QTest::newRow("20 s is before chance") << 1000 << false << 0.25 << 5000;
    QTest::newRow("a count past every number") << 2'000'000'000 << true << 0.999 << 19980;
}

void TestBackoff::waits()
{
    QFETCH(int, retry);
    QFETCH(bool, throttled);
    QFETCH(double, chance);
    QTEST(backoffMs(retry, throttled, chance), "ms");
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
