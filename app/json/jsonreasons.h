// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words for what RapidJSON refused. It only looks at the text around the place and never decides
// whether a text is JSON.
#pragma once

#include "json/jsontree.h"

#include <rapidjson/error/error.h>

namespace busload {

//! What is wrong at `offset`, and where a person should look for it (a cut-off word at its beginning).
JsonError jsonError(QByteArrayView text, rapidjson::ParseErrorCode code, qsizetype offset);

} // namespace busload
