// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/receivedevents.h"

#include "json/jsonedit.h"

#include <algorithm>

namespace busload {

namespace {

// What one event holds in memory, near enough: the bound is a guard, not a count.
qint64 weight(const ReceivedEvent &event)
{
    qint64 characters = event.id.size() + event.detailType.size() + event.source.size() + event.eventBusName.size() +
                        event.idempotencyToken.size();
    for (const QString &resource : event.resources)
        characters += resource.size();
    return event.detail.size() + characters * static_cast<qint64>(sizeof(QChar)) +
           static_cast<qint64>(sizeof(ReceivedEvent));
}

QByteArray member(const char *name, const QByteArray &value)
{
    return '"' + QByteArray(name) + "\":" + value;
}

} // namespace

QByteArray ReceivedEvent::toJson() const
{
    QByteArrayList items;
    for (const QString &resource : resources)
        items.append(quoteJson(resource));
    const QByteArrayList members{
        member("version", "\"0\""),
        member("id", quoteJson(id)),
        member("detail-type", quoteJson(detailType)),
        member("source", quoteJson(source)),
        member("account", quoteJson(account)),
        member("time", quoteJson(time)),
        member("region", quoteJson(region)),
        member("resources", '[' + items.join(',') + ']'),
        member("detail", detail),
    };
    return '{' + members.join(',') + '}';
}

void ReceivedEvents::add(const ReceivedEvent &event)
{
    m_events.push_back(event);
    m_bytes += weight(event);
    while (!m_events.empty() && (count() > m_mostEvents || m_bytes > m_mostBytes)) {
        m_bytes -= weight(m_events.front());
        m_events.pop_front();
    }
}

void ReceivedEvents::clear()
{
    m_events.clear();
    m_bytes = 0;
}

QList<ReceivedEvent> ReceivedEvents::newest(qsizetype most) const
{
    const qsizetype wanted = std::clamp<qsizetype>(most, 0, count());
    return {m_events.rbegin(), m_events.rbegin() + wanted};
}

} // namespace busload
