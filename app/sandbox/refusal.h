// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the service says no: a code and its words, for a whole call or for one entry. One table holds
// the words and the status of every code, so that a fault and a real refusal read the same.
#pragma once

#include <QString>

namespace busload {

struct Refusal
{
    QString code;
    QString message;
    int status = 400; //!< of the HTTP answer; an entry's refusal has none of its own

    bool operator==(const Refusal &) const = default;
};

//! The refusal with the service's own words and status for the code.
//! Source: replies recorded from the service where there are any; the common errors page otherwise.
//! A code that neither names gets 400 and words that say so.
Refusal usualRefusal(const QString &code);

} // namespace busload
