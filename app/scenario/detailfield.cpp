// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/detailfield.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

using Type = DetailSchema::Type;
using State = DetailField::State;

//! Deeper groups stay in the JSON only; a form of more levels helps nobody.
constexpr int maxFieldDepth = 6;

Type typeOf(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Object:
        return Type::Object;
    case JsonKind::Array:
        return Type::List;
    case JsonKind::String:
        return Type::Text;
    case JsonKind::Number:
        return Type::Number;
    case JsonKind::True:
    case JsonKind::False:
        return Type::Boolean;
    case JsonKind::Null:
        break;
    }
    return Type::Any;
}

bool holds(Type wanted, JsonKind kind)
{
    const Type found = typeOf(kind);
    return wanted == Type::Any || wanted == found || (wanted == Type::Integer && found == Type::Number);
}

//! Of a key that stands more than once the last counts, as readers take it.
QList<int> membersOf(const JsonTree &tree, int object)
{
    QList<int> last;
    QHash<QString, qsizetype> seen;
    for (const int child : tree.children(object)) {
        const QString key = tree.key(child);
        const auto known = seen.constFind(key);
        if (known == seen.constEnd()) {
            seen.insert(key, last.size());
            last.append(child);
        } else {
            last[known.value()] = child;
        }
    }
    return last;
}

//! Makes the fields of one text; counts them, so that a huge text makes no huge form.
class FieldBuilder
{
public:
    explicit FieldBuilder(const JsonTree &tree)
        : m_tree(tree)
    {
    }

    DetailField fieldAt(int node, const DetailSchema *schema, const JsonPath &path, int depth)
    {
        --m_left;
        DetailField field;
        field.path = path;
        if (!path.isEmpty()) {
            const JsonStep &last = path.last();
            const int *index = std::get_if<int>(&last);
            field.label = index ? QString::number(*index + 1) : std::get<QString>(last);
        }
        if (schema) {
            field.inSchema = true;
            field.required = schema->required;
            field.description = schema->description;
            field.format = schema->format;
            field.type = schema->type;
        }
        if (node < 0) {
            field.state = State::Missing;
        } else {
            const JsonKind kind = m_tree.node(node).kind;
            if (field.type == Type::Any) {
                field.type = typeOf(kind);
            } else if (!holds(field.type, kind)) {
                field.state = State::OtherKind;
            }
            const bool scalar = kind != JsonKind::Object && kind != JsonKind::Array;
            field.text = scalar ? m_tree.scalarText(node) : QString();
        }
        const int inside = field.state == State::Present ? node : -1;
        if (depth < maxFieldDepth && field.type == Type::Object) {
            addMembers(field, inside, schema, depth);
        } else if (depth < maxFieldDepth && field.type == Type::List) {
            addElements(field, inside, schema, depth);
        } else if (field.isGroup() && inside >= 0) {
            field.omitted = m_tree.node(inside).childCount;
        }
        return field;
    }

private:
    bool isFull(const DetailField &group) const { return group.children.size() >= maxFieldsPerGroup || m_left <= 0; }

    void addMembers(DetailField &group, int object, const DetailSchema *schema, int depth)
    {
        const QList<int> members = object >= 0 ? membersOf(m_tree, object) : QList<int>();
        QHash<QString, int> byKey;
        for (const int member : members) {
            byKey.insert(m_tree.key(member), member);
        }
        const auto add = [&](const QString &key, int node, const DetailSchema *memberSchema) {
            if (isFull(group)) {
                ++group.omitted;
                return;
            }
            JsonPath path = group.path;
            path.append(key);
            group.children.append(fieldAt(node, memberSchema, path, depth + 1));
        };
        if (schema) {
            for (const DetailSchema &property : schema->properties) {
                add(property.name, byKey.value(property.name, -1), &property);
                byKey.remove(property.name);
            }
        }
        for (const int member : members) {
            const QString key = m_tree.key(member);
            if (byKey.contains(key)) {
                add(key, member, nullptr);
            }
        }
    }

    void addElements(DetailField &list, int array, const DetailSchema *schema, int depth)
    {
        const DetailSchema *items = schema && !schema->items.isEmpty() ? &schema->items.first() : nullptr;
        if (items) {
            list.elementTitle = items->title;
            list.skeleton = skeletonOf(*items, SkeletonLayout::OneLine);
        }
        if (array < 0) {
            return;
        }
        int index = 0;
        for (const int element : m_tree.children(array)) {
            if (isFull(list)) {
                list.omitted = m_tree.node(array).childCount - index;
                break;
            }
            JsonPath path = list.path;
            path.append(index);
            list.children.append(fieldAt(element, items, path, depth + 1));
            ++index;
        }
    }

    const JsonTree &m_tree;
    int m_left = maxFields;
};

