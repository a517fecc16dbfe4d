// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journeys through the whole window with connections other than the sandbox: production, buses, MFA, clocks. A server
// of the test's own plays EventBridge and STS on loopback.
#include "net/support/scriptedserver.h"
#include "support/program.h"
#include "ui/widgets/colouredframe.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLocale>

using namespace busload;
using namespace Qt::StringLiterals;
using busload::test::ReceivedRequest;
using busload::test::ScriptedServer;

namespace {

constexpr char profiles[] = "[profile live]\naws_access_key_id = AKIDLIVE\naws_secret_access_key = not-a-real-secret\n"
                            "[profile mfa]\nrole_arn = arn:aws:iam::210987654321:role/deploy\nsource_profile = live\n"
                            "mfa_serial = arn:aws:iam::123456789012:mfa/me\n";

QByteArray assumedRole()
{
    const QByteArray end = QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate).toLatin1();
    return "<r><AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
           "<Expiration>" +
           end + "</Expiration><Arn>arn:aws:sts::210987654321:assumed-role/deploy/me</Arn></r>";
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Program> m_program;
    QStringList m_buses{u"default"_s};
    int m_puts = 0;
    QByteArray m_lastKey;

    void answer(QTcpSocket *socket, const ReceivedRequest &request)
    {
        QByteArray body = "{}";
        int status = 200;
        if (request.head.contains("AWSEvents.PutEvents")) {
            ++m_puts;
            m_lastKey = request.head.mid(request.head.indexOf("Credential=") + 11).split('/').first();
            body = R"({"FailedEntryCount":0,"Entries":[{"EventId":"e-1"}]})";
        } else if (request.head.contains("AWSEvents.ListEventBuses")) {
            QStringList buses;
            for (const QString &bus : std::as_const(m_buses))
                buses.append(u"{\"Name\":\"%1\"}"_s.arg(bus));
            body = u"{\"EventBuses\":[%1]}"_s.arg(buses.join(u',')).toUtf8();
            status = m_buses.isEmpty() ? 400 : 200;
            if (m_buses.isEmpty())
                body = R"({"__type":"AccessDeniedException","message":"no"})";
        } else if (request.head.contains("AWSEvents.DescribeEventBus")) {
            body = R"({"Name":"default"})";
        } else if (request.body.contains("Action=GetCallerIdentity")) {
            body = "<r><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/me</Arn></r>";
        } else if (request.body.contains("Action=AssumeRole")) {
            body = assumedRole();
        }
        socket->write(ScriptedServer::response(status, body));
    }

    //! Puts a connection to the server in use.
    void use(const QString &profile, bool production)
    {
        m_program->writeProfiles(profiles);
        Connection connection;
        connection.name = u"Live orders"_s;
        connection.kind = Connection::Kind::Custom;
        connection.endpointUrl = m_server->url(QString()).toString();
        connection.region = u"eu-west-1"_s;
        connection.credentialSource = Connection::CredentialSource::Profile;
        connection.profile = profile;
        connection.production = production;
        m_program->connections.setCurrent(m_program->connections.add(connection));
    }

    QDialog *dialog(const QString &name) const
    {
        const auto dialogs = m_program->window->findChildren<QDialog *>(name);
        return dialogs.isEmpty() || !dialogs.last()->isVisible() ? nullptr : dialogs.last();
    }

    static QString labelOf(const QDialog *dialog, const QString &name)
    {
        return dialog->findChild<QLabel *>(name)->text();
    }

    static void click(const QDialog *dialog, const QString &name)
    {
        QTest::mouseClick(dialog->findChild<QPushButton *>(name), Qt::LeftButton);
    }

private slots:
    void init()
    {
        m_buses = {u"default"_s};
        m_puts = 0;
        m_server = std::make_unique<ScriptedServer>();
        m_server->answer = [this](QTcpSocket *socket, const ReceivedRequest &request) { answer(socket, request); };
        m_program =
            std::make_unique<Program>(QStringList{u"AWS_ENDPOINT_URL_STS="_s + m_server->url(QString()).toString()});
        m_program->add(u"OrderFulfilled"_s);
    }

