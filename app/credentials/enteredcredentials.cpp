// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/enteredcredentials.h"

namespace busload {

EnteredCredentials::EnteredCredentials(QString accessKeyId, TypedSecrets typed,
                                       std::unique_ptr<CredentialsProvider> stored)
    : m_accessKeyId(std::move(accessKeyId))
    , m_typed(std::move(typed))
    , m_stored(std::move(stored))
{
}

void EnteredCredentials::request(QObject *context, Answer answer)
{
    if (m_accessKeyId.isEmpty()) {
        answer(Failure{FailureKind::Credentials, QStringLiteral("access key id"),
                       QStringLiteral("there is no access key id; enter it")});
    } else if (!m_typed.secretKey.isEmpty()) {
        ResolvedCredentials entered;
        entered.keys = {m_accessKeyId.toUtf8(), m_typed.secretKey, m_typed.sessionToken};
        entered.origin = QStringLiteral("keys entered here");
        entered.links = {QStringLiteral("keys entered here, not saved yet")};
        answer(entered);
    } else if (m_typed.forget) {
        answer(Failure{FailureKind::Credentials, QStringLiteral("secret access key"),
                       QStringLiteral("the stored secret access key will be taken away; enter another one")});
    } else if (m_typed.sessionToken.isEmpty()) {
        m_stored->request(context, std::move(answer));
    } else {
        m_stored->request(context, [answer, token = m_typed.sessionToken](const Result<ResolvedCredentials> &stored) {
            if (!stored) {
                answer(stored);
                return;
            }
            ResolvedCredentials entered = *stored;
            entered.keys.sessionToken = token;
            entered.links.append(QStringLiteral("session token entered here, not saved yet"));
            answer(entered);
        });
    }
}

} // namespace busload
