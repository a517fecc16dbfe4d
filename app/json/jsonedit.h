// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changes to JSON text that leave everything else as it stands: one value put in another's place,
// blanks added or taken between the parts. Keys are never reordered, numbers never rewritten.
#pragma once

#include "json/jsontree.h"

namespace busload {

//! One replacement in a text. Unit: UTF-8 bytes.
struct TextEdit
{
    qsizetype offset = 0;
    qsizetype removed = 0;
    QByteArray inserted;
    bool operator==(const TextEdit &) const = default;
};

QByteArray applied(const QByteArray &text, const TextEdit &edit);

//! The text laid out with `indent` blanks a level, one member or element a line, "key": value.
//! Empty objects and arrays stay on one line, and so does what is nested more than 256 levels deep. Errors: std::nullopt where the text is not JSON.
std::optional<QByteArray> formatJson(const QByteArray &text, int indent = 2);
//! The text without blanks between its parts. Errors: std::nullopt where the text is not JSON.
std::optional<QByteArray> minifyJson(const QByteArray &text);
//! How long minifyJson's answer would be, without making it; the text's own size where it is not JSON.
qint64 minifiedSize(const QByteArray &text);

//! A JSON string token with its quotes; only what must be escaped is (", \, control characters).
QByteArray quoteJson(QStringView text);

//! Puts `value` (JSON text) in the place of the node.
TextEdit replaceValue(const JsonTree &tree, int node, const QByteArray &value);
//! Adds a member at the end of an object, laid out as its siblings are (their blanks and line breaks).
TextEdit insertMember(const JsonTree &tree, int object, QStringView key, const QByteArray &value);
//! Adds an element to an array before `index` (childCount appends), laid out as its siblings are.
TextEdit insertElement(const JsonTree &tree, int array, int index, const QByteArray &value);
//! Takes a member or element out together with the comma that belongs to it.
//! The top-level value stays: a text without it is no JSON, so that edit changes nothing.
TextEdit removeNode(const JsonTree &tree, int node);

} // namespace busload
