// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connection.h"

namespace busload {

EndpointParams endpointParams(const Connection &connection)
{
    EndpointParams params;
    params.region = connection.region;
    if (connection.kind != Connection::Kind::Aws)
        params.customUrl = connection.endpointUrl;
    params.useFips = connection.useFips;
    params.useDualStack = connection.useDualStack;
    return params;
}

} // namespace busload
