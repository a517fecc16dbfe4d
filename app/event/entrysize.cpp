// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event/entrysize.h"

#include "event/limits.h"

#include <algorithm>

namespace busload {

qint64 utf8Length(QStringView text)
{
    qint64 bytes = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text.at(i).unicode();
        const bool paired = QChar::isHighSurrogate(unit) && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        // QString::toUtf8() writes a lone surrogate as "?"; checkEntry() refuses it before that.
        if (unit < 0x80 || (QChar::isSurrogate(unit) && !paired)) {
            bytes += 1;
        } else if (unit < 0x800) {
            bytes += 2;
        } else if (paired) {
            bytes += 4;
            ++i;
        } else {
            bytes += 3;
        }
    }
    return bytes;
}

EntrySize measure(const Entry &entry)
{
    EntrySize size;
    size.time = entry.time ? timeBytes : 0;
    size.source = utf8Length(entry.source);
    size.detailType = utf8Length(entry.detailType);
    size.detail = entry.detail.size();
    for (const QString &resource : entry.resources)
        size.resources += utf8Length(resource);
    return size;
}

int billableEvents(qint64 entryBytes)
{
    return static_cast<int>(std::max<qint64>(1, (entryBytes + billableChunkBytes - 1) / billableChunkBytes));
}

} // namespace busload
