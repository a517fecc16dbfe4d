// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who gives the code of an MFA device when a role wants one: a dialog in the window, an option or the
// terminal at the command line. The code is used once and kept nowhere.
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace busload {

class MfaPrompt
{
public:
    struct Question
    {
        QString profile;
        QString roleArn;
        QString serial;  //!< of the device, as the profile names it
        QString problem; //!< why it is asked again; empty the first time
    };

    //! None: the person gave up, or there is nobody to ask.
    using Answer = std::function<void(std::optional<QString>)>;

    virtual ~MfaPrompt() = default;

    //! Calls `answer` exactly once, later or at once, unless `context` is destroyed before: then nobody
    //! waits for the code any more and the question goes away.
    virtual void ask(const Question &question, QObject *context, Answer answer) = 0;
};

} // namespace busload
