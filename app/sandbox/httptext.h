// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An answer of the sandbox as HTTP/1.1 text.
#pragma once

#include "sandbox/sandboxrequest.h"

namespace busload {

//! The whole answer; Content-Length and, where the connection ends, Connection: close are added.
//! For AnswerHalf it ends in the middle of the body, with the length of the whole body announced.
QByteArray httpText(const SandboxReply &reply);

} // namespace busload
