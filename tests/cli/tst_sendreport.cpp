// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendreport.h"

#include <QtTest>

using namespace busload;
using namespace busload::cli;
using namespace Qt::StringLiterals;

class TestSendReport : public QObject
{
    Q_OBJECT
private slots:
    void jsonShape();
    void textNamesEveryEntry();
    void textCannotSteerATerminal();
    void exitCodes_data();
    void exitCodes();
    void spreadsOverTheBatch();
};

static EntryRecord entry(const Outcome &outcome, int call, int attempts = 1)
{
    EntryRecord record;
    record.entry.detailType = u"OrderFulfilled"_s;
    record.bytes = 100;
    record.outcome = outcome;
    record.call = call;
    for (int i = 0; i < attempts; ++i)
        record.attempts.append(Attempt{});
    return record;
}

static SendRecord mixed()
{
    SendRecord record;
    record.entries = {entry(Outcome::accepted(u"id-1"_s), 0),
                      entry(Outcome::rejected(u"InternalFailure"_s, u"No \"luck\""_s, true), 1, 2),
                      entry(Outcome::notSent(u"MissingSource"_s, u"Source is missing."_s, false), -1, 0),
                      entry(Outcome::unknown(u"TimedOut"_s, u"No answer."_s), 2)};
    CallRecord answered;
    answered.index = 0;
    answered.entries = {0, 1};
    answered.bytes = 200;
    answered.status = 200;
    answered.requestId = u"req-1"_s;
    CallRecord refused;
    refused.index = 1;
    refused.entries = {1};
    refused.bytes = 100;
    refused.status = 400;
    refused.requestId = u"req-2"_s;
    refused.errorCode = u"ThrottlingException"_s;
    CallRecord silent;
    silent.index = 2;
    silent.entries = {3};
    silent.bytes = 100;
    silent.errorCode = u"TimedOut"_s;
    record.calls = {answered, refused, silent};
    return record;
}

void TestSendReport::jsonShape()
{
    const QByteArray expected =
        R"({"accepted":1,"rejected":1,"unknown":1,"notSent":1,"calls":[)"
        R"({"index":0,"entries":[0,1],"bytes":200,"status":200,"requestId":"req-1","error":null},)"
        R"({"index":1,"entries":[1],"bytes":100,"status":400,"requestId":"req-2","error":"ThrottlingException"},)"
        R"({"index":2,"entries":[3],"bytes":100,"status":null,"requestId":null,"error":"TimedOut"}],"entries":[)"
        R"({"index":0,"outcome":"accepted","eventId":"id-1","errorCode":null,"errorMessage":null,"retryable":false,"attempts":1,"call":0,"bytes":100},)"
        R"({"index":1,"outcome":"rejected","eventId":null,"errorCode":"InternalFailure","errorMessage":"No \"luck\"","retryable":true,"attempts":2,"call":1,"bytes":100},)"
        R"({"index":2,"outcome":"notSent","eventId":null,"errorCode":"MissingSource","errorMessage":"Source is missing.","retryable":false,"attempts":0,"call":null,"bytes":100},)"
        R"({"index":3,"outcome":"unknown","eventId":null,"errorCode":"TimedOut","errorMessage":"No answer.","retryable":false,"attempts":1,"call":2,"bytes":100}]})"
        "\n";
    QCOMPARE(sendReportJson(mixed()), expected);
    QCOMPARE(sendReportJson({}),
             QByteArray("{\"accepted\":0,\"rejected\":0,\"unknown\":0,\"notSent\":0,\"calls\":[],\"entries\":[]}\n"));
}

void TestSendReport::textNamesEveryEntry()
{
    const QString text = sendReportText(mixed());
    const QStringList lines = text.split(u'\n');
    QCOMPARE(lines.value(0).simplified(), u"Entry Detail type Outcome Event id or code Attempts Call Bytes Message"_s);
    QCOMPARE(lines.value(1).simplified(), u"1 OrderFulfilled Accepted id-1 1 1 100"_s);
    QCOMPARE(lines.value(2).simplified(), u"2 OrderFulfilled Rejected InternalFailure 2 2 100 No \"luck\""_s);
    QCOMPARE(lines.value(3).simplified(), u"3 OrderFulfilled Not sent MissingSource 0 - 100 Source is missing."_s);
    QCOMPARE(lines.value(4).simplified(), u"4 OrderFulfilled Unknown TimedOut 1 3 100 No answer."_s);
    QCOMPARE(lines.value(5), u"4 entries in 3 calls: 1 accepted, 1 rejected, 1 unknown, 1 not sent."_s);
    QVERIFY2(text.contains(u"may have been accepted"_s), "an unknown outcome is not explained");
    QVERIFY(!text.contains(u"elivered"_s));
}

