// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/detailfield.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

using Type = DetailSchema::Type;
using State = DetailField::State;

class DetailFieldTest : public QObject
{
    Q_OBJECT

private:
    static JsonTree tree(const QByteArray &text)
    {
        const JsonParse parse = parseJson(text);
        Q_ASSERT(parse);
        return *parse.tree;
    }

    //! The field at a path like "products.0.quantity", or one that is empty.
    static DetailField at(DetailField field, const QString &path)
    {
        for (const QString &step : path.split(u'.')) {
            bool numeric = false;
            const int index = step.toInt(&numeric);
            const auto found =
                std::find_if(field.children.begin(), field.children.end(), [&](const DetailField &child) {
                    const JsonStep &last = child.path.last();
                    return numeric ? last == JsonStep(index) : last == JsonStep(step);
                });
            if (found == field.children.end())
                return {};
            const DetailField next = *found;
            field = next;
        }
        return field;
    }

    static QStringList labels(const DetailField &group)
    {
        QStringList list;
        for (const DetailField &child : group.children)
            list.append(child.label);
        return list;
    }

private slots:
    void schemaFieldsComeFirstAndFoundOnesAfter()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"InventoryAdjusted"_s);
        const DetailField root = detailFields(
            tree(R"({"extra": true, "adjustment": -2, "orderId": "O1", "more": {"deep": null}})"), &*schema);
        QCOMPARE(labels(root), (QStringList{u"orderId"_s, u"productId"_s, u"adjustment"_s, u"timestamp"_s, u"reason"_s,
                                            u"extra"_s, u"more"_s}));
        QCOMPARE(at(root, u"orderId"_s).text, u"O1"_s);
        QCOMPARE(at(root, u"orderId"_s).state, State::Present);
        QCOMPARE(at(root, u"productId"_s).state, State::Missing);
        QCOMPARE(at(root, u"extra"_s).type, Type::Boolean);
        QVERIFY(!at(root, u"extra"_s).inSchema);
        QCOMPARE(at(root, u"more.deep"_s).type, Type::Any);
    }

    void anotherKindOfValueIsSaidNotHidden()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"InventoryAdjusted"_s);
        const DetailField root = detailFields(tree(R"({"adjustment": "two", "orderId": 5})"), &*schema);
        QCOMPARE(at(root, u"adjustment"_s).state, State::OtherKind);
        QCOMPARE(at(root, u"adjustment"_s).text, u"two"_s);
        QCOMPARE(at(root, u"orderId"_s).state, State::OtherKind);
    }

    void ofAKeyThatStandsTwiceTheLastCounts()
    {
        const DetailField root = detailFields(tree(R"({"a": 1, "b": 2, "a": 3})"), nullptr);
        QCOMPARE(labels(root), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(at(root, u"a"_s).text, u"3"_s);
    }

    void aLongListMakesNoEndlessForm()
    {
        QByteArray text = "[";
        for (int i = 0; i < 1000; ++i)
            text += (i > 0 ? ",[1,2,3]" : "[1,2,3]");
        const DetailField root = detailFields(tree("{\"a\": " + text + "]}"), nullptr);
        const DetailField list = at(root, u"a"_s);
        QVERIFY(list.children.size() <= maxFieldsPerGroup);
        QCOMPARE(list.children.size() + list.omitted, 1000);
    }

    void anEditTouchesItsValueOnly_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("odd blanks and number forms stay") << "{ \"a\" :1.50e+3,\n\t\"b\":  \"x\"  }"_ba << u"b"_s
                                                          << u"y"_s << "{ \"a\" :1.50e+3,\n\t\"b\":  \"y\"  }"_ba;
        QTest::newRow("of duplicate keys the last changes")
            << R"({"a":1,"a":2})"_ba << u"a"_s << u"3"_s << R"({"a":1,"a":3})"_ba;
        QTest::newRow("a number is written as it is typed")
            << R"({"a":1})"_ba << u"a"_s << u"1.10"_s << R"({"a":1.10})"_ba;
        QTest::newRow("text stays text, digits too") << R"({"a":"1"})"_ba << u"a"_s << u"25"_s << R"({"a":"25"})"_ba;
        QTest::newRow("quotes and backslashes are escaped")
            << R"({"a":""})"_ba << u"a"_s << u"say \"\\\""_s << "{\"a\":\"say \\\"\\\\\\\"\"}"_ba;
        QTest::newRow("other letters stay themselves")
            << R"({"a":""})"_ba << u"a"_s << u"ä漢𝄞"_s << "{\"a\":\"ä漢𝄞\"}"_ba;
        QTest::newRow("nested") << R"({"a":{"b":[{"c":1}]}})"_ba << u"a.b.0.c"_s << u"-7"_s
                                << R"({"a":{"b":[{"c":-7}]}})"_ba;
        QTest::newRow("a truth") << R"({"a":true})"_ba << u"a"_s << u"false"_s << R"({"a":false})"_ba;
        QTest::newRow("a found text is emptied, not removed")
            << R"({"a":"x"})"_ba << u"a"_s << QString() << R"({"a":""})"_ba;
        QTest::newRow("null becomes text") << R"({"a":null})"_ba << u"a"_s << u"x"_s << R"({"a":"x"})"_ba;
        QTest::newRow("CR LF stay") << "{\r\n\"a\":\"x\"\r\n}"_ba << u"a"_s << u"y"_s << "{\r\n\"a\":\"y\"\r\n}"_ba;
    }

    void anEditTouchesItsValueOnly()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, path);
        QFETCH(QString, typed);
        QFETCH(QByteArray, after);
        const JsonTree text = tree(before);
        const std::optional<TextEdit> edit = fieldEdit(text, at(detailFields(text, nullptr), path), typed);
        QVERIFY(edit);
        QCOMPARE(applied(before, *edit), after);
    }

    void whatIsNoValueOfItsTypeIsNotWritten_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("typed");
        QTest::newRow("letters for an integer") << u"products.0.quantity"_s << u"abc"_s;
        QTest::newRow("a fraction for an integer") << u"products.0.quantity"_s << u"1.5"_s;
        QTest::newRow("half a number") << u"products.0.quantity"_s << u"-"_s;
        QTest::newRow("a leading zero") << u"products.0.quantity"_s << u"01"_s;
        QTest::newRow("nothing for a needed number") << u"products.0.quantity"_s << QString();
        QTest::newRow("digits of another script") << u"products.0.quantity"_s << u"٣"_s;
    }

    void whatIsNoValueOfItsTypeIsNotWritten()
    {
        QFETCH(QString, path);
        QFETCH(QString, typed);
        const std::optional<DetailSchema> schema = schemaFor(u"OrderFulfilled"_s);
        const JsonTree text = tree(R"({"products": [{"productId": "P", "quantity": 2}]})");
        QVERIFY(!fieldEdit(text, at(detailFields(text, &*schema), path), typed));
    }

    void aMissingMemberIsAddedWithWhatIsAroundIt()
    {
        const Result<DetailSchema> schema = readDetailSchema(
            R"({"properties": {"a": {"properties": {"b": {"properties": {"c": {"type": "integer"}}}}}}})");
        QVERIFY(schema);
        const JsonTree text = tree("{}");
        const std::optional<TextEdit> edit = fieldEdit(text, at(detailFields(text, &*schema), u"a.b.c"_s), u"5"_s);
        QVERIFY(edit);
        const JsonTree after = tree(applied("{}", *edit));
        const int node = after.find({u"a"_s, u"b"_s, u"c"_s});
        QVERIFY(node > 0);
        QCOMPARE(after.slice(node).toByteArray(), "5"_ba);
    }

    void anOptionalMemberGoesWhenItsTextDoes()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"InventoryAdjusted"_s);
        const QByteArray before = R"({"orderId": "O", "reason": "r", "adjustment": 1})";
        const JsonTree text = tree(before);
        const DetailField root = detailFields(text, &*schema);
        const std::optional<TextEdit> gone = fieldEdit(text, at(root, u"reason"_s), QString());
        QVERIFY(gone);
        QCOMPARE(applied(before, *gone), R"({"orderId": "O", "adjustment": 1})"_ba);
        const std::optional<TextEdit> emptied = fieldEdit(text, at(root, u"orderId"_s), QString());
        QVERIFY(emptied); // a needed text is emptied instead
        QCOMPARE(applied(before, *emptied), R"({"orderId": "", "reason": "r", "adjustment": 1})"_ba);
    }

    void elementsAreAddedAsTheirSiblingsAreLaidOut()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"OrderFulfilled"_s);
        const QByteArray before = "{\n  \"products\": [\n    { \"quantity\":7,   \"productId\":\"P\" }\n  ]\n}";
        const JsonTree text = tree(before);
        const std::optional<TextEdit> edit = addElement(text, at(detailFields(text, &*schema), u"products"_s));
        QVERIFY(edit);
        QCOMPARE(applied(before, *edit), "{\n  \"products\": [\n    { \"quantity\":7,   \"productId\":\"P\" },\n"
                                         "    { \"quantity\":1,   \"productId\":\"\" }\n  ]\n}"_ba);
    }

    void aMissingListIsMade()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"OrderFulfilled"_s);
        const JsonTree text = tree("{}");
        const std::optional<TextEdit> edit = addElement(text, at(detailFields(text, &*schema), u"products"_s));
        QVERIFY(edit);
        const JsonTree after = tree(applied("{}", *edit));
        QCOMPARE(after.node(after.find({u"products"_s})).childCount, 1);
    }

    void elementsMoveAndGo()
    {
        const QByteArray before = R"({"a": [1 , "two",   {"three": 3}]})";
        const JsonTree text = tree(before);
        const DetailField list = at(detailFields(text, nullptr), u"a"_s);
        QCOMPARE(applied(before, *swapWithNext(text, list, 0)), R"({"a": ["two" , 1,   {"three": 3}]})"_ba);
        QCOMPARE(applied(before, *swapWithNext(text, list, 1)), R"({"a": [1 , {"three": 3},   "two"]})"_ba);
        QVERIFY(!swapWithNext(text, list, 2));
        QVERIFY(!swapWithNext(text, list, -1));
        const JsonTree after = tree(applied(before, *removeElement(text, list, 1)));
        QCOMPARE(after.node(after.find({u"a"_s})).childCount, 2);
        QVERIFY(!removeElement(text, list, 3));
    }

    void layoutsAreAlikeWhenOnlyTextsDiffer()
    {
        const auto fields = [](const QByteArray &text) { return detailFields(tree(text), nullptr); };
        QVERIFY(sameLayout(fields(R"({"a": 1, "b": [1]})"), fields(R"({"a": 2, "b": [5]})")));
        QVERIFY(!sameLayout(fields(R"({"a": 1, "b": [1]})"), fields(R"({"a": 1, "b": [1, 2]})")));
        QVERIFY(!sameLayout(fields(R"({"a": 1})"), fields(R"({"a": true})")));
        QVERIFY(!sameLayout(fields(R"({"a": 1})"), fields(R"({"c": 1})")));
    }
};

QTEST_GUILESS_MAIN(DetailFieldTest)
#include "tst_detailfield.moc"
