// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything of the outside that a command touches, handed in, so that tests bring their own. A command
// asks nothing else for the time, the environment, chance or the network.
#pragma once

#include "credentials/secretstore.h"
#include "net/httptransport.h"

#include <QDateTime>
#include <QIODevice>
#include <QProcessEnvironment>
#include <QSettings>

#include <functional>
#include <memory>

namespace busload::cli {

struct Surroundings
{
    QIODevice &out; //!< what was asked for, and nothing else
    QIODevice &err; //!< everything said beside it
    QProcessEnvironment environment;
    std::function<QDateTime()> clock; //!< UTC now
    std::function<double()> chance;   //!< uniform in [0, 1)
    std::function<std::unique_ptr<HttpTransport>()> makeTransport;
    //! The window's settings, for its connections. Asked only when an option needs them.
    std::function<std::unique_ptr<QSettings>()> makeSettings;
    //! Where the window's connections have their secrets. Nothing is read from it before it is needed.
    std::function<std::unique_ptr<SecretStore>()> makeSecrets;
    QString terminal; //!< the device to ask a person at; empty: there is none

    //! Writes a text as it is and flushes it, so that a reader at the other end of a pipe sees it now.
    static void write(QIODevice &device, const QByteArray &text);
    void say(const QString &line) const { write(err, line.toUtf8() + '\n'); }
    void print(const QByteArray &text) const { write(out, text); }
};

} // namespace busload::cli
