// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one command's options. It knows the shapes of options and how to say what is wrong with one;
// what they mean is the command's.
#pragma once

#include "cli/exitcode.h"
#include "cli/surroundings.h"
#include "event/result.h"

#include <QCommandLineParser>
#include <QList>
#include <QStringList>

#include <optional>

namespace busload::cli {

class CommandLine
{
public:
    //! `command` is empty for the program itself. `operands` is what stands behind the name in the
    //! usage line ("FILE|-"); it stands once for each operand that must be given.
    CommandLine(QString command, QStringList operands, QString description);

    //! An option with a value (`valueName` set) or a switch. Line breaks in the description are kept.
    void add(const QString &name, const QString &valueName, const QString &description);

    //! Reads the arguments behind the command's name.
    //! Errors: Usage, with the option as subject. With --help or --version nothing else is an error.
    Result<bool> parse(const QStringList &arguments);

    //! For parse() and what follows it: prints help or version where asked for, or the failure.
    //! Shape: the exit code when the command ends here, none when it goes on.
    std::optional<ExitCode> parseOrEnd(const QStringList &arguments, const Surroundings &surroundings);

    bool isSet(const QString &name) const { return m_parser.isSet(name); }
    //! The option's last value; empty when it is not there.
    QString value(const QString &name) const { return m_parser.value(name); }
    QStringList values(const QString &name) const { return m_parser.values(name); }
    QStringList operands() const { return m_parser.positionalArguments(); }

    //! A whole number. Errors: Usage, naming the option and the range.
    Result<qint64> number(const QString &name, qint64 least, qint64 most, qint64 otherwise) const;
    //! Seconds with a fraction, given in ms. Errors: as number().
    Result<int> seconds(const QString &name, int leastMs, int mostMs, int otherwiseMs) const;
    //! One of some words. Errors: Usage, naming the words.
    Result<QString> choice(const QString &name, const QStringList &words) const;

    QString helpText() const;

    //! "busload-cli send: --port: …", the way every error of the program begins.
    QString complaint(const Failure &failure) const;

private:
    struct Option
    {
        QString name;
        QString valueName;
        QString description;
    };

    QString m_command;
    QStringList m_operands;
    QString m_description;
    QList<Option> m_options;
    QCommandLineParser m_parser;
};

//! "busload-cli 1.2.3" and a line break.
QString versionText();

} // namespace busload::cli
