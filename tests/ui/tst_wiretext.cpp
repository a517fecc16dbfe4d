// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/wiretext.h"

#include "ui/support/sendrecords.h"

#include <QTest>

using namespace busload;
using namespace busload::test;
using namespace Qt::StringLiterals;

class WireTextTest : public QObject
{
    Q_OBJECT

private slots:
    void theRequestIsShownAsItWent()
    {
        const CallRecord call = answeredCall(0, {0});
        const QString expected = u"POST / HTTP/1.1\n"
                                 "Host: 127.0.0.1:4010\n"
                                 "Content-Length: %1\n"
                                 "Content-Type: application/x-amz-json-1.1\n"
                                 "X-Amz-Target: AWSEvents.PutEvents\n"
                                 "X-Amz-Date: 20261123T132005Z\n"
                                 "Authorization: <redacted>\n"
                                 "\n"_s.arg(call.request.body.size()) +
                                 QString::fromUtf8(call.request.body);
        QCOMPARE(requestText(call, BodyLayout::Raw), expected);
    }

    void requestLine_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("firstLine");
        QTest::addColumn<QString>("host");
        QTest::newRow("no path is /") << u"https://events.eu-west-1.amazonaws.com"_s << u"POST / HTTP/1.1"_s
                                      << u"Host: events.eu-west-1.amazonaws.com"_s;
        QTest::newRow("path and query as encoded")
            << u"http://localhost:4566/a%20b?x=%2F"_s << u"POST /a%20b?x=%2F HTTP/1.1"_s << u"Host: localhost:4566"_s;
        QTest::newRow("the scheme's own port is left out")
            << u"https://example.com:443/"_s << u"POST / HTTP/1.1"_s << u"Host: example.com"_s;
    }

    void requestLine()
    {
        QFETCH(QString, url);
        CallRecord call = answeredCall(0, {0});
        call.request.url = QUrl(url);
        const QStringList lines = requestHead(call).split(u'\n');
        QTEST(lines.at(0), "firstLine");
        QTEST(lines.at(1), "host");
    }

    void headersThatAreKeysAreRedactedEvenWhenNobodyMarkedThem_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("marked");
        QTest::addColumn<bool>("hidden");
        QTest::newRow("marked") << QByteArray("X-Anything") << true << true;
        QTest::newRow("authorization") << QByteArray("authorization") << false << true;
        QTest::newRow("session token") << QByteArray("X-Amz-Security-Token") << false << true;
        QTest::newRow("others are shown") << QByteArray("X-Amz-Date") << false << false;
    }

    void headersThatAreKeysAreRedactedEvenWhenNobodyMarkedThem()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, marked);
        QFETCH(bool, hidden);
        CallRecord call = answeredCall(0, {0});
        call.request.headers = {{name, "the-value", marked}};
        call.response.headers = {{name, "the-value", marked}};
        QCOMPARE(!requestText(call, BodyLayout::Raw).contains(u"the-value"_s), hidden);
        QCOMPARE(!responseText(call, BodyLayout::Raw).contains(u"the-value"_s), hidden);
        QCOMPARE(requestHead(call).contains(u"<redacted>"_s), hidden);
    }

    void aResponseHasStatusHeadersAndBody()
    {
        const CallRecord call = answeredCall(0, {0});
        QCOMPARE(responseText(call, BodyLayout::Raw),
                 u"HTTP/1.1 200\nx-amzn-RequestId: %1\nSet-Cookie: <redacted>\n\n"_s.arg(call.requestId) +
                     QString::fromUtf8(call.response.body));
    }

    void withoutAnAnswerItSaysHowFarTheRequestGot_data()
    {
        QTest::addColumn<int>("progress");
        QTest::addColumn<QString>("says");
        QTest::newRow("not connected") << int(HttpProgress::NotConnected) << u"nothing can have been received"_s;
        QTest::newRow("connected") << int(HttpProgress::Connected) << u"nothing of the request was sent"_s;
        QTest::newRow("sending") << int(HttpProgress::Sending) << u"may have been received"_s;
        QTest::newRow("answered") << int(HttpProgress::Answered) << u"could not be used"_s;
    }

    void withoutAnAnswerItSaysHowFarTheRequestGot()
    {
        QFETCH(int, progress);
        QFETCH(QString, says);
        CallRecord call = unansweredCall(0, {0});
        call.response.progress = static_cast<HttpProgress>(progress);
        const QString text = responseText(call, BodyLayout::Raw);
        QVERIFY2(text.startsWith(u"No answer.\nNo answer within 10 s.\n"_s), qPrintable(text));
        QVERIFY2(text.contains(says), qPrintable(text));
    }

    void aCallThatWasNeverMadeSaysWhy()
    {
        CallRecord call;
        call.errorMessage = u"Invalid Configuration: Missing Region"_s;
        QCOMPARE(requestText(call, BodyLayout::Raw),
                 u"No request was made.\nInvalid Configuration: Missing Region\n"_s);
        QVERIFY(signingText(call).isEmpty());
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("laidOut");
        QTest::addColumn<QString>("shown");
        QTest::newRow("raw is the exact text")
            << QByteArray("{ \"b\":1.10,\"a\":1e3 }") << false << u"{ \"b\":1.10,\"a\":1e3 }"_s;
        QTest::newRow("laid out keeps order and numbers")
            << QByteArray("{\"b\":1.10,\"a\":1e3}") << true << u"{\n  \"b\": 1.10,\n  \"a\": 1e3\n}"_s;
        QTest::newRow("what is not JSON stays raw") << QByteArray("<html>{</html>") << true << u"<html>{</html>"_s;
        QTest::newRow("UTF-8") << QByteArray("{\"a\":\"\xC3\xA9\"}") << false << u"{\"a\":\"é\"}"_s;
    }

    void bodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, laidOut);
        QTEST(bodyText(body, laidOut ? BodyLayout::LaidOut : BodyLayout::Raw), "shown");
    }

    void whatWasSignedStandsUnderItsNames()
    {
        const QString text = signingText(answeredCall(0, {0}));
        QVERIFY(text.startsWith(u"Canonical request\nPOST\n/\n"_s));
        QVERIFY(text.contains(u"String to sign\nAWS4-HMAC-SHA256\n20261123T132005Z\n"_s));
    }

    void titles()
    {
        QCOMPARE(callTitle(answeredCall(1, {0, 1, 2})), u"Call 2 · 3 entries · 200 · 41 ms"_s);
        QCOMPARE(callTitle(unansweredCall(0, {0})), u"Call 1 · 1 entry · no answer"_s);
        QCOMPARE(answerSummary(answeredCall(0, {0})),
                 u"Status 200 · 41 ms · RequestId 7b1c0000-1111-2222-3333-4444444455e2"_s);
        QCOMPARE(answerSummary(unansweredCall(0, {0})), u"No answer after 10.0 s"_s);
    }

    void shown_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("leftOut");
        QTest::addColumn<bool>("broken");
        QTest::newRow("short text is unchanged") << u"ab\ncd\n"_s << 100 << u"ab\ncd\n"_s << 0 << false;
        QTest::newRow("a line of exactly the longest") << u"abcd\ne"_s << 100 << u"abcd\ne"_s << 0 << false;
        QTest::newRow("a longer line is broken") << u"abcdefghi\nj"_s << 100 << u"abcd\nefgh\ni\nj"_s << 0 << true;
        QTest::newRow("the rest is left out") << u"ab\ncd\nef"_s << 4 << u"ab\nc"_s << 4 << false;
        QTest::newRow("cut at a line's end") << u"ab\ncd"_s << 2 << u"ab"_s << 3 << false;
        QTest::newRow("a pair is not cut") << u"abc😀"_s << 4 << u"abc"_s << 2 << false;
        QTest::newRow("a pair is not broken") << u"abc😀de"_s << 100 << u"abc\n😀de"_s << 0 << true;
        QTest::newRow("nothing") << QString() << 4 << QString() << 0 << false;
    }

    void shown()
    {
        QFETCH(QString, text);
        QFETCH(int, most);
        QFETCH(QString, expected);
        const ShownText result = shownText(text, most, 4);
        QCOMPARE(result.text, expected);
        QTEST(int(result.leftOut), "leftOut");
        QTEST(result.broken, "broken");
    }
};

QTEST_GUILESS_MAIN(WireTextTest)
#include "tst_wiretext.moc"
