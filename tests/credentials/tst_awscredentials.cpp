// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys as a whole: files, plans, STS and the person with the MFA device, over a network of the test's own.
#include "credentials/awscredentials.h"

#include "support/faketransport.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

constexpr char base[] = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\n";
constexpr char role[] = "role_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\nregion = eu-west-1\n";

QByteArray assumed(const QByteArray &keyId, const QDateTime &end)
{
    return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>" + keyId +
           "</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>"
           "<Expiration>" +
           end.toString(Qt::ISODate).toLatin1() +
           "</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/deploy/s</Arn>"
           "</AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>";
}

QByteArray refused(const QByteArray &code, const QByteArray &message)
{
    return "<ErrorResponse><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error></ErrorResponse>";
}

QByteArray authorizationOf(const HttpRequest &request)
{
    for (const HttpHeader &header : request.headers) {
        if (header.name == "Authorization")
            return header.value;
    }
    return {};
}

//! Answers with what the test says, or keeps the question open.
class FakePrompt : public MfaPrompt
{
public:
    void ask(const Question &question, QObject *context, Answer answer) override
    {
        questions.append(question);
        lastContext = context;
        if (!codes.isEmpty())
            answer(codes.takeFirst());
    }

    QList<Question> questions;
    QList<std::optional<QString>> codes;
    QPointer<QObject> lastContext;
};

//! Whatever an AwsCredentials needs, fresh each time.
struct World
{
    explicit World(const QByteArray &config, const QStringList &variables = {})
    {
        environment.insert(u"HOME"_s, home.path());
        for (const QString &pair : variables)
            environment.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        write(config);
        files = std::make_unique<AwsFiles>(environment);
        credentials = std::make_unique<AwsCredentials>(*files, transport, clock, prompt, environment);
    }

    void write(const QByteArray &config) const
    {
        QDir(home.path()).mkpath(u".aws"_s);
        QFile file(home.filePath(u".aws/config"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(config) < 0)
            qFatal("the config file could not be written");
    }

    //! Asks and waits for the answer.
    Result<ResolvedCredentials> get(const std::optional<QString> &profile)
    {
        std::optional<Result<ResolvedCredentials>> got;
        QObject context;
        credentials->request({profile, {}, {}}, &context, [&](const Result<ResolvedCredentials> &told) { got = told; });
        if (!QTest::qWaitFor([&] { return got.has_value(); }))
            return Failure{FailureKind::Unavailable, u"test"_s, u"no answer came"_s};
        return *got;
    }

    QTemporaryDir home;
    QProcessEnvironment environment;
    QDateTime now = noon;
    ClockSkew clock{[this] { return now; }};
    int calls = 0;
    std::function<HttpResponse(const HttpRequest &)> answer = [this](const HttpRequest &) {
        return answered(200, assumed("AKIDROLE" + QByteArray::number(calls), now.addSecs(3600)));
    };
    FakeTransport transport{[this](const HttpRequest &request) {
        ++calls;
        return answer(request);
    }};
    FakePrompt prompt;
    std::unique_ptr<AwsFiles> files;
    std::unique_ptr<AwsCredentials> credentials;
};

} // namespace

class TestAwsCredentials : public QObject
{
    Q_OBJECT

private slots:
    void theEnvironmentGoesFirstUnlessAProfileIsChosen()
    {
        World world(QByteArray(base),
                    {u"AWS_ACCESS_KEY_ID=AKIDENV"_s, u"AWS_SECRET_ACCESS_KEY=s"_s, u"AWS_PROFILE=base"_s});
        QCOMPARE(world.get(std::nullopt)->keys.accessKeyId, QByteArray("AKIDENV"));
        const auto chosen = world.get(u"base"_s);
        QCOMPARE(chosen->keys.accessKeyId, QByteArray("AKIDBASE"));
        QCOMPARE(chosen->origin, u"profile base"_s);
        QVERIFY2(chosen->links.first().contains(u"config line 2"_s), qPrintable(chosen->links.first()));
    }

