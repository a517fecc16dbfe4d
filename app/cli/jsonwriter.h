// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON of the reports: members in the order they are added, which scripts and people rely on and which
// Qt's own writer does not keep.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace busload::cli {

//! A JSON string; what is no valid UTF-16 becomes U+FFFD, so that the output is always UTF-8.
QByteArray jsonText(const QString &text);
//! As jsonText(), but null for an empty text.
QByteArray jsonTextOrNull(const QString &text);
QByteArray jsonBool(bool value);
//! An array of JSON values.
QByteArray jsonArray(const QList<QByteArray> &values);
QByteArray jsonNumbers(const QList<qsizetype> &numbers);

class JsonObject
{
public:
    //! Adds a member; `value` is JSON. Returns itself, for chains.
    JsonObject &add(const char *name, const QByteArray &value);
    JsonObject &add(const char *name, qint64 number) { return add(name, QByteArray::number(number)); }

    QByteArray text() const { return '{' + m_members + '}'; }

private:
    QByteArray m_members;
};

} // namespace busload::cli
