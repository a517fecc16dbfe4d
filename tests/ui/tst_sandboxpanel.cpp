// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journeys through the sandbox's page, with the real sandbox, the real transport and real clicks.
#include "ui/widgets/sandboxpanel.h"

#include "credentials/staticcredentials.h"
#include "delivery/courier.h"
#include "net/qthttptransport.h"
#include "ui/models/receivedmodel.h"
#include "ui/widgets/elidedlabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

class SandboxPanelTest : public QObject
{
    Q_OBJECT

private:
    sigv4::Credentials m_key;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<SandboxPanel> m_panel;

    template <typename T>
    T *find(const char *name) const
    {
        T *found = m_panel->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }

    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    void pick(const char *box, const QString &text)
    {
        auto *combo = find<QComboBox>(box);
        const int index = combo->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setFocus();
        while (combo->currentIndex() < index)
            QTest::keyClick(combo, Qt::Key_Down);
        while (combo->currentIndex() > index)
            QTest::keyClick(combo, Qt::Key_Up);
        QCOMPARE(combo->currentText(), text);
    }

    QList<QPushButton *> chips() const { return m_panel->findChildren<QPushButton *>(u"faultChip"_s); }

    //! Sends entries of these detail types in one call and gives what became of them.
    Tally send(const QStringList &detailTypes)
    {
        QtHttpTransport transport;
        StaticCredentials credentials(m_key, u"sandbox key"_s);
        ClockSkew clock([] { return QDateTime::currentDateTimeUtc(); });
        Courier courier(transport, credentials, clock);
        Connection connection;
        connection.kind = Connection::Kind::Sandbox;
        connection.endpointUrl = m_sandbox->url().toString();
        Entries entries;
        for (const QString &detailType : detailTypes) {
            Entry entry;
            entry.source = u"com.mycompany.orders"_s;
            entry.detailType = detailType;
            entry.detail = "{\"quantity\":1.10,\"orderId\":\"ORD12345\"}";
            entries.append(entry);
        }
        QSignalSpy finished(&courier, &Courier::finished);
        courier.send(connection, entries);
        if (finished.isEmpty() && !finished.wait(20'000))
            qWarning("the send did not end");
        return courier.record().tally();
    }

private slots:
    void init()
    {
        m_key = Sandbox::makeKey();
        SandboxOptions options;
        options.key = m_key;
        m_sandbox = std::make_unique<Sandbox>(options);
        QVERIFY(m_sandbox->start());
        m_panel = std::make_unique<SandboxPanel>(*m_sandbox);
        m_panel->resize(1000, 320);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup()
    {
        m_panel.reset();
        m_sandbox.reset();
    }

    void receivedEventsAreListedNewestFirstAsARuleSeesThem()
    {
        QVERIFY(find<QLabel>("sandboxEmpty")->isVisible());
        QVERIFY(!find<QPushButton>("sandboxForget")->isEnabled());
        QCOMPARE(send({u"OrderFulfilled"_s, u"InventoryAdjusted"_s}).accepted, 2);
        auto *table = find<QTableView>("receivedTable");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, ReceivedModel::DetailType).data().toString(), u"InventoryAdjusted"_s);
        QCOMPARE(table->model()->index(1, ReceivedModel::DetailType).data().toString(), u"OrderFulfilled"_s);
        QCOMPARE(find<QLabel>("sandboxCount")->text(), u"2 events received"_s);

        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(1, ReceivedModel::Source)).center());
        const QString json = find<QPlainTextEdit>("receivedJson")->toPlainText();
        QVERIFY2(json.contains(u"\"detail-type\": \"OrderFulfilled\""_s), qPrintable(json));
        QVERIFY2(json.contains(u"\"quantity\": 1.10"_s), "numbers stand as they were typed");
        QVERIFY2(json.contains(u"\"account\": \"123456789012\""_s), qPrintable(json));

