// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsonedit.h"

#include "json/jsonscan.h"

#include <algorithm>

namespace busload {
namespace {

qsizetype partBegin(const JsonNode &node)
{
    return node.keyBegin >= 0 ? node.keyBegin : node.begin;
}

QByteArray cut(const JsonTree &tree, qsizetype from, qsizetype to)
{
    return tree.text().sliced(from, to - from);
}

bool breaksLine(QByteArrayView blanks)
{
    return blanks.contains('\n') || blanks.contains('\r');
}

//! The blanks at the beginning of the line on which `offset` stands.
QByteArray indentationAt(const QByteArray &text, qsizetype offset)
{
    qsizetype begin = offset;
    while (begin > 0 && text[begin - 1] != '\n' && text[begin - 1] != '\r')
        --begin;
    qsizetype end = begin;
    while (end < offset && (text[end] == ' ' || text[end] == '\t'))
        ++end;
    return text.sliced(begin, end - begin);
}

//! By how much this text indents a level: read off the first value that stands on a line of its own.
QByteArray indentationUnit(const JsonTree &tree, const QByteArray &fallbackFrom)
{
    for (const JsonNode &node : tree.nodes()) {
        if (node.firstChild < 0)
            continue;
        const qsizetype childBegin = partBegin(tree.node(node.firstChild));
        if (!breaksLine(QByteArrayView(tree.text()).sliced(node.begin + 1, childBegin - node.begin - 1)))
            continue;
        const QByteArray outer = indentationAt(tree.text(), partBegin(node));
        const QByteArray inner = indentationAt(tree.text(), childBegin);
        if (inner.size() > outer.size() && inner.startsWith(outer))
            return inner.sliced(outer.size());
    }
    return fallbackFrom.startsWith('\t') ? QByteArray("\t") : QByteArray("  ");
}

//! What stands between key and value: as at this object's members, else as at any, else ": ".
QByteArray colonFor(const JsonTree &tree, int last)
{
    const auto between = [&tree](const JsonNode &node) { return cut(tree, node.keyEnd, node.begin); };
    if (last >= 0)
        return between(tree.node(last));
    const auto member = std::ranges::find_if(tree.nodes(), [](const JsonNode &node) { return node.keyBegin >= 0; });
    return member == tree.nodes().cend() ? QByteArray(": ") : between(*member);
}

//! Whether the text puts a blank after its separators; a text without any is taken to do so.
bool isSpaced(const JsonTree &tree)
{
    const QByteArray colon = colonFor(tree, -1);
    return scan::isBlank(colon.back());
}

int lastChildOf(const JsonTree &tree, int parent)
{
    int last = tree.node(parent).firstChild;
    while (last >= 0 && tree.node(last).nextSibling >= 0)
        last = tree.node(last).nextSibling;
    return last;
}

int siblingBefore(const JsonTree &tree, int node)
{
    int before = -1;
    for (int at = tree.node(tree.node(node).parent).firstChild; at != node; at = tree.node(at).nextSibling)
        before = at;
    return before;
}

//! What stands between a child and the one before it, comma included; for an only child what would.
QByteArray separatorBefore(const JsonTree &tree, int child)
{
    const JsonNode &here = tree.node(child);
    const int before = siblingBefore(tree, child);
    if (before >= 0)
        return cut(tree, tree.node(before).end, partBegin(here));
    const JsonNode &above = tree.node(here.parent);
    QByteArray blanks = cut(tree, above.begin + 1, partBegin(here));
    if (blanks.isEmpty() && isSpaced(tree))
        blanks = " ";
    return "," + blanks;
}

//! The first part of an empty object or array: its blanks show whether it is spread over lines.
TextEdit fillEmpty(const JsonTree &tree, int parent, const QByteArray &part)
{
    const JsonNode &above = tree.node(parent);
    const QByteArray blanks = cut(tree, above.begin + 1, above.end - 1);
    QByteArray inserted;
    if (breaksLine(blanks)) {
        const QByteArray lineBreak = blanks.contains("\r\n") ? "\r\n" : blanks.contains('\n') ? "\n" : "\r";
        const QByteArray outer = indentationAt(tree.text(), above.end - 1);
        inserted = lineBreak + outer + indentationUnit(tree, outer) + part + lineBreak + outer;
    } else {
        inserted = blanks + part + blanks;
    }
    return {above.begin + 1, blanks.size(), inserted};
}

} // namespace

QByteArray applied(const QByteArray &text, const TextEdit &edit)
{
    QByteArray out = text;
    return out.replace(edit.offset, edit.removed, edit.inserted);
}

QByteArray quoteJson(QStringView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    const auto escapeUnit = [&out](char16_t unit) {
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            out += hex[(unit >> shift) & 0xF];
    };
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        if (c != u'"' && c != u'\\' && c.unicode() >= 0x20 && !c.isSurrogate())
            continue;
        out += text.sliced(from, i - from).toUtf8();
        from = i + 1;
        switch (c.unicode()) {
        case u'"':
            out += "\\\"";
            break;
        case u'\\':
            out += "\\\\";
            break;
        case u'\b':
            out += "\\b";
            break;
        case u'\f':
            out += "\\f";
            break;
        case u'\n':
            out += "\\n";
            break;
        case u'\r':
            out += "\\r";
            break;
        case u'\t':
            out += "\\t";
            break;
        default:
            escapeUnit(c.unicode()); // a lone surrogate has no UTF-8, but an escape can name it
        }
    }
    out += text.sliced(from).toUtf8();
    out += '"';
    return out;
}

TextEdit replaceValue(const JsonTree &tree, int node, const QByteArray &value)
{
    const JsonNode &here = tree.node(node);
    return {here.begin, here.end - here.begin, value};
}

TextEdit insertMember(const JsonTree &tree, int object, QStringView key, const QByteArray &value)
{
    const int last = lastChildOf(tree, object);
    const QByteArray member = quoteJson(key) + colonFor(tree, last) + value;
    if (last < 0)
        return fillEmpty(tree, object, member);
    return {tree.node(last).end, 0, separatorBefore(tree, last) + member};
}

TextEdit insertElement(const JsonTree &tree, int array, int index, const QByteArray &value)
{
    const JsonNode &above = tree.node(array);
    if (above.childCount == 0)
        return fillEmpty(tree, array, value);
    if (index >= above.childCount) {
        const int last = lastChildOf(tree, array);
        return {tree.node(last).end, 0, separatorBefore(tree, last) + value};
    }
    int child = above.firstChild;
    for (int i = 0; i < index; ++i)
        child = tree.node(child).nextSibling;
    // Before the first there is no separator to copy; the one after it serves as well.
    const int next = tree.node(child).nextSibling;
    const int model = index <= 0 && next >= 0 ? next : child;
    return {tree.node(child).begin, 0, value + separatorBefore(tree, model)};
}

TextEdit removeNode(const JsonTree &tree, int node)
{
    const JsonNode &here = tree.node(node);
    if (here.parent < 0)
        return {here.begin, 0, {}};
    if (here.nextSibling >= 0) {
        const qsizetype from = partBegin(here);
        return {from, partBegin(tree.node(here.nextSibling)) - from, {}};
    }
    const int before = siblingBefore(tree, node);
    const qsizetype from = before >= 0 ? tree.node(before).end : tree.node(here.parent).begin + 1;
    return {from, here.end - from, {}};
}

} // namespace busload
