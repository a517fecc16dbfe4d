// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/outcome.h"

namespace busload {

Outcome Outcome::accepted(QString eventId)
{
    return {Kind::Accepted, std::move(eventId), {}, {}, false};
}

Outcome Outcome::rejected(QString code, QString message, bool retryable)
{
    return {Kind::Rejected, {}, std::move(code), std::move(message), retryable};
}

Outcome Outcome::unknown(QString code, QString message)
{
    return {Kind::Unknown, {}, std::move(code), std::move(message), false};
}

Outcome Outcome::notSent(QString code, QString message, bool retryable)
{
    return {Kind::NotSent, {}, std::move(code), std::move(message), retryable};
}

Tally tally(const QList<Outcome> &outcomes)
{
    Tally sum;
    for (const Outcome &outcome : outcomes) {
        switch (outcome.kind) {
        case Outcome::Kind::Accepted:
            ++sum.accepted;
            break;
        case Outcome::Kind::Rejected:
            ++sum.rejected;
            break;
        case Outcome::Kind::Unknown:
            ++sum.unknown;
            break;
        case Outcome::Kind::NotSent:
            ++sum.notSent;
            break;
        }
    }
    return sum;
}

QString outcomeWord(Outcome::Kind kind)
{
    switch (kind) {
    case Outcome::Kind::Accepted:
        return QStringLiteral("accepted");
    case Outcome::Kind::Rejected:
        return QStringLiteral("rejected");
    case Outcome::Kind::Unknown:
        return QStringLiteral("unknown");
    case Outcome::Kind::NotSent:
        break;
    }
    return QStringLiteral("notSent");
}

} // namespace busload
