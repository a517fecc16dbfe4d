// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A request to a service that gives keys, tried again where that can help: such a call changes
// nothing, so that a second one does no harm. It knows neither what is asked nor how it is signed.
#pragma once

#include "eventbridge/serviceerror.h"
#include "net/httptransport.h"
#include "sigv4/secret.h"

#include <functional>

namespace busload {

struct ServiceCall
{
    std::function<HttpRequest()> make;               //!< asked before each try, for each is signed afresh
    std::function<void(const HttpResponse &)> heard; //!< told of every answer, also of those that are tried again
    bool onceOnly = false; //!< holds a one-time code: not sent again where that may have been used up
};

//! Makes the call under `context`; the last response comes once, later, unless `context` is destroyed.
//! Shape: up to two more tries, after a random wait of up to 50 and 100 ms, when the service is too
//! busy (a throttling code, 429, 5xx, IDPCommunicationError) or could not be reached (name, connection
//! refused, lost or not made in time). Not when an answer took too long: a person is waiting for it.
void callService(HttpTransport &transport, const ServiceCall &call, QObject *context,
                 std::function<void(const HttpResponse &)> answer);

//! The error that an answer tells, in words without those secrets.
ServiceError serviceErrorIn(const HttpResponse &response, const QList<Secret> &secrets = {});

} // namespace busload