    void cleanup()
    {
        m_program.reset();
        m_server.reset();
    }

    void productionIsInSightAndAskedAboutOnce()
    {
        const auto *frame = m_program->find<ColouredFrame>(u"productionFrame"_s);
        QVERIFY2(!frame->colour().isValid(), "the sandbox has no frame");
        use(u"live"_s, true);
        QVERIFY(frame->colour().isValid());
        QVERIFY(m_program->find<QLabel>(u"productionMark"_s)->isVisible());
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog(u"productionDialog"_s));
        const QDialog *first = dialog(u"productionDialog"_s);
        QTRY_VERIFY2(labelOf(first, u"productionAccount"_s).contains(u"123456789012"_s), "the account must be named");
        QVERIFY(labelOf(first, u"productionRegion"_s).contains(u"eu-west-1"_s));
        QCOMPARE(labelOf(first, u"productionBus"_s), u"default"_s);
        QCOMPARE(labelOf(first, u"productionEntries"_s), u"1 entry"_s);
        QVERIFY2(first->findChild<QPushButton *>(u"productionCancel"_s)->isDefault(), "Enter must not send");
        QTest::keyClick(dialog(u"productionDialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!dialog(u"productionDialog"_s));
        QCOMPARE(m_puts, 0);

        m_program->click(u"sendButton"_s);
        QTRY_VERIFY(dialog(u"productionDialog"_s));
        click(dialog(u"productionDialog"_s), u"productionSend"_s);
        QTRY_COMPARE(m_puts, 1);
        QTRY_VERIFY(m_program->sent(1));
        m_program->click(u"sendButton"_s);
        QTRY_COMPARE(m_puts, 2);
        QVERIFY2(!dialog(u"productionDialog"_s), "a yes holds for the run");

        m_program->connections.setCurrent(QString::fromLatin1(ConnectionStore::sandboxId));
        QVERIFY(!frame->colour().isValid());
        QVERIFY(!m_program->find<QLabel>(u"productionMark"_s)->isVisible());
    }

    void anMfaCodeIsAskedForAndTheMinutesAreShown()
    {
        use(u"mfa"_s, false);
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog(u"mfaDialog"_s));
        const QDialog *first = dialog(u"mfaDialog"_s);
        QVERIFY(labelOf(first, u"mfaDetails"_s).contains(u"mfa/me"_s));
        auto *use = first->findChild<QPushButton *>(u"mfaUse"_s);
        auto *code = first->findChild<QLineEdit *>(u"mfaCode"_s);
        QTest::keyClicks(code, u"123x4"_s);
        QCOMPARE(code->text(), u"1234"_s);
        QVERIFY(!use->isEnabled());
        QTest::keyClicks(code, u" 56"_s);
        QVERIFY(use->isEnabled());
        QTest::mouseClick(use, Qt::LeftButton);
        QTRY_VERIFY(m_program->sent(1));
        QCOMPARE(m_lastKey, QByteArray("AKIDROLE"));
        QTRY_VERIFY(m_program->find<QLabel>(u"credentialState"_s)->text().contains(u"keys end in 60 minutes"_s));
        QVERIFY(!dialog(u"mfaDialog"_s));
    }

