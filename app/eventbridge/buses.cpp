// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/buses.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAtOnce = 100; // Source: ListEventBusesRequest, Limit.

EventBus busFrom(const QJsonObject &object)
{
    return {object.value("Name"_L1).toString(), object.value("Arn"_L1).toString(),
            object.value("Description"_L1).toString()};
}

std::optional<QJsonObject> objectIn(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

Failure malformed(const QString &operation)
{
    return {FailureKind::Malformed, operation,
            u"The answer to %1 is not what EventBridge gives. Check the endpoint."_s.arg(operation)};
}

} // namespace

QByteArray encodeListEventBuses(const QString &nextToken)
{
    QJsonObject object{{"Limit"_L1, mostAtOnce}};
    if (!nextToken.isEmpty())
        object.insert("NextToken"_L1, nextToken);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray encodeDescribeEventBus(const QString &nameOrArn)
{
    return QJsonDocument(QJsonObject{{"Name"_L1, nameOrArn}}).toJson(QJsonDocument::Compact);
}

Result<EventBusPage> readEventBusPage(const QByteArray &body)
{
    const std::optional<QJsonObject> object = objectIn(body);
    if (!object)
        return malformed(u"ListEventBuses"_s);
    EventBusPage page;
    page.nextToken = object->value("NextToken"_L1).toString();
    for (const QJsonValue value : object->value("EventBuses"_L1).toArray()) {
        const EventBus bus = busFrom(value.toObject());
        if (!bus.name.isEmpty())
            page.buses.append(bus);
    }
    return page;
}

Result<EventBus> readEventBus(const QByteArray &body)
{
    const std::optional<QJsonObject> object = objectIn(body);
    const EventBus bus = object ? busFrom(*object) : EventBus();
    if (bus.name.isEmpty())
        return malformed(u"DescribeEventBus"_s);
    return bus;
}

} // namespace busload
