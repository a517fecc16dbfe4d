// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/document.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

Draft draftOf(const QString &detailType, const QByteArray &detail = "{}")
{
    Draft draft;
    draft.source = u"com.mycompany.orders"_s;
    draft.detailType = detailType;
    draft.detail = detail;
    return draft;
}

QString order(const Document &document)
{
    QString text;
    for (const Draft &draft : document.drafts())
        text += draft.detailType;
    return text;
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT

    //! Five entries "A" to "E".
    static QList<DraftId> fill(Document &document)
    {
        return document.insert(
            -1, {draftOf(u"A"_s), draftOf(u"B"_s), draftOf(u"C"_s), draftOf(u"D"_s), draftOf(u"E"_s)}, u"Add"_s);
    }

private slots:
    void insertsAndUndoes()
    {
        Document document;
        const QList<DraftId> ids = fill(document);
        QCOMPARE(order(document), u"ABCDE"_s);
        QVERIFY(document.isModified());
        const QList<DraftId> more = document.insert(1, {draftOf(u"x"_s), draftOf(u"y"_s)}, u"Add"_s);
        QCOMPARE(order(document), u"AxyBCDE"_s);
        QCOMPARE(document.indexOf(more.at(1)), 2);
        document.undoStack().undo();
        QCOMPARE(order(document), u"ABCDE"_s);
        QVERIFY(!document.contains(more.at(0)));
        document.undoStack().redo();
        QCOMPARE(order(document), u"AxyBCDE"_s);
        QVERIFY(document.contains(more.at(0))); // the same id is back
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(document.count(), 0);
        QVERIFY(!document.isModified());
        QVERIFY(!document.contains(ids.first()));
    }

    void removes()
    {
        Document document;
        const QList<DraftId> ids = fill(document);
        document.remove({ids.at(3), ids.at(1), 999});
        QCOMPARE(order(document), u"ACE"_s);
        document.undoStack().undo();
        QCOMPARE(order(document), u"ABCDE"_s);
        document.undoStack().redo();
        QCOMPARE(order(document), u"ACE"_s);
    }

    void moves_data()
    {
        QTest::addColumn<QList<int>>("which");
        QTest::addColumn<int>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("down") << QList<int>{0} << 3 << u"BCADE"_s;
        QTest::newRow("to the end") << QList<int>{0} << 5 << u"BCDEA"_s;
        QTest::newRow("up") << QList<int>{4} << 0 << u"EABCD"_s;
        QTest::newRow("several gather") << QList<int>{4, 0} << 2 << u"BAECD"_s;
        QTest::newRow("onto itself") << QList<int>{2} << 2 << u"ABCDE"_s;
        QTest::newRow("behind itself") << QList<int>{2} << 3 << u"ABCDE"_s;
        QTest::newRow("past the end") << QList<int>{1} << 99 << u"ACDEB"_s;
    }

    void moves()
    {
        QFETCH(QList<int>, which);
        QFETCH(int, before);
        QFETCH(QString, after);
        Document document;
        const QList<DraftId> ids = fill(document);
        QList<DraftId> moving;
        for (int i : which)
            moving.append(ids.at(i));
        const int steps = document.undoStack().count();
        document.move(moving, before);
        QCOMPARE(order(document), after);
        QCOMPARE(document.undoStack().count() - steps, after == u"ABCDE" ? 0 : 1);
        if (document.undoStack().count() > steps) {
            document.undoStack().undo();
            QCOMPARE(order(document), u"ABCDE"_s);
            document.undoStack().redo();
            QCOMPARE(order(document), after);
        }
        for (qsizetype i = 0; i < document.count(); ++i)
            QCOMPARE(document.inspections().at(i), document.inspection(document.draftAt(i).id));
    }

    void duplicatesWithAFreshToken()
    {
        Document document;
        Draft draft = draftOf(u"A"_s);
        draft.idempotencyToken = u"once"_s;
        const QList<DraftId> ids = document.insert(-1, {draft, draftOf(u"B"_s)}, u"Add"_s);
        const QList<DraftId> copies = document.duplicate({ids.at(0)});
        QCOMPARE(order(document), u"AAB"_s);
        QVERIFY(!document.draft(copies.first()).idempotencyToken.isEmpty());
        QVERIFY(document.draft(copies.first()).idempotencyToken != u"once"_s);
    }

    void typingInAFieldIsOneStep()
    {
        Document document;
        const DraftId id = fill(document).first();
        const int steps = document.undoStack().count();
        for (const QString &text : {u"O"_s, u"Or"_s, u"Ord"_s}) {
            Draft value = document.draft(id);
            value.detailType = text;
            document.change(id, DraftField::DetailType, value);
        }
        QCOMPARE(document.undoStack().count(), steps + 1);
        document.breakMerge();
        Draft value = document.draft(id);
        value.detailType = u"Orde"_s;
        document.change(id, DraftField::DetailType, value);
        QCOMPARE(document.undoStack().count(), steps + 2);
        document.undoStack().undo();
        QCOMPARE(document.draft(id).detailType, u"Ord"_s);
        document.undoStack().undo();
        QCOMPARE(document.draft(id).detailType, u"A"_s);
        document.undoStack().redo();
        QCOMPARE(document.draft(id).detailType, u"Ord"_s);
    }

    void typingInDetailMerges_data()
    {
        QTest::addColumn<QList<TextEdit>>("edits");
        QTest::addColumn<int>("steps");
        QTest::newRow("typing on") << QList<TextEdit>{{1, 0, "a"}, {2, 0, "b"}, {3, 0, "c"}} << 1;
        QTest::newRow("a new line begins a step") << QList<TextEdit>{{1, 0, "a"}, {2, 0, "\n"}, {3, 0, "c"}} << 3;
        QTest::newRow("elsewhere begins a step") << QList<TextEdit>{{1, 0, "a"}, {0, 0, "b"}} << 2;
        QTest::newRow("backspaces") << QList<TextEdit>{{5, 1, ""}, {4, 1, ""}, {3, 1, ""}} << 1;
        QTest::newRow("deletes") << QList<TextEdit>{{3, 1, ""}, {3, 1, ""}} << 1;
        QTest::newRow("a field writes its whole value")
            << QList<TextEdit>{{3, 1, "x"}, {3, 1, "xy"}, {3, 2, "xyz"}} << 1;
        QTest::newRow("delete after typing") << QList<TextEdit>{{1, 0, "a"}, {1, 1, ""}} << 0;
    }

    void typingInDetailMerges()
    {
        QFETCH(QList<TextEdit>, edits);
        QFETCH(int, steps);
        Document document;
        const DraftId id = document.insert(-1, {draftOf(u"A"_s, "{0123456789}")}, u"Add"_s).first();
        const int before = document.undoStack().count();
        QByteArray expected = document.draft(id).detail;
        for (const TextEdit &edit : edits) {
            document.editDetail(id, edit);
            expected.replace(edit.offset, edit.removed, edit.inserted);
            QCOMPARE(document.draft(id).detail, expected);
        }
        QCOMPARE(document.undoStack().count() - before, steps);
        while (document.undoStack().index() > before)
            document.undoStack().undo();
        QCOMPARE(document.draft(id).detail, QByteArray("{0123456789}"));
        while (document.undoStack().canRedo())
            document.undoStack().redo();
        QCOMPARE(document.draft(id).detail, expected);
    }

    void editsOutsideTheTextAreIgnored()
    {
        Document document;
        const DraftId id = document.insert(-1, {draftOf(u"A"_s, "{}")}, u"Add"_s).first();
        for (const TextEdit &edit : {TextEdit{3, 0, "x"}, TextEdit{0, 3, ""}, TextEdit{-1, 0, "x"}, TextEdit{1, 0, ""}})
            document.editDetail(id, edit);
        document.editDetail(12345, {0, 0, "x"});
        QCOMPARE(document.draft(id).detail, QByteArray("{}"));
        QCOMPARE(document.undoStack().count(), 1);
    }

    void setDetailTouchesOnlyWhatDiffers()
    {
        Document document;
        const DraftId id = document.insert(-1, {draftOf(u"A"_s, "{\"a\": \"é\"}")}, u"Add"_s).first();
        QSignalSpy edited(&document, &Document::detailEdited);
        document.setDetail(id, "{\"a\": \"è\"}");
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first().at(1).value<TextEdit>(), (TextEdit{7, 2, "è"})); // whole characters
        document.setDetail(id, "{\"a\": \"è\"}");
        QCOMPARE(edited.count(), 1);
    }

    void signalsEditsThatBringAMirrorAlong()
    {
        Document document;
        const DraftId id = document.insert(-1, {draftOf(u"A"_s, "{}")}, u"Add"_s).first();
        QByteArray mirror = "{}";
        connect(&document, &Document::detailEdited, &document,
                [&mirror](DraftId, const TextEdit &edit) { mirror.replace(edit.offset, edit.removed, edit.inserted); });
        QRandomGenerator random(7);
        for (int i = 0; i < 2000; ++i) {
            const qsizetype size = document.draft(id).detail.size();
            const int action = random.bounded(10);
            if (action < 5)
                document.editDetail(id, {random.bounded(int(size) + 1), 0,
                                         QByteArray(1 + random.bounded(3), char('a' + random.bounded(26)))});
            else if (action < 7 && size > 0)
                document.editDetail(id, {random.bounded(int(size)), 1, {}});
            else if (action == 7)
                document.breakMerge();
            else if (action == 8 && document.undoStack().index() > 1)
                document.undoStack().undo();
            else
                document.undoStack().redo();
            QCOMPARE(mirror, document.draft(id).detail);
        }
        while (document.undoStack().index() > 1)
            document.undoStack().undo();
        QCOMPARE(document.draft(id).detail, QByteArray("{}"));
    }

    void measuresEveryChange()
    {
        Document document;
        QSignalSpy measured(&document, &Document::measured);
        const DraftId id = document.insert(-1, {draftOf(u"A"_s, "{}")}, u"Add"_s).first();
        QCOMPARE(measured.count(), 1);
        const qint64 before = document.inspection(id).size.total();
        document.editDetail(id, {1, 0, "\"é\":1"});
        QCOMPARE(measured.count(), 2);
        QCOMPARE(document.inspection(id).size.total(), before + 6);
        QCOMPARE(document.plan().bytes(), before + 6);
        Draft timed = document.draft(id);
        timed.time = TimeChoice::whenSent();
        document.change(id, DraftField::Time, timed);
        QCOMPARE(document.inspection(id).size.total(), before + 6 + 14);
        document.setLimits({10, 5});
        QVERIFY(holdsBack(document.inspection(id).problems));
        QCOMPARE(document.plan().calls.size(), 0);
    }

    void aWrongTimeHoldsTheEntryBack()
    {
        Document document;
        const DraftId id = document.insert(-1, {draftOf(u"A"_s)}, u"Add"_s).first();
        Draft value = document.draft(id);
        value.time = {TimeChoice::Kind::Fixed, {}, u"soon"_s};
        document.change(id, DraftField::Time, value);
        QCOMPARE(document.inspection(id).problems.first().code, u"InvalidTime"_s);
        QCOMPARE(document.plan().calls.size(), 0);
        QCOMPARE(document.draft(id).time.text, u"soon"_s);
    }

    void tokensInDetailAreMeasured()
    {
        Document document;
        Draft draft = draftOf(u"A"_s, "{}");
        draft.idempotencyToken = u"once"_s;
        const DraftId id = document.insert(-1, {draft}, u"Add"_s).first();
        const qint64 before = document.inspection(id).size.detail;
        document.setSendChoices({{IdempotencyChoice::Kind::WriteIntoDetail, u"key"_s}, {}, {}});
        QVERIFY(document.inspection(id).size.detail > before);
        QCOMPARE(document.draft(id).detail, QByteArray("{}")); // the person's text is untouched
        QCOMPARE(document.inspection(id).size.detail, document.entry(id, {}).detail.size());
    }

    void theConnectionsBusIsInTheEntryAndNotInTheDraft()
    {
        Document document;
        const DraftId id = document.insert(-1, {draftOf(u"A"_s, "{}")}, u"Add"_s).first();
        document.setSendChoices({{}, u"orders"_s, {}});
        QCOMPARE(document.entry(id, {}).eventBusName, u"orders"_s);
        QVERIFY(document.draft(id).eventBusName.isEmpty());
        document.setSendChoices({{}, u"no such bus"_s, {}});
        QVERIFY2(holdsBack(document.inspection(id).problems), "what is checked is what would be sent");
    }

    void loadsAndSaves()
    {
        Document document;
        fill(document);
        QSignalSpy list(&document, &Document::listChanged);
        document.load({u"order"_s, {draftOf(u"x"_s), draftOf(u"y"_s)}}, u"/tmp/a.busload"_s);
        QCOMPARE(list.count(), 1);
        QCOMPARE(document.name(), u"order"_s);
        QVERIFY(!document.undoStack().canUndo());
        QVERIFY(!document.isModified());
        document.setName(u"other"_s);
        QVERIFY(document.isModified());
        document.undoStack().undo();
        QCOMPARE(document.name(), u"order"_s);
        document.undoStack().redo();
        document.markSaved(u"/tmp/b.busload"_s);
        QVERIFY(!document.isModified());
        QCOMPARE(document.filePath(), u"/tmp/b.busload"_s);
        QCOMPARE(document.scenario().name, u"other"_s);
        QCOMPARE(document.scenario().drafts.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
