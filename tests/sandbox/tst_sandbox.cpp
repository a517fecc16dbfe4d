// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sandbox over real sockets: what no test of its rules can show.
#include "sandbox/sandbox.h"
#include "sandbox/support/signedrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace busload;
using namespace busload::test;

namespace {

// One connection that keeps what it read.
class Client
{
public:
    explicit Client(const QUrl &url)
        : m_port(static_cast<quint16>(url.port()))
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        QObject::connect(&m_socket, &QIODevice::readyRead, [this] { m_read += m_socket.readAll(); });
    }

    QTcpSocket &socket() { return m_socket; }
    const QByteArray &read() const { return m_read; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    QByteArray text(const Entries &entries, const QByteArray &more = {}) const
    {
        RequestOptions options;
        options.host = "127.0.0.1:" + QByteArray::number(m_port);
        options.when = QDateTime::currentDateTimeUtc();
        const SandboxRequest request = signedRequest(entries, options);
        QByteArray text = "POST / HTTP/1.1\r\n" + more;
        for (const auto &[name, value] : request.headers)
            text += name + ": " + value + "\r\n";
        return text + "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body;
    }

    void send(const Entries &entries) { m_socket.write(text(entries)); }

    // How many whole answers were read.
    int answers() const
    {
        int count = 0;
        for (QByteArray rest = m_read; !rest.isEmpty(); ++count) {
            const qsizetype end = rest.indexOf("\r\n\r\n");
            if (end < 0)
                break;
            static const QRegularExpression lengthLine(u"Content-Length: (\\d+)"_s);
            const auto length = lengthLine.match(QString::fromLatin1(rest.left(end))).captured(1).toLongLong();
            if (rest.size() < end + 4 + length)
                break;
            rest = rest.mid(end + 4 + length);
        }
        return count;
    }

    QJsonObject lastBody() const
    {
        return QJsonDocument::fromJson(m_read.mid(m_read.lastIndexOf("\r\n\r\n") + 4)).object();
    }

private:
    quint16 m_port;
    QTcpSocket m_socket;
    QByteArray m_read;
};

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_sandbox.reset(); }

    void listensOnLoopbackOnly();
    void saysThatThePortIsTaken();
    void startsAgain();
    void tellsItsEvents();
    void keepsTheConnection();
    void closesWhenAsked();
    void readsARequestInPieces();
    void readsPipelinedRequests();
    void servesManyConnections();
    void answersExpect();
    void refusesAnotherHost();
    void refusesALargeBody_data();
    void refusesALargeBody();
    void takesALargeBatch();
    void survivesNonsense_data();
    void survivesNonsense();

    void dropsBefore();
    void dropsAfter();
    void answersHalf();
    void hangsUntilStopped();
    void delayHoldsNobodyElse();
    void switchesFaultsLive();
    void tellsWhenAFaultIsUsedUp();
    void changesLimitsLive();
    void endsWhileRequestsAreUnderWay();

    void makesKeysOfTheServicesShape();

private:
    void setFault(const QString &spec) { m_sandbox->setFaults({*parseFault(spec)}); }

    SandboxOptions m_options;
    std::unique_ptr<Sandbox> m_sandbox;
};

void TestSandbox::init()
{
    m_options = SandboxOptions();
    m_options.key = key();
    m_sandbox = std::make_unique<Sandbox>(m_options);
    const auto url = m_sandbox->start();
    QVERIFY2(url, url ? "" : qPrintable(url.failure().message));
}

void TestSandbox::listensOnLoopbackOnly()
{
    QVERIFY(m_sandbox->isRunning());
    QCOMPARE(m_sandbox->url().host(), u"127.0.0.1"_s);
    QVERIFY(m_sandbox->url().port() > 0);
    // Another address of this machine is still free at that port.
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(u"127.0.0.2"_s), static_cast<quint16>(m_sandbox->url().port())));
}

void TestSandbox::saysThatThePortIsTaken()
{
    m_options.port = static_cast<quint16>(m_sandbox->url().port());
    Sandbox second(m_options);
    const auto url = second.start();
    QVERIFY(!url);
    QCOMPARE(url.failure().kind, FailureKind::Unavailable);
    QVERIFY(url.failure().message.contains(QString::number(m_options.port)));
    QVERIFY(!second.isRunning());
    QVERIFY(second.url().isEmpty());
    m_sandbox->stop();
    QVERIFY(second.start());
}