void TestSendReport::textCannotSteerATerminal()
{
    SendRecord record;
    record.entries = {entry(Outcome::rejected(u"Code"_s, u"red \x1b[31m\r\nnew\u0085line\u2028"_s, false), 0)};
    record.entries[0].entry.detailType = u"\x1b]0;title\x07"_s;
    const QString text = sendReportText(record);
    for (const QChar c : text)
        QVERIFY(c == u'\n' || (c.category() != QChar::Other_Control && c != QChar::LineSeparator));
    QCOMPARE(text.count(u'\n'), 3);
}

void TestSendReport::exitCodes_data()
{
    QTest::addColumn<QList<int>>("kinds"); // -1: not sent, and sending again could help
    QTest::addColumn<bool>("called");
    QTest::addColumn<int>("code");
    const int accepted = static_cast<int>(Outcome::Kind::Accepted);
    const int rejected = static_cast<int>(Outcome::Kind::Rejected);
    const int unknown = static_cast<int>(Outcome::Kind::Unknown);
    const int held = static_cast<int>(Outcome::Kind::NotSent);
    QTest::newRow("an empty batch") << QList<int>{} << false << 0;
    QTest::newRow("all accepted") << QList<int>{accepted, accepted} << true << 0;
    QTest::newRow("one rejected") << QList<int>{accepted, rejected} << true << 1;
    QTest::newRow("all rejected") << QList<int>{rejected} << true << 1;
    QTest::newRow("one unknown") << QList<int>{accepted, unknown} << true << 1;
    QTest::newRow("one held back") << QList<int>{accepted, held} << true << 1;
    QTest::newRow("all held back by checks") << QList<int>{held, held} << false << 1;
    QTest::newRow("server not reached") << QList<int>{-1, -1} << true << 3;
    QTest::newRow("server not reached, others held back") << QList<int>{-1, held} << true << 3;
    QTest::newRow("no credentials") << QList<int>{-1} << false << 3;
    QTest::newRow("the first call got through") << QList<int>{accepted, -1} << true << 1;
    QTest::newRow("an unknown outcome was a call") << QList<int>{unknown, -1} << true << 1;
}

void TestSendReport::exitCodes()
{
    QFETCH(QList<int>, kinds);
    QFETCH(bool, called);
    SendRecord record;
    for (const int kind : std::as_const(kinds)) {
        Outcome outcome;
        outcome.kind = kind < 0 ? Outcome::Kind::NotSent : static_cast<Outcome::Kind>(kind);
        outcome.retryable = kind < 0;
        record.entries.append(entry(outcome, -1));
    }
    if (called)
        record.calls.append(CallRecord{});
    QTEST(static_cast<int>(sendExitCode(record)), "code");
}

void TestSendReport::spreadsOverTheBatch()
{
    SendRecord couriers;
    couriers.entries = {entry(Outcome::accepted(u"a"_s), 0), entry(Outcome::accepted(u"b"_s), 0)};
    CallRecord call;
    call.entries = {0, 1};
    couriers.calls = {call};
    const EntryRecord held = entry(Outcome::notSent(u"InvalidTime"_s, {}, false), -1, 0);
    const SendRecord all = spreadRecord(couriers, {1, 3}, {held, held, held, held});
    QCOMPARE(all.entries.size(), 4);
    QCOMPARE(all.entries[0].outcome.errorCode, u"InvalidTime"_s);
    QCOMPARE(all.entries[1].outcome.eventId, u"a"_s);
    QCOMPARE(all.entries[2].outcome.errorCode, u"InvalidTime"_s);
    QCOMPARE(all.entries[3].outcome.eventId, u"b"_s);
    QCOMPARE(all.calls[0].entries, (QList<qsizetype>{1, 3}));
}

QTEST_GUILESS_MAIN(TestSendReport)
#include "tst_sendreport.moc"
