// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields of one Detail text: what its schema names and what stands in the JSON, joined into a tree
// that a form can be laid out from, and the edits that filling it in makes in the text. Every edit
// touches one value and leaves all other bytes alone. Pure: no widget, no document.
#pragma once

#include "scenario/detailschema.h"
#include "json/jsonedit.h"
#include "json/jsontree.h"

namespace busload {

//! One field, group or list of the form. Valid for the JsonTree it was made from.
struct DetailField
{
    enum class State {
        Present,
        Missing,   //!< named by the schema and not in the text
        OtherKind, //!< another kind of value stands there than the schema wants
    };

    JsonPath path;
    QString label; //!< the key; for a list's element its number from 1
    QString description;
    QString format;
    DetailSchema::Type type = DetailSchema::Type::Any;
    bool required = false;
    bool inSchema = false;
    State state = State::Present;
    QString text;                //!< what a line of text shows: a string's content, any other scalar's exact text
    QString elementTitle;        //!< List: what the schema calls one element ("product"); else empty
    QByteArray skeleton;         //!< List: JSON text of a fresh element; else empty
    QList<DetailField> children; //!< Object: members; List: elements
    int omitted = 0;             //!< children beyond what a form can show

    bool isGroup() const { return type == DetailSchema::Type::Object || type == DetailSchema::Type::List; }
};

//! How many children of one group or list become fields; the rest is only counted.
inline constexpr int maxFieldsPerGroup = 60;
//! How many fields a form has in all; past it groups are counted and not opened.
inline constexpr int maxFields = 240;

//! The fields of a text, schema's members first in the schema's order, then what else stands there.
//! Shape: the top level as a group. `schema` may be null: every field is then found in the text.
DetailField detailFields(const JsonTree &tree, const DetailSchema *schema);

//! True when both lay out alike: same paths, labels and sorts of fields. Texts may differ.
bool sameLayout(const DetailField &a, const DetailField &b);

//! The edit that gives a field this text: a value replaced, a missing member added (with the objects
//! around it), an optional member of the schema taken out when the text is empty.
//! Errors: std::nullopt where the text is no value of the field's type ("abc" for a number), or where
//! there is no place for it.
std::optional<TextEdit> fieldEdit(const JsonTree &tree, const DetailField &field, const QString &text);

//! Adds an element at a list's end, laid out as its last sibling is; the list is made when it is missing.
std::optional<TextEdit> addElement(const JsonTree &tree, const DetailField &list);
//! Takes an element out of a list.
std::optional<TextEdit> removeElement(const JsonTree &tree, const DetailField &list, int index);
//! Exchanges an element with the one after it; the blanks between them stay.
std::optional<TextEdit> swapWithNext(const JsonTree &tree, const DetailField &list, int index);

} // namespace busload
