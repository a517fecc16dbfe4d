// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tries a connection without sending an event: are there keys, whose are they, and is the bus there? It
// finds out, in this order, and says what it found in words; it changes nothing anywhere.
#pragma once

#include "credentials/credentialsprovider.h"
#include "delivery/effectiveconnection.h"
#include "net/clockskew.h"
#include "net/httptransport.h"

#include <QObject>

#include <memory>
#include <optional>

namespace busload {

struct ConnectionFinding
{
    enum class Step { Settings, Credentials, Identity, Clock, Bus };
    enum class Mark {
        Good,
        Bad,  //!< sending will not work, or not as meant
        Open, //!< could not be found out; sending may work all the same
    };

    Step step = Step::Settings;
    Mark mark = Mark::Good;
    QString text; //!< English: what was found, and what to do where it is bad

    bool operator==(const ConnectionFinding &) const = default;
};

struct ConnectionReport
{
    QList<ConnectionFinding> findings; //!< in the order in which they were made
    QStringList links;                 //!< the steps that led to the keys
    QString accountId;
    QString arn;
    std::optional<QDateTime> expiresAt; //!< UTC, of the keys

    //! Nothing found is bad.
    bool passed() const;
};

class ConnectionTest : public QObject
{
    Q_OBJECT
public:
    ConnectionTest(HttpTransport &transport, ClockSkew &clock, QObject *parent = nullptr);
    ~ConnectionTest() override;

    //! Begins anew, whatever was under way. `credentials` are kept until they answered.
    void start(const Result<EffectiveConnection> &connection, std::shared_ptr<CredentialsProvider> credentials);
    //! Ends without a further signal; what was found stays.
    void cancel();

    bool isRunning() const { return m_run != nullptr; }
    const ConnectionReport &report() const { return m_report; }

signals:
    //! A finding was added.
    void changed();
    //! Exactly once for each start(), never from inside it, unless it was cancelled or begun anew.
    void finished();

private:
    void findKeys();
    void findIdentity();
    void findBus();
    bool sayClock(const QUrl &server);
    //! Whether the run goes on: whoever hears of the finding may cancel it or begin anew.
    [[nodiscard]] bool add(ConnectionFinding::Step step, ConnectionFinding::Mark mark, const QString &text);
    void end();

    HttpTransport &m_transport;
    ClockSkew &m_clock;
    EffectiveConnection m_effective;
    std::shared_ptr<CredentialsProvider> m_credentials;
    sigv4::Credentials m_keys;
    ConnectionReport m_report;
    std::unique_ptr<QObject> m_run; // what is under way dies with it
};

} // namespace busload
