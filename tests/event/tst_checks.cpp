// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/checks.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

Entry goodEntry()
{
    Entry entry;
    entry.source = u"com.mycompany.orders"_s;
    entry.detailType = u"OrderFulfilled"_s;
    entry.detail = "{}";
    return entry;
}

DetailFacts goodFacts()
{
    DetailFacts facts;
    facts.topLevel = DetailFacts::TopLevel::Object;
    facts.depth = 1;
    facts.minifiedBytes = 2;
    return facts;
}

QStringList codes(const Problems &problems)
{
    QStringList list;
    for (const Problem &problem : problems)
        list.append(problem.code);
    return list;
}

} // namespace

class TestChecks : public QObject
{
    Q_OBJECT
private slots:
    void aGoodEntryHasNoProblem() { QVERIFY(checkEntry(goodEntry(), goodFacts(), 40, {}).isEmpty()); }

    void fields_data()
    {
        QTest::addColumn<Entry>("entry");
        QTest::addColumn<QString>("code"); // empty: no problem
        QTest::addColumn<QString>("field");
        QTest::addColumn<bool>("error");
        QTest::addColumn<bool>("heldBack");
        const auto row = [](const char *name, auto change, const char *code, const char *field, bool error, bool held) {
            Entry entry = goodEntry();
            change(entry);
            QTest::newRow(name) << entry << QString::fromLatin1(code) << QString::fromLatin1(field) << error << held;
        };
        row(
            "no source", [](Entry &e) { e.source.clear(); }, "MissingSource", "Source", true, false);
        row(
            "aws. source", [](Entry &e) { e.source = u"aws.ec2"_s; }, "ReservedSource", "Source", true, false);
        row(
            "aws without dot", [](Entry &e) { e.source = u"awsome"_s; }, "", "", false, false);
        row(
            "blank before source", [](Entry &e) { e.source = u" x"_s; }, "SurroundingBlanks", "Source", false, false);
        row(
            "no detail type", [](Entry &e) { e.detailType.clear(); }, "MissingDetailType", "DetailType", true, false);
        row(
            "128 characters", [](Entry &e) { e.detailType = QString(128, u'x'); }, "", "", false, false);
        row(
            "128 emoji", [](Entry &e) { e.detailType = u"😀"_s.repeated(128); }, "", "", false, false);
        row(
            "129 characters", [](Entry &e) { e.detailType = QString(129, u'x'); }, "DetailTypeTooLong", "DetailType",
            true, true);
        row(
            "bus name", [](Entry &e) { e.eventBusName = u"orders.bus-1_A"_s; }, "", "", false, false);
        row(
            "bus arn", [](Entry &e) { e.eventBusName = u"arn:aws-cn:events:cn-north-1:123456789012:event-bus/x"_s; },
            "", "", false, false);
        row(
            "bus with blank", [](Entry &e) { e.eventBusName = u"my bus"_s; }, "InvalidEventBusName", "EventBusName",
            true, true);
        row(
            "bus arn, short account", [](Entry &e) { e.eventBusName = u"arn:aws:events:us-east-1:123:event-bus/x"_s; },
            "InvalidEventBusName", "EventBusName", true, true);
        row(
            "bus, line break at the end", [](Entry &e) { e.eventBusName = u"orders\n"_s; }, "InvalidEventBusName",
            "EventBusName", true, true);
        row(
            "bus 1600", [](Entry &e) { e.eventBusName = QString(1600, u'x'); }, "", "", false, false);
        row(
            "bus 1601", [](Entry &e) { e.eventBusName = QString(1601, u'x'); }, "EventBusNameTooLong", "EventBusName",
            true, true);
        row(
            "resource 2048", [](Entry &e) { e.resources = {u"arn:"_s + QString(2044, u'x')}; }, "", "", false, false);
        row(
            "resource 2049", [](Entry &e) { e.resources = {u"arn:"_s + QString(2045, u'x')}; }, "ResourceTooLong",
            "Resources", true, true);
        row(
            "resource no arn", [](Entry &e) { e.resources = {u"thing"_s}; }, "ResourceNotArn", "Resources", false,
            false);
        row(
            "resource empty", [](Entry &e) { e.resources = {QString()}; }, "EmptyResource", "Resources", false, false);
        row(
            "trace 500", [](Entry &e) { e.traceHeader = QString(500, u'x'); }, "", "", false, false);
        row(
            "trace 501", [](Entry &e) { e.traceHeader = QString(501, u'x'); }, "TraceHeaderTooLong", "TraceHeader",
            true, true);
        row(
            "token 65", [](Entry &e) { e.idempotencyToken = QString(65, u'x'); }, "IdempotencyTokenTooLong",
            "IdempotencyToken", true, true);
        row(
            "no detail", [](Entry &e) { e.detail.clear(); }, "MissingDetail", "Detail", true, false);
    }

