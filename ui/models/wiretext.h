// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One call as text: what went over the wire and what came back, for the Request and Response views and
// for copying. Pure. It must never print the value of a header that is sensitive.
#pragma once

#include "delivery/putcall.h"

#include <QString>

namespace busload {

enum class BodyLayout {
    Raw,     //!< the exact bytes
    LaidOut, //!< JSON one member a line; what is not JSON stays raw
};

//! Request line and headers, Host and Content-Length included, each on a line of its own.
QString requestHead(const CallRecord &call);
//! Status and headers; where no answer came, what happened and how far the request got.
QString responseHead(const CallRecord &call);
//! A body as text. Shape: bytes that are no UTF-8 are shown as U+FFFD.
QString bodyText(const QByteArray &body, BodyLayout layout);

//! Head, an empty line and the body.
QString requestText(const CallRecord &call, BodyLayout layout);
QString responseText(const CallRecord &call, BodyLayout layout);
//! The canonical request and the string to sign, each under its name; empty when nothing was signed.
QString signingText(const CallRecord &call);

//! "Call 2 · 3 entries · 200 · 41 ms", "Call 2 · 3 entries · no answer"; numbers count from 1.
QString callTitle(const CallRecord &call);
//! "41 ms", "10.0 s".
QString durationText(qint64 milliseconds);
//! "Status 200 · 41 ms · RequestId …" of the answer.
QString answerSummary(const CallRecord &call);

//! Text as an editor can lay it out in good time: lines longer than `longest` are broken into pieces, and
//! what comes after `most` characters is left out.
//! Unit: UTF-16 units; a surrogate pair is never divided. Source: facts, 1 MB on one line takes 0.3 to 0.4 s.
struct ShownText
{
    QString text;
    qsizetype leftOut = 0; //!< characters that are not in `text`
    bool broken = false;   //!< a long line was broken
};
ShownText shownText(const QString &text, qsizetype most, qsizetype longest);

} // namespace busload
