// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sum of a send as chips: "5 accepted", "2 rejected". Outcomes that nobody had are left out. Where
// there is no room for the words, sign and number stay and the tip has the words.
#pragma once

#include "event/outcome.h"

#include <QStringList>
#include <QWidget>

namespace busload {

class OutcomeSum : public QWidget
{
    Q_OBJECT
public:
    explicit OutcomeSum(QWidget *parent = nullptr);

    void setTally(const Tally &tally);
    Tally tally() const { return m_tally; }
    //! The chips' words in order; for tests and screen readers.
    QStringList words() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Part
    {
        Outcome::Kind kind;
        QString text;
        QString number;
    };
    QList<Part> parts() const;
    QSize sizeOf(QString Part::*text) const;

    Tally m_tally;
};

} // namespace busload
