// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/staticcredentials.h"

namespace busload {

StaticCredentials::StaticCredentials(sigv4::Credentials keys, QString origin)
    : m_keys(std::move(keys))
    , m_origin(std::move(origin))
{
}

void StaticCredentials::request(QObject *, Answer answer)
{
    if (m_keys.accessKeyId.isEmpty() || m_keys.secretAccessKey.isEmpty()) {
        answer(Failure{FailureKind::Credentials, m_origin, QStringLiteral("there is no key to sign with")});
        return;
    }
    ResolvedCredentials resolved;
    resolved.keys = m_keys;
    resolved.origin = m_origin;
    resolved.links = {m_origin};
    answer(resolved);
}

} // namespace busload
