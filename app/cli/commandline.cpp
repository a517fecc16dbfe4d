// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

const QString programName = u"busload-cli"_s;

Failure usage(const QString &subject, const QString &message)
{
    return {FailureKind::Usage, subject, message};
}

} // namespace

QString versionText()
{
    return programName + u' ' + QStringLiteral(BUSLOAD_VERSION) + u'\n';
}

CommandLine::CommandLine(QString command, QStringList operands, QString description)
    : m_command(std::move(command))
    , m_operands(std::move(operands))
    , m_description(std::move(description))
{
    // "-retry 3" is then one mistake with a name, not five unknown letters.
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    m_parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
    m_parser.addOption(QCommandLineOption(QStringList{u"v"_s, u"version"_s}));
}

void CommandLine::add(const QString &name, const QString &valueName, const QString &description)
{
    m_options.append({name, valueName, description});
    m_parser.addOption(QCommandLineOption(name, description, valueName));
}

Result<bool> CommandLine::parse(const QStringList &arguments)
{
    const bool understood = m_parser.parse(QStringList{programName} + arguments);
    if (m_parser.isSet(u"help"_s) || m_parser.isSet(u"version"_s))
        return true;
    const QStringList unknown = m_parser.unknownOptionNames();
    if (!unknown.isEmpty())
        return usage(u"--"_s + unknown.first(), u"there is no such option"_s);
    if (!understood)
        return usage({}, m_parser.errorText());
    for (const Option &option : m_options) {
        if (option.valueName.isEmpty())
            continue;
        const QStringList given = m_parser.values(option.name);
        for (const QString &value : given) {
            // "--region --dry-run" would otherwise send for real, to a region of that name.
            if (value.isEmpty() || value.startsWith("--"_L1))
                return usage(u"--"_s + option.name,
                             u"a value is missing: --%1 %2"_s.arg(option.name, option.valueName));
        }
    }
    const QStringList given = m_parser.positionalArguments();
    if (given.size() < m_operands.size())
        return usage(m_operands.at(given.size()), u"is missing"_s);
    if (given.size() > m_operands.size())
        return usage(given.at(m_operands.size()), u"is one argument too many"_s);
    return true;
}

std::optional<ExitCode> CommandLine::parseOrEnd(const QStringList &arguments, const Surroundings &surroundings)
{
    const Result<bool> parsed = parse(arguments);
    if (!parsed) {
        surroundings.say(complaint(parsed.failure()));
        surroundings.say(u"Try '%1 --help'."_s.arg(m_command.isEmpty() ? programName : programName + u' ' + m_command));
        return exitCodeFor(parsed.failure());
    }
    if (m_parser.isSet(u"help"_s)) {
        surroundings.print(helpText().toUtf8());
        return ExitCode::Done;
    }
    if (m_parser.isSet(u"version"_s)) {
        surroundings.print(versionText().toUtf8());
        return ExitCode::Done;
    }
    return std::nullopt;
}

Result<qint64> CommandLine::number(const QString &name, qint64 least, qint64 most, qint64 otherwise) const
{
    if (!isSet(name))
        return otherwise;
    bool isNumber = false;
    const qint64 number = value(name).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return usage(u"--"_s + name,
                     u"'%1' is not a whole number from %2 to %3"_s.arg(value(name)).arg(least).arg(most));
    return number;
}

Result<int> CommandLine::seconds(const QString &name, int leastMs, int mostMs, int otherwiseMs) const
{
    if (!isSet(name))
        return otherwiseMs;
    bool isNumber = false;
    const double ms = value(name).toDouble(&isNumber) * 1000;
    if (!isNumber || !std::isfinite(ms) || ms < leastMs || ms > mostMs)
        return usage(u"--"_s + name, u"'%1' is not a number of seconds from %2 to %3"_s.arg(value(name))
                                         .arg(leastMs / 1000.0)
                                         .arg(mostMs / 1000.0));
    return static_cast<int>(std::lround(ms));
}

Result<QString> CommandLine::choice(const QString &name, const QStringList &words) const
{
    if (!isSet(name))
        return words.first();
    if (!words.contains(value(name)))
        return usage(u"--"_s + name, u"'%1' is none of %2"_s.arg(value(name), words.join(u", "_s)));
    return value(name);
}

QString CommandLine::helpText() const
{
    QString text = u"Usage: "_s + programName;
    if (!m_command.isEmpty())
        text += u' ' + m_command;
    for (const QString &operand : m_operands)
        text += u' ' + operand;
    text += u" [OPTION]…\n\n"_s + m_description + u"\n\nOptions:\n"_s;

    QList<Option> options = m_options;
    options.append({u"help"_s, {}, u"Print this help and end."_s});
    options.append({u"version"_s, {}, u"Print the version and end."_s});
    qsizetype width = 0;
    const auto left = [](const Option &option) {
        return u"  --"_s + option.name + (option.valueName.isEmpty() ? QString() : u' ' + option.valueName);
    };
    for (const Option &option : std::as_const(options))
        width = std::max(width, left(option).size());
    for (const Option &option : std::as_const(options)) {
        QString described = option.description;
        described.replace(u'\n', u'\n' + QString(width + 2, u' '));
        text += left(option).leftJustified(width + 2) + described + u'\n';
    }
    return text;
}

QString CommandLine::complaint(const Failure &failure) const
{
    QStringList parts{m_command.isEmpty() ? programName : programName + u' ' + m_command};
    if (!failure.subject.isEmpty())
        parts.append(failure.subject);
    parts.append(failure.message);
    return parts.join(u": "_s);
}

} // namespace busload::cli
