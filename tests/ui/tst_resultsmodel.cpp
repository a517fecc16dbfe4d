// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/resultsmodel.h"

#include "ui/models/resultwords.h"
#include "ui/support/sendrecords.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace busload::test;
using namespace Qt::StringLiterals;

class ResultsModelTest : public QObject
{
    Q_OBJECT

private:
    static QString cell(const ResultsModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

private slots:
    void aRowForEachEntry()
    {
        ResultsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setRecord(partialFailure());
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(cell(model, 0, ResultsModel::Number), u"1"_s);
        QCOMPARE(cell(model, 0, ResultsModel::DetailType), u"OrderFulfilled"_s);
        QCOMPARE(cell(model, 0, ResultsModel::OutcomeColumn), u"Accepted"_s);
        QCOMPARE(cell(model, 0, ResultsModel::Mark), u"3f1e5d3c-78a4-9a0b-11aa-0123456789ab"_s);
        QCOMPARE(cell(model, 0, ResultsModel::Message), QString());
        QCOMPARE(cell(model, 0, ResultsModel::Tries), u"1"_s);
        QCOMPARE(cell(model, 0, ResultsModel::Call), u"1"_s);
        QCOMPARE(cell(model, 0, ResultsModel::Sent), sendTime().toLocalTime().toString(u"HH:mm:ss.zzz"_s));
        QCOMPARE(cell(model, 0, ResultsModel::Verb), QString());
        QCOMPARE(cell(model, 1, ResultsModel::OutcomeColumn), u"Rejected"_s);
        QCOMPARE(cell(model, 1, ResultsModel::Mark), u"InternalFailure"_s);
        QCOMPARE(cell(model, 1, ResultsModel::Message), u"Internal Service Failure. Safe to retry."_s);
        QCOMPARE(model.index(1, 0).data(ResultsModel::OutcomeRole).toInt(), int(Outcome::Kind::Rejected));
    }

    void differentFailuresHaveDifferentVerbs_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("verb");
        QTest::newRow("accepted needs none") << 0 << QString();
        QTest::newRow("throttled: retry") << 1 << u"Retry"_s;
        QTest::newRow("malformed: edit") << 2 << u"Edit"_s;
        QTest::newRow("not authorised: change connection") << 3 << u"Change connection"_s;
        QTest::newRow("unknown: decide") << 4 << u"Decide…"_s;
        QTest::newRow("never connected: retry") << 5 << u"Retry"_s;
        QTest::newRow("held back by a check: edit") << 6 << u"Edit"_s;
    }

    void differentFailuresHaveDifferentVerbs()
    {
        QFETCH(int, row);
        QFETCH(QString, verb);
        ResultsModel model;
        model.setRecord(mixedOutcomes());
        QCOMPARE(cell(model, row, ResultsModel::Verb), verb);
        QCOMPARE(model.index(row, ResultsModel::Verb).data(Qt::ToolTipRole).toString().isEmpty(), verb.isEmpty());
        model.setBusy(true);
        QCOMPARE(cell(model, row, ResultsModel::Verb), QString());
        QCOMPARE(model.remedyAt(row), Remedy::None);
    }

    void unknownIsNeverRetryWhateverItsCode()
    {
        Outcome outcome = Outcome::unknown(u"ThrottlingException"_s, u"Rate exceeded"_s);
        QCOMPARE(remedyOf(outcome), Remedy::Decide);
        QVERIFY(outcomeMessage(outcome).contains(u"may have been accepted"_s));
        QVERIFY(outcomeMessage(outcome).contains(u"duplicate"_s));
        outcome.errorMessage =
            u"No answer within 30 s. It may have been accepted; sending it again can duplicate it."_s;
        QCOMPARE(outcomeMessage(outcome), outcome.errorMessage);
    }

    void allAttemptsAreInTheTip()
    {
        ResultsModel model;
        model.setRecord(mixedOutcomes());
        const QString tip = model.index(1, ResultsModel::Mark).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"Attempt 1"_s) && tip.contains(u"Attempt 2"_s), qPrintable(tip));
        QVERIFY2(tip.contains(u"call 2"_s) && tip.contains(u"call 3"_s), qPrintable(tip));
        QCOMPARE(tip.count(u"ThrottlingException"_s), 2);
        const QString never = model.index(6, ResultsModel::Mark).data(Qt::ToolTipRole).toString();
        QVERIFY2(never.contains(u"Not sent"_s) && never.contains(u"Source is missing."_s), qPrintable(never));
    }

    void changesKeepTheRowsAndAnotherBatchResetsThem()
    {
        ResultsModel model;
        SendRecord record = partialFailure();
        model.setRecord(record);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        record.entries[1].outcome = Outcome::accepted(u"new-id"_s);
        QCOMPARE(cell(model, 1, ResultsModel::Mark), u"InternalFailure"_s);
        model.setRecord(record);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(cell(model, 1, ResultsModel::Mark), u"new-id"_s);
        model.setRecord({});
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model.rowCount(), 0);
    }

    void summaries_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QString>("retry");
        QTest::newRow("one call") << 0 << u"1 call · 41 ms · RequestId 7b1c…e2"_s << u"Retry 2 rejected"_s;
        QTest::newRow("a call without answer is named")
            << 1 << u"3 calls · 10.1 s · call 2: no answer"_s << u"Retry 1 rejected, 1 not sent"_s;
        QTest::newRow("nothing sent") << 2 << QString() << QString();
        QTest::newRow("only not sent") << 3 << u"no call was made"_s << u"Send 1 not sent"_s;
        QTest::newRow("only unknown: nothing to retry") << 4 << u"1 call · 10.0 s · no answer"_s << QString();
    }

    void summaries()
    {
        QFETCH(int, which);
        SendRecord record;
        switch (which) {
        case 0:
            record = partialFailure();
            break;
        case 1:
            record = mixedOutcomes();
            break;
        case 3:
            addEntry(record, u"A"_s, Outcome::notSent(u"Cancelled"_s, u"Cancelled."_s, true), -1, 0);
            break;
        case 4:
            addEntry(record, u"A"_s, Outcome::unknown(u"TimedOut"_s, u"No answer."_s), 0);
            record.calls = {unansweredCall(0, {0})};
            break;
        default:
            break;
        }
        QTEST(sendSummary(record), "summary");
        QTEST(retryLabel(record), "retry");
    }

    void copyGivesTheEventIdElseTheError()
    {
        ResultsModel model;
        model.setRecord(mixedOutcomes());
        QCOMPARE(model.index(0, 0).data(ResultsModel::CopyRole).toString(), u"3f1e5d3c-78a4"_s);
        QCOMPARE(model.index(2, 0).data(ResultsModel::CopyRole).toString(), u"MalformedDetail: Detail is malformed."_s);
    }
};

QTEST_MAIN(ResultsModelTest)
#include "tst_resultsmodel.moc"
