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
#include <QStringList>

#include <functional>
#include <optional>

namespace busload {

struct ResolvedCredentials
{
    sigv4::Credentials keys;
    QString origin;                     //!< for people: "environment", "keychain", "sandbox key"
    std::optional<QDateTime> expiresAt; //!< UTC; none: they do not expire
    QStringList links;                  //!< for people: each step that led to the keys, the first one first
    QString accountId;                  //!< twelve digits, where the source tells; empty: not known

    bool operator==(const ResolvedCredentials &) const = default;
};

class CredentialsProvider
{
public:
    using Answer = std::function<void(Result<ResolvedCredentials>)>;

    virtual ~CredentialsProvider() = default;

    //! Calls `answer` exactly once, later or at once, unless `context` is destroyed before.
    virtual void request(QObject *context, Answer answer) = 0;

    //! The service refused the keys given last as expired or unknown: they are not to be given again if
    //! there is a way to fetch others. Nothing is fetched before the next request().
    virtual void forget() {}
};

} // namespace busload
