// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What must hold for every text, tried on generated ones: the seed of a failing text is its row.
#include "json/jsonedit.h"
#include "json/jsonfindings.h"
#include "json/support/randomjson.h"
#include "json/support/referencejson.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

class TestJsonProperties : public QObject
{
    Q_OBJECT

private slots:
    void slicesRebuildTheText();
    void formatThenMinifyIsMinify();
    void oneValueChangesAndNothingElse();
    void insertedAndRemovedIsTheSameText();
    void findingsAgreeWithTheTree();
    void brokenTextsAreJudgedByTheGrammar();
};

namespace {

constexpr quint32 kTexts = 2000;

//! The text of a node put together again from its children's slices and what stands between them.
QByteArray rebuilt(const JsonTree &tree, int index)
{
    const JsonNode &node = tree.node(index);
    QByteArray out;
    qsizetype at = node.begin;
    for (const int child : tree.children(index)) {
        out += tree.text().sliced(at, tree.node(child).begin - at);
        out += rebuilt(tree, child);
        at = tree.node(child).end;
    }
    return out + tree.text().sliced(at, node.end - at);
}

QByteArray describe(quint32 seed, const QByteArray &text)
{
    return "seed " + QByteArray::number(seed) + ": " + text.left(2000);
}

JsonKind kindOf(char first)
{
    switch (first) {
    case '{':
        return JsonKind::Object;
    case '[':
        return JsonKind::Array;
    case '"':
        return JsonKind::String;
    case 't':
        return JsonKind::True;
    case 'f':
        return JsonKind::False;
    case 'n':
        return JsonKind::Null;
    default:
        return JsonKind::Number;
    }
}

} // namespace

void TestJsonProperties::slicesRebuildTheText()
{
    for (quint32 seed = 1; seed <= kTexts; ++seed) {
        const QByteArray text = test::RandomJson(seed).text();
        const JsonParse parse = parseJson(text);
        QVERIFY2(parse, describe(seed, text));
        const JsonTree &tree = *parse.tree;
        QVERIFY2(rebuilt(tree, 0) == text.trimmed(), describe(seed, text));
        for (int i = 0; i < tree.nodes().size(); ++i) {
            const JsonNode &node = tree.node(i);
            const QByteArray slice = tree.slice(i).toByteArray();
            // Each slice is a value of its own, without blanks around it, of the kind it begins as.
            const JsonParse alone = parseJson(slice);
            QVERIFY2(alone && slice.trimmed() == slice, describe(seed, text));
            QCOMPARE(alone.tree->root().kind, node.kind);
            QCOMPARE(kindOf(slice.front()), node.kind);
            QCOMPARE(tree.children(i).size(), node.childCount);
            const bool isMember = node.parent >= 0 && tree.node(node.parent).kind == JsonKind::Object;
            QCOMPARE(node.keyBegin >= 0, isMember);
            if (isMember) {
                const QByteArray between = text.sliced(node.keyEnd, node.begin - node.keyEnd).trimmed();
                QVERIFY2(between == ":", describe(seed, text));
                const JsonParse key = parseJson(text.sliced(node.keyBegin, node.keyEnd - node.keyBegin));
                QVERIFY2(key && key.tree->scalarText(0) == tree.key(i), describe(seed, text));
            }
            QVERIFY2(tree.nodeAt(node.begin) == i, describe(seed, text));
            if (node.kind == JsonKind::String)
                QCOMPARE(parseJson(quoteJson(tree.scalarText(i))).tree->scalarText(0), tree.scalarText(i));
        }
    }
}

void TestJsonProperties::formatThenMinifyIsMinify()
{
    for (quint32 seed = 1; seed <= kTexts; ++seed) {
        const QByteArray text = test::RandomJson(seed).text();
        const std::optional<QByteArray> minified = minifyJson(text);
        const std::optional<QByteArray> formatted = formatJson(text, int(seed % 5));
        QVERIFY2(minified && formatted, describe(seed, text));
        QVERIFY2(minifyJson(*formatted) == minified, describe(seed, text));
        QVERIFY2(formatJson(*minified, int(seed % 5)) == formatted, describe(seed, text));
        QCOMPARE(minifiedSize(text), qint64(minified->size()));
        QCOMPARE(inspectJson(text, 1000).minifiedBytes, qint64(minified->size()));
    }
}

void TestJsonProperties::oneValueChangesAndNothingElse()
{
    for (quint32 seed = 1; seed <= kTexts; ++seed) {
        test::RandomJson random(seed);
        const QByteArray text = random.text();
        const JsonTree tree = *parseJson(text).tree;
        const int index = random.bounded(int(tree.nodes().size()));
        const QByteArray value = random.value(3);
        const QByteArray changed = applied(text, replaceValue(tree, index, value));
        const JsonNode &node = tree.node(index);
        QVERIFY2(changed.first(node.begin) == text.first(node.begin), describe(seed, text));
        QVERIFY2(changed.sliced(node.begin + value.size()) == text.sliced(node.end), describe(seed, text));
        const JsonParse after = parseJson(changed);
        QVERIFY2(after, describe(seed, changed));
        QVERIFY2(after.tree->slice(index) == value, describe(seed, changed));
        QVERIFY2(after.tree->pathOf(index) == tree.pathOf(index), describe(seed, changed));
    }
}