void TestSandbox::startsAgain()
{
    Client before(m_sandbox->url());
    before.send({goodEntry()});
    QTRY_COMPARE(before.answers(), 1);
    QVERIFY(*m_sandbox->start() == m_sandbox->url()); // running already
    m_sandbox->stop();
    m_sandbox->stop();
    QVERIFY(!m_sandbox->isRunning());
    QTRY_VERIFY(before.isClosed());
    QCOMPARE(m_sandbox->receivedCount(), 1);

    QVERIFY(m_sandbox->start());
    Client after(m_sandbox->url());
    after.send({goodEntry()});
    QTRY_COMPARE(after.answers(), 1);
    QVERIFY2(after.read().startsWith("HTTP/1.1 200 "), after.read().constData());
    QCOMPARE(m_sandbox->receivedCount(), 2);
}

void TestSandbox::tellsItsEvents()
{
    QSignalSpy spy(m_sandbox.get(), &Sandbox::eventsReceived);
    Client client(m_sandbox->url());
    Entry second = goodEntry();
    second.detailType = u"InventoryAdjusted"_s;
    client.send({goodEntry(), second});
    QTRY_COMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().value<qsizetype>(), qsizetype(2));
    const auto events = m_sandbox->received();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.first().detailType, u"InventoryAdjusted"_s);
    QCOMPARE(events.first().detail, goodEntry().detail);
    QCOMPARE(events.first().region, u"eu-west-1"_s);
    QCOMPARE(m_sandbox->received(1).size(), 1);
    QTRY_COMPARE(client.answers(), 1);
    QCOMPARE(client.lastBody().value("Entries"_L1).toArray().at(1).toObject().value("EventId"_L1).toString(),
             events.first().id);
    m_sandbox->forgetReceived();
    QCOMPARE(m_sandbox->receivedCount(), 0);
}

void TestSandbox::keepsTheConnection()
{
    Client client(m_sandbox->url());
    for (int i = 1; i <= 3; ++i) {
        client.send({goodEntry()});
        QTRY_COMPARE(client.answers(), i);
    }
    QVERIFY(!client.isClosed());
    QCOMPARE(m_sandbox->receivedCount(), 3);
}

void TestSandbox::closesWhenAsked()
{
    Client client(m_sandbox->url());
    client.socket().write(client.text({goodEntry()}, "Connection: close\r\n"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answers(), 1);
    QVERIFY(client.read().contains("Connection: close\r\n"));
}

void TestSandbox::readsARequestInPieces()
{
    Client client(m_sandbox->url());
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
    const QByteArray text = client.text({goodEntry()});
    for (const char byte : text) {
        client.socket().write(&byte, 1);
        client.socket().flush();
    }
    QTRY_COMPARE(client.answers(), 1);
    QVERIFY(client.read().startsWith("HTTP/1.1 200 "));
}

void TestSandbox::readsPipelinedRequests()
{
    Client client(m_sandbox->url());
    client.socket().write(client.text({goodEntry()}) + client.text({goodEntry()}));
    QTRY_COMPARE(client.answers(), 2);
    QCOMPARE(m_sandbox->receivedCount(), 2);
}

void TestSandbox::servesManyConnections()
{
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<Client>(m_sandbox->url()));
        clients.back()->send(Entries(10, goodEntry()));
    }
    for (const auto &client : clients)
        QTRY_COMPARE(client->answers(), 1);
    QCOMPARE(m_sandbox->receivedCount(), 500);
}

