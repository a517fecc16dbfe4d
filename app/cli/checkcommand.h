// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `busload-cli check`: says what would go wrong before anything is sent. It touches no network.
#pragma once

#include "cli/command.h"

namespace busload::cli {

class CheckCommand : public Command
{
    Q_OBJECT
public:
    explicit CheckCommand(Surroundings &surroundings);

    void start(const QStringList &arguments) override;

private:
    Surroundings &m_surroundings;
};

} // namespace busload::cli
