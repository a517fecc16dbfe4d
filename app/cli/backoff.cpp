// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backoff.h"

#include <algorithm>
#include <cmath>

namespace busload::cli {
namespace {

constexpr double baseMs = 50;
constexpr double throttledBaseMs = 1000;
constexpr double mostMs = 20'000;

} // namespace

int backoffMs(int retry, bool throttled, double chance)
{
    const double base = throttled ? throttledBaseMs : baseMs;
    // ldexp() of a large count is infinity, which min() brings back.
    return static_cast<int>(chance * std::min(std::ldexp(base, retry), mostMs));
}

} // namespace busload::cli