//! The JSON text that stands for what a person typed. Errors: std::nullopt where it is no such value.
std::optional<QByteArray> valueText(Type type, const QString &text)
{
    static const QRegularExpression integer(u"^-?(0|[1-9][0-9]*)$"_s);
    static const QRegularExpression number(u"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"_s);
    switch (type) {
    case Type::Text:
    case Type::Any:
        return quoteJson(text);
    case Type::Integer:
        return integer.match(text.trimmed()).hasMatch() ? std::optional(text.trimmed().toUtf8()) : std::nullopt;
    case Type::Number:
        return number.match(text.trimmed()).hasMatch() ? std::optional(text.trimmed().toUtf8()) : std::nullopt;
    case Type::Boolean:
        return text == "true"_L1 || text == "false"_L1 ? std::optional(text.toUtf8()) : std::nullopt;
    case Type::Object:
    case Type::List:
        break;
    }
    return std::nullopt;
}

//! Adds a member that is missing, with as many objects around it as are missing too.
std::optional<TextEdit> insertAt(const JsonTree &tree, JsonPath path, QByteArray value)
{
    while (!path.isEmpty() && std::holds_alternative<QString>(path.last())) {
        const QString key = std::get<QString>(path.takeLast());
        const int parent = tree.find(path);
        if (parent >= 0) {
            return tree.node(parent).kind == JsonKind::Object ? std::optional(insertMember(tree, parent, key, value))
                                                              : std::nullopt;
        }
        value = '{' + quoteJson(key) + ": " + value + '}';
    }
    return std::nullopt;
}

//! An element's text with its scalars emptied: the layout of a sibling without its content.
QByteArray emptied(const JsonTree &tree, int element, const QByteArray &skeleton)
{
    const JsonParse fresh = parseJson(skeleton);
    const JsonPath origin = tree.pathOf(element);
    const JsonNode &whole = tree.node(element);
    QByteArray text;
    qsizetype at = whole.begin;
    for (int i = element; i < tree.nodes().size() && tree.node(i).begin < whole.end; ++i) {
        const JsonNode &node = tree.node(i);
        if (node.kind == JsonKind::Object || node.kind == JsonKind::Array) {
            continue;
        }
        // The schema's own idea of an empty value wins over ours.
        const JsonPath relative = tree.pathOf(i).mid(origin.size());
        const int known = fresh ? fresh.tree->find(relative) : -1;
        QByteArray value = known >= 0 ? fresh.tree->slice(known).toByteArray() : QByteArray("null");
        if (known < 0 && node.kind == JsonKind::String) {
            value = "\"\"";
        } else if (known < 0 && node.kind == JsonKind::Number) {
            value = "0";
        } else if (known < 0 && node.kind != JsonKind::Null) {
            value = "false";
        }
        text += tree.text().mid(at, node.begin - at) + value;
        at = node.end;
    }
    return text + tree.text().mid(at, whole.end - at);
}

} // namespace

DetailField detailFields(const JsonTree &tree, const DetailSchema *schema)
{
    return FieldBuilder(tree).fieldAt(0, schema, {}, 0);
}

bool sameLayout(const DetailField &a, const DetailField &b)
{
    return a.path == b.path && a.type == b.type && a.required == b.required && a.inSchema == b.inSchema &&
           a.description == b.description && (a.omitted > 0) == (b.omitted > 0) &&
           std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), sameLayout);
}

std::optional<TextEdit> fieldEdit(const JsonTree &tree, const DetailField &field, const QString &text)
{
    const int node = tree.find(field.path);
    if (text.isEmpty() && field.inSchema && !field.required && !field.path.isEmpty()) {
        if (node < 0 || std::holds_alternative<int>(field.path.last())) {
            return std::nullopt;
        }
        return removeNode(tree, node);
    }
    const std::optional<QByteArray> value = valueText(field.type, text);
    if (!value) {
        return std::nullopt;
    }
    return node >= 0 ? std::optional(replaceValue(tree, node, *value)) : insertAt(tree, field.path, *value);
}

std::optional<TextEdit> addElement(const JsonTree &tree, const DetailField &list)
{
    const QByteArray fresh = list.skeleton.isEmpty() ? QByteArray("\"\"") : list.skeleton;
    const int array = tree.find(list.path);
    if (array < 0) {
        return insertAt(tree, list.path, '[' + fresh + ']');
    }
    if (tree.node(array).kind != JsonKind::Array) {
        return std::nullopt;
    }
    const QList<int> elements = tree.children(array);
    const QByteArray value = elements.isEmpty() ? fresh : emptied(tree, elements.last(), list.skeleton);
    return insertElement(tree, array, static_cast<int>(elements.size()), value);
}

std::optional<TextEdit> removeElement(const JsonTree &tree, const DetailField &list, int index)
{
    JsonPath path = list.path;
    path.append(index);
    const int element = tree.find(path);
    return element < 0 ? std::nullopt : std::optional(removeNode(tree, element));
}

std::optional<TextEdit> swapWithNext(const JsonTree &tree, const DetailField &list, int index)
{
    JsonPath path = list.path;
    path.append(index);
    const int first = tree.find(path);
    const int second = first < 0 ? -1 : tree.node(first).nextSibling;
    if (second < 0) {
        return std::nullopt;
    }
    const JsonNode &a = tree.node(first);
    const JsonNode &b = tree.node(second);
    const QByteArray between = tree.text().mid(a.end, b.begin - a.end);
    return TextEdit{a.begin, b.end - a.begin,
                    tree.slice(second).toByteArray() + between + tree.slice(first).toByteArray()};
}

} // namespace busload
