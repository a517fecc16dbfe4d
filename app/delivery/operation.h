// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One call of an EventBridge operation that only reads, over a connection: signed, sent, and its answer or the
// reason why there is none. PutEvents has its own road, with outcomes and attempts.
#pragma once

#include "delivery/connection.h"
#include "eventbridge/serviceerror.h"
#include "net/clockskew.h"
#include "net/httptransport.h"
#include "sigv4/signer.h"

#include <functional>

namespace busload {

struct Operation
{
    QString name;      //!< for the words: "DescribeEventBus"
    QByteArray target; //!< X-Amz-Target
    QByteArray body;
};

//! Calls `answer` once, later or at once, unless `context` is destroyed before. `connection` is the effective
//! one; `transport` and `clock` outlive the context. A refusal for the clock's sake is signed again once.
//! Shape: the answer of the service, a refusal too; the failure is for what got none.
//! Errors: those of endpointOf(); Credentials, when there are no keys to sign with; Unavailable, when no answer came.
void callOperation(HttpTransport &transport, ClockSkew &clock, const Connection &connection,
                   const sigv4::Credentials &keys, const Operation &operation, QObject *context,
                   const std::function<void(Result<RawAnswer>)> &answer);

//! A refusal as a failure. Credentials: the keys may not do it; Unavailable: any other reason.
Failure refusedOperation(const Operation &operation, const RawAnswer &answer);

} // namespace busload
