// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The MFA code at the command line: the one given as an option, once, else a line typed at the terminal.
// It waits in the event loop, so that an interrupt still ends the program.
#pragma once

#include "cli/surroundings.h"
#include "credentials/mfaprompt.h"

#include <QFile>

#include <memory>

class QSocketNotifier;

namespace busload::cli {

class TerminalPrompt : public MfaPrompt
{
public:
    //! `code`: of the option; empty: none was given.
    TerminalPrompt(QString code, const Surroundings &surroundings);
    ~TerminalPrompt() override;

    //! Answers none where there is neither a code nor a terminal.
    void ask(const Question &question, QObject *context, Answer answer) override;

private:
    void onTyped();
    void tell(const std::optional<QString> &code);

    QString m_code;
    const Surroundings &m_surroundings;
    QFile m_terminal;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QObject m_alive; // the terminal's line reaches nobody else
    Answer m_answer;
};

} // namespace busload::cli
