// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/resolve.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestResolve : public QObject
{
    Q_OBJECT
private slots:
    void timeChoices_data()
    {
        QTest::addColumn<TimeChoice>("choice");
        QTest::addColumn<std::optional<Instant>>("time");
        QTest::newRow("none") << TimeChoice::none() << std::optional<Instant>();
        QTest::newRow("when sent is the given now") << TimeChoice::whenSent() << std::optional(Instant{42, 7});
        QTest::newRow("fixed") << TimeChoice::at({5, 0}) << std::optional(Instant{5, 0});
        QTest::newRow("fixed, its text decides")
            << TimeChoice{TimeChoice::Kind::Fixed, {5, 0}, u"6"_s} << std::optional(Instant{6, 0});
    }

    void timeChoices()
    {
        QFETCH(TimeChoice, choice);
        QFETCH(std::optional<Instant>, time);
        Draft draft;
        draft.time = choice;
        QCOMPARE(resolve(draft, {{42, 7}}).time, time);
        QVERIFY(unresolved(draft).isEmpty());
    }

    void aTimeThatIsNoneHoldsBack()
    {
        Draft draft;
        draft.time = {TimeChoice::Kind::Fixed, {}, u"tomorrow"_s};
        const Problems problems = unresolved(draft);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().field, EntryField::Time);
        QVERIFY(holdsBack(problems));
        QVERIFY(!resolve(draft, {{42, 7}}).time);
    }

    void everyFieldGoesThrough()
    {
        Entry entry{u"s"_s,        u"t"_s,       " {\"a\": 1.10}\r\n", u"bus"_s,
                    Instant{1, 2}, {u"arn:x"_s}, u"trace"_s,           u"token"_s};
        QCOMPARE(resolve(draftFrom(entry), {}), entry);
        entry.time = std::nullopt;
        QCOMPARE(resolveAll({draftFrom(entry), draftFrom(entry)}, {}), (Entries{entry, entry}));
    }
};

QTEST_GUILESS_MAIN(TestResolve)
#include "tst_resolve.moc"