void TestSandbox::answersExpect()
{
    Client client(m_sandbox->url());
    const QByteArray text = client.text({goodEntry()}, "Expect: 100-continue\r\n");
    const qsizetype head = text.indexOf("\r\n\r\n") + 4;
    client.socket().write(text.left(head));
    QTRY_COMPARE(client.read(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.socket().write(text.mid(head));
    QTRY_VERIFY(client.read().contains("HTTP/1.1 200 OK\r\n"));
}

void TestSandbox::refusesAnotherHost()
{
    Client client(m_sandbox->url());
    QByteArray text = client.text({goodEntry()});
    client.socket().write(text.replace("Host: 127.0.0.1", "Host: evil.example"));
    QTRY_COMPARE(client.answers(), 1);
    QVERIFY(client.read().startsWith("HTTP/1.1 403 Forbidden\r\n"));
    QVERIFY(client.lastBody().value("message"_L1).toString().contains("evil.example"_L1));
    QCOMPARE(m_sandbox->receivedCount(), 0);
}

void TestSandbox::refusesALargeBody_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("announced") << QByteArray("Content-Length: 20000000\r\n\r\n");
    QTest::newRow("announced past every number") << QByteArray("Content-Length: 1000000000000000000\r\n\r\n");
    QTest::newRow("in pieces without an end") << QByteArray("Transfer-Encoding: chunked\r\n\r\n1312d00\r\n");
    QTest::newRow("a header without an end") << QByteArray("X-Endless: ");
}

void TestSandbox::refusesALargeBody()
{
    QFETCH(QByteArray, head);
    Client client(m_sandbox->url());
    client.socket().write("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + head);
    client.socket().write(QByteArray(19'000'000, 'x'));
    QTRY_COMPARE(client.answers(), 1);
    QVERIFY2(client.read().startsWith("HTTP/1.1 413 Content Too Large\r\n"), client.read().left(200).constData());
    QVERIFY(client.read().contains("Connection: close\r\n"));
    QVERIFY(client.read().endsWith("\r\n\r\n"));
    QTRY_VERIFY(client.isClosed());
}

void TestSandbox::takesALargeBatch()
{
    Limits limits;
    limits.bytesPerCall = Limits::raisedBytesPerCall;
    m_sandbox->setLimits(limits);
    Entry entry = goodEntry();
    entry.detail = "{\"a\":\"" + QByteArray(1'000'000, 'x') + "\"}";
    Client client(m_sandbox->url());
    client.send({entry});
    QTRY_COMPARE(client.answers(), 1);
    client.send({entry});
    QTRY_COMPARE(client.answers(), 2);
    QCOMPARE(m_sandbox->receivedCount(), 2);
    QCOMPARE(m_sandbox->received().first().detail, entry.detail);
}

void TestSandbox::survivesNonsense_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no HTTP") << QByteArray("\x00\x01\x02 nonsense\r\n\r\n", 17);
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    QTest::newRow("negative length") << QByteArray(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\nabc");
    QTest::newRow("length that is no number")
        << QByteArray("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ten\r\n\r\nabc");
    QTest::newRow("no host") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("broken address") << QByteArray("POST http://[ HTTP/1.1\r\nHost: [\r\nContent-Length: 0\r\n\r\n");
}

void TestSandbox::survivesNonsense()
{
    QFETCH(QByteArray, text);
    {
        Client client(m_sandbox->url());
        client.socket().write(text);
        QTRY_VERIFY(client.socket().bytesToWrite() == 0 && client.socket().state() != QAbstractSocket::ConnectingState);
    }
    Client client(m_sandbox->url());
    client.send({goodEntry()});
    QTRY_COMPARE(client.answers(), 1);
    QVERIFY(client.read().startsWith("HTTP/1.1 200 "));
    QCOMPARE(m_sandbox->receivedCount(), 1);
}

void TestSandbox::dropsBefore()
{
    setFault(u"drop-before*1"_s);
    Client client(m_sandbox->url());
    client.send({goodEntry()});
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.read().isEmpty());
    QCOMPARE(m_sandbox->receivedCount(), 0);
}

void TestSandbox::dropsAfter()
{
    setFault(u"drop-after*1"_s);
    Client client(m_sandbox->url());
    client.send({goodEntry()});
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.read().isEmpty());
    QCOMPARE(m_sandbox->receivedCount(), 1);
}

void TestSandbox::answersHalf()
{
    setFault(u"half-answer*1"_s);
    Client client(m_sandbox->url());
    client.send({goodEntry()});
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.read().startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(client.read().contains("\r\n\r\n{"));
    QCOMPARE(client.answers(), 0);
    QCOMPARE(m_sandbox->receivedCount(), 1);
}

