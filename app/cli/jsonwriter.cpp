// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/jsonwriter.h"

#include "json/jsonedit.h"

namespace busload::cli {

QByteArray jsonText(const QString &text)
{
    return quoteJson(text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8()));
}

QByteArray jsonTextOrNull(const QString &text)
{
    return text.isEmpty() ? QByteArray("null") : jsonText(text);
}

QByteArray jsonBool(bool value)
{
    return value ? "true" : "false";
}

QByteArray jsonArray(const QList<QByteArray> &values)
{
    return '[' + values.join(',') + ']';
}

QByteArray jsonNumbers(const QList<qsizetype> &numbers)
{
    QList<QByteArray> values;
    values.reserve(numbers.size());
    for (const qsizetype number : numbers)
        values.append(QByteArray::number(number));
    return jsonArray(values);
}

JsonObject &JsonObject::add(const char *name, const QByteArray &value)
{
    if (!m_members.isEmpty())
        m_members += ',';
    m_members += '"' + QByteArray(name) + "\":" + value;
    return *this;
}

} // namespace busload::cli
