// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form that tells the sandbox to fail. It makes a Fault and hands it on; it changes nothing itself.
#pragma once

#include "sandbox/faults.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace busload {

class FaultEditor : public QWidget
{
    Q_OBJECT
public:
    explicit FaultEditor(QWidget *parent = nullptr);

signals:
    void faultChosen(const busload::Fault &fault);

private:
    //! What a line of the first box stands for.
    enum class Deed {
        RefuseEntries,
        RefuseCall,
        AnswerStatus,
        AnswerLate,
        NeverAnswer,
        DropBefore,
        DropAfter,
        Garbage,
        WrongCount,
        HalfAnswer,
        WebPage,
        Redirect,
    };
    enum class Which { Positions, EveryNth, DetailType, All };

    Deed deed() const;
    Which which() const;
    //! Errors: none, when a field does not hold what it should; the label then says so.
    std::optional<Fault> fault() const;
    void showFields();
    void choose();

    QComboBox *m_deed = nullptr;
    QComboBox *m_which = nullptr;
    QLineEdit *m_positions = nullptr;
    QSpinBox *m_everyNth = nullptr;
    QLineEdit *m_detailType = nullptr;
    QComboBox *m_entryCode = nullptr;
    QComboBox *m_callCode = nullptr;
    QComboBox *m_status = nullptr;
    QSpinBox *m_delay = nullptr;
    QComboBox *m_times = nullptr;
    QPushButton *m_add = nullptr;
    QLabel *m_wrong = nullptr;
};

} // namespace busload
