// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Turns the wish to stop (SIGINT, SIGTERM) into a Qt signal. The handler itself only writes one byte
// into a pipe: nothing else is safe there. After the first wish the signals have their own effect
// again, so that a second one ends a program that hangs.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace busload::cli {

//! At most one at a time in a process, since signals belong to the process.
class SignalWatch : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatch(QObject *parent = nullptr);
    ~SignalWatch() override;
    Q_DISABLE_COPY_MOVE(SignalWatch)

signals:
    //! Once, from the event loop.
    void stopWanted();

private:
    void restore();

    int m_pipe[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace busload::cli
