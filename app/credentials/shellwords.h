// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Divides a command into its words as a POSIX shell would, without a shell: nothing is expanded, no
// variable, no "~", no "*", and no other command can hide in it. Pure.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace busload {

//! Shape: words end at blanks, tabs and line ends; '…' keeps all as it is; in "…" a backslash takes the
//! meaning from '"' and '\' only; elsewhere from any character. An empty pair of quotes is a word.
//! Errors: std::nullopt for a quote that is not closed, and for a backslash at the end.
//! Source: Python's shlex.split(), which the AWS command line uses for credential_process.
std::optional<QStringList> splitShellWords(QStringView command);

} // namespace busload
