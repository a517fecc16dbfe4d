// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys that are given: the sandbox's own, or a test's. They live in memory only.
#pragma once

#include "credentials/credentialsprovider.h"

namespace busload {

class StaticCredentials : public CredentialsProvider
{
public:
    StaticCredentials(sigv4::Credentials keys, QString origin);

    //! Answers at once. Errors: Credentials, when the key id or the secret is empty.
    void request(QObject *context, Answer answer) override;

private:
    sigv4::Credentials m_keys;
    QString m_origin;
};

} // namespace busload
