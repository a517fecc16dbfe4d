// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/surroundings.h"

#include <QFileDevice>

namespace busload::cli {

void Surroundings::write(QIODevice &device, const QByteArray &text)
{
    device.write(text);
    if (auto *file = qobject_cast<QFileDevice *>(&device))
        file->flush();
}

} // namespace busload::cli
