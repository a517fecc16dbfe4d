// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Journeys through the connections: nothing is changed before Save, and a secret goes to the store only.
#include "ui/dialogs/connectiondialog.h"

#include "delivery/credentialsfor.h"
#include "support/faketransport.h"
#include "ui/delegates/connectiondelegate.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
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

//! Nobody is there to ask.
class NoPrompt : public MfaPrompt
{
public:
    void ask(const Question &, QObject *, Answer answer) override { answer(std::nullopt); }
};

//! The AWS side of the services, over a home folder and a network of the test's own.
struct Aws
{
    explicit Aws(const QString &home)
        : environment(environmentWith(home))
    {
    }

    static QProcessEnvironment environmentWith(const QString &home)
    {
        QProcessEnvironment result;
        result.insert(u"HOME"_s, home);
        return result;
    }

    QProcessEnvironment environment;
    AwsFiles files{environment};
    FakeTransport transport{[this](const HttpRequest &request) { return answer(request); }};
    std::function<HttpResponse(const HttpRequest &)> answer = [](const HttpRequest &) { return answered(400, "{}"); };
    ClockSkew clock{[] { return QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC); }};
    NoPrompt prompt;
    AwsCredentials credentials{files, transport, clock, prompt, environment};
    BusDirectory buses{transport, clock};
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
    std::unique_ptr<Aws> m_aws;
    std::unique_ptr<ConnectionDialog> m_dialog;
    int triedTimes = 0; // keys were wanted

    template <typename T>
    T *find(const char *name) const
    {
        T *found = m_dialog->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }

    ConnectionServices services()
    {
        return {*m_store,
                *m_vault,
                m_aws->files,
                m_aws->credentials,
                m_aws->buses,
                m_aws->transport,
                m_aws->clock,
                [this](const Connection &connection) {
                    return effectiveConnection(connection, m_aws->environment, m_aws->files.read());
                },
                [this](const Connection &connection, const TypedSecrets &typed) {
                    ++triedTimes;
                    return credentialsFor(connection, {*m_vault, {}, m_aws->environment, &m_aws->credentials}, typed);
                }};
    }

    void open(bool keychainIsThere = true)
    {
        if (!m_vault) {
            auto keychain = std::make_unique<FakeKeychain>(keychainIsThere);
            m_keychain = keychain.get();
            m_vault = std::make_unique<SecretVault>(std::move(keychain));
        }
        m_dialog = std::make_unique<ConnectionDialog>(services());
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

    //! AWS knows the keys and has the buses default and orders.
    void letAwsKnowTheKeys()
    {
        m_aws->answer = [](const HttpRequest &request) {
            if (request.body.contains("GetCallerIdentity"))
                return answered(200, "<r><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/me</Arn>"
                                     "<UserId>u</UserId></r>");
            for (const HttpHeader &header : request.headers) {
                if (header.value == "AWSEvents.ListEventBuses")
                    return answered(200, "{\"EventBuses\":[{\"Name\":\"default\"},{\"Name\":\"orders\"}]}");
            }
            return answered(200, "{\"Name\":\"default\"}");
        };
    }

    void writeProfiles(const QByteArray &config)
    {
        QVERIFY(QDir(m_directory->path()).mkpath(u".aws"_s));
        QFile file(m_directory->filePath(u".aws/config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(config);
    }

    QStringList findings() const
    {
        QStringList texts;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>(u"testFinding"_s))
            texts.append(label->text());
        return texts;
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_directory->filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_store = std::make_unique<ConnectionStore>(*m_settings);
        m_aws = std::make_unique<Aws>(m_directory->path());
        triedTimes = 0;
    }

    void cleanup()
    {
        m_dialog.reset();
        m_aws.reset();
        m_vault.reset();
        m_store.reset();
        m_settings.reset();
    }

    void aProfileBecomesAConnectionWithOneClick()
    {
        writeProfiles("[profile dev]\nregion = eu-west-1\naws_access_key_id = AKID\naws_secret_access_key = s\n"
                      "[profile broken]\noops\n");
        open();
        auto *profiles = find<QListWidget>("profileList");
        QVERIFY(profiles->isVisible());
        QCOMPARE(profiles->count(), 2);
        QVERIFY2(profiles->item(0)->text() == u"broken"_s && !profiles->item(0)->flags().testFlag(Qt::ItemIsEnabled),
                 "what cannot be used is shown with its reason and cannot be chosen");
        QVERIFY(profiles->item(0)->toolTip().contains(u"line 6"_s));
        QCOMPARE(profiles->item(1)->data(ConnectionDelegate::SummaryRole).toString(), u"Keys of profile dev"_s);
        QTest::mouseClick(profiles->viewport(), Qt::LeftButton, {},
                          profiles->visualItemRect(profiles->item(1)).center());
        QTRY_COMPARE(find<QLineEdit>("nameField")->text(), u"dev"_s);
        QCOMPARE(find<QComboBox>("profileBox")->currentText(), u"dev"_s);
        QCOMPARE(profiles->count(), 1);
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        const Connection saved = m_store->connections().last();
        QCOMPARE(saved.credentialSource, Connection::CredentialSource::Profile);
        QCOMPARE(saved.profile, u"dev"_s);
        QVERIFY2(saved.region.isEmpty(), "the profile's own region is used");
    }

    void enterOnAProfileAddsItAndDoesNotSave()
    {
        writeProfiles("[profile dev]\naws_access_key_id = AKID\naws_secret_access_key = s\n");
        open();
        auto *profiles = find<QListWidget>("profileList");
        profiles->setFocus();
        profiles->setCurrentRow(0);
        QTest::keyClick(profiles, Qt::Key_Return);
        QTRY_COMPARE(find<QLineEdit>("nameField")->text(), u"dev"_s);
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(m_store->connections().size(), 1);
    }

    void withoutProfilesItSaysWhereItLooked()
    {
        open();
        QVERIFY(!find<QListWidget>("profileList")->isVisible());
        QVERIFY(find<QLabel>("profilesHeading")->text().contains(m_directory->filePath(u".aws/config"_s)));
    }

    void aCopyHasEverythingButTheSecrets()
    {
        const QString id = addStaging();
        open();
        m_dialog->choose(id);
        click("duplicateConnection");
        QCOMPARE(find<QLineEdit>("nameField")->text(), u"Staging (copy)"_s);
        QVERIFY(find<QLabel>("connectionMessage")->text().contains(u"without the secrets"_s));
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->connections().size(), 3);
        Connection copy = m_store->connections().last();
        Connection original = *m_store->find(id);
        QVERIFY(copy.id != original.id);
        QVERIFY(!m_keychain->secrets.contains(secretKeyName(copy.id)));
        copy.id = original.id;
        copy.name = original.name;
        QCOMPARE(copy, original);
    }

    void newFieldsAreKept()
    {
        open();
        click("addConnection");
        type("nameField", u"Live"_s);
        pick("colourBox", int(Connection::Colour::Purple));
        QTest::mouseClick(find<QCheckBox>("productionBox"), Qt::LeftButton, {}, QPoint(8, 8));
        pick("credentialsBox", int(Connection::CredentialSource::AwsChain));
        find<QComboBox>("defaultBusBox")->setEditText(u"orders"_s);
        QVERIFY2(!find<QLineEdit>("proxyField")->isVisible(), "what few people need is folded away");
        QTest::mouseClick(find<QToolButton>("connectionMoreLink"), Qt::LeftButton);
        type("proxyField", u"http://proxy.example.com:3128"_s);
        type("caFileField", u"/etc/company.pem"_s);
        type("endpointIdField", u"abcde.veo"_s);
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        const Connection saved = m_store->connections().last();
        QCOMPARE(saved.colour, Connection::Colour::Purple);
        QVERIFY(saved.production);
        QCOMPARE(saved.credentialSource, Connection::CredentialSource::AwsChain);
        QCOMPARE(saved.defaultBus, u"orders"_s);
        QCOMPARE(saved.proxyUrl, u"http://proxy.example.com:3128"_s);
        QCOMPARE(saved.caFile, u"/etc/company.pem"_s);
        QCOMPARE(saved.endpointId, u"abcde.veo"_s);
        open();
        m_dialog->choose(saved.id);
        QVERIFY2(find<QLineEdit>("proxyField")->isVisible(), "what is filled in is never folded away");
        const auto *list = find<QListWidget>("connectionList");
        QCOMPARE(list->currentItem()->data(ConnectionDelegate::BadgeRole).toString(), u"PROD"_s);
    }

    void aTestUsesWhatStandsInTheForm()
    {
        letAwsKnowTheKeys();
        open();
        click("addConnection");
        pick("credentialsBox", int(Connection::CredentialSource::Keychain));
        click("testConnectionButton");
        QVERIFY2(findings().isEmpty() && find<QLabel>("connectionMessage")->text().contains(u"Mend this first"_s),
                 "a form with problems is not tried");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"typed and not saved"_s);
        type("tokenField", u"typed-token"_s);
        click("testConnectionButton");
        QTRY_COMPARE(find<QLabel>("testState")->text(), u"Everything is fine."_s);
        const QList<HttpHeader> headers = m_aws->transport.requests.constFirst().headers;
        QVERIFY2(std::any_of(headers.cbegin(), headers.cend(),
                             [](const HttpHeader &header) { return header.value == "typed-token"; }),
                 "the test must use what was typed");
        QVERIFY(findings().join(u'\n').contains(u"123456789012"_s));
        QVERIFY(findings().last().contains(u"default is there"_s));
        QCOMPARE(find<QLabel>("testMark")->text(), u"✓"_s);
        QTRY_COMPARE(find<QComboBox>("defaultBusBox")->findText(u"orders"_s), 1);
        QVERIFY2(m_store->connections().size() == 1 && m_keychain->secrets.isEmpty(), "a test changes nothing");
        find<QListWidget>("connectionList")->setCurrentRow(0);
        QVERIFY2(findings().isEmpty(), "findings are of one connection");
    }

    void findingsHaveTheRoomTheyNeed()
    {
        letAwsKnowTheKeys();
        open();
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"s"_s);
        click("testConnectionButton");
        QTRY_COMPARE(find<QLabel>("testState")->text(), u"Everything is fine."_s);
        QCOMPARE(findings().size(), 3);
        for (QLabel *label : m_dialog->findChildren<QLabel *>(u"testFinding"_s))
            QTRY_VERIFY2(label->visibleRegion().boundingRect().height() == label->height() &&
                             label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
    }

    void findingsOfOtherValuesAreSaidToBeOld()
    {
        letAwsKnowTheKeys();
        open();
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"s"_s);
        click("testConnectionButton");
        auto *state = find<QLabel>("testState");
        QTRY_COMPARE(state->text(), u"Everything is fine."_s);
        type("nameField", u"Another name"_s);
        QCOMPARE(state->text(), u"Everything is fine."_s);
        find<QComboBox>("regionBox")->setEditText(u"eu-west-1"_s);
        QVERIFY2(state->text().contains(u"Test again"_s), qPrintable(state->text()));
        find<QComboBox>("regionBox")->setEditText(u"us-east-1"_s);
        QCOMPARE(state->text(), u"Everything is fine."_s);
        type("secretField", u"another"_s);
        QVERIFY2(state->text().contains(u"Test again"_s), qPrintable(state->text()));
    }

    void aFailedTestAsksNothingMore()
    {
        m_aws->answer = [](const HttpRequest &) {
            return answered(403, "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error>"
                                 "</ErrorResponse>");
        };
        open();
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"s"_s);
        click("testConnectionButton");
        QTRY_COMPARE(find<QLabel>("testState")->text(), u"Something is wrong."_s);
        QCOMPARE(m_dialog->findChildren<QLabel *>(u"testMark"_s).last()->text(), u"✕"_s);
        QVERIFY2(triedTimes == 1, "keys that may ask the person for a code are wanted once");
        for (const HttpRequest &request : m_aws->transport.requests)
            QVERIFY2(request.body.contains("GetCallerIdentity"), request.body.constData());
    }

    void closingAsksOnceBeforeItDropsSomething()
    {
        open();
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY2(!m_dialog->isVisible(), "nothing was changed, so nothing is asked");

        open();
        click("addConnection");
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY2(m_dialog->isVisible(), "the new connection would be lost");
        QVERIFY(find<QLabel>("connectionMessage")->text().contains(u"not saved yet"_s));
        type("nameField", u"Staging"_s);
        m_dialog->close();
        QVERIFY2(m_dialog->isVisible(), "more would be lost than at the first time");
        m_dialog->close();
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->connections().size(), 1);

        open();
        click("addConnection");
        click("connectionCancel");
        QVERIFY2(!m_dialog->isVisible(), "Cancel says what it does");
    }

    void itStaysOpenWhileSecretsAreSaved()
    {
        open();
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        type("secretField", u"the-secret"_s);
        click("connectionSave");
        QVERIFY(m_keychain->secrets.isEmpty());
        for (int i = 0; i < 2; ++i) {
            QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
            QVERIFY2(m_dialog->isVisible(), "the secret would be half put away");
        }
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
        QCOMPARE(m_keychain->secrets.size(), 1);
    }

    void theWheelScrollsTheFormAndChangesNoField()
    {
        open();
        click("addConnection");
        for (const char *name : {"kindBox", "regionBox", "limitBox", "answerTimeoutBox"}) {
            auto *field = find<QWidget>(name);
            field->clearFocus();
            const QPointF middle = field->rect().center();
            QWheelEvent wheel(middle, field->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(field, &wheel);
            QVERIFY2(!wheel.isAccepted(), name);
        }
        QCOMPARE(find<QComboBox>("limitBox")->currentData().toInt(), int(Limits::defaultBytesPerCall));
        QCOMPARE(find<QComboBox>("regionBox")->currentText(), u"us-east-1"_s);
    }

    void whatIsTypedIntoAListIsMeant_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("the beginning of another name") << u"de"_s;
        QTest::newRow("the same letters in another case") << u"DEV"_s;
        QTest::newRow("the name itself") << u"dev"_s;
    }

    void whatIsTypedIntoAListIsMeant()
    {
        QFETCH(QString, text);
        writeProfiles("[profile dev]\naws_access_key_id = AKID\naws_secret_access_key = s\n");
        open();
        click("addConnection");
        pick("credentialsBox", int(Connection::CredentialSource::Profile));
        auto *box = find<QComboBox>("profileBox");
        box->setFocus();
        QTest::keyClicks(box->lineEdit(), text);
        QTest::keyClick(box->lineEdit(), Qt::Key_Tab);
        find<QLineEdit>("nameField")->setFocus();
        QCOMPARE(box->currentText(), text);
    }

    void profilesMadeMeanwhileAppear()
    {
        open();
        QVERIFY(!find<QListWidget>("profileList")->isVisible());
        writeProfiles("[profile dev]\naws_access_key_id = AKID\naws_secret_access_key = s\n");
        QEvent back(QEvent::WindowActivate);
        QCoreApplication::sendEvent(m_dialog.get(), &back);
        QVERIFY(find<QListWidget>("profileList")->isVisible());
        QCOMPARE(find<QListWidget>("profileList")->count(), 1);
        QCOMPARE(find<QComboBox>("profileBox")->findText(u"dev"_s), 0);
    }

    void aProfilesRegionComesFromWhereTheAwsToolsTakeIt_data()
    {
        QTest::addColumn<QString>("inProfile");
        QTest::addColumn<QString>("inEnvironment");
        QTest::addColumn<QString>("saved");
        QTest::addColumn<QString>("shown");
        QTest::newRow("the profile's") << u"eu-west-1"_s << QString() << QString() << u"eu-west-1"_s;
        QTest::newRow("the environment's") << QString() << u"eu-north-1"_s << QString() << u"eu-north-1"_s;
        QTest::newRow("none: the usual one") << QString() << QString() << u"us-east-1"_s << u"us-east-1"_s;
    }

    void aProfilesRegionComesFromWhereTheAwsToolsTakeIt()
    {
        QFETCH(QString, inProfile);
        QFETCH(QString, inEnvironment);
        QFETCH(QString, saved);
        QFETCH(QString, shown);
        QByteArray config = "[profile dev]\naws_access_key_id = AKID\naws_secret_access_key = s\n";
        if (!inProfile.isEmpty())
            config += "region = " + inProfile.toUtf8() + '\n';
        writeProfiles(config);
        if (!inEnvironment.isEmpty())
            m_aws->environment.insert(u"AWS_REGION"_s, inEnvironment);
        open();
        auto *profiles = find<QListWidget>("profileList");
        profiles->setFocus();
        profiles->setCurrentRow(0);
        QTest::keyClick(profiles, Qt::Key_Return);
        QTRY_COMPARE(find<QLineEdit>("nameField")->text(), u"dev"_s);
        const QString summary =
            find<QListWidget>("connectionList")->currentItem()->data(ConnectionDelegate::SummaryRole).toString();
        QVERIFY2(summary.endsWith(shown), qPrintable(summary));
        click("connectionSave");
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_store->connections().last().region, saved);
    }

    void theListHasTheKeysOfTheBatch()
    {
        open();
        auto *list = find<QListWidget>("connectionList");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(find<QLineEdit>("nameField")->text(), u"Local sandbox (copy)"_s);
        list->setCurrentRow(0);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(find<QLineEdit>("nameField")->text(), u"Local sandbox (copy) 2"_s);
        QCOMPARE(list->count(), 3);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(list->count(), 2);
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY2(list->count() == 2, "the sandbox stays");
    }

    void fieldsStandBelowEachOther()
    {
        open();
        click("addConnection");
        type("nameField", u"A name that is much longer than the field in which it has to be shown to people, always"_s);
        QTest::mouseClick(find<QToolButton>("connectionMoreLink"), Qt::LeftButton);
        const auto left = [this](const char *name) {
            const auto *field = find<QWidget>(name);
            return field->mapTo(m_dialog.get(), QPoint()).x();
        };
        for (const char *name :
             {"endpointIdField", "connectTimeoutBox", "answerTimeoutBox", "proxyField", "caFileField"})
            QTRY_VERIFY2(left(name) == left("limitBox"), name);
        find<QListWidget>("connectionList")->setCurrentRow(0);
        find<QListWidget>("connectionList")->setCurrentRow(1);
        QVERIFY2(find<QLineEdit>("nameField")->cursorPosition() == 0, "a long name must show its beginning");
    }

    void aProblemIsScrolledInto()
    {
        open();
        m_dialog->resize(900, 420);
        click("addConnection");
        type("accessKeyField", u"AKIDEXAMPLE"_s);
        QTest::mouseClick(find<QToolButton>("connectionMoreLink"), Qt::LeftButton);
        find<QLineEdit>("caFileField")->setText(u"here.pem"_s);
        find<QListWidget>("connectionList")->setCurrentRow(0);
        QTest::qWait(0);
        click("connectionSave");
        auto *field = find<QLineEdit>("caFileField");
        // Not before the form has taken the room for what was unfolded: until then the field has none itself.
        QTRY_VERIFY(find<QWidget>("connectionForm")->height() > 2 * m_dialog->height());
        QTRY_VERIFY2(field->hasFocus() && field->visibleRegion().boundingRect().height() == field->height(),
                     "a problem out of sight is no help");
        QCOMPARE(field->property("problem").toString(), u"error"_s);
        QVERIFY(!firstProblem().isEmpty());
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
