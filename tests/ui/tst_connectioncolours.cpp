// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connectioncolours.h"

#include "ui/theme.h"

#include <QSet>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

const QList<Connection::Colour> colours{Connection::Colour::Blue,   Connection::Colour::Green,
                                        Connection::Colour::Teal,   Connection::Colour::Purple,
                                        Connection::Colour::Orange, Connection::Colour::Red};

} // namespace

class ConnectionColoursTest : public QObject
{
    Q_OBJECT

private slots:
    void everyColourCanBeSeenAndReadOn()
    {
        for (const Connection::Colour colour : colours) {
            const QColor shown = connectionColour(colour);
            QVERIFY2(contrast(shown, Qt::white) >= 4.5, qPrintable(colourName(colour) + u": white text on it"_s));
            for (const Theme &theme : {lightTheme(), darkTheme()}) {
                QVERIFY2(contrast(shown, theme.window) >= 3, qPrintable(colourName(colour) + u" on the window"_s));
                QVERIFY2(contrast(shown, theme.raised) >= 3, qPrintable(colourName(colour) + u" on a list"_s));
            }
        }
    }

    void everyColourHasItsOwnNameAndLook()
    {
        QSet<QString> names{colourName(Connection::Colour::None)};
        QSet<QRgb> looks;
        for (const Connection::Colour colour : colours) {
            names.insert(colourName(colour));
            looks.insert(connectionColour(colour).rgb());
        }
        QCOMPARE(names.size(), colours.size() + 1);
        QCOMPARE(looks.size(), colours.size());
    }

    void productionIsNeverWithoutAColour()
    {
        Connection connection;
        QVERIFY(!shownColour(connection).isValid());
        connection.production = true;
        QCOMPARE(shownColour(connection), connectionColour(Connection::Colour::Red));
        connection.colour = Connection::Colour::Teal;
        QCOMPARE(shownColour(connection), connectionColour(Connection::Colour::Teal));
    }
};

QTEST_MAIN(ConnectionColoursTest)
#include "tst_connectioncolours.moc"
