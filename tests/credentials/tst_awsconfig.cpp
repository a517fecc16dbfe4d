// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awsconfig.h"

#include <QRandomGenerator>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

AwsConfig parsed(const QByteArray &config, const QByteArray &credentials = {})
{
    return parseAwsConfig({u"/c"_s, config}, {u"/k"_s, credentials});
}

//! "name{key=value,key=value|sub.key=value}" of each section, sorted, blanks between; line breaks as "\n".
QString shape(const QMap<QString, AwsSection> &sections)
{
    QStringList list;
    for (auto section = sections.cbegin(); section != sections.cend(); ++section) {
        QStringList settings;
        for (auto it = section->settings.cbegin(); it != section->settings.cend(); ++it) {
            if (!it->value.isEmpty() || it->nested.isEmpty())
                settings.append(it.key() + u'=' + QString(it->value).replace(u'\n', u"\\n"_s));
            for (auto sub = it->nested.cbegin(); sub != it->nested.cend(); ++sub)
                settings.append(it.key() + u'.' + sub.key() + u'=' + sub.value());
        }
        list.append(section.key() + u'{' + settings.join(u',') + u'}');
    }
    return list.join(u' ');
}

} // namespace

class TestAwsConfig : public QObject
{
    Q_OBJECT

private slots:
    void whatIsRead_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("credentials");
        QTest::addColumn<QString>("profiles");
        const QByteArray none;
        QTest::newRow("nothing") << none << none << QString();
        QTest::newRow("an empty profile") << QByteArray("[profile dev]") << none << u"dev{}"_s;
        QTest::newRow("a byte-order mark") << QByteArray("\xef\xbb\xbf[profile dev]\na=1\n") << none << u"dev{a=1}"_s;
        QTest::newRow("line ends of Windows")
            << QByteArray("[profile dev]\r\na = 1\r\nb=2\r\n") << none << u"dev{a=1,b=2}"_s;
        QTest::newRow("default in both spellings") << QByteArray("[default]\na=1\n") << none << u"default{a=1}"_s;
        QTest::newRow("[profile default] hides [default]")
            << QByteArray("[default]\na=1\nb=1\n[profile default]\na=2\n") << none << u"default{a=2}"_s;
        QTest::newRow("[profile default] hides a later [default]")
            << QByteArray("[profile default]\na=2\n[default]\na=1\nb=1\n") << none << u"default{a=2}"_s;
        QTest::newRow("blanks in the header") << QByteArray("[ profile \t dev ]\na=1") << none << u"dev{a=1}"_s;
        QTest::newRow("every character of a name")
            << QByteArray("[profile a-b_c/d.e%f@g:h+1]\na=1") << none << u"a-b_c/d.e%f@g:h+1{a=1}"_s;
        QTest::newRow("other sections are passed over")
            << QByteArray("[plugins]\na=1\n  b\nno equals\n[profile dev]\nc=3\n[preview x]\nd=4") << none
            << u"dev{c=3}"_s;
        QTest::newRow("a name that is none is passed over")
            << QByteArray("[profile a b]\na=1\nno equals\n[profile dev]\nc=3\n") << none << u"dev{c=3}"_s;
        QTest::newRow("keys in any case") << QByteArray("[profile dev]\nREGION = X\n") << none << u"dev{region=X}"_s;
        QTest::newRow("the first = splits")
            << QByteArray("[profile dev]\na = b=c = d\n") << none << u"dev{a=b=c = d}"_s;
        QTest::newRow("no blanks needed") << QByteArray("[profile dev]\na=b\n") << none << u"dev{a=b}"_s;
        QTest::newRow("an empty value") << QByteArray("[profile dev]\na =\nb=1\n") << none << u"dev{a=,b=1}"_s;
        QTest::newRow("comment lines") << QByteArray("# x\n; y\n[profile dev] # why\n#a=1\n;b=1\nc=1\n") << none
                                       << u"dev{c=1}"_s;
        QTest::newRow("a comment may touch the header")
            << QByteArray("[profile dev];x\na=1\n") << none << u"dev{a=1}"_s;
        QTest::newRow("a comment after a blank")
            << QByteArray("[profile dev]\na=1 # x\nb=2\t; y\n") << none << u"dev{a=1,b=2}"_s;
        QTest::newRow("no comment without a blank")
            << QByteArray("[profile dev]\na=1#x\nb=2;y\n") << none << u"dev{a=1#x,b=2;y}"_s;
        QTest::newRow("a comment in the value's place")
            << QByteArray("[profile dev]\na = # x\nb=1\n") << none << u"dev{a=,b=1}"_s;
        QTest::newRow("a further line") << QByteArray("[profile dev]\na = one\n  two # kept \n\tthree\nb=1\n") << none
                                        << u"dev{a=one\\ntwo # kept\\nthree,b=1}"_s;
        QTest::newRow("a further line after a blank one")
            << QByteArray("[profile dev]\na = one\n\n  two\n") << none << u"dev{a=one\\ntwo}"_s;
        QTest::newRow("sub-properties") << QByteArray("[profile dev]\ns3 =\n  Max = 1\n  b=2 # kept\nc=1\n") << none
                                        << u"dev{c=1,s3.b=2 # kept,s3.max=1}"_s;
        QTest::newRow("the last of equal keys wins")
            << QByteArray("[profile dev]\na=1\na=2\n") << none << u"dev{a=2}"_s;
        QTest::newRow("a section that stands twice is one")
            << QByteArray("[profile dev]\na=1\nb=1\n[profile x]\n[profile dev]\nb=2\nc=2\n") << none
            << u"dev{a=1,b=2,c=2} x{}"_s;
        QTest::newRow("the credentials file names profiles alone")
            << none << QByteArray("[dev]\na=1\n[default]\nb=2\n") << u"default{b=2} dev{a=1}"_s;
        QTest::newRow("no [profile x] in the credentials file")
            << none << QByteArray("[profile x]\na=1\n[y]\nb=1") << u"y{b=1}"_s;
        QTest::newRow("the credentials file wins")
            << QByteArray("[profile dev]\na=1\nb=1\n") << QByteArray("[dev]\nb=2\nc=2\n") << u"dev{a=1,b=2,c=2}"_s;
        QTest::newRow("default of both files is one") << QByteArray("[profile default]\na=1\n[default]\nc=1\n")
                                                      << QByteArray("[default]\nb=2\n") << u"default{a=1,b=2}"_s;
        QTest::newRow("a line of blanks ends nothing")
            << QByteArray("[profile dev]\na=1\n \t\n  two\n") << none << u"dev{a=1\\ntwo}"_s;
        QTest::newRow("sub-properties that stand twice are the last ones")
            << QByteArray("[profile dev]\ns3 =\n  a=1\ns3 =\n  b=2\n") << none << u"dev{s3.b=2}"_s;
        QTest::newRow("a sub-property of no name is passed over")
            << QByteArray("[profile dev]\ns3 =\n  # a = 1\n  b c = 2\n  d = 3\n") << none << u"dev{s3.d=3}"_s;
        QTest::newRow("sub-properties after a comment in the value's place")
            << QByteArray("[profile dev]\ns3 = # x\n  a=1\n") << none << u"dev{s3.a=1}"_s;
        QTest::newRow("comments in another encoding")
            << QByteArray("# \xe4\n[profile dev] # \xe4\na=1 # \xe4\n") << none << u"dev{a=1}"_s;
        QTest::newRow("a key is a name before it is put in lower case")
            << QByteArray("[profile dev]\n\xe2\x84\xaa=1\n") << none << u"dev{}"_s;
        QTest::newRow("a key that is no name is passed over with its further lines")
            << QByteArray("[profile dev]\na b = 1\n  more\nc=1\n") << none << u"dev{c=1}"_s;
    }

    void whatIsRead()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, credentials);
        QFETCH(QString, profiles);
        const AwsConfig result = parsed(config, credentials);
        QCOMPARE(shape(result.profiles), profiles);
        QVERIFY(result.problems.isEmpty());
        for (const AwsSection &section : result.profiles)
            QVERIFY2(section.problems.isEmpty(), qPrintable(problemText(section.problems.value(0))));
    }

    void whatIsWrongSpoilsItsOwnSection_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("section"); // empty: of no one section
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("says");
        QTest::newRow("no equals sign") << QByteArray("[profile bad]\nregion us-east-1\n") << u"bad"_s << 2
                                        << u"Expected an '=' sign defining a property"_s;
        QTest::newRow("a comment before the equals sign")
            << QByteArray("[profile bad]\na # b = 1\n") << u"bad"_s << 2 << u"defining a property"_s;
        QTest::newRow("no name") << QByteArray("[profile bad]\na=1\n = 1\n= 2\n") << u"bad"_s << 4
                                 << u"Property did not have a name"_s;
        QTest::newRow("a further line of nothing")
            << QByteArray("[profile bad]\n  a = 1\n") << u"bad"_s << 2 << u"continuation"_s;
        QTest::newRow("a further line after a comment's header")
            << QByteArray("[profile bad] # x\n\n\ta = 1\n") << u"bad"_s << 3 << u"continuation"_s;
        QTest::newRow("a sub-property without equals")
            << QByteArray("[profile bad]\ns3 =\n  nothing\n") << u"bad"_s << 3 << u"sub-property"_s;
        QTest::newRow("a comment before a sub-property's equals sign")
            << QByteArray("[profile bad]\ns3 =\n  a # b = 1\n") << u"bad"_s << 3 << u"defining a sub-property"_s;
        QTest::newRow("a comment among sub-properties")
            << QByteArray("[profile bad]\ns3 =\n  # x\n") << u"bad"_s << 3 << u"sub-property"_s;
        QTest::newRow("a value that is no UTF-8")
            << QByteArray("[profile bad]\na = \xe4\n") << u"bad"_s << 2 << u"not UTF-8"_s;
        QTest::newRow("a further line that is no UTF-8")
            << QByteArray("[profile bad]\na = 1\n  \xe4\n") << u"bad"_s << 3 << u"not UTF-8"_s;
        QTest::newRow("a sub-property without a name")
            << QByteArray("[profile bad]\ns3 =\n  = x\n") << u"bad"_s << 3 << u"Sub-property did not have a name"_s;
        QTest::newRow("an open header") << QByteArray("\n[profile bad\na=1\n") << u"bad"_s << 2
                                        << u"must end with ']'"_s;
        QTest::newRow("an open header with a comment")
            << QByteArray("[profile bad # x\na=1\n") << u"bad"_s << 1 << u"must end with ']'"_s;
        QTest::newRow("a comment before the bracket")
            << QByteArray("[profile bad#x]\na=1\n") << u"bad"_s << 1 << u"must end with ']'"_s;
        QTest::newRow("words behind the header") << QByteArray("[profile bad] a=1\n") << u"bad"_s << 1 << u"comment"_s;
        QTest::newRow("before any section")
            << QByteArray("a=1\n[profile bad]\n") << QString() << 1 << u"Expected a profile definition"_s;
        QTest::newRow("an indented header before any section")
            << QByteArray(" [profile bad]\n") << QString() << 1 << u"Expected a profile definition"_s;
        QTest::newRow("an open header of another kind")
            << QByteArray("[plug\na=1\n") << QString() << 1 << u"must end with ']'"_s;
    }

    void whatIsWrongSpoilsItsOwnSection()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, section);
        QFETCH(int, line);
        QFETCH(QString, says);
        const AwsConfig result =
            parsed(config + "[profile good]\nregion = eu-west-1\n[default]\nx=1\n", "[good]\nkey=1\n");
        const QList<AwsFileProblem> problems =
            section.isEmpty() ? result.problems : result.profiles.value(section).problems;
        QVERIFY2(!problems.isEmpty(), qPrintable(shape(result.profiles)));
        QCOMPARE(problems.first().file, u"/c"_s);
        QCOMPARE(problems.first().line, line);
        QVERIFY2(problems.first().message.contains(says), qPrintable(problems.first().message));
        const AwsSection good = result.profiles.value(u"good"_s);
        QVERIFY2(good.problems.isEmpty() && good.text(u"region"_s) == u"eu-west-1"_s && good.text(u"key"_s) == u"1"_s,
                 "a bad neighbour spoiled a good section");
        QVERIFY(result.profiles.value(u"default"_s).problems.isEmpty());
    }

    void aProblemInEitherFileSpoilsTheProfileOfBoth()
    {
        const AwsConfig result = parsed("[profile dev]\na=1\n", "[dev]\nno equals\n");
        QCOMPARE(result.profiles.value(u"dev"_s).problems.size(), 1);
        QCOMPARE(problemText(result.profiles.value(u"dev"_s).problems.first()),
                 u"/k line 2: Expected an '=' sign defining a property"_s);
    }

    void aFileInAnotherEncodingIsNotRead()
    {
        for (const QByteArray &text : {QByteArray("\xff\xfe[\0d\0]\0", 8), QByteArray("\xfe\xff\0[\0d\0]", 8)}) {
            const AwsConfig result = parsed("[profile dev]\n", text);
            QCOMPARE(result.problems, QList{(AwsFileProblem{u"/k"_s, 0, u"it is UTF-16 text. Save it as UTF-8"_s})});
            QCOMPARE(problemText(result.problems.first()), u"/k: it is UTF-16 text. Save it as UTF-8"_s);
            QCOMPARE(shape(result.profiles), u"dev{}"_s);
        }
    }

    void sectionsOfTheOtherFilesFormAreKeptInMind()
    {
        const AwsConfig result = parsed("[dev]\na=1\n[plugins]\n[profile ok]\n[a b]\n", "\n[profile x]\na=1\n[ok]\n");
        QCOMPARE(result.profiles.keys(), QStringList{u"ok"_s});
        QCOMPARE(result.misplaced.keys(), (QStringList{u"dev"_s, u"plugins"_s, u"x"_s}));
        QCOMPARE(problemText(result.misplaced.value(u"dev"_s)),
                 u"/c line 1: this section is passed over; in this file a profile is written [profile dev]"_s);
        QCOMPARE(problemText(result.misplaced.value(u"x"_s)),
                 u"/k line 2: this section is passed over; in this file a profile is written [x]"_s);
    }

    void problemsAreToldAsTheyStand()
    {
        QCOMPARE(problemText({u"/a%2b%3"_s, 7, u"why %1"_s}), u"/a%2b%3 line 7: why %1"_s);
        QCOMPARE(problemText({u"/a%2"_s, 0, u"why %1"_s}), u"/a%2: why %1"_s);
    }

    void otherSectionsHaveTheirOwnPlace()
    {
        const AwsConfig result = parsed("[sso-session one]\nsso_region=eu-west-1\n[services local]\neventbridge =\n"
                                        "  endpoint_url = http://localhost:4566\n[profile one]\na=1\n"
                                        "[sso-session one]\nsso_region=eu-west-2\n[sso-session a b]\nx=1\n",
                                        "[sso-session two]\nb=1\n");
        QCOMPARE(shape(result.ssoSessions), u"one{sso_region=eu-west-2}"_s);
        QCOMPARE(shape(result.services), u"local{eventbridge.endpoint_url=http://localhost:4566}"_s);
        QCOMPARE(shape(result.profiles), u"one{a=1}"_s);
    }

    void settingsKnowTheirPlace()
    {
        const AwsConfig result = parsed("\n[profile dev]\n# x\na=1\nb=1\n", "[dev]\n\nb=2\n");
        const AwsSection dev = result.profiles.value(u"dev"_s);
        QCOMPARE(dev.line, 2);
        QCOMPARE(dev.settings.value(u"a"_s).file, u"/c"_s);
        QCOMPARE(dev.settings.value(u"a"_s).line, 4);
        QCOMPARE(dev.settings.value(u"b"_s).file, u"/k"_s);
        QCOMPARE(dev.settings.value(u"b"_s).line, 3);
    }

    void whatIsPassedOverIsWarnedOf()
    {
        const AwsConfig result =
            parsed("[profile a b]\n[profile dev]\nc d=1\n[plugins]\n[default]\n[profile default]\n", "[profile x]\n");
        QStringList lines;
        for (const AwsFileProblem &warning : result.warnings)
            lines.append(warning.file + QString::number(warning.line));
        QCOMPARE(lines, (QStringList{u"/c1"_s, u"/c3"_s, u"/c5"_s, u"/k1"_s}));
    }

    void warningsTellNothingThatMayBeAPieceOfASecret()
    {
        const AwsConfig result = parsed("[profile dev]\nhid den=1\ns3 =\n  hid den = 1\n");
        QCOMPARE(result.warnings.size(), 2);
        for (const AwsFileProblem &warning : result.warnings)
            QVERIFY2(!warning.message.contains(u"hid"_s), qPrintable(warning.message));
    }

    void anythingAtAllIsReadWithoutHarm()
    {
        QRandomGenerator random(20261125);
        const QList<QByteArray> pieces{"[profile dev]",
                                       "[",
                                       "]",
                                       "[default]",
                                       "a",
                                       "=",
                                       " ",
                                       "\t",
                                       "\n",
                                       "\r\n",
                                       "#",
                                       ";",
                                       "[sso-session x]",
                                       "\xff",
                                       "ä",
                                       "s3 =\n  x = 1\n",
                                       "[profile \n",
                                       QByteArray(1, '\0'),
                                       "role_arn = x"};
        for (int round = 0; round < 3000; ++round) {
            QByteArray text;
            const int length = random.bounded(30);
            for (int i = 0; i < length; ++i)
                text += pieces.at(random.bounded(int(pieces.size())));
            const AwsConfig result = parsed(text + "\n[profile good]\nkept = yes\n");
            QVERIFY2(result.profiles.value(u"good"_s).text(u"kept"_s) == u"yes"_s, text.constData());
            const int lines = int(text.count('\n')) + 3;
            QList<AwsFileProblem> all = result.problems + result.warnings;
            for (const AwsSection &section : result.profiles)
                all += section.problems;
            for (const AwsFileProblem &problem : all)
                QVERIFY2(problem.line >= 1 && problem.line <= lines, text.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestAwsConfig)
#include "tst_awsconfig.moc"
