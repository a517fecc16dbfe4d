// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From Detail's text to facts, problems and plan: that each finding arrives where the checks look for it.
#include "eventbridge/inspection.h"

#include "eventbridge/putevents.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;
using TopLevel = DetailFacts::TopLevel;

namespace {

Entry entryWith(const QByteArray &detail)
{
    Entry entry;
    entry.source = u"com.shop"_s;
    entry.detailType = u"OrderFulfilled"_s;
    entry.detail = detail;
    return entry;
}

QStringList codes(const Problems &problems)
{
    QStringList result;
    for (const Problem &problem : problems)
        result.append(problem.code);
    return result;
}

// An entry whose size as the service counts it is exactly that.
Entry entryOf(qint64 bytes)
{
    const qint64 rest = measure(entryWith("{\"a\":\"\"}")).total();
    return entryWith("{\"a\":\"" + QByteArray(bytes - rest, 'x') + "\"}");
}

} // namespace

class TestInspection : public QObject
{
    Q_OBJECT

private slots:
    void aGoodEntryHasNoProblems()
    {
        const Entry entry = entryWith("{ \"a\": [ 1, 2 ] }");
        const Inspection inspection = inspect(entry, {});
        QCOMPARE(inspection.problems, Problems());
        QCOMPARE(inspection.size, measure(entry));
        QCOMPARE(inspection.wireBytes, encodeEntry(entry).size());
        QCOMPARE(inspection.minifiedBytes, qint64(QByteArrayView("{\"a\":[1,2]}").size()));
        QCOMPARE(inspection.facts.minifiedBytes, inspection.minifiedBytes);
        QCOMPARE(inspection.facts.topLevel, TopLevel::Object);
        QCOMPARE(inspection.facts.depth, 2);
    }

