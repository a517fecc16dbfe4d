// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps what is in this program's memory, secrets among it, from being written to a disk when it crashes.
#pragma once

namespace busload {

//! Asks the system to write no core dump of this process and to let no other program of the person read its
//! memory, a crash reporter that is fed through a pipe included. To be called first in main(). Best effort: where
//! the system cannot do it nothing happens. Under the address sanitizer, whose leak check reads the process as a
//! debugger does, only the dump is forbidden.
void keepMemoryOffDisk();

} // namespace busload
