// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the meter says, held against the rules of size and plan, without a screen.
#include "event/checks.h"
#include "eventbridge/putevents.h"
#include "template/resolve.h"
#include "ui/widgets/meterreading.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! A batch whose entries have exactly the given sizes, inspected and planned as the document does it.
struct Batch
{
    Drafts drafts;
    QList<Inspection> inspections;
    Plan plan;
    Limits limits;
    QHash<DraftId, Outcome> outcomes;

    explicit Batch(const QList<qint64> &sizes, const Limits &given = {})
        : limits(given)
    {
        for (const qint64 size : sizes) {
            Draft draft;
            draft.id = DraftId(drafts.size() + 1);
            draft.source = u"s"_s;
            draft.detailType = u"t"_s;
            constexpr qint64 rest = 2 + 8; // Source, DetailType, {"k":""}
            draft.detail = "{\"k\":\"" + QByteArray(int(size - rest), 'x') + "\"}";
            add(draft);
        }
    }
    void add(Draft draft)
    {
        draft.id = DraftId(drafts.size() + 1);
        inspections.append(inspect(resolve(draft, {}), limits));
        drafts.append(draft);
        plan = planFor(inspections, limits);
    }
    MeterReading read(qsizetype current = -1) const
    {
        return readMeter(drafts, inspections, plan, limits, current, outcomes);
    }
    MeterWords words(qsizetype current = -1) const { return meterWords(read(current)); }
};

constexpr qint64 limit = Limits::defaultBytesPerCall;

QList<qint64> times(int count, qint64 size)
{
    return QList<qint64>(count, size);
}

} // namespace

class TestMeterReading : public QObject
{
    Q_OBJECT
private slots:
    void stateFollowsTheLimit_data();
    void stateFollowsTheLimit();
    void figuresOfOneCall();
    void figuresOfTwoCalls();
    void anEmptyBatchHasTenEmptySeats();
    void bytesAreUtf8AndExact();
    void oneByteMoreIsOneByteLessLeft();
    void theRaisedLimitIsShownAsSuch();
    void wireBytesAreTheRequestBodies();
    void billableEventsCountChunksOfEachEntry();
    void minifyingIsCountedOverAllEntries();
    void largestIsTheFirstOfEquals();
    void seatsFillRowsOfTen_data();
    void seatsFillRowsOfTen();
    void theCurrentEntryAlwaysHasASeat_data();
    void theCurrentEntryAlwaysHasASeat();
    void seatsTellTypeProblemAndOutcome();
    void anEntryHeldBackIsSaid();
    void theBarIsTheCallOfTheCurrentEntry();
    void sharesAddUpToTheCall();
    void aBarThatIsOverEndsAtItsEdge();
    void aStaleCurrentEntryIsNone();
    void spokenHoldsEveryWordThatIsPainted();
    void tipNamesEveryFieldThatCosts();
};

void TestMeterReading::stateFollowsTheLimit_data()
{
    QTest::addColumn<QList<qint64>>("sizes");
    QTest::addColumn<int>("state");
    QTest::addColumn<qsizetype>("calls");
    const auto near = qint64(double(limit) * nearLimitShare) + 1; // 235,929.6 rounded up
    QTest::newRow("nothing: empty") << QList<qint64>{} << int(MeterReading::State::Empty) << qsizetype(0);
    QTest::newRow("small: fine") << QList<qint64>{200} << int(MeterReading::State::Fine) << qsizetype(1);
    QTest::newRow("a byte below 90 %: fine")
        << QList<qint64>{near - 1} << int(MeterReading::State::Fine) << qsizetype(1);
    QTest::newRow("90 %: near") << QList<qint64>{near} << int(MeterReading::State::Near) << qsizetype(1);
    QTest::newRow("exactly the limit: near, it passes")
        << QList<qint64>{limit} << int(MeterReading::State::Near) << qsizetype(1);
    QTest::newRow("a byte over the limit: fits in no call")
        << QList<qint64>{limit + 1} << int(MeterReading::State::Over) << qsizetype(0);
    QTest::newRow("sum a byte over the limit: two calls, not over")
        << QList<qint64>{limit - 100, 101} << int(MeterReading::State::Near) << qsizetype(2);
    QTest::newRow("eleven small: two calls") << times(11, 200) << int(MeterReading::State::Fine) << qsizetype(2);
    QTest::newRow("twenty-three: three calls") << times(23, 200) << int(MeterReading::State::Fine) << qsizetype(3);
}

