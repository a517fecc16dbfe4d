// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the person writes: an entry before it is resolved. Its texts may be wrong or half typed; they
// are kept as they are. app/template turns a Draft into an Entry at the moment of sending.
#pragma once

#include "event/instant.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace busload {

//! Names a draft for as long as its document lives, over reordering and undo. 0 names none.
using DraftId = quint64;

//! What an entry's Time shall be. `WhenSent` is the moment its first send begins, kept over retries.
struct TimeChoice
{
    enum class Kind { None, Fixed, WhenSent };

    Kind kind = Kind::None;
    Instant fixed; //!< meaningful for Fixed only
    QString text;  //!< what the person typed for Fixed, kept even when it is not a time yet

    static TimeChoice none() { return {}; }
    static TimeChoice whenSent() { return {Kind::WhenSent, {}, {}}; }
    static TimeChoice at(const Instant &instant) { return {Kind::Fixed, instant, formatInstant(instant)}; }

    bool operator==(const TimeChoice &) const = default;
};

struct Draft
{
    DraftId id = 0;
    QString label; //!< the person's own name for it; empty: the detail type is shown
    QString source;
    QString detailType;
    QByteArray detail; //!< UTF-8, the exact text of the editor
    QString eventBusName;
    TimeChoice time;
    QStringList resources;
    QString traceHeader;
    QString idempotencyToken; //!< empty: none

    bool operator==(const Draft &) const = default;
};

using Drafts = QList<Draft>;

} // namespace busload
