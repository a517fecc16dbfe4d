// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/batchmodel.h"

#include "scenario/entryreader.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

Draft named(const QString &name, int bytes = 0)
{
    Draft draft;
    draft.source = u"com.mycompany"_s;
    draft.detailType = name;
    draft.detail = bytes == 0 ? QByteArray("{}") : "{\"v\":\"" + QByteArray(bytes, 'x') + "\"}";
    return draft;
}

QList<DraftId> fill(Document &document, const QString &names)
{
    Drafts drafts;
    for (QChar name : names)
        drafts.append(named(QString(name)));
    return document.insert(-1, drafts, u"Fill"_s);
}

//! The rows as one text: "#" for a header.
QString rows(const QAbstractItemModel &model)
{
    QString text;
    for (int i = 0; i < model.rowCount(); ++i) {
        const QModelIndex row = model.index(i, 0);
        text += row.data(BatchModel::KindRole).toInt() == int(BatchModel::RowKind::Call)
                    ? u"#"_s
                    : row.data(BatchModel::DetailTypeRole).toString();
    }
    return text;
}

QString order(const Document &document)
{
    QString text;
    for (const Draft &draft : document.drafts())
        text += draft.detailType;
    return text;
}

QVariant at(const QAbstractItemModel &model, int row, int role)
{
    return model.index(row, 0).data(role);
}

} // namespace

class TestBatchModel : public QObject
{
    Q_OBJECT

private slots:
    void emptyBatchHasNoRow()
    {
        Document document;
        const BatchModel model(document);
        QCOMPARE(model.rowCount(), 0);
    }

    void headerStandsWhereACallBegins()
    {
        Document document;
        const BatchModel model(document);
        fill(document, u"ABCDEFGHIJKL"_s);
        QCOMPARE(rows(model), u"#ABCDEFGHIJ#KL"_s);
        QCOMPARE(at(model, 0, BatchModel::TitleRole).toString(), u"CALL 1"_s);
        QCOMPARE(at(model, 0, BatchModel::SubtitleRole).toString(), u"10 entries · 160 B · full"_s);
        QCOMPARE(at(model, 11, BatchModel::TitleRole).toString(), u"CALL 2"_s);
        QCOMPARE(at(model, 11, BatchModel::SubtitleRole).toString(), u"2 entries · 32 B"_s);
        QCOMPARE(at(model, 12, BatchModel::EntryRole).toInt(), 10);
    }

