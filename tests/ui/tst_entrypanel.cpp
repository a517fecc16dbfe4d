// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/entrypanel.h"

#include "composer/document.h"
#include "ui/widgets/detailform.h"
#include "ui/widgets/jsontextedit.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace busload;
using namespace Qt::StringLiterals;

//! Journeys of a person over the form and the JSON of an entry, with real keys and clicks.
class EntryPanelTest : public QObject
{
    Q_OBJECT

private:
    struct Window
    {
        Document document;
        std::unique_ptr<EntryPanel> panel;

        explicit Window(const Drafts &drafts)
        {
            document.load({u"test"_s, drafts}, {});
            panel = std::make_unique<EntryPanel>(document);
            panel->resize(1000, 800);
            panel->show();
            panel->activateWindow();
            if (!QTest::qWaitForWindowActive(panel.get()))
                qWarning("the window did not become active");
            if (!drafts.isEmpty())
                panel->setCurrent(id(0));
        }

        DraftId id(qsizetype index) const { return document.draftAt(index).id; }
        QByteArray detail(qsizetype index = 0) const { return document.draftAt(index).detail; }
        template <typename T>
        T *find(const QString &name) const
        {
            return panel->findChild<T *>(name);
        }
        QLineEdit *line(const QString &name) const { return find<QLineEdit>(name); }
        QString text(const QString &name) const
        {
            const QLineEdit *field = line(name);
            return field ? field->text() : u"(no field %1)"_s.arg(name);
        }
        JsonTextEdit *json() const { return find<JsonTextEdit>(u"jsonEditor"_s); }
        void click(const QString &name) const
        {
            auto *button = find<QToolButton>(name);
            QVERIFY2(button, qPrintable(u"no button "_s + name));
            QVERIFY2(button->isEnabled(), qPrintable(name + u" is disabled"_s));
            QTest::mouseClick(button, Qt::LeftButton);
        }
        //! Replaces a field's text by typing over it.
        void type(const QString &name, const QString &text) const
        {
            QLineEdit *field = line(name);
            QVERIFY2(field, qPrintable(u"no field "_s + name));
            field->setFocus();
            field->selectAll();
            for (const char32_t letter : text.toUcs4()) {
                // QTest types ASCII only; other letters come as a key that brings its text.
                if (letter < 0x80)
                    QTest::keyClick(field, static_cast<char>(letter));
                else
                    QTest::sendKeyEvent(QTest::Click, field, Qt::Key_unknown, QString::fromUcs4(&letter, 1),
                                        Qt::NoModifier);
            }
        }
        QString notes(const QString &name) const
        {
            QStringList words;
            if (const auto *box = find<QWidget>(u"problem."_s + name); box && box->isVisible()) {
                for (const QLabel *label : box->findChildren<QLabel *>())
                    words.append(label->text());
            }
            return words.join(u'\n');
        }
    };

    static Draft order(const QByteArray &detail)
    {
        Draft draft;
        draft.source = u"com.mycompany.orders"_s;
        draft.detailType = u"OrderFulfilled"_s;
        draft.eventBusName = u"default"_s;
        draft.time = TimeChoice::whenSent();
        draft.detail = detail;
        return draft;
    }

    static Draft inventory(const QByteArray &detail)
    {
        Draft draft = order(detail);
        draft.detailType = u"InventoryAdjusted"_s;
        return draft;
    }

    //! Odd on purpose: blanks, number forms, a key twice, CR LF.
    static QByteArray oddOrder()
    {
        return "{ \"orderId\" :\"O1\",\r\n\t\"customerId\":   \"C1\" , \"weight\": 1.50e+3,\r\n"
               "  \"products\": [ {\"productId\":\"P1\",\"quantity\":2},\r\n"
               "    {\"productId\":\"P2\",\"quantity\":10} ],\r\n"
               " \"weight\": 12345678901234567890.10, \"timestamp\":\"2026-11-23T13:20:05Z\"}\r\n";
    }

private slots:
    void aCalmEmptyState()
    {
        Window w({});
        QVERIFY(w.find<QWidget>(u"noEntry"_s)->isVisible());
        QVERIFY(!w.json()->isVisible());
        w.panel->setCurrent(99);
        QCOMPARE(w.panel->current(), DraftId{0});
        w.panel->showProblem(99, {});
        QVERIFY(w.find<QWidget>(u"noEntry"_s)->isVisible());
    }