    void fields()
    {
        QFETCH(Entry, entry);
        QFETCH(QString, code);
        QFETCH(QString, field);
        QFETCH(bool, error);
        QFETCH(bool, heldBack);
        const Problems problems = checkEntry(entry, goodFacts(), 100, {});
        if (code.isEmpty()) {
            QCOMPARE(codes(problems), QStringList());
            return;
        }
        QCOMPARE(codes(problems), QStringList{code});
        QCOMPARE(fieldName(problems.first().field), field);
        QCOMPARE(hasErrors(problems), error);
        QCOMPARE(holdsBack(problems), heldBack);
        QVERIFY(!problems.first().message.isEmpty());
    }

    void detail_data()
    {
        QTest::addColumn<DetailFacts>("facts");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("error");
        const auto row = [](const char *name, auto change, const char *code, bool error) {
            DetailFacts facts = goodFacts();
            change(facts);
            QTest::newRow(name) << facts << QString::fromLatin1(code) << error;
        };
        using Top = DetailFacts::TopLevel;
        const DetailFacts::Finding finding{u"a.b"_s, u"x"_s, {7, 2, 3}};
        row(
            "not json",
            [](DetailFacts &f) {
                f.topLevel = Top::Invalid;
                f.parseError = u"why"_s;
                f.parseErrorPlace = {7, 2, 3};
            },
            "DetailNotJson", true);
        row(
            "array", [](DetailFacts &f) { f.topLevel = Top::Array; }, "DetailNotObject", true);
        row(
            "number", [](DetailFacts &f) { f.topLevel = Top::Other; }, "DetailNotObject", true);
        row(
            "plain string", [](DetailFacts &f) { f.topLevel = Top::String; }, "DetailNotObject", true);
        row(
            "quoted json",
            [](DetailFacts &f) {
                f.topLevel = Top::String;
                f.stringHoldsObject = true;
            },
            "DetailIsQuotedJson", true);
        row(
            "duplicate key", [&](DetailFacts &f) { f.duplicateKeys = {finding}; }, "DuplicateKey", false);
        row(
            "past 64 bits", [&](DetailFacts &f) { f.integersPast64Bits = {finding}; }, "IntegerPast64Bits", true);
        row(
            "lone surrogate", [&](DetailFacts &f) { f.loneSurrogates = {finding}; }, "LoneSurrogate", true);
        row(
            "too deep",
            [](DetailFacts &f) {
                f.depth = 1001;
                f.tooDeepAt = DetailPlace{7, 2, 3};
            },
            "DetailTooDeep", true);
    }

    void detail()
    {
        QFETCH(DetailFacts, facts);
        QFETCH(QString, code);
        QFETCH(bool, error);
        const Problems problems = checkEntry(goodEntry(), facts, 100, {});
        QCOMPARE(codes(problems), QStringList{code});
        QCOMPARE(hasErrors(problems), error);
        if (problems.first().place && problems.first().place->line > 1)
            QVERIFY2(problems.first().message.contains(u"line 2, column 3"_s), qPrintable(problems.first().message));
    }

    void quotedJsonOffersToUnwrap()
    {
        DetailFacts facts = goodFacts();
        facts.topLevel = DetailFacts::TopLevel::String;
        facts.stringHoldsObject = true;
        QCOMPARE(checkEntry(goodEntry(), facts, 100, {}).first().fix, Fix::UnwrapDetail);
    }

    void size_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("minified");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("heldBack");
        QTest::addColumn<bool>("minifyHelps");
        QTest::newRow("below ninety per cent") << qint64(89'999) << qint64(2) << QString() << false << false;
        QTest::newRow("near") << qint64(90'000) << qint64(2) << u"EntryNearLimit"_s << false << false;
        QTest::newRow("exactly the limit passes with a warning")
            << qint64(100'000) << qint64(2) << u"EntryNearLimit"_s << false << false;
        QTest::newRow("one over can never fit")
            << qint64(100'001) << qint64(20'000) << u"EntryTooLarge"_s << true << false;
        QTest::newRow("one over, minified fits")
            << qint64(100'001) << qint64(19'999) << u"EntryTooLarge"_s << true << true;
    }

    void size()
    {
        QFETCH(qint64, bytes);
        QFETCH(qint64, minified);
        QFETCH(QString, code);
        QFETCH(bool, heldBack);
        QFETCH(bool, minifyHelps);
        Entry entry = goodEntry();
        entry.detail = QByteArray(20'000, ' ');
        DetailFacts facts = goodFacts();
        facts.minifiedBytes = minified;
        const Problems problems = checkEntry(entry, facts, bytes, {10, 100'000});
        QCOMPARE(codes(problems), code.isEmpty() ? QStringList() : QStringList{code});
        QCOMPARE(holdsBack(problems), heldBack);
        if (!problems.isEmpty())
            QCOMPARE(problems.first().fix == Fix::MinifyDetail, minifyHelps);
    }
};

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"