    void givingUpTheCodeSendsNothing()
    {
        use(u"mfa"_s, false);
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog(u"mfaDialog"_s));
        click(dialog(u"mfaDialog"_s), u"mfaCancel"_s);
        QTRY_VERIFY(!m_program->session.isRunning());
        QCOMPARE(m_puts, 0);
        QCOMPARE(m_program->session.record()->entries.first().outcome.kind, Outcome::Kind::NotSent);
        QVERIFY(m_program->session.record()->entries.first().outcome.errorMessage.contains(u"mfa/me"_s));
    }

    void cancellingTheSendTakesTheQuestionAway()
    {
        use(u"mfa"_s, false);
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog(u"mfaDialog"_s));
        m_program->session.cancel();
        QTRY_VERIFY(!dialog(u"mfaDialog"_s));
    }

    void aBusThatIsNotThereIsSaidBeforeItIsLost()
    {
        m_buses = {u"default"_s, u"orders"_s};
        use(u"live"_s, false);
        auto *bus = m_program->find<QComboBox>(u"busField"_s);
        bus->lineEdit()->setFocus();
        QTRY_COMPARE(bus->findText(u"orders"_s), 1); // the account's buses are offered
        m_program->typeInto(bus->lineEdit(), u"ordrs"_s);
        QTRY_VERIFY2(bus->accessibleDescription().contains(u"Did you mean orders?"_s),
                     qPrintable(bus->accessibleDescription()));
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_program->notice().contains(u"There is no bus ordrs"_s));
        QCOMPARE(m_puts, 0);
        m_program->pressNotice(u"Send all the same"_s);
        QTRY_COMPARE(m_puts, 1);
        m_program->typeInto(bus->lineEdit(), u"orders"_s);
        QTRY_VERIFY(!bus->accessibleDescription().contains(u"Did you mean"_s));
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_puts, 2);
    }

    void withoutTheRightItStaysQuiet()
    {
        m_buses.clear(); // not allowed
        use(u"live"_s, false);
        auto *bus = m_program->find<QComboBox>(u"busField"_s);
        bus->lineEdit()->setFocus();
        QTRY_COMPARE(bus->accessibleDescription(), u"not verified"_s);
        m_program->typeInto(bus->lineEdit(), u"anything"_s);
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_puts, 1);
    }

    void lookingAtTheBusAsksForNoCode()
    {
        use(u"mfa"_s, false);
        m_program->find<QComboBox>(u"busField"_s)->lineEdit()->setFocus();
        QCoreApplication::processEvents();
        QVERIFY(!dialog(u"mfaDialog"_s));
        QCOMPARE(m_server->requests.size(), 0);
    }

    void aProfileThatIsBrokenIsSaidInTheStripAndSendsNothing()
    {
        use(u"live"_s, false);
        m_program->writeProfiles("[profile live]\noops\n");
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!m_program->session.isRunning() && m_program->session.record());
        const Outcome &outcome = m_program->session.record()->entries.first().outcome;
        QCOMPARE(outcome.kind, Outcome::Kind::NotSent);
        QVERIFY2(outcome.errorMessage.contains(u"line 2"_s), qPrintable(outcome.errorMessage));
        QCOMPARE(m_puts, 0);
        QTRY_VERIFY(m_program->find<QPushButton>(u"connectionButton"_s)->toolTip().contains(u"line 2"_s));
        m_program->writeProfiles(profiles); // mended in another window
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_puts, 1);
    }

    void aWrongClockIsSaid()
    {
        use(u"live"_s, false);
        int calls = 0;
        m_server->answer = [&](QTcpSocket *socket, const ReceivedRequest &request) {
            if (!request.head.contains("PutEvents")) {
                answer(socket, request);
                return;
            }
            const QDateTime theirs = QDateTime::currentDateTimeUtc().addSecs(-3 * 3600);
            const QByteArray date =
                "Date: " + QLocale::c().toString(theirs, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1() + "\r\n";
            socket->write(
                ++calls == 1
                    ? ScriptedServer::response(
                          400, R"({"__type":"InvalidSignatureException","message":"Signature not yet current: x"})",
                          date)
                    : ScriptedServer::response(200, R"({"FailedEntryCount":0,"Entries":[{"EventId":"e"}]})", date));
        };
        m_program->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_program->sent(2));
        QCOMPARE(m_program->session.record()->entries.first().outcome.kind, Outcome::Kind::Accepted);
        QVERIFY2(m_program->notice().contains(u"hours ahead of"_s), qPrintable(m_program->notice()));
    }
};

QTEST_MAIN(TestConnections)
#include "tst_connections.moc"
