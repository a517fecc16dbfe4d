// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/secretstore.h"

namespace busload {

QString secretKeyName(const QString &connectionId)
{
    return QStringLiteral("connection/%1/secret-access-key").arg(connectionId);
}

QString sessionTokenName(const QString &connectionId)
{
    return QStringLiteral("connection/%1/session-token").arg(connectionId);
}

} // namespace busload
