// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of undo steps as the Edit menu shows them: one entry is not "1 entries".
#include "composer/document.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestStepNames : public QObject
{
    Q_OBJECT
private slots:
    void oneAndSeveral_data();
    void oneAndSeveral();
};

void TestStepNames::oneAndSeveral_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("removed");
    QTest::addColumn<QString>("duplicated");
    QTest::addColumn<QString>("moved");
    QTest::newRow("one") << 1 << u"Remove entry"_s << u"Duplicate entry"_s << u"Move entry"_s;
    QTest::newRow("several") << 2 << u"Remove 2 entries"_s << u"Duplicate 2 entries"_s << u"Move 2 entries"_s;
}

void TestStepNames::oneAndSeveral()
{
    QFETCH(const int, count);
    QFETCH(const QString, removed);
    QFETCH(const QString, duplicated);
    QFETCH(const QString, moved);
    Document document;
    const QList<DraftId> ids = document.insert(-1, {Draft(), Draft(), Draft()}, u"Add"_s).mid(0, count);
    document.move(ids, 3);
    QCOMPARE(document.undoStack().undoText(), moved);
    document.duplicate(ids);
    QCOMPARE(document.undoStack().undoText(), duplicated);
    document.remove(ids);
    QCOMPARE(document.undoStack().undoText(), removed);
}

QTEST_GUILESS_MAIN(TestStepNames)
#include "tst_stepnames.moc"
