// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awscredentials.h"

#include "support/faketransport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

using Variables = QMap<QString, QString>;

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
const QString serial = u"arn:aws:iam::123456789012:mfa/me"_s;

// Every secret and token of these tests holds the word "hidden".
constexpr char baseKeys[] = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = hidden-base\n";
constexpr char role[] = "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/team/deploy\nsource_profile = base\n";

//! A person who gives the codes of a list, then nothing more; without a list the questions stay open.
class FakePerson : public MfaPrompt
{
public:
    void ask(const Question &question, QObject *context, Answer answer) override
    {
        questions.append(question);
        contexts.append(context);
        if (replies.isEmpty())
            open.append(std::move(answer));
        else
            answer(replies.takeFirst());
    }

    QList<std::optional<QString>> replies;
    QList<Question> questions;
    QList<QPointer<QObject>> contexts;
    QList<Answer> open;
};

//! The fields of a form, by name.
QString field(const HttpRequest &request, const QString &name)
{
    return QUrlQuery(QString::fromLatin1(request.body)).queryItemValue(name, QUrl::FullyDecoded);
}

QByteArray header(const HttpRequest &request, const QByteArray &name)
{
    for (const HttpHeader &one : request.headers) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0)
            return one.value;
    }
    return {};
}

bool isSignedWith(const HttpRequest &request, const QByteArray &accessKeyId)
{
    return header(request, "Authorization").contains("Credential=" + accessKeyId + '/');
}

HttpResponse refused(int status, const QByteArray &code, const QByteArray &message)
{
    return answered(status, "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message +
                                "</Message></Error></ErrorResponse>");
}

HttpResponse wrongCode()
{
    return refused(403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
}

} // namespace

class TestAwsCredentials : public QObject
{
    Q_OBJECT

    using Answer = Result<ResolvedCredentials>;

    //! A home folder, a network, a person and a clock, and the object under test among them.
    struct Stage
    {
        explicit Stage(const QByteArray &config = {}, const Variables &variables = {})
            : transport([this](const HttpRequest &request) { return respond(request); })
            , clock([this] { return now; })
        {
            environment.insert(u"HOME"_s, home.path());
            for (auto it = variables.cbegin(); it != variables.cend(); ++it)
                environment.insert(it.key(), it.value());
            write(u".aws/config"_s, config);
            files = std::make_unique<AwsFiles>(environment);
            credentials = std::make_unique<AwsCredentials>(*files, transport, clock, person, environment);
        }

        void write(const QString &name, const QByteArray &text) const
        {
            QFile file(QDir(home.path()).filePath(name));
            QDir().mkpath(QFileInfo(file).path());
            QVERIFY2(file.open(QIODevice::WriteOnly), "the test's own file cannot be written");
            file.write(text);
        }

        //! STS and single sign-on as they answer when all is well: keys named after the role and the call.
        HttpResponse respond(const HttpRequest &request)
        {
            if (refusal)
                return *refusal;
            const QByteArray number = QByteArray::number(++given);
            if (request.method == "GET") {
                return answered(200, "{\"roleCredentials\":{\"accessKeyId\":\"ASIASSO" + number +
                                         "\",\"secretAccessKey\":\"hidden-sso\",\"sessionToken\":\"hidden-token\","
                                         "\"expiration\":" +
                                         QByteArray::number(now.addSecs(lifeSeconds).toMSecsSinceEpoch()) + "}}");
            }
            const QByteArray action = field(request, u"Action"_s).toLatin1();
            const QByteArray name = field(request, u"RoleArn"_s).section(u'/', -1).toLatin1();
            const QByteArray end = now.addSecs(lifeSeconds).toString(Qt::ISODate).toLatin1();
            return answered(200, '<' + action + "Response><" + action + "Result><AssumedRoleUser><Arn>" +
                                     "arn:aws:sts::123456789012:assumed-role/" + name +
                                     "/session</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA" + name + number +
                                     "</AccessKeyId><SecretAccessKey>hidden-role</SecretAccessKey><SessionToken>hidden-"
                                     "token</SessionToken><Expiration>" +
                                     end + "</Expiration></Credentials></" + action + "Result></" + action +
                                     "Response>");
        }

        //! Asks and waits for the answer.
        Answer ask(const AwsCredentialsQuery &query)
        {
            auto answer = std::make_shared<std::optional<Answer>>();
            credentials->request(query, &context, [answer](const Answer &one) { *answer = one; });
            if (!QTest::qWaitFor([answer] { return answer->has_value(); }))
                return Failure{FailureKind::Usage, u"test"_s, u"no answer came"_s};
            return **answer;
        }

        Answer ask(const QString &profile) { return ask(AwsCredentialsQuery{profile, {}, {}}); }

