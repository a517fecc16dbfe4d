// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditor.h"

#include "composer/document.h"
#include "ui/widgets/jsontextedit.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QTest>
#include <QToolButton>

using namespace busload;
using namespace Qt::StringLiterals;

class JsonEditorTest : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        Document document;
        std::unique_ptr<JsonEditor> pane;
        DraftId id = 0;
        JsonTextEdit *text = nullptr;

        explicit Fixture(const QByteArray &detail)
        {
            Draft draft;
            draft.source = u"com.example"_s;
            draft.detailType = u"Thing"_s;
            draft.detail = detail;
            document.load({u"test"_s, {draft}}, {});
            id = document.draftAt(0).id;
            pane = std::make_unique<JsonEditor>(document);
            pane->setCurrent(id);
            pane->resize(600, 400);
            pane->show();
            text = pane->findChild<JsonTextEdit *>(u"jsonEditor"_s);
            text->setFocus();
        }

        QByteArray detail() const { return document.draft(id).detail; }
        QString notice() const
        {
            const auto *bar = pane->findChild<QWidget *>(u"jsonNotice"_s);
            return bar->isVisible() ? bar->findChild<QLabel *>(u"jsonNoticeText"_s)->text() : QString();
        }
        template <typename T>
        T *find(const QString &name) const
        {
            return pane->findChild<T *>(name);
        }
    };

    static QByteArray minifiedList(int bytes)
    {
        QByteArray text = R"({"list":[)";
        for (int i = 0; text.size() < bytes; ++i)
            text += (i > 0 ? ",\"" : "\"") + QByteArray::number(i) + '"';
        return text + "]}";
    }

    static long indicatorAt(JsonTextEdit *text, int indicator, int offset)
    {
        return text->SendScintilla(QsciScintillaBase::SCI_INDICATORVALUEAT, static_cast<unsigned long>(indicator),
                                   static_cast<long>(offset));
    }

