// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// New, open, import, save as a person goes through them: nothing that is open is lost by a file that
// cannot be read, nor by an answer to the question about unsaved changes.
#include "composer/document.h"
#include "scenario/entryreader.h"
#include "ui/fileactions.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

const QByteArray twoEntries =
    "[{\"Source\": \"a.orders\", \"DetailType\": \"OrderFulfilled\", \"Detail\": \"{\\\"orderId\\\":  1.10}\"},"
    " {\"Source\": \"a.stock\", \"DetailType\": \"InventoryAdjusted\", \"Detail\": \"{}\", \"EventBusName\": \"b\"}]";

} // namespace

class TestFileActions : public QObject
{
    Q_OBJECT

    // a fresh state for each test
    struct State
    {
        QTemporaryDir folder;
        QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
        QWidget window;
        Document document;
        NoticeBar notices{&window};
        FileActions files{document, settings, notices, window};

        State() { window.show(); }
        QString write(const QString &name, const QByteArray &text) const
        {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("the test's folder cannot be written");
            file.write(text);
            return file.fileName();
        }
        QMessageBox *question() const { return window.findChild<QMessageBox *>(u"unsavedBox"_s); }
        void answer(QMessageBox::StandardButton button) const
        {
            QTest::mouseClick(question()->button(button), Qt::LeftButton);
        }
    };
    std::unique_ptr<State> s;

private slots:
    void init();
    void cleanup();
    void opensEntriesAsAScenarioWithoutAFile();
    void aFileThatCannotBeReadLeavesWhatIsOpen_data();
    void aFileThatCannotBeReadLeavesWhatIsOpen();
    void oneEntryIsNotCalledEntries();
    void importIsOneUndoStep();
    void whatIsSavedOpensUnchanged();
    void aFolderThatIsGoneIsSaidAndNothingIsLost();
    void unsavedChangesAreAskedFor_data();
    void unsavedChangesAreAskedFor();
    void nothingUnsavedIsNotAskedFor();
    void recentFilesAreRememberedNewestFirst();
};

void TestFileActions::init()
{
    s = std::make_unique<State>();
    QVERIFY(s->folder.isValid());
}

void TestFileActions::cleanup()
{
    s.reset();
}

void TestFileActions::opensEntriesAsAScenarioWithoutAFile()
{
    QVERIFY(s->files.openFile(s->write(u"two.json"_s, twoEntries)));
    QCOMPARE(s->document.count(), 2);
    QCOMPARE(s->document.name(), u"two"_s);
    QVERIFY2(s->document.filePath().isEmpty(), "saving must not overwrite the entries file with a scenario");
    QCOMPARE(s->document.draftAt(0).detail, QByteArray("{\"orderId\":  1.10}"));
    QVERIFY2(s->notices.text().contains(u"2 entries read"_s), qPrintable(s->notices.text()));
}

void TestFileActions::aFileThatCannotBeReadLeavesWhatIsOpen_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("exists");
    QTest::newRow("not there") << QByteArray() << false;
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("not JSON") << QByteArray("[{]") << true;
    QTest::newRow("not entries") << QByteArray("[1]") << true;
}

void TestFileActions::aFileThatCannotBeReadLeavesWhatIsOpen()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, exists);
    s->files.openOrderScenario();
    const Drafts before = s->document.drafts();
    QVERIFY(!before.isEmpty());
    const QString path = exists ? s->write(u"broken.json"_s, text) : s->folder.filePath(u"broken.json"_s);
    QVERIFY(!s->files.openFile(path));
    QCOMPARE(s->document.drafts(), before);
    QVERIFY2(s->notices.text().contains(u"broken.json was not opened"_s), qPrintable(s->notices.text()));
    s->files.importFile(path);
    QCOMPARE(s->document.drafts(), before);
    QVERIFY2(s->notices.text().contains(u"Nothing was imported from broken.json"_s), qPrintable(s->notices.text()));
    // a later success takes the complaint away
    QTest::mouseClick(s->window.findChild<QToolButton *>(u"noticeClose"_s), Qt::LeftButton);
    QVERIFY(s->notices.text().isEmpty());
}

void TestFileActions::oneEntryIsNotCalledEntries()
{
    const QString path = s->write(u"one.json"_s, "[{\"Source\": \"a\", \"DetailType\": \"b\", \"Detail\": \"{}\"}]");
    s->files.importFile(path);
    QVERIFY2(s->notices.text().contains(u"1 entry added"_s), qPrintable(s->notices.text()));
    QCOMPARE(s->document.undoStack().undoText(), u"Import 1 entry"_s);
}

