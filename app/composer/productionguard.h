// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which production connections a person has said yes to in this run. A yes is to one place and one source of
// keys: when either changes, it is asked anew. It is kept nowhere.
#pragma once

#include "delivery/connection.h"

#include <QSet>

namespace busload {

class ProductionGuard
{
public:
    //! `connection` is the effective one: what a profile or the environment says is part of the place.
    bool mustAsk(const Connection &connection) const;
    void confirm(const Connection &connection);

private:
    QSet<QString> m_confirmed;
};

} // namespace busload
