// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/sendsession.h"

#include "support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

Draft draftOf(const QString &detailType)
{
    Draft draft;
    draft.source = u"com.mycompany.orders"_s;
    draft.detailType = detailType;
    draft.detail = "{}";
    draft.time = TimeChoice::whenSent();
    return draft;
}

Connection connection()
{
    Connection c;
    c.name = u"test"_s;
    c.kind = Connection::Kind::Custom;
    c.endpointUrl = u"http://127.0.0.1:4010"_s;
    return c;
}

//! Refuses the second entry of its first call with InternalFailure.
FakeTransport::Answerer secondFailsOnce()
{
    return [calls = 0](const HttpRequest &request) mutable {
        if (++calls > 1)
            return acceptAll(request);
        return answered(200, R"({"FailedEntryCount":1,"Entries":[{"EventId":"a"},
            {"ErrorCode":"InternalFailure","ErrorMessage":"Internal Service Failure"},{"EventId":"c"}]})");
    };
}

} // namespace

class TestSendSession : public QObject
{
    Q_OBJECT

    qint64 m_now = 1'700'000'000'789;

    ClockSkew m_clock{[this] { return QDateTime::fromMSecsSinceEpoch(m_now, Qt::UTC); }};
    Result<EffectiveConnection> m_effective = EffectiveConnection{connection(), {}, {}};

    std::unique_ptr<SendSession> sessionOf(Document &document, FakeTransport &transport)
    {
        auto session = std::make_unique<SendSession>(
            document, transport, [this](const Connection &) { return m_effective; },
            [](const Connection &) { return std::make_unique<FakeCredentials>(); }, m_clock);
        session->setConnection(connection());
        return session;
    }

private slots:
    void sendsFailsAndRetriesWithTheSameContent()
    {
        Document document;
        const QList<DraftId> ids = document.insert(-1, {draftOf(u"A"_s), draftOf(u"B"_s), draftOf(u"C"_s)}, u"Add"_s);
        FakeTransport transport(secondFailsOnce());
        const auto session = sessionOf(document, transport);
        QCOMPARE(session->record(), nullptr);
        QSignalSpy finished(session.get(), &SendSession::finished);
        session->sendAll();
        QCOMPARE(session->callsPlanned(), 1);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session->callsDone(), 1);
        QCOMPARE(session->outcomeOf(ids.at(0))->kind, Outcome::Kind::Accepted);
        QCOMPARE(session->outcomeOf(ids.at(1))->errorCode, u"InternalFailure"_s);
        QVERIFY(transport.requests.first().body.contains("\"Time\":1700000000"));
        QVERIFY(!transport.requests.first().body.contains("\"Time\":1700000000.")); // whole seconds

