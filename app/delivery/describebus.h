// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks whether an event bus is there. PutEvents does not tell: it accepts events for a bus that is not.
#pragma once

#include "delivery/operation.h"
#include "eventbridge/buses.h"

namespace busload {

//! As callOperation(). Errors: Configuration, there is no such bus; Credentials, these keys may not look; else
//! Unavailable and Malformed.
void describeBus(HttpTransport &transport, ClockSkew &clock, const Connection &connection,
                 const sigv4::Credentials &keys, const QString &nameOrArn, QObject *context,
                 const std::function<void(Result<EventBus>)> &answer);

} // namespace busload
