// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A moment in UTC, exact to the nanosecond, as an entry's Time holds it. It exists because QDateTime
// ends at milliseconds and what a person typed must not be rounded on its way to the wire.
// It never asks the clock: "now" is always an argument.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace busload {

//! Seconds since 1970-01-01T00:00:00Z (negative before it) and nanoseconds within that second.
struct Instant
{
    qint64 epochSeconds = 0;
    qint32 nanoseconds = 0; //!< 0 … 999,999,999, always counted forward from epochSeconds

    auto operator<=>(const Instant &) const = default;
};

//! The instant of a QDateTime (any zone). Shape: exact to the millisecond, all QDateTime holds.
Instant instantFrom(const QDateTime &dateTime);

//! The QDateTime in UTC nearest below. Shape: fractions below a millisecond are cut.
QDateTime toDateTimeUtc(const Instant &instant);

//! Reads ISO 8601 / RFC 3339 (`2026-11-23T13:20:05.412Z`, `…+01:00`, a blank instead of `T`, seconds
//! optional, up to nine fraction digits) or epoch seconds as a decimal number (`1704070923.456`,
//! `-1`, `1.7e9`). A time without a zone is taken as UTC.
//! Errors: std::nullopt for anything else, and for years outside 0001…9999.
std::optional<Instant> parseInstant(QStringView text);

//! RFC 3339 in UTC with as many fraction digits as are needed (none for whole seconds).
QString formatInstant(const Instant &instant);

//! A JSON number of epoch seconds as the wire wants it: no exponent, no trailing zeros.
//! Source: AWS JSON 1.1 timestamps (epoch-seconds), as smithy-rs writes them.
QByteArray epochSecondsText(const Instant &instant);

} // namespace busload