    void topLevel_data()
    {
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<TopLevel>("topLevel");
        QTest::addColumn<bool>("holdsObject");
        QTest::addColumn<QString>("code");
        QTest::newRow("object") << QByteArray("{}") << TopLevel::Object << false << QString();
        QTest::newRow("array") << QByteArray("[]") << TopLevel::Array << false << u"DetailNotObject"_s;
        QTest::newRow("number") << QByteArray("1") << TopLevel::Other << false << u"DetailNotObject"_s;
        QTest::newRow("true") << QByteArray("true") << TopLevel::Other << false << u"DetailNotObject"_s;
        QTest::newRow("null") << QByteArray("null") << TopLevel::Other << false << u"DetailNotObject"_s;
        QTest::newRow("string") << QByteArray("\"a\"") << TopLevel::String << false << u"DetailNotObject"_s;
        QTest::newRow("string that holds an object")
            << QByteArray("\" {\\\"a\\\":1}\"") << TopLevel::String << true << u"DetailIsQuotedJson"_s;
        QTest::newRow("string that holds an array")
            << QByteArray("\"[1]\"") << TopLevel::String << false << u"DetailNotObject"_s;
        QTest::newRow("not JSON") << QByteArray("{a}") << TopLevel::Invalid << false << u"DetailNotJson"_s;
        QTest::newRow("two values") << QByteArray("{}{}") << TopLevel::Invalid << false << u"DetailNotJson"_s;
        QTest::newRow("empty") << QByteArray() << TopLevel::Invalid << false << u"MissingDetail"_s;
        QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\"}") << TopLevel::Invalid << false
                                   << u"DetailNotJson"_s;
    }
    void topLevel()
    {
        QFETCH(QByteArray, detail);
        QFETCH(QString, code);
        const Inspection inspection = inspect(entryWith(detail), {});
        QTEST(inspection.facts.topLevel, "topLevel");
        QTEST(inspection.facts.stringHoldsObject, "holdsObject");
        QCOMPARE(codes(inspection.problems), code.isEmpty() ? QStringList() : QStringList(code));
    }

    void anErrorHasItsPlaceAndReason()
    {
        const QByteArray detail = "{\n  \"a\": 1,\n  \"é\" 2\n}";
        const DetailFacts facts = inspect(entryWith(detail), {}).facts;
        QCOMPARE(facts.topLevel, TopLevel::Invalid);
        QVERIFY(!facts.parseError.isEmpty());
        QCOMPARE(facts.parseErrorPlace.offset, detail.indexOf(" 2") + 1);
        QCOMPARE(facts.parseErrorPlace.line, 3);
        QCOMPARE(facts.parseErrorPlace.column, 7);
        QCOMPARE(facts.minifiedBytes, detail.size());
    }

    void findingsArriveInTheirOwnList_data()
    {
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("line");
        QTest::newRow("duplicate key") << QByteArray("{\"a\":1,\n\"a\":2}") << u"DuplicateKey"_s << u"a"_s << 2;
        QTest::newRow("integer past 64 bits")
            << QByteArray("{\"list\":[1,\n\n9223372036854775808]}") << u"IntegerPast64Bits"_s << u"list[1]"_s << 3;
        QTest::newRow("lone surrogate") << QByteArray("{\"a\":\"\\ud800\"}") << u"LoneSurrogate"_s << u"a"_s << 1;
    }
    void findingsArriveInTheirOwnList()
    {
        QFETCH(QByteArray, detail);
        QFETCH(QString, code);
        QFETCH(QString, path);
        QFETCH(int, line);
        const Inspection inspection = inspect(entryWith(detail), {});
        QCOMPARE(codes(inspection.problems), QStringList(code));
        QVERIFY(inspection.problems.first().place);
        QCOMPARE(inspection.problems.first().place->line, line);
        const DetailFacts &facts = inspection.facts;
        const auto all = facts.duplicateKeys + facts.integersPast64Bits + facts.loneSurrogates;
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().path, path);
    }

    void depth_data()
    {
        QTest::addColumn<int>("arrays");
        QTest::addColumn<bool>("tooDeep");
        QTest::newRow("1000 levels") << 999 << false;
        QTest::newRow("1001 levels") << 1000 << true;
        QTest::newRow("100000 levels") << 99'999 << true;
    }
    void depth()
    {
        QFETCH(int, arrays);
        QFETCH(bool, tooDeep);
        const QByteArray detail = "{\"a\":" + QByteArray(arrays, '[') + QByteArray(arrays, ']') + '}';
        const Inspection inspection = inspect(entryWith(detail), {});
        QCOMPARE(inspection.facts.depth, arrays + 1);
        QCOMPARE(inspection.facts.tooDeepAt.has_value(), tooDeep);
        QCOMPARE(codes(inspection.problems), tooDeep ? QStringList(u"DetailTooDeep"_s) : QStringList());
        if (tooDeep)
            QCOMPARE(inspection.facts.tooDeepAt->offset, 5 + maxDetailDepth - 1);
    }

    void minifyingIsOfferedWhereItHelps()
    {
        Limits limits;
        limits.bytesPerCall = 200;
        const Inspection inspection = inspect(entryWith('{' + QByteArray(300, ' ') + '}'), limits);
        QCOMPARE(codes(inspection.problems), QStringList(u"EntryTooLarge"_s));
        QCOMPARE(inspection.problems.first().fix, Fix::MinifyDetail);
    }

    void theLimitItselfFits()
    {
        Limits limits;
        limits.bytesPerCall = 1000;
        const Plan fits = planFor({inspect(entryOf(400), limits), inspect(entryOf(600), limits)}, limits);
        QCOMPARE(fits, (Plan{{{{0, 1}, 1000}}, {}}));
        const Plan split = planFor({inspect(entryOf(400), limits), inspect(entryOf(601), limits)}, limits);
        QCOMPARE(split, (Plan{{{{0}, 400}, {{1}, 601}}, {}}));
    }

    void heldBackEntriesAreInNoCall()
    {
        Limits limits;
        limits.bytesPerCall = 1000;
        Entry heldBack = entryOf(300);
        heldBack.eventBusName = u"not a bus"_s;
        Entry refusedByTheServiceOnly = entryWith("[]");
        QList<Inspection> inspections;
        for (const Entry &entry : {entryOf(400), heldBack, entryOf(1001), entryOf(600), refusedByTheServiceOnly})
            inspections.append(inspect(entry, limits));
        const qint64 small = measure(refusedByTheServiceOnly).total();
        const Plan plan = planFor(inspections, limits);
        QCOMPARE(plan, (Plan{{{{0, 3}, 1000}, {{4}, small}}, {2}}));
        QCOMPARE(plan.callOf(1), qsizetype(-1));
        QCOMPARE(plan.callOf(3), qsizetype(0));
        QCOMPARE(plan.callOf(4), qsizetype(1));
    }

    void elevenEntriesMakeTwoCalls()
    {
        const QList<Inspection> inspections(11, inspect(entryWith("{}"), {}));
        const Plan plan = planFor(inspections, {});
        QCOMPARE(plan.calls.size(), 2);
        QCOMPARE(plan.calls.at(0).entries.size(), 10);
        QCOMPARE(plan.calls.at(1).entries, QList<qsizetype>{10});
    }

    void nothingMakesNoCall() { QCOMPARE(planFor({}, {}), Plan()); }
};

QTEST_GUILESS_MAIN(TestInspection)
#include "tst_inspection.moc"
