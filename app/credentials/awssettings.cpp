// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awssettings.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <tuple>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNamesTold = 12;

// None of these has a second line, and none is one: a line that seems to be begins with a blank by mistake. Were it
// taken as it stands, a secret on that line would be shown and sent as a part of a name.
const QSet<QString> settingsOfOneLine{u"aws_access_key_id"_s,
                                      u"aws_account_id"_s,
                                      u"aws_secret_access_key"_s,
                                      u"aws_session_token"_s,
                                      u"ca_bundle"_s,
                                      u"credential_source"_s,
                                      u"duration_seconds"_s,
                                      u"endpoint_url"_s,
                                      u"external_id"_s,
                                      u"ignore_configured_endpoint_urls"_s,
                                      u"login_session"_s,
                                      u"mfa_serial"_s,
                                      u"region"_s,
                                      u"role_arn"_s,
                                      u"role_session_name"_s,
                                      u"services"_s,
                                      u"source_profile"_s,
                                      u"sso_account_id"_s,
                                      u"sso_region"_s,
                                      u"sso_role_name"_s,
                                      u"sso_session"_s,
                                      u"sso_start_url"_s,
                                      u"use_dualstack_endpoint"_s,
                                      u"use_fips_endpoint"_s,
                                      u"web_identity_token_file"_s};

QString valueOf(const QProcessEnvironment &environment, const QString &name)
{
    return environment.value(name).trimmed(); // blank counts as unset
}

//! `owner`: whose setting it is, such as "profile dev".
QString originOf(const QString &owner, const AwsSetting &setting)
{
    return u"%1 (%2 line %3)"_s.arg(owner, QDir::toNativeSeparators(setting.file), QString::number(setting.line));
}

//! A setting that has swallowed the line after it.
std::optional<AwsFileProblem> swallowedLine(const AwsSection &section)
{
    const auto isSetting = [](const QString &line) {
        static const QRegularExpression nameEnd(u"[= \\t]"_s);
        return settingsOfOneLine.contains(line.section(nameEnd, 0, 0).toLower());
    };
    for (auto setting = section.settings.cbegin(); setting != section.settings.cend(); ++setting) {
        const QStringList lines = setting->value.split(u'\n');
        if (lines.size() > 1 &&
            (settingsOfOneLine.contains(setting.key()) || std::any_of(lines.cbegin() + 1, lines.cend(), isSetting)))
            return AwsFileProblem{
                setting->file, setting->line,
                u"%1 goes on in the next line. Take out the blanks that begin that line"_s.arg(setting.key())};
    }
    return std::nullopt;
}

//! Looks settings up in the environment, then in the profile.
class Lookup
{
public:
    Lookup(const QProcessEnvironment &environment, const AwsConfig &config, QString profile, const AwsSection &section)
        : m_environment(environment)
        , m_config(config)
        , m_profile(std::move(profile))
        , m_section(section)
    {
    }

    AwsValue value(const QStringList &variables, const QString &key) const
    {
        for (const QString &name : variables) {
            if (const QString value = valueOf(m_environment, name); !value.isEmpty())
                return {value, name};
        }
        return fromProfile(key);
    }

    Result<AwsFlag> flag(const QString &variable, const QString &key) const
    {
        const AwsValue found = value({variable}, key);
        const QString word = found.value.toLower();
        if (word.isEmpty())
            return AwsFlag{};
        if (word != "true"_L1 && word != "false"_L1)
            return Failure{FailureKind::Configuration, found.origin,
                           u"%1 must be true or false, and is \"%2\" (%3)."_s.arg(
                               found.origin == variable ? variable : key, found.value, found.origin)};
        return AwsFlag{word == "true"_L1, found.origin};
    }

    //! `suffix`: of AWS_ENDPOINT_URL_…; `service`: its name in a services section.
    Result<AwsValue> endpointUrl(const QString &suffix, const QString &service) const
    {
        const Result<AwsFlag> ignored =
            flag(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"ignore_configured_endpoint_urls"_s);
        if (!ignored)
            return ignored.failure();
        if (ignored->value)
            return AwsValue{};
        for (const QString &name : {u"AWS_ENDPOINT_URL_"_s + suffix, u"AWS_ENDPOINT_URL"_s}) {
            if (const QString value = valueOf(m_environment, name); !value.isEmpty())
                return AwsValue{value, name};
        }
        if (const auto services = m_section.settings.constFind(u"services"_s); services != m_section.settings.cend()) {
            const auto section = m_config.services.constFind(services->value);
            if (section == m_config.services.cend())
                return Failure{FailureKind::Configuration, u"profile %1"_s.arg(m_profile),
                               u"The profile %1 names the services section %2 (%3 line %4), and there is none. Add "
                               "[services %2], or take the line out."_s.arg(m_profile, services->value,
                                                                            QDir::toNativeSeparators(services->file),
                                                                            QString::number(services->line))};
            if (!section->problems.isEmpty())
                return Failure{FailureKind::Configuration, u"services %1"_s.arg(services->value),
                               u"The services section %1, which the profile %2 names, cannot be read: %3. Mend that "
                               "line; nothing was sent."_s.arg(services->value, m_profile,
                                                               problemText(section->problems.constFirst()))};
            const AwsSetting setting = section->settings.value(service);
            const QString url = setting.nested.value(u"endpoint_url"_s);
            if (!url.isEmpty())
                return AwsValue{url, originOf(u"services "_s + services->value, setting)};
        }
        return fromProfile(u"endpoint_url"_s);
    }

private:
    AwsValue fromProfile(const QString &key) const
    {
        const auto found = m_section.settings.constFind(key);
        if (found == m_section.settings.cend() || found->value.isEmpty())
            return {};
        return {found->value, originOf(u"profile "_s + m_profile, *found)};
    }

