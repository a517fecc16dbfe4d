// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/batchpanel.h"

#include "scenario/scenariofile.h"
#include "ui/theme.h"
#include "ui/widgets/batchview.h"
#include "ui/widgets/meter.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

Draft named(const QString &name)
{
    Draft draft;
    draft.source = u"com.mycompany.orders"_s;
    draft.detailType = name;
    draft.detail = "{}";
    return draft;
}

} // namespace

//! Journeys of a person at the left side of the window, with real keys and clicks.
class TestBatchPanel : public QObject
{
    Q_OBJECT

    struct Stage
    {
        Document document;
        BatchPanel panel{document};

        Stage()
        {
            panel.resize(390, 820);
            panel.show();
        }

        QList<DraftId> fill(const QString &names)
        {
            Drafts drafts;
            for (QChar name : names)
                drafts.append(named(QString(name)));
            return document.insert(-1, drafts, u"Fill"_s);
        }
        BatchView *list() const { return panel.findChild<BatchView *>(u"batchList"_s); }
        Meter *meter() const { return panel.findChild<Meter *>(u"meter"_s); }
        void click(const QString &name) const
        {
            auto *button = panel.findChild<QPushButton *>(name);
            QVERIFY2(button != nullptr, qPrintable(name));
            QVERIFY2(button->isVisible(), qPrintable(name));
            QTest::mouseClick(button, Qt::LeftButton);
        }
        void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
        {
            QTest::keyClick(list(), key, modifiers);
        }
        //! Shortcuts go to who has the focus in the active window.
        void focusList()
        {
            QApplication::setActiveWindow(&panel);
            list()->setFocus();
            QTRY_VERIFY(list()->hasFocus());
        }
        QString order() const
        {
            QString text;
            for (const Draft &draft : document.drafts())
                text += draft.detailType;
            return text;
        }
        QString selectedNames() const
        {
            QString text;
            for (DraftId id : panel.selected())
                text += document.draft(id).detailType;
            return text;
        }
        QString currentName() const
        {
            return panel.current() == 0 ? QString() : document.draft(panel.current()).detailType;
        }
    };

private slots:
    void initTestCase() { applyTheme(*qApp, lightTheme()); }

    void emptyBatchOffersFourWaysToStart()
    {
        Stage stage;
        QCOMPARE(stage.panel.current(), DraftId(0));
        QVERIFY(!stage.list()->isVisible());
        stage.click(u"emptyOrderFulfilled"_s);
        QCOMPARE(stage.order(), u"OrderFulfilled"_s);
        QVERIFY(stage.list()->isVisible());
        QCOMPARE(stage.currentName(), u"OrderFulfilled"_s);
        stage.document.undoStack().undo();
        stage.click(u"emptyInventoryAdjusted"_s);
        QCOMPARE(stage.order(), u"InventoryAdjusted"_s);
        stage.document.undoStack().undo();
        stage.click(u"emptyBlank"_s);
        QCOMPARE(stage.document.count(), 1);
        QVERIFY(stage.document.draftAt(0).detailType.isEmpty());
        stage.document.undoStack().undo();
        QGuiApplication::clipboard()->setText(u"[{\"Source\":\"a.b\",\"DetailType\":\"Pasted\",\"Detail\":\"{}\"}]"_s);
        stage.click(u"emptyPaste"_s);
        QCOMPARE(stage.order(), u"Pasted"_s);
    }

    void addsBothKindsFromTheMenu()
    {
        Stage stage;
        auto *button = stage.panel.findChild<QPushButton *>(u"addEntryButton"_s);
        button->menu()->actions().at(0)->trigger();
        button->menu()->actions().at(1)->trigger();
        QCOMPARE(stage.order(), u"OrderFulfilledInventoryAdjusted"_s);
        QCOMPARE(stage.currentName(), u"InventoryAdjusted"_s);
        QCOMPARE(stage.selectedNames(), u"InventoryAdjusted"_s);
        QCOMPARE(stage.meter()->reading().entries, 2);
        QCOMPARE(stage.meter()->reading().current, 1);
    }

