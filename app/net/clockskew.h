// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// This computer's clock against that of each server, measured from every answer, so that requests are signed
// with the server's time. It is kept in memory only and never touches the computer's clock.
// Source: the clock skew correction that AWS SDKs share (2026).
#pragma once

#include "net/httprequest.h"

#include <QHash>
#include <QUrl>

#include <chrono>
#include <functional>

namespace busload {

class ClockSkew
{
public:
    using Clock = std::function<QDateTime()>; //!< UTC now

    explicit ClockSkew(Clock clock);

    //! UTC, as this computer has it.
    QDateTime localNow() const;
    //! UTC, as the server has it, as far as it was measured.
    QDateTime now(const QUrl &server) const;
    //! Server's clock less this computer's; 0 when it was never measured.
    std::chrono::milliseconds skew(const QUrl &server) const;

    //! Measures from any answer, a refusal too. Ignored without a readable Date, with an Age (the answer comes
    //! from a cache) and after a round trip of more than 15 minutes.
    void observe(const QUrl &server, const HttpResponse &response);

private:
    Clock m_clock;
    QHash<QByteArray, std::chrono::milliseconds> m_skews; // by host and port
};

//! Whether a refusal with this code is explained by the clock and may pass with the server's time: more than
//! 4 minutes off, and a code of signatures or of their age.
bool isSkewRefusal(QStringView code, std::chrono::milliseconds skew);

//! "20 minutes behind", "3 hours ahead of": goes between "This computer's clock is" and "the service's".
QString skewText(std::chrono::milliseconds skew);

} // namespace busload
