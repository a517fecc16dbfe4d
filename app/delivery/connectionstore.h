// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The connections a person has, kept in settings, and which of them is in use. The sandbox is always
// the first and cannot be taken away. Settings never hold a secret, not even one inside a URL.
#pragma once

#include "delivery/connection.h"

#include <QList>
#include <QObject>

#include <optional>

class QSettings;
class QUrl;

namespace busload {

class ConnectionStore : public QObject
{
    Q_OBJECT
public:
    static constexpr char sandboxId[] = "sandbox";

    //! Reads what is in the settings, which outlive the store. What a reader of this version does not
    //! know (another kind, a number out of range) is left as it is in the file and takes its default
    //! here; a connection without a usable id or kind is not shown.
    explicit ConnectionStore(QSettings &settings, QObject *parent = nullptr);

    //! The sandbox first, then the others in the order in which they were added.
    const QList<Connection> &connections() const { return m_connections; }
    std::optional<Connection> find(const QString &id) const;
    //! The one in use; the sandbox until another is chosen and when that one is gone.
    const Connection &current() const;

    //! Unknown ids are ignored.
    void setCurrent(const QString &id);
    //! Adds a connection under a fresh id (its own is not used) and gives that id.
    QString add(Connection connection);
    //! Replaces the connection with the same id. Of the sandbox, id, kind, endpoint and credentials stay.
    //! Errors: false, when there is none with that id.
    bool change(const Connection &connection);
    //! Takes a connection out; its secrets are the caller's to remove.
    //! Errors: false for the sandbox and for unknown ids.
    bool remove(const QString &id);
    //! Where the sandbox listens in this run; not kept.
    void setSandboxUrl(const QUrl &url);

signals:
    //! The list or one connection in it changed.
    void changed();
    //! Another connection is in use, or the one in use was changed.
    void currentChanged();

private:
    qsizetype indexOf(const QString &id) const;
    void load();
    void save(const Connection &connection);
    void saveOrder();

    QSettings &m_settings;
    QList<Connection> m_connections;
    QString m_current;
};

//! The sandbox's connection as it is before anyone changed it.
Connection sandboxConnection();

} // namespace busload
