// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/entryreader.h"
#include "scenario/scenariofile.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace busload;
using namespace Qt::StringLiterals;

class TestScenarioFile : public QObject
{
    Q_OBJECT
private slots:
    void layout();
    void roundTripsDetail_data();
    void roundTripsDetail();
    void roundTripsTime_data();
    void roundTripsTime();
    void roundTripsAnything();
    void oneChangeIsOneLine();
    void entriesArrayIsForTheCli();
    void writesTheFile();
    void keepsTheOldFileWhenTheDiskIsFull();
    void saysWhyItCannotWrite();
    void shipsAnOrder();
    void examples();
};

static Scenario mustRead(const QByteArray &text)
{
    const Result<EntryReading> reading = readEntries(text);
    if (!reading) {
        QTest::qFail(qPrintable(reading.failure().subject + u": "_s + reading.failure().message), __FILE__, __LINE__);
        return {};
    }
    if (reading->format != EntryFormat::Scenario)
        QTest::qFail("not read as a scenario", __FILE__, __LINE__);
    if (!reading->warnings.isEmpty())
        QTest::qFail(qPrintable(reading->warnings.join(u'\n')), __FILE__, __LINE__);
    return {reading->name, reading->drafts};
}

void TestScenarioFile::layout()
{
    Draft full;
    full.label = u"first"_s;
    full.source = u"com.mycompany.orders"_s;
    full.detailType = u"Order \"F\" ä"_s;
    full.detail = "{\n  \"b\": 1.10\n}";
    full.eventBusName = u"default"_s;
    full.time = TimeChoice::whenSent();
    full.resources = {u"r1"_s, u"r2"_s};
    full.traceHeader = u"Root=1"_s;
    full.idempotencyToken = u"tok"_s;
    Draft half;
    half.detail = "{\"a\": \n";
    const QByteArray expected = R"({
  "busload": 1,
  "name": "Two",
  "entries": [
    {
      "Label": "first",
      "Source": "com.mycompany.orders",
      "DetailType": "Order \"F\" ä",
      "EventBusName": "default",
      "Time": "now",
      "Resources": [
        "r1",
        "r2"
      ],
      "TraceHeader": "Root=1",
      "IdempotencyToken": "tok",
      "Detail": {
  "b": 1.10
}
    },
    {
      "DetailLines": [
        "{\"a\": ",
        ""
      ]
    }
  ]
}
)";
    QCOMPARE(scenarioText({u"Two"_s, {full, half}}), expected);
    QCOMPARE(scenarioText({}), QByteArray("{\n  \"busload\": 1,\n  \"name\": \"\",\n  \"entries\": []\n}\n"));
}

void TestScenarioFile::roundTripsDetail_data()
{
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("an object stands as it is")
        << QByteArray("{\"a\" :1.0,\n \"a\":2}") << QByteArray("\"Detail\": {\"a\" :1.0,");
    QTest::newRow("a blank behind") << QByteArray("{} ") << QByteArray("DetailLines");
    QTest::newRow("a line break behind") << QByteArray("{}\n") << QByteArray("DetailLines");
    QTest::newRow("line breaks only") << QByteArray("\n\n") << QByteArray("DetailLines");
    QTest::newRow("CR LF") << QByteArray("{\r\n}") << QByteArray("DetailLines");
    QTest::newRow("CR") << QByteArray("{\r}") << QByteArray("DetailLines");
    QTest::newRow("half typed") << QByteArray("{\"a\": {{") << QByteArray("DetailLines");
    QTest::newRow("an unquoted placeholder") << QByteArray("{\"a\": {{n}}}") << QByteArray("DetailLines");
    QTest::newRow("braces that are no object") << QByteArray("{a}") << QByteArray("DetailLines");
    QTest::newRow("two objects") << QByteArray("{},{}") << QByteArray("DetailLines");
    QTest::newRow("two objects that would end the entry")
        << QByteArray("{}},{\"Detail\":{}") << QByteArray("DetailLines");
    QTest::newRow("an array") << QByteArray("[1]") << QByteArray("DetailLines");
    QTest::newRow("half a pair as an escape") << QByteArray("{\"a\":\"\\ud800\"}") << QByteArray("\"Detail\": {");
    QTest::newRow("a null character") << QByteArray("a\0b", 3) << QByteArray("DetailLines");
    QTest::newRow("no UTF-8") << QByteArray("{\"a\":\"\xC3\"}") << QByteArray("DetailBase64");
    QTest::newRow("a byte-order mark") << QByteArray("\xEF\xBB\xBF{}") << QByteArray("DetailLines");
    QTest::newRow("other line ends") << QByteArray("a\xE2\x80\xA8"
                                                   "b\x0B\x0C")
                                     << QByteArray("DetailLines");
}