        QTemporaryDir home;
        QDateTime now = noon;
        QProcessEnvironment environment;
        int lifeSeconds = 3600;
        int given = 0;
        std::optional<HttpResponse> refusal;
        FakeTransport transport;
        ClockSkew clock;
        FakePerson person;
        std::unique_ptr<AwsFiles> files;
        std::unique_ptr<AwsCredentials> credentials;
        QObject context;
    };

    static QString why(const Answer &answer)
    {
        return answer ? u"it gave keys: "_s + QString::fromUtf8(answer->keys.accessKeyId) : answer.failure().message;
    }

    //! Keys with that id came.
    static bool gave(const Answer &answer, const QByteArray &accessKeyId)
    {
        return answer && answer->keys.accessKeyId == accessKeyId;
    }

    //! A failure that holds all of that, names its own subject and gives no secret away.
    static bool failedSaying(const Answer &answer, const QStringList &words)
    {
        if (answer)
            return false;
        const Failure &failure = answer.failure();
        const bool all = std::all_of(words.cbegin(), words.cend(),
                                     [&](const QString &word) { return failure.message.contains(word); });
        return all && !failure.subject.isEmpty() && !failure.message.contains(u"hidden"_s);
    }

    static Variables environmentKeys()
    {
        return {{u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s}, {u"AWS_SECRET_ACCESS_KEY"_s, u"hidden-env"_s}};
    }

private slots:
    void whoseKeys_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<bool>("profileChosen");
        QTest::addColumn<QByteArray>("keyId");
        const QByteArray def("[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = hidden\n");
        auto withProfile = environmentKeys();
        withProfile.insert(u"AWS_PROFILE"_s, u"base"_s);
        QTest::newRow("the environment's go before the default profile")
            << def + baseKeys << environmentKeys() << false << QByteArray("AKIDENV");
        QTest::newRow("the environment's go before AWS_PROFILE")
            << def + baseKeys << withProfile << false << QByteArray("AKIDENV");
        QTest::newRow("a chosen profile goes before the environment's")
            << def + baseKeys << environmentKeys() << true << QByteArray("AKIDBASE");
        QTest::newRow("without keys in the environment the default profile")
            << def + baseKeys << Variables() << false << QByteArray("AKIDDEFAULT");
        QTest::newRow("without keys in the environment AWS_PROFILE")
            << def + baseKeys << Variables{{u"AWS_PROFILE"_s, u"base"_s}} << false << QByteArray("AKIDBASE");
    }

    void whoseKeys()
    {
        QFETCH(QByteArray, config);
        QFETCH(bool, profileChosen);
        QFETCH(QByteArray, keyId);
        QFETCH(Variables, variables);
        Stage stage(config, variables);
        AwsCredentialsQuery query;
        if (profileChosen)
            query.profile = u"base"_s;
        const Answer answer = stage.ask(query);
        QVERIFY2(gave(answer, keyId), qPrintable(why(answer)));
        QVERIFY2(stage.transport.requests.isEmpty(), "keys that are there need no call");
    }

    void halfAPairInTheEnvironmentIsAFailure()
    {
        Stage stage(QByteArray("[default]\naws_access_key_id = AKID\naws_secret_access_key = hidden\n"),
                    {{u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s}});
        const Answer answer = stage.ask(AwsCredentialsQuery{});
        QVERIFY2(failedSaying(answer, {u"AWS_SECRET_ACCESS_KEY"_s}), qPrintable(why(answer)));
    }

    void aStaticProfileTellsWhereItIs()
    {
        Stage stage(QByteArray(baseKeys) + "aws_session_token = hidden-token\naws_account_id = 123456789012\n");
        const Answer answer = stage.ask(u"base"_s);
        QVERIFY2(gave(answer, "AKIDBASE"), qPrintable(why(answer)));
        QVERIFY2(answer->keys.secretAccessKey == Secret("hidden-base"), "another secret than the file's");
        QVERIFY2(answer->keys.sessionToken == Secret("hidden-token"), "another token than the file's");
        QCOMPARE(answer->accountId, u"123456789012"_s);
        QCOMPARE(answer->origin, u"profile base"_s);
        QCOMPARE(answer->links, QStringList{u"keys of profile base (%1 line 2)"_s.arg(
                                    QDir::toNativeSeparators(stage.files->configPath()))});
        QVERIFY2(!answer->expiresAt, "keys of a file have no end");
    }

    void aRoleIsAssumedOnce()
    {
        Stage stage(QByteArray(baseKeys) + role + "external_id = ext-1\nrole_session_name = me\n");
        const Answer first = stage.ask(u"dev"_s);
        QVERIFY2(gave(first, "ASIAdeploy1"), qPrintable(why(first)));
        QCOMPARE(first->expiresAt, noon.addSecs(3600));
        QCOMPARE(first->accountId, u"123456789012"_s);
        QCOMPARE(first->origin, u"profile dev"_s);
        QCOMPARE(first->links.size(), 2);
        QCOMPARE(first->links.last(), u"role arn:aws:iam::123456789012:role/team/deploy (profile dev)"_s);
        const HttpRequest &call = stage.transport.requests.first();
        QCOMPARE(field(call, u"ExternalId"_s), u"ext-1"_s);
        QCOMPARE(field(call, u"RoleSessionName"_s), u"me"_s);
        QVERIFY2(isSignedWith(call, "AKIDBASE"), "it must be signed with the source's keys");

        stage.now = noon.addSecs(3600 - 301);
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIAdeploy1"), "keys with more than 5 minutes left are used again");
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void renewedBeforeItsEnd_data()
    {
        QTest::addColumn<int>("lifeSeconds");
        QTest::addColumn<int>("leftSeconds");
        QTest::addColumn<bool>("renewed");
        QTest::newRow("more than 5 minutes of an hour are left") << 3600 << 301 << false;
        QTest::newRow("5 minutes of an hour are left") << 3600 << 300 << true;
        QTest::newRow("it has ended") << 3600 << -1 << true;
        QTest::newRow("more than a third of a short life is left") << 600 << 201 << false;
        QTest::newRow("a third of a short life is left") << 600 << 200 << true;
    }

    void renewedBeforeItsEnd()
    {
        QFETCH(int, lifeSeconds);
        QFETCH(int, leftSeconds);
        QFETCH(bool, renewed);
        Stage stage(QByteArray(baseKeys) + role);
        stage.lifeSeconds = lifeSeconds;
        QVERIFY2(stage.ask(u"dev"_s), "the role must be given");
        stage.now = noon.addSecs(lifeSeconds - leftSeconds);
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(gave(answer, renewed ? "ASIAdeploy2" : "ASIAdeploy1"), qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), renewed ? 2 : 1);
    }

    void theEndIsTheServicesTime()
    {
        Stage stage(QByteArray(baseKeys) + role);
        QVERIFY2(stage.ask(u"dev"_s), "the role must be given");
        HttpResponse dated = answered(200, {});
        dated.sentAt = noon;
        dated.headers.append({"Date", "Mon, 23 Nov 2026 12:58:00 GMT", false});
        stage.clock.observe(QUrl(u"https://sts.us-east-1.amazonaws.com/"_s), dated);
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIAdeploy2"), "2 minutes before the end by STS's clock");
    }

    void aRenewalThatFails_data()
    {
        QTest::addColumn<int>("leftSeconds");
        QTest::addColumn<bool>("oldOnesServe");
        QTest::newRow("the old keys serve while more than 30 seconds are left") << 31 << true;
        QTest::newRow("with 30 seconds left it is a failure") << 30 << false;
        QTest::newRow("after the end it is a failure") << -10 << false;
    }

    void aRenewalThatFails()
    {
        QFETCH(int, leftSeconds);
        QFETCH(bool, oldOnesServe);
        Stage stage(QByteArray(baseKeys) + role);
        QVERIFY2(stage.ask(u"dev"_s), "the role must be given");
        stage.now = noon.addSecs(3600 - leftSeconds);
        stage.refusal = refused(403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole");
        const Answer answer = stage.ask(u"dev"_s);
        QCOMPARE(stage.transport.requests.size(), 2);
        if (oldOnesServe)
            QVERIFY2(gave(answer, "ASIAdeploy1"), qPrintable(why(answer)));
        else
            QVERIFY2(failedSaying(answer, {u"AccessDenied"_s, u"role/team/deploy"_s}), qPrintable(why(answer)));
        stage.refusal.reset();
        const Answer next = stage.ask(u"dev"_s);
        QVERIFY2(gave(next, "ASIAdeploy2"), "the next request tries again");
    }

    void forgottenKeysAreFetchedAnew()
    {
        Stage stage(QByteArray(baseKeys) + role);
        const AwsCredentialsQuery query{u"dev"_s, {}, {}};
        QVERIFY2(gave(stage.ask(query), "ASIAdeploy1"), "the role must be given");
        QSignalSpy changed(stage.credentials.get(), &AwsCredentials::changed);
        stage.credentials->forget(query);
        QCOMPARE(changed.size(), 1);
        QVERIFY2(!stage.credentials->glance(query).expiresAt, "an end of keys that are forgotten");
        QCOMPARE(stage.transport.requests.size(), 1);
        QVERIFY2(gave(stage.ask(query), "ASIAdeploy2"), "keys that were refused came again");
        stage.refusal = refused(403, "AccessDenied", "no");
        stage.credentials->forget(query);
        const Answer answer = stage.ask(query);
        QVERIFY2(!answer, "forgotten keys must not serve when the new ones are refused");
    }

    void aProviderAsksAndForgets()
    {
        Stage stage(QByteArray(baseKeys) + role);
        const auto provider = stage.credentials->provider({u"dev"_s, {}, {}});
        QByteArray keyId;
        const auto take = [&keyId](const Answer &answer) { keyId = answer ? answer->keys.accessKeyId : "none"; };
        provider->request(&stage.context, take);
        QTRY_COMPARE(keyId, QByteArray("ASIAdeploy1"));
        provider->forget();
        provider->request(&stage.context, take);
        QTRY_COMPARE(keyId, QByteArray("ASIAdeploy2"));
    }

    void twoWhoAskAtOnceShareACall()
    {
        Stage stage(QByteArray(baseKeys) + role);
        QByteArrayList keyIds;
        QObject other;
        const auto take = [&keyIds](const Answer &answer) {
            keyIds.append(answer ? answer->keys.accessKeyId : QByteArray());
        };
        stage.credentials->request({u"dev"_s, {}, {}}, &stage.context, take);
        stage.credentials->request({u"dev"_s, {}, {}}, &other, take);
        QTRY_COMPARE(keyIds, (QByteArrayList{"ASIAdeploy1", "ASIAdeploy1"}));
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void rolesWithTheSameSourceRoleShareIt()
    {
        Stage stage(QByteArray(baseKeys) + role +
                    "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = dev\n"
                    "[profile b]\nrole_arn = arn:aws:iam::123456789012:role/b\nsource_profile = dev\n");
        QVERIFY2(gave(stage.ask(u"a"_s), "ASIAa2"), "the first of the two");
        QVERIFY2(gave(stage.ask(u"b"_s), "ASIAb3"), "the source role was assumed again");
        QCOMPARE(stage.transport.requests.size(), 3);
    }

    void oneOfTwoWhoLeavesDoesNotStopTheOther()
    {
        Stage stage(QByteArray(baseKeys) + role);
        int answers = 0;
        auto leaving = std::make_unique<QObject>();
        bool goneWasTold = false;
        stage.credentials->request({u"dev"_s, {}, {}}, leaving.get(), [&](const Answer &) { goneWasTold = true; });
        stage.credentials->request({u"dev"_s, {}, {}}, &stage.context, [&](const Answer &answer) {
            QVERIFY2(answer, qPrintable(why(answer)));
            ++answers;
        });
        leaving.reset();
        QTRY_COMPARE(answers, 1);
        QVERIFY2(!goneWasTold, "an answer for somebody who is gone");
    }

    void whenEverybodyLeftTheCallEnds()
    {
        Stage stage(QByteArray(baseKeys) + role);
        bool answered = false;
        auto leaving = std::make_unique<QObject>();
        stage.credentials->request({u"dev"_s, {}, {}}, leaving.get(), [&](const Answer &) { answered = true; });
        QCOMPARE(stage.transport.jobs.size(), 1);
        const QPointer<FakeJob> job = stage.transport.jobs.first();
        leaving.reset();
        QVERIFY2(!job, "the call goes on for nobody");
        QVERIFY2(stage.ask(u"dev"_s), "the next one starts afresh");
        QCOMPARE(stage.transport.requests.size(), 2);
        QVERIFY2(!answered, "an answer for somebody who is gone");
    }

    void whenEverybodyLeftTheQuestionGoesAway()
    {
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        auto leaving = std::make_unique<QObject>();
        bool answered = false;
        stage.credentials->request({u"dev"_s, {}, {}}, leaving.get(), [&](const Answer &) { answered = true; });
        QCOMPARE(stage.person.questions.size(), 1);
        QVERIFY2(stage.person.contexts.first(), "the question must have somebody who waits for it");
        leaving.reset();
        QVERIFY2(!stage.person.contexts.first(), "the question stays although nobody waits");
        QVERIFY2(!answered && stage.transport.requests.isEmpty(), "something went on for nobody");
    }

    void whoAsksMayLeaveInItsAnswer()
    {
        Stage stage(QByteArray(baseKeys) + role);
        auto leaving = std::make_unique<QObject>();
        bool done = false;
        stage.credentials->request({u"dev"_s, {}, {}}, leaving.get(), [&](const Answer &) {
            leaving.reset();
            done = true;
        });
        QTRY_VERIFY2(done, "no answer came");
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIAdeploy1"), "what was fetched is kept");
    }

    void anEditedProfileIsUsedAtOnce()
    {
        Stage stage(QByteArray(baseKeys) + role);
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIAdeploy1"), "the role must be given");
        stage.write(u".aws/config"_s, QByteArray(baseKeys) + QByteArray(role).replace("team/deploy", "team/reader"));
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIAreader2"), "the new role");
        stage.write(u".aws/config"_s, QByteArray(baseKeys).replace("AKIDBASE", "AKIDCHANGED"));
        QVERIFY2(gave(stage.ask(u"base"_s), "AKIDCHANGED"), "the new keys");
        const Answer gone = stage.ask(u"dev"_s);
        QVERIFY2(failedSaying(gone, {u"no profile dev"_s}), qPrintable(why(gone)));
    }

    void changedSourceKeysAreUsedForTheRole()
    {
        Stage stage(QByteArray(baseKeys) + role);
        QVERIFY2(stage.ask(u"dev"_s), "the role must be given");
        stage.write(u".aws/config"_s, QByteArray(baseKeys).replace("AKIDBASE", "AKIDCHANGED") + role);
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIAdeploy2"), "a session of keys that are not there any more");
        QVERIFY2(isSignedWith(stage.transport.requests.last(), "AKIDCHANGED"), "signed with the old keys");
    }

    void aCodeIsPassedOn()
    {
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        stage.person.replies = {u" 123456 "_s};
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(gave(answer, "ASIAdeploy1"), qPrintable(why(answer)));
        QCOMPARE(stage.person.questions.size(), 1);
        const MfaPrompt::Question &question = stage.person.questions.first();
        QCOMPARE(question.profile, u"dev"_s);
        QCOMPARE(question.roleArn, u"arn:aws:iam::123456789012:role/team/deploy"_s);
        QCOMPARE(question.serial, serial);
        QVERIFY2(question.problem.isEmpty(), "a problem with a first question");
        QCOMPARE(field(stage.transport.requests.first(), u"SerialNumber"_s), serial);
        QCOMPARE(field(stage.transport.requests.first(), u"TokenCode"_s), u"123456"_s);
        QVERIFY2(stage.ask(u"dev"_s), "the session serves again");
        QCOMPARE(stage.person.questions.size(), 1);
    }

    void whatIsNoCodeIsAskedAgain_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("five digits") << u"12345"_s;
        QTest::newRow("seven digits") << u"1234567"_s;
        QTest::newRow("a letter") << u"12345a"_s;
        QTest::newRow("digits of another script") << u"١٢٣٤٥٦"_s;
        QTest::newRow("nothing") << u""_s;
    }

    void whatIsNoCodeIsAskedAgain()
    {
        QFETCH(QString, code);
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        stage.person.replies = {code, u"123456"_s};
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(gave(answer, "ASIAdeploy1"), qPrintable(why(answer)));
        QCOMPARE(stage.person.questions.size(), 2);
        QVERIFY2(stage.person.questions.last().problem.contains(u"six digits"_s), "it must say why it asks again");
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void threeCodesThatAreNoneAreAFailure()
    {
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        stage.person.replies = {u"1"_s, u"2"_s, u"3"_s};
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(failedSaying(answer, {serial, u"six digits"_s, u"dev"_s}), qPrintable(why(answer)));
        QVERIFY2(stage.transport.requests.isEmpty(), "a call with what is no code");
    }

    void aWrongCodeIsAskedAtMostThreeTimes()
    {
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        stage.person.replies = {u"111111"_s, u"222222"_s, u"333333"_s, u"444444"_s};
        stage.refusal = wrongCode();
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(failedSaying(answer, {u"MultiFactorAuthentication failed"_s, u"role/team/deploy"_s}),
                 qPrintable(why(answer)));
        QCOMPARE(stage.person.questions.size(), 3);
        QCOMPARE(stage.transport.requests.size(), 3);
        QVERIFY2(stage.person.questions.at(1).problem.contains(u"refused"_s), "it must say why it asks again");
        QCOMPARE(field(stage.transport.requests.last(), u"TokenCode"_s), u"333333"_s);
        for (const HttpRequest &request : std::as_const(stage.transport.requests))
            QVERIFY2(!answer.failure().message.contains(field(request, u"TokenCode"_s)), "a code in the failure");
    }

    void aRefusalForOtherReasonsIsNotAskedAgain()
    {
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        stage.person.replies = {u"111111"_s, u"222222"_s};
        stage.refusal = refused(403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole");
        QVERIFY2(!stage.ask(u"dev"_s), "it was refused");
        QCOMPARE(stage.person.questions.size(), 1);
    }

    void givingUpNamesTheDevice()
    {
        Stage stage(QByteArray(baseKeys) + role + "mfa_serial = " + serial.toLatin1() + '\n');
        stage.person.replies = {std::nullopt};
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(failedSaying(answer, {serial, u"none was given"_s, u"profile dev"_s}), qPrintable(why(answer)));
        QCOMPARE(answer.failure().kind, FailureKind::Credentials);
        QVERIFY2(stage.transport.requests.isEmpty(), "a call without its code");
    }

    void aChainSignsEachRoleWithTheOneBefore()
    {
        Stage stage(QByteArray(baseKeys) + role +
                    "[profile last]\nrole_arn = arn:aws:iam::210987654321:role/last\nsource_profile = dev\n");
        const Answer answer = stage.ask(u"last"_s);
        QVERIFY2(gave(answer, "ASIAlast2"), qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), 2);
        QVERIFY2(isSignedWith(stage.transport.requests.first(), "AKIDBASE"), "the first role's call");
        QVERIFY2(isSignedWith(stage.transport.requests.last(), "ASIAdeploy1"), "the second role's call");
        QVERIFY2(header(stage.transport.requests.last(), "X-Amz-Security-Token") == "hidden-token",
                 "the second call needs the first session's token");
        QCOMPARE(answer->links.size(), 3);
        QCOMPARE(stage.credentials->glance({u"last"_s, {}, {}}).outline, u"profile last · role last"_s);
    }

    void aChainThatBreaksNamesTheRole()
    {
        Stage stage(QByteArray(baseKeys) + role +
                    "[profile last]\nrole_arn = arn:aws:iam::210987654321:role/last\nsource_profile = dev\n");
        stage.refusal = refused(403, "AccessDenied", "Not for you");
        const Answer answer = stage.ask(u"last"_s);
        QVERIFY2(failedSaying(answer, {u"role/team/deploy"_s, u"Not for you"_s}), qPrintable(why(answer)));
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void aRoleWithTheEnvironmentsKeys()
    {
        const QByteArray config("[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/deploy\n"
                                "credential_source = Environment\n");
        Stage stage(config, environmentKeys());
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(gave(answer, "ASIAdeploy1"), qPrintable(why(answer)));
        QVERIFY2(isSignedWith(stage.transport.requests.first(), "AKIDENV"), "signed with other keys");

        Stage without(config);
        const Answer none = without.ask(u"dev"_s);
        QVERIFY2(failedSaying(none, {u"AWS_ACCESS_KEY_ID"_s}), qPrintable(why(none)));
        QVERIFY2(without.transport.requests.isEmpty(), "a call without keys");
    }

    void whereTheRoleIsAssumed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("queryRegion");
        QTest::addColumn<QString>("url");
        QTest::newRow("in the profile's region")
            << QByteArray("region = eu-central-1\n") << u"us-west-2"_s << u"https://sts.eu-central-1.amazonaws.com/"_s;
        QTest::newRow("else in the connection's")
            << QByteArray() << u"us-west-2"_s << u"https://sts.us-west-2.amazonaws.com/"_s;
        QTest::newRow("else in us-east-1") << QByteArray() << QString() << u"https://sts.us-east-1.amazonaws.com/"_s;
        QTest::newRow("at the profile's URL")
            << QByteArray("endpoint_url = http://localhost:4566\n") << QString() << u"http://localhost:4566/"_s;
        QTest::newRow("at the FIPS endpoint")
            << QByteArray("use_fips_endpoint = true\n") << QString() << u"https://sts-fips.us-east-1.amazonaws.com/"_s;
        QTest::newRow("at the dual-stack endpoint")
            << QByteArray("use_dualstack_endpoint = true\n") << QString() << u"https://sts.us-east-1.api.aws/"_s;
    }

    void whereTheRoleIsAssumed()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, queryRegion);
        Stage stage(QByteArray(baseKeys) + role + line);
        AwsCredentialsQuery query{u"dev"_s, queryRegion, {}};
        query.http.connectTimeoutMs = 1234;
        const Answer answer = stage.ask(query);
        QVERIFY2(answer, qPrintable(why(answer)));
        QTEST(stage.transport.requests.first().url.toString(), "url");
        QCOMPARE(stage.transport.requests.first().connectTimeoutMs, 1234);
    }

    void aWebIdentity_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<bool>("profileChosen");
        QTest::addColumn<QByteArray>("keyId");
        QTest::addColumn<QString>("action");
        const QByteArray web("role_arn = arn:aws:iam::123456789012:role/web\nweb_identity_token_file = TOKEN\n");
        const QString unsignedCall = u"AssumeRoleWithWebIdentity"_s;
        QTest::newRow("of the environment, without files")
            << QByteArray() << false << QByteArray("ASIAenv1") << unsignedCall;
        QTest::newRow("the environment's goes before the profile's keys")
            << QByteArray("[default]\naws_access_key_id = AKID\naws_secret_access_key = hidden\n") << false
            << QByteArray("ASIAenv1") << unsignedCall;
        QTest::newRow("the environment's goes before the profile's")
            << "[default]\n" + web << false << QByteArray("ASIAenv1") << unsignedCall;
        QTest::newRow("a role of the profile goes before the environment's")
            << QByteArray(baseKeys) + QByteArray(role).replace("[profile dev]", "[default]") << false
            << QByteArray("ASIAdeploy1") << u"AssumeRole"_s;
        QTest::newRow("the profile's, when it is chosen")
            << "[profile dev]\n" + web << true << QByteArray("ASIAweb1") << unsignedCall;
    }

    void aWebIdentity()
    {
        QFETCH(QByteArray, config);
        QFETCH(bool, profileChosen);
        QFETCH(QByteArray, keyId);
        QFETCH(QString, action);
        QTemporaryDir folder;
        const QString token = folder.filePath(u"token"_s);
        Stage stage(config.replace("TOKEN", token.toUtf8()),
                    {{u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, token},
                     {u"AWS_ROLE_ARN"_s, u"arn:aws:iam::123456789012:role/env"_s},
                     {u"AWS_ROLE_SESSION_NAME"_s, u"pod"_s}});
        stage.write(token, "hidden-web-token\n");
        AwsCredentialsQuery query;
        if (profileChosen)
            query.profile = u"dev"_s;
        const Answer answer = stage.ask(query);
        QVERIFY2(gave(answer, keyId), qPrintable(why(answer)));
        const HttpRequest &call = stage.transport.requests.first();
        QCOMPARE(field(call, u"Action"_s), action);
        if (action != u"AssumeRoleWithWebIdentity"_s)
            return;
        QVERIFY2(field(call, u"WebIdentityToken"_s) == u"hidden-web-token"_s, "the token of the file, trimmed");
        QVERIFY2(header(call, "Authorization").isEmpty(), "this call goes unsigned by its protocol");
        if (!profileChosen)
            QCOMPARE(field(call, u"RoleSessionName"_s), u"pod"_s);
        QVERIFY2(stage.credentials->glance(query).outline.contains(u"web identity"_s), "the outline names the way");
        QCOMPARE(stage.credentials->glance(query).expiresAt, noon.addSecs(3600));
    }

    void aWebIdentityThatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("withRole");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("AWS_ROLE_ARN is missing") << QByteArray("t") << false << QStringList{u"AWS_ROLE_ARN"_s};
        QTest::newRow("the file is not there") << QByteArray() << true << QStringList{u"token"_s, u"cannot be read"_s};
        QTest::newRow("the file is empty") << QByteArray("\n") << true << QStringList{u"token"_s, u"is empty"_s};
        QTest::newRow("the file is too large")
            << QByteArray(65 * 1024, 't') << true << QStringList{u"token"_s, u"too large"_s};
    }

    void aWebIdentityThatCannotBeUsed()
    {
        QFETCH(QByteArray, token);
        QFETCH(bool, withRole);
        QFETCH(QStringList, says);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"token"_s);
        Variables variables{{u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, path}};
        if (withRole)
            variables.insert(u"AWS_ROLE_ARN"_s, u"arn:aws:iam::123456789012:role/env"_s);
        Stage stage({}, variables);
        if (!token.isEmpty())
            stage.write(path, token);
        const Answer answer = stage.ask(AwsCredentialsQuery{});
        QVERIFY2(failedSaying(answer, says), qPrintable(why(answer)));
        QVERIFY2(stage.transport.requests.isEmpty(), "a call without a token or role");
    }

    void aTokenThatChangedIsReadAgain()
    {
        QTemporaryDir folder;
        const QString token = folder.filePath(u"token"_s);
        Stage stage({}, {{u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, token},
                         {u"AWS_ROLE_ARN"_s, u"arn:aws:iam::123456789012:role/env"_s}});
        stage.write(token, "hidden-1");
        QVERIFY2(stage.ask(AwsCredentialsQuery{}), "the first token");
        stage.write(token, "hidden-2");
        stage.now = noon.addSecs(3500);
        QVERIFY2(stage.ask(AwsCredentialsQuery{}), "the second token");
        QVERIFY2(field(stage.transport.requests.last(), u"WebIdentityToken"_s) == u"hidden-2"_s,
                 "the token that lies in the file now");
    }

    void singleSignOn()
    {
        Stage stage("[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = reader\n"
                    "[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.example\n");
        const QString name = QString::fromLatin1(QCryptographicHash::hash("corp", QCryptographicHash::Sha1).toHex());
        const Answer none = stage.ask(u"dev"_s);
        QVERIFY2(failedSaying(none, {u"aws sso login --profile dev"_s, name}), qPrintable(why(none)));
        stage.write(u".aws/sso/cache/"_s + name + u".json"_s,
                    "{\"accessToken\":\"hidden login\",\"expiresAt\":\"2026-11-23T20:00:00Z\"}");
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(gave(answer, "ASIASSO1"), qPrintable(why(answer)));
        QCOMPARE(answer->links, QStringList{u"single sign-on corp, account 123456789012, role reader"_s});
        QCOMPARE(stage.credentials->glance({u"dev"_s, {}, {}}).outline, u"profile dev · single sign-on"_s);
        QVERIFY2(gave(stage.ask(u"dev"_s), "ASIASSO1"), "the keys are kept");
        QCOMPARE(stage.transport.requests.size(), 1);
    }

    void nothingAtAllSaysWhereItLooked()
    {
        Stage stage;
        const Answer answer = stage.ask(AwsCredentialsQuery{});
        QVERIFY2(failedSaying(answer, {QDir::toNativeSeparators(stage.files->configPath()),
                                       QDir::toNativeSeparators(stage.files->credentialsPath()), u"AWS_ACCESS_KEY_ID"_s,
                                       u"profile default"_s, u"EC2 and ECS metadata are not asked"_s}),
                 qPrintable(why(answer)));
        QCOMPARE(answer.failure().kind, FailureKind::Credentials);
        QVERIFY2(!answer.failure().message.contains(u"container's"_s), "there is no container");
        QVERIFY2(stage.transport.requests.isEmpty(), "nothing else may be asked");

        Stage container({}, {{u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, u"http://169.254.170.2/x"_s}});
        const Answer inside = container.ask(AwsCredentialsQuery{});
        QVERIFY2(failedSaying(inside, {u"container's credentials, which Busload does not use"_s}),
                 qPrintable(why(inside)));
    }

    void aChosenProfileThatIsNotThereIsNotReplaced()
    {
        Stage stage("[default]\naws_access_key_id = AKID\naws_secret_access_key = hidden\n", environmentKeys());
        const Answer answer = stage.ask(u"gone"_s);
        QVERIFY2(failedSaying(answer, {u"no profile gone"_s, u"default"_s}), qPrintable(why(answer)));
    }

    void glances_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("outline");
        QTest::addColumn<QString>("problem");
        QTest::newRow("keys") << QByteArray("[profile dev]\naws_access_key_id = A\naws_secret_access_key = hidden\n")
                              << u"profile dev"_s << QString();
        QTest::newRow("a role") << QByteArray(baseKeys) + role << u"profile dev · role deploy"_s << QString();
        QTest::newRow("a process") << QByteArray("[profile dev]\ncredential_process = tool\n")
                                   << u"profile dev · process"_s << QString();
        QTest::newRow("a role with a process") << QByteArray(role) + "[profile base]\ncredential_process = tool\n"
                                               << u"profile dev · process · role deploy"_s << QString();
        QTest::newRow("a web identity") << QByteArray("[profile dev]\nweb_identity_token_file = /t\nrole_arn = "
                                                      "arn:aws:iam::123456789012:role/web\n")
                                        << u"profile dev · web identity"_s << QString();
        QTest::newRow("no such profile") << QByteArray(baseKeys) << QString() << u"no profile dev"_s;
        QTest::newRow("a source that is not there") << QByteArray(role) << QString() << u"base"_s;
    }

    void glances()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, problem);
        Stage stage(config);
        const CredentialsGlance glance = stage.credentials->glance({u"dev"_s, {}, {}});
        QTEST(glance.outline, "outline");
        QCOMPARE(glance.problem.isEmpty(), problem.isEmpty());
        QVERIFY2(glance.problem.contains(problem), qPrintable(glance.problem));
        QVERIFY2(!glance.expiresAt, "an end of keys that nobody fetched");
        QVERIFY2(stage.transport.requests.isEmpty() && stage.person.questions.isEmpty(), "a glance must not ask");
    }

    void aGlanceKnowsTheEnd()
    {
        Stage stage(QByteArray(baseKeys) + role);
        const AwsCredentialsQuery query{u"dev"_s, {}, {}};
        QSignalSpy changed(stage.credentials.get(), &AwsCredentials::changed);
        QVERIFY2(stage.ask(query), "the role must be given");
        QVERIFY2(!changed.isEmpty(), "whoever shows the end must hear of it");
        QCOMPARE(stage.credentials->glance(query).expiresAt, noon.addSecs(3600));

        auto variables = environmentKeys();
        variables.insert(u"AWS_CREDENTIAL_EXPIRATION"_s, u"2026-11-23T13:00:00Z"_s);
        Stage environment({}, variables);
        QCOMPARE(environment.credentials->glance({}).outline, u"environment"_s);
        QCOMPARE(environment.credentials->glance({}).expiresAt, noon.addSecs(3600));
    }

    void failuresNameTheStepAndKeepSecrets_data()
    {
        QTest::addColumn<HttpResponse>("refusal");
        QTest::addColumn<QStringList>("says");
        const QString arn = u"arn:aws:iam::123456789012:role/team/deploy"_s;
        QTest::newRow("a refusal") << refused(403, "AccessDenied", "Not for you") << QStringList{arn, u"Not for you"_s};
        QTest::newRow("a refusal that gives the secret back")
            << refused(403, "SignatureDoesNotMatch", "You signed with hidden-base")
            << QStringList{arn, u"SignatureDoesNotMatch"_s, u"<redacted>"_s};
        QTest::newRow("no answer") << failed(HttpErrorKind::Tls, HttpProgress::NotConnected)
                                   << QStringList{arn, u"AssumeRole got no answer"_s, u"It did not work"_s};
        QTest::newRow("an answer of something else")
            << answered(200, "<html>hidden</html>") << QStringList{arn, u"not what STS gives"_s};
    }

    void failuresNameTheStepAndKeepSecrets()
    {
        QFETCH(HttpResponse, refusal);
        QFETCH(QStringList, says);
        Stage stage(QByteArray(baseKeys) + role);
        stage.refusal = refusal;
        const Answer answer = stage.ask(u"dev"_s);
        QVERIFY2(failedSaying(answer, says), qPrintable(why(answer)));
        QCOMPARE(answer.failure().kind, FailureKind::Credentials);
    }
};

QTEST_GUILESS_MAIN(TestAwsCredentials)
#include "tst_awscredentials.moc"
