// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of what stands in entries and scenario files, each once, for the reader and the writer.
#pragma once

#include <QLatin1StringView>

namespace busload::members {

// Source: PutEventsRequest and PutEventsRequestEntry of the EventBridge API, 2015-10-07.
inline constexpr QLatin1StringView entries("Entries");
inline constexpr QLatin1StringView endpointId("EndpointId");
inline constexpr QLatin1StringView source("Source");
inline constexpr QLatin1StringView detailType("DetailType");
inline constexpr QLatin1StringView detail("Detail");
inline constexpr QLatin1StringView eventBusName("EventBusName");
inline constexpr QLatin1StringView time("Time");
inline constexpr QLatin1StringView resources("Resources");
inline constexpr QLatin1StringView traceHeader("TraceHeader");
inline constexpr QLatin1StringView idempotencyToken("IdempotencyToken"); //!< ours, see IdempotencyChoice

// A scenario's own.
inline constexpr QLatin1StringView version("busload"); //!< the file's version; its presence names the format
inline constexpr QLatin1StringView name("name");
inline constexpr QLatin1StringView scenarioEntries("entries");
inline constexpr QLatin1StringView label("Label");
inline constexpr QLatin1StringView timeText("TimeText");         //!< what was typed for Time and is no time
inline constexpr QLatin1StringView detailLines("DetailLines");   //!< Detail that is no JSON object, by line
inline constexpr QLatin1StringView detailBase64("DetailBase64"); //!< Detail that is not even UTF-8
inline constexpr QLatin1StringView now("now");                   //!< a Time: the moment of sending

inline constexpr int scenarioVersion = 1;

} // namespace busload::members
