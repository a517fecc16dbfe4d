// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/productionguard.h"

#include <QStringList>

namespace busload {

namespace {

//! What a yes was said to.
QString placeOf(const Connection &connection)
{
    return QStringList{connection.id,
                       connection.region,
                       connection.endpointUrl,
                       connection.endpointId,
                       QString::number(static_cast<int>(connection.credentialSource)),
                       connection.profile,
                       connection.accessKeyId}
        .join(QChar::LineFeed);
}

} // namespace

bool ProductionGuard::mustAsk(const Connection &connection) const
{
    return connection.production && !m_confirmed.contains(placeOf(connection));
}

void ProductionGuard::confirm(const Connection &connection)
{
    m_confirmed.insert(placeOf(connection));
}

} // namespace busload
