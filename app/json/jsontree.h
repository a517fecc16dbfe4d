// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Exact JSON text: where every value and key of a text begins and ends, without changing a byte of it.
// Reading is RapidJSON's (strict RFC 8259, iterative, numbers left as text); this file adds the places.
// It must never hand back a value that was rewritten on the way: callers cut from the text itself.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace busload {

//! A place in a JSON text. Unit: `offset` UTF-8 bytes from 0; `line`, `column` from 1, in characters.
struct JsonPlace
{
    qsizetype offset = 0;
    int line = 1;
    int column = 1;
    bool operator==(const JsonPlace &) const = default;
};

//! Line and column of an offset. LF, CR LF and a lone CR each end a line.
JsonPlace placeAt(QByteArrayView text, qsizetype offset);

struct JsonError
{
    QString reason; //!< "a comma or } is missing", in words a person understands
    JsonPlace place;
    bool operator==(const JsonError &) const = default;
};

enum class JsonKind { Object, Array, String, Number, True, False, Null };

//! One value. Unit: UTF-8 offsets, `end` is one past the last byte. Indexes name nodes of the tree, -1 none.
struct JsonNode
{
    JsonKind kind = JsonKind::Null;
    qsizetype begin = 0;
    qsizetype end = 0;
    qsizetype keyBegin = -1; //!< the key's opening quote, for members of an object
    qsizetype keyEnd = -1;
    int parent = -1;
    int firstChild = -1;
    int nextSibling = -1;
    int childCount = 0;
    bool operator==(const JsonNode &) const = default;
};

//! A step of a path: a member's key or an element's index.
using JsonStep = std::variant<QString, int>;
using JsonPath = QList<JsonStep>;

//! "products[0].quantity"; keys that are not plain words stand as ["a key"].
QString pathText(const JsonPath &path);

//! The places of all values of one text. Node 0 is the top-level value; children follow their parents.
class JsonTree
{
public:
    const QByteArray &text() const { return m_text; }
    const QList<JsonNode> &nodes() const { return m_nodes; }
    const JsonNode &node(int index) const { return m_nodes.at(index); }
    const JsonNode &root() const { return m_nodes.first(); }

    //! The node at a path, or -1. Where a key stands more than once, the last one, as readers take it.
    int find(const JsonPath &path) const;
    //! The path of a node from the root.
    JsonPath pathOf(int index) const;
    //! The innermost node whose value or key covers the offset, or -1.
    int nodeAt(qsizetype offset) const;
    //! The value's exact text.
    QByteArrayView slice(int index) const;
    //! The key with its escapes resolved; empty for elements and the root.
    QString key(int index) const;
    //! A String node's content with its escapes resolved; any other node's exact text.
    QString scalarText(int index) const;
    //! The children of a node in order.
    QList<int> children(int index) const;

private:
    friend struct JsonParser;
    QByteArray m_text;
    QList<JsonNode> m_nodes;
};

//! A tree or the error that ended the reading; never both.
struct JsonParse
{
    std::optional<JsonTree> tree;
    JsonError error;

    explicit operator bool() const { return tree.has_value(); }
};

//! Reads one JSON text. Shape: implicit sharing, the text is not copied.
//! Errors: the first place that is not RFC 8259 JSON, invalid UTF-8 included; nesting of any depth is read.
JsonParse parseJson(const QByteArray &text);

//! Reads one JSON value that begins at `offset` (blanks before it are skipped) and stops at its end;
//! for streams and for reading several values in a row. `end` receives the offset after the value.
JsonParse parseJsonValueAt(const QByteArray &text, qsizetype offset, qsizetype *end);

} // namespace busload
