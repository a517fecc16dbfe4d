// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes Nagle's algorithm off connections that somebody else made. QNetworkAccessManager leaves it
// on, writes a body in pieces of 16 KB, and so every larger body waits about 40 ms on loopback for a
// delayed acknowledgement; it has no call for the option and hands out no socket. It must never do
// more to a connection than set that option.
#pragma once

#include <QtGlobal>

namespace busload {

//! Sets TCP_NODELAY on each TCP connection of this process to that port of whatever host. Best
//! effort: where the system does not list a process's descriptors (other than Linux) it does nothing.
void setNoDelayTowards(quint16 port);

} // namespace busload
