// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the parts of the window that deal with connections work with, handed to them by main(). They fetch keys
// and ask services only through these; how that is done they do not know.
#pragma once

#include "credentials/awscredentials.h"
#include "credentials/enteredcredentials.h"
#include "credentials/secretvault.h"
#include "delivery/busdirectory.h"
#include "delivery/connectionstore.h"
#include "delivery/connectiontest.h"
#include "delivery/effectiveconnection.h"

#include <functional>
#include <memory>

namespace busload {

//! All of it outlives the window.
struct ConnectionServices
{
    ConnectionStore &store;
    SecretVault &vault;
    AwsFiles &files;
    AwsCredentials &aws;
    BusDirectory &buses;
    HttpTransport &transport;
    ClockSkew &clock;
    //! What a connection comes to now, with this machine's AWS settings.
    std::function<Result<EffectiveConnection>(const Connection &)> effective;
    //! The keys of an effective connection, with secrets that are not saved yet. Never null.
    std::function<std::unique_ptr<CredentialsProvider>(const Connection &, const TypedSecrets &)> credentials;
};

} // namespace busload