void TestSandbox::hangsUntilStopped()
{
    setFault(u"hang*1"_s);
    Client hanging(m_sandbox->url());
    hanging.send({goodEntry()});
    QTRY_VERIFY(m_sandbox->faults().isEmpty()); // it hangs now
    Client other(m_sandbox->url());
    other.send({goodEntry()});
    QTRY_COMPARE(other.answers(), 1);
    QVERIFY(hanging.read().isEmpty());
    QVERIFY(!hanging.isClosed());
    m_sandbox->stop();
    QTRY_VERIFY(hanging.isClosed());
    QVERIFY(hanging.read().isEmpty());
}

void TestSandbox::delayHoldsNobodyElse()
{
    QSignalSpy changed(m_sandbox.get(), &Sandbox::faultsChanged);
    setFault(u"delay:1500*1"_s);
    QCOMPARE(changed.count(), 1);
    Client slow(m_sandbox->url());
    slow.send({goodEntry()});
    QTRY_COMPARE(changed.count(), 2); // the delay has begun
    Client quick(m_sandbox->url());
    quick.send({goodEntry()});
    QTRY_COMPARE(quick.answers(), 1);
    QCOMPARE(slow.answers(), 0);
    QTRY_COMPARE(slow.answers(), 1);
    QCOMPARE(m_sandbox->receivedCount(), 2);
}

void TestSandbox::switchesFaultsLive()
{
    Client client(m_sandbox->url());
    client.send({goodEntry()});
    QTRY_COMPARE(client.answers(), 1);
    setFault(u"entry=1:InternalFailure"_s);
    client.send({goodEntry()});
    QTRY_COMPARE(client.answers(), 2);
    QCOMPARE(client.lastBody().value("FailedEntryCount"_L1).toInt(-1), 1);
    m_sandbox->setFaults({});
    client.send({goodEntry()});
    QTRY_COMPARE(client.answers(), 3);
    QCOMPARE(client.lastBody().value("FailedEntryCount"_L1).toInt(-1), 0);
}

void TestSandbox::tellsWhenAFaultIsUsedUp()
{
    QSignalSpy changed(m_sandbox.get(), &Sandbox::faultsChanged);
    setFault(u"call:ThrottlingException*1"_s);
    QCOMPARE(changed.count(), 1);
    setFault(u"call:ThrottlingException*1"_s); // nothing new
    QCOMPARE(changed.count(), 1);
    Client client(m_sandbox->url());
    client.send({goodEntry()});
    QTRY_COMPARE(changed.count(), 2);
    QVERIFY(m_sandbox->faults().isEmpty());
    QTRY_COMPARE(client.answers(), 1);
    QCOMPARE(client.lastBody().value("__type"_L1).toString(), u"ThrottlingException"_s);
}

void TestSandbox::changesLimitsLive()
{
    Limits limits;
    limits.entriesPerCall = 1;
    m_sandbox->setLimits(limits);
    Client client(m_sandbox->url());
    client.send(Entries(2, goodEntry()));
    QTRY_COMPARE(client.answers(), 1);
    QCOMPARE(client.lastBody().value("__type"_L1).toString(), u"ValidationException"_s);
}

void TestSandbox::endsWhileRequestsAreUnderWay()
{
    std::vector<std::unique_ptr<Client>> clients;
    m_sandbox->setFaults({*parseFault(u"delay:300"_s)});
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<Client>(m_sandbox->url()));
        clients.back()->send(Entries(10, goodEntry()));
    }
    QTRY_VERIFY(m_sandbox->receivedCount() > 0);
    m_sandbox.reset();
    for (const auto &client : clients)
        QTRY_VERIFY(client->isClosed());
}

void TestSandbox::makesKeysOfTheServicesShape()
{
    static const QRegularExpression id(u"^AKIA[A-Z2-7]{16}$"_s);
    static const QRegularExpression secret(u"^[A-Za-z0-9+/]{40}$"_s);
    const auto first = Sandbox::makeKey();
    const auto second = Sandbox::makeKey();
    QVERIFY(id.match(QString::fromLatin1(first.accessKeyId)).hasMatch());
    QVERIFY(secret.match(QString::fromLatin1(first.secretAccessKey.reveal())).hasMatch());
    QVERIFY(first.sessionToken.isEmpty());
    QVERIFY(first.accessKeyId != second.accessKeyId);
    QVERIFY(!(first.secretAccessKey == second.secretAccessKey));
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
