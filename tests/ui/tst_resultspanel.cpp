// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journeys through the results: what a person reads, clicks and types, found by object name.
#include "ui/widgets/resultspanel.h"

#include "ui/delegates/resultrowdelegate.h"
#include "ui/models/resultsmodel.h"
#include "ui/support/sendrecords.h"
#include "ui/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/outcomesum.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace busload;
using namespace busload::test;
using namespace Qt::StringLiterals;

class ResultsPanelTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ResultsPanel> m_panel;
    SendRecord m_record;

    template <typename T>
    T *find(const char *name) const
    {
        T *found = m_panel->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }

    void show(const SendRecord &record)
    {
        m_record = record;
        m_panel->setRecord(&m_record);
    }

    void click(int row, int column)
    {
        auto *table = find<QTableView>("resultsTable");
        const QModelIndex index = table->model()->index(row, column);
        table->scrollTo(index);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
    }

    void clickTab(int tab)
    {
        auto *tabs = find<QTabBar>("resultsTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
        QCOMPARE(tabs->currentIndex(), tab);
    }

private slots:
    void init()
    {
        m_panel = std::make_unique<ResultsPanel>();
        m_panel->resize(1000, 320);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void cleanup() { m_panel.reset(); }

    void beforeTheFirstSendItSaysWhatWillAppear()
    {
        QVERIFY2(find<QLabel>("resultsEmpty")->isVisible(), "an empty table explains nothing");
        QVERIFY(!find<QPushButton>("retryButton")->isVisible());
        QVERIFY(!find<QWidget>("resultsSum")->isVisible());
        clickTab(1);
        QVERIFY(find<QPlainTextEdit>("requestText")->toPlainText().startsWith(u"Nothing was sent yet."_s));
        clickTab(2);
        QVERIFY(find<QPlainTextEdit>("responseText")->toPlainText().startsWith(u"Nothing was sent yet."_s));
    }

    void oneButtonRetriesWhatMayGoAgain()
    {
        show(partialFailure());
        QVERIFY(find<QTableView>("resultsTable")->isVisible());
        QCOMPARE(find<OutcomeSum>("resultsSum")->words(), QStringList({u"5 accepted"_s, u"2 rejected"_s}));
        QCOMPARE(find<ElidedLabel>("resultsSummary")->text(), u"1 call · 41 ms · RequestId 7b1c…e2"_s);
        auto *retry = find<QPushButton>("retryButton");
        QVERIFY(retry->isVisible());
        QVERIFY2(retry->text().startsWith(u"Retry 2 rejected"_s), qPrintable(retry->text()));

        QSignalSpy asked(m_panel.get(), &ResultsPanel::retryRequested);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        retry->setFocus();
        QTest::keyClick(retry, Qt::Key_Space);
        QCOMPARE(asked.count(), 2);
        QVERIFY2(retry->toolTip().contains(u"Ctrl+R"_s), "the key is the window's, the button names it");

        for (EntryRecord &entry : m_record.entries)
            entry.outcome = Outcome::accepted(u"id"_s);
        m_panel->refresh();
        QVERIFY2(!retry->isVisible(), "nothing is left to retry");
        QCOMPARE(find<OutcomeSum>("resultsSum")->words(), QStringList({u"7 accepted"_s}));
    }

    void unknownEntriesAreExplainedAndLeftToTheirRows()
    {
        SendRecord record;
        addEntry(record, u"A"_s, Outcome::accepted(u"id"_s), 0);
        addEntry(record, u"B"_s, Outcome::unknown(u"TimedOut"_s, u"No answer."_s), 0);
        addEntry(record, u"C"_s, Outcome::unknown(u"TimedOut"_s, u"No answer."_s), 0);
        record.calls = {unansweredCall(0, {0, 1, 2})};
        show(record);
        QVERIFY2(!find<QPushButton>("retryButton")->isVisible(), "unknown entries are never in the retry button");
        QVERIFY(find<QWidget>("unknownNote")->isVisible());
        const QString note = find<QLabel>("unknownText")->text();
        QVERIFY2(note.contains(u"2 entries"_s) && note.contains(u"may have been accepted"_s) &&
                     note.contains(u"duplicate"_s),
                 qPrintable(note));
        auto *frame = find<QWidget>("unknownNote");
        for (const Theme &theme : {darkTheme(), lightTheme()}) {
            applyTheme(*qApp, theme);
            QCOMPARE(frame->grab().toImage().pixelColor(2, 2), theme.warnGround);
        }

        QSignalSpy remedy(m_panel.get(), &ResultsPanel::remedyRequested);
        click(1, ResultsModel::Verb);
        QCOMPARE(remedy.count(), 1);
        QCOMPARE(remedy.first().at(0).value<qsizetype>(), qsizetype(1));
        QCOMPARE(remedy.first().at(1).value<Remedy>(), Remedy::Decide);
        show(partialFailure());
        QVERIFY(!find<QWidget>("unknownNote")->isVisible());
    }

    void aRowsVerbIsClickedOrTyped()
    {
        show(mixedOutcomes());
        QSignalSpy remedy(m_panel.get(), &ResultsPanel::remedyRequested);
        QSignalSpy activated(m_panel.get(), &ResultsPanel::entryActivated);
        click(2, ResultsModel::Verb);
        QCOMPARE(remedy.count(), 1);
        QCOMPARE(remedy.takeFirst().at(1).value<Remedy>(), Remedy::EditEntry);
        QCOMPARE(activated.count(), 0);

        click(3, ResultsModel::Message);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.takeFirst().at(0).value<qsizetype>(), qsizetype(3));
        QCOMPARE(remedy.count(), 0);

        auto *table = find<QTableView>("resultsTable");
        table->setFocus();
        QTest::keyClick(table, Qt::Key_End);
        QCOMPARE(table->currentIndex().column(), int(ResultsModel::Verb));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(remedy.count(), 1);
        QCOMPARE(remedy.takeFirst().at(1).value<Remedy>(), Remedy::ChangeConnection);

        click(0, ResultsModel::Verb);
        QCOMPARE(remedy.count(), 0);
        QCOMPARE(activated.count(), 1);
    }

    void eventIdsAreWholeWhereMessagesLeaveRoom()
    {
        const auto whole = [this](int row) {
            auto *table = find<QTableView>("resultsTable");
            const QModelIndex index = table->model()->index(row, ResultsModel::Mark);
            const QFontMetrics metrics(index.data(Qt::FontRole).value<QFont>());
            return table->columnWidth(ResultsModel::Mark) >=
                   metrics.horizontalAdvance(index.data().toString()) + 2 * ResultRowDelegate::margin;
        };
        SendRecord record;
        addEntry(record, u"OrderFulfilled"_s, Outcome::accepted(u"3f1e5d3c-78a4-9a0b-51c2-0b7a2a2f4e11"_s), 0);
        m_panel->resize(1300, 320);
        show(record);
        QTRY_VERIFY2(whole(0), "an EventId is cut although the messages are empty");

        m_panel->resize(660, 320);
        QTRY_VERIFY2(!whole(0), "the test needs a window too narrow for an EventId");
        auto *table = find<QTableView>("resultsTable");
        QTRY_COMPARE(table->horizontalHeader()->length(), table->viewport()->width());
        m_panel->resize(1300, 320);
        QTRY_VERIFY2(whole(0), "an EventId stays cut when the window grows again");

        addEntry(record, u"OrderFulfilled"_s,
                 Outcome::rejected(u"InternalFailure"_s, u"a long reason "_s.repeated(30), true), 0);
        show(record);
        QTRY_VERIFY2(table->columnWidth(ResultsModel::Message) > 200, "the messages have lost their room");
    }

    void theVerbStaysInSightInANarrowWindow()
    {
        show(mixedOutcomes());
        auto *table = find<QTableView>("resultsTable");
        for (const int width : {640, 1000}) {
            m_panel->resize(width, 320);
            QTRY_COMPARE(table->horizontalHeader()->length(), table->viewport()->width());
            QVERIFY(!table->isColumnHidden(ResultsModel::Verb));
            QVERIFY2(table->columnWidth(ResultsModel::Message) >= 70, "no room for the message");
        }
        QVERIFY(!table->isColumnHidden(ResultsModel::Sent));
    }

    void eventIdsAreCopied()
    {
        show(partialFailure());
        auto *table = find<QTableView>("resultsTable");
        click(0, ResultsModel::Mark);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"3f1e5d3c-78a4-9a0b-11aa-0123456789ab"_s);
        QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"3f1e5d3c-78a4-9a0b-11aa-0123456789ab\n"
                                                           "InternalFailure: Internal Service Failure"_s);
    }

    void theMenuOffersTheVerbAndTheCopy()
    {
        show(partialFailure());
        auto *table = find<QTableView>("resultsTable");
        click(1, ResultsModel::Mark);
        const QPoint place = table->visualRect(table->model()->index(1, ResultsModel::Mark)).center();
        emit table->customContextMenuRequested(place);
        auto *menu = table->findChild<QMenu *>(u"resultsMenu"_s);
        QVERIFY(menu);
        QTRY_VERIFY(menu->isVisible());
        QSignalSpy remedy(m_panel.get(), &ResultsPanel::remedyRequested);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(remedy.count(), 1);
        QCOMPARE(remedy.first().at(0).value<qsizetype>(), qsizetype(1));
        QCOMPARE(remedy.first().at(1).value<Remedy>(), Remedy::Retry);
    }

    void aRunningSendShowsProgressAndCanBeCancelled()
    {
        show(mixedOutcomes());
        m_panel->setRunning(true, 1, 3);
        QVERIFY(!find<QPushButton>("retryButton")->isVisible());
        QCOMPARE(find<ElidedLabel>("resultsSummary")->text(), u"Sending call 2 of 3…"_s);
        QCOMPARE(find<QProgressBar>("sendProgress")->value(), 1);
        QSignalSpy cancelled(m_panel.get(), &ResultsPanel::cancelRequested);
        QSignalSpy remedy(m_panel.get(), &ResultsPanel::remedyRequested);
        click(2, ResultsModel::Verb);
        QCOMPARE(remedy.count(), 0);
        QTest::mouseClick(find<QPushButton>("cancelButton"), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        m_panel->setRunning(false);
        QVERIFY(!find<QPushButton>("cancelButton")->isVisible());
        QVERIFY(find<QPushButton>("retryButton")->isVisible());
    }

    void requestAndResponseOpenOnTheCallOfTheChosenEntry()
    {
        show(mixedOutcomes());
        click(0, ResultsModel::DetailType);
        clickTab(1);
        auto *calls = find<QComboBox>("requestCallBox");
        QVERIFY(calls->isVisible());
        QCOMPARE(calls->count(), 3);
        QCOMPARE(calls->currentIndex(), 0);
        const QString request = find<QPlainTextEdit>("requestText")->toPlainText();
        QVERIFY2(request.startsWith(u"POST / HTTP/1.1\nHost: 127.0.0.1:4010\n"_s), qPrintable(request));
        QVERIFY(!request.contains(u"leaked"_s));
        QVERIFY(find<QPlainTextEdit>("signingText")->toPlainText().contains(u"String to sign"_s));

        clickTab(2);
        QTest::keyClick(find<QComboBox>("responseCallBox"), Qt::Key_Down);
        QVERIFY(find<QPlainTextEdit>("responseText")->toPlainText().startsWith(u"No answer."_s));
    }

    void jsonIsLaidOutOnDemandAndCopiedAsShown()
    {
        show(partialFailure());
        clickTab(2);
        auto *text = find<QPlainTextEdit>("responseText");
        QVERIFY(text->toPlainText().contains(u"{\"FailedEntryCount\":1,"_s));
        QTest::keyClick(find<QCheckBox>("responseLaidOut"), Qt::Key_Space);
        QVERIFY2(text->toPlainText().contains(u"{\n  \"FailedEntryCount\": 1,\n"_s), qPrintable(text->toPlainText()));
        QTest::mouseClick(find<QPushButton>("responseCopy"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"  \"FailedEntryCount\": 1,\n"_s));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u"leaked"_s));
    }

    void aBigBodyIsShownInPartUntilAskedForAndCopiedWhole()
    {
        SendRecord record = partialFailure();
        const QByteArray body = "{\"Entries\":[\"" + QByteArray(1'048'576, 'x') + "\"]}";
        record.calls = {answeredCall(0, {0}, body)};
        show(record);
        clickTab(2);
        auto *text = find<QPlainTextEdit>("responseText");
        QVERIFY2(text->toPlainText().size() < 100'000, "a megabyte is not laid out unasked");
        auto *all = find<QPushButton>("responseShowAll");
        QVERIFY(all->isVisible());
        QTest::mouseClick(find<QPushButton>("responseCopy"), Qt::LeftButton);
        QVERIFY2(QGuiApplication::clipboard()->text().endsWith(QString::fromLatin1(body)), "Copy gives the exact text");
        QTest::mouseClick(all, Qt::LeftButton);
        QVERIFY(!all->isVisible());
        QVERIFY(text->toPlainText().remove(u'\n').endsWith(QString::fromLatin1(body).right(5000)));
        QVERIFY(text->toPlainText().size() > body.size());
    }
};

QTEST_MAIN(ResultsPanelTest)
#include "tst_resultspanel.moc"
