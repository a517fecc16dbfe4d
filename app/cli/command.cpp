// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include "cli/checkcommand.h"
#include "cli/commandline.h"
#include "cli/sandboxcommand.h"
#include "cli/sendcommand.h"
#include "cli/whoamicommand.h"

using namespace Qt::StringLiterals;

namespace busload::cli {
namespace {

struct Listing
{
    QString name;
    QString purpose;
    std::unique_ptr<Command> (*make)(Surroundings &);
};

template <typename T>
std::unique_ptr<Command> make(Surroundings &surroundings)
{
    return std::make_unique<T>(surroundings);
}

const QList<Listing> &listings()
{
    static const QList<Listing> all{
        {u"send"_s, u"Send a batch and tell what became of each entry"_s, make<SendCommand>},
        {u"check"_s, u"Check a batch without sending it"_s, make<CheckCommand>},
        {u"whoami"_s, u"Try a connection: whose keys it has and whether its bus is there"_s, make<WhoamiCommand>},
        {u"sandbox"_s, u"Run a local PutEvents endpoint that needs no account"_s, make<SandboxCommand>},
    };
    return all;
}

//! The program without a command: help, version, or a word about what is wrong.
class ProgramCommand : public Command
{
public:
    ProgramCommand(QString name, Surroundings &surroundings)
        : m_name(std::move(name))
        , m_surroundings(surroundings)
    {
    }

    void start(const QStringList &arguments) override
    {
        QString description =
            u"Sends batches of events to Amazon EventBridge, or to a sandbox of its own.\n\nCommands:\n"_s;
        for (const Listing &listing : listings())
            description += u"  "_s + listing.name.leftJustified(10) + listing.purpose + u'\n';
        description += u"\n'busload-cli COMMAND --help' tells more about one."_s;
        CommandLine line({}, {u"COMMAND"_s}, description);
        QStringList all = arguments;
        if (!m_name.isEmpty() && !m_name.startsWith(u'-')) {
            m_surroundings.say(
                line.complaint({FailureKind::Usage, m_name,
                                u"there is no such command; there are %1"_s.arg(commandNames().join(u", "_s))}));
            emit ended(ExitCode::Usage);
            return;
        }
        if (!m_name.isEmpty())
            all.prepend(m_name);
        emit ended(line.parseOrEnd(all, m_surroundings).value_or(ExitCode::Usage));
    }

private:
    QString m_name;
    Surroundings &m_surroundings;
};

} // namespace

std::unique_ptr<Command> makeCommand(const QString &name, Surroundings &surroundings)
{
    for (const Listing &listing : listings()) {
        if (listing.name == name)
            return listing.make(surroundings);
    }
    return std::make_unique<ProgramCommand>(name, surroundings);
}

QStringList commandNames()
{
    QStringList names;
    for (const Listing &listing : listings())
        names.append(listing.name);
    return names;
}

} // namespace busload::cli
