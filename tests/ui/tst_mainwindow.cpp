// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/support/program.h"
#include "ui/theme.h"
#include "ui/widgets/jsontextedit.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

//! A newcomer's journeys through the real window: real keys and clicks, the real client, the sandbox.
class MainWindowTest : public QObject
{
    Q_OBJECT

    static constexpr int outcomeColumn = 2;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void composeBothSendSeeOneFailAndRetryIt()
    {
        Program program;
        QCOMPARE(program.document.count(), 0);
        QVERIFY(!program.find<QPushButton>(u"sendButton"_s)->isEnabled());
        program.click(u"emptyOrderFulfilled"_s);
        program.add(u"InventoryAdjusted"_s);
        QCOMPARE(program.document.count(), 2);
        QCOMPARE(program.sendText(), u"Send 2 entries"_s);

        // Editing in the form moves the meter with each key and changes that value's text alone.
        program.window->findChild<BatchPanel *>()->setCurrent(program.document.draftAt(0).id);
        const qint64 before = program.meter().bytes;
        const QByteArray textBefore = program.document.draftAt(0).detail;
        auto *orderId = program.find<QLineEdit>(u"field.orderId"_s);
        const QString oldId = orderId->text();
        orderId->setFocus();
        orderId->end(false);
        QTest::keyClick(orderId, '7');
        QCOMPARE(program.meter().bytes, before + 1);
        QTest::keyClick(orderId, '8');
        QCOMPARE(program.meter().bytes, before + 2);
        QCOMPARE(program.document.draftAt(0).detail,
                 QByteArray(textBefore).replace(oldId.toUtf8(), oldId.toUtf8() + "78"));
        QCOMPARE(program.find<JsonTextEdit>(u"jsonEditor"_s)->text().toUtf8(), program.document.draftAt(0).detail);

        program.sandbox.setFaults({parseFault(u"entry=2:InternalFailure*1"_s).value()});
        program.click(u"sendButton"_s);
        QTRY_VERIFY(program.sent(1));
        QCOMPARE(program.column(outcomeColumn), (QStringList{u"Accepted"_s, u"Rejected"_s}));
        auto *retry = program.find<QPushButton>(u"retryButton"_s);
        QTRY_VERIFY(retry->isVisible());
        QVERIFY2(retry->text().contains(u"Retry 1 rejected"_s), qPrintable(retry->text()));
        QCOMPARE(program.sandbox.receivedCount(), 1);
        const QString status = program.find<QLabel>(u"sandboxState"_s)->text();
        QVERIFY2(status.contains(u"· 1 event received"_s), qPrintable(status));

        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY(program.sent(2));
        QCOMPARE(program.column(outcomeColumn), (QStringList{u"Accepted"_s, u"Accepted"_s}));
        QCOMPARE(program.session.record()->calls.at(1).entries, QList<qsizetype>{1});
        QCOMPARE(program.session.record()->entries.at(1).attempts.size(), 2);
        QCOMPARE(program.sandbox.receivedCount(), 2);
        QVERIFY(!retry->isVisible());
        const QList<ReceivedEvent> received = program.sandbox.received();
        QCOMPARE(received.at(1).detailType, u"OrderFulfilled"_s);
        QCOMPARE(received.at(1).detail, program.document.draftAt(0).detail);
    }

