// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/batchoptions.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace busload::cli {

QString fileHelp()
{
    return u"FILE is an AWS CLI entries file, a PutEvents request, JSON lines or a scenario; - is standard input."_s;
}

void addLimitOption(CommandLine &line)
{
    line.add(u"limit-bytes"_s, u"N"_s,
             u"Bytes a call may hold: %1 by default, %2 where the region allows it."_s.arg(Limits::defaultBytesPerCall)
                 .arg(Limits::raisedBytesPerCall));
}

Result<Limits> limitsFrom(const CommandLine &line, Limits otherwise)
{
    const Result<qint64> bytes =
        line.number(u"limit-bytes"_s, 1, std::numeric_limits<qint64>::max(), otherwise.bytesPerCall);
    if (!bytes)
        return bytes.failure();
    otherwise.bytesPerCall = *bytes;
    return otherwise;
}

void addIdempotencyOption(CommandLine &line)
{
    line.add(u"idempotency"_s, u"CHOICE"_s,
             u"What becomes of an entry's IdempotencyToken, which the published API does not have: leave-out\n"
             "(the default), field (sent as IdempotencyToken; the sandbox honours it), or detail[:KEY] (written\n"
             "into Detail as KEY, else %1, and counted in its bytes)."_s.arg(IdempotencyChoice().detailKey));
}

Result<IdempotencyChoice> idempotencyFrom(const CommandLine &line, const IdempotencyChoice &otherwise)
{
    if (!line.isSet(u"idempotency"_s))
        return otherwise;
    IdempotencyChoice choice;
    const QString text = line.value(u"idempotency"_s);
    if (text == "leave-out"_L1)
        return choice;
    if (text == "field"_L1) {
        choice.kind = IdempotencyChoice::Kind::SendAsField;
        return choice;
    }
    choice.kind = IdempotencyChoice::Kind::WriteIntoDetail;
    if (text == "detail"_L1)
        return choice;
    // The key is all that stands behind the first colon, further colons included.
    const QLatin1StringView withKey("detail:");
    if (text.startsWith(withKey) && text.size() > withKey.size()) {
        choice.detailKey = text.mid(withKey.size());
        return choice;
    }
    return Failure{FailureKind::Usage, u"--idempotency"_s,
                   u"'%1' is none of leave-out, field, detail, detail:KEY"_s.arg(text)};
}

void addOutputOption(CommandLine &line)
{
    line.add(u"output"_s, u"FORMAT"_s, u"text (the default) or json, which is one object on standard output."_s);
}

Result<Output> outputFrom(const CommandLine &line)
{
    const Result<QString> word = line.choice(u"output"_s, {u"text"_s, u"json"_s});
    if (!word)
        return word.failure();
    return *word == "json"_L1 ? Output::Json : Output::Text;
}

} // namespace busload::cli