        QCOMPARE(send({u"ShipmentBooked"_s}).accepted, 1);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->index(0, ReceivedModel::DetailType).data().toString(), u"ShipmentBooked"_s);
        QVERIFY2(find<QPlainTextEdit>("receivedJson")->toPlainText().contains(u"OrderFulfilled"_s),
                 "an arrival must not take the chosen event away");

        click("sandboxForget");
        QCOMPARE(m_sandbox->receivedCount(), qsizetype(0));
        QVERIFY(find<QLabel>("sandboxEmpty")->isVisible());
        QVERIFY(find<QPlainTextEdit>("receivedJson")->toPlainText().isEmpty());
    }

    void aFaultIsAddedTakesEffectAndIsTakenAway()
    {
        click("sandboxAddFault");
        QVERIFY(find<QWidget>("faultEditor")->isVisible());
        auto *positions = find<QLineEdit>("faultPositions");
        positions->selectAll();
        QTest::keyClicks(positions, u"2"_s);
        pick("faultEntryCode", u"ThrottlingException"_s);
        pick("faultTimes", u"until taken away"_s);
        click("faultAdd");
        QCOMPARE(chips().size(), 1);
        QVERIFY2(chips().first()->text().contains(u"Entry 2 of each call is refused: ThrottlingException"_s),
                 qPrintable(chips().first()->text()));

        Tally tally = send({u"A"_s, u"B"_s, u"C"_s});
        QCOMPARE(tally.accepted, 2);
        QCOMPARE(tally.rejected, 1);

        QTest::mouseClick(chips().first(), Qt::LeftButton);
        QCOMPARE(chips().size(), 0);
        QVERIFY(m_sandbox->faults().isEmpty());
        tally = send({u"A"_s, u"B"_s, u"C"_s});
        QCOMPARE(tally.accepted, 3);
    }

    void aFaultForOnceIsGoneAfterItsCall()
    {
        click("sandboxAddFault");
        pick("faultDeed", u"Refuse the whole call"_s);
        pick("faultTimes", u"once"_s);
        click("faultAdd");
        QCOMPARE(chips().size(), 1);
        QCOMPARE(send({u"A"_s, u"B"_s}).rejected, 2);
        QTRY_COMPARE(chips().size(), 0);
        QCOMPARE(send({u"A"_s, u"B"_s}).accepted, 2);
    }

    void everyDeedOfTheFormIsAFaultOfItsOwn()
    {
        click("sandboxAddFault");
        auto *deeds = find<QComboBox>("faultDeed");
        for (int i = 0; i < deeds->count(); ++i) {
            pick("faultDeed", deeds->itemText(i));
            click("faultAdd");
        }
        const QList<Fault> faults = m_sandbox->faults();
        QCOMPARE(faults.size(), deeds->count());
        for (qsizetype i = 0; i < faults.size(); ++i) {
            QCOMPARE(faults.count(faults.at(i)), 1);
            QCOMPARE(*parseFault(faultText(faults.at(i))), faults.at(i));
        }
    }

    void whatIsNoPositionIsRefusedInWords()
    {
        click("sandboxAddFault");
        auto *positions = find<QLineEdit>("faultPositions");
        positions->selectAll();
        QTest::keyClicks(positions, u"zero"_s);
        QTest::keyClick(positions, Qt::Key_Return);
        QVERIFY(find<QLabel>("faultWrong")->isVisible());
        QVERIFY(m_sandbox->faults().isEmpty());
        pick("faultWhich", u"of detail type"_s);
        QVERIFY(!positions->isVisible());
        QTest::keyClicks(find<QLineEdit>("faultDetailType"), u"OrderFulfilled"_s);
        click("faultAdd");
        QVERIFY(!find<QLabel>("faultWrong")->isVisible());
        const Tally tally = send({u"OrderFulfilled"_s, u"InventoryAdjusted"_s});
        QCOMPARE(tally.rejected, 1);
        QCOMPARE(tally.accepted, 1);
    }

    void itIsStoppedStartedAndItsAddressCopied()
    {
        QVERIFY(find<ElidedLabel>("sandboxState")->text().contains(m_sandbox->url().toString()));
        click("sandboxCopyUrl");
        QCOMPARE(QGuiApplication::clipboard()->text(), m_sandbox->url().toString());
        QSignalSpy running(m_panel.get(), &SandboxPanel::runningChanged);
        click("sandboxStartStop");
        QVERIFY(!m_sandbox->isRunning());
        QVERIFY(find<ElidedLabel>("sandboxState")->text().contains(u"Stopped"_s));
        QVERIFY(!find<QPushButton>("sandboxCopyUrl")->isVisible());
        click("sandboxStartStop");
        QVERIFY(m_sandbox->isRunning());
        QCOMPARE(running.count(), 2);
        QCOMPARE(running.at(0).first().toBool(), false);
        QCOMPARE(running.at(1).first().toBool(), true);
        QCOMPARE(send({u"A"_s}).accepted, 1);
    }
};

QTEST_MAIN(SandboxPanelTest)
#include "tst_sandboxpanel.moc"