    void twentyThreeEntriesGoInThreeCalls()
    {
        Program program;
        program.window->openOrderScenario();
        auto *list = program.find<QWidget>(u"batchList"_s);
        list->setFocus();
        for (int i = 0; i < 21; ++i)
            QTest::keyClick(list, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(program.document.count(), 23);
        QCOMPARE(program.sendText(), u"Send 23 in 3 calls"_s);
        program.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(program.sent(3));
        QCOMPARE(program.session.record()->tally(), (Tally{23, 0, 0, 0}));
        QCOMPARE(program.session.record()->calls.at(2).entries.size(), 3);
        QCOMPARE(program.sandbox.receivedCount(), 23);
        QCOMPARE(program.column(outcomeColumn).count(u"Accepted"_s), 23);
    }

    void undoAndRedoOverFormAndJson()
    {
        Program program;
        program.window->openOrderScenario();
        const QByteArray first = program.document.draftAt(0).detail;
        program.type(u"field.customerId"_s, u"CUST1"_s);
        const QByteArray second = program.document.draftAt(0).detail;
        QVERIFY(second != first);
        auto *json = program.find<JsonTextEdit>(u"jsonEditor"_s);
        json->setFocus();
        json->setCursorPosition(1, 0);
        QTest::keyClick(json, Qt::Key_Space);
        const QByteArray third = program.document.draftAt(0).detail;
        QCOMPARE(third.size(), second.size() + 1);
        program.type(u"sourceField"_s, u"com.example"_s);
        QCOMPARE(program.document.draftAt(0).source, u"com.example"_s);

        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.document.draftAt(0).source, u"com.mycompany.orders"_s);
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.document.draftAt(0).detail, second);
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.document.draftAt(0).detail, first);
        QCOMPARE(json->text().toUtf8(), first);
        QCOMPARE(program.find<QLineEdit>(u"field.customerId"_s)->text(), u"CUST987"_s);
        program.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        program.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        program.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(program.document.draftAt(0).detail, third);
        QCOMPARE(program.document.draftAt(0).source, u"com.example"_s);
        QCOMPARE(json->text().toUtf8(), third);
    }

    void theKeyboardAloneSendsAndRetries()
    {
        Program program;
        program.window->openOrderScenario();
        program.sandbox.setFaults({parseFault(u"entry:ThrottlingException*1"_s).value()});
        program.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(program.sent(1));
        QCOMPARE(program.session.record()->tally(), (Tally{0, 2, 0, 0}));
        program.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(program.sent(2));
        QCOMPARE(program.session.record()->tally(), (Tally{2, 0, 0, 0}));
        program.press(Qt::Key_R, Qt::ControlModifier); // nothing left to retry
        QVERIFY(!program.session.isRunning());
    }

    void anErrorIsShownBeforeSendingAndTheServiceMayJudge()
    {
        Program program;
        program.window->openOrderScenario();
        program.type(u"sourceField"_s, u"aws.orders"_s);
        program.click(u"sendButton"_s);
        QVERIFY(program.session.record() == nullptr);
        QVERIFY2(program.notice().contains(u"Entry 1"_s), qPrintable(program.notice()));
        program.click(u"noticeAction2"_s); // Send all the same
        QTRY_VERIFY(program.sent(1));
        QCOMPARE(program.column(outcomeColumn), (QStringList{u"Rejected"_s, u"Accepted"_s}));
        QCOMPARE(program.session.record()->entries.first().outcome.errorCode, u"NotAuthorizedForSourceException"_s);
        QVERIFY(program.session.record()->retryable().isEmpty());
    }

    void aLostAnswerIsUnknownAndNotInTheRetry()
    {
        Program program;
        program.window->openOrderScenario();
        program.sandbox.setFaults({parseFault(u"drop-after*1"_s).value()});
        program.click(u"sendButton"_s);
        QTRY_VERIFY(program.sent(1));
        QCOMPARE(program.column(outcomeColumn), (QStringList{u"Unknown"_s, u"Unknown"_s}));
        QVERIFY(!program.find<QPushButton>(u"retryButton"_s)->isVisible());
        QCOMPARE(program.sandbox.receivedCount(), 2); // it was accepted indeed, once
    }

    void nothingSentWhenTheSandboxIsStopped()
    {
        Program program;
        program.window->openOrderScenario();
        // By its button: the connection then has no URL, and must not take that of AWS.
        auto *toggle = program.find<QPushButton>(u"sandboxStartStop"_s);
        toggle->click();
        QTRY_VERIFY(!program.sandbox.isRunning());
        program.click(u"sendButton"_s);
        QTRY_VERIFY(program.sent(1));
        QCOMPARE(program.column(outcomeColumn), (QStringList{u"Not sent"_s, u"Not sent"_s}));
        QCOMPARE(program.session.record()->entries.first().outcome.errorCode, u"ConnectionRefused"_s);
        QCOMPARE(program.session.record()->calls.first().request.url, QUrl());
        QVERIFY(program.find<QPushButton>(u"retryButton"_s)->isVisible());
        toggle->click();
        QTRY_VERIFY(program.sandbox.isRunning());
        program.click(u"retryButton"_s);
        QTRY_VERIFY(program.sent(2));
        QCOMPARE(program.column(outcomeColumn), (QStringList{u"Accepted"_s, u"Accepted"_s}));
    }

    void anEditTakesTheOutcomeOffTheCard()
    {
        Program program;
        program.window->openOrderScenario();
        program.click(u"sendButton"_s);
        QTRY_VERIFY(program.sent(1));
        const DraftId id = program.document.draftAt(0).id;
        QVERIFY(program.session.outcomeOf(id));
        program.type(u"field.orderId"_s, u"ORD2"_s);
        QVERIFY(!program.session.outcomeOf(id));
    }

    void checkGoesFromProblemToProblem()
    {
        Program program;
        program.window->openOrderScenario();
        program.click(u"checkButton"_s);
        QVERIFY2(program.notice().contains(u"No problems"_s), qPrintable(program.notice()));
        program.document.setDetail(program.document.draftAt(1).id, "{\"a\": }");
        program.click(u"checkButton"_s);
        QVERIFY2(program.notice().contains(u"Entry 2"_s) && program.notice().contains(u"line 1, column 7"_s),
                 qPrintable(program.notice()));
        QCOMPARE(program.window->findChild<BatchPanel *>()->current(), program.document.draftAt(1).id);
    }

    void closingAsksBeforeAnythingUnsavedIsLost()
    {
        Program program;
        program.window->openOrderScenario();
        program.type(u"field.orderId"_s, u"ORD2"_s);
        program.window->close();
        QVERIFY(program.window->isVisible());
        auto *box = program.find<QWidget>(u"unsavedBox"_s);
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(program.window->isVisible());
        program.document.undoStack().undo();
        program.window->close();
        QTRY_VERIFY(!program.window->isVisible());
    }

    void quietWordsStayReadableWhenTheSchemeChanges()
    {
        Program program;
        auto *state = program.find<QLabel>(u"scenarioState"_s);
        for (const Appearance::Choice choice : {Appearance::Choice::Dark, Appearance::Choice::Light}) {
            program.appearance.setChoice(choice);
            const QImage words = state->grab().toImage();
            const QColor ground = words.pixelColor(0, 0);
            double best = 0;
            for (int y = 0; y < words.height(); ++y) {
                for (int x = 0; x < words.width(); ++x)
                    best = std::max(best, contrast(words.pixelColor(x, y), ground));
            }
            QVERIFY2(best > 4.5, qPrintable(QString::number(best)));
        }
    }

    void aFileThatCannotBeReadLeavesWhatIsOpen()
    {
        Program program;
        program.window->openOrderScenario();
        QFile file(program.folder.filePath(u"broken.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[{\"Source\": }]");
        file.close();
        program.window->openFile(file.fileName());
        QCOMPARE(program.notice().count(u"broken.json"_s), 1);
        QVERIFY2(program.notice().contains(u"broken.json"_s) && program.notice().contains(u"line 1"_s),
                 qPrintable(program.notice()));
        QCOMPARE(program.document.count(), 2);
    }

    void theRequestIsShownWithoutTheSecret()
    {
        Program program;
        program.window->openOrderScenario();
        program.click(u"sendButton"_s);
        QTRY_VERIFY(program.sent(1));
        program.find<QTabBar>(u"resultsTabs"_s)->setCurrentIndex(1);
        QString shown;
        for (const QPlainTextEdit *view : program.window->findChildren<QPlainTextEdit *>())
            shown += view->toPlainText();
        QVERIFY(shown.contains(u"X-Amz-Target: AWSEvents.PutEvents"_s));
        QVERIFY(shown.contains(u"AWS4-HMAC-SHA256"_s));
        QVERIFY(!shown.contains(QString::fromLatin1(program.key.secretAccessKey.reveal())));
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
