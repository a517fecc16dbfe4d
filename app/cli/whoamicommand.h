// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `busload-cli whoami`: tries a connection without sending an event, as the window's Test connection does:
// where its keys come from, whose they are, whether its bus is there.
#pragma once

#include "cli/batchoptions.h"
#include "cli/command.h"
#include "cli/connectiondesk.h"
#include "delivery/connectiontest.h"

#include <memory>

namespace busload::cli {

class WhoamiCommand : public Command
{
    Q_OBJECT
public:
    explicit WhoamiCommand(Surroundings &surroundings);
    ~WhoamiCommand() override;

    void start(const QStringList &arguments) override;

private:
    void report();

    Surroundings &m_surroundings;
    Output m_output = Output::Text;
    std::unique_ptr<ConnectionDesk> m_desk;
    std::unique_ptr<ConnectionTest> m_test; // after the desk, whose parts it uses
};

} // namespace busload::cli
