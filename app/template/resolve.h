// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draft → Entry, at the moment of sending. Placeholders and variables find their place here; what is
// resolved once is kept over retries by whoever asked.
#pragma once

#include "event/draft.h"
#include "event/entry.h"
#include "event/problem.h"

namespace busload {

//! What resolving may depend on; floor 1 asks neither clock nor chance.
struct ResolveContext
{
    Instant now; //!< for TimeChoice::WhenSent
};

//! What keeps a draft from becoming the entry its writer means: a fixed Time that is no time. These
//! problems hold the entry back, since it would otherwise go out without what was asked for.
Problems unresolved(const Draft &draft);

//! The entry that a draft stands for. A fixed Time whose text is no time yields an entry without one;
//! unresolved() says so.
Entry resolve(const Draft &draft, const ResolveContext &context);
Entries resolveAll(const Drafts &drafts, const ResolveContext &context);

//! The draft that stands for an entry read from elsewhere: nothing is lost, nothing is a template.
Draft draftFrom(const Entry &entry);

} // namespace busload
