// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `busload-cli send`: reads a batch, sends it, sends again what was refused and may be repeated, and
// reports. Without keys nothing leaves, and over a production connection only with an explicit yes.
#pragma once

#include "cli/batch.h"
#include "cli/batchoptions.h"
#include "cli/command.h"
#include "cli/connectiondesk.h"
#include "cli/signalwatch.h"
#include "delivery/courier.h"

#include <memory>

namespace busload::cli {

class SendCommand : public Command
{
    Q_OBJECT
public:
    explicit SendCommand(Surroundings &surroundings);
    ~SendCommand() override;

    void start(const QStringList &arguments) override;

private:
    void send(const Batch &batch);
    void onFinished();
    //! Of the whole batch, held entries included.
    SendRecord currentRecord() const;
    void report();

    Surroundings &m_surroundings;
    Connection m_connection;
    Output m_output = Output::Text;
    int m_retriesLeft = 0;
    int m_retriesDone = 0;
    bool m_cancelled = false;
    QList<qsizetype> m_sent;   // places in the batch of the courier's entries
    QList<EntryRecord> m_held; // of every entry of the batch, as if none went out
    std::unique_ptr<ConnectionDesk> m_desk;
    std::unique_ptr<CredentialsProvider> m_credentials;
    std::unique_ptr<SignalWatch> m_signals;
    std::unique_ptr<Courier> m_courier; // last: it uses the two above
};

} // namespace busload::cli
