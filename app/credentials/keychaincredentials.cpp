// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/keychaincredentials.h"

namespace busload {

KeychainCredentials::KeychainCredentials(SecretStore &store, QString connectionId, QString connectionName,
                                         const QString &accessKeyId)
    : m_store(store)
    , m_connectionId(std::move(connectionId))
    , m_connectionName(std::move(connectionName))
    , m_accessKeyId(accessKeyId.trimmed())
{
}

void KeychainCredentials::request(QObject *context, Answer answer)
{
    if (m_accessKeyId.isEmpty()) {
        answer(Failure{FailureKind::Credentials, QStringLiteral("access key id"),
                       QStringLiteral("the connection \"%1\" has no access key id; enter it under Connections")
                           .arg(m_connectionName)});
        return;
    }
    // The answers below outlive this provider where it is replaced meanwhile: they hold values only,
    // and the store, which outlives every provider made for it.
    SecretStore *store = &m_store;
    const auto readToken = [store, context, answer, token = sessionTokenName(m_connectionId),
                            accessKeyId = m_accessKeyId.toUtf8()](const Secret &secretKey) {
        store->read(token, context, [answer, accessKeyId, secretKey](const Result<std::optional<Secret>> &found) {
            if (!found) {
                answer(found.failure());
                return;
            }
            ResolvedCredentials resolved;
            resolved.keys = {accessKeyId, secretKey, found.value().value_or(Secret())};
            resolved.origin = QStringLiteral("keychain");
            resolved.links = {QStringLiteral("keys of this connection, from the keychain")};
            answer(resolved);
        });
    };
    store->read(secretKeyName(m_connectionId), context,
                [answer, readToken, name = m_connectionName](const Result<std::optional<Secret>> &found) {
                    if (!found) {
                        answer(found.failure());
                    } else if (!found.value() || found.value()->isEmpty()) {
                        answer(Failure{FailureKind::Credentials, QStringLiteral("secret access key"),
                                       QStringLiteral("no secret access key is stored for the connection \"%1\"; "
                                                      "enter it under Connections")
                                           .arg(name)});
                    } else {
                        readToken(*found.value());
                    }
                });
}

} // namespace busload
