// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/shellwords.h"

namespace busload {
namespace {

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n';
}

class ShellWords
{
public:
    explicit ShellWords(QStringView command)
        : m_command(command)
    {
    }

    std::optional<QStringList> read()
    {
        bool whole = true;
        while (whole && m_at < m_command.size())
            whole = take(m_command.at(m_at++));
        if (!whole)
            return std::nullopt;
        endWord();
        return m_words;
    }

private:
    //! False when the command ends too early.
    bool take(QChar c)
    {
        if (isBlank(c)) {
            endWord();
            return true;
        }
        m_inWord = true;
        if (c == u'\'' || c == u'"')
            return takeQuoted(c);
        if (c != u'\\') {
            m_word += c;
            return true;
        }
        if (m_at >= m_command.size())
            return false;
        m_word += m_command.at(m_at++);
        return true;
    }

    bool takeQuoted(QChar quote)
    {
        while (m_at < m_command.size()) {
            QChar c = m_command.at(m_at++);
            if (c == quote)
                return true;
            if (c == u'\\' && quote == u'"' && m_at < m_command.size()) {
                const QChar next = m_command.at(m_at);
                if (next == u'"' || next == u'\\') {
                    c = next;
                    ++m_at;
                }
            }
            m_word += c;
        }
        return false;
    }

    void endWord()
    {
        if (m_inWord)
            m_words.append(m_word);
        m_word.clear();
        m_inWord = false;
    }

    QStringView m_command;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false; // an empty pair of quotes begins a word too
    QStringList m_words;
};

} // namespace

std::optional<QStringList> splitShellWords(QStringView command)
{
    return ShellWords(command).read();
}

} // namespace busload
