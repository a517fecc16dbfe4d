// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/profileplan.h"

#include "credentials/awssettings.h"

#include <QDir>
#include <QRegularExpression>
#include <QStringList>

#include <optional>
#include <tuple>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// Source: STS, AssumeRole.
constexpr int shortestDuration = 900;
constexpr int longestDuration = 43200;

const QString keyIdKey = u"aws_access_key_id"_s;
const QString secretKey = u"aws_secret_access_key"_s;
const QString sessionTokenKey = u"aws_session_token"_s;
const QString roleKey = u"role_arn"_s;
const QString sourceProfileKey = u"source_profile"_s;
const QString credentialSourceKey = u"credential_source"_s;
const QString tokenFileKey = u"web_identity_token_file"_s;
const QString processKey = u"credential_process"_s;
const QString loginKey = u"login_session"_s;
const QString durationKey = u"duration_seconds"_s;
const QString roleSessionKey = u"role_session_name"_s;
const QString externalIdKey = u"external_id"_s;
const QString mfaKey = u"mfa_serial"_s;
const QString ssoSessionKey = u"sso_session"_s;
const QString ssoStartUrlKey = u"sso_start_url"_s;
const QString ssoRegionKey = u"sso_region"_s;
const QString ssoAccountKey = u"sso_account_id"_s;
const QString ssoRoleKey = u"sso_role_name"_s;

//! One profile on its way, with the words for what is wrong in it.
class Profile
{
public:
    Profile(QString name, AwsSection section)
        : m_name(std::move(name))
        , m_section(std::move(section))
    {
    }

    const QString &name() const { return m_name; }
    bool has(const QString &key) const { return !m_section.text(key).isEmpty(); }
    QString text(const QString &key) const { return m_section.text(key); }

    //! Where a key stands, or the profile's header.
    std::pair<QString, int> place(const QString &key) const
    {
        const auto found = m_section.settings.constFind(key);
        return found == m_section.settings.cend() ? std::pair(m_section.file, m_section.line)
                                                  : std::pair(found->file, found->line);
    }

    //! `key`: the line to name.
    Failure failure(FailureKind kind, const QString &key, const QString &message) const
    {
        const auto [file, line] = place(key);
        return {kind, u"profile %1"_s.arg(m_name),
                u"Profile %1 (%2 line %3): %4"_s.arg(m_name, QDir::toNativeSeparators(file), QString::number(line),
                                                     message)};
    }
    Failure wrong(const QString &key, const QString &message) const
    {
        return failure(FailureKind::Configuration, key, message);
    }

private:
    QString m_name;
    AwsSection m_section;
};

Result<Profile> open(const AwsConfig &config, const QString &name)
{
    const Result<AwsSection> section = profileSection(config, name);
    if (!section)
        return section.failure();
    return Profile(name, *section);
}

//! 0 where the profile has none. Errors: Configuration.
Result<int> durationOf(const Profile &profile)
{
    if (!profile.has(durationKey))
        return 0;
    bool isNumber = false;
    const int seconds = profile.text(durationKey).toInt(&isNumber);
    if (!isNumber || seconds < shortestDuration || seconds > longestDuration)
        return profile.wrong(
            durationKey,
            u"duration_seconds must be a whole number from %1 to %2."_s.arg(shortestDuration).arg(longestDuration));
    return seconds;
}

struct Rule
{
    QString key;
    QRegularExpression shape;
    QString message;
};

