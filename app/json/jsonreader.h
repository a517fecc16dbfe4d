// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one way in which this room runs RapidJSON: strict RFC 8259, iterative so that nesting cannot
// exhaust the stack, UTF-8 validated, numbers left as text. Handlers take places from the stream.
#pragma once

#include "json/jsonreasons.h"
#include "json/jsonstream.h"

#include <rapidjson/reader.h>

#include <limits>

namespace busload {

inline constexpr unsigned kJsonFlags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                                       rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;

//! Base of the handlers: they override what they want to know of.
template <typename Derived>
using JsonHandler = rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Derived>;

//! Accepts everything: for texts of which only the validity is asked.
struct IgnoringHandler : JsonHandler<IgnoringHandler>
{
};

enum class JsonExtent { WholeText, OneValue };

//! Reads from the stream's offset. In the handler, stream.offset() is: the bracket itself at the
//! start and at the end of objects and arrays; one past the token at keys, strings, numbers, words.
//! Errors: what is not JSON; for WholeText also whatever follows the value.
template <JsonExtent extent, typename Handler>
std::optional<JsonError> readJson(JsonStream &stream, Handler &handler)
{
    constexpr unsigned stop = rapidjson::kParseStopWhenDoneFlag;
    constexpr unsigned flags = extent == JsonExtent::OneValue ? kJsonFlags | stop : kJsonFlags;
    const QByteArrayView text = stream.text();
    // RapidJSON counts in 32 bits and the tree in int.
    if (text.size() > std::numeric_limits<int>::max())
        return JsonError{QStringLiteral("the text is longer than 2 GB"), {}};
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<flags>(stream, handler);
    if (result.IsError())
        return jsonError(text, result.Code(), static_cast<qsizetype>(result.Offset()));
    // RapidJSON takes a NUL byte for the end of the text.
    if (extent == JsonExtent::WholeText && stream.offset() != text.size())
        return jsonError(text, rapidjson::kParseErrorDocumentRootNotSingular, stream.offset());
    return std::nullopt;
}

} // namespace busload
