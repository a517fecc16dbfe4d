// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/sendchoices.h"

#include "eventbridge/putevents.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestSendChoices : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultBusIsForEntriesThatNameNone()
    {
        Entry entry;
        entry.detail = "{}";
        const SendChoices choices{{}, u"orders"_s, {}};
        QCOMPARE(asSent(entry, choices).eventBusName, u"orders"_s);
        entry.eventBusName = u"default"_s;
        QCOMPARE(asSent(entry, choices).eventBusName, u"default"_s);
        entry.eventBusName.clear();
        QCOMPARE(asSent(entry, {}), entry);
    }

    void theIdempotencyChoiceIsApplied()
    {
        Entry entry;
        entry.detail = "{}";
        entry.idempotencyToken = u"t"_s;
        const SendChoices choices{{IdempotencyChoice::Kind::WriteIntoDetail, u"key"_s}, {}, {}};
        QCOMPARE(asSent(entry, choices), withIdempotency(entry, choices.idempotency));
        QVERIFY(asSent(entry, choices).detail.contains("\"key\""));
    }

    void theEndpointIdIsOfTheRequestAndCounted()
    {
        const QString id = u"abcde.veo"_s;
        const qint64 without = encodePutEvents({}).size();
        QCOMPARE(encodedEnvelopeSize(0, id) - encodedEnvelopeSize(0), encodePutEvents({}, id).size() - without);
    }
};

QTEST_GUILESS_MAIN(TestSendChoices)
#include "tst_sendchoices.moc"
