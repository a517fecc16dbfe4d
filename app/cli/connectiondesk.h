// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a command needs to use a connection, put together once: the AWS files, the clock, the transport and
// whoever gives the keys. The window puts the same parts together in its main().
#pragma once

#include "cli/commandline.h"
#include "cli/terminalprompt.h"
#include "credentials/awscredentials.h"
#include "credentials/secretstore.h"
#include "delivery/effectiveconnection.h"

#include <memory>

namespace busload::cli {

class ConnectionDesk
{
public:
    //! `mfaCode`: of the option. `surroundings` outlives it.
    ConnectionDesk(const QString &mfaCode, const Surroundings &surroundings);
    ~ConnectionDesk();

    //! What the connection comes to on this machine; each setting that came from elsewhere is said on `err`.
    Result<EffectiveConnection> effective(const Connection &connection);
    //! The keys of an effective connection. Never null; it must not outlive the desk.
    std::unique_ptr<CredentialsProvider> credentialsOf(const Connection &effective);

    HttpTransport &transport() { return *m_transport; }
    ClockSkew &clock() { return m_clock; }

private:
    const Surroundings &m_surroundings;
    AwsFiles m_files;
    ClockSkew m_clock;
    std::unique_ptr<HttpTransport> m_transport;
    TerminalPrompt m_prompt;
    std::unique_ptr<SecretStore> m_secrets;
    AwsCredentials m_aws;
};

} // namespace busload::cli
