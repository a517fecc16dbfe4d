// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/profileplan.h"

#include <QRandomGenerator>
#include <QTest>

using namespace busload;
using namespace Qt::StringLiterals;

namespace {

constexpr char keys[] = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hidden\n";
constexpr char role[] = "role_arn = arn:aws:iam::123456789012:role/team/deploy\n";

Result<ProfilePlan> planOf(const QByteArray &config, const QString &profile = u"x"_s,
                           const QByteArray &credentials = {})
{
    return planProfile(parseAwsConfig({u"/c"_s, config}, {u"/k"_s, credentials}), profile);
}

//! "source role role", for rows: the source's kind letter and profile, each role's profile.
QString shape(const ProfilePlan &plan)
{
    static const QString letters = u"SPOWE"_s; // as in KeySource::Kind
    QString text = letters.at(int(plan.source.kind)) + u':' + plan.source.profile;
    for (const RoleStep &step : plan.roles)
        text += u' ' + step.profile;
    return text;
}

} // namespace

class TestProfilePlan : public QObject
{
    Q_OBJECT

private slots:
    void ways_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("plan");
        const QByteArray x("[profile x]\n");
        QTest::newRow("keys") << x + keys << u"S:x"_s;
        QTest::newRow("a process") << x + "credential_process = tool\n" << u"P:x"_s;
        QTest::newRow("keys go before a process") << x + "credential_process = tool\n" + keys << u"S:x"_s;
        QTest::newRow("a session") << x + "sso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\n"
                                          "sso_region = eu\nsso_start_url = u\n"
                                   << u"O:x"_s;
        QTest::newRow("single sign-on of the old form")
            << x + "sso_start_url = u\nsso_region = eu\nsso_account_id = 1\nsso_role_name = r\n"
            << u"O:x"_s;
        QTest::newRow("single sign-on goes before keys")
            << x + keys + "sso_start_url = u\nsso_region = eu\nsso_account_id = 1\nsso_role_name = r\n"
            << u"O:x"_s;
        QTest::newRow("keys go before a session of other programs")
            << x + keys + "sso_session = s\n[sso-session s]\nsso_region = eu\nsso_start_url = u\n"
            << u"S:x"_s;
        QTest::newRow("a process goes before a session of other programs")
            << x + "credential_process = tool\nsso_session = s\n"
            << u"P:x"_s;
        QTest::newRow("keys go before aws login") << x + keys + "login_session = arn\n" << u"S:x"_s;
        QTest::newRow("a role with another's single sign-on")
            << x + role +
                   "source_profile = y\n[profile y]\nsso_start_url = u\nsso_region = eu\nsso_account_id = 1\n"
                   "sso_role_name = r\n"
            << u"O:y x"_s;
        QTest::newRow("a role with another's web identity")
            << x + role + "source_profile = y\n[profile y]\n" + role + "web_identity_token_file = /t\n"
            << u"W:y x"_s;
        QTest::newRow("a chain that ends in the environment")
            << x + role + "source_profile = y\n[profile y]\n" + role + "credential_source = Environment\n"
            << u"E:y y x"_s;
        QTest::newRow("a source with keys keeps its single sign-on out")
            << x + role + "source_profile = y\n[profile y]\nsso_account_id = 1\n" + keys << u"S:y x"_s;
        QTest::newRow("the role's path may hold other characters")
            << x + "role_arn = arn:aws:iam::123456789012:role/a!b:c/r\ncredential_source = Environment\n"
            << u"E:x x"_s;
        QTest::newRow("the shortest of everything")
            << x + role +
                   "credential_source = Environment\nrole_session_name = ab\nexternal_id = ab\n"
                   "mfa_serial = 123456789\nduration_seconds = 900\n"
            << u"E:x x"_s;
        QTest::newRow("the longest of everything")
            << x + role + "credential_source = Environment\nrole_session_name = " + QByteArray(64, 'a') +
                   "\nexternal_id = " + QByteArray(1224, 'a') + "\nmfa_serial = " + QByteArray(256, 'a') +
                   "\nduration_seconds = 43200\n"
            << u"E:x x"_s;
        QTest::newRow("a web identity") << x + role + "web_identity_token_file = /t\n" << u"W:x"_s;
        QTest::newRow("a web identity takes the role")
            << x + role + "web_identity_token_file = /t\nsource_profile = y\n"
            << u"W:x"_s;
        QTest::newRow("a role with another's keys")
            << x + role + "source_profile = y\n[profile y]\n" + keys << u"S:y x"_s;
        QTest::newRow("a role with another's process")
            << x + role + "source_profile = y\n[profile y]\ncredential_process = t\n"
            << u"P:y x"_s;
        QTest::newRow("a role with the environment's keys") << x + role + "credential_source = Environment\n"
                                                            << u"E:x x"_s;
        QTest::newRow("a chain of roles")
            << x + role + "source_profile = y\n[profile y]\n" + role + "source_profile = z\n[profile z]\n" + keys
            << u"S:z y x"_s;
        QTest::newRow("a source with keys keeps its own role out")
            << x + role + "source_profile = y\n[profile y]\n" + role + "source_profile = z\n" + keys << u"S:y x"_s;
        QTest::newRow("its own source, with keys") << x + role + "source_profile = x\n" + keys << u"S:x x"_s;
        QTest::newRow("a role goes before the profile's own keys")
            << x + role + keys + "source_profile = y\n[profile y]\n" + keys << u"S:y x"_s;
    }

    void ways()
    {
        QFETCH(QByteArray, config);
        const Result<ProfilePlan> plan = planOf(config);
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.failure().message));
        QTEST(shape(*plan), "plan");
    }

    void whatAPlanHolds()
    {
        const auto plan =
            planOf("[profile x]\nrole_arn = arn:aws-cn:iam::123456789012:role/r\nsource_profile = y\n"
                   "role_session_name = me@home\nexternal_id = a:b/c\nmfa_serial = arn:aws:iam::1:mfa/me\n"
                   "duration_seconds = 900\n",
                   u"x"_s, QByteArray("[y]\naws_session_token = tok\naws_account_id = 123\n") + keys);
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.failure().message));
        QCOMPARE(plan->source.keys.accessKeyId, QByteArray("AKIDEXAMPLE"));
        QVERIFY(plan->source.keys.secretAccessKey == Secret("hidden"));
        QVERIFY(plan->source.keys.sessionToken == Secret("tok"));
        QCOMPARE(plan->source.accountId, u"123"_s);
        QCOMPARE(plan->source.file, u"/k"_s);
        QCOMPARE(plan->source.line, 4);
        const RoleStep &step = plan->roles.first();
        QCOMPARE(step.roleArn, u"arn:aws-cn:iam::123456789012:role/r"_s);
        QCOMPARE(step.roleSessionName, u"me@home"_s);
        QCOMPARE(step.externalId, u"a:b/c"_s);
        QCOMPARE(step.mfaSerial, u"arn:aws:iam::1:mfa/me"_s);
        QCOMPARE(step.durationSeconds, 900);
        QCOMPARE(step.line, 2);
    }

    void whatASessionHolds()
    {
        const auto plan =
            planOf("[profile x]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\nsso_region = eu\n"
                   "[sso-session s]\nsso_region = eu\nsso_start_url = https://u\n");
        QVERIFY(plan);
        QCOMPARE(plan->source.sso, (SsoLogin{u"s"_s, u"https://u"_s, u"eu"_s, u"1"_s, u"r"_s}));
    }

    void whatCannotBePlanned_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("says");
        const QByteArray x("[profile x]\n");
        const QByteArray y = QByteArray("[profile y]\n") + keys;
        const auto with = [&](const QByteArray &line) { return x + role + "source_profile = y\n" + line + y; };
        QTest::newRow("no such profile") << y << QStringList{u"no profile x"_s, u"y"_s};
        QTest::newRow("a broken profile") << x + "oops\n" << QStringList{u"/c line 2"_s};
        QTest::newRow("nothing that leads to keys")
            << x + "region = eu\n"
            << QStringList{u"/c line 1"_s, u"it has region, but no keys"_s, u"credential_process"_s};
        QTest::newRow("nothing at all") << x << QStringList{u"/c line 1"_s, u"it has no keys"_s};
        QTest::newRow("a token without keys, and a source without a role")
            << x + "aws_session_token = hidden\nsource_profile = y\n" + y
            << QStringList{u"it has aws_session_token, source_profile, but no keys"_s, u"role_arn"_s};
        QTest::newRow("a key that swallows the next line")
            << x + "aws_secret_access_key = hidden\naws_access_key_id = AKID\n  aws_session_token = hidden\n"
            << QStringList{u"/c line 3"_s, u"aws_access_key_id goes on in the next line"_s};
        QTest::newRow("a source that swallows the next line")
            << x + role + "credential_source = Environment\n  aws_secret_access_key = hidden\n"
            << QStringList{u"/c line 3"_s, u"credential_source goes on"_s};
        QTest::newRow("a key with a blank within") << x + "aws_access_key_id = AKID hidden\naws_secret_access_key = s\n"
                                                   << QStringList{u"/c line 2"_s, u"aws_access_key_id holds a blank"_s};
        QTest::newRow("a secret of other letters")
            << x + "aws_access_key_id = AKID\naws_secret_access_key = hidden\xc3\xa4\n"
            << QStringList{u"/c line 3"_s, u"aws_secret_access_key holds"_s};
        QTest::newRow("a token with a blank within") << x + keys + "aws_session_token = hid den\n"
                                                     << QStringList{u"/c line 4"_s, u"aws_session_token holds"_s};
        QTest::newRow("a key without its secret") << x + "aws_access_key_id = AKID\n"
                                                  << QStringList{u"/c line 2"_s, u"no aws_secret_access_key"_s};
        QTest::newRow("a secret without its key") << x + "aws_secret_access_key = hidden\n"
                                                  << QStringList{u"/c line 2"_s, u"no aws_access_key_id"_s};
        QTest::newRow("half a pair beside a process") << x + "credential_process = t\naws_access_key_id = AKID\n"
                                                      << QStringList{u"no aws_secret_access_key"_s};
        QTest::newRow("a role without a source")
            << x + role << QStringList{u"/c line 2"_s, u"source_profile or credential_source"_s};
        QTest::newRow("a role with two sources") << with("credential_source = Environment\n") << QStringList{u"both"_s};
        QTest::newRow("instance metadata") << x + role + "credential_source = Ec2InstanceMetadata\n"
                                           << QStringList{u"/c line 3"_s, u"Ec2InstanceMetadata"_s, u"not supported"_s};
        QTest::newRow("a container") << x + role + "credential_source = EcsContainer\n"
                                     << QStringList{u"EcsContainer"_s, u"not supported"_s};
        QTest::newRow("an unknown source") << x + role + "credential_source = Moon\n" << QStringList{u"\"Moon\""_s};
        QTest::newRow("a source that is not there")
            << x + role + "source_profile = gone\n" + y
            << QStringList{u"/c line 3"_s, u"its source_profile cannot be used. There is no profile gone."_s};
        QTest::newRow("a source in the credentials file's form")
            << x + role + "source_profile = z\n[z]\n" + keys << QStringList{u"/c line 3"_s, u"/c line 4"_s};
        QTest::newRow("half a pair as its own source") << x + role + "source_profile = x\naws_access_key_id = AKID\n"
                                                       << QStringList{u"no aws_secret_access_key"_s};
        QTest::newRow("half a pair of another's")
            << x + role + "source_profile = z\n[profile z]\naws_access_key_id = A\n"
            << QStringList{u"Profile z"_s, u"no aws_secret_access_key"_s};
        QTest::newRow("a circle in spite of keys")
            << x + role + keys + "source_profile = z\n[profile z]\n" + role + "source_profile = x\n"
            << QStringList{u"x → z → x"_s};
        QTest::newRow("a source that cannot be read") << x + role + "source_profile = z\n[profile z]\noops\n"
                                                      << QStringList{u"/c line 5"_s, u"profile z"_s};
        QTest::newRow("a circle of two") << x + role + "source_profile = z\n[profile z]\n" + role +
                                                "source_profile = x\n"
                                         << QStringList{u"x → z → x"_s};
        QTest::newRow("a circle of one, without keys") << x + role + "source_profile = x\n" << QStringList{u"x → x"_s};
        QTest::newRow("a circle further on")
            << x + role + "source_profile = z\n[profile z]\n" + role + "source_profile = z\n"
            << QStringList{u"z → z"_s};
        QTest::newRow("no role's ARN") << x + "role_arn = admin\nsource_profile = y\n" + y
                                       << QStringList{u"role_arn must look like"_s};
        QTest::newRow("a session name that is none")
            << with("role_session_name = a b\n") << QStringList{u"role_session_name"_s, u"line 4"_s};
        QTest::newRow("an external id that is too short") << with("external_id = 1\n") << QStringList{u"external_id"_s};
        QTest::newRow("a serial that is too short") << with("mfa_serial = 12345678\n") << QStringList{u"mfa_serial"_s};
        QTest::newRow("a duration that is too short")
            << with("duration_seconds = 899\n") << QStringList{u"duration_seconds"_s, u"900"_s};
        QTest::newRow("a duration that is too long") << with("duration_seconds = 43201\n") << QStringList{u"43200"_s};
        QTest::newRow("a duration that is no number")
            << with("duration_seconds = 1h\n") << QStringList{u"whole number"_s};
        QTest::newRow("a web identity without a role") << x + "web_identity_token_file = /t\n"
                                                       << QStringList{u"role_arn"_s};
        QTest::newRow("no such session") << x + "sso_session = gone\nsso_account_id = 1\nsso_role_name = r\n"
                                         << QStringList{u"/c line 2"_s, u"[sso-session gone]"_s,
                                                        u"aws configure sso"_s};
        QTest::newRow("start addresses that do not agree")
            << x + "sso_session = s\nsso_start_url = a\nsso_account_id = 1\n[sso-session s]\nsso_start_url = b\n"
            << QStringList{u"/c line 3"_s, u"sso_start_url is a here and b"_s};
        QTest::newRow("half of single sign-on beside keys")
            << x + keys + "sso_session = s\nsso_role_name = r\n[sso-session s]\nsso_region = a\nsso_start_url = b\n"
            << QStringList{u"sso_account_id"_s, u"missing"_s};
        QTest::newRow("a broken session") << x + "sso_session = s\n[sso-session s]\noops\n"
                                          << QStringList{u"/c line 4"_s};
        QTest::newRow("values that do not agree")
            << x + "sso_session = s\nsso_region = a\n[sso-session s]\nsso_region = b\n"
            << QStringList{u"sso_region is a here and b"_s};
        QTest::newRow("a session without its parts")
            << x + "sso_session = s\nsso_role_name = r\n[sso-session s]\nsso_region = b\n"
            << QStringList{u"sso_start_url, sso_account_id"_s};
        QTest::newRow("the old form without its parts") << x + "sso_start_url = u\n"
                                                        << QStringList{u"sso_region, sso_account_id, sso_role_name"_s};
        QTest::newRow("aws login") << x + "login_session = arn:aws:iam::1:user/me\n"
                                   << QStringList{u"login_session"_s, u"not support"_s};
    }

    void whatCannotBePlanned()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, says);
        const Result<ProfilePlan> plan = planOf(config);
        QVERIFY2(!plan, "it must fail");
        QVERIFY(plan.failure().kind == FailureKind::Configuration || plan.failure().kind == FailureKind::Credentials);
        QVERIFY2(plan.failure().subject.startsWith(u"profile "_s), qPrintable(plan.failure().subject));
        for (const QString &word : says)
            QVERIFY2(plan.failure().message.contains(word), qPrintable(plan.failure().message));
        QVERIFY2(!plan.failure().message.contains(u"hidden"_s), "a message holds a secret");
    }

    void profilesOfAnyNameTellTheirPlace()
    {
        const auto plan = planOf("[profile a%3%4]\n", u"a%3%4"_s);
        QVERIFY(!plan);
        QVERIFY2(plan.failure().message.startsWith(u"Profile a%3%4 (/c line 1): it has no keys"_s),
                 qPrintable(plan.failure().message));
    }

    void aFileThatCannotBeReadMayHoldTheRole()
    {
        const QByteArray credentials = QByteArray("[x]\n") + keys;
        QVERIFY(planOf({}, u"x"_s, credentials));
        const auto plan = planOf("\xff\xfe[", u"x"_s, credentials);
        QVERIFY2(!plan, "keys were taken that a role might have been assumed with");
        QVERIFY2(plan.failure().message.contains(u"/c: it is UTF-16"_s), qPrintable(plan.failure().message));
    }

    void noArrangementOfLinesTellsASecret()
    {
        QRandomGenerator random(20261125);
        const QByteArrayList pieces{"[profile x]\n",
                                    "[x]\n",
                                    "[profile y\n",
                                    "[sso-session s]\n",
                                    "aws_access_key_id = AKID\n",
                                    "aws_secret_access_key = hidden\n",
                                    "aws_secret_access_key hidden\n",
                                    "aws_session_token = hidden\n",
                                    "AWS_SESSION_TOKEN=hidden # x\n",
                                    "role_arn = arn:aws:iam::123456789012:role/r\n",
                                    "source_profile = y\n",
                                    "credential_source = Environment\n",
                                    "credential_source = Moon\n",
                                    "credential_process = tool\n",
                                    "web_identity_token_file = /t\n",
                                    "sso_session = s\n",
                                    "sso_region = eu\n",
                                    "sso_start_url = u\n",
                                    "sso_account_id = 1\n",
                                    "sso_role_name = r\n",
                                    "mfa_serial = 123456789\n",
                                    "duration_seconds = 900\n",
                                    "region =\n",
                                    "# x\n"};
        int planned = 0;
        for (int round = 0; round < 20000; ++round) {
            QByteArray text = QByteArray("[profile x]\n") + (round % 2 == 0 ? keys : "");
            for (int left = random.bounded(8); left > 0; --left)
                text += QByteArray(random.bounded(4) == 0 ? 2 : 0, ' ') + pieces.at(random.bounded(int(pieces.size())));
            const AwsConfig config = parseAwsConfig({u"/c"_s, text}, {u"/k"_s, {}});
            const Result<ProfilePlan> plan = planProfile(config, u"x"_s);
            QStringList told;
            for (const AwsFileProblem &problem : config.problems + config.warnings)
                told.append(problem.message);
            if (plan) {
                ++planned;
                told.append({QString::fromUtf8(plan->source.keys.accessKeyId), plan->source.command,
                             plan->source.tokenFile, plan->source.sso.region, plan->source.sso.startUrl,
                             plan->source.sso.accountId, plan->source.sso.roleName});
                for (const RoleStep &step : plan->roles)
                    told.append({step.roleArn, step.mfaSerial});
            } else {
                told.append(plan.failure().message);
            }
            QVERIFY2(told.filter(u"hidden"_s).isEmpty(), text.constData());
        }
        QVERIFY2(planned > 1000, "too few files lead to keys to say anything");
    }

    void whatLeadsNowhereIsNotWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<bool>("nowhere");
        QTest::newRow("no such profile") << QByteArray("[profile y]\n") << true;
        QTest::newRow("settings alone") << QByteArray("[profile x]\nregion = eu\nservices = s\n") << true;
        QTest::newRow("half a pair") << QByteArray("[profile x]\naws_access_key_id = AKID\n") << false;
        QTest::newRow("a role without a source") << QByteArray("[profile x]\n") + role << false;
        QTest::newRow("a line that cannot be read") << QByteArray("[profile x]\noops\n") << false;
        QTest::newRow("what cannot be read might have held it") << QByteArray("oops\n") << false;
        QTest::newRow("single sign-on") << QByteArray("[profile x]\nsso_session = s\n") << false;
    }

    void whatLeadsNowhereIsNotWhatIsWrong()
    {
        QFETCH(QByteArray, config);
        QTEST(leadsNowhere(parseAwsConfig({u"/c"_s, config}, {u"/k"_s, {}}), u"x"_s), "nowhere");
    }

    void lookingTwiceGivesTheSame()
    {
        const QByteArray config = QByteArray("[profile x]\n") + role + "source_profile = y\n[profile y]\n" + keys;
        QCOMPARE(*planOf(config), *planOf(config));
        QVERIFY(*planOf(config) != *planOf(QByteArray(config).replace("hidden", "changed")));
    }
};

QTEST_GUILESS_MAIN(TestProfilePlan)
#include "tst_profileplan.moc"