    void headersAreNotSelectable()
    {
        Document document;
        const BatchModel model(document);
        fill(document, u"A"_s);
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsSelectable));
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(model.flags(model.index(1)).testFlag(Qt::ItemIsSelectable));
        QCOMPARE(model.idAt(model.index(0)), DraftId(0));
    }

    void entryOverTheLimitSaysSo()
    {
        Document document;
        const BatchModel model(document);
        document.insert(-1, {named(u"X"_s, 300'000)}, u"Add"_s);
        QCOMPARE(rows(model), u"#X"_s);
        QCOMPARE(at(model, 0, BatchModel::TitleRole).toString(), u"IN NO CALL"_s);
        QCOMPARE(at(model, 1, BatchModel::HeldRole).toBool(), true);
        QVERIFY(at(model, 1, BatchModel::ErrorsRole).toInt() > 0);
        document.insert(-1, {named(u"A"_s)}, u"Add"_s);
        QCOMPARE(rows(model), u"#XA"_s);
        QCOMPARE(at(model, 0, BatchModel::TitleRole).toString(), u"CALL 1"_s);
    }

    void namesAndRoutes_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("detailType");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("bus");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("route");
        const QString type = u"T"_s;
        const QString source = u"s"_s;
        QTest::newRow("the detail type names it")
            << QString() << type << source << QString() << type << u"s → default"_s;
        QTest::newRow("its own name comes first") << u"Mine"_s << type << source << u"b"_s << u"Mine"_s << u"s → b"_s;
        QTest::newRow("nothing yet") << QString() << QString() << QString() << QString() << u"(no detail type)"_s
                                     << u"(no source) → default"_s;
        QTest::newRow("an ARN shows its bus")
            << QString() << type << source << u"arn:aws:events:us-east-1:123456789012:event-bus/orders"_s << type
            << u"s → orders"_s;
    }

    void namesAndRoutes()
    {
        QFETCH(QString, label);
        QFETCH(QString, detailType);
        QFETCH(QString, source);
        QFETCH(QString, bus);
        QFETCH(QString, title);
        QFETCH(QString, route);
        Document document;
        const BatchModel model(document);
        Draft draft = named(detailType);
        draft.label = label;
        draft.source = source;
        draft.eventBusName = bus;
        document.insert(-1, {draft}, u"Add"_s);
        QCOMPARE(at(model, 1, BatchModel::TitleRole).toString(), title);
        QCOMPARE(at(model, 1, BatchModel::SubtitleRole).toString(), route);
        QCOMPARE(at(model, 1, BatchModel::NamedRole).toBool(), !label.isEmpty() || !detailType.isEmpty());
    }

    void typingKeepsRowsAndPersistentIndexes()
    {
        Document document;
        const BatchModel model(document);
        const QList<DraftId> ids = fill(document, u"ABC"_s);
        const QPersistentModelIndex kept = model.indexOf(ids.at(1));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        document.editDetail(ids.at(1), {1, 0, "\"a\":1"});
        QCOMPARE(at(model, 2, BatchModel::BytesRole).toInt(), 14 + 1 + 5 + 1);
        QVERIFY(kept.isValid());
        QVERIFY(reset.isEmpty());
        QVERIFY(removed.isEmpty());
        QVERIFY(!changed.isEmpty());
    }

    void boundaryMovesWithTheBytes()
    {
        Document document;
        const BatchModel model(document);
        const QList<DraftId> ids =
            document.insert(-1, {named(u"A"_s, 1000), named(u"B"_s, 1000), named(u"C"_s, 1000)}, u"Add"_s);
        QCOMPARE(rows(model), u"#ABC"_s);
        const QPersistentModelIndex kept = model.indexOf(ids.at(2));
        document.editDetail(ids.at(0), {6, 0, QByteArray(260'500, 'y')});
        QCOMPARE(rows(model), u"#A#BC"_s);
        QCOMPARE(kept.row(), 4);
        document.undoStack().undo();
        QCOMPARE(rows(model), u"#ABC"_s);
        QCOMPARE(model.idAt(kept), ids.at(2));
    }

    //! Whatever happens to the list, rows, plan and persistent indexes agree.
    void followsAnyChange()
    {
        Document document;
        BatchModel model(document);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(20260101);
        const auto pick = [&] { return document.draftAt(random.bounded(int(document.count()))).id; };
        for (int step = 0; step < 400; ++step) {
            QHash<DraftId, QPersistentModelIndex> kept;
            for (const Draft &draft : document.drafts())
                kept.insert(draft.id, model.indexOf(draft.id));
            const int choice = document.count() == 0 ? 0 : random.bounded(7);
            if (choice == 0) {
                Drafts drafts(1 + random.bounded(12), named(QString(QChar(u'A' + random.bounded(26)))));
                document.insert(random.bounded(int(document.count()) + 1), drafts, u"Add"_s);
            } else if (choice == 1) {
                document.remove({pick(), pick(), pick()});
            } else if (choice == 2) {
                document.move({pick(), pick(), pick()}, random.bounded(int(document.count()) + 1));
            } else if (choice == 3) {
                document.setDetail(pick(), "{\"v\":\"" + QByteArray(random.bounded(300'000), 'x') + "\"}");
            } else if (choice == 4) {
                document.undoStack().undo();
            } else if (choice == 5) {
                document.undoStack().redo();
            } else {
                document.duplicate({pick(), pick()});
            }
            QString wanted;
            const Plan &plan = document.plan();
            for (qsizetype i = 0; i < document.count(); ++i) {
                const bool begins =
                    std::any_of(plan.calls.cbegin() + std::min<qsizetype>(1, plan.calls.size()), plan.calls.cend(),
                                [i](const PlannedCall &call) { return call.entries.constFirst() == i; });
                wanted += (begins || i == 0 ? u"#"_s : QString()) + document.draftAt(i).detailType;
            }
            QCOMPARE(rows(model), wanted);
            for (const Draft &draft : document.drafts()) {
                const QModelIndex row = model.indexOf(draft.id);
                QCOMPARE(model.idAt(row), draft.id);
                QCOMPARE(row.data(BatchModel::EntryRole).toInt(), int(document.indexOf(draft.id)));
                if (kept.contains(draft.id))
                    QCOMPARE(QModelIndex(kept.value(draft.id)), row);
            }
        }
    }

    void outcomesAreShownAndForgotten()
    {
        Document document;
        BatchModel model(document);
        const QList<DraftId> ids = fill(document, u"ABCD"_s);
        model.setOutcome(ids.at(0), Outcome::accepted(u"id-1"_s));
        model.setOutcome(ids.at(1), Outcome::rejected(u"InternalFailure"_s, u"Internal error."_s, true));
        model.setOutcome(ids.at(2), Outcome::unknown(u"TimedOut"_s, u"No answer."_s));
        model.setOutcome(999, Outcome::accepted(u"nobody"_s));
        QCOMPARE(at(model, 1, BatchModel::OutcomeTextRole).toString(), u"Accepted"_s);
        QCOMPARE(at(model, 2, BatchModel::OutcomeTextRole).toString(), u"InternalFailure"_s);
        QCOMPARE(at(model, 3, BatchModel::OutcomeTextRole).toString(), u"Unknown"_s);
        QVERIFY(!at(model, 4, BatchModel::OutcomeRole).isValid());
        QVERIFY(at(model, 2, Qt::ToolTipRole).toString().contains(u"Internal error."_s));
        QCOMPARE(at(model, 2, Qt::AccessibleTextRole).toString(),
                 u"Entry 2, B, com.mycompany → default, 16 B, InternalFailure"_s);
        document.move({ids.at(1)}, 0);
        QCOMPARE(at(model, 1, BatchModel::OutcomeTextRole).toString(), u"InternalFailure"_s); // goes with its draft
        document.remove({ids.at(0)});
        QCOMPARE(model.outcomes().size(), 2);
        model.setOutcome(ids.at(1), std::nullopt);
        QVERIFY(!at(model, 1, BatchModel::OutcomeRole).isValid());
        model.clearOutcomes();
        QVERIFY(model.outcomes().isEmpty());
    }

    void dragInsideMoves_data()
    {
        QTest::addColumn<QString>("dragged");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("result");
        QTest::newRow("one down") << u"A"_s << 4 << u"BCADE"_s;
        QTest::newRow("one to the top, above the header") << u"D"_s << 0 << u"DABCE"_s;
        QTest::newRow("two that stand apart keep their order") << u"AD"_s << 3 << u"BADCE"_s;
        QTest::newRow("to the end") << u"AB"_s << 6 << u"CDEAB"_s;
        QTest::newRow("without a row: to the end") << u"B"_s << -1 << u"ACDEB"_s;
        QTest::newRow("onto itself changes nothing") << u"B"_s << 2 << u"ABCDE"_s;
    }

    void dragInsideMoves()
    {
        QFETCH(QString, dragged);
        QFETCH(int, row);
        QFETCH(QString, result);
        Document document;
        BatchModel model(document);
        const QList<DraftId> ids = fill(document, u"ABCDE"_s);
        QModelIndexList indexes;
        for (QChar name : dragged)
            indexes.prepend(model.indexOf(ids.at(name.unicode() - u'A'))); // as a person may have clicked them
        const std::unique_ptr<QMimeData> data(model.mimeData(indexes));
        QVERIFY(model.dropMimeData(data.get(), Qt::MoveAction, row, 0, {}));
        QCOMPARE(order(document), result);
        QCOMPARE(document.contains(ids.at(0)), true); // moved, not made anew
    }

    void dragOutIsAnEntriesArray()
    {
        Document document;
        const BatchModel model(document);
        fill(document, u"AB"_s);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(2), model.index(0), model.index(1)}));
        const Result<EntryReading> reading = readEntries(data->data(u"application/json"_s));
        QVERIFY(reading);
        QCOMPARE(reading->format, EntryFormat::EntriesArray);
        QCOMPARE(reading->drafts.size(), 2);
        QCOMPARE(reading->drafts.at(0).detailType, u"A"_s);
        QCOMPARE(data->text().toUtf8(), data->data(u"application/json"_s));
        QVERIFY(model.mimeData({model.index(0)}) == nullptr); // a header is nothing to drag
    }

    void dropFromAnotherWindowCopies()
    {
        Document here;
        Document there;
        BatchModel model(here);
        const BatchModel other(there);
        const QList<DraftId> ids = fill(here, u"AB"_s);
        Draft draft = named(u"X"_s);
        draft.label = u"kept"_s;
        draft.time = TimeChoice::whenSent();
        there.insert(-1, {draft}, u"Add"_s);
        const std::unique_ptr<QMimeData> data(other.mimeData({other.index(1)}));
        QVERIFY(model.dropMimeData(data.get(), Qt::MoveAction, 2, 0, {}));
        QCOMPARE(order(here), u"AXB"_s);
        QCOMPARE(here.draftAt(1).label, u"kept"_s);
        QCOMPARE(here.draftAt(1).time, TimeChoice::whenSent());
        QCOMPARE(here.indexOf(ids.at(1)), 2);
    }

    void dropOfTextInsertsOrSaysWhyNot()
    {
        Document document;
        BatchModel model(document);
        fill(document, u"AB"_s);
        QSignalSpy refused(&model, &BatchModel::refused);
        QMimeData good;
        good.setText(u"{\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"X\",\"Detail\":\"{}\"}]}"_s);
        QVERIFY(model.dropMimeData(&good, Qt::CopyAction, 2, 0, {}));
        QCOMPARE(order(document), u"AXB"_s);
        QMimeData bad;
        bad.setText(u"[\n{\"Source\": }]"_s);
        QVERIFY(!model.dropMimeData(&bad, Qt::CopyAction, 2, 0, {}));
        QCOMPARE(order(document), u"AXB"_s);
        QCOMPARE(refused.size(), 1);
        QVERIFY2(refused.at(0).at(0).toString().contains(u"line 2"_s), qPrintable(refused.at(0).at(0).toString()));
        QMimeData none;
        none.setText(u"[]"_s);
        QVERIFY(!model.dropMimeData(&none, Qt::CopyAction, 2, 0, {}));
        QCOMPARE(refused.size(), 2);
        QMimeData damaged;
        damaged.setData(QLatin1String(BatchModel::mimeType), "rubbish");
        QVERIFY(!model.dropMimeData(&damaged, Qt::MoveAction, 2, 0, {}));
        QCOMPARE(order(document), u"AXB"_s);
    }

    void copiedTokenIsMadeAnew()
    {
        Document document;
        BatchModel model(document);
        Draft draft = named(u"A"_s);
        draft.idempotencyToken = u"token"_s;
        const QList<DraftId> ids = document.insert(-1, {draft}, u"Add"_s);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(1)}));
        QVERIFY(model.insertFrom(*data, -1, u"Paste"_s));
        QVERIFY(!document.draftAt(1).idempotencyToken.isEmpty());
        QVERIFY(document.draftAt(1).idempotencyToken != u"token"_s);
        document.remove({ids.at(0), document.draftAt(1).id});
        QVERIFY(model.insertFrom(*data, -1, u"Paste"_s));
        QCOMPARE(document.draftAt(0).idempotencyToken, u"token"_s); // cut and pasted: still the one event
    }
};

QTEST_GUILESS_MAIN(TestBatchModel)
#include "tst_batchmodel.moc"