    void keysMoveDuplicateAndRemove()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABCD"_s);
        stage.focusList();
        stage.panel.setCurrent(ids.at(1));
        stage.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(stage.order(), u"BACD"_s);
        QCOMPARE(stage.currentName(), u"B"_s);
        stage.key(Qt::Key_Down, Qt::AltModifier);
        stage.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(stage.order(), u"ACBD"_s);
        stage.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(stage.order(), u"ACBBD"_s);
        QCOMPARE(stage.document.indexOf(stage.panel.current()), 3);
        stage.key(Qt::Key_Delete);
        QCOMPARE(stage.order(), u"ACBD"_s);
        QCOMPARE(stage.currentName(), u"D"_s);
        stage.key(Qt::Key_Delete);
        QCOMPARE(stage.order(), u"ACB"_s);
        QCOMPARE(stage.currentName(), u"B"_s);
        stage.document.undoStack().undo();
        QCOMPARE(stage.order(), u"ACBD"_s);
        QCOMPARE(stage.currentName(), u"D"_s);
    }

    void arrowsPassOverHeaders()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABCDEFGHIJKL"_s);
        stage.focusList();
        stage.panel.setCurrent(ids.at(9));
        stage.key(Qt::Key_Down); // over "CALL 2"
        QCOMPARE(stage.panel.current(), ids.at(10));
        stage.key(Qt::Key_Up);
        QCOMPARE(stage.panel.current(), ids.at(9));
        stage.panel.setCurrent(ids.at(0));
        stage.key(Qt::Key_Up);
        QCOMPARE(stage.panel.current(), ids.at(0));
        stage.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(stage.selectedNames(), u"AB"_s);
    }

    void clickSelectsAndHeadersDoNot()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABC"_s);
        const auto clickRow = [&](int row, Qt::KeyboardModifiers modifiers = {}) {
            const QRect place = stage.list()->visualRect(stage.list()->model()->index(row, 0));
            QTest::mouseClick(stage.list()->viewport(), Qt::LeftButton, modifiers, place.center());
        };
        QSignalSpy changed(&stage.panel, &BatchPanel::currentChanged);
        QSignalSpy selection(&stage.panel, &BatchPanel::selectionChanged);
        clickRow(3);
        QCOMPARE(stage.panel.current(), ids.at(2));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).value<DraftId>(), ids.at(2));
        clickRow(1, Qt::ControlModifier);
        QCOMPARE(stage.selectedNames(), u"AC"_s); // in the order of the batch, not of the clicks
        QVERIFY(selection.size() >= 2);
        clickRow(0);
        QVERIFY(stage.panel.current() != 0);
    }

    void severalMoveTogether()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABCDE"_s);
        stage.focusList();
        stage.panel.setCurrent(ids.at(1));
        stage.key(Qt::Key_Down, Qt::ShiftModifier);
        stage.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(stage.order(), u"ADBCE"_s);
        QCOMPARE(stage.selectedNames(), u"BC"_s);
        stage.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(stage.order(), u"ADEBC"_s);
        QVERIFY(!stage.panel.moveDownAction()->isEnabled());
        QVERIFY(stage.panel.moveUpAction()->isEnabled());
        for (int i = 0; i < 3; ++i)
            stage.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(stage.order(), u"BCADE"_s);
        QVERIFY(!stage.panel.moveUpAction()->isEnabled());
        for (int i = 0; i < 5; ++i)
            stage.document.undoStack().undo();
        QCOMPARE(stage.order(), u"ABCDE"_s);
        QCOMPARE(stage.selectedNames(), u"BC"_s);
    }

    void copyCutAndPasteRoundTrip()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABC"_s);
        Draft changed = stage.document.draft(ids.at(1));
        changed.label = u"my name"_s;
        stage.document.change(ids.at(1), DraftField::Label, changed);
        changed.detail = "{\n  \"price\": 1.10\n}";
        stage.document.setDetail(ids.at(1), changed.detail);
        stage.focusList();
        stage.panel.setCurrent(ids.at(1));
        stage.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"DetailType\""_s));
        stage.panel.setCurrent(ids.at(0));
        stage.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(stage.order(), u"ABBC"_s);
        Draft pasted = stage.document.draft(stage.panel.current());
        QCOMPARE(stage.document.indexOf(pasted.id), 1); // after the selected one
        QVERIFY(pasted.id != ids.at(1));
        pasted.id = ids.at(1);
        QCOMPARE(pasted, stage.document.draft(ids.at(1)));

        stage.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(stage.selectedNames(), u"ABBC"_s);
        stage.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(stage.document.count(), 0);
        QCOMPARE(stage.panel.current(), DraftId(0));
        stage.click(u"emptyPaste"_s);
        QCOMPARE(stage.order(), u"ABBC"_s);
        QCOMPARE(stage.selectedNames(), u"ABBC"_s);
        stage.document.undoStack().undo();
        stage.document.undoStack().undo();
        QCOMPARE(stage.order(), u"ABBC"_s);
        QVERIFY(stage.document.contains(ids.at(1)));
    }

    void pasteOfRubbishSaysWhyAndChangesNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("not JSON: with its place") << u"[\n{\"Source\": }]"_s << u"line 2"_s;
        QTest::newRow("words") << u"hello"_s << u"line 1"_s;
        QTest::newRow("an empty list") << u"[]"_s << u"empty"_s;
        QTest::newRow("nothing") << u""_s << QString();
    }

    void pasteOfRubbishSaysWhyAndChangesNothing()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        Stage stage;
        stage.fill(u"AB"_s);
        const int steps = stage.document.undoStack().count();
        QSignalSpy notice(&stage.panel, &BatchPanel::noticeRequested);
        if (text.isEmpty())
            QGuiApplication::clipboard()->clear();
        else
            QGuiApplication::clipboard()->setText(text);
        stage.focusList();
        stage.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(notice.size(), 1);
        const QString said = notice.at(0).at(0).toString();
        QVERIFY2(said.startsWith(u"The clipboard holds no entries: "_s) && said.contains(reason), qPrintable(said));
        QCOMPARE(stage.order(), u"AB"_s);
        QCOMPARE(stage.document.undoStack().count(), steps);
    }

    void shortcutsStayInTheList()
    {
        Stage stage;
        stage.fill(u"AB"_s);
        stage.focusList();
        auto *button = stage.panel.findChild<QPushButton *>(u"importButton"_s);
        button->setFocus();
        QTRY_VERIFY(button->hasFocus());
        QTest::keyClick(button, Qt::Key_Delete);
        QTest::keyClick(button, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(stage.order(), u"AB"_s);
    }

    void actionsFollowTheSelection()
    {
        Stage stage;
        QVERIFY(!stage.panel.duplicateAction()->isEnabled());
        QVERIFY(!stage.panel.selectAllAction()->isEnabled());
        QVERIFY(!stage.panel.findChild<QPushButton *>(u"duplicateButton"_s)->isEnabled());
        QVERIFY(stage.panel.pasteAction()->isEnabled());
        stage.fill(u"A"_s);
        QVERIFY(stage.panel.duplicateAction()->isEnabled());
        QVERIFY(!stage.panel.moveUpAction()->isEnabled());
        QVERIFY(!stage.panel.moveDownAction()->isEnabled());
        stage.click(u"duplicateButton"_s);
        QCOMPARE(stage.order(), u"AA"_s);
        QVERIFY(stage.panel.moveUpAction()->isEnabled());
        stage.list()->clearSelection();
        for (const QAction *action : {stage.panel.duplicateAction(), stage.panel.removeAction(),
                                      stage.panel.copyAction(), stage.panel.cutAction(), stage.panel.moveUpAction()})
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    }

    void menuKnowsTheTypesOfTheBatch()
    {
        Stage stage;
        Draft shipment = named(u"ShipmentBooked"_s);
        shipment.eventBusName = u"orders-bus"_s;
        stage.document.insert(-1, {shipment, exampleDraft(u"OrderFulfilled"_s), shipment}, u"Add"_s);
        QMenu *menu = stage.panel.findChild<QPushButton *>(u"addEntryButton"_s)->menu();
        emit menu->aboutToShow();
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts << (action->isSeparator() ? u"-"_s : action->text());
        QCOMPARE(texts, (QStringList{u"OrderFulfilled"_s, u"InventoryAdjusted"_s, u"Blank entry"_s, u"-"_s,
                                     u"ShipmentBooked"_s}));
        menu->actions().constLast()->trigger();
        const Draft &added = stage.document.draft(stage.panel.current());
        QCOMPARE(added.detailType, u"ShipmentBooked"_s);
        QCOMPARE(added.source, u"com.mycompany.orders"_s);
        QCOMPARE(added.eventBusName, u"orders-bus"_s);
    }

    void meterFollowsEachKeystroke()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"AB"_s);
        const qint64 before = stage.meter()->reading().bytes;
        stage.document.editDetail(ids.at(0), {1, 0, "\"k\":\"é\""});
        QCOMPARE(stage.meter()->reading().bytes, before + 8);
        stage.document.setLimits({10, Limits::raisedBytesPerCall});
        QVERIFY(stage.meter()->accessibleDescription().contains(u"of 1 MB"_s));
    }

    void seatAndLinkMakeTheirEntryCurrent()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABCD"_s);
        stage.document.setDetail(ids.at(3), "{\"k\": \"larger\"}");
        QTest::mouseClick(stage.meter(), Qt::LeftButton, {}, stage.meter()->seatRect(2).center());
        QCOMPARE(stage.panel.current(), ids.at(2));
        QCOMPARE(stage.selectedNames(), u"C"_s);
        QTest::mouseClick(stage.meter(), Qt::LeftButton, {}, stage.meter()->largestRect().center());
        QCOMPARE(stage.panel.current(), ids.at(3));
    }

    void outcomesReachMeterAndList()
    {
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"AB"_s);
        stage.panel.setOutcome(ids.at(1), Outcome::rejected(u"ThrottlingException"_s, u"Slow down."_s, true));
        QTRY_COMPARE(stage.meter()->reading().seats.at(1).outcome, std::optional(Outcome::Kind::Rejected));
        stage.panel.clearOutcomes();
        QTRY_VERIFY(!stage.meter()->reading().seats.at(1).outcome);
    }

    void thousandEntriesHaveThreeRowsOfSeats()
    {
        Stage stage;
        Drafts drafts(1000, named(u"A"_s));
        const QList<DraftId> ids = stage.document.insert(-1, drafts, u"Add"_s);
        QCOMPARE(stage.meter()->reading().seats.size(), 30);
        QCOMPARE(stage.list()->model()->rowCount(), 1100);
        stage.panel.setCurrent(ids.at(777));
        QVERIFY(!stage.meter()->seatRect(777).isNull());
        const QRect row = stage.list()->visualRect(stage.list()->currentIndex());
        QVERIFY(stage.list()->viewport()->rect().contains(row.center()));
        stage.panel.selectAllAction()->trigger();
        QCOMPARE(stage.panel.selected().size(), 1000);
        stage.panel.removeAction()->trigger();
        QCOMPARE(stage.document.count(), 0);
        stage.document.undoStack().undo();
        QCOMPARE(stage.document.count(), 1000);
        QCOMPARE(stage.panel.selected().size(), 1000); // what came back is shown as such
    }

    void removalKeepsASensibleCurrent_data()
    {
        QTest::addColumn<QString>("removed");
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("next");
        QTest::newRow("the next one") << u"B"_s << u"B"_s << u"C"_s;
        QTest::newRow("past others that go too") << u"BCD"_s << u"C"_s << u"E"_s;
        QTest::newRow("the last: the one before") << u"E"_s << u"E"_s << u"D"_s;
        QTest::newRow("another goes: it stays") << u"AD"_s << u"C"_s << u"C"_s;
    }

    void removalKeepsASensibleCurrent()
    {
        QFETCH(QString, removed);
        QFETCH(QString, current);
        QFETCH(QString, next);
        Stage stage;
        const QList<DraftId> ids = stage.fill(u"ABCDE"_s);
        const auto idOf = [&](QChar name) { return ids.at(name.unicode() - u'A'); };
        stage.panel.setCurrent(idOf(current.at(0)));
        QSignalSpy changed(&stage.panel, &BatchPanel::currentChanged);
        QList<DraftId> gone;
        for (QChar name : removed)
            gone.append(idOf(name));
        stage.document.remove(gone);
        QCOMPARE(stage.currentName(), next);
        QCOMPARE(stage.selectedNames(), next);
        QCOMPARE(changed.size(), next == current ? 0 : 1); // told once, and only the end of it
    }

    void anotherDocumentStartsAtItsFirstEntry()
    {
        Stage stage;
        stage.fill(u"ABC"_s);
        stage.document.load({u"Other"_s, {named(u"X"_s), named(u"Y"_s)}}, {});
        QCOMPARE(stage.currentName(), u"X"_s);
        QCOMPARE(stage.selectedNames(), u"X"_s);
        stage.document.clear();
        QCOMPARE(stage.panel.current(), DraftId(0));
        QVERIFY(stage.panel.findChild<QPushButton *>(u"emptyBlank"_s)->isVisible());
    }

    void dropBetweenCardsGoesWhereTheLineIs()
    {
        Stage stage;
        stage.fill(u"ABC"_s);
        const BatchView &list = *stage.list();
        const QRect second = list.visualRect(list.model()->index(2, 0));
        QCOMPARE(list.dropRow(second.center() - QPoint(0, 10)), 2);
        QCOMPARE(list.dropRow(second.center() + QPoint(0, 10)), 3);
        QCOMPARE(list.dropRow(QPoint(50, list.viewport()->height() - 1)), 4);

        QMimeData data;
        data.setText(u"[{\"Source\":\"s\",\"DetailType\":\"X\",\"Detail\":\"{}\"}]"_s);
        const QPoint place = second.center() - QPoint(0, 10);
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list.viewport(), &enter);
        QDragMoveEvent over(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list.viewport(), &over);
        QVERIFY(over.isAccepted());
        QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list.viewport(), &drop);
        QCOMPARE(stage.order(), u"AXBC"_s);
        QCOMPARE(stage.currentName(), u"X"_s);
    }
};

QTEST_MAIN(TestBatchPanel)
#include "tst_batchpanel.moc"
