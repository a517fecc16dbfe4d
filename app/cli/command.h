// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One command of busload-cli. It may end at once or work on in the program's event loop; either way it
// says so once. It never runs a loop of its own and never ends the process.
#pragma once

#include "cli/exitcode.h"
#include "cli/surroundings.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace busload::cli {

class Command : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Begins with the arguments behind the command's name.
    virtual void start(const QStringList &arguments) = 0;

signals:
    //! Exactly once, perhaps from inside start(). Nothing is printed after it.
    void ended(busload::cli::ExitCode code);
};

//! The command for the program's arguments (without the program's own name). Words that name no command
//! give one that says so on `err` and ends with Usage; it is never null.
std::unique_ptr<Command> makeCommand(const QString &name, Surroundings &surroundings);

//! The names of all commands, in the order of the help.
QStringList commandNames();

} // namespace busload::cli
