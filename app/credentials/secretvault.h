// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store that the program uses: the keychain where there is one, else the memory of this run. It
// finds out when it is first needed and says which it came to. Requests made meanwhile wait.
#pragma once

#include "credentials/keychain.h"
#include "credentials/memorysecretstore.h"

#include <QObject>

#include <functional>
#include <memory>

namespace busload {

class SecretVault : public QObject, public SecretStore
{
    Q_OBJECT
public:
    enum class Place {
        Undecided, //!< nobody asked yet, or the keychain has not answered yet
        Keychain,  //!< secrets last, kept by the system
        ThisRun,   //!< there is no keychain: secrets end with the program
    };

    explicit SecretVault(std::unique_ptr<Keychain> keychain = std::make_unique<Keychain>(), QObject *parent = nullptr);
    ~SecretVault() override;

    Place place() const { return m_place; }
    //! Why there is no keychain, in the system's words; empty unless place() is ThisRun.
    const QString &reason() const { return m_reason; }

    //! Finds out the place; decided() follows. Does nothing when that was done or is under way.
    void decide();

    void read(const QString &key, QObject *context, ReadAnswer answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer) override;
    void remove(const QString &key, QObject *context, DoneAnswer answer) override;

signals:
    //! Once, when the place is known. Requests that waited are passed on after it.
    void decided(busload::SecretVault::Place place);

private:
    void settle(Place place, const QString &reason);
    void whenDecided(std::function<void(SecretStore &)> request);

    std::unique_ptr<Keychain> m_keychain;
    MemorySecretStore m_memory;
    Place m_place = Place::Undecided;
    QString m_reason;
    bool m_deciding = false;
    QList<std::function<void(SecretStore &)>> m_waiting;
};

} // namespace busload