//! Why one of the role's own settings cannot be used. Source: the ranges of STS, AssumeRole.
std::optional<Failure> roleProblem(const Profile &profile)
{
    static const QList<Rule> rules{
        // A role's path may hold any printable ASCII.
        {roleKey, QRegularExpression(u"^arn:[\\w-]+:iam::\\d{12}:role/[\\x21-\\x7e]+$"_s),
         u"role_arn must look like arn:aws:iam::123456789012:role/name."_s},
        {roleSessionKey, QRegularExpression(u"^[\\w+=,.@-]{2,64}$"_s),
         u"role_session_name must have 2 to 64 letters, digits or + = , . @ - _."_s},
        {externalIdKey, QRegularExpression(u"^[\\w+=,.@:/-]{2,1224}$"_s),
         u"external_id must have 2 to 1224 letters, digits or + = , . @ : / - _."_s},
        {mfaKey, QRegularExpression(u"^[\\w+=/:,.@-]{9,256}$"_s),
         u"mfa_serial must have 9 to 256 characters, such as arn:aws:iam::123456789012:mfa/me."_s},
    };
    for (const Rule &rule : rules) {
        if (profile.has(rule.key) && !rule.shape.match(profile.text(rule.key)).hasMatch())
            return profile.wrong(rule.key, rule.message);
    }
    return std::nullopt;
}

Result<RoleStep> roleOf(const Profile &profile)
{
    if (const auto problem = roleProblem(profile))
        return *problem;
    const Result<int> duration = durationOf(profile);
    if (!duration)
        return duration.failure();
    RoleStep role;
    role.profile = profile.name();
    role.roleArn = profile.text(roleKey);
    role.roleSessionName = profile.text(roleSessionKey);
    role.externalId = profile.text(externalIdKey);
    role.mfaSerial = profile.text(mfaKey);
    role.durationSeconds = *duration;
    std::tie(role.file, role.line) = profile.place(roleKey);
    return role;
}

KeySource sourceAt(KeySource::Kind kind, const Profile &profile, const QString &key)
{
    KeySource source;
    source.kind = kind;
    source.profile = profile.name();
    std::tie(source.file, source.line) = profile.place(key);
    return source;
}

bool hasStaticKeys(const Profile &profile)
{
    return profile.has(keyIdKey) || profile.has(secretKey);
}

Result<KeySource> staticKeys(const Profile &profile)
{
    for (const auto &[present, missing] : {std::pair(keyIdKey, secretKey), std::pair(secretKey, keyIdKey)}) {
        if (!profile.has(missing))
            return profile.failure(FailureKind::Credentials, present,
                                   u"it has %1 but no %2. Add it, or take the other out."_s.arg(present, missing));
    }
    static const QRegularExpression printable(u"^[\\x21-\\x7e]*$"_s);
    for (const QString &key : {keyIdKey, secretKey, sessionTokenKey}) {
        if (!printable.match(profile.text(key)).hasMatch())
            return profile.failure(FailureKind::Credentials, key,
                                   u"%1 holds a blank or a character that no key has. Copy it again."_s.arg(key));
    }
    KeySource source = sourceAt(KeySource::Kind::Static, profile, keyIdKey);
    source.keys = {profile.text(keyIdKey).toUtf8(), Secret(profile.text(secretKey).toUtf8()),
                   Secret(profile.text(sessionTokenKey).toUtf8())};
    source.accountId = profile.text(u"aws_account_id"_s);
    return source;
}

Result<KeySource> webIdentity(const Profile &profile)
{
    if (!profile.has(roleKey))
        return profile.wrong(tokenFileKey, u"web_identity_token_file needs a role_arn beside it."_s);
    const Result<RoleStep> role = roleOf(profile);
    if (!role)
        return role.failure();
    KeySource source = sourceAt(KeySource::Kind::WebIdentity, profile, tokenFileKey);
    source.tokenFile = profile.text(tokenFileKey);
    source.roleArn = role->roleArn;
    source.roleSessionName = role->roleSessionName;
    source.durationSeconds = role->durationSeconds;
    return source;
}

