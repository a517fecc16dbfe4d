// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectiondesk.h"

#include "delivery/credentialsfor.h"

using namespace Qt::StringLiterals;

namespace busload::cli {

ConnectionDesk::ConnectionDesk(const QString &mfaCode, const Surroundings &surroundings)
    : m_surroundings(surroundings)
    , m_files(surroundings.environment)
    , m_clock(surroundings.clock)
    , m_transport(surroundings.makeTransport())
    , m_prompt(mfaCode, surroundings)
    , m_secrets(surroundings.makeSecrets())
    , m_aws(m_files, *m_transport, m_clock, m_prompt, surroundings.environment)
{
}

ConnectionDesk::~ConnectionDesk() = default;

Result<EffectiveConnection> ConnectionDesk::effective(const Connection &connection)
{
    Result<EffectiveConnection> effective = effectiveConnection(connection, m_surroundings.environment, m_files.read());
    if (!effective) {
        // What is wrong with the connection as a whole is that nothing names a region; an option can.
        const bool noRegion = connection.region.isEmpty() && effective.failure().subject == connection.name;
        return noRegion ? Failure{FailureKind::Usage, u"--region"_s, effective.failure().message} : effective.failure();
    }
    for (const QString &remark : effective->remarks)
        m_surroundings.say(remark + u'.');
    return effective;
}

std::unique_ptr<CredentialsProvider> ConnectionDesk::credentialsOf(const Connection &effective)
{
    return credentialsFor(effective, {*m_secrets, {}, m_surroundings.environment, &m_aws});
}

} // namespace busload::cli
