// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns of text for people. Cells come from files and servers, so that whatever could steer a
// terminal is made visible first.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace busload::cli {

//! The text on one line: control characters (also a line break) stand as U+FFFD.
QString printable(const QString &text);

class TextTable
{
public:
    enum class Align { Left, Right };

    void addColumn(const QString &heading, Align align = Align::Left);
    void addRow(const QStringList &cells);

    //! Lines that end in a line break, no blanks at their ends; two blanks between the columns.
    QString text() const;

private:
    struct Column
    {
        QString heading;
        Align align;
    };

    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

} // namespace busload::cli
