// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a detail type's Detail looks like, as a value that a form can be made from. Read from a part of
// JSON Schema draft-07: properties in their order, title, description, type, format, required, default,
// items. Keywords it does not know are passed over; it shapes a form and never judges an event.
#pragma once

#include "event/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace busload {

struct DetailSchema
{
    enum class Type { Text, Integer, Number, Boolean, Object, List, Any };

    QString name; //!< the member's key; empty for the top level and for a list's items
    QString title;
    QString description;
    Type type = Type::Any;
    QString format;                 //!< "date-time" and the like, as it stands in the schema
    QByteArray defaultValue;        //!< JSON text; empty: none
    bool required = false;          //!< of its parent
    QList<DetailSchema> properties; //!< Object: the members in the schema's order
    QList<DetailSchema> items;      //!< List: what an element looks like; one, or none where the schema is silent

    bool operator==(const DetailSchema &) const = default;
};

//! Reads a schema's text.
//! Errors: Malformed, with line and column, or when the top level describes no object.
//! Source: JSON Schema draft-07, validation and core; `type` given as a list counts by its first word
//! other than "null".
Result<DetailSchema> readDetailSchema(const QByteArray &text);

//! The detail types that have a schema, by name in alphabetical order.
QStringList knownDetailTypes();

//! The schema of a detail type; its title is the type's name.
std::optional<DetailSchema> schemaFor(const QString &detailType);

//! Lines: two blanks a level, one member a line. OneLine: all on one line.
enum class SkeletonLayout { Lines, OneLine };

//! A value of this shape to start from: empty texts, zeros, lists with one element; a default stands
//! where the schema has one. Optional members are left out.
QByteArray skeletonOf(const DetailSchema &schema, SkeletonLayout layout = SkeletonLayout::Lines);

} // namespace busload