    void theFormIsMadeOfTheSchema()
    {
        Window w({order("{}"), inventory("{}")});
        for (const char *name : {"field.orderId", "field.customerId", "field.timestamp"})
            QVERIFY2(w.line(QLatin1String(name)), name);
        QVERIFY(w.find<QToolButton>(u"addProduct"_s));
        w.panel->setCurrent(w.id(1));
        for (const char *name :
             {"field.orderId", "field.productId", "field.adjustment", "field.timestamp", "field.reason"})
            QVERIFY2(w.line(QLatin1String(name)), name);
        QVERIFY(!w.line(u"field.customerId"_s));
        QCOMPARE(w.line(u"field.reason"_s)->placeholderText(), u"optional"_s);
    }

    void typingInTheFormChangesThatValueOnly()
    {
        Window w({order(oddOrder())});
        w.type(u"field.orderId"_s, u"ORD \"9\" ä𝄞"_s);
        QByteArray expected = oddOrder();
        expected.replace("\"O1\"", "\"ORD \\\"9\\\" ä𝄞\"");
        QCOMPARE(w.detail(), expected);
        QCOMPARE(w.json()->content(), expected);

        w.type(u"field.products.1.quantity"_s, u"-7"_s);
        expected.replace(":10}", ":-7}");
        QCOMPARE(w.detail(), expected);
        QCOMPARE(w.json()->content(), expected);
        QCOMPARE(w.text(u"field.weight"_s), u"12345678901234567890.10"_s);
    }

    void typingInTheJsonIsFollowedByTheForm()
    {
        Window w({order(oddOrder())});
        w.json()->setFocus();
        w.json()->goTo(oddOrder().indexOf("O1") + 2);
        QTest::keyClicks(w.json(), u"23"_s);
        QCOMPARE(w.text(u"field.orderId"_s), u"O123"_s);
        QCOMPARE(w.detail(), oddOrder().replace("O1", "O123"));

        w.json()->goTo(1);
        QTest::keyClicks(w.json(), u"\"fresh\": true,"_s);
        QTRY_VERIFY(w.find<QComboBox>(u"field.fresh"_s)); // what the schema does not know gets a field too
        QCOMPARE(w.find<QComboBox>(u"field.fresh"_s)->currentText(), u"true"_s);
    }

    void brokenJsonLetsTheFormWait()
    {
        const QByteArray start = "{\n  \"orderId\": \"O1\",\n  \"adjustment\": 1\n}";
        Window w({inventory(start)});
        QLineEdit *field = w.line(u"field.orderId"_s);
        QVERIFY(field->isEnabled());
        w.json()->setFocus();
        w.json()->goTo(start.indexOf(",\n"));
        QTest::keyClick(w.json(), Qt::Key_Delete);
        QVERIFY(!field->isEnabled());
        QCOMPARE(field->text(), u"O1"_s);
        const auto *message = w.find<QLabel>(u"detailMessage"_s);
        QVERIFY(message->isVisible());
        QVERIFY2(message->text().startsWith(u"JSON has an error at line 3: "_s), qPrintable(message->text()));
        QVERIFY(message->text().endsWith(u"; the form waits"_s));
        QCOMPARE(w.detail(), QByteArray(start).remove(start.indexOf(",\n"), 1));

        w.json()->goTo(0);
        w.click(u"goToError"_s);
        QVERIFY(w.json()->hasFocus());
        QCOMPARE(w.json()->SendScintilla(QsciScintillaBase::SCI_LINEFROMPOSITION,
                                         w.json()->SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS)),
                 2L);
        QTest::keyClick(w.json(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.detail(), start);
        QVERIFY(field->isEnabled());
        QVERIFY(!message->isVisible());
        w.type(u"field.orderId"_s, u"O2"_s);
        QCOMPARE(w.detail(), QByteArray(start).replace("O1", "O2"));
    }

