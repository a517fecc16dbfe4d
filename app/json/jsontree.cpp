// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsontree.h"

#include "json/jsonreader.h"
#include "json/jsonstring.h"

#include <algorithm>
#include <vector>

namespace busload {
namespace {

//! Notes the places of all values in the order in which they begin.
class TreeHandler : public JsonHandler<TreeHandler>
{
public:
    TreeHandler(const JsonStream &stream, QList<JsonNode> &nodes)
        : m_stream(stream)
        , m_nodes(nodes)
    {
    }

    bool Null() { return scalar(JsonKind::Null, 4); }
    bool Bool(bool value) { return value ? scalar(JsonKind::True, 4) : scalar(JsonKind::False, 5); }
    bool RawNumber(const char *, rapidjson::SizeType length, bool) { return scalar(JsonKind::Number, length); }
    bool String(const char *, rapidjson::SizeType length, bool) { return scalar(JsonKind::String, length + 2); }

    bool Key(const char *, rapidjson::SizeType length, bool)
    {
        m_keyEnd = m_stream.offset();
        m_keyBegin = m_keyEnd - length - 2;
        return true;
    }

    bool StartObject() { return open(JsonKind::Object); }
    bool StartArray() { return open(JsonKind::Array); }
    bool EndObject(rapidjson::SizeType count) { return close(count); }
    bool EndArray(rapidjson::SizeType count) { return close(count); }

private:
    struct Open
    {
        int node;
        int lastChild;
    };

    int append(JsonKind kind, qsizetype begin, qsizetype end)
    {
        const int index = static_cast<int>(m_nodes.size());
        JsonNode node{.kind = kind, .begin = begin, .end = end, .keyBegin = m_keyBegin, .keyEnd = m_keyEnd};
        m_keyBegin = m_keyEnd = -1;
        if (!m_open.empty()) {
            Open &above = m_open.back();
            node.parent = above.node;
            if (above.lastChild < 0)
                m_nodes[above.node].firstChild = index;
            else
                m_nodes[above.lastChild].nextSibling = index;
            above.lastChild = index;
        }
        m_nodes.append(node);
        return index;
    }

    bool scalar(JsonKind kind, qsizetype length)
    {
        append(kind, m_stream.offset() - length, m_stream.offset());
        return true;
    }

    bool open(JsonKind kind)
    {
        m_open.push_back({append(kind, m_stream.offset(), -1), -1});
        return true;
    }

    bool close(rapidjson::SizeType count)
    {
        JsonNode &node = m_nodes[m_open.back().node];
        node.end = m_stream.offset() + 1;
        node.childCount = static_cast<int>(count);
        m_open.pop_back();
        return true;
    }

