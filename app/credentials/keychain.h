// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The system's keychain (Secret Service, KWallet, macOS, Windows) through QtKeychain. Its plain-text
// fallback stays off: where there is no keychain, every call fails and says so.
#pragma once

#include "credentials/secretstore.h"

namespace busload {

class Keychain : public SecretStore
{
public:
    //! The name under which the system's own tools list our entries.
    static constexpr char serviceName[] = "busload";

    explicit Keychain(QString service = QString::fromLatin1(serviceName));
    ~Keychain() override;

    void read(const QString &key, QObject *context, ReadAnswer answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer) override;
    void remove(const QString &key, QObject *context, DoneAnswer answer) override;

    //! Finds out whether a keychain is there and works: writes a throw-away entry, reads it back and
    //! removes it. May make the system ask the person to unlock it, so it is done when first needed.
    //! Errors: Unavailable, with the system's own reason.
    void probe(QObject *context, DoneAnswer answer);

private:
    QString m_service;
    QObject m_alive; // for jobs that end after the store
};

} // namespace busload
