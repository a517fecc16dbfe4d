// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the person for the code of an MFA device, in a dialog that blocks nothing and goes away by itself when
// nobody waits for the code any more. The code is handed over and kept nowhere.
#pragma once

#include "credentials/mfaprompt.h"

#include <QPointer>

class QDialog;
class QWidget;

namespace busload {

class MfaDialog : public MfaPrompt
{
public:
    //! The window that the dialog belongs to; null: there is none, and nobody is asked.
    void setWindow(QWidget *window);

    //! One dialog at a time; a question that comes meanwhile waits for it to close.
    void ask(const Question &question, QObject *context, Answer answer) override;

private:
    void show(const Question &question, QObject *context, const Answer &answer);

    QPointer<QWidget> m_window;
    QPointer<QDialog> m_dialog;
};

} // namespace busload
