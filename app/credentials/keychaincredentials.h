// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys of a connection whose secret is in the secret store: the access key id is the connection's, the
// secret key and the session token are read when they are needed and never kept here.
#pragma once

#include "credentials/credentialsprovider.h"
#include "credentials/secretstore.h"

namespace busload {

class KeychainCredentials : public CredentialsProvider
{
public:
    //! `connectionId` names the secrets; `connectionName` is for the words of a failure.
    KeychainCredentials(SecretStore &store, QString connectionId, QString connectionName, const QString &accessKeyId);

    //! Errors: Credentials, when the access key id or the secret key is missing; Unavailable, when
    //! the store cannot be read.
    void request(QObject *context, Answer answer) override;

private:
    SecretStore &m_store;
    QString m_connectionId;
    QString m_connectionName;
    QString m_accessKeyId;
};

} // namespace busload
