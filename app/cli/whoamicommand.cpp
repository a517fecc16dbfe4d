// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whoamicommand.h"

#include "cli/connectionoptions.h"
#include "cli/jsonwriter.h"
#include "cli/texttable.h"

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

using Mark = ConnectionFinding::Mark;
using Step = ConnectionFinding::Step;

QString markWord(Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return u"good"_s;
    case Mark::Bad:
        return u"bad"_s;
    case Mark::Open:
        return u"open"_s;
    }
    return {};
}

QString markSign(Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return u"✓"_s;
    case Mark::Bad:
        return u"✕"_s;
    case Mark::Open:
        return u"?"_s;
    }
    return {};
}

QString stepWord(Step step)
{
    switch (step) {
    case Step::Settings:
        return u"settings"_s;
    case Step::Credentials:
        return u"credentials"_s;
    case Step::Identity:
        return u"identity"_s;
    case Step::Clock:
        return u"clock"_s;
    case Step::Bus:
        return u"bus"_s;
    }
    return {};
}

QString endText(const ConnectionReport &report)
{
    return report.expiresAt ? report.expiresAt->toString(Qt::ISODate) : QString();
}

} // namespace

WhoamiCommand::WhoamiCommand(Surroundings &surroundings)
    : m_surroundings(surroundings)
{
}

WhoamiCommand::~WhoamiCommand() = default;

void WhoamiCommand::start(const QStringList &arguments)
{
    CommandLine line(
        u"whoami"_s, {},
        u"Tries a connection without sending an event: where its keys come from, whose they are, and\n"
        "whether its event bus is there.\n\nExit codes: 0 nothing is wrong; 1 something is; 2 bad usage."_s);
    addConnectionOptions(line);
    line.add(u"event-bus"_s, u"BUS"_s, u"Look for this bus instead of the connection's."_s);
    addOutputOption(line);
    if (const auto end = line.parseOrEnd(arguments, m_surroundings)) {
        emit ended(*end);
        return;
    }
    const auto fail = [&](const Failure &failure) {
        m_surroundings.say(line.complaint(failure));
        emit ended(exitCodeFor(failure));
    };
    const Result<Output> output = outputFrom(line);
    if (!output)
        return fail(output.failure());
    m_output = *output;
    Result<Connection> connection = chosenConnection(line, m_surroundings);
    if (!connection)
        return fail(connection.failure());
    if (line.isSet(u"event-bus"_s))
        connection.value().defaultBus = line.value(u"event-bus"_s);

    m_desk = std::make_unique<ConnectionDesk>(line.value(u"mfa-code"_s), m_surroundings);
    const Result<EffectiveConnection> effective = m_desk->effective(*connection);
    if (!effective)
        return fail(effective.failure());
    m_test = std::make_unique<ConnectionTest>(m_desk->transport(), m_desk->clock());
    connect(m_test.get(), &ConnectionTest::finished, this, &WhoamiCommand::report);
    m_test->start(effective, m_desk->credentialsOf(effective->connection));
}

void WhoamiCommand::report()
{
    const ConnectionReport &report = m_test->report();
    if (m_output == Output::Json) {
        QList<QByteArray> links;
        for (const QString &link : report.links)
            links.append(jsonText(link));
        QList<QByteArray> findings;
        for (const ConnectionFinding &finding : report.findings)
            findings.append(JsonObject()
                                .add("step", jsonText(stepWord(finding.step)))
                                .add("mark", jsonText(markWord(finding.mark)))
                                .add("text", jsonText(finding.text))
                                .text());
        const JsonObject object = JsonObject()
                                      .add("passed", jsonBool(report.passed()))
                                      .add("account", jsonTextOrNull(report.accountId))
                                      .add("arn", jsonTextOrNull(report.arn))
                                      .add("expiresAt", jsonTextOrNull(endText(report)))
                                      .add("links", jsonArray(links))
                                      .add("findings", jsonArray(findings));
        m_surroundings.print(object.text() + '\n');
    } else {
        QString text;
        for (const ConnectionFinding &finding : report.findings)
            text += markSign(finding.mark) + u' ' + printable(finding.text) + u'\n';
        if (report.expiresAt)
            text += u"  The keys end at %1.\n"_s.arg(endText(report));
        m_surroundings.print(text.toUtf8());
    }
    emit ended(report.passed() ? ExitCode::Done : ExitCode::NotAll);
}

} // namespace busload::cli
