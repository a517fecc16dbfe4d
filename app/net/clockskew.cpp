// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/clockskew.h"

#include <QLocale>

#include <array>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr milliseconds longestRoundTrip = minutes(15);
constexpr milliseconds noticeable = minutes(4);

//! RFC 9110's IMF-fixdate, the only form that a server may write today.
QDateTime readDate(const QByteArray &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    return date;
}

QString counted(qint64 number, const QString &unit)
{
    return number == 1 ? u"1 "_s + unit : QString::number(number) + u' ' + unit + u's';
}

} // namespace

ClockSkew::ClockSkew(Clock clock)
    : m_clock(std::move(clock))
{
}

QDateTime ClockSkew::localNow() const
{
    return m_clock();
}

QDateTime ClockSkew::now(const QUrl &server) const
{
    return m_clock().addMSecs(skew(server).count());
}

milliseconds ClockSkew::skew(const QUrl &server) const
{
    return m_skews.value(hostHeader(server), milliseconds(0));
}

void ClockSkew::observe(const QUrl &server, const HttpResponse &response)
{
    if (response.status == 0 || !response.header("Age").isEmpty())
        return;
    const milliseconds roundTrip(response.elapsedMs);
    const QDateTime date = readDate(response.header("Date"));
    if (!date.isValid() || !response.sentAt.isValid() || roundTrip > longestRoundTrip)
        return;
    m_skews.insert(hostHeader(server), milliseconds(response.sentAt.msecsTo(date)) - roundTrip / 2);
}

bool isSkewRefusal(QStringView code, milliseconds skew)
{
    static constexpr std::array codes = {
        "InvalidSignatureException"_L1, "SignatureDoesNotMatch"_L1, "AuthFailure"_L1,
        "RequestTimeTooSkewed"_L1,      "RequestExpired"_L1,        "RequestInTheFuture"_L1,
        "AccessDeniedException"_L1,
    };
    return std::chrono::abs(skew) > noticeable &&
           std::any_of(codes.begin(), codes.end(), [code](QLatin1StringView known) { return code == known; });
}

QString skewText(milliseconds skew)
{
    const qint64 seconds = std::chrono::abs(skew).count() / 1000;
    QString amount;
    constexpr qint64 hour = 3600;
    constexpr qint64 day = 24 * hour;
    if (seconds >= 2 * day)
        amount = counted(seconds / day, u"day"_s);
    else if (seconds >= 2 * hour)
        amount = counted(seconds / hour, u"hour"_s);
    else if (seconds >= 60)
        amount = counted(seconds / 60, u"minute"_s);
    else
        amount = counted(seconds, u"second"_s);
    return amount + (skew.count() >= 0 ? u" behind"_s : u" ahead of"_s);
}

} // namespace busload
