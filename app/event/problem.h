// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thing a check found in an entry, with its place and, where there is one, its mend.
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace busload {

enum class EntryField {
    Source,
    DetailType,
    Detail,
    EventBusName,
    Time,
    Resources,
    TraceHeader,
    IdempotencyToken,
    Entry
};

//! The API's name of the field ("DetailType"); `Entry` for the entry as a whole.
QString fieldName(EntryField field);

enum class Severity { Note, Warning, Error };

//! note, warning, error: as the command line prints it.
QString severityWord(Severity severity);

//! A place in Detail's text. Unit: `offset` UTF-8 bytes from 0; `line` and `column` count from 1,
//! the column in characters.
struct DetailPlace
{
    qsizetype offset = 0;
    int line = 1;
    int column = 1;

    bool operator==(const DetailPlace &) const = default;
};

//! A mend the program can make by itself; the window shows it as a button.
enum class Fix {
    None,
    UnwrapDetail, //!< Detail is a JSON string that holds JSON: put the held text in its place
    MinifyDetail, //!< it would fit without blanks between the JSON's parts
    TrimField,    //!< blanks at the ends of a name
};

struct Problem
{
    EntryField field = EntryField::Entry;
    Severity severity = Severity::Error;
    QString code;    //!< stable, UpperCamel, for scripts: "MissingSource", "DetailNotObject"
    QString message; //!< English, what is wrong and what to do
    Fix fix = Fix::None;
    std::optional<DetailPlace> place;
    //! True when sending it could lose it in silence or spoil the call for its neighbours, so that it
    //! is held back; every other error is left to the service, whose answer is the truth.
    bool holdsBack = false;

    bool operator==(const Problem &) const = default;
};

using Problems = QList<Problem>;

bool hasErrors(const Problems &problems);
bool holdsBack(const Problems &problems);

} // namespace busload