void TestJsonProperties::insertedAndRemovedIsTheSameText()
{
    int tried = 0;
    for (quint32 seed = 1; seed <= kTexts; ++seed) {
        test::RandomJson random(seed);
        const QByteArray text = random.text();
        const JsonTree tree = *parseJson(text).tree;
        QList<int> lists;
        for (int i = 0; i < tree.nodes().size(); ++i) {
            if (tree.node(i).kind == JsonKind::Object || tree.node(i).kind == JsonKind::Array)
                lists.append(i);
        }
        if (lists.isEmpty())
            continue;
        const int index = lists.at(random.bounded(int(lists.size())));
        const JsonNode &node = tree.node(index);
        ++tried;
        const bool isObject = node.kind == JsonKind::Object;
        const int place = isObject ? node.childCount : random.bounded(node.childCount + 1);
        const TextEdit edit =
            isObject ? insertMember(tree, index, u"new key", "[0]") : insertElement(tree, index, place, "[0]");
        const JsonParse grown = parseJson(applied(text, edit));
        QVERIFY2(grown, describe(seed, text));
        const QList<int> children = grown.tree->children(index);
        QCOMPARE(children.size(), node.childCount + 1);
        QVERIFY2(grown.tree->slice(children.at(place)) == "[0]", describe(seed, text));
        QCOMPARE(grown.tree->key(children.at(place)), isObject ? u"new key"_s : QString());
        const QByteArray back = applied(grown.tree->text(), removeNode(*grown.tree, children.at(place)));
        if (node.childCount > 0)
            QVERIFY2(back == text, describe(seed, text));
        else
            QVERIFY2(minifyJson(back) == minifyJson(text), describe(seed, text));
    }
    QVERIFY2(tried > 500, "too few texts hold an object or array");
}

void TestJsonProperties::findingsAgreeWithTheTree()
{
    qsizetype duplicates = 0;
    for (quint32 seed = 1; seed <= kTexts; ++seed) {
        const QByteArray text = test::RandomJson(seed).text();
        const JsonTree tree = *parseJson(text).tree;
        QList<qsizetype> repeats;
        int depth = 0;
        QList<int> depths(tree.nodes().size());
        for (int i = 0; i < tree.nodes().size(); ++i) {
            const JsonNode &node = tree.node(i);
            const bool opens = node.kind == JsonKind::Object || node.kind == JsonKind::Array;
            depths[i] = (node.parent < 0 ? 0 : depths[node.parent]) + (opens ? 1 : 0);
            depth = std::max(depth, depths[i]);
            if (node.keyBegin < 0)
                continue;
            for (int before = tree.node(node.parent).firstChild; before != i; before = tree.node(before).nextSibling) {
                if (tree.key(before) == tree.key(i)) {
                    repeats.append(node.keyBegin);
                    break;
                }
            }
        }
        std::sort(repeats.begin(), repeats.end());
        const JsonFindings findings = inspectJson(text, 1000);
        QVERIFY2(!findings.error, describe(seed, text));
        QCOMPARE(findings.topLevel, tree.root().kind);
        QCOMPARE(findings.depth, depth);
        QList<qsizetype> found;
        for (const JsonFinding &one : findings.duplicateKeys) {
            found.append(one.place.offset);
            QCOMPARE(one.place, placeAt(text, one.place.offset));
        }
        QVERIFY2(found == repeats.first(std::min<qsizetype>(repeats.size(), 100)), describe(seed, text));
        duplicates += found.size();
        for (const JsonFinding &one : findings.loneSurrogates)
            QVERIFY2(text.sliced(one.place.offset, 6) == one.text.toLatin1(), describe(seed, text));
        for (const JsonFinding &one : findings.integersPast64Bits) {
            bool fits = true;
            one.text.toLongLong(&fits);
            QVERIFY2(!fits, describe(seed, text));
        }
    }
    QVERIFY2(duplicates > 500, "too few texts hold a duplicate key");
}

void TestJsonProperties::brokenTextsAreJudgedByTheGrammar()
{
    static const QByteArray bytes = "{}[]:,\"\\u0d8cDe19.-+E \n\t/'x\x01\x7F\x80\xC3\xE2\xED\xF0\xFF";
    int valid = 0;
    int invalid = 0;
    for (quint32 seed = 1; seed <= 10 * kTexts; ++seed) {
        test::RandomJson random(seed);
        QByteArray text = random.text();
        const int changes = 1 + random.bounded(3);
        for (int i = 0; i < changes && !text.isEmpty(); ++i) {
            const int at = random.bounded(int(text.size()));
            const char byte = random.bounded(30) == 0 ? '\0' : bytes.at(random.bounded(int(bytes.size())));
            switch (random.bounded(4)) {
            case 0:
                text.remove(at, 1);
                break;
            case 1:
                text.insert(at, byte);
                break;
            case 2:
                text[at] = byte;
                break;
            default:
                text.truncate(at);
            }
        }
        const bool expected = test::ReferenceJson::accepts(text);
        const JsonParse parse = parseJson(text);
        QVERIFY2(bool(parse) == expected, describe(seed, text));
        const JsonFindings findings = inspectJson(text, 1000);
        QVERIFY2(!findings.error == expected, describe(seed, text));
        if (!expected) {
            QCOMPARE(*findings.error, parse.error);
            QVERIFY2(!parse.error.reason.isEmpty(), describe(seed, text));
            QCOMPARE(parse.error.place, placeAt(text, parse.error.place.offset));
            QVERIFY2(parse.error.place.offset == test::ReferenceJson::errorOffset(text), describe(seed, text));
        }
        ++(expected ? valid : invalid);
    }
    QVERIFY2(valid > 1000 && invalid > 1000, "the changes must break some texts and spare others");
}

QTEST_GUILESS_MAIN(TestJsonProperties)
#include "tst_jsonproperties.moc"
