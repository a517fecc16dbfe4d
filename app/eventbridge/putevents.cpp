// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/putevents.h"

#include "event/entrysize.h"

#include <algorithm>
#include <array>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

// For each byte: 0 stands for itself, 'u' for \u00XX, another letter for that short escape.
constexpr std::array<char, 256> makeEscapes()
{
    std::array<char, 256> table{};
    for (size_t control = 0; control < 0x20; ++control)
        table[control] = 'u';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}

constexpr std::array<char, 256> escapes = makeEscapes();

char escapeOf(char c)
{
    return escapes[static_cast<unsigned char>(c)];
}

// What escaping adds to the bytes themselves.
qint64 escapeCost(QByteArrayView utf8)
{
    qint64 cost = 0;
    for (const char c : utf8) {
        const char escape = escapeOf(c);
        if (escape != 0)
            cost += escape == 'u' ? 5 : 1;
    }
    return cost;
}

char *writeEscaped(char *out, QByteArrayView utf8)
{
    for (const char c : utf8) {
        const char escape = escapeOf(c);
        if (escape == 0) {
            *out++ = c;
            continue;
        }
        *out++ = '\\';
        *out++ = escape;
        if (escape == 'u') {
            const auto byte = static_cast<unsigned char>(c);
            *out++ = '0';
            *out++ = '0';
            *out++ = hexDigits[byte >> 4];
            *out++ = hexDigits[byte & 15];
        }
    }
    return out;
}

qint64 quotedSize(const QString &text)
{
    qint64 cost = 2;
    for (const QChar c : text) {
        if (c.unicode() < 0x80) {
            const char escape = escapeOf(c.toLatin1());
            if (escape != 0)
                cost += escape == 'u' ? 5 : 1;
        }
    }
    return cost + utf8Length(text);
}

// Bytes that are no UTF-8 would make the whole body unreadable and its neighbours fail with it.
QByteArray readableDetail(const QByteArray &detail)
{
    return detail.isValidUtf8() ? detail : QString::fromUtf8(detail).toUtf8();
}

// Adds `"Name":` with the comma that belongs before it.
void appendName(QByteArray &object, const char *name)
{
    if (object.size() > 1)
        object += ',';
    object += '"';
    object += name;
    object += "\":";
}

void appendText(QByteArray &object, const char *name, const QString &text)
{
    if (text.isEmpty())
        return;
    appendName(object, name);
    appendQuotedUtf8(object, text.toUtf8());
}

// Counts what the functions above write, in the same order.
class SizeCount
{
public:
    void text(QLatin1StringView name, const QString &text)
    {
        if (!text.isEmpty())
            member(name, quotedSize(text));
    }

    void member(QLatin1StringView name, qint64 valueSize)
    {
        m_size += (m_size > 2 ? 1 : 0) + 2 + name.size() + 1 + valueSize;
    }

    qint64 size() const { return m_size; }

private:
    qint64 m_size = 2; // the braces
};

constexpr QByteArrayView envelopeStart = "{\"Entries\":[";
constexpr QByteArrayView envelopeEnd = "]}";

} // namespace

void appendQuotedUtf8(QByteArray &into, QByteArrayView utf8)
{
    const qsizetype start = into.size();
    const qsizetype cost = escapeCost(utf8);
    into.resize(start + utf8.size() + cost + 2);
    char *out = into.data() + start;
    *out++ = '"';
    if (cost == 0)
        out = std::copy(utf8.begin(), utf8.end(), out);
    else
        out = writeEscaped(out, utf8);
    *out = '"';
}

QByteArray encodeEntry(const Entry &entry)
{
    QByteArray object;
    object.reserve(entry.detail.size() + entry.detail.size() / 8 + 512);
    object += '{';
    appendText(object, "Source", entry.source);
    appendText(object, "DetailType", entry.detailType);
    if (!entry.detail.isEmpty()) {
        appendName(object, "Detail");
        appendQuotedUtf8(object, readableDetail(entry.detail));
    }
    appendText(object, "EventBusName", entry.eventBusName);
    if (entry.time) {
        appendName(object, "Time");
        object += epochSecondsText(*entry.time);
    }
    if (!entry.resources.isEmpty()) {
        appendName(object, "Resources");
        object += '[';
        for (qsizetype i = 0; i < entry.resources.size(); ++i) {
            if (i > 0)
                object += ',';
            appendQuotedUtf8(object, entry.resources.at(i).toUtf8());
        }
        object += ']';
    }
    appendText(object, "TraceHeader", entry.traceHeader);
    appendText(object, "IdempotencyToken", entry.idempotencyToken);
    object += '}';
    return object;
}

QByteArray encodePutEvents(const Entries &entries, const QString &endpointId)
{
    qint64 size = encodedEnvelopeSize(entries.size(), endpointId);
    for (const Entry &entry : entries)
        size += encodedEntrySize(entry);

    QByteArray body;
    body.reserve(size);
    body += envelopeStart;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i > 0)
            body += ',';
        body += encodeEntry(entries.at(i));
    }
    body += ']';
    if (!endpointId.isEmpty())
        appendText(body, "EndpointId", endpointId);
    body += '}';
    return body;
}

qint64 encodedEntrySize(const Entry &entry)
{
    SizeCount count;
    count.text("Source"_L1, entry.source);
    count.text("DetailType"_L1, entry.detailType);
    if (!entry.detail.isEmpty()) {
        const QByteArray detail = readableDetail(entry.detail);
        count.member("Detail"_L1, 2 + detail.size() + escapeCost(detail));
    }
    count.text("EventBusName"_L1, entry.eventBusName);
    if (entry.time)
        count.member("Time"_L1, epochSecondsText(*entry.time).size());
    if (!entry.resources.isEmpty()) {
        qint64 list = 2 + entry.resources.size() - 1;
        for (const QString &resource : entry.resources)
            list += quotedSize(resource);
        count.member("Resources"_L1, list);
    }
    count.text("TraceHeader"_L1, entry.traceHeader);
    count.text("IdempotencyToken"_L1, entry.idempotencyToken);
    return count.size();
}

qint64 encodedEnvelopeSize(qsizetype entryCount, const QString &endpointId)
{
    qint64 size = envelopeStart.size() + envelopeEnd.size() + std::max<qint64>(0, entryCount - 1);
    if (!endpointId.isEmpty())
        size += qint64(QByteArrayView(",\"EndpointId\":").size()) + quotedSize(endpointId);
    return size;
}

} // namespace busload