    void halfAnEnvironmentDoesNotFallThrough()
    {
        World world(QByteArray("[default]\naws_access_key_id = AKID\naws_secret_access_key = s\n"),
                    {u"AWS_ACCESS_KEY_ID=AKIDENV"_s});
        const auto answer = world.get(std::nullopt);
        QVERIFY2(!answer && answer.failure().message.contains(u"AWS_SECRET_ACCESS_KEY"_s),
                 "other keys were used in silence");
    }

    void nothingAtAllSaysWhereItLooked()
    {
        World world{QByteArray()};
        const auto answer = world.get(std::nullopt);
        QVERIFY(!answer);
        for (const QString &word :
             {u"AWS_ACCESS_KEY_ID"_s, world.files->configPath(), world.files->credentialsPath(), u"EC2 and ECS"_s})
            QVERIFY2(answer.failure().message.contains(word), qPrintable(answer.failure().message));
    }

    void aRoleIsAssumedOnceAndRenewedInTime()
    {
        World world(QByteArray(base) + "[profile x]\n" + role);
        const auto first = world.get(u"x"_s);
        QVERIFY2(first, qPrintable(first ? QString() : first.failure().message));
        QCOMPARE(first->keys.accessKeyId, QByteArray("AKIDROLE1"));
        QVERIFY(first->keys.sessionToken == Secret("role-token"));
        QCOMPARE(first->accountId, u"123456789012"_s);
        QCOMPARE(first->links.size(), 2);
        QVERIFY(authorizationOf(world.transport.requests.first()).contains("AKIDBASE/20261125/eu-west-1/sts/"));
        world.now = noon.addSecs(3600 - 5 * 60 - 1);
        QCOMPARE(world.get(u"x"_s)->keys.accessKeyId, QByteArray("AKIDROLE1"));
        world.now = noon.addSecs(3600 - 5 * 60);
        QCOMPARE(world.get(u"x"_s)->keys.accessKeyId, QByteArray("AKIDROLE2"));
        QCOMPARE(world.calls, 2);
    }

    void oldKeysServeWhileRenewingFails()
    {
        World world(QByteArray(base) + "[profile x]\n" + role);
        QVERIFY(world.get(u"x"_s));
        world.answer = [](const HttpRequest &) { return answered(403, refused("AccessDenied", "no more")); };
        world.now = noon.addSecs(3600 - 60);
        const auto served = world.get(u"x"_s);
        QVERIFY2(served && served->keys.accessKeyId == "AKIDROLE1", "keys that are good for a minute were thrown away");
        world.now = noon.addSecs(3600 - 30);
        const auto ended = world.get(u"x"_s);
        QVERIFY(!ended);
        QVERIFY2(ended.failure().message.contains(u"no more"_s) && ended.failure().message.contains(u"role/deploy"_s),
                 qPrintable(ended.failure().message));
    }

    void forgottenKeysAreFetchedAnew()
    {
        World world(QByteArray(base) + "[profile x]\n" + role);
        QVERIFY(world.get(u"x"_s));
        world.credentials->forget({u"x"_s, {}, {}});
        QCOMPARE(world.get(u"x"_s)->keys.accessKeyId, QByteArray("AKIDROLE2"));
    }

    void manyWaitForOneCall()
    {
        World world(QByteArray(base) + "[profile x]\n" + role);
        QObject context;
        QList<QByteArray> ids;
        for (int i = 0; i < 3; ++i)
            world.credentials->request({u"x"_s, {}, {}}, &context, [&](const Result<ResolvedCredentials> &answer) {
                ids.append(answer ? answer->keys.accessKeyId : QByteArray("failure"));
            });
        QTRY_COMPARE(ids.size(), 3);
        QCOMPARE(ids, QList<QByteArray>(3, "AKIDROLE1"));
        QCOMPARE(world.calls, 1);
    }

