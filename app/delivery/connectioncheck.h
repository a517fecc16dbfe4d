// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is wrong with a connection before it is used, field by field, for the form that edits it and for
// whoever sends. Pure: it looks nothing up.
#pragma once

#include "delivery/connection.h"

#include <QList>
#include <QStringList>

namespace busload {

enum class ConnectionField {
    Name,
    Region,
    EndpointUrl,
    EndpointId,
    Profile,
    AccessKeyId,
    DefaultBus,
    ByteLimit,
    ConnectTimeout,
    AnswerTimeout,
    IdempotencyKey,
    Proxy,
    CaFile,
};

struct ConnectionProblem
{
    ConnectionField field = ConnectionField::Name;
    QString message; //!< English, what is wrong and what to do

    bool operator==(const ConnectionProblem &) const = default;
};

//! At most one problem a field, in the order of the form; empty: it can be used.
QList<ConnectionProblem> connectionProblems(const Connection &connection);

//! Whether the host is this machine: localhost, *.localhost or a loopback address.
bool isLoopbackHost(const QString &host);

//! Regions to choose from; others can be typed. Source: botocore's partitions table, 2026-08.
QStringList knownRegions();

} // namespace busload
