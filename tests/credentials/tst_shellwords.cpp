// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/shellwords.h"

#include <QtTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestShellWords : public QObject
{
    Q_OBJECT
private slots:
    void divides_data();
    void divides();
    void refusesWhatIsNotClosed_data();
    void refusesWhatIsNotClosed();
};

void TestShellWords::divides_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing") << u" \t"_s << QStringList{};
    QTest::newRow("blanks, tabs and line ends part words")
        << u" a  b\tc\r\nd "_s << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
    QTest::newRow("single quotes keep all") << uR"('a "b" \c $d')"_s << QStringList{uR"(a "b" \c $d)"_s};
    QTest::newRow("double quotes keep blanks") << uR"("a  'b'")"_s << QStringList{u"a  'b'"_s};
    QTest::newRow("a backslash in double quotes frees a quote and itself")
        << uR"("a\"b\\c")"_s << QStringList{uR"(a"b\c)"_s};
    QTest::newRow("a backslash in double quotes stays before others")
        << uR"("a\nb\$c")"_s << QStringList{uR"(a\nb\$c)"_s};
    QTest::newRow("a backslash outside frees anything") << uR"(a\ b\"c\'d\\e\f)"_s << QStringList{uR"(a b"c'd\ef)"_s};
    QTest::newRow("quotes within a word") << uR"(--name='a b'"c d"e)"_s << QStringList{u"--name=a bc de"_s};
    QTest::newRow("an empty pair is a word") << uR"(a '' "")"_s << QStringList{u"a"_s, QString(), QString()};
    QTest::newRow("nothing is expanded, nothing else starts")
        << u"~/x $HOME *.txt a;b|c & #d"_s
        << QStringList{u"~/x"_s, u"$HOME"_s, u"*.txt"_s, u"a;b|c"_s, u"&"_s, u"#d"_s};
    QTest::newRow("letters of any script") << u"'é ß' ሴ🚌"_s << QStringList{u"é ß"_s, u"ሴ🚌"_s};
}

void TestShellWords::divides()
{
    QFETCH(QString, command);
    const std::optional<QStringList> words = splitShellWords(command);
    QVERIFY2(words, "the command was refused");
    QTEST(*words, "words");
}

void TestShellWords::refusesWhatIsNotClosed_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("single quote") << u"a 'b c"_s;
    QTest::newRow("double quote") << u"a \"b c"_s;
    QTest::newRow("freed double quote") << uR"(a "b\")"_s;
    QTest::newRow("backslash at the end of a quote") << uR"(a "b\)"_s;
    QTest::newRow("backslash at the end") << uR"(a b\)"_s;
}

void TestShellWords::refusesWhatIsNotClosed()
{
    QFETCH(QString, command);
    QVERIFY2(!splitShellWords(command), "words were made of it");
}

QTEST_GUILESS_MAIN(TestShellWords)
#include "tst_shellwords.moc"
