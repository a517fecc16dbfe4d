// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stands between a wish to send and the sending. Over a production connection it asks once in a run, naming account,
// region, bus and number of entries, in a dialog that blocks nothing else; without a yes nothing leaves.
#pragma once

#include "composer/productionguard.h"
#include "ui/connectionservices.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QDialog;
class QLabel;
class QWidget;

namespace busload {

class ProductionGate : public QObject
{
    Q_OBJECT
public:
    //! What is about to be sent, for the words.
    struct Load
    {
        qsizetype entries = 0;
        QStringList buses; //!< as in the entries; empty for those that name none
    };

    ProductionGate(const ConnectionServices &services, QWidget &window);

    //! Calls `go` at once where nothing is to be asked, else after a yes, else never.
    void pass(const Connection &connection, const Load &load, const std::function<void()> &go);

private:
    void ask(const Connection &connection, const Load &load, const std::function<void()> &go);

    //! Shows whose account it is, asking the person for nothing.
    void lookUpAccount(const Connection &connection, QDialog &dialog, QLabel &account) const;

    ConnectionServices m_services;
    QWidget &m_window;
    ProductionGuard m_guard;
    QPointer<QDialog> m_dialog;
};

} // namespace busload
