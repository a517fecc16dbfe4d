// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connectiontest.h"

#include "credentials/stsclient.h"
#include "credentials/stsendpoint.h"
#include "delivery/credentialsfor.h"
#include "delivery/describebus.h"

#include <QPointer>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

using Step = ConnectionFinding::Step;
using Mark = ConnectionFinding::Mark;

// What is smaller no service minds. Source: the skew that SDKs correct.
constexpr std::chrono::minutes noticeableSkew(4);

} // namespace

bool ConnectionReport::passed() const
{
    return std::none_of(findings.cbegin(), findings.cend(),
                        [](const ConnectionFinding &finding) { return finding.mark == Mark::Bad; });
}

ConnectionTest::ConnectionTest(HttpTransport &transport, ClockSkew &clock, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(clock)
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(const Result<EffectiveConnection> &connection,
                           std::shared_ptr<CredentialsProvider> credentials)
{
    cancel();
    m_report = {};
    m_credentials = std::move(credentials);
    m_run = std::make_unique<QObject>();
    // Queued: nothing is told from inside start().
    QMetaObject::invokeMethod(
        m_run.get(),
        [this, connection] {
            if (!connection) {
                if (add(Step::Settings, Mark::Bad, connection.failure().message))
                    end();
                return;
            }
            m_effective = *connection;
            for (const QString &remark : connection->remarks) {
                if (!add(Step::Settings, Mark::Good, remark))
                    return;
            }
            findKeys();
        },
        Qt::QueuedConnection);
}

void ConnectionTest::cancel()
{
    m_run.reset();
    m_keys = {};
    // It may be the provider that is heard just now: it goes after it returned.
    if (m_credentials)
        QMetaObject::invokeMethod(
            this, [provider = std::move(m_credentials)] {}, Qt::QueuedConnection);
}

void ConnectionTest::findKeys()
{
    m_credentials->request(m_run.get(), [this](const Result<ResolvedCredentials> &answer) {
        if (!answer) {
            if (add(Step::Credentials, Mark::Bad, answer.failure().message))
                end();
            return;
        }
        if (answer->keys.accessKeyId.isEmpty() || answer->keys.secretAccessKey.isEmpty()) {
            if (add(Step::Credentials, Mark::Bad, u"There are no keys to sign with. Change the connection."_s))
                end();
            return;
        }
        m_keys = answer->keys;
        m_report.links = answer->links;
        m_report.accountId = answer->accountId;
        m_report.expiresAt = answer->expiresAt;
        if (add(Step::Credentials, Mark::Good,
                u"Keys %1: %2."_s.arg(QString::fromUtf8(m_keys.accessKeyId), answer->links.join(u" → "_s))))
            findIdentity();
    });
}

void ConnectionTest::findIdentity()
{
    const Connection &connection = m_effective.connection;
    if (connection.kind == Connection::Kind::Sandbox) {
        const bool goesOn =
            connection.endpointUrl.isEmpty()
                ? add(Step::Identity, Mark::Bad, u"The sandbox is stopped. Start it on its page."_s)
                : add(Step::Identity, Mark::Good, u"The sandbox runs on this computer and takes any bus."_s);
        if (goesOn)
            end();
        return;
    }
    StsOptions options;
    options.region = connection.region;
    options.endpointUrl = m_effective.stsUrl;
    options.useFips = connection.useFips;
    options.useDualStack = connection.useDualStack;
    options.http = httpOptions(connection);
    const auto sts = std::make_shared<StsClient>(m_transport, m_clock);
    sts->getCallerIdentity(m_keys, options, m_run.get(), [this, sts, options](const Result<CallerIdentity> &answer) {
        if (const Result<StsEndpoint> endpoint = stsEndpoint(options); endpoint && !sayClock(endpoint->url))
            return;
        if (answer) {
            m_report.accountId = answer->accountId;
            m_report.arn = answer->arn;
            if (add(Step::Identity, Mark::Good, u"Account %1, %2."_s.arg(answer->accountId, answer->arn)))
                findBus();
        } else if (m_effective.connection.kind == Connection::Kind::Custom) {
            // A custom endpoint need not serve STS at all.
            if (add(Step::Identity, Mark::Open, answer.failure().message))
                findBus();
        } else if (add(Step::Identity, Mark::Bad, answer.failure().message)) {
            end();
        }
    });
}

bool ConnectionTest::sayClock(const QUrl &server)
{
    const auto skew = m_clock.skew(server);
    return std::chrono::abs(skew) <= noticeableSkew ||
           add(Step::Clock, Mark::Open,
               u"This computer's clock is %1 the service's. Requests are signed with the service's time."_s.arg(
                   skewText(skew)));
}

void ConnectionTest::findBus()
{
    Connection connection = m_effective.connection;
    connection.endpointId.clear(); // buses are looked up in the region
    const QString bus = connection.defaultBus.isEmpty() ? u"default"_s : connection.defaultBus;
    describeBus(m_transport, m_clock, connection, m_keys, bus, m_run.get(),
                [this, bus](const Result<EventBus> &answer) {
                    bool goesOn = false;
                    if (answer)
                        goesOn = add(Step::Bus, Mark::Good, u"The event bus %1 is there."_s.arg(bus));
                    else if (answer.failure().kind == FailureKind::Credentials)
                        goesOn = add(Step::Bus, Mark::Open,
                                     u"The event bus %1 is not verified: %2"_s.arg(bus, answer.failure().message));
                    else
                        goesOn = add(Step::Bus, Mark::Bad, answer.failure().message);
                    if (goesOn)
                        end();
                });
}

bool ConnectionTest::add(ConnectionFinding::Step step, ConnectionFinding::Mark mark, const QString &text)
{
    const QPointer<QObject> run(m_run.get());
    m_report.findings.append({step, mark, text});
    emit changed();
    return !run.isNull();
}

void ConnectionTest::end()
{
    // What runs now may belong to the run or to the provider: both go after this returned.
    QObject *run = m_run.release();
    connect(run, &QObject::destroyed, this, [provider = std::move(m_credentials)] {});
    run->deleteLater();
    m_keys = {};
    emit finished();
}

} // namespace busload
