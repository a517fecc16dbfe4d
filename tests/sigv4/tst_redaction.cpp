// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/redaction.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestRedaction : public QObject
{
    Q_OBJECT
private slots:
    void takesTheSecretOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("nothing to take") << QByteArray("IQoJ/b3+Jp==") << QByteArray("IQoJ/b3+Jp==");
        QTest::newRow("plain, twice") << QByteArray("a IQoJ/b3+JpZ== b IQoJ/b3+JpZ==")
                                      << QByteArray("a <redacted> b <redacted>");
        QTest::newRow("an escaped slash") << QByteArray(R"("IQoJ\/b3+JpZ==")") << QByteArray(R"("<redacted>")");
        QTest::newRow("characters by number")
            << QByteArray(R"("IQoJ\u002fb3\u002BJpZ\u003d=")") << QByteArray(R"("<redacted>")");
        QTest::newRow("bytes that are no UTF-8 stay")
            << QByteArray("\xff\x80IQoJ/b3+JpZ==\xc3") << QByteArray("\xff\x80<redacted>\xc3");
        QTest::newRow("its characters are no pattern") << QByteArray("IQoJ/bbb3JpZ==") << QByteArray("IQoJ/bbb3JpZ==");
    }

    void takesTheSecretOut()
    {
        QFETCH(QByteArray, text);
        const Secret secret("IQoJ/b3+JpZ==");
        QTEST(withoutSecret(text, secret), "shown");
        QFETCH(QByteArray, shown);
        QCOMPARE(withoutSecret(QString::fromLatin1(text), secret), QString::fromLatin1(shown));
    }

    void noSecretChangesNothing()
    {
        QCOMPARE(withoutSecret(QByteArray("abc"), Secret()), QByteArray("abc"));
        QCOMPARE(withoutSecret(u"abc"_s, Secret()), u"abc"_s);
    }

    void aLongTokenIsTakenOut()
    {
        const QByteArray token = QByteArray("abc/+=").repeated(1000);
        QCOMPARE(withoutSecret("x" + token + "y", Secret(token)), QByteArray("x<redacted>y"));
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