    void undoGoesOverFormAndJson()
    {
        const QByteArray start = R"({"orderId": "a", "adjustment": 1})";
        Window w({inventory(start)});
        w.type(u"field.orderId"_s, u"bcd"_s);
        w.type(u"field.adjustment"_s, u"25"_s);
        w.json()->setFocus();
        w.json()->goTo(1);
        QTest::keyClicks(w.json(), u"  "_s);
        w.type(u"sourceField"_s, u"com.other"_s);
        QCOMPARE(w.detail(), R"({  "orderId": "bcd", "adjustment": 25})"_ba);

        QTest::keyClick(w.line(u"sourceField"_s), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.text(u"sourceField"_s), u"com.mycompany.orders"_s); // a field typed in is one step
        QTest::keyClick(w.line(u"sourceField"_s), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.detail(), R"({"orderId": "bcd", "adjustment": 25})"_ba);
        QTest::keyClick(w.json(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.text(u"field.adjustment"_s), u"1"_s);
        QTest::keyClick(w.line(u"field.orderId"_s), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.detail(), start);
        QCOMPARE(w.json()->content(), start);
        QCOMPARE(w.text(u"field.orderId"_s), u"a"_s);
        QVERIFY(!w.document.undoStack().canUndo());
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(w.line(u"field.orderId"_s), Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(w.detail(), R"({  "orderId": "bcd", "adjustment": 25})"_ba);
        QCOMPARE(w.text(u"sourceField"_s), u"com.other"_s);
        QVERIFY(!w.document.undoStack().canRedo());
    }

    void productsAreAddedMovedAndRemoved()
    {
        Window w({order(oddOrder())});
        w.click(u"addProduct"_s);
        QCOMPARE(w.text(u"field.products.2.quantity"_s), u"1"_s);
        w.type(u"field.products.2.productId"_s, u"P3"_s);
        QVERIFY2(w.detail().contains(R"({"productId":"P3","quantity":1})"), w.detail().constData());

        w.click(u"moveProductUp.2"_s);
        QCOMPARE(w.text(u"field.products.1.productId"_s), u"P3"_s);
        QCOMPARE(w.text(u"field.products.2.productId"_s), u"P2"_s);
        w.click(u"moveProductDown.0"_s);
        QCOMPARE(w.text(u"field.products.0.productId"_s), u"P3"_s);
        w.click(u"removeProduct.0"_s);
        QCOMPARE(w.text(u"field.products.0.productId"_s), u"P1"_s);
        QCOMPARE(w.text(u"field.products.1.productId"_s), u"P2"_s);
        QVERIFY(!w.line(u"field.products.2.productId"_s));
        QVERIFY(w.detail().contains("12345678901234567890.10"));
        QVERIFY(w.detail().contains("\"weight\": 1.50e+3,\r\n"));

        while (w.document.undoStack().canUndo())
            w.document.undoStack().undo();
        QCOMPARE(w.detail(), oddOrder());
        QCOMPARE(w.text(u"field.products.1.productId"_s), u"P2"_s);
    }

    void theFocusStaysWhereItIsWhenTheFormGrows()
    {
        Window w({inventory("{}")});
        w.type(u"field.reason"_s, u"r"_s); // adds the member; the field becomes a present one
        QTest::keyClicks(QApplication::focusWidget(), u"eason"_s);
        QCOMPARE(w.detail(), R"({"reason": "reason"})"_ba);
        w.json()->setFocus();
        w.line(u"field.reason"_s)->setFocus();
        w.line(u"field.reason"_s)->selectAll();
        QTest::keyClick(w.line(u"field.reason"_s), Qt::Key_Delete);
        QCOMPARE(w.detail(), "{}"_ba); // an optional member goes with its text
    }

    void whatIsNoNumberWaitsInTheField()
    {
        const QByteArray start = R"({"adjustment": 12})";
        Window w({inventory(start)});
        w.type(u"field.adjustment"_s, u"-"_s);
        QCOMPARE(w.detail(), start);
        QCOMPARE(w.text(u"field.adjustment"_s), u"-"_s);
        QVERIFY2(w.notes(u"field.adjustment"_s).contains(u"the JSON keeps 12"_s),
                 qPrintable(w.notes(u"field.adjustment"_s)));
        w.type(u"field.orderId"_s, u"O"_s); // another change does not take it away
        QCOMPARE(w.text(u"field.adjustment"_s), u"-"_s);
        w.line(u"field.adjustment"_s)->setFocus();
        QTest::keyClicks(w.line(u"field.adjustment"_s), u"5"_s);
        QVERIFY(w.detail().contains("\"adjustment\": -5"));
        QCOMPARE(w.notes(u"field.adjustment"_s), QString());
    }

    void anotherKindOfValueIsSaid()
    {
        Window w({inventory(R"({"adjustment": "two"})")});
        QVERIFY(w.notes(u"field.adjustment"_s).contains(u"A whole number is wanted here"_s));
        QCOMPARE(w.text(u"field.adjustment"_s), u"two"_s);
        QCOMPARE(w.detail(), R"({"adjustment": "two"})"_ba);
    }

    void nowPutsTheMomentIn()
    {
        Window w({inventory(R"({"timestamp": ""})")});
        w.click(u"now.timestamp"_s);
        QVERIFY(parseInstant(w.text(u"field.timestamp"_s)));
        QCOMPARE(w.document.undoStack().count(), 1);
    }

    void envelopeFieldsReachTheDraft()
    {
        Window w({order("{}")});
        w.type(u"sourceField"_s, u"com.a"_s);
        auto *type = w.find<QComboBox>(u"detailTypeField"_s);
        type->lineEdit()->selectAll();
        QTest::keyClicks(type, u"Other"_s);
        auto *bus = w.find<QComboBox>(u"busField"_s);
        bus->lineEdit()->selectAll();
        QTest::keyClicks(bus, u"bus-1"_s);
        w.type(u"resource.add"_s, u"arn:1"_s);
        w.type(u"resource.add"_s, u"arn:2"_s);
        w.click(u"moreFields"_s);
        w.type(u"traceField"_s, u"Root=1"_s);
        w.type(u"labelField"_s, u"mine"_s);
        const Draft &draft = w.document.draftAt(0);
        QCOMPARE(draft.source, u"com.a"_s);
        QCOMPARE(draft.detailType, u"Other"_s);
        QCOMPARE(draft.eventBusName, u"bus-1"_s);
        QCOMPARE(draft.resources, (QStringList{u"arn:1"_s, u"arn:2"_s}));
        QCOMPARE(draft.traceHeader, u"Root=1"_s);
        QCOMPARE(draft.label, u"mine"_s);
        QVERIFY(!w.line(u"field.orderId"_s)); // the form follows the detail type

        w.click(u"removeResource.0"_s);
        QCOMPARE(w.document.draftAt(0).resources, QStringList{u"arn:2"_s});
        w.type(u"resource.0"_s, u" "_s);
        QTest::keyClick(w.line(u"resource.0"_s), Qt::Key_Backspace);
        QCOMPARE(w.document.draftAt(0).resources, QStringList());
        w.document.undoStack().undo();
        QCOMPARE(w.document.draftAt(0).resources, QStringList{u"arn:2"_s});
        QCOMPARE(w.text(u"resource.0"_s), u"arn:2"_s);
    }

    void timeIsChosenAndTyped()
    {
        Window w({order("{}")});
        auto *time = w.find<QComboBox>(u"timeField"_s);
        QLineEdit *text = w.line(u"timeText"_s);
        QVERIFY(!text->isVisible());
        time->setFocus();
        QTest::keyClick(time, Qt::Key_Down);
        QCOMPARE(w.document.draftAt(0).time.kind, TimeChoice::Kind::None);
        QTest::keyClick(time, Qt::Key_Down);
        QCOMPARE(w.document.draftAt(0).time.kind, TimeChoice::Kind::Fixed);
        QVERIFY(text->isVisible());
        w.type(u"timeText"_s, u"2026-11-23 13:20"_s);
        QCOMPARE(w.document.draftAt(0).time.fixed, (Instant{1795440000, 0}));
        QVERIFY(w.notes(u"Time"_s).contains(u"= 2026-11-23T13:20:00Z"_s));
        w.type(u"timeText"_s, u"soon"_s);
        QCOMPARE(w.document.draftAt(0).time.text, u"soon"_s); // kept, though it is no time
        QVERIFY2(!w.notes(u"Time"_s).isEmpty(), "a time that cannot be read is said");
    }

    void problemsAreMendedWithAClick()
    {
        Draft first = order("{ \"a\": 1 }");
        first.source = u" com.a "_s;
        Draft second = order("\"{\\\"a\\\": [1,  2]}\"");
        Window w({first, second});
        QVERIFY(!w.notes(u"Source"_s).isEmpty());
        w.click(u"fix.Source"_s);
        QCOMPARE(w.document.draftAt(0).source, u"com.a"_s);
        QCOMPARE(w.notes(u"Source"_s), QString());

        QCOMPARE(w.find<QToolButton>(u"minifyDetail"_s)->text(), u"Minify saves 3 B"_s);
        w.click(u"minifyDetail"_s);
        QCOMPARE(w.detail(), R"({"a":1})"_ba);
        QVERIFY(!w.find<QToolButton>(u"minifyDetail"_s)->isVisible());
        w.click(u"formatDetail"_s);
        QCOMPARE(w.detail(), "{\n  \"a\": 1\n}"_ba);

        w.panel->setCurrent(w.id(1));
        w.click(u"fix.Detail"_s);
        QCOMPARE(w.detail(1), R"({"a": [1,  2]})"_ba);
        w.document.undoStack().undo();
        QCOMPARE(w.detail(1), second.detail);
    }

    void idempotencyTokensSayWhatTheyCost()
    {
        Window w({order("{\"a\":1}")});
        w.click(u"moreFields"_s);
        w.click(u"generateToken"_s);
        const QString token = w.document.draftAt(0).idempotencyToken;
        QCOMPARE(token.size(), 36);
        QVERIFY(w.notes(u"IdempotencyToken"_s).contains(u"leaves the token out"_s));
        w.document.setSendChoices({{IdempotencyChoice::Kind::SendAsField, u"k"_s}, {}, {}});
        QVERIFY(w.notes(u"IdempotencyToken"_s).contains(u"0\u00a0B of the limit, 58 B on the wire"_s));
        const qint64 before = w.document.inspection(w.id(0)).size.total();
        w.document.setSendChoices({{IdempotencyChoice::Kind::WriteIntoDetail, u"k"_s}, {}, {}});
        const qint64 cost = w.document.inspection(w.id(0)).size.total() - before;
        QVERIFY2(w.notes(u"IdempotencyToken"_s).contains(u"%1 B of the limit"_s.arg(cost)),
                 qPrintable(w.notes(u"IdempotencyToken"_s)));
        w.click(u"clearToken"_s);
        QCOMPARE(w.document.draftAt(0).idempotencyToken, QString());
    }

    void aProblemIsShownAtItsPlace()
    {
        Window w({order("{}"), order("{\"a\": 1,\n \"a\": 2}")});
        Problem source;
        source.field = EntryField::TraceHeader;
        w.panel->showProblem(w.id(0), source);
        QVERIFY(w.line(u"traceField"_s)->hasFocus()); // unfolded for it

        const Problems problems = w.document.inspection(w.id(1)).problems;
        const auto twice =
            std::find_if(problems.begin(), problems.end(), [](const Problem &p) { return p.place.has_value(); });
        QVERIFY(twice != problems.end());
        w.panel->showProblem(w.id(1), *twice);
        QCOMPARE(w.panel->current(), w.id(1));
        QVERIFY(w.json()->hasFocus());
        QCOMPARE(w.json()->SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS),
                 static_cast<long>(twice->place->offset));
    }

    void entriesDoNotMix()
    {
        Window w({order(R"({"orderId": "one"})"), order(R"({"orderId": "two"})")});
        QLineEdit *source = w.line(u"sourceField"_s);
        source->setFocus();
        QTest::keyClick(source, Qt::Key_End);
        QTest::keyClicks(source, u"A"_s);
        w.panel->setCurrent(w.id(1));
        QCOMPARE(w.text(u"field.orderId"_s), u"two"_s);
        QTest::keyClick(source, Qt::Key_End);
        QTest::keyClicks(source, u"B"_s);
        QCOMPARE(w.document.draftAt(0).source, u"com.mycompany.ordersA"_s);
        QCOMPARE(w.document.draftAt(1).source, u"com.mycompany.ordersB"_s);
        w.document.editDetail(w.id(0), {13, 3, "ONE"});
        QCOMPARE(w.text(u"field.orderId"_s), u"two"_s);
        QCOMPARE(w.json()->content(), R"({"orderId": "two"})"_ba);
        w.document.remove({w.id(1)});
        QVERIFY(w.find<QWidget>(u"noEntry"_s)->isVisible());
        w.panel->setCurrent(w.id(0));
        QCOMPARE(w.text(u"field.orderId"_s), u"ONE"_s);
    }

    void emptyDetailOffersAStart()
    {
        Window w({inventory("")});
        w.click(u"startDetail"_s);
        QVERIFY(w.detail().contains("\"adjustment\": 0"));
        w.type(u"field.orderId"_s, u"O"_s);
        QVERIFY(w.detail().contains("\"orderId\": \"O\""));
    }

    void largeTextsAreFollowedWithADelay()
    {
        QByteArray detail = "{\n\"orderId\": \"O\",\n\"pad\": [";
        for (int i = 0; detail.size() < 250'000; ++i)
            detail += (i > 0 ? ",\n\"" : "\n\"") + QByteArray::number(i) + "𝄞\"";
        detail += "]\n}";
        Window w({inventory(detail)});
        w.json()->setFocus();
        w.json()->goTo(detail.indexOf("\"O\"") + 2);
        QTest::keyClicks(w.json(), u"123"_s);
        QCOMPARE(w.document.draftAt(0).detail, w.json()->content());
        QCOMPARE(w.text(u"field.orderId"_s), u"O"_s); // not at each key
        QTRY_COMPARE(w.text(u"field.orderId"_s), u"O123"_s);
        w.type(u"field.orderId"_s, u"X"_s); // but what is typed in the form is there at once
        QVERIFY(w.detail().startsWith("{\n\"orderId\": \"X\""));
        QCOMPARE(w.json()->content(), w.detail());
        QTest::keyClick(w.line(u"field.orderId"_s), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(w.text(u"field.orderId"_s), u"O123"_s);
    }

    void everyFieldHasANameForScreenReaders()
    {
        Window w({order(oddOrder())});
        w.click(u"moreFields"_s);
        for (const QWidget *field : w.panel->findChildren<QWidget *>()) {
            const bool control = qobject_cast<const QLineEdit *>(field) || qobject_cast<const QComboBox *>(field);
            if (!control || qobject_cast<const QComboBox *>(field->parentWidget()))
                continue;
            QVERIFY2(!field->objectName().isEmpty(), field->metaObject()->className());
            QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(field->objectName()));
        }
    }
};

QTEST_MAIN(EntryPanelTest)
#include "tst_entrypanel.moc"
