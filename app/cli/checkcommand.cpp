// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/checkcommand.h"

#include "cli/batch.h"
#include "cli/batchoptions.h"
#include "cli/checkreport.h"

using namespace Qt::StringLiterals;

namespace busload::cli {

CheckCommand::CheckCommand(Surroundings &surroundings)
    : m_surroundings(surroundings)
{
}

void CheckCommand::start(const QStringList &arguments)
{
    CommandLine line(
        u"check"_s, {u"FILE|-"_s},
        u"Checks a batch against the limits and rules of PutEvents and shows how it divides into calls.\n"_s +
            fileHelp());
    addLimitOption(line);
    addOutputOption(line);
    if (const auto end = line.parseOrEnd(arguments, m_surroundings)) {
        emit ended(*end);
        return;
    }
    const auto fail = [&](const Failure &failure) {
        m_surroundings.say(line.complaint(failure));
        emit ended(exitCodeFor(failure));
    };
    const Result<Limits> limits = limitsFrom(line);
    if (!limits)
        return fail(limits.failure());
    const Result<Output> output = outputFrom(line);
    if (!output)
        return fail(output.failure());
    const Result<Batch> batch = readBatch(line.operands().first(), {*limits, {}, {}}, m_surroundings);
    if (!batch)
        return fail(batch.failure());

    if (*output == Output::Json) {
        m_surroundings.print(checkReportJson(*batch));
    } else {
        m_surroundings.print(checkReportText(*batch, *limits).toUtf8());
        m_surroundings.print(problemLines(*batch).toUtf8());
    }
    emit ended(isValid(*batch) ? ExitCode::Done : ExitCode::NotAll);
}

} // namespace busload::cli
