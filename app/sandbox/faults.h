// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the sandbox can be told to do wrong. Values and their text form; pure.
#pragma once

#include "event/result.h"

#include <QList>
#include <QString>

namespace busload {

//! One fault, active until taken away or used up.
struct Fault
{
    enum class Kind {
        EntryError, //!< chosen entries of a call are refused with `code`
        CallError,  //!< the whole call is refused with the exception `code` (or status alone)
        Delay,      //!< answer after `milliseconds`
        Hang,       //!< take the request, never answer
        DropBefore, //!< close the connection before anything is accepted
        DropAfter,  //!< accept, then close the connection without an answer
        Garbage,    //!< accept, then answer what is no PutEvents answer
        WrongCount, //!< accept, then answer with one result too few
        HalfAnswer, //!< accept, then close the connection in the middle of the answer
        Html,       //!< accept, then answer 200 with a web page, as a captive portal does
        Redirect,   //!< accept nothing, answer 307 with another address
    };

    Kind kind = Kind::EntryError;
    QList<int> entries = {}; //!< for EntryError: positions within a call, from 1; empty with everyNth
    int everyNth = 0;        //!< for EntryError: every n-th entry received, counted over calls
    QString detailType = {}; //!< for EntryError: entries of this detail type only; empty: any
    QString code = {};       //!< for EntryError and CallError
    QString message = {};    //!< empty: the service's own words for the code
    int status = 0;          //!< for CallError: 0 takes the code's usual one
    int milliseconds = 0;    //!< for Delay
    int times = 0;           //!< calls it applies to before it is used up; 0: no end

    bool operator==(const Fault &) const = default;
};

//! Reads the command line's form. KIND[:ARGUMENTS][*TIMES], for instance
//!   entry=2:InternalFailure      entry=2,5:ThrottlingException   every=3:InternalFailure
//!   type=OrderFulfilled:ThrottlingException   call:ThrottlingException   status:503
//!   delay:250   hang   drop-before   drop-after   garbage   wrong-count
//!   half-answer   html   redirect
//! and `*1` behind any of them for "once". `entry:CODE` takes every entry; `every=2&type=Order:CODE`
//! joins choices, and then counts entries of that type only; `call:CODE/STATUS` chooses the status
//! too; `:MESSAGE` behind a code replaces the service's words. In a detail type `\` stands before
//! `:`, `&` and `\` themselves. `*0` means no end, for a message that itself ends in `*` and digits.
//! Errors: Usage, naming the part that is wrong.
Result<Fault> parseFault(const QString &spec);

//! The text that parseFault() reads as this fault. Shape: the shortest such form.
QString faultText(const Fault &fault);

} // namespace busload
