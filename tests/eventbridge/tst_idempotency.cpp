// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each choice makes of a token, and that Detail is otherwise sent as typed.
#include "eventbridge/idempotency.h"

#include "event/entrysize.h"

#include <QTest>

using namespace busload;
using Kind = IdempotencyChoice::Kind;
using namespace Qt::StringLiterals;

namespace {

Entry entryWith(const QByteArray &detail, const QString &token = u"t-1"_s)
{
    Entry entry;
    entry.source = u"com.shop"_s;
    entry.detailType = u"OrderFulfilled"_s;
    entry.detail = detail;
    entry.eventBusName = u"orders"_s;
    entry.time = Instant{1, 2};
    entry.resources = {u"arn:a"_s};
    entry.traceHeader = u"Root=1"_s;
    entry.idempotencyToken = token;
    return entry;
}

} // namespace

class TestIdempotency : public QObject
{
    Q_OBJECT

private slots:
    void withoutATokenNothingChanges_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("left out") << Kind::LeaveOut;
        QTest::newRow("as field") << Kind::SendAsField;
        QTest::newRow("into Detail") << Kind::WriteIntoDetail;
    }
    void withoutATokenNothingChanges()
    {
        QFETCH(Kind, kind);
        const Entry entry = entryWith("{ \"a\": 1.10 }", {});
        QCOMPARE(withIdempotency(entry, {kind}), entry);
    }

    void leftOutTakesTheTokenOnly()
    {
        const Entry entry = entryWith("{ \"a\": 1.10 }");
        QCOMPARE(withIdempotency(entry, {Kind::LeaveOut}), entryWith("{ \"a\": 1.10 }", {}));
    }

    void asFieldKeepsTheEntry()
    {
        const Entry entry = entryWith("{ \"a\": 1.10 }");
        QCOMPARE(withIdempotency(entry, {Kind::SendAsField}), entry);
    }

    void intoDetail_data()
    {
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QByteArray &detail, const QByteArray &expected,
                            const QString &key = u"dedupe"_s, const QString &token = u"t-1"_s) {
            QTest::newRow(name) << detail << key << token << expected;
        };
        row("empty object", "{}", "{\"dedupe\": \"t-1\"}");
        row("last of a dense object", "{\"b\":1e3,\"a\":1.10}", "{\"b\":1e3,\"a\":1.10,\"dedupe\":\"t-1\"}");
        row("key and token are quoted", "{\"n\":1}", "{\"n\":1,\"a\\\"b\":\"x\\\\y\\n\"}", u"a\"b"_s, u"x\\y\n"_s);
        row("same key deeper down is another", "{\"in\":{\"dedupe\":1}}", "{\"in\":{\"dedupe\":1},\"dedupe\":\"t-1\"}");
        row("own value wins", "{\"dedupe\":null}", "{\"dedupe\":null}");
        row("own value under an escaped key wins", "{\"de\\u0064upe\":7}", "{\"de\\u0064upe\":7}");
        row("array", "[{}]", "[{}]");
        row("string", "\"{}\"", "\"{}\"");
        row("not JSON", "{\"a\":", "{\"a\":");
        row("empty", "", "");
        row("no key chosen", "{}", "{}", QString());
    }
    void intoDetail()
    {
        QFETCH(QByteArray, detail);
        QFETCH(QString, key);
        QFETCH(QString, token);
        QFETCH(QByteArray, expected);
        // Everything but Detail and the token is as it was.
        const Entry sent = withIdempotency(entryWith(detail, token), {Kind::WriteIntoDetail, key});
        QCOMPARE(sent.detail, expected);
        QCOMPARE(sent, entryWith(expected, {}));
    }

    void laidOutDetailStaysLaidOut()
    {
        const QByteArray detail = "{\n    \"orderId\": \"A-1\",\n    \"n\": 1.10\n}\n";
        const QByteArray sent = withIdempotency(entryWith(detail), {Kind::WriteIntoDetail, u"dedupe"_s}).detail;
        QCOMPARE(sent, QByteArray("{\n    \"orderId\": \"A-1\",\n    \"n\": 1.10,\n    \"dedupe\": \"t-1\"\n}\n"));
    }

    void writingItCostsBytes()
    {
        const Entry entry = entryWith("{\"a\":1}");
        const IdempotencyChoice choice{Kind::WriteIntoDetail};
        QCOMPARE(measure(withIdempotency(entry, choice)).total() - measure(entry).total(),
                 qint64(QByteArrayView(",\"idempotencyToken\":\"t-1\"").size()));
    }
};

QTEST_GUILESS_MAIN(TestIdempotency)
#include "tst_idempotency.moc"
