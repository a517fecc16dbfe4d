// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxrequest.h"

namespace busload {

QList<QByteArray> SandboxRequest::all(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values.append(value.trimmed());
    }
    return values;
}

QByteArray SandboxRequest::first(QByteArrayView name) const
{
    return all(name).value(0);
}

} // namespace busload