        m_now += 60'000;               // a retry keeps the time of the first sending
        document.move({ids.at(1)}, 0); // and its place in the list does not matter
        session->retry();
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(entryCount(transport.requests.at(1)), 1);
        QVERIFY(transport.requests.at(1).body.contains("\"Time\":1700000000"));
        QVERIFY(transport.requests.at(1).body.contains("\"DetailType\":\"B\""));
        QCOMPARE(session->outcomeOf(ids.at(1))->kind, Outcome::Kind::Accepted);
        QCOMPARE(session->record()->tally(), (Tally{3, 0, 0, 0}));
        session->retry(); // nothing left
        QVERIFY(!session->isRunning());
    }

    void anEditMakesTheOutcomeOutdated()
    {
        Document document;
        const QList<DraftId> ids = document.insert(-1, {draftOf(u"A"_s), draftOf(u"B"_s), draftOf(u"C"_s)}, u"Add"_s);
        FakeTransport transport(secondFailsOnce());
        const auto session = sessionOf(document, transport);
        QSignalSpy finished(session.get(), &SendSession::finished);
        session->sendAll();
        QTRY_COMPARE(finished.count(), 1);
        QSignalSpy outdated(session.get(), &SendSession::outcomeOutdated);
        document.setDetail(ids.at(1), "{\"changed\":true}");
        QCOMPARE(outdated.count(), 1);
        QVERIFY(!session->outcomeOf(ids.at(1)));
        QVERIFY(session->outcomeOf(ids.at(0)));
        session->retry();
        QTRY_COMPARE(finished.count(), 2);
        QVERIFY(!transport.requests.at(1).body.contains("changed")); // what was sent is what is retried
        document.remove({ids.at(2)});
        QCOMPARE(session->draftOf(2), 0);
        QCOMPARE(session->draftOf(0), ids.at(0));
    }

    void sendsOnlyTheChosenInTheOrderOfTheBatch()
    {
        Document document;
        const QList<DraftId> ids = document.insert(-1, {draftOf(u"A"_s), draftOf(u"B"_s), draftOf(u"C"_s)}, u"Add"_s);
        FakeTransport transport(acceptAll);
        const auto session = sessionOf(document, transport);
        QSignalSpy finished(session.get(), &SendSession::finished);
        session->sendOnly({ids.at(2), ids.at(0)});
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session->draftOf(0), ids.at(0));
        QCOMPARE(session->draftOf(1), ids.at(2));
        QVERIFY(!session->outcomeOf(ids.at(1)));
    }

    void whatCannotBeResolvedKeepsEverythingHere()
    {
        Document document;
        Draft wrong = draftOf(u"A"_s);
        wrong.time = {TimeChoice::Kind::Fixed, {}, u"soon"_s};
        document.insert(-1, {wrong, draftOf(u"B"_s)}, u"Add"_s);
        FakeTransport transport(acceptAll);
        const auto session = sessionOf(document, transport);
        session->sendAll();
        QVERIFY(!session->isRunning());
        QCOMPARE(session->record(), nullptr);
        QCOMPARE(transport.requests.size(), 0);
    }

    void unknownGoesAgainOnlyWhenThePersonDecides()
    {
        Document document;
        document.insert(-1, {draftOf(u"A"_s)}, u"Add"_s);
        bool answers = false;
        FakeTransport transport([&answers](const HttpRequest &request) {
            return answers ? acceptAll(request) : failed(HttpErrorKind::AnswerTimeout, HttpProgress::Sending);
        });
        const auto session = sessionOf(document, transport);
        QSignalSpy finished(session.get(), &SendSession::finished);
        session->sendAll();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session->record()->tally(), (Tally{0, 0, 1, 0}));
        session->retry();
        QVERIFY(!session->isRunning());
        answers = true;
        session->resend({0});
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(session->record()->tally(), (Tally{1, 0, 0, 0}));
        QCOMPARE(session->record()->entries.first().attempts.size(), 2);
    }

    void settingsThatMakeNoSenseKeepEverythingHere()
    {
        Document document;
        document.insert(-1, {draftOf(u"A"_s)}, u"Add"_s);
        FakeTransport transport(acceptAll);
        m_effective = Failure{FailureKind::Configuration, u"test"_s, u"There is no region."_s};
        const auto session = sessionOf(document, transport);
        QSignalSpy finished(session.get(), &SendSession::finished);
        session->sendAll();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(transport.requests.size(), 0);
        QCOMPARE(session->record()->entries.first().outcome.errorMessage, u"There is no region."_s);
        m_effective = EffectiveConnection{connection(), {}, {}};
        session->retry(); // mended meanwhile
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(session->record()->tally(), (Tally{1, 0, 0, 0}));
    }

    void diesQuietlyWhileRunning()
    {
        Document document;
        document.insert(-1, {draftOf(u"A"_s)}, u"Add"_s);
        FakeTransport transport;
        auto session = sessionOf(document, transport);
        session->sendAll();
        QTRY_COMPARE(transport.jobs.size(), 1);
        session.reset();
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestSendSession)
#include "tst_sendsession.moc"
