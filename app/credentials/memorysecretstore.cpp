// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/memorysecretstore.h"

namespace busload {

void MemorySecretStore::read(const QString &key, QObject *, ReadAnswer answer)
{
    const auto found = m_secrets.constFind(key);
    answer(found == m_secrets.constEnd() ? std::optional<Secret>() : std::optional<Secret>(*found));
}

void MemorySecretStore::write(const QString &key, const Secret &secret, QObject *, DoneAnswer answer)
{
    m_secrets.insert(key, secret);
    answer(Done());
}

void MemorySecretStore::remove(const QString &key, QObject *, DoneAnswer answer)
{
    m_secrets.remove(key);
    answer(Done());
}

} // namespace busload
