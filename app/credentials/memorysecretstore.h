// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The place for secrets on a machine without a keychain: they end with this run. It must never be
// made to last, not even encrypted with a key of the program's own.
#pragma once

#include "credentials/secretstore.h"

#include <QHash>

namespace busload {

class MemorySecretStore : public SecretStore
{
public:
    void read(const QString &key, QObject *context, ReadAnswer answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer) override;
    void remove(const QString &key, QObject *context, DoneAnswer answer) override;

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace busload
