// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the body of a PutEvents request as the service does: what is no request at all is refused as
// a whole, with the service's words; what one entry lacks is left to the rules for entries. Pure.
#pragma once

#include "event/entry.h"
#include "event/limits.h"
#include "sandbox/refusal.h"

#include <QByteArray>

#include <optional>

namespace busload {

struct PutRequest
{
    std::optional<Refusal> refusal; //!< set: the call as a whole is refused and there are no entries
    Entries entries;                //!< members that are missing, null or empty are empty
};

//! Checks, in this order: the body is JSON with members of the right types (SerializationException);
//! 1 to limits.entriesPerCall entries, bus names, resources, trace headers and tokens within their
//! constraints (one ValidationException for all); the total size (ValidationException).
//! Shape: Detail is the exact content of its JSON string; a lone surrogate becomes U+FFFD.
//! Source: PutEventsRequest of the service model 2015-10-07; refusals recorded from the service.
PutRequest readPutRequest(const QByteArray &body, const Limits &limits);

//! What the service says of one entry by itself; std::nullopt: it is taken.
//! Checks, in this order: Source, DetailType, Detail missing or empty (InvalidArgument); Detail not a
//! JSON object or deeper than 1000 levels (MalformedDetail); Source of AWS itself
//! (NotAuthorizedForSourceException).
std::optional<Refusal> refusalOf(const Entry &entry);

} // namespace busload