void TestScenarioFile::roundTripsDetail()
{
    QFETCH(QByteArray, detail);
    QFETCH(QByteArray, member);
    Draft draft;
    draft.detail = detail;
    Draft after;
    after.source = u"after"_s;
    const Scenario scenario{u"n"_s, {draft, after}};
    const QByteArray text = scenarioText(scenario);
    QVERIFY2(text.contains(member), text.constData());
    QCOMPARE(mustRead(text), scenario);
}

void TestScenarioFile::roundTripsTime_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, TimeChoice::Kind kind, const QString &text) {
        QTest::newRow(name) << static_cast<int>(kind) << text;
    };
    row("none", TimeChoice::Kind::None, {});
    row("when sent", TimeChoice::Kind::WhenSent, {});
    row("a time", TimeChoice::Kind::Fixed, u"2026-11-23T13:20:05.123456789+01:00"_s);
    row("a time with blanks", TimeChoice::Kind::Fixed, u" 2026-11-23 13:20 "_s);
    row("epoch seconds", TimeChoice::Kind::Fixed, u"1704070923.456"_s);
    row("not a time yet", TimeChoice::Kind::Fixed, u"2026-11-2"_s);
    row("the word now, typed", TimeChoice::Kind::Fixed, u"now"_s);
    row("a time that nobody typed", TimeChoice::Kind::Fixed, {});
}

void TestScenarioFile::roundTripsTime()
{
    QFETCH(int, kind);
    QFETCH(QString, text);
    Draft draft;
    draft.time.kind = static_cast<TimeChoice::Kind>(kind);
    draft.time.text = text;
    if (draft.time.kind == TimeChoice::Kind::Fixed)
        draft.time.fixed = text.isEmpty() ? Instant{-1, 500'000'000} : parseInstant(text).value_or(Instant());
    const Scenario scenario{u"n"_s, {draft}};
    QCOMPARE(mustRead(scenarioText(scenario)), scenario);
}

