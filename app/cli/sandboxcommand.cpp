// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sandboxcommand.h"

#include "cli/commandline.h"
#include "sandbox/faults.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

const QString accessKeyVariable = u"BUSLOAD_SANDBOX_ACCESS_KEY_ID"_s;
const QString secretKeyVariable = u"BUSLOAD_SANDBOX_SECRET_ACCESS_KEY"_s;

//! The key of the environment, else a fresh one, so that two sandboxes never share one by accident.
sigv4::Credentials sandboxKey(const Surroundings &surroundings)
{
    const QByteArray id = surroundings.environment.value(accessKeyVariable).trimmed().toUtf8();
    const QByteArray secret = surroundings.environment.value(secretKeyVariable).trimmed().toUtf8();
    if (!id.isEmpty() && !secret.isEmpty())
        return {id, Secret(secret), Secret()};
    if (!id.isEmpty() || !secret.isEmpty())
        surroundings.say(
            u"Only one of %1 and %2 is set: using a fresh key."_s.arg(accessKeyVariable, secretKeyVariable));
    return Sandbox::makeKey();
}

CommandLine sandboxLine()
{
    return {u"sandbox"_s,
            {},
            u"Runs a PutEvents endpoint on 127.0.0.1 until it is interrupted. It checks signatures and limits as\n"
            "the service does. Its address and key are printed as lines to paste into another shell;\n"
            "%1 and %2 choose the key."_s.arg(accessKeyVariable, secretKeyVariable)};
}

} // namespace

QByteArray shellWord(const QByteArray &text)
{
    const bool plain = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("_-+=/.:,@%").contains(c);
    });
    if (plain)
        return text;
    QByteArray quoted = text;
    quoted.replace('\'', "'\\''");
    return '\'' + quoted + '\'';
}

SandboxCommand::SandboxCommand(Surroundings &surroundings)
    : m_surroundings(surroundings)
{
}

SandboxCommand::~SandboxCommand() = default;

void SandboxCommand::start(const QStringList &arguments)
{
    CommandLine line = sandboxLine();
    line.add(u"port"_s, u"N"_s, u"Listen on this port; without it, or with 0, on any free one."_s);
    line.add(u"fault"_s, u"SPEC"_s,
             u"Go wrong on purpose; may be given several times. SPEC is one of\n"
             "entry=2:InternalFailure, entry=2,5:CODE, every=3:CODE, type=DETAILTYPE:CODE,\n"
             "call:ThrottlingException, status:503, delay:MILLISECONDS, hang, drop-before,\n"
             "drop-after, garbage, wrong-count, half-answer, html, redirect;\n"
             "*1 behind it for once, *2 for twice."_s);
    line.add(u"limit-bytes"_s, u"N"_s, u"Bytes a call may hold, %1 by default."_s.arg(Limits::defaultBytesPerCall));
    if (const auto end = line.parseOrEnd(arguments, m_surroundings)) {
        emit ended(*end);
        return;
    }
    const auto fail = [&](const Failure &failure) {
        m_surroundings.say(line.complaint(failure));
        emit ended(exitCodeFor(failure));
    };

    SandboxOptions options;
    const Result<qint64> port = line.number(u"port"_s, 0, std::numeric_limits<quint16>::max(), 0);
    if (!port)
        return fail(port.failure());
    options.port = static_cast<quint16>(*port);
    const Result<qint64> limit =
        line.number(u"limit-bytes"_s, 1, std::numeric_limits<qint64>::max(), Limits::defaultBytesPerCall);
    if (!limit)
        return fail(limit.failure());
    options.limits.bytesPerCall = *limit;
    QList<Fault> faults;
    const QStringList specs = line.values(u"fault"_s);
    for (const QString &spec : specs) {
        const Result<Fault> fault = parseFault(spec);
        if (!fault)
            return fail({FailureKind::Usage, u"--fault "_s + spec, fault.failure().message});
        faults.append(*fault);
    }
    options.key = sandboxKey(m_surroundings);

    m_sandbox = std::make_unique<Sandbox>(options);
    m_sandbox->setFaults(faults);
    connect(m_sandbox.get(), &Sandbox::callReceived, this, [this](int status, int accepted) {
        m_surroundings.say(u"call %1: %2, %3 %4 accepted"_s.arg(++m_calls).arg(
            status == 0 ? u"not answered"_s : u"answered %1"_s.arg(status), QString::number(accepted),
            accepted == 1 ? u"event"_s : u"events"_s));
    });
    m_signals = std::make_unique<SignalWatch>();
    connect(m_signals.get(), &SignalWatch::stopWanted, this, [this] {
        m_sandbox->stop();
        emit ended(ExitCode::Done);
    });

    const Result<QUrl> url = m_sandbox->start();
    if (!url)
        return fail({url.failure().kind, u"--port"_s, url.failure().message});
    const QByteArray address = url->toEncoded(QUrl::StripTrailingSlash);
    m_surroundings.print("Sandbox listening on " + address + '\n');
    m_surroundings.print("export AWS_ENDPOINT_URL_EVENTBRIDGE=" + address + '\n');
    m_surroundings.print("export AWS_ACCESS_KEY_ID=" + shellWord(options.key.accessKeyId) + '\n');
    m_surroundings.print("export AWS_SECRET_ACCESS_KEY=" + shellWord(options.key.secretAccessKey.reveal()) + '\n');
    m_surroundings.print("export AWS_REGION=us-east-1\n");
}

} // namespace busload::cli
