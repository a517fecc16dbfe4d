// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (or AWS_SECURITY_TOKEN, its
// older name). The environment is an argument; nothing else is asked, so that a half-set pair is an error and not a silent other key.
#pragma once

#include "credentials/credentialsprovider.h"

#include <QProcessEnvironment>

namespace busload {

class EnvironmentCredentials : public CredentialsProvider
{
public:
    explicit EnvironmentCredentials(const QProcessEnvironment &environment);

    //! Answers at once. Blank values count as missing; blanks around a value are not part of it.
    //! Errors: Credentials, naming the variable that is missing.
    void request(QObject *context, Answer answer) override;

    //! Whether the environment holds keys, or half of them, which is then an error and no reason to look
    //! elsewhere.
    static bool isSetIn(const QProcessEnvironment &environment);

    //! What request() answers.
    Result<ResolvedCredentials> resolve() const;

private:
    QProcessEnvironment m_environment;
};

} // namespace busload
