// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form beside the JSON in little room: what does not fit is scrolled to, never cut off.
#include "composer/document.h"
#include "scenario/scenariofile.h"
#include "ui/theme.h"
#include "ui/widgets/entrypanel.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! What a window of 1024 px leaves beside a batch of its preferred width.
constexpr int leastPanel = 632;

} // namespace

class TestEntryPanelRoom : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, lightTheme()); }
    void nothingIsCutOff_data();
    void nothingIsCutOff();
};

void TestEntryPanelRoom::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("entry");
    for (const QSize size : {QSize(1050, 500), QSize(1050, 300), QSize(700, 400), QSize(632, 340)}) {
        for (const int entry : {0, 1})
            QTest::addRow("%d x %d, entry %d", size.width(), size.height(), entry) << size << entry;
    }
}

void TestEntryPanelRoom::nothingIsCutOff()
{
    QFETCH(const QSize, size);
    QFETCH(const int, entry);
    Document document;
    document.load(orderScenario(), {});
    EntryPanel panel(document);
    panel.resize(size);
    panel.show();
    panel.setCurrent(document.draftAt(entry).id);
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QCoreApplication::processEvents();

    auto *scroll = panel.findChild<QScrollArea *>(u"entryScroll"_s);
    auto *form = panel.findChild<QWidget *>(u"formSide"_s);
    QVERIFY(scroll != nullptr && form != nullptr);
    int seen = 0;
    for (const QWidget *widget : form->findChildren<QWidget *>()) {
        const bool control = qobject_cast<const QAbstractButton *>(widget) != nullptr ||
                             qobject_cast<const QLineEdit *>(widget) != nullptr ||
                             qobject_cast<const QComboBox *>(widget) != nullptr;
        if (!control || !widget->isVisible() || qobject_cast<const QComboBox *>(widget->parent()) != nullptr)
            continue;
        ++seen;
        const QString name = widget->objectName() + u' ' + widget->accessibleName();
        const QRect place(widget->mapTo(form, QPoint(0, 0)), widget->size());
        QVERIFY2(place.height() >= widget->minimumSizeHint().height(),
                 qPrintable(u"%1 is squeezed to %2 px"_s.arg(name).arg(place.height())));
        QVERIFY2(form->rect().contains(place), qPrintable(name + u" leaves the form"_s));
    }
    QVERIFY(seen >= 9);
    // what stands in the form can be brought into the viewport in both directions
    const int reachWidth = scroll->viewport()->width() + scroll->horizontalScrollBar()->maximum();
    const int reachHeight = scroll->viewport()->height() + scroll->verticalScrollBar()->maximum();
    QVERIFY2(
        form->width() <= reachWidth && form->height() <= reachHeight,
        qPrintable(
            u"form %1 x %2, reach %3 x %4"_s.arg(form->width()).arg(form->height()).arg(reachWidth).arg(reachHeight)));
    if (size.width() >= leastPanel)
        QVERIFY2(form->width() <= scroll->viewport()->width(),
                 qPrintable(u"sideways scrolling: form %1 (least %3), view %2"_s.arg(form->width())
                                .arg(scroll->viewport()->width())
                                .arg(form->minimumSizeHint().width())));
}

QTEST_MAIN(TestEntryPanelRoom)
#include "tst_entrypanelroom.moc"
