// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The request body byte for byte, and the promise that its sizes are known without making it.
#include "eventbridge/putevents.h"

#include "event/entrysize.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

// JSON written with single quotes: moc loses its way in raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

Entry minimal()
{
    Entry entry;
    entry.source = u"com.shop"_s;
    entry.detailType = u"OrderFulfilled"_s;
    entry.detail = "{}";
    return entry;
}

Entry full()
{
    Entry entry = minimal();
    entry.detail = "{\n\t\"name\": \"Grüße \\u00e9 \\\"x\\\" 🚌\"\r\n}";
    entry.eventBusName = u"orders"_s;
    entry.time = Instant{1704070923, 456'000'000};
    entry.resources = {u"arn:aws:s3:::a"_s, u"quote\" back\\slash"_s};
    entry.traceHeader = u"Root=1-2-3"_s;
    entry.idempotencyToken = u"token-1"_s;
    return entry;
}

} // namespace

class TestPutEvents : public QObject
{
    Q_OBJECT

private slots:
    void minimalEntry()
    {
        const QByteArray expected = json("{'Source':'com.shop','DetailType':'OrderFulfilled','Detail':'{}'}");
        QCOMPARE(encodeEntry(minimal()), expected);
    }

    void fullEntryInItsFixedOrder()
    {
        const QByteArray expected =
            json("{'Source':'com.shop','DetailType':'OrderFulfilled','Detail':'{\\n\\t\\'name\\': \\'Grüße \\\\u00e9 "
                 "\\\\\\'x\\\\\\' "
                 "🚌\\'\\r\\n}','EventBusName':'orders','Time':1704070923.456,'Resources':['arn:aws:s3:::a','quote\\' "
                 "back\\\\slash'],'TraceHeader':'Root=1-2-3','IdempotencyToken':'token-1'}");
        QCOMPARE(encodeEntry(full()), expected);
    }

    void emptyMembersAreLeftOut() { QCOMPARE(encodeEntry({}), QByteArray("{}")); }

    void anEmptyResourceStays()
    {
        Entry entry;
        entry.resources = {QString(), u"b"_s};
        const QByteArray expected = json("{'Resources':['','b']}");
        QCOMPARE(encodeEntry(entry), expected);
    }

    void timeIsANumber_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("nanoseconds");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("whole seconds") << qint64(1704070923) << 0 << json("{'Time':1704070923}");
        QTest::newRow("fraction") << qint64(1) << 500'000'000 << json("{'Time':1.5}");
        QTest::newRow("nanosecond") << qint64(1) << 1 << json("{'Time':1.000000001}");
        QTest::newRow("epoch") << qint64(0) << 0 << json("{'Time':0}");
        QTest::newRow("before the epoch") << qint64(-2) << 0 << json("{'Time':-2}");
    }
    void timeIsANumber()
    {
        QFETCH(qint64, seconds);
        QFETCH(int, nanoseconds);
        Entry entry;
        entry.time = Instant{seconds, nanoseconds};
        QTEST(encodeEntry(entry), "expected");
    }

    void onlyWhatMustIsEscaped()
    {
        for (int byte = 0; byte < 0x80; ++byte) {
            QByteArray quoted;
            const QByteArray text(1, char(byte));
            appendQuotedUtf8(quoted, text);
            const bool must = byte < 0x20 || byte == '"' || byte == '\\';
            QCOMPARE(quoted.size() > 3, must);
            if (!must)
                QCOMPARE(quoted, '"' + text + '"');
            // Another reader of JSON gets the same character back.
            const QJsonDocument document = QJsonDocument::fromJson('[' + quoted + ']');
            QCOMPARE(document.array().at(0).toString().toUtf8(), text);
        }
        QByteArray quoted;
        appendQuotedUtf8(quoted, QByteArray("\b\f\n\r\t\x01\x1f\x7f", 8));
        QCOMPARE(quoted, QByteArray("\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\""));
    }

    void quotingAddsToWhatIsThere()
    {
        QByteArray text = "[";
        appendQuotedUtf8(text, "a");
        appendQuotedUtf8(text, {});
        QCOMPARE(text, QByteArray("[\"a\"\"\""));
    }

    void detailComesBackAsTyped()
    {
        const QJsonDocument document = QJsonDocument::fromJson(encodeEntry(full()));
        QCOMPARE(document.object().value("Detail"_L1).toString().toUtf8(), full().detail);
    }

    void brokenUtf8SpoilsNoNeighbour()
    {
        Entry broken = minimal();
        broken.detail = "{\"a\":\"\xff\xc3\"}";
        const QByteArray body = encodePutEvents({broken, minimal()});
        QVERIFY(body.isValidUtf8());
        QVERIFY(QJsonDocument::fromJson(body).isObject());
        QVERIFY(body.contains("\xef\xbf\xbd"));
        QCOMPARE(encodedEntrySize(broken), encodeEntry(broken).size());
    }

    void wholeBody_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("endpointId");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("none") << 0 << QString() << json("{'Entries':[]}");
        QTest::newRow("one") << 1 << QString() << json("{'Entries':[{'Source':'a'}]}");
        QTest::newRow("two") << 2 << QString() << json("{'Entries':[{'Source':'a'},{'Source':'a'}]}");
        QTest::newRow("global endpoint") << 1 << u"abc.\"x"_s
                                         << json("{'Entries':[{'Source':'a'}],'EndpointId':'abc.\\'x'}");
    }
    void wholeBody()
    {
        QFETCH(int, count);
        QFETCH(QString, endpointId);
        QFETCH(QByteArray, expected);
        Entry entry;
        entry.source = u"a"_s;
        const Entries entries(count, entry);
        QCOMPARE(encodePutEvents(entries, endpointId), expected);
        QCOMPARE(encodedEnvelopeSize(count, endpointId) + count * encodedEntrySize(entry), expected.size());
    }

    void sizesAreKnownBeforehand_data()
    {
        QTest::addColumn<Entry>("entry");
        QTest::newRow("nothing") << Entry();
        QTest::newRow("minimal") << minimal();
        QTest::newRow("full") << full();
        Entry entry;
        entry.detail = QByteArray("{\"a\":\"").append(QByteArray(1000, '\\')).append("\"}");
        QTest::newRow("many escapes") << entry;
        entry = {};
        entry.source = QString(QChar(1)) + u"\n\"\\äß€🚌"_s;
        entry.resources = {entry.source, QString()};
        entry.traceHeader = entry.source;
        QTest::newRow("escapes in short texts") << entry;
        entry = {};
        entry.source = QString(QChar(0xd800)) + u'a';
        QTest::newRow("half a character") << entry;
        entry = {};
        entry.time = Instant{-5, 999'999'999};
        QTest::newRow("long time") << entry;
        entry = {};
        entry.idempotencyToken = u"t"_s;
        QTest::newRow("token alone") << entry;
    }
    void sizesAreKnownBeforehand()
    {
        QFETCH(Entry, entry);
        QCOMPARE(encodedEntrySize(entry), encodeEntry(entry).size());
        QCOMPARE(encodedEnvelopeSize(3) + 3 * encodedEntrySize(entry), encodePutEvents({entry, entry, entry}).size());
    }

    void aMegabyteOfDetail()
    {
        Entry entry = minimal();
        entry.detail = "{\"a\":\"" + QByteArray(1'000'000, 'x') + "\"}";
        QCOMPARE(encodeEntry(entry).size(), encodeEntry(minimal()).size() - 2 + entry.detail.size() + 4);
    }
};

QTEST_GUILESS_MAIN(TestPutEvents)
#include "tst_putevents.moc"
