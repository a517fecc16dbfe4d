// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of ARNs of an entry: a line for each, and one empty line to write the next one in. A line
// that is emptied while it is written in is no resource any more, but stays until the focus leaves it.
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace busload {

class FieldManners;

class ResourceList : public QWidget
{
    Q_OBJECT
public:
    explicit ResourceList(FieldManners &manners, QWidget *parent = nullptr);

    //! Shows these; edited() does not follow. Lines that say the same already are left as they are.
    void setResources(const QStringList &resources);
    QStringList resources() const;
    void focusFirst();

signals:
    //! The person changed the list.
    void edited(const QStringList &resources);

private:
    struct Line
    {
        QWidget *row;
        QLineEdit *field;
        QWidget *removeButton;
    };

    void addLine(const QString &text);
    void removeLine(qsizetype index);
    void lineEdited(QLineEdit *field);
    void lineLeft();
    void nameLines();

    FieldManners &m_manners;
    QList<Line> m_lines; //!< the last one is always empty
    QVBoxLayout *m_column;
};

} // namespace busload
