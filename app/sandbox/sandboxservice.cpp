// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxservice.h"

#include "eventbridge/putevents.h"
#include "sandbox/gatekeeper.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

// As many as events are kept by default, so that a token lives about as long as its event is shown.
constexpr qsizetype mostTokens = 10'000;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

SandboxReply jsonReply(int status, const QJsonObject &body)
{
    SandboxReply reply;
    reply.status = status;
    reply.headers.append(sigv4::Header{"Content-Type", awsJsonContentType});
    reply.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return reply;
}

SandboxReply refusalReply(const Refusal &refusal)
{
    return jsonReply(refusal.status, {{u"__type"_s, refusal.code}, {u"message"_s, refusal.message}});
}

SandboxReply emptyReply(int status)
{
    SandboxReply reply;
    reply.status = status;
    return reply;
}

void addCommonHeaders(SandboxReply &reply, const QDateTime &now)
{
    reply.headers.append(sigv4::Header{"x-amzn-RequestId", newId().toLatin1()});
    // Source: RFC 9110, IMF-fixdate; English names whatever the locale.
    reply.headers.append(
        sigv4::Header{"Date", QLocale::c().toString(now.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1()});
}

SandboxReply callErrorReply(const Fault &fault)
{
    if (fault.code.isEmpty())
        return emptyReply(fault.status > 0 ? fault.status : 500);
    Refusal refusal = usualRefusal(fault.code);
    if (fault.status > 0)
        refusal.status = fault.status;
    if (!fault.message.isEmpty())
        refusal.message = fault.message;
    return refusalReply(refusal);
}

SandboxReply redirectReply()
{
    SandboxReply reply = emptyReply(307);
    // Source: RFC 2606, a name that can never be.
    reply.headers.append(sigv4::Header{"Location", "http://redirected.invalid/"});
    return reply;
}

SandboxReply beforeReply(const Fault &fault)
{
    switch (fault.kind) {
    case Fault::Kind::Hang: {
        SandboxReply reply;
        reply.connection = SandboxReply::Connection::Hang;
        return reply;
    }
    case Fault::Kind::DropBefore: {
        SandboxReply reply;
        reply.connection = SandboxReply::Connection::Drop;
        return reply;
    }
    case Fault::Kind::Redirect:
        return redirectReply();
    default:
        return callErrorReply(fault);
    }
}

QByteArray withOneResultTooFew(const QByteArray &body)
{
    QJsonObject answer = QJsonDocument::fromJson(body).object();
    QJsonArray results = answer.value("Entries"_L1).toArray();
    if (!results.isEmpty())
        results.removeLast();
    answer.insert("Entries"_L1, results);
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

void spoil(SandboxReply &reply, const Fault &fault)
{
    switch (fault.kind) {
    case Fault::Kind::DropAfter:
        reply.connection = SandboxReply::Connection::Drop;
        break;
    case Fault::Kind::HalfAnswer:
        reply.connection = SandboxReply::Connection::AnswerHalf;
        break;
    case Fault::Kind::WrongCount:
        reply.body = withOneResultTooFew(reply.body);
        break;
    case Fault::Kind::Garbage:
        // Neither JSON nor UTF-8, under the right content type.
        reply.body = QByteArrayLiteral("{\"FailedEntryCount\":0,\"Ent\x00\xff\xfe ]] garbage");
        break;
    case Fault::Kind::Html:
        reply.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        reply.body = "<!DOCTYPE html><html><head><title>Sign in</title></head>"
                     "<body><p>Sign in to use this network.</p></body></html>";
        break;
    default:
        break;
    }
}

QString eventTime(const Entry &entry, const QDateTime &now)
{
    Instant instant = entry.time.value_or(instantFrom(now));
    instant.nanoseconds = 0;
    return formatInstant(instant);
}

} // namespace

SandboxReply tooLargeReply(const QDateTime &now)
{
    SandboxReply reply = emptyReply(413);
    reply.connection = SandboxReply::Connection::AnswerAndClose;
    addCommonHeaders(reply, now);
    return reply;
}

SandboxService::SandboxService(const SandboxOptions &options)
    : m_options(options)
    , m_events(options.keptEvents, options.keptBytes)
    , m_tokens(mostTokens)
{
}

SandboxReply SandboxService::handle(const SandboxRequest &request, const QDateTime &now)
{
    SandboxReply reply = answer(request, now);
    reply.faultsChanged = m_faults.takeChanged();
    addCommonHeaders(reply, now);
    return reply;
}

SandboxReply SandboxService::answer(const SandboxRequest &request, const QDateTime &now)
{
    if (!isLoopbackHost(request, m_port))
        return refusalReply({u"AccessDeniedException"_s,
                             u"The sandbox answers only when it is called by 127.0.0.1:%1, localhost:%1 or [::1]:%1; "
                             "the Host header says \"%2\"."_s.arg(m_port)
                                 .arg(QString::fromLatin1(request.first("host").left(256))),
                             403});
    if (request.body.size() > maxSandboxBodyBytes) {
        SandboxReply reply = emptyReply(413);
        reply.connection = SandboxReply::Connection::AnswerAndClose;
        return reply;
    }
    if (request.path != "/")
        return refusalReply({u"UnknownOperationException"_s, u"The sandbox serves the path / only."_s, 404});
    if (request.method != "POST") {
        SandboxReply reply =
            refusalReply({u"UnknownOperationException"_s, u"The sandbox serves the method POST only."_s, 405});
        reply.headers.append(sigv4::Header{"Allow", "POST"});
        return reply;
    }
    if (request.first("x-amz-target") != putEventsTarget)
        return refusalReply(
            {u"UnknownOperationException"_s, u"The sandbox serves X-Amz-Target: AWSEvents.PutEvents only."_s, 400});
    const Authentication authentication = authenticate(request, m_options.key, now);
    if (authentication.refusal)
        return refusalReply(*authentication.refusal);

    const int delayMs = m_faults.takeDelay();
    SandboxReply reply = putEvents(request, authentication.region, now);
    reply.delayMs = delayMs;
    return reply;
}

SandboxReply SandboxService::putEvents(const SandboxRequest &request, const QByteArray &region, const QDateTime &now)
{
    if (const auto fault = m_faults.takeBefore())
        return beforeReply(*fault);
    const PutRequest put = readPutRequest(request.body, m_options.limits);
    if (put.refusal)
        return refusalReply(*put.refusal);
    SandboxReply reply = accept(put.entries, region, now);
    if (const auto fault = m_faults.takeAfter())
        spoil(reply, *fault);
    return reply;
}

SandboxReply SandboxService::accept(const Entries &entries, const QByteArray &region, const QDateTime &now)
{
    QList<std::optional<Refusal>> refusals;
    QList<bool> refused;
    for (const Entry &entry : entries) {
        refusals.append(refusalOf(entry));
        refused.append(refusals.last().has_value());
    }
    const auto injected = m_faults.takeEntryErrors(entries, refused);

    int accepted = 0;
    int failed = 0;
    QJsonArray results;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const auto &refusal = refusals.at(i) ? refusals.at(i) : injected.at(i);
        if (refusal) {
            ++failed;
            results.append(QJsonObject{{u"ErrorCode"_s, refusal->code}, {u"ErrorMessage"_s, refusal->message}});
            continue;
        }
        QString eventId = m_tokens.eventIdOf(entries.at(i).idempotencyToken);
        if (eventId.isEmpty()) {
            eventId = keep(entries.at(i), region, now).id;
            ++accepted;
        }
        results.append(QJsonObject{{u"EventId"_s, eventId}});
    }
    SandboxReply reply = jsonReply(200, {{u"FailedEntryCount"_s, failed}, {u"Entries"_s, results}});
    reply.accepted = accepted;
    return reply;
}

ReceivedEvent SandboxService::keep(const Entry &entry, const QByteArray &region, const QDateTime &now)
{
    ReceivedEvent event;
    event.id = newId();
    event.detailType = entry.detailType;
    event.source = entry.source;
    event.account = QLatin1StringView(sandboxAccount);
    event.time = eventTime(entry, now);
    event.region = QString::fromLatin1(region);
    event.resources = entry.resources;
    event.eventBusName = entry.eventBusName.isEmpty() ? u"default"_s : entry.eventBusName;
    event.detail = entry.detail;
    event.idempotencyToken = entry.idempotencyToken;
    event.receivedAt = now.toUTC();
    m_tokens.claim(entry.idempotencyToken, event.id);
    m_events.add(event);
    return event;
}

} // namespace busload
