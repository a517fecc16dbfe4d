// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/productionguard.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestProductionGuard : public QObject
{
    Q_OBJECT

    static Connection live()
    {
        Connection connection;
        connection.id = u"1"_s;
        connection.production = true;
        connection.profile = u"live"_s;
        return connection;
    }

private slots:
    void asksOnceForOnePlace()
    {
        ProductionGuard guard;
        QVERIFY(guard.mustAsk(live()));
        QVERIFY2(guard.mustAsk(live()), "asking is no answer");
        guard.confirm(live());
        QVERIFY(!guard.mustAsk(live()));
        Connection sameplace = live();
        sameplace.name = u"other name"_s;
        sameplace.answerTimeoutMs = 1000;
        QVERIFY(!guard.mustAsk(sameplace));
    }

    void anotherPlaceIsAskedAnew_data()
    {
        QTest::addColumn<QString>("field");
        for (const char *field : {"id", "region", "endpointUrl", "endpointId", "profile", "accessKeyId", "source"})
            QTest::newRow(field) << QString::fromLatin1(field);
    }

    void anotherPlaceIsAskedAnew()
    {
        QFETCH(QString, field);
        ProductionGuard guard;
        guard.confirm(live());
        Connection other = live();
        if (field == "id"_L1)
            other.id = u"2"_s;
        else if (field == "region"_L1)
            other.region = u"eu-west-1"_s;
        else if (field == "endpointUrl"_L1)
            other.endpointUrl = u"https://x"_s;
        else if (field == "endpointId"_L1)
            other.endpointId = u"a.b"_s;
        else if (field == "profile"_L1)
            other.profile = u"other"_s;
        else if (field == "accessKeyId"_L1)
            other.accessKeyId = u"AKID"_s;
        else
            other.credentialSource = Connection::CredentialSource::Environment;
        QVERIFY2(guard.mustAsk(other), "a yes was taken for another place");
    }

    void whatIsNotProductionIsNotAsked()
    {
        Connection connection = live();
        connection.production = false;
        QVERIFY(!ProductionGuard().mustAsk(connection));
    }
};

QTEST_GUILESS_MAIN(TestProductionGuard)
#include "tst_productionguard.moc"
