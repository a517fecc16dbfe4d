// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What becomes of an entry's idempotency token on its way to the wire. The published API has no such
// field, so each connection says what to do; the window says which and what it costs. Pure.
#pragma once

#include "event/entry.h"

#include <QString>

namespace busload {

struct IdempotencyChoice
{
    enum class Kind {
        LeaveOut,        //!< the token stays here; the default for every endpoint but the sandbox
        SendAsField,     //!< IdempotencyToken in the entry; the sandbox honours it, AWS ignores or refuses it
        WriteIntoDetail, //!< a member of Detail's object, so that consumers can drop duplicates
    };

    Kind kind = Kind::LeaveOut;
    QString detailKey = QStringLiteral("idempotencyToken"); //!< for WriteIntoDetail

    bool operator==(const IdempotencyChoice &) const = default;
};

//! The entry as it goes to the wire. An entry without a token comes back as it is; so does Detail
//! that is no JSON object or that already has the key (its own value wins), token left out.
Entry withIdempotency(const Entry &entry, const IdempotencyChoice &choice);

} // namespace busload
