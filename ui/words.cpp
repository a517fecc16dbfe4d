// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kilobyte = 1024;
constexpr qint64 megabyte = kilobyte * kilobyte;

//! One fraction digit, none for whole numbers. Cut, not rounded: 255.99 must not read 256.
QString oneDigit(qint64 bytes, qint64 unit)
{
    const double tenths = std::floor(static_cast<double>(bytes) * 10 / static_cast<double>(unit));
    return QString::number(tenths / 10, 'f', std::fmod(tenths, 10) == 0 ? 0 : 1);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Words", text);
}

//! Grouped as the English words around it want it; the C locale of a bare machine would not group.
QString grouped(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

QString counted(qint64 count, const char *one, const char *many)
{
    return count == 1 ? translated(one) : translated(many).arg(grouped(count));
}

} // namespace

QString outcomeLabel(Outcome::Kind kind)
{
    switch (kind) {
    case Outcome::Kind::Accepted:
        return translated("Accepted");
    case Outcome::Kind::Rejected:
        return translated("Rejected");
    case Outcome::Kind::Unknown:
        return translated("Unknown");
    case Outcome::Kind::NotSent:
        break;
    }
    return translated("Not sent");
}

QString bytesText(qint64 bytes)
{
    if (bytes < kilobyte)
        return u"%1 B"_s.arg(bytes);
    if (bytes < megabyte)
        return oneDigit(bytes, kilobyte) + u" KB"_s;
    return oneDigit(bytes, megabyte) + u" MB"_s;
}

QString exactBytesText(qint64 bytes)
{
    return counted(bytes, "1 byte", "%1 bytes");
}

QString bytesNumber(qint64 bytes, qint64 scale)
{
    if (scale < kilobyte)
        return QString::number(bytes);
    return oneDigit(bytes, scale < megabyte ? kilobyte : megabyte);
}

QString entriesText(qsizetype count)
{
    return counted(count, "1 entry", "%1 entries");
}

QString callsText(qsizetype count)
{
    return counted(count, "1 call", "%1 calls");
}

QString billableText(qint64 count)
{
    return counted(count, "1 billable event", "%1 billable events");
}

QString problemsText(qsizetype count)
{
    return counted(count, "1 problem", "%1 problems");
}

QString eventsText(qsizetype count)
{
    return counted(count, "1 event", "%1 events");
}

QString minutesText(qint64 count)
{
    return counted(count, "1 minute", "%1 minutes");
}

QString keysEndText(const QDateTime &endsAt, const QDateTime &now)
{
    const qint64 seconds = now.secsTo(endsAt);
    if (seconds <= 0)
        return translated("keys have ended");
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 120)
        return translated("keys end in %1").arg(minutesText(minutes));
    return translated("keys end in %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

} // namespace busload
