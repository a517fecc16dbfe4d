// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/detailschema.h"

#include "json/jsonedit.h"
#include "json/jsontree.h"

#include <QDir>
#include <QFile>

#include <map>

// Outside any namespace: the macro declares the function that the resource compiler wrote. A static
// library loses its resources without it.
static void registerSchemas()
{
    Q_INIT_RESOURCE(schemas);
}

namespace busload {

using namespace Qt::StringLiterals;

namespace {

//! A schema that refers to itself must not take the stack; no event is nested deeper in a form.
constexpr int maxSchemaDepth = 32;

int member(const JsonTree &tree, int object, QStringView key)
{
    int found = -1;
    for (const int child : tree.children(object)) {
        if (tree.key(child) == key) {
            found = child;
        }
    }
    return found;
}

QString textMember(const JsonTree &tree, int object, QStringView key)
{
    const int node = member(tree, object, key);
    return node >= 0 && tree.node(node).kind == JsonKind::String ? tree.scalarText(node) : QString();
}

DetailSchema::Type typeNamed(QStringView word)
{
    static const std::map<QString, DetailSchema::Type> types{
        {u"string"_s, DetailSchema::Type::Text},   {u"integer"_s, DetailSchema::Type::Integer},
        {u"number"_s, DetailSchema::Type::Number}, {u"boolean"_s, DetailSchema::Type::Boolean},
        {u"object"_s, DetailSchema::Type::Object}, {u"array"_s, DetailSchema::Type::List},
    };
    const auto found = types.find(word.toString());
    return found == types.end() ? DetailSchema::Type::Any : found->second;
}

DetailSchema::Type typeOf(const JsonTree &tree, int object)
{
    const int type = member(tree, object, u"type");
    if (type >= 0 && tree.node(type).kind == JsonKind::String) {
        return typeNamed(tree.scalarText(type));
    }
    if (type >= 0 && tree.node(type).kind == JsonKind::Array) {
        for (const int word : tree.children(type)) {
            if (tree.scalarText(word) != "null"_L1) {
                return typeNamed(tree.scalarText(word));
            }
        }
    }
    if (member(tree, object, u"properties") >= 0) {
        return DetailSchema::Type::Object;
    }
    return member(tree, object, u"items") >= 0 ? DetailSchema::Type::List : DetailSchema::Type::Any;
}

DetailSchema readNode(const JsonTree &tree, int object, int depth)
{
    DetailSchema schema;
    if (tree.node(object).kind != JsonKind::Object || depth > maxSchemaDepth) {
        return schema; // `true` and `false` are schemas as well; they say nothing about a form
    }
    schema.title = textMember(tree, object, u"title");
    schema.description = textMember(tree, object, u"description");
    schema.format = textMember(tree, object, u"format");
    schema.type = typeOf(tree, object);
    if (const int value = member(tree, object, u"default"); value >= 0) {
        schema.defaultValue = tree.slice(value).toByteArray();
    }

    QStringList required;
    if (const int list = member(tree, object, u"required"); list >= 0) {
        for (const int name : tree.children(list)) {
            required.append(tree.scalarText(name));
        }
    }
    if (const int properties = member(tree, object, u"properties"); properties >= 0) {
        for (const int property : tree.children(properties)) {
            DetailSchema child = readNode(tree, property, depth + 1);
            child.name = tree.key(property);
            child.required = required.contains(child.name);
            schema.properties.append(child);
        }
    }
    if (const int items = member(tree, object, u"items"); items >= 0) {
        schema.items.append(readNode(tree, items, depth + 1));
    }
    return schema;
}

const std::map<QString, DetailSchema> &schemas()
{
    static const std::map<QString, DetailSchema> all = [] {
        registerSchemas();
        std::map<QString, DetailSchema> read;
        const QDir folder(u":/schemas"_s);
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const Result<DetailSchema> schema = readDetailSchema(file.readAll());
            if (schema && !schema->title.isEmpty()) {
                read.emplace(schema->title, *schema);
            }
        }
        return read;
    }();
    return all;
}

QByteArray skeletonAt(const DetailSchema &schema, SkeletonLayout layout, const QByteArray &indent)
{
    if (!schema.defaultValue.isEmpty()) {
        return schema.defaultValue;
    }
    const QByteArray deeper = indent + "  ";
    const bool lines = layout == SkeletonLayout::Lines;
    const auto wrapped = [&](char open, const QByteArrayList &parts, char close) {
        return lines ? open + ('\n' + deeper) + parts.join(",\n" + deeper) + '\n' + indent + close
                     : open + parts.join(", ") + close;
    };
    switch (schema.type) {
    case DetailSchema::Type::Text:
        return "\"\"";
    case DetailSchema::Type::Integer:
    case DetailSchema::Type::Number:
        return "0";
    case DetailSchema::Type::Boolean:
        return "false";
    case DetailSchema::Type::Any:
        return "null";
    case DetailSchema::Type::List:
        return schema.items.isEmpty() ? QByteArray("[]")
                                      : wrapped('[', {skeletonAt(schema.items.first(), layout, deeper)}, ']');
    case DetailSchema::Type::Object:
        break;
    }
    QByteArrayList members;
    for (const DetailSchema &property : schema.properties) {
        if (property.required) {
            members.append(quoteJson(property.name) + ": " + skeletonAt(property, layout, deeper));
        }
    }
    return members.isEmpty() ? QByteArray("{}") : wrapped('{', members, '}');
}

} // namespace

Result<DetailSchema> readDetailSchema(const QByteArray &text)
{
    const JsonParse parse = parseJson(text);
    if (!parse) {
        return Failure{FailureKind::Malformed, u"schema"_s,
                       u"line %1, column %2: %3"_s.arg(parse.error.place.line)
                           .arg(parse.error.place.column)
                           .arg(parse.error.reason)};
    }
    DetailSchema schema = readNode(*parse.tree, 0, 0);
    if (schema.type != DetailSchema::Type::Object) {
        return Failure{FailureKind::Malformed, u"schema"_s,
                       u"the schema's top level must describe an object, as Detail is one"_s};
    }
    return schema;
}

QStringList knownDetailTypes()
{
    QStringList names;
    for (const auto &[name, schema] : schemas()) {
        names.append(name);
    }
    return names;
}

std::optional<DetailSchema> schemaFor(const QString &detailType)
{
    const auto found = schemas().find(detailType);
    return found == schemas().end() ? std::nullopt : std::optional(found->second);
}

QByteArray skeletonOf(const DetailSchema &schema, SkeletonLayout layout)
{
    return skeletonAt(schema, layout, {});
}

} // namespace busload
