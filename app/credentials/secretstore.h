// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where secrets live, behind one small asynchronous interface. There are two places and no third: the
// system's keychain, and the memory of this run. Nothing here may write a secret to a file or a log.
#pragma once

#include "event/result.h"
#include "sigv4/secret.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

namespace busload {

//! The value of a Result that says only that it worked.
using Done = std::monostate;

class SecretStore
{
public:
    //! None: nothing is stored under that key, which is no failure.
    using ReadAnswer = std::function<void(Result<std::optional<Secret>>)>;
    using DoneAnswer = std::function<void(Result<Done>)>;

    SecretStore() = default;
    virtual ~SecretStore() = default;
    SecretStore(const SecretStore &) = delete;
    SecretStore &operator=(const SecretStore &) = delete;

    //! Each calls `answer` exactly once, at once or later, unless `context` (never null) or the store
    //! is destroyed before. Errors: Unavailable, when the place cannot be reached or refuses.
    virtual void read(const QString &key, QObject *context, ReadAnswer answer) = 0;
    //! Replaces what is there.
    virtual void write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer) = 0;
    //! Removing what is not there works.
    virtual void remove(const QString &key, QObject *context, DoneAnswer answer) = 0;
};

//! Names of a connection's secrets within a store.
QString secretKeyName(const QString &connectionId);
QString sessionTokenName(const QString &connectionId);

} // namespace busload
