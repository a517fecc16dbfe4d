// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The event buses of the accounts behind the connections, asked for once and kept for minutes, so that a form can
// offer them and warn of a bus that is not there. Where it may not look it stays quiet: it knows nothing then.
#pragma once

#include "credentials/credentialsprovider.h"
#include "delivery/operation.h"
#include "eventbridge/buses.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace busload {

struct BusListing
{
    enum class State {
        Unknown, //!< never asked; for the sandbox, which has no list, always
        Asking,
        Known,
        NotAllowed, //!< the keys may not list buses
        Failed,
    };

    State state = State::Unknown;
    QList<EventBus> buses; //!< sorted by name; of the last time, while it is asked anew
    QString reason;        //!< for NotAllowed and Failed
    QDateTime readAt;      //!< UTC

    bool operator==(const BusListing &) const = default;
};

enum class BusVerdict { NotVerified, There, Missing };

class BusDirectory : public QObject
{
    Q_OBJECT
public:
    //! `transport` and `clock` outlive it.
    BusDirectory(HttpTransport &transport, ClockSkew &clock, QObject *parent = nullptr);
    ~BusDirectory() override;

    //! Asks for all pages, unless a listing of the last minutes is there or one is under way. `connection` is
    //! the effective one; the credentials are kept until they answered.
    void ask(const Connection &connection, std::shared_ptr<CredentialsProvider> credentials);
    //! The next ask() asks the service.
    void forget(const Connection &connection);

    BusListing listing(const Connection &connection) const;
    //! NotVerified unless the listing is Known, and for the ARN of a bus elsewhere. Empty means "default".
    BusVerdict verdict(const Connection &connection, const QString &nameOrArn) const;
    //! The bus that a mistyped name was probably meant to be; empty: none is near.
    QString nearest(const Connection &connection, const QString &name) const;

signals:
    //! The listing of some connection changed.
    void changed();

private:
    struct Account;

    Account *find(const Connection &connection) const;
    void next(Account &account, const QString &token);
    void settle(Account &account, BusListing::State state, const QString &reason);

    HttpTransport &m_transport;
    ClockSkew &m_clock;
    std::vector<std::unique_ptr<Account>> m_accounts;
};

} // namespace busload
