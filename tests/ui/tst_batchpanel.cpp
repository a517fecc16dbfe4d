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
};

QTEST_MAIN(TestBatchPanel)
#include "tst_batchpanel.moc"
