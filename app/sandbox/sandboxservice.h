// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sandbox without its socket: a request and the time in, an answer and what to do with the
// connection out. It holds the received events, the tokens and the faults. It is not thread-safe;
// Sandbox guards it.
#pragma once

#include "sandbox/faultschedule.h"
#include "sandbox/putrequest.h"
#include "sandbox/receivedevents.h"
#include "sandbox/sandboxrequest.h"
#include "sandbox/tokentable.h"

namespace busload {

//! The largest body that is taken. A request of 1 MiB is at most six times that when every character
//! of Detail is written as \uXXXX.
inline constexpr qint64 maxSandboxBodyBytes = 8'388'608; // 8 MiB

class SandboxService
{
public:
    explicit SandboxService(const SandboxOptions &options);

    //! The port that Host headers must name.
    void setPort(quint16 port) { m_port = port; }
    void setLimits(const Limits &limits) { m_options.limits = limits; }
    FaultSchedule &faults() { return m_faults; }
    const FaultSchedule &faults() const { return m_faults; }
    ReceivedEvents &events() { return m_events; }
    const ReceivedEvents &events() const { return m_events; }

    //! Answers one request.
    //! Checks, in this order: Host (403), body size (413), method and path (405, 404), operation,
    //! signature; then the faults that strike before, the request as a whole, each entry by itself, the
    //! faults of entries, idempotency tokens; then the faults that strike the answer. Requests that are
    //! refused before the faults use none of them up.
    //! Shape: every answer carries x-amzn-RequestId and Date. Unit: `now` in UTC.
    SandboxReply handle(const SandboxRequest &request, const QDateTime &now);

private:
    SandboxReply answer(const SandboxRequest &request, const QDateTime &now);
    SandboxReply putEvents(const SandboxRequest &request, const QByteArray &region, const QDateTime &now);
    SandboxReply accept(const Entries &entries, const QByteArray &region, const QDateTime &now);
    ReceivedEvent keep(const Entry &entry, const QByteArray &region, const QDateTime &now);

    SandboxOptions m_options;
    quint16 m_port = 0;
    FaultSchedule m_faults;
    ReceivedEvents m_events;
    TokenTable m_tokens;
};

//! The answer to a request that says it is larger than the limit: 413 and nothing, as the service does.
SandboxReply tooLargeReply(const QDateTime &now);

} // namespace busload
