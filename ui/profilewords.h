// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a profile leads to, in the window's words.
#pragma once

#include "credentials/profileplan.h"

namespace busload {

//! "Role deploy, with the keys of profile base"; translated.
QString planWords(const ProfilePlan &plan);

} // namespace busload
