// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/environmentcredentials.h"

#include "event/instant.h"

using namespace Qt::StringLiterals;

namespace busload {
namespace {

const QString accessKeyVariable = u"AWS_ACCESS_KEY_ID"_s;
const QString secretKeyVariable = u"AWS_SECRET_ACCESS_KEY"_s;
const QString tokenVariable = u"AWS_SESSION_TOKEN"_s;
const QString oldTokenVariable = u"AWS_SECURITY_TOKEN"_s;
const QString accountVariable = u"AWS_ACCOUNT_ID"_s;
const QString expirationVariable = u"AWS_CREDENTIAL_EXPIRATION"_s;

} // namespace

EnvironmentCredentials::EnvironmentCredentials(const QProcessEnvironment &environment)
    : m_environment(environment)
{
}

bool EnvironmentCredentials::isSetIn(const QProcessEnvironment &environment)
{
    return !environment.value(accessKeyVariable).trimmed().isEmpty() ||
           !environment.value(secretKeyVariable).trimmed().isEmpty();
}

void EnvironmentCredentials::request(QObject *, Answer answer)
{
    answer(resolve());
}

Result<ResolvedCredentials> EnvironmentCredentials::resolve() const
{
    const auto read = [this](const QString &name) { return m_environment.value(name).trimmed().toUtf8(); };
    const QByteArray accessKey = read(accessKeyVariable);
    const QByteArray secretKey = read(secretKeyVariable);
    if (accessKey.isEmpty() && secretKey.isEmpty())
        return Failure{FailureKind::Credentials, accessKeyVariable,
                       u"no credentials: set %1 and %2"_s.arg(accessKeyVariable, secretKeyVariable)};
    if (accessKey.isEmpty() || secretKey.isEmpty()) {
        const QString &missing = accessKey.isEmpty() ? accessKeyVariable : secretKeyVariable;
        const QString &present = accessKey.isEmpty() ? secretKeyVariable : accessKeyVariable;
        return Failure{FailureKind::Credentials, missing, u"%1 is set, but %2 is not"_s.arg(present, missing)};
    }
    ResolvedCredentials resolved;
    const QByteArray token = read(tokenVariable);
    resolved.keys = {accessKey, Secret(secretKey), Secret(token.isEmpty() ? read(oldTokenVariable) : token)};
    resolved.origin = u"environment"_s;
    resolved.links = {u"%1 in the environment"_s.arg(accessKeyVariable)};
    resolved.accountId = QString::fromUtf8(read(accountVariable));
    if (const std::optional<Instant> end = parseInstant(m_environment.value(expirationVariable)))
        resolved.expiresAt = toDateTimeUtc(*end);
    return resolved;
}

} // namespace busload
