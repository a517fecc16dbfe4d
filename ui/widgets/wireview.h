// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Request or the Response of one call, exactly as it went over the wire; beside the request, what was
// signed. It lays text out only when it is seen, and of a long one only the beginning until asked for all.
#pragma once

#include "ui/models/wiretext.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace busload {

class ElidedLabel;

class WireView : public QWidget
{
    Q_OBJECT
public:
    enum class Side { Request, Response };

    explicit WireView(Side side, QWidget *parent = nullptr);

    //! Replaces the calls; the chosen one stays chosen where it is still there, else the last is.
    void setCalls(const QList<CallRecord> &calls);
    //! `call` is an index among them; others are ignored.
    void chooseCall(int call);
    int chosenCall() const;

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    BodyLayout layoutChosen() const;
    QString wholeText() const;
    void markStale();
    void fill();
    void applyTheme();

    Side m_side;
    QList<CallRecord> m_calls;
    bool m_stale = true;
    bool m_showAll = false;

    QComboBox *m_callBox = nullptr;
    ElidedLabel *m_summary = nullptr;
    QCheckBox *m_laidOut = nullptr;
    QPushButton *m_copy = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QWidget *m_more = nullptr;
    QLabel *m_moreText = nullptr;
    QPushButton *m_showAllButton = nullptr;
    QWidget *m_signingSide = nullptr;
    QPlainTextEdit *m_signing = nullptr;
};

} // namespace busload