void TestFileActions::importIsOneUndoStep()
{
    s->files.openOrderScenario();
    const Drafts before = s->document.drafts();
    s->files.importFile(s->write(u"two.json"_s, twoEntries));
    QCOMPARE(s->document.count(), before.size() + 2);
    QCOMPARE(s->document.drafts().mid(0, before.size()), before);
    s->document.undoStack().undo();
    QCOMPARE(s->document.drafts(), before);
}

void TestFileActions::whatIsSavedOpensUnchanged()
{
    s->files.importFile(s->write(u"two.json"_s, twoEntries));
    const QString path = s->folder.filePath(u"kept.busload"_s);
    QVERIFY(s->document.isModified());
    s->files.saveAction()->trigger(); // never saved: asks where
    auto *dialog = s->window.findChild<QFileDialog *>();
    QVERIFY2(dialog != nullptr, "saving for the first time asks for a place");
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY(!s->document.isModified());
    QCOMPARE(s->document.filePath(), path);
    QVERIFY2(s->files.stateText().contains(u"saved"_s), qPrintable(s->files.stateText()));
    Drafts saved = s->document.drafts();

    s->document.clear();
    QVERIFY(s->files.openFile(path));
    QCOMPARE(s->document.filePath(), path);
    Drafts opened = s->document.drafts();
    QCOMPARE(opened.size(), 2);
    for (Drafts *drafts : {&saved, &opened}) {
        for (Draft &draft : *drafts)
            draft.id = 0; // ids are the document's, not the file's
    }
    QCOMPARE(opened, saved);
}

void TestFileActions::aFolderThatIsGoneIsSaidAndNothingIsLost()
{
    s->files.openOrderScenario();
    const Drafts before = s->document.drafts();
    s->document.markSaved(s->folder.filePath(u"gone/kept.busload"_s));
    s->document.remove({before.constFirst().id});
    s->files.save();
    QVERIFY2(s->document.isModified(), "what was not written must not count as saved");
    QVERIFY2(s->notices.text().contains(u"Not saved"_s), qPrintable(s->notices.text()));
    QCOMPARE(s->document.count(), before.size() - 1);
}

void TestFileActions::unsavedChangesAreAskedFor_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("button");
    QTest::addColumn<bool>("goesOn");
    QTest::addColumn<bool>("written");
    QTest::newRow("Save writes and goes on") << QMessageBox::Save << true << true;
    QTest::newRow("Discard goes on without writing") << QMessageBox::Discard << true << false;
    QTest::newRow("Cancel stays") << QMessageBox::Cancel << false << false;
}

void TestFileActions::unsavedChangesAreAskedFor()
{
    QFETCH(const QMessageBox::StandardButton, button);
    QFETCH(const bool, goesOn);
    QFETCH(const bool, written);
    s->files.openOrderScenario();
    const QString path = s->folder.filePath(u"kept.busload"_s);
    s->document.markSaved(path);
    s->document.remove({s->document.draftAt(0).id});
    const Drafts before = s->document.drafts();
    s->files.newAction()->trigger();
    QVERIFY2(s->question() != nullptr, "unsaved changes were let go without a question");
    QCOMPARE(s->document.drafts(), before);
    s->answer(button);
    QCOMPARE(s->document.count(), goesOn ? 0 : before.size());
    QCOMPARE(QFile::exists(path), written);
    if (written) {
        const Result<EntryReading> reading = readEntriesFile(path);
        QVERIFY(reading);
        QCOMPARE(reading->drafts.size(), before.size());
    }
}

void TestFileActions::nothingUnsavedIsNotAskedFor()
{
    s->files.openOrderScenario();
    QVERIFY(!s->document.isModified());
    s->files.newAction()->trigger();
    QVERIFY(s->question() == nullptr);
    QCOMPARE(s->document.count(), 0);
}

void TestFileActions::recentFilesAreRememberedNewestFirst()
{
    const QString first = s->write(u"first.json"_s, twoEntries);
    const QString second = s->write(u"second.json"_s, twoEntries);
    QVERIFY(!s->files.recentMenu()->isEnabled());
    s->files.openFile(first);
    s->files.openFile(second);
    s->files.openFile(first);
    const QList<QAction *> recent = s->files.recentMenu()->actions();
    QCOMPARE(recent.size(), 2);
    QCOMPARE(recent.at(0)->text(), u"first.json"_s);
    QCOMPARE(recent.at(1)->text(), u"second.json"_s);
    recent.at(1)->trigger();
    QCOMPARE(s->document.name(), u"second"_s);
}

QTEST_MAIN(TestFileActions)
#include "tst_fileactions.moc"
