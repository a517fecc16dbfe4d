// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journeys through the connections: nothing is changed before Save, and a secret goes to the store only.
#include "ui/dialogs/connectiondialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

//! A keychain that is there, or is not, without the system's. It answers later, as the real one does.
class FakeKeychain : public Keychain
{
public:
    explicit FakeKeychain(bool there)
        : m_there(there)
    {
    }

    void read(const QString &key, QObject *context, ReadAnswer answer) override
    {
        later(context, [this, key, answer] {
            if (!m_there)
                answer(missing());
            else if (secrets.contains(key))
                answer(std::optional<Secret>(secrets.value(key)));
            else
                answer(std::optional<Secret>());
        });
    }
    void write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer) override
    {
        later(context, [this, key, secret, answer] {
            if (!m_there || refuseWrites) {
                answer(missing());
                return;
            }
            secrets.insert(key, secret);
            answer(Done());
        });
    }
    void remove(const QString &key, QObject *context, DoneAnswer answer) override
    {
        later(context, [this, key, answer] {
            secrets.remove(key);
            answer(Done());
        });
    }

    QHash<QString, Secret> secrets;
    bool refuseWrites = false;

private:
    static Failure missing() { return {FailureKind::Unavailable, u"keychain"_s, u"no keychain in this test"_s}; }
    static void later(QObject *context, std::function<void()> what) { QTimer::singleShot(0, context, std::move(what)); }

    bool m_there;
};

} // namespace

class ConnectionDialogTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ConnectionStore> m_store;
    FakeKeychain *m_keychain = nullptr;
    std::unique_ptr<SecretVault> m_vault;
    std::unique_ptr<ConnectionDialog> m_dialog;

    template <typename T>
    T *find(const char *name) const
    {
        T *found = m_dialog->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }

    void open(bool keychainIsThere = true)
    {
        if (!m_vault) {
            auto keychain = std::make_unique<FakeKeychain>(keychainIsThere);
            m_keychain = keychain.get();
            m_vault = std::make_unique<SecretVault>(std::move(keychain));
        }
        m_dialog = std::make_unique<ConnectionDialog>(*m_store, *m_vault);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
        QTest::qWait(0);
    }

    void type(const char *field, const QString &text)
    {
        auto *edit = find<QLineEdit>(field);
        QVERIFY2(edit->isVisible(), field);
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    void pick(const char *box, int data)
    {
        auto *combo = find<QComboBox>(box);
        QVERIFY2(combo->isVisible(), box);
        combo->setCurrentIndex(combo->findData(data));
    }

    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    QString firstProblem() const
    {
        for (const QLabel *label : m_dialog->findChildren<QLabel *>(u"problemLabel"_s)) {
            if (label->isVisible())
                return label->text();
        }
        return {};
    }

    QByteArray settingsFile()
    {
        m_settings->sync();
        QFile file(m_directory->filePath(u"settings.ini"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    //! Adds a custom connection through the dialog and saves it.
    QString addStaging()
    {
        open();
        click("addConnection");
        type("nameField", u"Staging"_s);
        pick("kindBox", int(Connection::Kind::Custom));
        type("endpointField", u"http://localhost:4566"_s);
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"the-secret"_s);
        type("tokenField", u"the-token"_s);
        click("connectionSave");
        [&] { QTRY_VERIFY(!m_dialog->isVisible()); }();
        return m_store->connections().last().id;
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_directory->filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_store = std::make_unique<ConnectionStore>(*m_settings);
    }

    void cleanup()
    {
        m_dialog.reset();
        m_vault.reset();
        m_store.reset();
        m_settings.reset();
    }

    void aConnectionIsAddedAndItsSecretsGoToTheKeychainOnly()
    {
        open();
        click("addConnection");
        type("nameField", u"Staging"_s);
        pick("kindBox", int(Connection::Kind::Custom));
        type("endpointField", u"http://localhost:4566"_s);
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        QCOMPARE(find<QLineEdit>("secretField")->echoMode(), QLineEdit::Password);
        QCOMPARE(find<QLineEdit>("tokenField")->echoMode(), QLineEdit::Password);
        type("secretField", u"the-secret"_s);
        type("tokenField", u"the-token"_s);
        pick("limitBox", int(Limits::raisedBytesPerCall));
        QTest::mouseClick(find<QCheckBox>("useConnection"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY2(m_store->connections().size() == 1, "nothing is changed before Save");

        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
        QCOMPARE(m_store->connections().size(), 2);
        const Connection saved = m_store->connections().last();
        QCOMPARE(saved.name, u"Staging"_s);
        QCOMPARE(saved.kind, Connection::Kind::Custom);
        QCOMPARE(saved.endpointUrl, u"http://localhost:4566"_s);
        QCOMPARE(saved.accessKeyId, u"AKIDEXAMPLE"_s);
        QCOMPARE(saved.limits.bytesPerCall, Limits::raisedBytesPerCall);
        QCOMPARE(m_store->current().id, saved.id);
        QCOMPARE(m_keychain->secrets.value(secretKeyName(saved.id)).reveal(), QByteArray("the-secret"));
        QCOMPARE(m_keychain->secrets.value(sessionTokenName(saved.id)).reveal(), QByteArray("the-token"));
        const QByteArray file = settingsFile();
        QVERIFY(file.contains("AKIDEXAMPLE"));
        QVERIFY2(!file.contains("the-secret") && !file.contains("the-token"), file.constData());
    }

    void aStoredSecretIsNeverShownAndStaysWhenLeftEmpty()
    {
        const QString id = addStaging();
        open();
        m_dialog->choose(id);
        auto *secret = find<QLineEdit>("secretField");
        QTRY_COMPARE(secret->placeholderText(), u"stored in the keychain"_s);
        QVERIFY(secret->text().isEmpty());
        QVERIFY(find<QLineEdit>("tokenField")->text().isEmpty());
        QVERIFY(find<QLabel>("keychainNote")->text().contains(u"keychain and nowhere else"_s));
        type("nameField", u"Staging 2"_s);
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->find(id)->name, u"Staging 2"_s);
        QCOMPARE(m_keychain->secrets.value(secretKeyName(id)).reveal(), QByteArray("the-secret"));
        QCOMPARE(m_keychain->secrets.value(sessionTokenName(id)).reveal(), QByteArray("the-token"));
    }

    void aNewSecretKeyTakesTheOldTokenAway()
    {
        const QString id = addStaging();
        open();
        m_dialog->choose(id);
        type("secretField", u"  another-secret "_s);
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_keychain->secrets.value(secretKeyName(id)).reveal(), QByteArray("another-secret"));
        QVERIFY2(!m_keychain->secrets.contains(sessionTokenName(id)), "a token belongs to the key it came with");
    }

    void storedSecretsCanBeForgotten()
    {
        const QString id = addStaging();
        open();
        m_dialog->choose(id);
        QTRY_VERIFY(find<QPushButton>("forgetSecretsButton")->isVisible());
        find<QPushButton>("forgetSecretsButton")->click();
        QCOMPARE(find<QLineEdit>("secretField")->placeholderText(), u"taken away when you save"_s);
        QCOMPARE(m_keychain->secrets.size(), 2);
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QVERIFY(m_keychain->secrets.isEmpty());
    }

    void removingAConnectionRemovesItsSecretsOnSave()
    {
        const QString id = addStaging();
        open();
        m_dialog->choose(id);
        click("removeConnection");
        QCOMPARE(find<QListWidget>("connectionList")->count(), 1);
        click("connectionCancel");
        QVERIFY2(m_store->find(id) && m_keychain->secrets.size() == 2, "Cancel keeps everything");

        open();
        m_dialog->choose(id);
        click("removeConnection");
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QVERIFY(!m_store->find(id));
        QVERIFY(m_keychain->secrets.isEmpty());
    }

    void theSandboxHasNoKeysAndCannotBeRemoved()
    {
        open();
        QCOMPARE(find<QListWidget>("connectionList")->currentRow(), 0);
        QVERIFY(!find<QPushButton>("removeConnection")->isEnabled());
        QVERIFY(!find<QLineEdit>("secretField")->isVisible());
        QVERIFY(!find<QLineEdit>("endpointField")->isVisible());
        QVERIFY(!find<QComboBox>("kindBox")->isVisible());
        pick("limitBox", int(Limits::raisedBytesPerCall));
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->connections().first().limits.bytesPerCall, Limits::raisedBytesPerCall);
        QCOMPARE(m_store->connections().first().kind, Connection::Kind::Sandbox);
    }

    void whatIsWrongIsSaidUnderItsFieldAndHoldsSaveBack()
    {
        open();
        click("addConnection");
        QVERIFY2(firstProblem().isEmpty(), "a fresh form does not scold");
        pick("kindBox", int(Connection::Kind::Custom));
        type("endpointField", u"ftp://example.com"_s);
        QVERIFY2(firstProblem().contains(u"https://"_s), qPrintable(firstProblem()));
        type("endpointField", u"http://example.com"_s);
        QVERIFY2(firstProblem().contains(u"Plain http"_s), qPrintable(firstProblem()));
        QVERIFY(!find<QLabel>("plainHttpNote")->isVisible());
        find<QCheckBox>("plainHttpBox")->click();
        QVERIFY2(find<QLabel>("plainHttpNote")->isVisible(), "allowing plain http warns");
        QVERIFY2(firstProblem().isEmpty(), qPrintable(firstProblem()));

        find<QListWidget>("connectionList")->setCurrentRow(0);
        click("connectionSave");
        QVERIFY2(m_dialog->isVisible(), "the access key id is missing");
        QCOMPARE(find<QListWidget>("connectionList")->currentRow(), 1);
        QVERIFY2(firstProblem().contains(u"access key id"_s), qPrintable(firstProblem()));
        QCOMPARE(m_store->connections().size(), 1);

        pick("credentialsBox", int(Connection::CredentialSource::Environment));
        QVERIFY(!find<QLineEdit>("accessKeyField")->isVisible());
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->connections().last().credentialSource, Connection::CredentialSource::Environment);
        QVERIFY(m_store->connections().last().allowPlainHttp);
    }

    void withoutAKeychainItSaysThatSecretsLastForThisRun()
    {
        open(false);
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        // Asking the keychain can make the system ask for a password: not before there is a secret for it.
        QCOMPARE(m_vault->place(), SecretVault::Place::Undecided);
        type("secretField", u"the-secret"_s);
        QTRY_COMPARE(m_vault->place(), SecretVault::Place::ThisRun);
        const QString note = find<QLabel>("keychainNote")->text();
        QVERIFY2(note.contains(u"this run only"_s) && note.contains(u"no keychain in this test"_s), qPrintable(note));
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        const QString id = m_store->connections().last().id;
        QVERIFY(m_keychain->secrets.isEmpty());
        int answers = 0;
        m_vault->read(secretKeyName(id), this, [&](const Result<std::optional<Secret>> &found) {
            ++answers;
            QVERIFY(found);
            QCOMPARE(found.value()->reveal(), QByteArray("the-secret"));
        });
        QCOMPARE(answers, 1);
    }

    void aRefusedSecretKeepsTheDialogOpenAndSaysWhy()
    {
        open();
        m_vault->decide();
        QTRY_COMPARE(m_vault->place(), SecretVault::Place::Keychain);
        m_keychain->refuseWrites = true;
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"the-secret"_s);
        click("connectionSave");
        QTRY_VERIFY(find<QLabel>("connectionMessage")->text().contains(u"a secret is not"_s));
        QVERIFY(m_dialog->isVisible());
        QTRY_VERIFY(find<QPushButton>("connectionSave")->isEnabled());
        m_keychain->refuseWrites = false;
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->connections().size(), 2);
        QCOMPARE(m_keychain->secrets.value(secretKeyName(m_store->connections().last().id)).reveal(),
                 QByteArray("the-secret"));
    }

    void theTokensCostIsSaidForEachChoice()
    {
        open();
        click("addConnection");
        auto *note = find<QLabel>("idempotencyNote");
        QVERIFY(note->text().contains(u"can double"_s));
        QVERIFY(!find<QLineEdit>("idempotencyKeyField")->isVisible());
        pick("idempotencyBox", int(IdempotencyChoice::Kind::SendAsField));
        QVERIFY(note->text().contains(u"no such field"_s));
        pick("idempotencyBox", int(IdempotencyChoice::Kind::WriteIntoDetail));
        QVERIFY(note->text().contains(u"size limit"_s));
        type("idempotencyKeyField", u" "_s);
        QVERIFY2(firstProblem().contains(u"Name the key"_s), qPrintable(firstProblem()));
    }
};

QTEST_MAIN(ConnectionDialogTest)
#include "tst_connectiondialog.moc"