Result<KeySource> singleSignOn(const AwsConfig &config, const Profile &profile)
{
    SsoLogin login;
    login.sessionName = profile.text(ssoSessionKey);
    login.startUrl = profile.text(ssoStartUrlKey);
    login.region = profile.text(ssoRegionKey);
    login.accountId = profile.text(ssoAccountKey);
    login.roleName = profile.text(ssoRoleKey);
    const QString firstKey = login.sessionName.isEmpty() ? ssoStartUrlKey : ssoSessionKey;
    if (!login.sessionName.isEmpty()) {
        const auto session = config.ssoSessions.constFind(login.sessionName);
        if (session == config.ssoSessions.cend())
            return profile.wrong(ssoSessionKey, u"there is no section [sso-session %1]. Add it, or run: aws configure "
                                                "sso --profile %2"_s.arg(login.sessionName, profile.name()));
        if (!session->problems.isEmpty())
            return profile.wrong(ssoSessionKey, u"its single sign-on session cannot be read: %1. Mend that line."_s.arg(
                                                    problemText(session->problems.constFirst())));
        for (const auto &[key, value] :
             {std::pair(ssoStartUrlKey, &login.startUrl), std::pair(ssoRegionKey, &login.region)}) {
            const QString theirs = session->text(key);
            if (!value->isEmpty() && !theirs.isEmpty() && *value != theirs)
                return profile.wrong(key,
                                     u"%1 is %2 here and %3 in [sso-session %4]. They must agree; take one out."_s.arg(
                                         key, *value, theirs, login.sessionName));
            if (value->isEmpty())
                *value = theirs;
        }
    }
    const std::pair<QString, QString> needed[] = {{ssoStartUrlKey, login.startUrl},
                                                  {ssoRegionKey, login.region},
                                                  {ssoAccountKey, login.accountId},
                                                  {ssoRoleKey, login.roleName}};
    QStringList missing;
    for (const auto &[key, value] : needed) {
        if (value.isEmpty())
            missing.append(key);
    }
    if (!missing.isEmpty())
        return profile.failure(FailureKind::Credentials, firstKey,
                               u"single sign-on needs %1, which is missing. Run: aws configure sso --profile %2"_s.arg(
                                   missing.join(u", "_s), profile.name()));
    KeySource source = sourceAt(KeySource::Kind::Sso, profile, firstKey);
    source.sso = login;
    source.accountId = login.accountId;
    return source;
}

//! A session without account and role may be there for other programs' tokens: with other keys beside it, it is
//! not where keys come from.
bool usesSingleSignOn(const Profile &profile)
{
    if (profile.has(ssoAccountKey) || profile.has(ssoRoleKey))
        return true;
    return (profile.has(ssoSessionKey) || profile.has(ssoStartUrlKey)) && !hasStaticKeys(profile) &&
           !profile.has(processKey) && !profile.has(loginKey);
}

//! In words, without values: of the settings that have to do with keys, those that the profile has.
QString whatItHas(const Profile &profile)
{
    QStringList has;
    for (const QString &key : {sessionTokenKey, sourceProfileKey, credentialSourceKey, roleSessionKey, externalIdKey,
                               mfaKey, durationKey, ssoRegionKey, u"region"_s}) {
        if (profile.has(key))
            has.append(key);
    }
    return has.isEmpty() ? QString() : has.join(u", "_s) + u", but "_s;
}

//! Keys that the profile has by itself, without assuming a role of another's.
Result<KeySource> ownSource(const AwsConfig &config, const Profile &profile)
{
    if (profile.has(tokenFileKey))
        return webIdentity(profile);
    if (usesSingleSignOn(profile))
        return singleSignOn(config, profile);
    if (hasStaticKeys(profile))
        return staticKeys(profile);
    if (profile.has(loginKey))
        return profile.failure(FailureKind::Credentials, loginKey,
                               u"it uses login_session (aws login), which Busload does not support yet. Use single "
                               "sign-on, a credential_process or keys."_s);
    if (profile.has(processKey)) {
        KeySource source = sourceAt(KeySource::Kind::Process, profile, processKey);
        source.command = profile.text(processKey);
        return source;
    }
    return profile.failure(
        FailureKind::Credentials, {},
        u"it has %1no keys and nothing that leads to keys. Add %2 and %3, %4, single sign-on or %5."_s.arg(
            whatItHas(profile), keyIdKey, secretKey, roleKey, processKey));
}

