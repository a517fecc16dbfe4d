// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/detailschema.h"

#include "json/jsontree.h"

#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

using Type = DetailSchema::Type;

class DetailSchemaTest : public QObject
{
    Q_OBJECT

private:
    static QStringList names(const DetailSchema &schema)
    {
        QStringList list;
        for (const DetailSchema &property : schema.properties)
            list.append(property.name + (property.required ? u"*"_s : QString()));
        return list;
    }

private slots:
    void shippedSchemasAreKnownByTheirDetailType()
    {
        QCOMPARE(knownDetailTypes(), (QStringList{u"InventoryAdjusted"_s, u"OrderFulfilled"_s}));
        QVERIFY(!schemaFor(u"orderfulfilled"_s)); // detail types differ by case
        QVERIFY(!schemaFor(QString()));
    }

    void orderFulfilledHasItsFields()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"OrderFulfilled"_s);
        QVERIFY(schema);
        QCOMPARE(names(*schema), (QStringList{u"orderId*"_s, u"customerId*"_s, u"products*"_s, u"timestamp*"_s}));
        const DetailSchema &products = schema->properties.at(2);
        QCOMPARE(products.type, Type::List);
        QCOMPARE(products.items.size(), 1);
        QCOMPARE(products.items.first().title, u"product"_s);
        QCOMPARE(names(products.items.first()), (QStringList{u"productId*"_s, u"quantity*"_s}));
        QCOMPARE(products.items.first().properties.at(1).type, Type::Integer);
        QCOMPARE(products.items.first().properties.at(1).defaultValue, "1"_ba);
        QCOMPARE(schema->properties.at(3).format, u"date-time"_s);
    }

    void inventoryAdjustedHasAnOptionalReason()
    {
        const std::optional<DetailSchema> schema = schemaFor(u"InventoryAdjusted"_s);
        QVERIFY(schema);
        QCOMPARE(names(*schema),
                 (QStringList{u"orderId*"_s, u"productId*"_s, u"adjustment*"_s, u"timestamp*"_s, u"reason"_s}));
        QCOMPARE(schema->properties.at(2).type, Type::Integer);
    }

    void typesAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Type>("type");
        QTest::newRow("string") << R"({"type": "string"})"_ba << Type::Text;
        QTest::newRow("integer") << R"({"type": "integer"})"_ba << Type::Integer;
        QTest::newRow("number") << R"({"type": "number"})"_ba << Type::Number;
        QTest::newRow("boolean") << R"({"type": "boolean"})"_ba << Type::Boolean;
        QTest::newRow("object") << R"({"type": "object"})"_ba << Type::Object;
        QTest::newRow("array") << R"({"type": "array"})"_ba << Type::List;
        QTest::newRow("a list of types counts by the first that is not null")
            << R"({"type": ["null", "integer"]})"_ba << Type::Integer;
        QTest::newRow("no type, but properties") << R"({"properties": {}})"_ba << Type::Object;
        QTest::newRow("no type, but items") << R"({"items": {}})"_ba << Type::List;
        QTest::newRow("true allows everything") << "true"_ba << Type::Any;
        QTest::newRow("an unknown word") << R"({"type": "moment"})"_ba << Type::Any;
    }

    void typesAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(Type, type);
        const Result<DetailSchema> schema =
            readDetailSchema(R"({"type": "object", "properties": {"a": )" + text + "}}");
        QVERIFY(schema);
        QCOMPARE(schema->properties.first().type, type);
    }

    void propertiesKeepTheSchemasOrder()
    {
        const Result<DetailSchema> schema = readDetailSchema(R"({"properties": {"z": {}, "a": {}, "m": {}}})");
        QVERIFY(schema);
        QCOMPARE(names(*schema), (QStringList{u"z"_s, u"a"_s, u"m"_s}));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("text that is no JSON names its place") << "{\n  \"a\" 1}"_ba << u"line 2"_s;
        QTest::newRow("a top level that is no object") << R"({"type": "array"})"_ba << u"object"_s;
        QTest::newRow("no text at all") << QByteArray() << u"line 1"_s;
    }

    void refusals()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const Result<DetailSchema> schema = readDetailSchema(text);
        QVERIFY(!schema);
        QCOMPARE(schema.failure().kind, FailureKind::Malformed);
        QVERIFY2(schema.failure().message.contains(words), qPrintable(schema.failure().message));
    }

    void deepSchemasEnd()
    {
        QByteArray text = R"({"type": "string"})";
        for (int i = 0; i < 2000; ++i)
            text = R"({"type": "object", "properties": {"a": )" + text + "}}";
        QVERIFY(readDetailSchema(text));
    }

    void skeletonsFollowTheSchema()
    {
        QCOMPARE(skeletonOf(*schemaFor(u"OrderFulfilled"_s)), R"({
  "orderId": "",
  "customerId": "",
  "products": [
    {
      "productId": "",
      "quantity": 1
    }
  ],
  "timestamp": ""
})"_ba);
        QCOMPARE(skeletonOf(*schemaFor(u"InventoryAdjusted"_s), SkeletonLayout::OneLine),
                 R"({"orderId": "", "productId": "", "adjustment": 0, "timestamp": ""})"_ba);
    }
};

QTEST_GUILESS_MAIN(DetailSchemaTest)
#include "tst_detailschema.moc"
