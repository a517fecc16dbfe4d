// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says about an entry's bus: which there are, and that one is not. The service accepts events for a
// bus that does not exist and drops them. Where nothing is known it says so quietly; it never asks the person for
// anything only to find out.
#pragma once

#include "event/problem.h"
#include "ui/connectionservices.h"

#include <QObject>

namespace busload {

struct BusRemark
{
    QString text; //!< empty: nothing to say
    Severity severity = Severity::Note;
};

class BusAdvice : public QObject
{
    Q_OBJECT
public:
    explicit BusAdvice(const ConnectionServices &services, QObject *parent = nullptr);

    //! The connection in use, as it stands in the settings.
    void setConnection(const Connection &connection);

    //! Asks the service for the buses, where the keys can be had without asking the person for anything.
    void askQuietly();
    //! Asks it with keys that were just used; for after a send.
    void ask();

    QStringList names() const;
    //! `bus`: as in the entry; empty for one that names none.
    BusRemark remark(const QString &bus) const;
    //! Of these, the ones that are known not to be there; each once.
    QStringList missing(const QStringList &buses) const;

signals:
    void changed();

private:
    bool mayAskQuietly() const;
    QString effectiveBus(const QString &bus) const;

    ConnectionServices m_services;
    Connection m_connection;
    Result<EffectiveConnection> m_effective = EffectiveConnection();
};

} // namespace busload