private slots:
    void typingReachesTheDocumentKeyByKey()
    {
        Fixture f("{}");
        f.text->goTo(1);
        QTest::keyClicks(f.text, u"\"a\": 1"_s);
        QCOMPARE(f.detail(), R"({"a": 1})"_ba);
        QTest::keyClick(f.text, Qt::Key_Backspace);
        QTest::keyClick(f.text, Qt::Key_Backspace);
        QCOMPARE(f.detail(), R"({"a":})"_ba);
        QCOMPARE(f.text->content(), f.detail());
    }

    void undoAndRedoAreTheDocuments()
    {
        Fixture f("{}");
        f.text->goTo(1);
        QTest::keyClicks(f.text, u"12"_s);
        f.document.breakMerge();
        QTest::keyClicks(f.text, u"34"_s);
        QCOMPARE(f.detail(), "{1234}"_ba);
        QTest::keyClick(f.text, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.detail(), "{12}"_ba);
        QCOMPARE(f.text->content(), "{12}"_ba);
        QTest::keyClick(f.text, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.text->content(), "{}"_ba);
        QTest::keyClick(f.text, Qt::Key_Y, Qt::ControlModifier);
        QTest::keyClick(f.text, Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(f.text->content(), "{1234}"_ba);
        QCOMPARE(f.detail(), "{1234}"_ba);
        QVERIFY(!f.text->isUndoAvailable()); // nothing is kept beside the document's own history
    }

    void aChangeMadeElsewhereShowsAndDoesNotComeBack()
    {
        Fixture f(R"({"a": "x"})");
        const int steps = f.document.undoStack().count();
        f.document.editDetail(f.id, {7, 1, "yÄ𝄞"});
        QCOMPARE(f.text->content(), R"({"a": "yÄ𝄞"})"_ba);
        QCOMPARE(f.document.undoStack().count(), steps + 1);
        f.document.setDetail(f.id, "[\r\n]");
        QCOMPARE(f.text->content(), "[\r\n]"_ba);
    }

    void lineEndsStayAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("LF") << "\n"_ba;
        QTest::newRow("CR LF") << "\r\n"_ba;
        QTest::newRow("CR") << "\r"_ba;
    }

    void lineEndsStayAsTheyAre()
    {
        QFETCH(QByteArray, end);
        Fixture f("{" + end + "}");
        QTest::keyClick(f.text, Qt::Key_Return);
        QCOMPARE(f.detail(), end + "{" + end + "}"); // Return writes the line end that the text has

        QGuiApplication::clipboard()->setText(u"a\nb\r\nc\rd"_s);
        f.text->goTo(0);
        f.text->paste();
        QCOMPARE(f.detail(), "a\nb\r\nc\rd" + end + "{" + end + "}"); // and what is pasted is not converted
        QCOMPARE(f.text->content(), f.detail());
    }

    void oddBytesDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("NUL") << QByteArray("{\"a\0b\": 1}", 10);
        QTest::newRow("invalid UTF-8") << "{\"\xff\xc3\": \"\xed\xa0\x80\"}"_ba;
        QTest::newRow("astral planes") << "{\"𝄞\": \"👩‍👩‍👧\"}"_ba;
        QTest::newRow("empty") << QByteArray("");
    }

    void oddBytesDoNoHarm()
    {
        QFETCH(QByteArray, bytes);
        Fixture f(bytes);
        QCOMPARE(f.text->content(), bytes);
        f.text->goTo(bytes.size());
        QTest::keyClicks(f.text, u" "_s);
        QCOMPARE(f.detail(), bytes + ' ');
        QCOMPARE(f.text->content(), f.detail());
    }

    void aDeadKeyLeavesNothingBehind()
    {
        Fixture f("{}");
        f.text->goTo(1);
        QInputMethodEvent composing(u"´"_s, {});
        QApplication::sendEvent(f.text, &composing);
        QCOMPARE(f.text->content(), f.detail());
        QInputMethodEvent done(QString(), {});
        done.setCommitString(u"é"_s);
        QApplication::sendEvent(f.text, &done);
        QCOMPARE(f.text->content(), "{é}"_ba);
        QCOMPARE(f.detail(), "{é}"_ba);
        QVERIFY(!f.text->isUndoAvailable());
    }

    void theErrorIsUnderlinedWhereReadingEnded()
    {
        constexpr int errorIndicator = 8;
        Fixture f(R"({"a": 1 "b": 2})");
        const qsizetype offset = f.document.inspection(f.id).facts.parseErrorPlace.offset;
        QTRY_COMPARE(indicatorAt(f.text, errorIndicator, static_cast<int>(offset)), 1L);
        f.text->goTo(7);
        QTest::keyClicks(f.text, u","_s);
        QCOMPARE(f.detail(), R"({"a": 1, "b": 2})"_ba);
        QTRY_COMPARE(indicatorAt(f.text, errorIndicator, static_cast<int>(offset)), 0L);
        QTRY_COMPARE(indicatorAt(f.text, errorIndicator, static_cast<int>(offset) + 1), 0L);
    }

    void problemPlacesAreMarked()
    {
        constexpr int placeIndicator = 9;
        Fixture f(R"({"a": 1, "a": 2})");
        QTRY_COMPARE(indicatorAt(f.text, placeIndicator, 10), 1L);
        QCOMPARE(indicatorAt(f.text, placeIndicator, 2), 0L);
    }

    void aVeryLongLineIsShownLaidOut()
    {
        const QByteArray minified = minifiedList(250'000);
        Fixture f(minified);
        auto *view = f.find<JsonTextEdit>(u"jsonView"_s);
        QVERIFY(view->isVisible());
        QVERIFY(!f.text->isVisible());
        QVERIFY(view->isReadOnly());
        QCOMPARE(view->content(), *formatJson(minified));
        QCOMPARE(f.notice(), u"Shown laid out; what is sent stays as it is."_s);
        QCOMPARE(f.detail(), minified);

        QTest::mouseClick(f.find<QToolButton>(u"jsonNoticeAction"_s), Qt::LeftButton);
        QCOMPARE(f.detail(), *formatJson(minified));
        QVERIFY(f.text->isVisible());
        QCOMPARE(f.text->content(), f.detail());
        QCOMPARE(f.notice(), QString());

        f.document.undoStack().undo();
        QCOMPARE(f.detail(), minified);
        QTRY_VERIFY(view->isVisible());
    }

    void aVeryLongLineThatIsPastedIsShownLaidOut()
    {
        Fixture f("");
        const QByteArray minified = minifiedList(100'000);
        QGuiApplication::clipboard()->setText(QString::fromUtf8(minified));
        f.text->paste();
        QCOMPARE(f.detail(), minified);
        QTRY_VERIFY(f.find<JsonTextEdit>(u"jsonView"_s)->isVisible());
        QCOMPARE(f.detail(), minified);
    }

    void aPlaceOfALongLineIsFoundInItsLaidOutForm()
    {
        const QByteArray minified = minifiedList(50'000);
        Fixture f(minified);
        auto *view = f.find<JsonTextEdit>(u"jsonView"_s);
        f.pane->goTo(minified.indexOf("\"777\""));
        const qsizetype there = view->SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS);
        QCOMPARE(view->content().mid(there, 5), "\"777\""_ba);
    }

    void theEntryAsSentIsShown()
    {
        Fixture f("{ \"a\": 1 }");
        auto *view = f.find<JsonTextEdit>(u"jsonView"_s);
        QTest::mouseClick(f.find<QToolButton>(u"asSentLink"_s), Qt::LeftButton);
        QVERIFY(view->isVisible());
        QVERIFY2(view->content().contains("\"Detail\": \"{ \\\"a\\\": 1 }\""), view->content().constData());
        QVERIFY(view->content().contains(R"("Source": "com.example")"));

        Draft changed = f.document.draft(f.id);
        changed.source = u"com.other"_s;
        f.document.change(f.id, DraftField::Source, changed);
        QTRY_VERIFY(view->content().contains("com.other"));

        QTest::mouseClick(f.find<QToolButton>(u"jsonViewLink"_s), Qt::LeftButton);
        QVERIFY(f.text->isVisible());
        QCOMPARE(f.text->content(), f.detail());
    }

    void wordsAreFound()
    {
        Fixture f("{\"one\": \"One\",\n\"two\": \"öne\"}");
        QTest::keyClick(f.text, Qt::Key_F, Qt::ControlModifier);
        auto *needle = f.find<QLineEdit>(u"findField"_s);
        QTRY_VERIFY(needle->isVisible());
        QTest::keyClicks(needle, u"one"_s);
        QCOMPARE(f.find<QLabel>(u"findCount"_s)->text(), u"1 of 2"_s);
        QTest::keyClick(needle, Qt::Key_Return);
        QCOMPARE(f.find<QLabel>(u"findCount"_s)->text(), u"2 of 2"_s);
        QCOMPARE(f.text->selectedText(), u"One"_s);
        QTest::mouseClick(f.find<QToolButton>(u"findCase"_s), Qt::LeftButton);
        QCOMPARE(f.find<QLabel>(u"findCount"_s)->text(), u"1 of 1"_s);
        needle->clear();
        QTest::keyClicks(needle, u"three"_s);
        QCOMPARE(f.find<QLabel>(u"findCount"_s)->text(), u"not found"_s);
        QTest::keyClick(needle, Qt::Key_Escape);
        QVERIFY(!needle->isVisible());
        QCOMPARE(f.document.undoStack().count(), 0); // finding changes nothing
    }

    void nothingCanBeTypedWithoutAnEntry()
    {
        Fixture f("{}");
        f.pane->setCurrent(0);
        QTest::keyClicks(f.text, u"abc"_s);
        QCOMPARE(f.text->content(), QByteArray());
        QCOMPARE(f.detail(), "{}"_ba);
        f.pane->setCurrent(f.id);
        f.document.remove({f.id});
        QCOMPARE(f.text->content(), QByteArray());
    }

    //! After each of many random steps, by hand and from elsewhere, both sides hold the same bytes.
    void editorAndDocumentNeverPart_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("steps");
        QTest::newRow("small text, seed 1") << 1U << 20 << 400;
        QTest::newRow("small text, seed 2") << 2U << 20 << 400;
        QTest::newRow("small text, seed 3") << 3U << 200 << 400;
        QTest::newRow("250 KB") << 4U << 250'000 << 120;
    }

    void editorAndDocumentNeverPart()
    {
        QFETCH(quint32, seed);
        QFETCH(int, size);
        QFETCH(int, steps);
        QRandomGenerator random(seed);
        QByteArray start = "{\n";
        for (int i = 0; start.size() < size; ++i)
            start += "  \"kéy" + QByteArray::number(i) + "𝄞\": \"väl漢\",\r\n";
        Fixture f(start + "}");
        const QStringList pieces{u"a"_s,  u"é"_s,    u"漢"_s, u"𝄞"_s,    u"👩‍👩‍👧"_s,
                                 u"\n"_s, u"\r\n"_s, u"\""_s, u"{\n}"_s, u"\\u0041"_s,
                                 u"\t"_s, u"x, y"_s};
        for (int step = 0; step < steps; ++step) {
            const int place = random.bounded(static_cast<int>(f.text->contentSize()) + 1);
            const QString &piece = pieces.at(random.bounded(pieces.size()));
            const int kind = random.bounded(10);
            switch (kind) {
            case 0:
                QTest::keyClicks(f.text, u"ab"_s);
                break;
            case 1:
                QTest::keyClick(f.text, random.bounded(2) != 0 ? Qt::Key_Backspace : Qt::Key_Delete);
                break;
            case 2:
                f.text->goTo(place);
                QGuiApplication::clipboard()->setText(piece);
                f.text->paste();
                break;
            case 3: // select some and type over it
                f.text->goTo(place);
                for (int i = random.bounded(6); i >= 0; --i)
                    QTest::keyClick(f.text, Qt::Key_Right, Qt::ShiftModifier);
                QTest::keyClicks(f.text, u"z"_s);
                break;
            case 4:
                QTest::keyClick(f.text, Qt::Key_Return);
                break;
            case 5:
                QTest::keyClick(f.text, Qt::Key_Z, Qt::ControlModifier);
                break;
            case 6:
                QTest::keyClick(f.text, Qt::Key_Y, Qt::ControlModifier);
                break;
            case 7: { // from elsewhere, at a whole character
                qsizetype begin = place;
                while (begin > 0 && begin < f.detail().size() && (f.detail().at(begin) & 0xC0) == 0x80)
                    --begin;
                f.document.editDetail(f.id, {begin, 0, piece.toUtf8()});
                break;
            }
            case 8:
                f.document.breakMerge();
                break;
            case 9: { // a word composed by an input method
                QInputMethodEvent composing(piece.trimmed() + u'´', {});
                QApplication::sendEvent(f.text, &composing);
                QCOMPARE(f.text->content(), f.detail());
                QInputMethodEvent done(QString(), {});
                done.setCommitString(u"ô"_s);
                QApplication::sendEvent(f.text, &done);
                break;
            }
            default:
                break;
            }
            QVERIFY2(f.text->content() == f.detail(), qPrintable(u"after step %1 of kind %2"_s.arg(step).arg(kind)));
        }
        while (f.document.undoStack().canUndo())
            f.document.undoStack().undo();
        QCOMPARE(f.detail(), start + "}");
        QCOMPARE(f.text->content(), f.detail());
        while (f.document.undoStack().canRedo())
            f.document.undoStack().redo();
        QCOMPARE(f.text->content(), f.detail());
    }
};

QTEST_MAIN(JsonEditorTest)
#include "tst_jsoneditor.moc"