namespace {

// Pieces that mean something to JSON, to lines, to UTF-8 or to this format.
QByteArray anyBytes(QRandomGenerator &random)
{
    static const QList<QByteArray> pieces{"{",
                                          "}",
                                          "[",
                                          "]",
                                          "\"",
                                          "\\",
                                          ":",
                                          ",",
                                          "\n",
                                          "\r",
                                          "\r\n",
                                          " ",
                                          "\t",
                                          "a",
                                          "1.10",
                                          "\"k\":",
                                          "{}",
                                          "{\"a\":1}",
                                          "ä",
                                          "\xF0\x9F\x9A\x8C",
                                          "\xE2\x80\xA8",
                                          "\xEF\xBB\xBF",
                                          "{{x}}",
                                          "\\u",
                                          "\\ud800",
                                          "null",
                                          QByteArray("\0", 1),
                                          "\x7f",
                                          "now"};
    QByteArray text;
    for (int i = random.bounded(12); i > 0; --i)
        text += pieces.at(random.bounded(static_cast<int>(pieces.size())));
    if (random.bounded(4) == 0)
        text = '{' + text + '}';
    if (random.bounded(20) == 0)
        text += '\xC3';
    return text;
}

QString anyText(QRandomGenerator &random)
{
    QString text = QString::fromUtf8(anyBytes(random));
    if (random.bounded(10) == 0)
        text.insert(random.bounded(static_cast<int>(text.size()) + 1), QChar(0xD800 + random.bounded(0x800)));
    return text;
}

Draft anyDraft(QRandomGenerator &random)
{
    Draft draft;
    draft.label = anyText(random);
    draft.source = anyText(random);
    draft.detailType = anyText(random);
    draft.detail = anyBytes(random);
    draft.eventBusName = anyText(random);
    switch (random.bounded(4)) {
    case 0:
        draft.time = TimeChoice::whenSent();
        break;
    case 1:
        draft.time = TimeChoice::at(
            {static_cast<qint64>(random.bounded(4'000'000'000.0)) - 2'000'000'000, random.bounded(1'000'000'000)});
        break;
    case 2:
        draft.time.kind = TimeChoice::Kind::Fixed;
        draft.time.text = anyText(random);
        draft.time.fixed = parseInstant(draft.time.text).value_or(Instant());
        break;
    default:
        break;
    }
    for (int i = random.bounded(4); i > 0; --i)
        draft.resources.append(anyText(random));
    draft.traceHeader = anyText(random);
    draft.idempotencyToken = anyText(random);
    return draft;
}

} // namespace

void TestScenarioFile::roundTripsAnything()
{
    for (quint32 seed = 0; seed < 3000; ++seed) {
        QRandomGenerator random(seed);
        Scenario scenario{anyText(random), {}};
        for (int i = random.bounded(4); i > 0; --i)
            scenario.drafts.append(anyDraft(random));
        const QByteArray text = scenarioText(scenario);
        const Scenario back = mustRead(text);
        QVERIFY2(back == scenario, qPrintable(u"seed %1\n"_s.arg(seed) + QString::fromUtf8(text)));
        QCOMPARE(scenarioText(back), text);
    }
}

void TestScenarioFile::oneChangeIsOneLine()
{
    Scenario scenario = orderScenario();
    const QList<QByteArray> before = scenarioText(scenario).split('\n');
    scenario.drafts[0].detail.replace("\"quantity\": 2", "\"quantity\": 3");
    const QList<QByteArray> after = scenarioText(scenario).split('\n');
    QCOMPARE(after.size(), before.size());
    int changed = 0;
    for (qsizetype i = 0; i < before.size(); ++i)
        changed += before.at(i) == after.at(i) ? 0 : 1;
    QCOMPARE(changed, 1);
}

void TestScenarioFile::entriesArrayIsForTheCli()
{
    Draft draft;
    draft.label = u"not for others"_s;
    draft.source = u"s"_s;
    draft.detailType = u"t"_s;
    draft.detail = "{\"a\": \"ä\"}\n";
    draft.time = TimeChoice::at({1704070923, 456'000'000});
    draft.resources = {u"r"_s};
    draft.idempotencyToken = u"ours"_s;
    Draft now;
    now.source = u"n"_s;
    now.time = TimeChoice::whenSent();
    const QByteArray expected = R"([
    {
      "Source": "s",
      "DetailType": "t",
      "Detail": "{\"a\": \"ä\"}\n",
      "Time": "2024-01-01T01:02:03.456Z",
      "Resources": [
        "r"
      ]
    },
    {
      "Source": "n"
    }
]
)";
    QCOMPARE(entriesArrayText({draft, now}), expected);
    const Result<EntryReading> back = readEntries(entriesArrayText({draft}));
    QVERIFY(back);
    draft.label.clear();
    draft.idempotencyToken.clear();
    QCOMPARE(back->drafts, Drafts{draft});
    QCOMPARE(entriesArrayText({}), QByteArray("[]\n"));
}

void TestScenarioFile::writesTheFile()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"a.busload"_s);
    const Scenario scenario = orderScenario();
    QVERIFY(writeScenarioFile(path, scenario));
    QVERIFY(writeScenarioFile(path, scenario)); // over an old one
    const Result<EntryReading> back = readEntriesFile(path);
    QVERIFY(back);
    QCOMPARE(back->drafts, scenario.drafts);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a.busload"_s});
}

void TestScenarioFile::keepsTheOldFileWhenTheDiskIsFull()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"a.busload"_s);
    QVERIFY(writeScenarioFile(path, orderScenario()));
    Scenario large = orderScenario();
    large.drafts[0].detail = "{\"a\":\"" + QByteArray(1'000'000, 'x') + "\"}";

    // A limit on the size of files stands in for the full disk: write(2) fails the same way.
    rlimit before = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 100'000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<bool> written = writeScenarioFile(path, large);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, oldHandler);

    QVERIFY(!written);
    QCOMPARE(written.failure().kind, FailureKind::Unwritable);
    QVERIFY2(written.failure().message.contains(u"File too large"_s), qPrintable(written.failure().message));
    const Result<EntryReading> back = readEntriesFile(path);
    QVERIFY(back);
    QCOMPARE(back->drafts, orderScenario().drafts);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a.busload"_s});
}