    const JsonStream &m_stream;
    QList<JsonNode> &m_nodes;
    std::vector<Open> m_open;
    qsizetype m_keyBegin = -1;
    qsizetype m_keyEnd = -1;
};

//! Where the node, its key included, begins.
qsizetype partBegin(const JsonNode &node)
{
    return node.keyBegin >= 0 ? node.keyBegin : node.begin;
}

bool covers(qsizetype begin, qsizetype end, qsizetype offset)
{
    return begin <= offset && offset < end;
}

QByteArrayView withoutQuotes(QByteArrayView token)
{
    return token.sliced(1, token.size() - 2);
}

} // namespace

//! Fills trees; the only writer of their fields.
struct JsonParser
{
    template <JsonExtent extent>
    static JsonParse parse(const QByteArray &text, qsizetype offset, qsizetype *end)
    {
        JsonTree tree;
        JsonStream stream(text, offset);
        TreeHandler handler(stream, tree.m_nodes);
        const std::optional<JsonError> error = readJson<extent>(stream, handler);
        if (end != nullptr)
            *end = error ? error->place.offset : stream.offset();
        if (error)
            return {std::nullopt, *error};
        tree.m_text = text;
        return {std::move(tree), {}};
    }
};

JsonParse parseJson(const QByteArray &text)
{
    return JsonParser::parse<JsonExtent::WholeText>(text, 0, nullptr);
}

JsonParse parseJsonValueAt(const QByteArray &text, qsizetype offset, qsizetype *end)
{
    return JsonParser::parse<JsonExtent::OneValue>(text, std::clamp<qsizetype>(offset, 0, text.size()), end);
}

int JsonTree::find(const JsonPath &path) const
{
    if (m_nodes.isEmpty())
        return -1;
    int at = 0;
    for (const JsonStep &step : path) {
        const JsonNode &here = m_nodes.at(at);
        int found = -1;
        if (const int *wanted = std::get_if<int>(&step)) {
            if (here.kind != JsonKind::Array || *wanted < 0 || *wanted >= here.childCount)
                return -1;
            found = here.firstChild;
            for (int i = 0; i < *wanted; ++i)
                found = m_nodes.at(found).nextSibling;
        } else {
            if (here.kind != JsonKind::Object)
                return -1;
            const QString &name = std::get<QString>(step);
            // A key without escapes is compared as it stands; a name that UTF-8 cannot hold matches none.
            const QByteArray plain = name.isValidUtf16() ? name.toUtf8() : QByteArray();
            const bool comparable = name.isValidUtf16();
            for (int child = here.firstChild; child >= 0; child = m_nodes.at(child).nextSibling) {
                const JsonNode &member = m_nodes.at(child);
                const QByteArrayView token =
                    QByteArrayView(m_text).sliced(member.keyBegin + 1, member.keyEnd - member.keyBegin - 2);
                const bool same = token.contains('\\') ? decodedString(token) == name : comparable && token == plain;
                if (same)
                    found = child;
            }
        }
        if (found < 0)
            return -1;
        at = found;
    }
    return at;
}

JsonPath JsonTree::pathOf(int index) const
{
    JsonPath path;
    for (int at = index; at > 0; at = m_nodes.at(at).parent) {
        const JsonNode &here = m_nodes.at(at);
        if (here.keyBegin >= 0) {
            path.append(key(at));
            continue;
        }
        int position = 0;
        for (int child = m_nodes.at(here.parent).firstChild; child != at; child = m_nodes.at(child).nextSibling)
            ++position;
        path.append(position);
    }
    std::reverse(path.begin(), path.end());
    return path;
}

int JsonTree::nodeAt(qsizetype offset) const
{
    // Nodes stand in the order of their beginnings: the last that begins before the offset covers it,
    // or one of those above it does.
    const auto after =
        std::upper_bound(m_nodes.cbegin(), m_nodes.cend(), offset,
                         [](qsizetype wanted, const JsonNode &node) { return wanted < partBegin(node); });
    int at = static_cast<int>(after - m_nodes.cbegin()) - 1;
    while (at >= 0) {
        const JsonNode &here = m_nodes.at(at);
        if (covers(here.begin, here.end, offset) || covers(here.keyBegin, here.keyEnd, offset))
            return at;
        at = here.parent;
    }
    return -1;
}

QByteArrayView JsonTree::slice(int index) const
{
    const JsonNode &here = m_nodes.at(index);
    return QByteArrayView(m_text).sliced(here.begin, here.end - here.begin);
}

QString JsonTree::key(int index) const
{
    const JsonNode &here = m_nodes.at(index);
    if (here.keyBegin < 0)
        return {};
    return decodedString(withoutQuotes(QByteArrayView(m_text).sliced(here.keyBegin, here.keyEnd - here.keyBegin)));
}

QString JsonTree::scalarText(int index) const
{
    const QByteArrayView exact = slice(index);
    return node(index).kind == JsonKind::String ? decodedString(withoutQuotes(exact)) : QString::fromUtf8(exact);
}

QList<int> JsonTree::children(int index) const
{
    QList<int> out;
    out.reserve(m_nodes.at(index).childCount);
    for (int child = m_nodes.at(index).firstChild; child >= 0; child = m_nodes.at(child).nextSibling)
        out.append(child);
    return out;
}

} // namespace busload
