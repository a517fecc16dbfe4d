// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a reader of JSON should know before it is sent: keys that stand twice, integers past 64 bits,
// text that no other program can read, nesting too deep. One pass over the text.
#pragma once

#include "json/jsontree.h"

namespace busload {

struct JsonFinding
{
    QString path;
    QString text; //!< the key or the number as it stands there
    JsonPlace place;
    bool operator==(const JsonFinding &) const = default;
};

struct JsonFindings
{
    std::optional<JsonError> error; //!< set: the text is not JSON and the rest is empty
    JsonKind topLevel = JsonKind::Null;
    QList<JsonFinding> duplicateKeys;      //!< each repeat, at the place of the later key
    QList<JsonFinding> integersPast64Bits; //!< outside -2^63 … 2^63-1, written without fraction or exponent
    QList<JsonFinding> loneSurrogates;     //!< \uD800…\uDFFF that is no half of a pair; `text` is the escape
    int depth = 0;                         //!< nesting of objects and arrays; 1 for {}
    std::optional<JsonPlace> tooDeepAt;    //!< the bracket that opens the level after `maxDepth`
    qint64 minifiedBytes = 0;
};

//! Looks through one text. Each list ends at 100 findings: what is that wrong needs no longer list.
JsonFindings inspectJson(const QByteArray &text, int maxDepth);

//! The text that a JSON string token holds when that text is itself a JSON object or array.
std::optional<QByteArray> unwrappedJson(const QByteArray &text);

} // namespace busload
