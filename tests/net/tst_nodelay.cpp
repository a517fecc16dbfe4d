// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The option reaches the connections to one port and no other.
#include "net/nodelay.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace busload;

class TestNoDelay : public QObject
{
    Q_OBJECT

private slots:
    void reachesOnePort_data();
    void reachesOnePort();
};

void TestNoDelay::reachesOnePort_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
}

void TestNoDelay::reachesOnePort()
{
#ifndef Q_OS_LINUX
    QSKIP("nothing is done outside Linux");
#endif
    QFETCH(QHostAddress, address);
    QTcpServer meant;
    QTcpServer other;
    if (!meant.listen(address) || !other.listen(address))
        QSKIP("this machine has no such address");
    QTcpSocket toMeant;
    QTcpSocket toOther;
    toMeant.connectToHost(address, meant.serverPort());
    toOther.connectToHost(address, other.serverPort());
    QTRY_COMPARE(toMeant.state(), QAbstractSocket::ConnectedState);
    QTRY_COMPARE(toOther.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(toMeant.socketOption(QAbstractSocket::LowDelayOption).toInt(), 0);
    setNoDelayTowards(meant.serverPort());
    QVERIFY(toMeant.socketOption(QAbstractSocket::LowDelayOption).toInt() != 0);
    QCOMPARE(toOther.socketOption(QAbstractSocket::LowDelayOption).toInt(), 0);
}

QTEST_GUILESS_MAIN(TestNoDelay)
#include "tst_nodelay.moc"
