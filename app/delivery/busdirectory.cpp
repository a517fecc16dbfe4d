// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/busdirectory.h"

#include <algorithm>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 freshSeconds = 5LL * 60;
constexpr int mostPages = 100;
const QString defaultBus = u"default"_s;

//! What the list of an account depends on.
Connection placeOf(const Connection &connection)
{
    Connection place;
    place.kind = connection.kind;
    place.id = connection.id;
    place.region = connection.region;
    place.endpointUrl = connection.endpointUrl;
    place.credentialSource = connection.credentialSource;
    place.profile = connection.profile;
    place.accessKeyId = connection.accessKeyId;
    place.useFips = connection.useFips;
    place.useDualStack = connection.useDualStack;
    return place;
}

//! How many letters are to be changed, added or taken away. Source: Levenshtein's distance.
qsizetype distance(QStringView a, QStringView b)
{
    QList<qsizetype> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype changed = diagonal + (a.at(i - 1).toLower() == b.at(j - 1).toLower() ? 0 : 1);
            diagonal = row.at(j);
            row[j] = std::min({changed, row.at(j) + 1, row.at(j - 1) + 1});
        }
    }
    return row.constLast();
}

} // namespace

struct BusDirectory::Account
{
    Connection place;
    Connection connection;
    std::shared_ptr<CredentialsProvider> credentials;
    sigv4::Credentials keys;
    BusListing listing;
    QList<EventBus> read; // by the pages so far
    int pages = 0;
    bool isForgotten = false;     // while it is asked: the answer is not to be kept
    std::unique_ptr<QObject> run; // what is under way dies with it
};

BusDirectory::BusDirectory(HttpTransport &transport, ClockSkew &clock, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(clock)
{
}

BusDirectory::~BusDirectory() = default;

void BusDirectory::ask(const Connection &connection, std::shared_ptr<CredentialsProvider> credentials)
{
    if (connection.kind == Connection::Kind::Sandbox)
        return;
    Account *account = find(connection);
    if (!account) {
        m_accounts.push_back(std::make_unique<Account>());
        account = m_accounts.back().get();
        account->place = placeOf(connection);
    }
    const QDateTime &readAt = account->listing.readAt;
    if (account->run || (readAt.isValid() && readAt.secsTo(m_clock.localNow()) < freshSeconds))
        return;
    account->connection = connection;
    account->credentials = std::move(credentials);
    account->read.clear();
    account->pages = 0;
    account->listing.state = BusListing::State::Asking;
    account->run = std::make_unique<QObject>();
    emit changed();
    // Accounts are never moved nor removed: a pointer to one holds as long as the directory.
    account->credentials->request(account->run.get(), [this, account](const Result<ResolvedCredentials> &answer) {
        if (!answer) {
            settle(*account, BusListing::State::Failed, answer.failure().message);
            return;
        }
        account->keys = answer->keys;
        next(*account, {});
    });
}

void BusDirectory::forget(const Connection &connection)
{
    if (Account *account = find(connection)) {
        account->listing.readAt = {};
        account->isForgotten = account->run != nullptr; // what is on its way may be of before
    }
}

BusListing BusDirectory::listing(const Connection &connection) const
{
    const Account *account = find(connection);
    return account ? account->listing : BusListing();
}

BusVerdict BusDirectory::verdict(const Connection &connection, const QString &nameOrArn) const
{
    const BusListing known = listing(connection);
    if (known.state != BusListing::State::Known || known.buses.isEmpty())
        return BusVerdict::NotVerified;
    const QString name = nameOrArn.isEmpty() ? defaultBus : nameOrArn;
    const bool isArn = name.startsWith("arn:"_L1);
    const bool found = std::any_of(known.buses.cbegin(), known.buses.cend(),
                                   [&](const EventBus &bus) { return (isArn ? bus.arn : bus.name) == name; });
    if (found)
        return BusVerdict::There;
    // arn:partition:events:region:account:event-bus/name: only one of the listed account can be missing there.
    if (isArn && name.section(u':', 0, 4) != known.buses.constFirst().arn.section(u':', 0, 4))
        return BusVerdict::NotVerified;
    return BusVerdict::Missing;
}

QString BusDirectory::nearest(const Connection &connection, const QString &name) const
{
    QString best;
    qsizetype least = name.size() / 3 + 1; // further off it is another name
    for (const EventBus &bus : listing(connection).buses) {
        const qsizetype off = distance(bus.name, name);
        if (off <= least && (best.isEmpty() || off < least)) {
            best = bus.name;
            least = off;
        }
    }
    return best;
}

BusDirectory::Account *BusDirectory::find(const Connection &connection) const
{
    const Connection place = placeOf(connection);
    const auto found = std::find_if(m_accounts.cbegin(), m_accounts.cend(),
                                    [&place](const auto &account) { return account->place == place; });
    return found == m_accounts.cend() ? nullptr : found->get();
}

void BusDirectory::next(Account &account, const QString &token)
{
    const Operation operation{u"ListEventBuses"_s, listEventBusesTarget, encodeListEventBuses(token)};
    callOperation(m_transport, m_clock, account.connection, account.keys, operation, account.run.get(),
                  [this, &account, operation, token](const Result<RawAnswer> &raw) {
                      using State = BusListing::State;
                      if (!raw) {
                          settle(account, State::Failed, raw.failure().message);
                          return;
                      }
                      if (raw->status != 200) {
                          const Failure failure = refusedOperation(operation, *raw);
                          const bool rights = failure.kind == FailureKind::Credentials;
                          settle(account, rights ? State::NotAllowed : State::Failed, failure.message);
                          return;
                      }
                      const Result<EventBusPage> page = readEventBusPage(raw->body);
                      if (!page) {
                          settle(account, State::Failed, page.failure().message);
                          return;
                      }
                      account.read += page->buses;
                      // A token that comes back unchanged would be asked with for ever.
                      if (page->nextToken.isEmpty())
                          settle(account, State::Known, {});
                      else if (page->nextToken == token || ++account.pages >= mostPages)
                          settle(account, State::Failed, u"ListEventBuses does not come to an end."_s);
                      else
                          next(account, page->nextToken);
                  });
}

void BusDirectory::settle(Account &account, BusListing::State state, const QString &reason)
{
    account.listing.state = state;
    account.listing.reason = reason;
    account.listing.readAt = std::exchange(account.isForgotten, false) ? QDateTime() : m_clock.localNow();
    if (state == BusListing::State::Known) {
        std::sort(account.read.begin(), account.read.end(),
                  [](const EventBus &a, const EventBus &b) { return a.name < b.name; });
        account.listing.buses = std::exchange(account.read, {});
    }
    account.keys = {};
    // What runs now belongs to the run or to the provider: both go after this returned.
    QObject *run = account.run.release();
    connect(run, &QObject::destroyed, this, [provider = std::move(account.credentials)] {});
    run->deleteLater();
    emit changed();
}

} // namespace busload
