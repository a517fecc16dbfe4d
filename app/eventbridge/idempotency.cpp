// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/idempotency.h"

#include "json/jsonedit.h"

namespace busload {

namespace {

// Detail with the token as its last member, or as it was where there is no place for one.
QByteArray withMember(const QByteArray &detail, const QString &key, const QString &token)
{
    if (key.isEmpty())
        return detail;
    const JsonParse parsed = parseJson(detail);
    if (!parsed || parsed.tree->root().kind != JsonKind::Object || parsed.tree->find({key}) >= 0)
        return detail;
    return applied(detail, insertMember(*parsed.tree, 0, key, quoteJson(token)));
}

} // namespace

Entry withIdempotency(const Entry &entry, const IdempotencyChoice &choice)
{
    if (entry.idempotencyToken.isEmpty() || choice.kind == IdempotencyChoice::Kind::SendAsField)
        return entry;
    Entry sent = entry;
    if (choice.kind == IdempotencyChoice::Kind::WriteIntoDetail)
        sent.detail = withMember(entry.detail, choice.detailKey, entry.idempotencyToken);
    sent.idempotencyToken.clear();
    return sent;
}

} // namespace busload
