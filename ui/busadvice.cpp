// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/busadvice.h"

#include "delivery/credentialsfor.h"

using namespace Qt::StringLiterals;

namespace busload {

namespace {

const QString defaultBus = u"default"_s;

} // namespace

BusAdvice::BusAdvice(const ConnectionServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&m_services.buses, &BusDirectory::changed, this, &BusAdvice::changed);
}

void BusAdvice::setConnection(const Connection &connection)
{
    m_connection = connection;
    m_effective = m_services.effective(connection);
    emit changed();
}

bool BusAdvice::mayAskQuietly() const
{
    switch (m_connection.credentialSource) {
    case Connection::CredentialSource::SandboxKey:
        return false;
    case Connection::CredentialSource::Environment:
        return true;
    case Connection::CredentialSource::Keychain:
        // A keychain that nobody asked yet may want its password.
        return m_services.vault.place() != SecretVault::Place::Undecided;
    case Connection::CredentialSource::Profile:
    case Connection::CredentialSource::AwsChain:
        break;
    }
    return m_effective && !m_services.aws.glance(credentialsQuery(m_effective->connection)).asksPerson;
}

void BusAdvice::askQuietly()
{
    if (mayAskQuietly())
        ask();
}

void BusAdvice::ask()
{
    if (m_effective)
        m_services.buses.ask(m_effective->connection, m_services.credentials(m_effective->connection, {}));
}

QStringList BusAdvice::names() const
{
    QStringList names;
    if (m_effective) {
        for (const EventBus &bus : m_services.buses.listing(m_effective->connection).buses)
            names.append(bus.name);
    }
    return names;
}

QString BusAdvice::effectiveBus(const QString &bus) const
{
    if (!bus.isEmpty())
        return bus;
    return m_connection.defaultBus.isEmpty() ? defaultBus : m_connection.defaultBus;
}

BusRemark BusAdvice::remark(const QString &bus) const
{
    if (!m_effective || m_connection.kind == Connection::Kind::Sandbox)
        return {};
    const Connection &connection = m_effective->connection;
    const QString name = effectiveBus(bus);
    const BusListing listing = m_services.buses.listing(connection);
    switch (listing.state) {
    case BusListing::State::Unknown:
    case BusListing::State::Asking:
        break;
    case BusListing::State::NotAllowed:
    case BusListing::State::Failed:
        return {tr("not verified"), Severity::Note};
    case BusListing::State::Known:
        if (m_services.buses.verdict(connection, name) == BusVerdict::Missing) {
            const QString near = m_services.buses.nearest(connection, name);
            const QString question = near.isEmpty() ? QString() : u' ' + tr("Did you mean %1?").arg(near);
            return {tr("There is no bus %1 in this account and region; its events would be accepted and dropped.")
                            .arg(name) +
                        question,
                    Severity::Warning};
        }
        break;
    }
    return bus.isEmpty() && !m_connection.defaultBus.isEmpty() ? BusRemark{tr("= %1, the connection's bus").arg(name)}
                                                               : BusRemark();
}

QStringList BusAdvice::missing(const QStringList &buses) const
{
    QStringList gone;
    for (const QString &bus : buses) {
        const QString name = effectiveBus(bus);
        if (m_effective && m_services.buses.verdict(m_effective->connection, name) == BusVerdict::Missing)
            gone.append(name);
    }
    gone.removeDuplicates();
    return gone;
}

} // namespace busload
