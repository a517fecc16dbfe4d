// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The busload-cli program: names the real services, runs one command, ends with its code.
#include "cli/command.h"
#include "credentials/keychain.h"
#include "credentials/memoryguard.h"
#include "net/qthttptransport.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <csignal>
#include <cstdio>

int main(int argc, char *argv[])
{
    using namespace busload::cli;
    using namespace Qt::StringLiterals;

    busload::keepMemoryOffDisk();
    // A reader that went away ("| head") makes a write fail; it must not end a sandbox that others use.
    std::signal(SIGPIPE, SIG_IGN);

    // The window's names: its settings are read for its connections.
    QCoreApplication::setApplicationName(u"busload"_s);
    QCoreApplication::setOrganizationName(u"busload"_s);
    const QCoreApplication app(argc, argv);
    QFile out;
    QFile err;
    if (!out.open(stdout, QIODevice::WriteOnly) || !err.open(stderr, QIODevice::WriteOnly))
        return static_cast<int>(ExitCode::Usage);

    Surroundings surroundings{out,
                              err,
                              QProcessEnvironment::systemEnvironment(),
                              [] { return QDateTime::currentDateTimeUtc(); },
                              [] { return QRandomGenerator::global()->generateDouble(); },
                              [] { return std::make_unique<busload::QtHttpTransport>(); },
                              [] { return std::make_unique<QSettings>(); },
                              [] { return std::make_unique<busload::Keychain>(); },
                              u"/dev/tty"_s};

    QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString name = arguments.isEmpty() ? QString() : arguments.takeFirst();
    const std::unique_ptr<Command> command = makeCommand(name, surroundings);
    // Queued: a command may end before the loop has begun, when exit() would be forgotten.
    QObject::connect(
        command.get(), &Command::ended, &app, [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); },
        Qt::QueuedConnection);
    command->start(arguments);
    const int code = QCoreApplication::exec();
    // The code still tells what became of the entries; that its report is lost must be said all the same.
    if (out.error() != QFileDevice::NoError)
        surroundings.say(QStringLiteral("busload-cli: the report could not be written: ") + out.errorString());
    return code;
}