    void whenNobodyWaitsTheQuestionGoesAway()
    {
        World world(QByteArray(base) + "[profile x]\n" + role + "mfa_serial = arn:aws:iam::123456789012:mfa/me\n");
        auto context = std::make_unique<QObject>();
        int answers = 0;
        world.credentials->request({u"x"_s, {}, {}}, context.get(),
                                   [&](const Result<ResolvedCredentials> &) { ++answers; });
        QCOMPARE(world.prompt.questions.size(), 1);
        QVERIFY(world.prompt.lastContext);
        context.reset();
        QCoreApplication::processEvents();
        QVERIFY2(!world.prompt.lastContext, "the code is still asked for although nobody wants it");
        QCOMPARE(answers, 0);
        world.prompt.codes = {u"123456"_s};
        QVERIFY2(world.get(u"x"_s), "a later request must begin anew");
    }

    void anEditedProfileIsUsedAtOnce()
    {
        World world{QByteArray(base)};
        QCOMPARE(world.get(u"base"_s)->keys.accessKeyId, QByteArray("AKIDBASE"));
        world.write(QByteArray(base).replace("AKIDBASE", "AKIDNEWER"));
        QCOMPARE(world.get(u"base"_s)->keys.accessKeyId, QByteArray("AKIDNEWER"));
        world.write("[profile base]\noops\n");
        const auto broken = world.get(u"base"_s);
        QVERIFY(!broken && broken.failure().message.contains(u"line 2"_s));
    }

    void aCommentAddedAboveAsksForNoNewCode()
    {
        const QByteArray config =
            QByteArray(base) + "[profile x]\n" + role + "mfa_serial = arn:aws:iam::123456789012:mfa/me\n";
        World world(config);
        world.prompt.codes = {u"123456"_s};
        QVERIFY(world.get(u"x"_s));
        world.write("# a comment\n" + config);
        QVERIFY(world.get(u"x"_s));
        QCOMPARE(world.prompt.questions.size(), 1);
    }

    void codes_data()
    {
        QTest::addColumn<QStringList>("typed"); // "-": given up
        QTest::addColumn<int>("calls");
        QTest::addColumn<QString>("says"); // empty: keys
        QTest::newRow("right at once") << QStringList{u"123456"_s} << 1 << QString();
        QTest::newRow("blanks around") << QStringList{u" 123456 "_s} << 1 << QString();
        QTest::newRow("too short, asked again without a call") << QStringList{u"12"_s, u"123456"_s} << 1 << QString();
        QTest::newRow("wrong, asked again") << QStringList{u"000000"_s, u"123456"_s} << 2 << QString();
        QTest::newRow("wrong three times")
            << QStringList{u"000000"_s, u"000001"_s, u"000002"_s} << 3 << u"MultiFactorAuthentication"_s;
        QTest::newRow("no digits three times") << QStringList{u"a"_s, u"b"_s, u"c"_s} << 0 << u"six digits"_s;
        QTest::newRow("given up") << QStringList{u"-"_s} << 0 << u"mfa/me"_s;
    }

    void codes()
    {
        QFETCH(QStringList, typed);
        QFETCH(int, calls);
        QFETCH(QString, says);
        World world(QByteArray(base) + "[profile x]\n" + role + "mfa_serial = arn:aws:iam::123456789012:mfa/me\n");
        world.answer = [&](const HttpRequest &request) {
            return request.body.contains("TokenCode=123456")
                       ? answered(200, assumed("AKIDROLE", noon.addSecs(3600)))
                       : answered(403,
                                  refused("AccessDenied",
                                          "MultiFactorAuthentication failed with invalid MFA one time pass code."));
        };
        for (const QString &code : typed)
            world.prompt.codes.append(code == u"-"_s ? std::nullopt : std::optional<QString>(code));
        const auto answer = world.get(u"x"_s);
        QCOMPARE(world.calls, calls);
        QCOMPARE(bool(answer), says.isEmpty());
        if (!answer)
            QVERIFY2(answer.failure().message.contains(says), qPrintable(answer.failure().message));
        QCOMPARE(world.prompt.questions.size(), typed.size());
        QCOMPARE(world.prompt.questions.first().serial, u"arn:aws:iam::123456789012:mfa/me"_s);
        QVERIFY(world.prompt.questions.first().problem.isEmpty());
        if (typed.size() > 1)
            QVERIFY2(!world.prompt.questions.at(1).problem.isEmpty(), "a person must learn why it is asked again");
    }

