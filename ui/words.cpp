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

QString translated(const char *text, int n = -1)
{
    return QCoreApplication::translate("Words", text, nullptr, n);
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
    return translated("%1 bytes").arg(QLocale().toString(bytes));
}

QString bytesNumber(qint64 bytes, qint64 scale)
{
    if (scale < kilobyte)
        return QString::number(bytes);
    return oneDigit(bytes, scale < megabyte ? kilobyte : megabyte);
}

} // namespace busload
