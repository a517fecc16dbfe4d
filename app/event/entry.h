// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One entry of a PutEvents request, resolved and exact: its bytes are the truth that the meter shows,
// the signer hashes and the journal keeps. It is made from a Draft and never edited afterwards.
#pragma once

#include "event/instant.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace busload {

//! Source: PutEventsRequestEntry of the EventBridge API, 2015-10-07. Empty strings count as missing.
struct Entry
{
    QString source;
    QString detailType;
    QByteArray detail;           //!< UTF-8, exactly what the person typed: never reformatted, never re-encoded
    QString eventBusName;        //!< name or ARN; empty means the account's default bus and is left out
    std::optional<Instant> time; //!< none: the service uses the moment of the call
    QStringList resources;
    QString traceHeader;
    QString idempotencyToken; //!< not part of the published API; see IdempotencyChoice

    bool operator==(const Entry &) const = default;
};

using Entries = QList<Entry>;

} // namespace busload
