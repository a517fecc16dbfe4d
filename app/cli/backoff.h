// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long to wait before a retry. Pure: chance is an argument.
// Source: the SDKs' standard retry mode, full jitter, as of 2026.
#pragma once

namespace busload::cli {

//! Unit: ms. `retry` counts from 0. Throttled calls wait longer from the start.
//! Shape: chance (in [0, 1)) times the smaller of base * 2^retry and 20 s.
int backoffMs(int retry, bool throttled, double chance);

} // namespace busload::cli