void TestMeterReading::stateFollowsTheLimit()
{
    QFETCH(const QList<qint64>, sizes);
    QFETCH(const int, state);
    QFETCH(const qsizetype, calls);
    const MeterReading reading = Batch(sizes).read();
    QCOMPARE(int(reading.state), state);
    QCOMPARE(reading.calls, calls);
    const bool warns = reading.state == MeterReading::State::Near || reading.state == MeterReading::State::Over;
    QCOMPARE(!meterWords(reading).warning.isEmpty(), warns); // never by colour alone
}

void TestMeterReading::figuresOfOneCall()
{
    const Batch batch({198, 186, 2662, 3174, 123'084, 36'864, 16'821}); // the design's seven
    const MeterReading reading = batch.read(1);
    QCOMPARE(reading.bytes, 182'989);
    QCOMPARE(reading.bytesLeft(), limit - 182'989);
    const MeterWords words = meterWords(reading);
    QCOMPARE(words.count + u' ' + words.countRest, u"7 of 10 entries"_s);
    QCOMPARE(words.bytes + u' ' + words.bytesRest, u"178.7 of 256 KB"_s);
    QVERIFY2(words.summary.startsWith(u"77.2 KB left · fits in 1 call · 8 billable events"_s),
             qPrintable(words.summary));
    QCOMPARE(words.largest, u"Largest: 5"_s);
    QVERIFY2(words.tip.contains(u"182,989 bytes"_s) && words.tip.contains(u"79,155 bytes"_s), qPrintable(words.tip));
}

void TestMeterReading::figuresOfTwoCalls()
{
    const MeterWords words = Batch(times(13, 197)).words();
    QCOMPARE(words.count + u' ' + words.countRest, u"13 entries → 2 calls"_s);
    QCOMPARE(words.bytes + u' ' + words.bytesRest, u"2.5 KB, largest call 1.9 of 256 KB"_s);
    QVERIFY2(words.summary.contains(u"order kept · fewest possible calls: 2 · 13 billable events"_s),
             qPrintable(words.summary));
}

void TestMeterReading::anEmptyBatchHasTenEmptySeats()
{
    const MeterReading reading = Batch({}).read();
    QVERIFY(reading.seats.isEmpty());
    QCOMPARE(reading.emptySeats, 10);
    QCOMPARE(reading.largestEntry, -1);
    QVERIFY(reading.shares.isEmpty());
    const MeterWords words = meterWords(reading);
    QCOMPARE(words.count + u' ' + words.countRest, u"0 of 10 entries"_s);
    QVERIFY(words.largest.isEmpty());
    QVERIFY(words.summary.contains(u"256 KB left"_s));
}

void TestMeterReading::bytesAreUtf8AndExact()
{
    Batch batch({});
    Draft draft;
    draft.source = u"ü"_s;                         // 2
    draft.detailType = u"€"_s;                     // 3
    draft.detail = "{\"k\":\"\xF0\x9F\x9A\x8C\"}"; // 8 and 4
    draft.resources = {u"arn:é"_s};                // 6
    draft.eventBusName = u"not-counted"_s;
    draft.time = TimeChoice::whenSent(); // 14
    batch.add(draft);
    QCOMPARE(batch.read().bytes, 2 + 3 + 12 + 6 + 14);
}

void TestMeterReading::oneByteMoreIsOneByteLessLeft()
{
    QCOMPARE(Batch({limit - 1}).read().bytesLeft(), 1);
    QCOMPARE(Batch({limit}).read().bytesLeft(), 0);
    QCOMPARE(Batch({limit + 1}).read().bytesLeft(), -1);
    QVERIFY(Batch({limit}).words().tip.contains(u"262,144 bytes"_s));
    QVERIFY(Batch({limit + 1}).words().tip.contains(u"262,145 bytes"_s));
    QCOMPARE(Batch({limit - 1}).words().bytes, u"255.9"_s); // must not read as full
}

void TestMeterReading::theRaisedLimitIsShownAsSuch()
{
    const Limits raised{10, Limits::raisedBytesPerCall};
    const Batch batch({524'288}, raised);
    QCOMPARE(batch.words().bytes + u' ' + batch.words().bytesRest, u"0.5 of 1 MB"_s);
    QCOMPARE(batch.read().state, MeterReading::State::Fine);
    QCOMPARE(Batch({Limits::raisedBytesPerCall}, raised).read().calls, 1);
    QCOMPARE(Batch({Limits::raisedBytesPerCall + 1}, raised).read().state, MeterReading::State::Over);
}

void TestMeterReading::wireBytesAreTheRequestBodies()
{
    const Batch batch(times(13, 300));
    qint64 bodies = 0;
    for (const PlannedCall &call : batch.plan.calls) {
        Entries entries;
        for (const qsizetype entry : call.entries)
            entries.append(resolve(batch.drafts.at(entry), {}));
        bodies += encodePutEvents(entries).size();
    }
    QCOMPARE(batch.read().wireBytes, bodies);
    QVERIFY(batch.read().wireBytes > batch.read().bytes);
}

void TestMeterReading::billableEventsCountChunksOfEachEntry()
{
    QCOMPARE(Batch({65'536}).read().billableEvents, 1);
    QCOMPARE(Batch({65'537}).read().billableEvents, 2);
    QCOMPARE(Batch({65'537, 10, 10}).read().billableEvents, 4);
    QCOMPARE(Batch({limit + 1, 10}).read().billableEvents, 1); // what is not sent is not billed
}

void TestMeterReading::minifyingIsCountedOverAllEntries()
{
    Batch batch({200});
    QCOMPARE(batch.read().minifySaves, 0);
    Draft airy;
    airy.source = u"s"_s;
    airy.detailType = u"t"_s;
    airy.detail = "{\n  \"k\" : 1\n}"; // {"k":1} without its blanks
    batch.add(airy);
    batch.add(airy);
    QCOMPARE(batch.read().minifySaves, 2 * (airy.detail.size() - 7));
    QVERIFY2(batch.words().cost.contains(u"minifying saves 12 B"_s), qPrintable(batch.words().cost));
}

void TestMeterReading::largestIsTheFirstOfEquals()
{
    QCOMPARE(Batch({100, 300, 300, 200}).read().largestEntry, 1);
    QCOMPARE(Batch({100, 300, 300, 200}).words().largest, u"Largest: 2"_s);
    QVERIFY(Batch({100}).words().largest.isEmpty());
}

void TestMeterReading::seatsFillRowsOfTen_data()
{
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("shown");
    QTest::addColumn<int>("empty");
    QTest::addColumn<qsizetype>("notShown");
    QTest::newRow("one") << 1 << 1 << 9 << qsizetype(0);
    QTest::newRow("a full row") << 10 << 10 << 0 << qsizetype(0);
    QTest::newRow("a second row begins") << 13 << 13 << 7 << qsizetype(0);
    QTest::newRow("three rows") << 30 << 30 << 0 << qsizetype(0);
    QTest::newRow("one too many for the rows") << 31 << 30 << 0 << qsizetype(1);
    QTest::newRow("thousands") << 5000 << 30 << 0 << qsizetype(4970);
}

void TestMeterReading::seatsFillRowsOfTen()
{
    QFETCH(const int, entries);
    QFETCH(const int, shown);
    QFETCH(const int, empty);
    QFETCH(const qsizetype, notShown);
    const MeterReading reading = Batch(times(entries, 50)).read();
    QCOMPARE(reading.seats.size(), shown);
    QCOMPARE(reading.emptySeats, empty);
    QCOMPARE(reading.notShown, notShown);
    QCOMPARE(reading.seats.size() + reading.notShown, reading.entries);
}

void TestMeterReading::theCurrentEntryAlwaysHasASeat_data()
{
    QTest::addColumn<qsizetype>("current");
    for (const qsizetype current : {0, 29, 30, 39, 40, 97, 100, 104})
        QTest::addRow("entry %d of 105", int(current)) << current;
}

void TestMeterReading::theCurrentEntryAlwaysHasASeat()
{
    QFETCH(const qsizetype, current);
    const MeterReading reading = Batch(times(105, 50)).read(current);
    const auto seat = std::find_if(reading.seats.cbegin(), reading.seats.cend(),
                                   [current](const MeterReading::Seat &s) { return s.entry == current; });
    QVERIFY(seat != reading.seats.cend());
    QCOMPARE((seat - reading.seats.cbegin()) % 10, current % 10); // a seat keeps its column
    QVERIFY(reading.seats.size() <= 30);
    QCOMPARE(reading.seats.size() + reading.notShown, 105);
}

void TestMeterReading::seatsTellTypeProblemAndOutcome()
{
    Batch batch({200, 200});
    Draft broken;
    broken.source = u"s"_s;
    broken.detailType = u"Broken"_s;
    broken.detail = "{";
    batch.add(broken);
    batch.outcomes.insert(batch.drafts.at(1).id, Outcome::rejected(u"InternalFailure"_s, u"m"_s, true));
    const MeterReading reading = batch.read();
    QVERIFY(!reading.seats.at(0).problem && !reading.seats.at(0).outcome);
    QCOMPARE(*reading.seats.at(1).outcome, Outcome::Kind::Rejected);
    QCOMPARE(reading.seats.at(2).detailType, u"Broken"_s);
    QCOMPARE(*reading.seats.at(2).problem, Severity::Error);
}

void TestMeterReading::anEntryHeldBackIsSaid()
{
    const Batch batch({limit + 5, 100});
    const MeterReading reading = batch.read(1);
    QCOMPARE(reading.held, 1);
    QCOMPARE(reading.tooLargeEntry, 0);
    QVERIFY(reading.seats.at(0).held);
    QVERIFY(!reading.seats.at(1).held);
    const MeterWords words = meterWords(reading);
    QCOMPARE(words.warning, u"Entry 1 fits in no call"_s);
    QVERIFY2(words.summary.contains(u"1 held back"_s), qPrintable(words.summary));
    QVERIFY(!words.summary.contains(u"fits in 1 call"_s));
    const MeterWords own = batch.words(0);
    QVERIFY2(own.summary.contains(u"5 B too many"_s), qPrintable(own.summary));
}

void TestMeterReading::theBarIsTheCallOfTheCurrentEntry()
{
    const Batch batch(times(13, 200));
    QCOMPARE(batch.read(3).barCall, 0);
    QCOMPARE(batch.read(3).shares.size(), 10);
    QCOMPARE(batch.read(12).barCall, 1);
    QCOMPARE(batch.read(12).shares.size(), 3);
    QCOMPARE(batch.read(12).barBytes, 600);
    QCOMPARE(batch.read(-1).barCall, 0); // none current: the largest
}

void TestMeterReading::sharesAddUpToTheCall()
{
    const Batch batch({198, 186, 2662, 123'084});
    const MeterReading reading = batch.read(0);
    QCOMPARE(reading.shares.size(), 4);
    double at = 0;
    for (qsizetype i = 0; i < reading.shares.size(); ++i) {
        const MeterReading::Share &share = reading.shares.at(i);
        QCOMPARE(share.seat.entry, i);
        QCOMPARE(share.from, at);
        QVERIFY(qFuzzyCompare(1 + share.to - share.from, 1 + double(share.seat.size.total()) / double(limit)));
        at = share.to;
    }
    QVERIFY(qFuzzyCompare(at, double(reading.bytes) / double(limit)));
}

void TestMeterReading::aBarThatIsOverEndsAtItsEdge()
{
    const MeterReading reading = Batch({2 * limit}).read(0);
    QCOMPARE(reading.barCall, -1);
    QCOMPARE(reading.shares.size(), 1);
    QCOMPARE(reading.shares.constFirst().to, 1.0);
}

void TestMeterReading::aStaleCurrentEntryIsNone()
{
    QCOMPARE(Batch({100, 100}).read(7).current, -1);
    QCOMPARE(Batch({}).read(0).current, -1);
}

void TestMeterReading::spokenHoldsEveryWordThatIsPainted()
{
    const MeterWords words = Batch({limit - 10, 30}).words(0);
    for (const QString &part :
         {words.count, words.countRest, words.bytes, words.bytesRest, words.warning, words.summary, words.largest})
        QVERIFY2(!part.isEmpty() && words.spoken().contains(part), qPrintable(part));
}

void TestMeterReading::tipNamesEveryFieldThatCosts()
{
    Batch batch({});
    Draft draft;
    draft.source = u"com.mycompany"_s;
    draft.detailType = u"T"_s;
    draft.detail = "{}";
    draft.time = TimeChoice::whenSent();
    batch.add(draft);
    const QString tip = seatTip(batch.read().seats.constFirst());
    for (const QString &part : {u"Entry 1 · T: 30 bytes"_s, u"Source: 13 bytes"_s, u"Detail type: 1 byte"_s,
                                u"Detail: 2 bytes"_s, u"Time: 14 bytes"_s})
        QVERIFY2(tip.contains(part), qPrintable(tip));
    QVERIFY(!tip.contains(u"Resources"_s));
}

QTEST_GUILESS_MAIN(TestMeterReading)
#include "tst_meterreading.moc"
