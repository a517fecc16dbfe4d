// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an AWS service says when it refuses a call, whichever service and protocol: JSON as EventBridge and
// single sign-on write it, XML as STS and the emulators do. Pure.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace busload {

//! What an HTTP answer holds that matters here.
struct RawAnswer
{
    int status = 0;
    QByteArray requestId;       //!< x-amzn-requestid
    QByteArray errorTypeHeader; //!< x-amzn-errortype; a second place for the code
    QByteArray body;
};

struct ServiceError
{
    QString code;    //!< never empty: the status as text where the answer names none
    QString message; //!< the service's words; may be empty

    bool operator==(const ServiceError &) const = default;
};

//! Reads the answer of a call that was refused.
//! Shape: messages past 2000 characters are cut; a body of no known form is the message as a whole.
//! `clean` has the whole message before that, to take secrets out: half a one could not be found later.
//! Source: AWS JSON 1.1 error rules (__type cut at ":" and after "#"); the query protocol's ErrorResponse.
ServiceError readServiceError(const RawAnswer &answer, const std::function<QString(const QString &)> &clean = {});

//! A service's message, cut where it is past 2000 characters.
QString shortenedMessage(const QString &message);

} // namespace busload
