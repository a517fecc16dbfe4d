// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `busload-cli sandbox`: the sandbox on a port, until it is told to stop. It prints what another shell
// needs to use it and a line for what it receives.
#pragma once

#include "cli/command.h"
#include "cli/signalwatch.h"
#include "sandbox/sandbox.h"

#include <memory>

namespace busload::cli {

class SandboxCommand : public Command
{
    Q_OBJECT
public:
    explicit SandboxCommand(Surroundings &surroundings);
    ~SandboxCommand() override;

    void start(const QStringList &arguments) override;

private:
    Surroundings &m_surroundings;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<SignalWatch> m_signals;
    qint64 m_calls = 0;
};

//! The text as one word of a POSIX shell.
QByteArray shellWord(const QByteArray &text);

} // namespace busload::cli