//! Whether the profile's keys come from assuming a role with other keys.
bool assumesRole(const Profile &profile)
{
    return profile.has(roleKey) && !profile.has(tokenFileKey);
}

//! The environment's keys, which credential_source may ask for.
Result<KeySource> namedSource(const Profile &profile)
{
    const QString word = profile.text(credentialSourceKey);
    if (word == "Environment"_L1)
        return sourceAt(KeySource::Kind::Environment, profile, credentialSourceKey);
    if (word == "Ec2InstanceMetadata"_L1 || word == "EcsContainer"_L1)
        return profile.failure(FailureKind::Credentials, credentialSourceKey,
                               u"credential_source = %1 is not supported: Busload asks no instance or container for "
                               "keys. Use source_profile or Environment."_s.arg(word));
    return profile.wrong(credentialSourceKey, u"credential_source is \"%1\"; it can be Environment here."_s.arg(word));
}

//! Walks from the profile to its first keys. `seen`: the profiles on the way, the wanted one first.
Result<ProfilePlan> walk(const AwsConfig &config, const Profile &profile, QStringList seen)
{
    ProfilePlan plan;
    // A source profile with keys of its own gives those, whatever role it has besides.
    const bool isSource = !seen.isEmpty();
    if (!assumesRole(profile) || (isSource && hasStaticKeys(profile))) {
        const Result<KeySource> source =
            isSource && hasStaticKeys(profile) ? staticKeys(profile) : ownSource(config, profile);
        if (!source)
            return source.failure();
        plan.source = *source;
        return plan;
    }
    const Result<RoleStep> role = roleOf(profile);
    if (!role)
        return role.failure();
    const bool named = profile.has(credentialSourceKey);
    if (profile.has(sourceProfileKey) == named)
        return profile.wrong(roleKey, named ? u"it has both source_profile and credential_source. Take one out."_s
                                            : u"role_arn needs source_profile or credential_source beside it."_s);
    if (named) {
        const Result<KeySource> source = namedSource(profile);
        if (!source)
            return source.failure();
        plan.source = *source;
    } else {
        seen.append(profile.name());
        const QString sourceName = profile.text(sourceProfileKey);
        const Result<Profile> source = open(config, sourceName);
        if (!source)
            return profile.wrong(sourceProfileKey,
                                 u"its source_profile cannot be used. %1"_s.arg(source.failure().message));
        // A profile may be its own source when it has keys: the role is assumed with them.
        if (seen.contains(sourceName) && !(sourceName == profile.name() && hasStaticKeys(*source)))
            return profile.wrong(sourceProfileKey, u"the source profiles go round in a circle: %1 → %2. Name one that "
                                                   "has keys."_s.arg(seen.join(u" → "_s), sourceName));
        Result<ProfilePlan> before = walk(config, *source, seen);
        if (!before)
            return before;
        plan = *before;
    }
    plan.roles.append(*role);
    return plan;
}

} // namespace

bool leadsNowhere(const AwsConfig &config, const QString &profile)
{
    const auto section = config.profiles.constFind(profile);
    if (section == config.profiles.cend())
        return config.problems.isEmpty();
    static const QStringList leading{keyIdKey,      secretKey,  roleKey,  sourceProfileKey, credentialSourceKey,
                                     tokenFileKey,  processKey, loginKey, ssoSessionKey,    ssoStartUrlKey,
                                     ssoAccountKey, ssoRoleKey};
    return section->problems.isEmpty() &&
           std::none_of(leading.cbegin(), leading.cend(),
                        [&section](const QString &key) { return section->settings.contains(key); });
}

Result<ProfilePlan> planProfile(const AwsConfig &config, const QString &profile)
{
    const Result<Profile> opened = open(config, profile);
    if (!opened)
        return opened.failure();
    return walk(config, *opened, {});
}

} // namespace busload