    const QProcessEnvironment &m_environment;
    const AwsConfig &m_config;
    QString m_profile;
    const AwsSection &m_section;
};

} // namespace

QString chosenProfile(const QProcessEnvironment &environment)
{
    for (const QString &name : {u"AWS_PROFILE"_s, u"AWS_DEFAULT_PROFILE"_s}) {
        if (QString value = valueOf(environment, name); !value.isEmpty())
            return value;
    }
    return u"default"_s;
}

Result<AwsSection> profileSection(const AwsConfig &config, const QString &profile)
{
    const auto failure = [&profile](const QString &message) {
        return Failure{FailureKind::Configuration, u"profile %1"_s.arg(profile), message};
    };
    // A file that cannot be read might hold the role or the endpoint of a profile that the other file begins.
    for (const AwsFileProblem &problem : config.problems) {
        if (problem.line == 0)
            return failure(u"The profile %1 cannot be relied on: %2. Mend that file; nothing was sent."_s.arg(
                profile, problemText(problem)));
    }
    const auto found = config.profiles.constFind(profile);
    if (found != config.profiles.cend()) {
        if (!found->problems.isEmpty())
            return failure(u"The profile %1 cannot be read: %2. Mend that line; nothing was sent."_s.arg(
                profile, problemText(found->problems.constFirst())));
        if (const std::optional<AwsFileProblem> problem = swallowedLine(*found))
            return failure(
                u"The profile %1 cannot be read: %2; nothing was sent."_s.arg(profile, problemText(*problem)));
        return *found;
    }
    if (const auto misplaced = config.misplaced.constFind(profile); misplaced != config.misplaced.cend())
        return failure(u"There is no profile %1: %2."_s.arg(profile, problemText(*misplaced)));
    // What cannot be read might have held it.
    if (!config.problems.isEmpty())
        return failure(u"There is no profile %1 that can be read: %2. Mend that line; nothing was sent."_s.arg(
            profile, problemText(config.problems.constFirst())));
    QStringList names = config.profiles.keys();
    const bool cut = names.size() > mostNamesTold;
    names = names.first(qMin(names.size(), mostNamesTold));
    if (cut)
        names.append(u"…"_s);
    const QString known = names.isEmpty() ? u"no profile at all"_s : names.join(u", "_s);
    return failure(u"There is no profile %1. In %2 and %3 there is: %4. Add it, or choose another."_s.arg(
        profile, QDir::toNativeSeparators(config.configFile), QDir::toNativeSeparators(config.credentialsFile), known));
}

Result<AwsSettings> awsSettings(const QProcessEnvironment &environment, const AwsConfig &config,
                                const std::optional<QString> &profile)
{
    AwsSettings settings;
    settings.profile = profile.value_or(chosenProfile(environment));
    const bool somebodyChose = profile || !valueOf(environment, u"AWS_PROFILE"_s).isEmpty() ||
                               !valueOf(environment, u"AWS_DEFAULT_PROFILE"_s).isEmpty();
    AwsSection section;
    if (somebodyChose || config.profiles.contains(settings.profile) || !config.problems.isEmpty()) {
        const Result<AwsSection> found = profileSection(config, settings.profile);
        if (!found)
            return found.failure();
        section = *found;
    }
    const Lookup lookup(environment, config, settings.profile, section);
    settings.region = lookup.value({u"AWS_REGION"_s, u"AWS_DEFAULT_REGION"_s}, u"region"_s);
    settings.caBundle = lookup.value({u"AWS_CA_BUNDLE"_s}, u"ca_bundle"_s);

    const std::tuple<AwsValue &, QString, QString> endpoints[] = {
        {settings.endpointUrl, u"EVENTBRIDGE"_s, u"eventbridge"_s},
        {settings.stsEndpointUrl, u"STS"_s, u"sts"_s},
        {settings.ssoEndpointUrl, u"SSO"_s, u"sso"_s},
        {settings.ssoOidcEndpointUrl, u"SSO_OIDC"_s, u"sso_oidc"_s},
    };
    for (const auto &[value, suffix, service] : endpoints) {
        const Result<AwsValue> url = lookup.endpointUrl(suffix, service);
        if (!url)
            return url.failure();
        value = *url;
    }
    const Result<AwsFlag> fips = lookup.flag(u"AWS_USE_FIPS_ENDPOINT"_s, u"use_fips_endpoint"_s);
    if (!fips)
        return fips.failure();
    settings.useFips = *fips;
    const Result<AwsFlag> dualStack = lookup.flag(u"AWS_USE_DUALSTACK_ENDPOINT"_s, u"use_dualstack_endpoint"_s);
    if (!dualStack)
        return dualStack.failure();
    settings.useDualStack = *dualStack;
    return settings;
}

} // namespace busload
