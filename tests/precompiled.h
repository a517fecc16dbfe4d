// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What nearly every test reads, read once.
#pragma once

#include "../app/precompiled.h"

#include <QSignalSpy>
#include <QTest>
