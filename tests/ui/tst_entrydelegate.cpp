// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the delegate paints, seen in the picture: colours where the geometry says they stand.
#include "ui/delegates/entrydelegate.h"

#include "ui/delegates/entrycard.h"
#include "ui/models/batchmodel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! A model of one row: the delegate reads roles and knows no document.
struct Row
{
    QStandardItemModel model{1, 1};

    Row()
    {
        set(BatchModel::KindRole, int(BatchModel::RowKind::Entry));
        set(BatchModel::TitleRole, u"OrderFulfilled"_s);
        set(BatchModel::NamedRole, true);
        set(BatchModel::SubtitleRole, u"com.mycompany.orders → default"_s);
        set(BatchModel::DetailTypeRole, u"OrderFulfilled"_s);
        set(BatchModel::BytesRole, qint64(198));
    }
    void set(int role, const QVariant &value) { model.setData(model.index(0, 0), value, role); }

    QImage paint(const Theme &theme, QStyle::State state = QStyle::State_Enabled) const
    {
        const EntryDelegate delegate;
        QStyleOptionViewItem option;
        option.palette = paletteFor(theme);
        option.font = uiFont();
        option.state = state;
        option.rect = QRect(QPoint(0, 0), QSize(390, delegate.sizeHint(option, model.index(0, 0)).height()));
        QImage picture(option.rect.size(), QImage::Format_RGB32);
        picture.fill(theme.window);
        QPainter painter(&picture);
        delegate.paint(&painter, option, model.index(0, 0));
        return picture;
    }
};

bool holds(const QImage &picture, const QColor &colour)
{
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TestEntryDelegate : public QObject
{
    Q_OBJECT

private slots:
    void cardWearsItsColours_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void cardWearsItsColours()
    {
        QFETCH(bool, dark);
        const Theme theme = dark ? darkTheme() : lightTheme();
        const Row row;
        QVERIFY(holds(row.paint(theme), detailTypeColor(u"OrderFulfilled", theme))); // the bar
        QVERIFY(!holds(row.paint(theme), theme.selection));
        const QImage selected = row.paint(theme, QStyle::State_Enabled | QStyle::State_Selected);
        QVERIFY(holds(selected, theme.selection));
        QVERIFY(holds(selected, theme.accent));
        QVERIFY(holds(row.paint(theme, QStyle::State_Enabled | QStyle::State_MouseOver), theme.hover));
    }

    void chipTellsTheOutcomeBeforeTheProblems()
    {
        const Theme theme = lightTheme();
        Row row;
        QVERIFY(!holds(row.paint(theme), theme.badGround));
        row.set(BatchModel::ErrorsRole, 1);
        QVERIFY(holds(row.paint(theme), theme.badGround));
        row.set(BatchModel::OutcomeRole, int(Outcome::Kind::Accepted));
        row.set(BatchModel::OutcomeTextRole, u"Accepted"_s);
        QVERIFY(holds(row.paint(theme), theme.goodGround));
        QVERIFY(!holds(row.paint(theme), theme.badGround));
    }

    void warningsAloneWearTheWarningsColours()
    {
        const Theme theme = lightTheme();
        Row row;
        row.set(BatchModel::WarningsRole, 2);
        QVERIFY(holds(row.paint(theme), theme.warnGround));
        row.set(BatchModel::ErrorsRole, 1);
        QVERIFY(!holds(row.paint(theme), theme.warnGround));
    }

    void headerIsNoCard()
    {
        const Theme theme = lightTheme();
        Row row;
        const int entryHeight = row.paint(theme).height();
        row.set(BatchModel::KindRole, int(BatchModel::RowKind::Call));
        row.set(BatchModel::TitleRole, u"CALL 1"_s);
        const QImage header = row.paint(theme, QStyle::State_Enabled | QStyle::State_Selected);
        QVERIFY(header.height() < entryHeight);
        QVERIFY(!holds(header, theme.selection));
        QVERIFY(!holds(header, detailTypeColor(u"OrderFulfilled", theme)));
    }

    void painterIsLeftAsItWas()
    {
        const Row row;
        QImage picture(390, 60, QImage::Format_RGB32);
        QPainter painter(&picture);
        painter.setPen(Qt::magenta);
        QStyleOptionViewItem option;
        option.palette = paletteFor(lightTheme());
        option.rect = picture.rect();
        EntryDelegate().paint(&painter, option, row.model.index(0, 0));
        QCOMPARE(painter.pen().color(), QColor(Qt::magenta));
        QVERIFY(!painter.hasClipping());
        QVERIFY(!painter.testRenderHint(QPainter::Antialiasing));
    }
};

QTEST_MAIN(TestEntryDelegate)
#include "tst_entrydelegate.moc"
