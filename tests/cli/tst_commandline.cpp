// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/commandline.h"
#include "credentials/memorysecretstore.h"
#include "support/faketransport.h"

#include <QBuffer>
#include <QtTest>

using namespace busload;
using namespace busload::cli;
using namespace Qt::StringLiterals;

class TestCommandLine : public QObject
{
    Q_OBJECT
private slots:
    void badUsageNamesTheOption_data();
    void badUsageNamesTheOption();
    void goodUsage();
    void numbersHaveRanges_data();
    void numbersHaveRanges();
    void helpAndVersionOfEverything_data();
    void helpAndVersionOfEverything();
    void programRefuses_data();
    void programRefuses();
};

namespace {

std::unique_ptr<CommandLine> exampleLine()
{
    auto line = std::make_unique<CommandLine>(u"send"_s, QStringList{u"FILE|-"_s}, u"Sends."_s);
    line->add(u"retry"_s, u"N"_s, u"Again."_s);
    line->add(u"region"_s, u"R"_s, u"Where."_s);
    line->add(u"timeout"_s, u"SECONDS"_s, u"How long."_s);
    line->add(u"output"_s, u"FORMAT"_s, u"How.\nReally."_s);
    line->add(u"dry-run"_s, {}, u"Not."_s);
    return line;
}

struct Run
{
    int ends = 0;
    ExitCode code = ExitCode::Done;
    QByteArray out;
    QByteArray err;
};

Run runProgram(const QString &name, const QStringList &arguments)
{
    QBuffer out;
    QBuffer err;
    out.open(QIODevice::WriteOnly);
    err.open(QIODevice::WriteOnly);
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, u"/nonexistent"_s);
    Surroundings surroundings{out,
                              err,
                              environment,
                              [] { return QDateTime(); },
                              [] { return 0.0; },
                              [] { return std::make_unique<FakeTransport>(); },
                              {},
                              [] { return std::make_unique<MemorySecretStore>(); },
                              {}};
    Run run;
    const std::unique_ptr<Command> command = makeCommand(name, surroundings);
    QObject::connect(command.get(), &Command::ended, command.get(), [&run](ExitCode code) {
        ++run.ends;
        run.code = code;
    });
    command->start(arguments);
    run.out = out.data();
    run.err = err.data();
    return run;
}

} // namespace

void TestCommandLine::badUsageNamesTheOption_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("an unknown option") << QStringList{u"f"_s, u"--wat"_s} << u"--wat"_s;
    QTest::newRow("an unknown option with a value") << QStringList{u"f"_s, u"--wat=1"_s} << u"--wat"_s;
    QTest::newRow("an unknown letter") << QStringList{u"f"_s, u"-q"_s} << u"q"_s;
    QTest::newRow("no value") << QStringList{u"f"_s, u"--retry"_s} << u"--retry"_s;
    QTest::newRow("an empty value") << QStringList{u"f"_s, u"--retry="_s} << u"--retry"_s;
    QTest::newRow("an option is no value") << QStringList{u"f"_s, u"--region"_s, u"--dry-run"_s} << u"--region"_s;
    QTest::newRow("a switch with a value") << QStringList{u"f"_s, u"--dry-run=1"_s} << u"--dry-run"_s;
    QTest::newRow("no file") << QStringList{u"--dry-run"_s} << u"FILE"_s;
    QTest::newRow("two files") << QStringList{u"f"_s, u"g"_s} << u"g"_s;
    QTest::newRow("half of a name") << QStringList{u"f"_s, u"--dry"_s} << u"--dry"_s;
}

void TestCommandLine::badUsageNamesTheOption()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto line = exampleLine();
    const Result<bool> parsed = line->parse(arguments);
    QVERIFY(!parsed);
    QCOMPARE(parsed.failure().kind, FailureKind::Usage);
    const QString complaint = line->complaint(parsed.failure());
    QVERIFY2(complaint.contains(named), qPrintable(complaint));
    QVERIFY2(complaint.startsWith(u"busload-cli send: "_s), qPrintable(complaint));
}

void TestCommandLine::goodUsage()
{
    const auto line = exampleLine();
    QVERIFY(line->parse({u"--retry"_s, u"2"_s, u"-"_s, u"--output=json"_s, u"--dry-run"_s, u"--timeout"_s, u"0.25"_s}));
    QCOMPARE(line->operands(), QStringList{u"-"_s});
    QCOMPARE(line->number(u"retry"_s, 0, 9, 0).value(), 2);
    QCOMPARE(line->seconds(u"timeout"_s, 1, 9000, 0).value(), 250);
    QCOMPARE(line->choice(u"output"_s, {u"text"_s, u"json"_s}).value(), u"json"_s);
    QVERIFY(line->isSet(u"dry-run"_s));
    QVERIFY(!line->isSet(u"region"_s));

    const auto bare = exampleLine();
    QVERIFY(bare->parse({u"--"_s, u"--file"_s}));
    QCOMPARE(bare->operands(), QStringList{u"--file"_s});
    QCOMPARE(bare->number(u"retry"_s, 0, 9, 7).value(), 7);
    QCOMPARE(bare->choice(u"output"_s, {u"text"_s, u"json"_s}).value(), u"text"_s);
}

