// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/secretvault.h"

#include <QPointer>

#include <utility>

namespace busload {

SecretVault::SecretVault(std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
{
}

SecretVault::~SecretVault() = default;

void SecretVault::decide()
{
    if (m_deciding || m_place != Place::Undecided)
        return;
    m_deciding = true;
    m_keychain->probe(this, [this](const Result<Done> &result) {
        if (result)
            settle(Place::Keychain, {});
        else
            settle(Place::ThisRun, result.failure().message);
    });
}

void SecretVault::read(const QString &key, QObject *context, ReadAnswer answer)
{
    whenDecided([key, guard = QPointer<QObject>(context), answer = std::move(answer)](SecretStore &store) {
        if (guard)
            store.read(key, guard, answer);
    });
}

void SecretVault::write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer)
{
    whenDecided([key, secret, guard = QPointer<QObject>(context), answer = std::move(answer)](SecretStore &store) {
        if (guard)
            store.write(key, secret, guard, answer);
    });
}

void SecretVault::remove(const QString &key, QObject *context, DoneAnswer answer)
{
    whenDecided([key, guard = QPointer<QObject>(context), answer = std::move(answer)](SecretStore &store) {
        if (guard)
            store.remove(key, guard, answer);
    });
}

void SecretVault::settle(Place place, const QString &reason)
{
    m_place = place;
    m_reason = reason;
    emit decided(place);
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &request : waiting)
        whenDecided(request);
}

void SecretVault::whenDecided(std::function<void(SecretStore &)> request)
{
    switch (m_place) {
    case Place::Undecided:
        m_waiting.append(std::move(request));
        decide();
        break;
    case Place::Keychain:
        request(*m_keychain);
        break;
    case Place::ThisRun:
        request(m_memory);
        break;
    }
}

} // namespace busload
