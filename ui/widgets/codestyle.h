// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How read-only code stands in a panel: the mono font, no frame of its own, a margin, and a line that
// shows the focus.
#pragma once

class QPlainTextEdit;

namespace busload {

//! Gives a view the looks of the palette in force; to be called again when that changes.
void applyCodeStyle(QPlainTextEdit &view);

} // namespace busload
