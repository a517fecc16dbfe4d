// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/buses.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestBuses : public QObject
{
    Q_OBJECT

private slots:
    void requests()
    {
        QCOMPARE(encodeListEventBuses(), QByteArray(R"({"Limit":100})"));
        const QByteArray quoted = "{\"Limit\":100,\"NextToken\":\"a\\\"b\"}";
        QCOMPARE(encodeListEventBuses(u"a\"b"_s), quoted);
        QCOMPARE(encodeDescribeEventBus(u"orders"_s), QByteArray(R"({"Name":"orders"})"));
    }

    void pages_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("next");
        QTest::newRow("a page and a next one")
            << QByteArray(
                   R"({"EventBuses":[{"Name":"default","Arn":"a"},{"Name":"orders","CreationTime":1.5}],"NextToken":"n"})")
            << QStringList{u"default"_s, u"orders"_s} << u"n"_s;
        QTest::newRow("null members") << QByteArray(
                                             R"({"EventBuses":[{"Name":"x","Arn":null}],"NextToken":null,"New":{}})")
                                      << QStringList{u"x"_s} << QString();
        QTest::newRow("a bus without a name is passed over")
            << QByteArray(R"({"EventBuses":[{"Arn":"a"},7,{"Name":"x"}]})") << QStringList{u"x"_s} << QString();
        QTest::newRow("nothing") << QByteArray("{}") << QStringList{} << QString();
    }

    void pages()
    {
        QFETCH(QByteArray, body);
        const auto page = readEventBusPage(body);
        QVERIFY(page);
        QStringList names;
        for (const EventBus &bus : page->buses)
            names.append(bus.name);
        QTEST(names, "names");
        QTEST(page->nextToken, "next");
    }

    void descriptions()
    {
        const auto bus = readEventBus(R"({"Name":"orders","Arn":"arn:x","Description":"d","Policy":"p"})");
        QVERIFY(bus);
        QCOMPARE(*bus, (EventBus{u"orders"_s, u"arn:x"_s, u"d"_s}));
    }

    void whatIsNoAnswerIsSaid()
    {
        for (const QByteArray &body : {QByteArray(), QByteArray("<html>"), QByteArray("[]"), QByteArray("{")})
            QVERIFY2(!readEventBusPage(body), body.constData());
        for (const QByteArray &body : {QByteArray(), QByteArray("{}"), QByteArray(R"({"Name":null})")}) {
            QVERIFY2(!readEventBus(body), body.constData());
            QCOMPARE(readEventBus(body).failure().kind, FailureKind::Malformed);
        }
    }
};

QTEST_GUILESS_MAIN(TestBuses)
#include "tst_buses.moc"
