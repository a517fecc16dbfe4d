// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rules an entry is held against before it is sent. Pure: what stands in Detail's JSON comes in
// as DetailFacts, so that this room needs to know no JSON library.
#pragma once

#include "event/entry.h"
#include "event/limits.h"
#include "event/problem.h"

#include <QList>

#include <optional>

namespace busload {

//! What was found in Detail's text. Filled by eventbridge/inspection from app/json's findings.
struct DetailFacts
{
    enum class TopLevel { Invalid, Object, Array, String, Other };

    struct Finding
    {
        QString path; //!< where in the JSON, "products[0].quantity"
        QString text; //!< the key or the number as it stands there
        DetailPlace place;
        bool operator==(const Finding &) const = default;
    };

    TopLevel topLevel = TopLevel::Invalid;
    QString parseError; //!< for Invalid: the reason
    DetailPlace parseErrorPlace;
    bool stringHoldsObject = false; //!< for String: its content is itself a JSON object
    QList<Finding> duplicateKeys;
    QList<Finding> integersPast64Bits;
    QList<Finding> loneSurrogates;
    int depth = 0;
    std::optional<DetailPlace> tooDeepAt; //!< the first place past maxDetailDepth
    qint64 minifiedBytes = 0;             //!< Detail's size without blanks; its own size when it is not JSON

    bool operator==(const DetailFacts &) const = default;
};

//! Every problem of the entry, in the order of the fields of the form.
//! Unit: `entryBytes` as the service counts (measure(entry).total()).
//! Source: PutEventsRequestEntry's constraints; the service's own refusals as recorded in practice.
Problems checkEntry(const Entry &entry, const DetailFacts &facts, qint64 entryBytes, const Limits &limits);

} // namespace busload
