// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The problems of one field, under the field: what is wrong in words, a mark that needs no colour to be
// understood, the mend as a button where the program can make it, and the way to the place.
#pragma once

#include "event/problem.h"

#include <QList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace busload {

class LinkButton;

class ProblemNotes : public QWidget
{
    Q_OBJECT
public:
    //! `name` becomes part of the object names: "problem.Source", "fix.Source", "place.Detail".
    explicit ProblemNotes(const QString &name, QWidget *parent = nullptr);

    //! Shows these, at most a few of a sort; hides itself when there are none.
    void setProblems(const Problems &problems);
    //! A remark that is no problem of the entry ("= 2026-11-23T13:20:05Z"); empty takes it away.
    void setRemark(const QString &text, Severity severity = Severity::Note);
    //! All that is shown, for the screen reader's description of the field.
    QString spoken() const;

signals:
    void fixRequested(busload::Fix fix);
    void placeRequested(qsizetype offset);

protected:
    void changeEvent(QEvent *event) override;

private:
    //! One line; kept and filled again, as a message may change with every key.
    struct Line
    {
        QWidget *row;
        QLabel *words;
        LinkButton *place;
        LinkButton *fix;
    };

    void refill();
    Line makeLine();
    void fillLine(const Line &line, const Problem &problem);

    QString m_name;
    Problems m_problems;
    QString m_remark;
    Severity m_remarkSeverity = Severity::Note;
    QVBoxLayout *m_column;
    QList<Line> m_lines;
};

} // namespace busload