    void aChainSignsEachStepWithTheOneBefore()
    {
        World world(QByteArray(base) + "[profile one]\n" + role +
                    "[profile two]\nrole_arn = arn:aws:iam::123456789012:role/two\n" +
                    "source_profile = one\nregion = eu-west-1\n");
        const auto answer = world.get(u"two"_s);
        QVERIFY(answer);
        QCOMPARE(world.calls, 2);
        QVERIFY(authorizationOf(world.transport.requests.at(0)).contains("AKIDBASE/"));
        QVERIFY(authorizationOf(world.transport.requests.at(1)).contains("AKIDROLE1/"));
        QCOMPARE(answer->links.size(), 3);
        QVERIFY(world.get(u"one"_s));
        QVERIFY2(world.calls == 2, "the first step's keys are there already");
    }

    void theEnvironmentsWebIdentity()
    {
        World world(QByteArray("[default]\nregion = eu-west-1\n"),
                    {u"AWS_WEB_IDENTITY_TOKEN_FILE=gone"_s, u"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/job"_s});
        const auto missing = world.get(std::nullopt);
        QVERIFY(!missing && missing.failure().message.contains(u"gone"_s));
        QFile token(world.home.filePath(u"token"_s));
        QVERIFY(token.open(QIODevice::WriteOnly));
        token.write("the-jwt\n");
        token.close();
        World second(QByteArray("[default]\nregion = eu-west-1\n"),
                     {u"AWS_WEB_IDENTITY_TOKEN_FILE="_s + token.fileName(),
                      u"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/job"_s});
        QVERIFY(second.get(std::nullopt));
        QVERIFY(second.transport.requests.first().body.contains("WebIdentityToken=the-jwt"));
        QVERIFY2(authorizationOf(second.transport.requests.first()).isEmpty(), "its protocol wants it unsigned");
        World half(QByteArray(), {u"AWS_WEB_IDENTITY_TOKEN_FILE="_s + token.fileName()});
        const auto noRole = half.get(std::nullopt);
        QVERIFY(!noRole && noRole.failure().message.contains(u"AWS_ROLE_ARN"_s));
        World broken(QByteArray("[default]\naws_access_key_id = AKID\n"),
                     {u"AWS_WEB_IDENTITY_TOKEN_FILE="_s + token.fileName(),
                      u"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/job"_s});
        QVERIFY2(!broken.get(std::nullopt), "a profile that is wrong makes room for nobody");
    }

    void aGlanceFetchesNothing()
    {
        World world(QByteArray(base) + "[profile x]\n" + role + "mfa_serial = arn:aws:iam::123456789012:mfa/me\n");
        CredentialsGlance glance = world.credentials->glance({u"x"_s, {}, {}});
        QCOMPARE(glance.outline, u"profile x · role deploy"_s);
        QCOMPARE(glance.accountId, u"123456789012"_s);
        QVERIFY(glance.asksPerson && !glance.expiresAt);
        QCOMPARE(world.calls, 0);
        world.prompt.codes = {u"123456"_s};
        QVERIFY(world.get(u"x"_s));
        glance = world.credentials->glance({u"x"_s, {}, {}});
        QVERIFY(!glance.asksPerson);
        QCOMPARE(*glance.expiresAt, noon.addSecs(3600));
        QVERIFY(world.credentials->glance({u"gone"_s, {}, {}}).problem.contains(u"gone"_s));
        QVERIFY(!world.credentials->glance({u"base"_s, {}, {}}).asksPerson);
    }

    void failuresTellNoSecret()
    {
        World world(QByteArray(base) + "[profile x]\n" + role);
        world.answer = [](const HttpRequest &) {
            return answered(403, refused("AccessDenied", "you sent base-secret"));
        };
        const auto answer = world.get(u"x"_s);
        QVERIFY(!answer);
        QVERIFY2(!answer.failure().message.contains(u"base-secret"_s), qPrintable(answer.failure().message));
    }
};

QTEST_GUILESS_MAIN(TestAwsCredentials)
#include "tst_awscredentials.moc"
