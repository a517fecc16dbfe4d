// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace busload;

class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void readsOtherSpellings_data();
    void readsOtherSpellings();
    void namesTheWrongPart_data();
    void namesTheWrongPart();
};

void TestFaults::readsAndWrites_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<Fault>("fault");

    using Kind = Fault::Kind;
    const auto row = [](const char *name, const QString &spec, const Fault &fault) {
        QTest::newRow(name) << spec << fault;
    };
    row("one entry", u"entry=2:InternalFailure"_s, {.entries = {2}, .code = u"InternalFailure"_s});
    row("several entries", u"entry=2,5:ThrottlingException"_s, {.entries = {2, 5}, .code = u"ThrottlingException"_s});
    row("all entries", u"entry:InternalFailure"_s, {.code = u"InternalFailure"_s});
    row("every third entry", u"every=3:InternalFailure"_s, {.everyNth = 3, .code = u"InternalFailure"_s});
    row("entries of a type", u"type=OrderFulfilled:ThrottlingException"_s,
        {.detailType = u"OrderFulfilled"_s, .code = u"ThrottlingException"_s});
    row("every second of a type", u"every=2&type=OrderFulfilled:InternalFailure"_s,
        {.everyNth = 2, .detailType = u"OrderFulfilled"_s, .code = u"InternalFailure"_s});
    row("type with blanks", u"type=EC2 Instance State-change:MalformedDetail"_s,
        {.detailType = u"EC2 Instance State-change"_s, .code = u"MalformedDetail"_s});
    row("type with the grammar's own characters", uR"(type=a\:b\&c\\d*2=e:X)"_s,
        {.detailType = uR"(a:b&c\d*2=e)"_s, .code = u"X"_s});
    row("entry with a message", u"entry=1:InternalFailure:Try: later*"_s,
        {.entries = {1}, .code = u"InternalFailure"_s, .message = u"Try: later*"_s});
    row("message and times", u"entry=1:InternalFailure:Try later*2"_s,
        {.entries = {1}, .code = u"InternalFailure"_s, .message = u"Try later"_s, .times = 2});
    row("message that ends like times", u"entry=1:InternalFailure:2*3*0"_s,
        {.entries = {1}, .code = u"InternalFailure"_s, .message = u"2*3"_s});
    row("entry once", u"entry=2:InternalFailure*1"_s, {.entries = {2}, .code = u"InternalFailure"_s, .times = 1});
    row("whole call", u"call:ThrottlingException"_s, {.kind = Kind::CallError, .code = u"ThrottlingException"_s});
    row("whole call with its status", u"call:ThrottlingException/429*3"_s,
        {.kind = Kind::CallError, .code = u"ThrottlingException"_s, .status = 429, .times = 3});
    row("whole call with a message", u"call:AccessDeniedException:No entry"_s,
        {.kind = Kind::CallError, .code = u"AccessDeniedException"_s, .message = u"No entry"_s});
    row("status alone", u"status:503"_s, {.kind = Kind::CallError, .status = 503});
    row("status once", u"status:413*1"_s, {.kind = Kind::CallError, .status = 413, .times = 1});
    row("delay", u"delay:250"_s, {.kind = Kind::Delay, .milliseconds = 250});
    row("delay twice", u"delay:250*2"_s, {.kind = Kind::Delay, .milliseconds = 250, .times = 2});
    row("hang", u"hang"_s, {.kind = Kind::Hang});
    row("hang once", u"hang*1"_s, {.kind = Kind::Hang, .times = 1});
    row("drop before", u"drop-before"_s, {.kind = Kind::DropBefore});
    row("drop after", u"drop-after*12"_s, {.kind = Kind::DropAfter, .times = 12});
    row("garbage", u"garbage"_s, {.kind = Kind::Garbage});
    row("wrong count", u"wrong-count"_s, {.kind = Kind::WrongCount});
    row("half an answer", u"half-answer"_s, {.kind = Kind::HalfAnswer});
    row("a web page", u"html"_s, {.kind = Kind::Html});
    row("redirect", u"redirect*1"_s, {.kind = Kind::Redirect, .times = 1});
}

void TestFaults::readsAndWrites()
{
    QFETCH(QString, spec);
    QFETCH(Fault, fault);

    const auto parsed = parseFault(spec);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.failure().message));
    QCOMPARE(faultText(*parsed), faultText(fault));
    QVERIFY(*parsed == fault);
    QCOMPARE(faultText(fault), spec);
}

