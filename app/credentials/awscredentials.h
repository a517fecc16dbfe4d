// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys that the AWS tools on this machine would use: of the environment or of a profile, over single
// sign-on, processes and assumed roles. It fetches what a profile's plan says, once for all who wait, keeps
// temporary keys in memory until shortly before they end, and never takes another source's keys instead.
#pragma once

#include "credentials/awsfiles.h"
#include "credentials/credentialsprovider.h"
#include "credentials/mfaprompt.h"
#include "net/clockskew.h"
#include "net/httptransport.h"

#include <QProcessEnvironment>

#include <memory>

namespace busload {

struct AwsCredentialsQuery
{
    std::optional<QString> profile; //!< none: the environment's keys, else the profile the tools would take
    QString region;                 //!< for STS, where the profile and the environment name none
    HttpOptions http;               //!< how STS and single sign-on are reached

    bool operator==(const AwsCredentialsQuery &) const = default;
};

//! What can be said of a query's keys without fetching any.
struct CredentialsGlance
{
    QString outline;                    //!< for people: "profile dev · role deploy"; empty where `problem` is not
    QString problem;                    //!< why there are none
    std::optional<QDateTime> expiresAt; //!< UTC, of keys fetched before
    QString accountId;                  //!< as the profile tells; empty: it does not
    bool asksPerson = false;            //!< fetching them now may ask for a code, or run a program that asks
};

class AwsCredentials : public QObject
{
    Q_OBJECT
public:
    //! `files`, `transport`, `clock` and `mfa` outlive it.
    AwsCredentials(AwsFiles &files, HttpTransport &transport, ClockSkew &clock, MfaPrompt &mfa,
                   const QProcessEnvironment &environment, QObject *parent = nullptr);
    ~AwsCredentials() override;

    //! Reads the files again where they changed, so that a profile edited meanwhile or a login made in a
    //! terminal is used at once. Keys that end within minutes are renewed; where that fails the old ones
    //! serve until they end. When everybody who waits is gone, what was begun for them is ended.
    //! Errors: Credentials and Configuration, with file, line or step and what to do.
    void request(const AwsCredentialsQuery &query, QObject *context, CredentialsProvider::Answer answer);

    //! The keys given for the query were refused: the next request fetches others.
    void forget(const AwsCredentialsQuery &query);

    CredentialsGlance glance(const AwsCredentialsQuery &query);

    //! A provider that asks this; it must not outlive it.
    std::unique_ptr<CredentialsProvider> provider(const AwsCredentialsQuery &query);

signals:
    //! Temporary keys were fetched or failed to be: what glance() says may have changed.
    void changed();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace busload
