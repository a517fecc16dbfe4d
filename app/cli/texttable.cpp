// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/texttable.h"

#include <algorithm>

namespace busload::cli {

QString printable(const QString &text)
{
    QString shown = text;
    for (QChar &c : shown) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = QChar::ReplacementCharacter;
    }
    return shown;
}

void TextTable::addColumn(const QString &heading, Align align)
{
    m_columns.append({heading, align});
}

void TextTable::addRow(const QStringList &cells)
{
    QStringList row;
    for (const QString &cell : cells)
        row.append(printable(cell));
    m_rows.append(row);
}

QString TextTable::text() const
{
    QList<QStringList> rows;
    QStringList headings;
    for (const Column &column : m_columns)
        headings.append(column.heading);
    rows.append(headings);
    rows.append(m_rows);

    QString text;
    QList<qsizetype> widths(m_columns.size(), 0);
    for (const QStringList &row : std::as_const(rows)) {
        for (qsizetype i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths.at(i), row.value(i).size());
    }
    for (const QStringList &row : std::as_const(rows)) {
        QString line;
        for (qsizetype i = 0; i < widths.size(); ++i) {
            if (i > 0)
                line += QStringLiteral("  ");
            line += m_columns.at(i).align == Align::Right ? row.value(i).rightJustified(widths.at(i))
                                                          : row.value(i).leftJustified(widths.at(i));
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text;
}

} // namespace busload::cli
