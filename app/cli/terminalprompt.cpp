// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminalprompt.h"

#include <QSocketNotifier>

#include <utility>

using namespace Qt::StringLiterals;

namespace busload::cli {

TerminalPrompt::TerminalPrompt(QString code, const Surroundings &surroundings)
    : m_code(std::move(code))
    , m_surroundings(surroundings)
{
}

TerminalPrompt::~TerminalPrompt() = default;

void TerminalPrompt::ask(const Question &question, QObject *context, Answer answer)
{
    if (!m_code.isEmpty()) {
        // A code is good for one use.
        answer(std::exchange(m_code, {}));
        return;
    }
    // The terminal and not standard input, which may be the batch.
    m_terminal.setFileName(m_surroundings.terminal);
    if (!m_terminal.isOpen() &&
        (m_surroundings.terminal.isEmpty() || !m_terminal.open(QIODevice::ReadWrite | QIODevice::Unbuffered))) {
        m_surroundings.say(u"The role %1 wants an MFA code, and there is no terminal to ask at: give --mfa-code."_s.arg(
            question.roleArn));
        answer(std::nullopt);
        return;
    }
    const QString problem = question.problem.isEmpty() ? QString() : question.problem + u' ';
    m_terminal.write((problem + u"MFA code of %1 for %2: "_s.arg(question.serial, question.roleArn)).toUtf8());
    m_answer = std::move(answer);
    m_notifier = std::make_unique<QSocketNotifier>(m_terminal.handle(), QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, &m_alive, [this] { onTyped(); });
    QObject::connect(context, &QObject::destroyed, &m_alive, [this] {
        m_notifier.reset();
        m_answer = {};
    });
}

void TerminalPrompt::onTyped()
{
    // A terminal hands over whole lines; an end of file is the wish to give up.
    const QByteArray line = m_terminal.readLine(1024).trimmed();
    tell(line.isEmpty() ? std::nullopt : std::optional<QString>(QString::fromUtf8(line)));
}

void TerminalPrompt::tell(const std::optional<QString> &code)
{
    m_notifier.release()->deleteLater(); // it is what calls this
    if (const Answer answer = std::exchange(m_answer, {}))
        answer(code);
}

} // namespace busload::cli