void TestScenarioFile::saysWhyItCannotWrite()
{
    QTemporaryDir dir;
    const Result<bool> noFolder = writeScenarioFile(dir.filePath(u"missing/a.busload"_s), {});
    QVERIFY(!noFolder);
    QCOMPARE(noFolder.failure().kind, FailureKind::Unwritable);
    QVERIFY2(noFolder.failure().message.contains(u"No such file"_s), qPrintable(noFolder.failure().message));
    const Result<bool> isFolder = writeScenarioFile(dir.path(), {});
    QVERIFY(!isFolder);
    QCOMPARE(isFolder.failure().kind, FailureKind::Unwritable);
    QVERIFY(!isFolder.failure().message.isEmpty());
}

void TestScenarioFile::shipsAnOrder()
{
    const Scenario order = orderScenario();
    QCOMPARE(order.drafts.size(), 2);
    const Draft fulfilled = order.drafts.value(0);
    const Draft adjusted = order.drafts.value(1);
    QCOMPARE(fulfilled.source, u"com.mycompany.orders"_s);
    QCOMPARE(fulfilled.detailType, u"OrderFulfilled"_s);
    QCOMPARE(adjusted.source, u"com.mycompany.inventory"_s);
    QCOMPARE(adjusted.detailType, u"InventoryAdjusted"_s);
    for (const Draft &draft : order.drafts) {
        QCOMPARE(draft.eventBusName, u"default"_s);
        QCOMPARE(draft.time, TimeChoice::whenSent());
        QVERIFY(draft.detail.contains("\"orderId\": \"ORD12345\""));
        QVERIFY(draft.detail.contains("\"timestamp\": \""));
    }
    QVERIFY(fulfilled.detail.contains("\"customerId\": \"CUST987\""));
    QVERIFY(fulfilled.detail.contains("\"productId\": \"PROD654\""));
    QVERIFY(fulfilled.detail.contains("\"quantity\": 2"));
    QVERIFY(adjusted.detail.contains("\"productId\": \"PROD654\""));
    QVERIFY(adjusted.detail.contains("\"adjustment\": -2"));

    // Opened and saved, the shipped file does not change.
    QFile file(u":/scenarios/order.busload"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(scenarioText(order), file.readAll());
}

void TestScenarioFile::examples()
{
    QCOMPARE(exampleDraft(u"OrderFulfilled"_s), orderScenario().drafts.value(0));
    QCOMPARE(exampleDraft(u"InventoryAdjusted"_s), orderScenario().drafts.value(1));
    const Draft blank = exampleDraft(u"Other"_s);
    QVERIFY(blank.source.isEmpty());
    QVERIFY(blank.detailType.isEmpty());
    QCOMPARE(blank.detail, QByteArray("{\n}"));
}

QTEST_GUILESS_MAIN(TestScenarioFile)
#include "tst_scenariofile.moc"