void TestCommandLine::numbersHaveRanges_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("number");
    QTest::addColumn<bool>("seconds");
    QTest::newRow("the least") << u"1"_s << true << true;
    QTest::newRow("the most") << u"9"_s << true << true;
    QTest::newRow("too little") << u"0"_s << false << false;
    QTest::newRow("too much") << u"10"_s << false << false;
    QTest::newRow("negative") << u"-1"_s << false << false;
    QTest::newRow("a fraction") << u"1.5"_s << false << true;
    QTest::newRow("a word") << u"many"_s << false << false;
    QTest::newRow("a number and a word") << u"2x"_s << false << false;
    QTest::newRow("no number at all") << u"nan"_s << false << false;
    QTest::newRow("without end") << u"inf"_s << false << false;
    QTest::newRow("past 64 bits") << u"99999999999999999999"_s << false << false;
}

void TestCommandLine::numbersHaveRanges()
{
    QFETCH(QString, value);
    const auto line = exampleLine();
    QVERIFY(line->parse({u"f"_s, u"--retry"_s, value, u"--timeout"_s, value}));
    const Result<qint64> number = line->number(u"retry"_s, 1, 9, 5);
    QTEST(static_cast<bool>(number), "number");
    const Result<int> seconds = line->seconds(u"timeout"_s, 1000, 9000, 5000);
    QTEST(static_cast<bool>(seconds), "seconds");
    if (!number) {
        QCOMPARE(number.failure().subject, u"--retry"_s);
        QVERIFY(number.failure().message.contains(value));
    }
}

void TestCommandLine::helpAndVersionOfEverything_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the program") << QString();
    const QStringList names = commandNames();
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestCommandLine::helpAndVersionOfEverything()
{
    QFETCH(QString, name);
    for (const QString &option : {u"--help"_s, u"-h"_s}) {
        const Run run = name.isEmpty() ? runProgram(option, {}) : runProgram(name, {option});
        QCOMPARE(run.ends, 1);
        QCOMPARE(run.code, ExitCode::Done);
        QVERIFY2(run.out.startsWith("Usage: busload-cli" + (name.isEmpty() ? "" : ' ' + name.toUtf8())), run.out);
        QVERIFY(run.out.contains("--help"));
        QVERIFY(run.out.contains("--version"));
        QCOMPARE(run.err, QByteArray());
    }
    const Run version = name.isEmpty() ? runProgram(u"--version"_s, {}) : runProgram(name, {u"--version"_s});
    QCOMPARE(version.code, ExitCode::Done);
    QCOMPARE(version.out, QByteArray("busload-cli " BUSLOAD_VERSION "\n"));
}

void TestCommandLine::programRefuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("nothing at all") << QString() << QStringList{} << u"COMMAND"_s;
    QTest::newRow("an unknown command") << u"dispatch"_s << QStringList{u"f"_s} << u"dispatch"_s;
    QTest::newRow("an unknown option") << u"--wat"_s << QStringList{} << u"--wat"_s;
    QTest::newRow("a limit of nothing") << u"check"_s << QStringList{u"-"_s, u"--limit-bytes"_s, u"0"_s}
                                        << u"--limit-bytes"_s;
    QTest::newRow("an unknown output") << u"check"_s << QStringList{u"-"_s, u"--output"_s, u"xml"_s} << u"--output"_s;
    QTest::newRow("a port past the last") << u"sandbox"_s << QStringList{u"--port"_s, u"65536"_s} << u"--port"_s;
    QTest::newRow("a fault that is none")
        << u"sandbox"_s << QStringList{u"--fault"_s, u"often"_s} << u"--fault often"_s;
    QTest::newRow("a file for the sandbox") << u"sandbox"_s << QStringList{u"f.json"_s} << u"f.json"_s;
    QTest::newRow("a negative retry") << u"send"_s << QStringList{u"-"_s, u"--retry"_s, u"-1"_s} << u"--retry"_s;
    QTest::newRow("no time at all") << u"send"_s << QStringList{u"-"_s, u"--timeout"_s, u"0"_s} << u"--timeout"_s;
    QTest::newRow("no region") << u"send"_s << QStringList{u"-"_s} << u"--region"_s;
    QTest::newRow("an endpoint that is no address")
        << u"send"_s << QStringList{u"-"_s, u"--endpoint-url"_s, u"localhost:1"_s} << u"--endpoint-url"_s;
    QTest::newRow("an endpoint of another kind")
        << u"send"_s << QStringList{u"-"_s, u"--endpoint-url"_s, u"ftp://127.0.0.1"_s} << u"--endpoint-url"_s;
    QTest::newRow("a file that is not there")
        << u"check"_s << QStringList{u"/missing/file.json"_s} << u"/missing/file.json"_s;
}

void TestCommandLine::programRefuses()
{
    QFETCH(QString, name);
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const Run run = runProgram(name, arguments);
    QCOMPARE(run.ends, 1);
    QCOMPARE(run.code, ExitCode::Usage);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(QString::fromUtf8(run.err).contains(named), run.err);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
