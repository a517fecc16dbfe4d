// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a connection is, in the window's words: its keys, its place.
#pragma once

#include "delivery/connection.h"

namespace busload {

//! Where its keys come from: "profile dev", "environment", "keychain"; translated.
QString sourceText(const Connection &connection);

//! Where it goes: "127.0.0.1 · us-east-1", "eu-central-1", "abcde.veo · global".
QString placeText(const Connection &connection);

//! Both on one line, for lists.
QString connectionSummary(const Connection &connection);

} // namespace busload
