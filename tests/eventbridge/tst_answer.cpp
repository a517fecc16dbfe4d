// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What becomes of the entries for every shape of answer. The rule behind all rows: nothing is Accepted
// without its own EventId, and nothing may be sent again by itself that could have been accepted.
#include "eventbridge/answer.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace busload;
using namespace Qt::StringLiterals;
using Kind = Outcome::Kind;

namespace {

RawAnswer answered(int status, const QByteArray &body, const QByteArray &errorType = {})
{
    return {status, "request-1", errorType, body};
}

// JSON written with single quotes: moc loses its way in raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestAnswer : public QObject
{
    Q_OBJECT

private slots:
    void resultsAreMatchedByPosition()
    {
        const QByteArray body =
            json("{'FailedEntryCount':2,'Entries':[{'EventId':'id-0'},{'ErrorCode':'ThrottlingException','ErrorMessage'"
                 ":'Rate exceeded'},{'EventId':'id-2'},{'ErrorCode':'MalformedDetail','ErrorMessage':'Detail is "
                 "malformed.'}]}");
        const CallAnswer answer = readAnswer(answered(200, body), 4);
        QCOMPARE(answer.outcomes,
                 (QList<Outcome>{Outcome::accepted(u"id-0"_s),
                                 Outcome::rejected(u"ThrottlingException"_s, u"Rate exceeded"_s, true),
                                 Outcome::accepted(u"id-2"_s),
                                 Outcome::rejected(u"MalformedDetail"_s, u"Detail is malformed."_s, false)}));
        QCOMPARE(answer.failedEntryCount, 2);
        QCOMPARE(answer.errorCode, QString());
        QCOMPARE(answer.errorMessage, QString());
    }

    void oneResult_data()
    {
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("retryable");
        const auto row = [](const char *name, const QByteArray &result, Kind kind, const char *code, bool retryable) {
            QTest::newRow(name) << result << kind << QString::fromLatin1(code) << retryable;
        };
        row("EventId", json("{'EventId':'x'}"), Kind::Accepted, "", false);
        row("unknown members are ignored", json("{'EventId':'x','New':{'a':[1]}}"), Kind::Accepted, "", false);
        row("null error is no error", json("{'EventId':'x','ErrorCode':null,'ErrorMessage':null}"), Kind::Accepted, "",
            false);
        row("null EventId with error", json("{'EventId':null,'ErrorCode':'InternalFailure'}"), Kind::Rejected,
            "InternalFailure", true);
        row("not retryable", json("{'ErrorCode':'InvalidArgument','ErrorMessage':'m'}"), Kind::Rejected,
            "InvalidArgument", false);
        row("code nobody knows", json("{'ErrorCode':'Brandnew'}"), Kind::Rejected, "Brandnew", false);
        row("neither", "{}", Kind::Unknown, "NoEntryResult", false);
        row("message alone", json("{'ErrorMessage':'m'}"), Kind::Unknown, "NoEntryResult", false);
        row("empty EventId", json("{'EventId':''}"), Kind::Unknown, "NoEntryResult", false);
        row("EventId that is a number", json("{'EventId':7}"), Kind::Unknown, "NoEntryResult", false);
        row("EventId that is true", json("{'EventId':true}"), Kind::Unknown, "NoEntryResult", false);
        row("both", json("{'EventId':'x','ErrorCode':'InternalFailure'}"), Kind::Unknown, "ContradictoryAnswer", false);
        row("null", "null", Kind::Unknown, "NoEntryResult", false);
        row("text", "\"x\"", Kind::Unknown, "NoEntryResult", false);
        row("list", json("[{'EventId':'x'}]"), Kind::Unknown, "NoEntryResult", false);
    }
    void oneResult()
    {
        QFETCH(QByteArray, result);
        QFETCH(Kind, kind);
        // Its neighbours keep their own results.
        const CallAnswer answer = readAnswer(
            answered(200, json("{'Entries':[{'EventId':'before'},") + result + json(",{'EventId':'after'}]}")), 3);
        QCOMPARE(answer.outcomes.size(), 3);
        QCOMPARE(answer.outcomes.at(0), Outcome::accepted(u"before"_s));
        QCOMPARE(answer.outcomes.at(2), Outcome::accepted(u"after"_s));
        const Outcome &outcome = answer.outcomes.at(1);
        QCOMPARE(outcome.kind, kind);
        QTEST(outcome.errorCode, "code");
        QTEST(outcome.retryable, "retryable");
        QCOMPARE(outcome.eventId.isEmpty(), kind != Kind::Accepted);
    }

    void theEntriesOutweighTheirCount_data()
    {
        QTest::addColumn<QByteArray>("count");
        QTest::addColumn<int>("kept");
        QTest::newRow("says one failed") << QByteArray("1") << 1;
        QTest::newRow("says nine failed") << QByteArray("9") << 9;
        QTest::newRow("null") << QByteArray("null") << 0;
        QTest::newRow("text") << QByteArray("\"1\"") << 0;
    }
    void theEntriesOutweighTheirCount()
    {
        QFETCH(QByteArray, count);
        const CallAnswer answer =
            readAnswer(answered(200, json("{'FailedEntryCount':") + count + json(",'Entries':[{'EventId':'x'}]}")), 1);
        QCOMPARE(answer.outcomes, QList<Outcome>{Outcome::accepted(u"x"_s)});
        QTEST(answer.failedEntryCount, "kept");
    }

    void untrustworthyAnswerLeavesAllUnknown_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        const QByteArray two = json("{'FailedEntryCount':0,'Entries':[{'EventId':'a'},{'EventId':'b'}]}");
        const auto row = [](const char *name, int status, const QByteArray &body, const char *code) {
            QTest::newRow(name) << status << body << QString::fromLatin1(code);
        };
        row("empty body", 200, "", "UnreadableAnswer");
        row("no JSON", 200, "<html>", "UnreadableAnswer");
        row("cut off", 200, two.chopped(1), "UnreadableAnswer");
        row("something after it", 200, two + "x", "UnreadableAnswer");
        row("JSON list", 200, json("[{'EventId':'a'},{'EventId':'b'}]"), "UnreadableAnswer");
        row("nested past reading", 200, nested(5000), "UnreadableAnswer");
        row("no entries", 200, "{}", "UnreadableAnswer");
        row("null entries", 200, json("{'Entries':null}"), "UnreadableAnswer");
        row("entries in an object", 200, json("{'Entries':{'0':{'EventId':'a'},'1':{'EventId':'b'}}}"),
            "UnreadableAnswer");
        row("an error with 200", 200, json("{'__type':'ThrottlingException'}"), "UnreadableAnswer");
        row("too few", 200, json("{'Entries':[{'EventId':'a'}]}"), "WrongEntryCount");
        row("too many", 200, json("{'Entries':[{'EventId':'a'},{'EventId':'b'},{'EventId':'c'}]}"), "WrongEntryCount");
        row("none of two", 200, json("{'Entries':[]}"), "WrongEntryCount");
        row("201", 201, two, "UnexpectedStatus");
        row("202", 202, two, "UnexpectedStatus");
        row("204", 204, "", "UnexpectedStatus");
        row("206", 206, two, "UnexpectedStatus");
        row("101", 101, "", "UnexpectedStatus");
        row("no status", 0, "", "UnexpectedStatus");
        row("999", 999, two, "UnexpectedStatus");
        row("301", 301, two, "RedirectRefused");
        row("304", 304, "", "RedirectRefused");
        row("307", 307, two, "RedirectRefused");
        row("500 without body", 500, "", "500");
        row("500 InternalException", 500, json("{'__type':'InternalException','message':'m'}"), "InternalException");
        row("502 from a gateway", 502, "<html><title>Bad Gateway</title></html>", "502");
        row("503", 503, json("{'__type':'ServiceUnavailable'}"), "ServiceUnavailable");
        row("504 in words", 504, "upstream timed out", "504");
        row("500 with too few entries", 500, json("{'Entries':[{'EventId':'a'}]}"), "500");
        row("a throttling code does not make 503 certain", 503, json("{'__type':'ThrottlingException'}"),
            "ThrottlingException");
    }
    void untrustworthyAnswerLeavesAllUnknown()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        const CallAnswer answer = readAnswer(answered(status, body), 2);
        QCOMPARE(answer.errorCode, code);
        QVERIFY(!answer.errorMessage.isEmpty());
        QCOMPARE(answer.outcomes.size(), 2);
        for (const Outcome &outcome : answer.outcomes)
            QCOMPARE(outcome, Outcome::unknown(code, answer.errorMessage));
    }

    void serverErrorWithResultsGivesThem()
    {
        const CallAnswer answer = readAnswer(
            answered(500, json("{'FailedEntryCount':1,'Entries':[{'EventId':'a'},{'ErrorCode':'InternalFailure'}]}")),
            2);
        QCOMPARE(answer.outcomes,
                 (QList<Outcome>{Outcome::accepted(u"a"_s), Outcome::rejected(u"InternalFailure"_s, {}, true)}));
        QCOMPARE(answer.errorCode, QString());
    }

    void refusalRejectsAll_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::addColumn<bool>("retryable");
        const auto row = [](const char *name, int status, const char *header, const QByteArray &body, const char *code,
                            const char *message, bool retryable = false) {
            QTest::newRow(name) << status << QByteArray(header) << body << QString::fromLatin1(code)
                                << QString::fromUtf8(message) << retryable;
        };
        row("plain type", 400, "", json("{'__type':'ValidationException','message':'m'}"), "ValidationException", "m");
        row("Message with a capital", 400, "", json("{'__type':'AccessDeniedException','Message':'m'}"),
            "AccessDeniedException", "m");
        row("type after #", 400, "",
            json("{'__type':'com.amazon.coral.service#UnrecognizedClientException','message':'m'}"),
            "UnrecognizedClientException", "m");
        row("type cut at :", 400, "", json("{'__type':'aws#InvalidSignatureException:http://x/#y','message':'m'}"),
            "InvalidSignatureException", "m");
        row("throttled", 400, "", json("{'__type':'ThrottlingException','message':'Rate exceeded'}"),
            "ThrottlingException", "Rate exceeded", true);
        row("type in the header", 400, "ThrottlingException:http://internal.amazon.com/", json("{'message':'m'}"),
            "ThrottlingException", "m", true);
        row("body goes before header", 400, "Other", json("{'__type':'ValidationException','message':'m'}"),
            "ValidationException", "m");
        row("code member", 403, "", json("{'code':'ExpiredTokenException','message':'m'}"), "ExpiredTokenException",
            "m");
        row("no type", 403, "", json("{'message':'m'}"), "403", "m");
        row("type that is a number", 400, "", json("{'__type':7,'message':'m'}"), "400", "m");
        row("in words", 400, "", "Bad request line\n", "400", "Bad request line");
        row("413 with nothing", 413, "", "", "413",
            "The request body is too large for the service. Send fewer or smaller entries in a call.");
        row("413 with a type", 413, "", json("{'__type':'RequestEntityTooLargeException'}"),
            "RequestEntityTooLargeException",
            "The request body is too large for the service. Send fewer or smaller entries in a call.");
        row("429 with nothing", 429, "", "", "429", "The service refused the call with HTTP 429.", true);
        row("408", 408, "", json("{'__type':'RequestTimeoutException','message':'m'}"), "RequestTimeoutException", "m");
        row("404 with nothing", 404, "", "", "404", "The service refused the call with HTTP 404.");
        row("InternalFailure of the whole call", 400, "", json("{'__type':'InternalFailure','message':'m'}"),
            "InternalFailure", "m");
        row("results in a refusal are not read", 400, "", json("{'Entries':[{'EventId':'a'},{'EventId':'b'}]}"), "400",
            "The service refused the call with HTTP 400.");
        row("XML of an emulator", 403, "",
            "<?xml version=\"1.0\"?>\n<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code>"
            "<Message>The signature &lt;x&gt; does not match</Message></Error></ErrorResponse>",
            "SignatureDoesNotMatch", "The signature <x> does not match");
        row("HTML of a proxy", 407, "", "<html><head><title>Sign in</title></head><body>", "407", "Sign in");
        row("broken XML", 403, "", "<Error><Code>Access", "403", "The service refused the call with HTTP 403.");
    }
    void refusalRejectsAll()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, message);
        QFETCH(bool, retryable);
        const CallAnswer answer = readAnswer(answered(status, body, header), 2);
        QCOMPARE(answer.errorCode, code);
        QCOMPARE(answer.errorMessage, message);
        const Outcome expected = Outcome::rejected(code, message, retryable);
        QCOMPARE(answer.outcomes, (QList<Outcome>{expected, expected}));
    }

    void aCutAnswerAcceptsNothing()
    {
        const QByteArray whole = json("{'FailedEntryCount':0,'Entries':[{'EventId':'a'},{'EventId':'b'}]}");
        QCOMPARE(readAnswer(answered(200, whole), 2).outcomes.at(0).kind, Kind::Accepted);
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const CallAnswer answer = readAnswer(answered(200, whole.first(length)), 2);
            QCOMPARE(answer.outcomes, (QList<Outcome>(2, Outcome::unknown(answer.errorCode, answer.errorMessage))));
        }
    }

    // Whatever bytes come, there is one outcome for each entry, and an accepted one has its EventId.
    void damagedAnswersGiveOneOutcomeForEachEntry()
    {
        const QList<QByteArray> bodies = {
            json("{'FailedEntryCount':1,'Entries':[{'EventId':'a'},{'ErrorCode':'InternalFailure'}]}"),
            json("{'__type':'aws#ThrottlingException:http://x','message':'m'}"),
            "<Error><Code>AccessDenied</Code><Message>&amp;</Message></Error>",
        };
        QRandomGenerator random(20260829);
        for (int round = 0; round < 6000; ++round) {
            QByteArray body = bodies.at(round % bodies.size());
            for (int damage = random.bounded(1, 4); damage > 0; --damage)
                body[random.bounded(int(body.size()))] = char(random.bounded(256));
            const int status = std::array{200, 400, 503}.at(random.bounded(3));
            const CallAnswer answer = readAnswer(answered(status, body), 2);
            QCOMPARE(answer.outcomes.size(), 2);
            for (const Outcome &outcome : answer.outcomes) {
                QVERIFY(outcome.kind != Kind::NotSent);
                QCOMPARE(outcome.kind == Kind::Accepted, !outcome.eventId.isEmpty());
                QCOMPARE(outcome.kind == Kind::Accepted, outcome.errorCode.isEmpty());
                QVERIFY(!outcome.retryable || outcome.kind == Kind::Rejected);
            }
        }
    }

    void anEchoOfAllEntriesIsShortened()
    {
        const QByteArray echo = QByteArray(50'000, 'x');
        const CallAnswer answer =
            readAnswer(answered(400, json("{'__type':'ValidationException','message':'") + echo + json("'}")), 1);
        QCOMPARE(answer.errorMessage, QString::fromLatin1(echo.first(2000)) + u"… (48000 more characters)"_s);
    }
};

QTEST_GUILESS_MAIN(TestAnswer)
#include "tst_answer.moc"
