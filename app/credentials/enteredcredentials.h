// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys of a connection as they will be once its form is saved: what was typed, else what is stored. For trying
// a connection before saving it; it writes nothing.
#pragma once

#include "credentials/credentialsprovider.h"
#include "sigv4/secret.h"

#include <memory>

namespace busload {

//! What a form would do to the stored secrets of a connection.
struct TypedSecrets
{
    Secret secretKey;    //!< empty: the stored one counts
    Secret sessionToken; //!< empty: the stored one counts, unless a secret key was typed: a token belongs to its key
    bool forget = false; //!< the stored ones do not count

    bool operator==(const TypedSecrets &) const = default;
};

class EnteredCredentials : public CredentialsProvider
{
public:
    //! `stored` gives the keys that are stored; it is asked only when they matter.
    EnteredCredentials(QString accessKeyId, TypedSecrets typed, std::unique_ptr<CredentialsProvider> stored);

    //! Errors: Credentials, when there is no access key id or no secret access key, and those of `stored`.
    void request(QObject *context, Answer answer) override;

private:
    QString m_accessKeyId;
    TypedSecrets m_typed;
    std::unique_ptr<CredentialsProvider> m_stored;
};

} // namespace busload
