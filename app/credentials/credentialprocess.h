// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys from a program of the user's choosing, a profile's credential_process. It runs without a shell
// and without a terminal, is never waited for, and is stopped with all it started when it hangs or
// floods. Nothing is added to its environment, and nothing it prints on its output is ever shown.
#pragma once

#include "credentials/credentialsprovider.h"

#include <QDateTime>
#include <QProcessEnvironment>

#include <functional>

namespace busload {

//! Runs the command and reads the keys it prints. The answer comes once, later or at once; destroying
//! `context` stops the program, and then none comes.
//! Shape: origin and the one link are "credential_process of profile …". The command is divided as
//! splitShellWords() tells; its program is looked up in the environment's PATH. Its input is empty.
//! Unit: `timeoutMs` from the start to the end of the program. `clock` gives UTC.
//! Errors: Configuration for a command that cannot be divided; Credentials for a program that is not
//! found, not executable, crashes, fails (with what it complained of, see shownComplaint()), hangs,
//! prints more than 1 MiB, and for all of readProcessOutput(). Of the command only its program is named:
//! its arguments may be secret.
//! Source: AWS CLI User Guide, "Sourcing credentials with an external process".
void runCredentialProcess(const QString &command, const QString &profile, const QProcessEnvironment &environment,
                          int timeoutMs, QObject *context, CredentialsProvider::Answer answer,
                          std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc);

} // namespace busload
