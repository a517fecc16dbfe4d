// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every text of the window must be readable on every ground it can stand on, in both schemes.
#include "ui/theme.h"
#include "ui/widgets/outcomechip.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void contrastIsTheOneOfWcag();
    void textIsReadable_data();
    void textIsReadable();
    void detailTypesAreReadableAndSeen_data();
    void detailTypesAreReadableAndSeen();
    void aDetailTypeKeepsItsColour();
    void everyOutcomeHasItsOwnChip();
    void paletteTellsItsScheme();
    void sheetIsCompleteAndItsPicturesExist_data();
    void sheetIsCompleteAndItsPicturesExist();
    void aThemeRestylesTheProgram();
    void aComboBoxShowsAllOfAShortList();
};

namespace {
Theme themeNamed(bool dark)
{
    return dark ? darkTheme() : lightTheme();
}
} // namespace

void TestTheme::contrastIsTheOneOfWcag()
{
    // the two examples that WCAG's own techniques give
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
}

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const bool dark : {false, true}) {
        const Theme t = themeNamed(dark);
        const auto row = [dark](const char *what, const QColor &ink, const QColor &ground) {
            QTest::addRow("%s: %s", dark ? "dark" : "light", what) << ink << ground;
        };
        row("text on window", t.text, t.window);
        row("text on raised", t.text, t.raised);
        row("text on selection", t.text, t.selection);
        row("text on hover", t.text, t.hover);
        row("text on rejected row", t.text, t.badGround);
        row("text on status bar", t.text, t.statusBar);
        row("quiet on window", t.quiet, t.window);
        row("quiet on raised", t.quiet, t.raised);
        row("quiet on selection", t.quiet, t.selection);
        row("quiet on hover", t.quiet, t.hover);
        row("quiet on status bar", t.quiet, t.statusBar);
        row("link on window", t.accent, t.window);
        row("link on raised", t.accent, t.raised);
        row("link on hover", t.accent, t.hover);
        row("link on selection", t.accent, t.selection);
        row("Send on its fill", t.onAccent, t.accent);
        row("Send on its fill, hovered", t.onAccent, dark ? t.accent.lighter(112) : t.accent.darker(112));
        row("accepted chip", t.good, t.goodGround);
        row("rejected chip", t.bad, t.badGround);
        row("unknown chip", t.warn, t.warnGround);
        row("not sent chip", t.idle, t.idleGround);
        row("accepted word on window", t.good, t.window);
        row("rejected word on window", t.bad, t.window);
        row("unknown word on window", t.warn, t.window);
        row("rejected word on selection", t.bad, t.selection);
        row("unknown word on selection", t.warn, t.selection);
        row("not sent word on window", t.idle, t.window);
        row("placeholder", t.code, t.codeGround);
        row("placeholder on raised", t.code, t.raised);
    }
}

void TestTheme::textIsReadable()
{
    QFETCH(const QColor, ink);
    QFETCH(const QColor, ground);
    QCOMPARE(ink.alpha(), 255);
    QCOMPARE(ground.alpha(), 255);
    const double ratio = contrast(ink, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(u"%1 on %2 is %3"_s.arg(ink.name(), ground.name()).arg(ratio)));
}

void TestTheme::detailTypesAreReadableAndSeen_data()
{
    QTest::addColumn<QString>("detailType");
    for (const QString &type : {u"OrderFulfilled"_s, u"InventoryAdjusted"_s, u""_s})
        QTest::newRow(qPrintable(u"type '%1'"_s.arg(type))) << type;
    for (int i = 0; i < 60; ++i)
        QTest::addRow("type %d", i) << u"Type%1"_s.arg(i);
}

void TestTheme::detailTypesAreReadableAndSeen()
{
    QFETCH(const QString, detailType);
    for (const bool dark : {false, true}) {
        const Theme t = themeNamed(dark);
        const QColor color = detailTypeColor(detailType, t);
        QVERIFY(contrast(QColor(Qt::white), color) >= 4.5); // the seat's number
        QVERIFY(contrast(color, t.window) >= 3.0);          // the seat itself, a graphical object
    }
}

void TestTheme::aDetailTypeKeepsItsColour()
{
    QCOMPARE(detailTypeColor(u"ShipmentBooked", lightTheme()), detailTypeColor(u"ShipmentBooked", lightTheme()));
    QVERIFY(detailTypeColor(u"OrderFulfilled", lightTheme()) != detailTypeColor(u"InventoryAdjusted", lightTheme()));
    QSet<QRgb> seen;
    for (int i = 0; i < 60; ++i)
        seen.insert(detailTypeColor(u"Type%1"_s.arg(i), darkTheme()).rgb());
    QVERIFY2(seen.size() >= 6, "types must spread over the colours");
    QVERIFY(!seen.contains(detailTypeColor(u"OrderFulfilled", darkTheme()).rgb()));
}

void TestTheme::everyOutcomeHasItsOwnChip()
{
    for (const bool dark : {false, true}) {
        QSet<QRgb> grounds;
        for (const auto kind :
             {Outcome::Kind::Accepted, Outcome::Kind::Rejected, Outcome::Kind::Unknown, Outcome::Kind::NotSent})
            grounds.insert(outcomeColours(kind, themeNamed(dark)).ground.rgb());
        QCOMPARE(grounds.size(), 4);
    }
}

void TestTheme::paletteTellsItsScheme()
{
    QVERIFY(themeFor(paletteFor(darkTheme())).dark);
    QVERIFY(!themeFor(paletteFor(lightTheme())).dark);
}

void TestTheme::sheetIsCompleteAndItsPicturesExist_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::sheetIsCompleteAndItsPicturesExist()
{
    QFETCH(const bool, dark);
    const QString sheet = styleSheetFor(themeNamed(dark));
    const QRegularExpression hole(u"@[A-Za-z]+"_s);
    QVERIFY2(!hole.match(sheet).hasMatch(), qPrintable(hole.match(sheet).captured()));
    QRegularExpressionMatchIterator urls = QRegularExpression(u"url\\(([^)]*)\\)"_s).globalMatch(sheet);
    QVERIFY(urls.hasNext());
    while (urls.hasNext()) {
        const QString path = urls.next().captured(1);
        QVERIFY2(QFile::exists(path), qPrintable(path));
    }
}

void TestTheme::aThemeRestylesTheProgram()
{
    applyTheme(*qApp, darkTheme());
    QVERIFY(themeFor(QPushButton().palette()).dark);
    QCOMPARE(qApp->styleSheet(), styleSheetFor(darkTheme()));
    applyTheme(*qApp, lightTheme());
    QVERIFY(!themeFor(QPushButton().palette()).dark);
    QCOMPARE(qApp->styleSheet(), styleSheetFor(lightTheme()));
}

void TestTheme::aComboBoxShowsAllOfAShortList()
{
    applyTheme(*qApp, lightTheme());
    QComboBox combo;
    combo.addItems({u"at positions"_s, u"every n-th"_s, u"of detail type"_s, u"all"_s});
    combo.show();
    QVERIFY(QTest::qWaitForWindowExposed(&combo));
    combo.showPopup();
    QTRY_VERIFY(combo.view()->isVisible());
    const QRect last = combo.view()->visualRect(combo.model()->index(combo.count() - 1, 0));
    QVERIFY2(last.bottom() < combo.view()->viewport()->height(), "the last item of the list is cut");
    combo.hidePopup();
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
