// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ListEventBuses and DescribeEventBus on the wire: request bodies and answers. Pure.
// Source: EventBridge API reference; service model 2015-10-07.
#pragma once

#include "event/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace busload {

inline constexpr char listEventBusesTarget[] = "AWSEvents.ListEventBuses";
inline constexpr char describeEventBusTarget[] = "AWSEvents.DescribeEventBus";

struct EventBus
{
    QString name;
    QString arn; //!< empty where the answer has none
    QString description;

    bool operator==(const EventBus &) const = default;
};

struct EventBusPage
{
    QList<EventBus> buses; //!< those with a name, in the order of the answer
    QString nextToken;     //!< empty: this was the last page

    bool operator==(const EventBusPage &) const = default;
};

//! `nextToken`: of the page before; empty for the first. Asks for as many at once as the service gives.
QByteArray encodeListEventBuses(const QString &nextToken = {});
QByteArray encodeDescribeEventBus(const QString &nameOrArn);

//! Read the body of an answer with status 200; unknown, missing and null members are no fault.
//! Errors: Malformed, for what is no JSON object, and a description without a name.
Result<EventBusPage> readEventBusPage(const QByteArray &body);
Result<EventBus> readEventBus(const QByteArray &body);

} // namespace busload
