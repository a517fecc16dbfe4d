// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connection.h"

namespace busload {

using namespace Qt::StringLiterals;

bool canTakeRegionFromElsewhere(const Connection &connection)
{
    using Source = Connection::CredentialSource;
    return connection.credentialSource == Source::Profile || connection.credentialSource == Source::AwsChain ||
           connection.credentialSource == Source::Environment;
}

HttpOptions httpOptions(const Connection &connection)
{
    return {connection.connectTimeoutMs, connection.answerTimeoutMs, connection.allowPlainHttp, connection.proxyUrl,
            connection.caFile};
}

SendChoices sendChoices(const Connection &connection)
{
    return {connection.idempotency, connection.defaultBus, connection.endpointId};
}

EndpointParams endpointParams(const Connection &connection)
{
    EndpointParams params;
    params.region = connection.region;
    if (connection.kind != Connection::Kind::Aws)
        params.customUrl = connection.endpointUrl;
    params.endpointId = connection.endpointId;
    params.useFips = connection.useFips;
    params.useDualStack = connection.useDualStack;
    return params;
}

Result<Endpoint> endpointOf(const Connection &connection)
{
    if (connection.kind != Connection::Kind::Aws && connection.endpointUrl.isEmpty()) {
        if (connection.kind == Connection::Kind::Sandbox)
            return Failure{FailureKind::Unavailable, connection.name,
                           u"The sandbox is stopped. Start it, then retry."_s};
        return Failure{FailureKind::Configuration, connection.name,
                       u"The connection has no endpoint URL. Change the connection."_s};
    }
    return resolveEndpoint(endpointParams(connection));
}

} // namespace busload
