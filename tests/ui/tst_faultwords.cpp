// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/faultwords.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class FaultWordsTest : public QObject
{
    Q_OBJECT

private slots:
    // The command line's form names the fault; the words must say the same.
    void words_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("words");
        QTest::newRow("one position") << u"entry=2:InternalFailure"_s
                                      << u"Entry 2 of each call is refused: InternalFailure"_s;
        QTest::newRow("several positions, once")
            << u"entry=1,2,5:ThrottlingException*1"_s
            << u"Entries 1, 2 and 5 of each call are refused: ThrottlingException, once"_s;
        QTest::newRow("every n-th") << u"every=3:InternalFailure*4"_s
                                    << u"One entry in 3 is refused: InternalFailure, for 4 calls"_s;
        QTest::newRow("a detail type") << u"type=OrderFulfilled:ThrottlingException"_s
                                       << u"Every OrderFulfilled is refused: ThrottlingException"_s;
        QTest::newRow("all entries") << u"entry:InternalFailure"_s << u"Every entry is refused: InternalFailure"_s;
        QTest::newRow("n-th of a type") << u"every=2&type=Order:InternalFailure"_s
                                        << u"One entry of type Order in 2 is refused: InternalFailure"_s;
        QTest::newRow("a call's exception")
            << u"call:ThrottlingException"_s << u"Calls are refused: ThrottlingException"_s;
        QTest::newRow("a bare status") << u"status:503"_s << u"Calls are answered with status 503"_s;
        QTest::newRow("delay") << u"delay:250"_s << u"Answers come 250 ms late"_s;
        QTest::newRow("hang") << u"hang"_s << u"Calls are never answered"_s;
        QTest::newRow("drop before") << u"drop-before"_s << u"The connection drops before anything is accepted"_s;
        QTest::newRow("drop after") << u"drop-after*1"_s << u"Entries are accepted, then the connection drops, once"_s;
        QTest::newRow("garbage") << u"garbage"_s << u"Entries are accepted, the answer is garbage"_s;
        QTest::newRow("wrong count") << u"wrong-count"_s << u"Entries are accepted, the answer lacks one result"_s;
        QTest::newRow("half an answer") << u"half-answer"_s << u"Entries are accepted, the answer breaks off"_s;
        QTest::newRow("a web page") << u"html"_s << u"Entries are accepted, the answer is a web page"_s;
        QTest::newRow("redirect") << u"redirect"_s << u"Calls are sent to another address"_s;
    }

    void words()
    {
        QFETCH(QString, spec);
        const Result<Fault> fault = parseFault(spec);
        QVERIFY2(fault, qPrintable(fault ? QString() : fault.failure().message));
        QTEST(faultWords(*fault), "words");
    }

    void positions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("one") << u"2"_s << QList<int>{2};
        QTest::newRow("several with blanks") << u" 2, 5 ,1"_s << QList<int>{2, 5, 1};
        QTest::newRow("repeats once") << u"2,2"_s << QList<int>{2};
        QTest::newRow("counted from 1") << u"0"_s << QList<int>{};
        QTest::newRow("negative") << u"-1"_s << QList<int>{};
        QTest::newRow("words") << u"two"_s << QList<int>{};
        QTest::newRow("an empty part") << u"1,"_s << QList<int>{};
        QTest::newRow("nothing") << QString() << QList<int>{};
    }

    void positions()
    {
        QFETCH(QString, text);
        QTEST(positionsFrom(text), "expected");
    }

    void everyOfferedCodeIsOneTheSandboxReads()
    {
        for (const QString &code : entryFaultCodes())
            QVERIFY2(parseFault(u"entry=1:"_s + code), qPrintable(code));
        for (const QString &code : callFaultCodes())
            QVERIFY2(parseFault(u"call:"_s + code), qPrintable(code));
    }
};

QTEST_GUILESS_MAIN(FaultWordsTest)
#include "tst_faultwords.moc"