void TestFaults::readsOtherSpellings_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("shortest");

    QTest::newRow("blanks around it") << u"  hang "_s << u"hang"_s;
    QTest::newRow("blanks in a list") << u"entry=2, 5:InternalFailure"_s << u"entry=2,5:InternalFailure"_s;
    QTest::newRow("no end, said") << u"hang*0"_s << u"hang"_s;
    QTest::newRow("choices in another order") << u"type=A&every=2:X"_s << u"every=2&type=A:X"_s;
    QTest::newRow("leading zeros") << u"delay:0250"_s << u"delay:250"_s;
}

void TestFaults::readsOtherSpellings()
{
    QFETCH(QString, spec);
    QFETCH(QString, shortest);
    const auto parsed = parseFault(spec);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.failure().message));
    QCOMPARE(faultText(*parsed), shortest);
}

void TestFaults::namesTheWrongPart_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("part");

    const auto row = [](const char *name, const QString &spec, const QString &part) {
        QTest::newRow(name) << spec << part;
    };
    row("nothing", u""_s, u"nothing is written"_s);
    row("unknown kind", u"explode"_s, u"\"explode\" is no fault"_s);
    row("unknown kind with arguments", u"explode:3"_s, u"\"explode\" is no fault"_s);
    row("kind in capitals", u"Hang"_s, u"\"Hang\" is no fault"_s);
    row("entry without code", u"entry=2"_s, u"\"entry=2\" needs an error code"_s);
    row("entry with empty code", u"entry=2:"_s, u"\"entry=2\" needs an error code"_s);
    row("position 0", u"entry=0:InternalFailure"_s, u"\"0\" is no position"_s);
    row("negative position", u"entry=-1:InternalFailure"_s, u"\"-1\" is no position"_s);
    row("position that is no number", u"entry=2,x:InternalFailure"_s, u"\"x\" is no position"_s);
    row("empty position", u"entry=2,:InternalFailure"_s, u"\"\" is no position"_s);
    row("position past int", u"entry=99999999999:InternalFailure"_s, u"\"99999999999\" is no position"_s);
    row("every zero", u"every=0:InternalFailure"_s, u"\"every=0\" needs a number"_s);
    row("every nothing", u"every:InternalFailure"_s, u"\"every=\" needs a number"_s);
    row("type nothing", u"type=:InternalFailure"_s, u"needs a detail type"_s);
    row("unknown choice", u"entry=1&bus=x:InternalFailure"_s, u"\"bus=x\" chooses no entries"_s);
    row("entry and every", u"entry=1&every=2:InternalFailure"_s, u"take one of them"_s);
    row("code with a blank", u"entry=1:Internal Failure"_s, u"\"Internal Failure\" is no error code"_s);
    row("code that begins with a digit", u"entry=1:500"_s, u"\"500\" is no error code"_s);
    row("call without code", u"call"_s, u"\"call\" needs an error code"_s);
    row("call with a bad status", u"call:X/99"_s, u"\"99\" is not a status"_s);
    row("call with words for a status", u"call:X/soon"_s, u"\"soon\" is not a status"_s);
    row("status nothing", u"status"_s, u"\"\" is not a status"_s);
    row("status too low", u"status:199"_s, u"\"199\" is not a status"_s);
    row("status too high", u"status:600"_s, u"\"600\" is not a status"_s);
    row("delay nothing", u"delay"_s, u"\"\" is not a number of milliseconds"_s);
    row("delay with a unit", u"delay:2s"_s, u"\"2s\" is not a number of milliseconds"_s);
    row("delay past ten minutes", u"delay:600001"_s, u"\"600001\" is not a number of milliseconds"_s);
    row("hang with arguments", u"hang:3"_s, u"\"hang\" takes nothing behind"_s);
    row("times no number", u"hang*x"_s, u"\"*x\" is no count"_s);
    row("times nothing", u"hang*"_s, u"\"*\" is no count"_s);
    row("times behind a code", u"call:X*-1"_s, u"\"*-1\" is no count"_s);
    row("times past the most", u"hang*1000001"_s, u"\"*1000001\" is no count"_s);
    row("times of a delay", u"delay:250*twice"_s, u"\"*twice\" is no count"_s);
}

void TestFaults::namesTheWrongPart()
{
    QFETCH(QString, spec);
    QFETCH(QString, part);
    const auto parsed = parseFault(spec);
    QVERIFY2(!parsed, qPrintable(u"\"%1\" was taken as %2"_s.arg(spec, parsed ? faultText(*parsed) : QString())));
    QCOMPARE(parsed.failure().kind, FailureKind::Usage);
    QVERIFY2(parsed.failure().subject.contains(spec), qPrintable(parsed.failure().subject));
    QVERIFY2(parsed.failure().message.contains(part), qPrintable(parsed.failure().message));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
