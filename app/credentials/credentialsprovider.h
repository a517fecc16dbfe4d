// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where keys come from, behind one interface. An answer is keys or a Failure with its reason: there is
// no third way, so that nothing can go out unsigned.
#pragma once

#include "event/result.h"
#include "sigv4/signer.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <optional>

namespace busload {

struct ResolvedCredentials
{
    sigv4::Credentials keys;
    QString origin;                     //!< for people: "environment", "keychain", "sandbox key"
    std::optional<QDateTime> expiresAt; //!< UTC; none: they do not expire
};

class CredentialsProvider
{
public:
    using Answer = std::function<void(Result<ResolvedCredentials>)>;

    virtual ~CredentialsProvider() = default;

    //! Calls `answer` exactly once, later or at once, unless `context` is destroyed before.
    virtual void request(QObject *context, Answer answer) = 0;
};

} // namespace busload
