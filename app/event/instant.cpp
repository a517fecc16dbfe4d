// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/instant.h"

#include <QDate>
#include <QRegularExpression>
#include <QTime>
#include <QTimeZone>

#include <cmath>

namespace busload {

namespace {

constexpr qint64 nanosPerSecond = 1'000'000'000;
constexpr qint64 secondsPerDay = 86'400;

qint64 daysSinceEpoch(const QDate &date)
{
    return date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
}

//! "5", "412", "412345678" → nanoseconds; more than nine digits are cut, as no clock holds them.
qint32 fractionNanos(QStringView digits)
{
    qint32 nanos = 0;
    for (int i = 0; i < 9; ++i)
        nanos = nanos * 10 + (i < digits.size() ? digits.at(i).digitValue() : 0);
    return nanos;
}

bool inYearRange(qint64 epochSeconds)
{
    static const qint64 first = daysSinceEpoch(QDate(1, 1, 1)) * secondsPerDay;
    static const qint64 afterLast = (daysSinceEpoch(QDate(9999, 12, 31)) + 1) * secondsPerDay;
    return epochSeconds >= first && epochSeconds < afterLast;
}

std::optional<Instant> parseIso(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(
        R"(^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([Zz]|[+-]\d\d:?\d\d)?)?$)"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QDate date(match.capturedView(1).toInt(), match.capturedView(2).toInt(), match.capturedView(3).toInt());
    const int hour = match.capturedView(4).toInt();
    const int minute = match.capturedView(5).toInt();
    const int second = match.capturedView(6).toInt();
    if (!date.isValid() || !QTime::isValid(hour, minute, second))
        return std::nullopt;

    qint64 offset = 0;
    const QStringView zone = match.capturedView(8);
    if (!zone.isEmpty() && zone.at(0).toLower() != u'z') {
        const int hours = zone.mid(1, 2).toInt();
        const int minutes = zone.last(2).toInt();
        if (hours > 23 || minutes > 59)
            return std::nullopt;
        offset = (hours * qint64(60) + minutes) * (zone.at(0) == u'-' ? -60 : 60);
    }
    Instant instant;
    instant.epochSeconds =
        daysSinceEpoch(date) * secondsPerDay + hour * qint64(3600) + minute * qint64(60) + second - offset;
    instant.nanoseconds = fractionNanos(match.capturedView(7));
    if (!inYearRange(instant.epochSeconds))
        return std::nullopt;
    return instant;
}

std::optional<Instant> parseEpoch(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral(R"(^(-?)(\d{1,12})(?:\.(\d+))?$)"));
    static const QRegularExpression scientific(QStringLiteral(R"(^-?\d+(?:\.\d+)?[eE][+-]?\d{1,3}$)"));
    Instant instant;
    if (const QRegularExpressionMatch match = plain.match(text); match.hasMatch()) {
        // Digits are read as digits: a double would round 1704070923.123456789.
        instant.epochSeconds = match.capturedView(2).toLongLong();
        instant.nanoseconds = fractionNanos(match.capturedView(3));
        if (!match.capturedView(1).isEmpty()) {
            instant.epochSeconds = -instant.epochSeconds;
            if (instant.nanoseconds != 0) {
                instant.epochSeconds -= 1;
                instant.nanoseconds = static_cast<qint32>(nanosPerSecond - instant.nanoseconds);
            }
        }
    } else if (scientific.match(text).hasMatch()) {
        const double seconds = text.toDouble();
        if (!(std::abs(seconds) < 1e12))
            return std::nullopt;
        const double whole = std::floor(seconds);
        instant.epochSeconds = static_cast<qint64>(whole);
        instant.nanoseconds = static_cast<qint32>((seconds - whole) * nanosPerSecond);
    } else {
        return std::nullopt;
    }
    return inYearRange(instant.epochSeconds) ? std::optional(instant) : std::nullopt;
}

//! ".412" or nothing: the fraction without trailing zeros.
QString fractionText(qint32 nanoseconds)
{
    if (nanoseconds == 0)
        return {};
    QString digits = QStringLiteral("%1").arg(nanoseconds, 9, 10, QLatin1Char('0'));
    while (digits.endsWith(u'0'))
        digits.chop(1);
    return u'.' + digits;
}

} // namespace

Instant instantFrom(const QDateTime &dateTime)
{
    const qint64 ms = dateTime.toMSecsSinceEpoch();
    qint64 seconds = ms / 1000;
    qint64 rest = ms % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    return {seconds, static_cast<qint32>(rest * 1'000'000)};
}

QDateTime toDateTimeUtc(const Instant &instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.epochSeconds * 1000 + instant.nanoseconds / 1'000'000, Qt::UTC);
}

std::optional<Instant> parseInstant(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    if (const std::optional<Instant> iso = parseIso(trimmed))
        return iso;
    return parseEpoch(trimmed);
}

QString formatInstant(const Instant &instant)
{
    const QDateTime whole = QDateTime::fromSecsSinceEpoch(instant.epochSeconds, Qt::UTC);
    return whole.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss")) + fractionText(instant.nanoseconds) + u'Z';
}

QByteArray epochSecondsText(const Instant &instant)
{
    if (instant.epochSeconds >= 0 || instant.nanoseconds == 0)
        return QByteArray::number(instant.epochSeconds) + fractionText(instant.nanoseconds).toLatin1();
    // -0.5 is second -1 and 500 ms forward: the text counts backward from the next whole second.
    const qint32 backward = static_cast<qint32>(nanosPerSecond - instant.nanoseconds);
    return '-' + QByteArray::number(-(instant.epochSeconds + 1)) + fractionText(backward).toLatin1();
}

} // namespace busload
