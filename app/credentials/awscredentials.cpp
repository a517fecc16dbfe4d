// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awscredentials.h"

#include "credentials/awssettings.h"
#include "credentials/credentialprocess.h"
#include "credentials/environmentcredentials.h"
#include "credentials/profileplan.h"
#include "credentials/ssoclient.h"
#include "credentials/stsclient.h"
#include "credentials/stsendpoint.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QRegularExpression>

#include <algorithm>
#include <utility>
#include <vector>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// Renewed this long before they end, or after two thirds of a shorter life.
constexpr qint64 renewAheadSeconds = 5LL * 60;
// What still serves when renewing fails: enough for one call to be signed and checked.
constexpr qint64 lastUseSeconds = 30;
constexpr int mostMfaTries = 3;
// A process that asks a person (a token, a password) needs a while; one that hangs must end.
constexpr int processTimeoutMs = 120 * 1000;
constexpr qint64 mostTokenBytes = 64LL * 1024;
const QString fallbackRegion = u"us-east-1"_s;

using Kind = KeySource::Kind;

ProfilePlan withoutPlaces(ProfilePlan plan)
{
    plan.source.file.clear();
    plan.source.line = 0;
    for (RoleStep &role : plan.roles) {
        role.file.clear();
        role.line = 0;
    }
    return plan;
}

//! What decides which keys come out: equal ones share what was fetched.
struct Recipe
{
    ProfilePlan plan;
    QString region;
    QString stsUrl;
    QString ssoUrl;
    QString oidcUrl;
    bool useFips = false;
    bool useDualStack = false;

    //! Where a setting stands in its file decides nothing: a comment added above it asks for no new code.
    bool operator==(const Recipe &other) const
    {
        return withoutPlaces(plan) == withoutPlaces(other.plan) && region == other.region && stsUrl == other.stsUrl &&
               ssoUrl == other.ssoUrl && oidcUrl == other.oidcUrl && useFips == other.useFips &&
               useDualStack == other.useDualStack;
    }

    //! The recipe for the keys that the last role is assumed with.
    Recipe withoutLastRole() const
    {
        Recipe rest = *this;
        rest.plan.roles.removeLast();
        return rest;
    }
};

QString shortRole(const QString &arn)
{
    return arn.section(u'/', -1);
}

QString placeText(const QString &file, int line)
{
    return line > 0 ? u"%1 line %2"_s.arg(QDir::toNativeSeparators(file)).arg(line) : QDir::toNativeSeparators(file);
}

QString sourceLink(const KeySource &source)
{
    switch (source.kind) {
    case Kind::Static:
        return u"keys of profile %1 (%2)"_s.arg(source.profile, placeText(source.file, source.line));
    case Kind::Process:
        return u"credential_process of profile %1 (%2)"_s.arg(source.profile, placeText(source.file, source.line));
    case Kind::Sso:
        return u"single sign-on %1, account %2, role %3"_s.arg(
            source.sso.sessionName.isEmpty() ? source.sso.startUrl : source.sso.sessionName, source.sso.accountId,
            source.sso.roleName);
    case Kind::WebIdentity:
        return u"web identity token %1, role %2"_s.arg(QDir::toNativeSeparators(source.tokenFile), source.roleArn);
    case Kind::Environment:
        return u"environment"_s;
    }
    return {};
}

QString outlineOf(const ProfilePlan &plan, const QString &profile)
{
    QString text = u"profile %1"_s.arg(profile);
    if (plan.source.kind == Kind::Sso)
        text += u" · single sign-on"_s;
    else if (plan.source.kind == Kind::Process)
        text += u" · process"_s;
    else if (plan.source.kind == Kind::WebIdentity)
        text += u" · web identity"_s;
    if (!plan.roles.isEmpty())
        text += u" · role %1"_s.arg(shortRole(plan.roles.constLast().roleArn));
    return text;
}

//! The account that the last step leads to, as far as the files tell.
QString accountOf(const ProfilePlan &plan)
{
    if (!plan.roles.isEmpty())
        return plan.roles.constLast().roleArn.section(u':', 4, 4);
    return plan.source.kind == Kind::WebIdentity ? plan.source.roleArn.section(u':', 4, 4) : plan.source.accountId;
}

//! The failure of a step, in words that name the step by themselves.
Failure named(Failure failure)
{
    if (!failure.message.contains(failure.subject, Qt::CaseInsensitive))
        failure.message = failure.subject + u": "_s + failure.message;
    return failure;
}

//! Keys under way or fetched, and who waits for them.
struct Session
{
    struct Waiting
    {
        QPointer<QObject> context;
        CredentialsProvider::Answer answer;
    };

    Recipe recipe;
    std::optional<ResolvedCredentials> keys;
    QDateTime fetchedAt;
    QList<Waiting> waiting;
    std::unique_ptr<QObject> run; // the fetch under way dies with it

    bool serves(const QDateTime &now, qint64 aheadSeconds) const
    {
        return keys && (!keys->expiresAt || now.secsTo(*keys->expiresAt) > aheadSeconds);
    }

    bool isFresh(const QDateTime &now) const
    {
        if (!keys || !keys->expiresAt)
            return keys.has_value();
        return serves(now, std::min(renewAheadSeconds, fetchedAt.secsTo(*keys->expiresAt) / 3));
    }
};

Result<Secret> readTokenFile(const QString &path, const QString &profile)
{
    const QString shown = QDir::toNativeSeparators(path);
    const auto failure = [&](const QString &reason) {
        return Failure{FailureKind::Credentials, u"profile %1"_s.arg(profile),
                       u"The web identity token file %1 %2. Whoever starts this program in the cluster or job "
                       "provides it."_s.arg(shown, reason)};
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"cannot be read: %1"_s.arg(file.errorString()));
    const QByteArray token = file.read(mostTokenBytes + 1).trimmed();
    if (token.isEmpty())
        return failure(u"is empty"_s);
    if (token.size() > mostTokenBytes)
        return failure(u"is too large to be a token"_s);
    return Secret(token);
}

class ProviderOfQuery : public CredentialsProvider
{
public:
    ProviderOfQuery(AwsCredentials &credentials, AwsCredentialsQuery query)
        : m_credentials(credentials)
        , m_query(std::move(query))
    {
    }

    void request(QObject *context, Answer answer) override
    {
        m_credentials.request(m_query, context, std::move(answer));
    }
    void forget() override { m_credentials.forget(m_query); }

private:
    AwsCredentials &m_credentials;
    AwsCredentialsQuery m_query;
};

} // namespace

struct AwsCredentials::Private
{
    Private(AwsCredentials *owner, AwsFiles &awsFiles, HttpTransport &transport, ClockSkew &skew, MfaPrompt &prompt,
            const QProcessEnvironment &variables)
        : q(owner)
        , files(awsFiles)
        , clock(skew)
        , mfa(prompt)
        , environment(variables)
        , sts(transport, skew)
        , sso(transport, awsFiles.homePath(), [&skew] { return skew.localNow(); })
    {
    }

    //! What a query comes to: the environment's own keys, or a recipe and the profile's name.
    struct Way
    {
        bool environmentKeys = false;
        Recipe recipe;
        QString profile;
    };

    Result<Way> wayOf(const AwsCredentialsQuery &query);
    Failure nothingThere(const Failure &reason) const;
    StsOptions stsOptions(const Recipe &recipe, const HttpOptions &http) const;
    QDateTime now(const Recipe &recipe) const;

    Session &sessionFor(const Recipe &recipe);
    Session *find(const Recipe &recipe);
    void fetch(const Recipe &recipe, const HttpOptions &http, QObject *context, CredentialsProvider::Answer answer);
    void begin(Session &session, const HttpOptions &http);
    void beginSource(const Recipe &recipe, const HttpOptions &http, QObject *run);
    void assume(const Recipe &recipe, const HttpOptions &http, QObject *run, const ResolvedCredentials &with, int tries,
                const QString &problem);
    void callSts(const Recipe &recipe, const HttpOptions &http, QObject *run, const ResolvedCredentials &with,
                 const QString &code, int tries);
    void settle(const Recipe &recipe, const Result<ResolvedCredentials> &result);
    void leaveAlone();
    void dropOld();

    AwsCredentials *q;
    AwsFiles &files;
    ClockSkew &clock;
    MfaPrompt &mfa;
    QProcessEnvironment environment;
    StsClient sts;
    SsoClient sso;
    std::vector<std::unique_ptr<Session>> sessions;
};

AwsCredentials::AwsCredentials(AwsFiles &files, HttpTransport &transport, ClockSkew &clock, MfaPrompt &mfa,
                               const QProcessEnvironment &environment, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, files, transport, clock, mfa, environment))
{
}

AwsCredentials::~AwsCredentials() = default;

void AwsCredentials::request(const AwsCredentialsQuery &query, QObject *context, CredentialsProvider::Answer answer)
{
    const Result<Private::Way> way = d->wayOf(query);
    if (!way) {
        answer(way.failure());
    } else if (way->environmentKeys) {
        answer(EnvironmentCredentials(d->environment).resolve());
    } else {
        d->fetch(way->recipe, query.http, context, std::move(answer));
    }
}

void AwsCredentials::forget(const AwsCredentialsQuery &query)
{
    const Result<Private::Way> way = d->wayOf(query);
    if (!way || way->environmentKeys)
        return;
    Recipe recipe = way->recipe;
    while (true) {
        if (Session *session = d->find(recipe))
            session->keys.reset();
        if (recipe.plan.roles.isEmpty())
            break;
        recipe = recipe.withoutLastRole();
    }
    emit changed();
}

CredentialsGlance AwsCredentials::glance(const AwsCredentialsQuery &query)
{
    const Result<Private::Way> way = d->wayOf(query);
    if (!way)
        return {{}, way.failure().message, std::nullopt, {}, false};
    if (way->environmentKeys) {
        const Result<ResolvedCredentials> keys = EnvironmentCredentials(d->environment).resolve();
        if (!keys)
            return {{}, keys.failure().message, std::nullopt, {}, false};
        return {keys->origin, {}, keys->expiresAt, keys->accountId, false};
    }
    const ProfilePlan &plan = way->recipe.plan;
    CredentialsGlance glance{outlineOf(plan, way->profile), {}, std::nullopt, accountOf(plan), false};
    const Session *session = d->find(way->recipe);
    if (session && session->keys)
        glance.expiresAt = session->keys->expiresAt;
    const bool fresh = session && session->isFresh(d->now(way->recipe));
    glance.asksPerson = !fresh && (plan.source.kind == Kind::Process ||
                                   std::any_of(plan.roles.cbegin(), plan.roles.cend(),
                                               [](const RoleStep &role) { return !role.mfaSerial.isEmpty(); }));
    return glance;
}

std::unique_ptr<CredentialsProvider> AwsCredentials::provider(const AwsCredentialsQuery &query)
{
    return std::make_unique<ProviderOfQuery>(*this, query);
}

Result<AwsCredentials::Private::Way> AwsCredentials::Private::wayOf(const AwsCredentialsQuery &query)
{
    Way way;
    // A chosen profile means that profile, whatever keys the environment holds.
    if (!query.profile && EnvironmentCredentials::isSetIn(environment)) {
        way.environmentKeys = true;
        return way;
    }
    const AwsConfig &config = files.read();
    const Result<AwsSettings> settings = awsSettings(environment, config, query.profile);
    if (!settings)
        return settings.failure();
    way.profile = settings->profile;
    way.recipe.region = settings->region.value;
    if (way.recipe.region.isEmpty())
        way.recipe.region = query.region.isEmpty() ? fallbackRegion : query.region;
    way.recipe.stsUrl = settings->stsEndpointUrl.value;
    way.recipe.ssoUrl = settings->ssoEndpointUrl.value;
    way.recipe.oidcUrl = settings->ssoOidcEndpointUrl.value;
    way.recipe.useFips = settings->useFips.value;
    way.recipe.useDualStack = settings->useDualStack.value;

    const Result<ProfilePlan> plan = planProfile(config, settings->profile);
    const QString tokenFile = query.profile ? QString() : environment.value(u"AWS_WEB_IDENTITY_TOKEN_FILE"_s).trimmed();
    // As the AWS tools order them: a role of the profile, then the environment's web identity, then the
    // profile's other sources. A profile that is wrong is an error and makes room for nobody.
    const bool makesRoom = plan ? plan->roles.isEmpty() : leadsNowhere(config, settings->profile);
    if (!tokenFile.isEmpty() && makesRoom) {
        const QString roleArn = environment.value(u"AWS_ROLE_ARN"_s).trimmed();
        if (roleArn.isEmpty())
            return Failure{
                FailureKind::Credentials, u"AWS_ROLE_ARN"_s,
                u"AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not: set it to the role to assume"_s};
        KeySource &source = way.recipe.plan.source;
        source.kind = Kind::WebIdentity;
        source.profile = settings->profile;
        source.tokenFile = tokenFile;
        source.roleArn = roleArn;
        source.roleSessionName = environment.value(u"AWS_ROLE_SESSION_NAME"_s).trimmed();
        return way;
    }
    if (!plan) {
        const bool nobodyChose =
            !query.profile && !config.profiles.contains(settings->profile) && config.problems.isEmpty();
        return nobodyChose ? nothingThere(plan.failure()) : plan.failure();
    }
    way.recipe.plan = *plan;
    return way;
}

Failure AwsCredentials::Private::nothingThere(const Failure &reason) const
{
    const bool inContainer = environment.contains(u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"_s) ||
                             environment.contains(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s);
    const QString container =
        inContainer ? u" The environment offers a container's credentials, which Busload does not use."_s : QString();
    return {
        FailureKind::Credentials, reason.subject,
        u"There are no credentials: no AWS_ACCESS_KEY_ID in the environment, and no profile %1 in %2 or %3. Set "
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a profile.%4 EC2 and ECS metadata are not asked."_s.arg(
            chosenProfile(environment), QDir::toNativeSeparators(files.configPath()),
            QDir::toNativeSeparators(files.credentialsPath()), container)};
}

StsOptions AwsCredentials::Private::stsOptions(const Recipe &recipe, const HttpOptions &http) const
{
    StsOptions options;
    options.region = recipe.region;
    options.endpointUrl = recipe.stsUrl;
    options.useFips = recipe.useFips;
    options.useDualStack = recipe.useDualStack;
    options.http = http;
    return options;
}

QDateTime AwsCredentials::Private::now(const Recipe &recipe) const
{
    // An end that STS set is told by STS's clock.
    const Result<StsEndpoint> endpoint = stsEndpoint(stsOptions(recipe, {}));
    return endpoint ? clock.now(endpoint->url) : clock.localNow();
}

Session *AwsCredentials::Private::find(const Recipe &recipe)
{
    const auto found = std::find_if(sessions.cbegin(), sessions.cend(),
                                    [&recipe](const auto &session) { return session->recipe == recipe; });
    return found == sessions.cend() ? nullptr : found->get();
}

Session &AwsCredentials::Private::sessionFor(const Recipe &recipe)
{
    if (Session *session = find(recipe))
        return *session;
    dropOld();
    sessions.push_back(std::make_unique<Session>());
    sessions.back()->recipe = recipe;
    return *sessions.back();
}

//! Profiles that were edited leave their old recipes behind.
void AwsCredentials::Private::dropOld()
{
    std::erase_if(sessions, [this](const std::unique_ptr<Session> &session) {
        return !session->run && session->waiting.isEmpty() && !session->serves(now(session->recipe), 0);
    });
}

void AwsCredentials::Private::fetch(const Recipe &recipe, const HttpOptions &http, QObject *context,
                                    CredentialsProvider::Answer answer)
{
    Session &session = sessionFor(recipe);
    if (session.isFresh(now(recipe))) {
        const ResolvedCredentials keys = *session.keys; // the answer may forget them
        answer(keys);
        return;
    }
    session.waiting.append({context, std::move(answer)});
    connect(context, &QObject::destroyed, q, [this] { leaveAlone(); });
    if (!session.run)
        begin(session, http);
}

void AwsCredentials::Private::begin(Session &session, const HttpOptions &http)
{
    session.run = std::make_unique<QObject>();
    QObject *run = session.run.get();
    const Recipe recipe = session.recipe;
    if (recipe.plan.roles.isEmpty()) {
        beginSource(recipe, http, run);
        return;
    }
    fetch(recipe.withoutLastRole(), http, run, [this, recipe, http, run](const Result<ResolvedCredentials> &with) {
        if (with)
            assume(recipe, http, run, *with, 1, {});
        else
            settle(recipe, with);
    });
}

void AwsCredentials::Private::beginSource(const Recipe &recipe, const HttpOptions &http, QObject *run)
{
    const KeySource &source = recipe.plan.source;
    const auto tell = [this, recipe](Result<ResolvedCredentials> result) {
        if (result) {
            result.value().origin = u"profile %1"_s.arg(recipe.plan.source.profile);
            result.value().links = {sourceLink(recipe.plan.source)};
        }
        settle(recipe, result);
    };
    switch (source.kind) {
    case Kind::Static: {
        ResolvedCredentials keys;
        keys.keys = source.keys;
        keys.accountId = source.accountId;
        tell(keys);
        return;
    }
    case Kind::Environment:
        tell(EnvironmentCredentials(environment).resolve());
        return;
    case Kind::Process:
        runCredentialProcess(source.command, source.profile, environment, processTimeoutMs, run, tell,
                             [this] { return clock.localNow(); });
        return;
    case Kind::Sso:
        sso.roleCredentials(source.sso, source.profile, {recipe.ssoUrl, recipe.oidcUrl, http}, run, tell);
        return;
    case Kind::WebIdentity:
        break;
    }
    const Result<Secret> token = readTokenFile(source.tokenFile, source.profile);
    if (!token) {
        tell(token.failure());
        return;
    }
    WebIdentityRequest request;
    request.roleArn = source.roleArn;
    request.sessionName = source.roleSessionName;
    request.token = *token;
    request.durationSeconds = source.durationSeconds;
    sts.assumeRoleWithWebIdentity(request, stsOptions(recipe, http), run, [tell](const Result<AssumedRole> &role) {
        if (!role) {
            tell(role.failure());
            return;
        }
        ResolvedCredentials keys;
        keys.keys = role->keys;
        keys.expiresAt = role->expiresAt;
        keys.accountId = role->accountId;
        tell(keys);
    });
}

void AwsCredentials::Private::assume(const Recipe &recipe, const HttpOptions &http, QObject *run,
                                     const ResolvedCredentials &with, int tries, const QString &problem)
{
    const RoleStep &role = recipe.plan.roles.constLast();
    if (role.mfaSerial.isEmpty()) {
        callSts(recipe, http, run, with, {}, tries);
        return;
    }
    mfa.ask({role.profile, role.roleArn, role.mfaSerial, problem}, run,
            [this, recipe, http, run, with, tries](const std::optional<QString> &code) {
                static const QRegularExpression sixDigits(u"^[0-9]{6}$"_s);
                const RoleStep &step = recipe.plan.roles.constLast();
                if (!code) {
                    settle(recipe, Failure{FailureKind::Credentials, u"profile %1"_s.arg(step.profile),
                                           u"The role %1 wants a code of the MFA device %2, and none was given."_s.arg(
                                               step.roleArn, step.mfaSerial)});
                } else if (sixDigits.match(code->trimmed()).hasMatch()) {
                    callSts(recipe, http, run, with, code->trimmed(), tries);
                } else if (tries < mostMfaTries) {
                    assume(recipe, http, run, with, tries + 1, u"A code has six digits."_s);
                } else {
                    settle(recipe, Failure{FailureKind::Credentials, u"profile %1"_s.arg(step.profile),
                                           u"The MFA code for %1 must have six digits."_s.arg(step.mfaSerial)});
                }
            });
}

void AwsCredentials::Private::callSts(const Recipe &recipe, const HttpOptions &http, QObject *run,
                                      const ResolvedCredentials &with, const QString &code, int tries)
{
    const RoleStep &role = recipe.plan.roles.constLast();
    AssumeRoleRequest request;
    request.roleArn = role.roleArn;
    request.sessionName = role.roleSessionName;
    request.externalId = role.externalId;
    request.mfaSerial = role.mfaSerial;
    request.mfaCode = code;
    request.durationSeconds = role.durationSeconds;
    sts.assumeRole(with.keys, request, stsOptions(recipe, http), run,
                   [this, recipe, http, run, with, tries](const Result<AssumedRole> &answer) {
                       const RoleStep &step = recipe.plan.roles.constLast();
                       if (!answer) {
                           // Source: STS's words for a wrong code: "MultiFactorAuthentication failed with …".
                           const bool wrongCode = !step.mfaSerial.isEmpty() &&
                                                  answer.failure().message.contains("MultiFactorAuthentication"_L1);
                           if (wrongCode && tries < mostMfaTries)
                               assume(recipe, http, run, with, tries + 1,
                                      u"The code was refused. Take the next one the device shows."_s);
                           else
                               settle(recipe, answer.failure());
                           return;
                       }
                       ResolvedCredentials keys;
                       keys.keys = answer->keys;
                       keys.expiresAt = answer->expiresAt;
                       keys.accountId = answer->accountId;
                       keys.origin = u"profile %1"_s.arg(step.profile);
                       keys.links = with.links + QStringList{u"role %1 (profile %2)"_s.arg(step.roleArn, step.profile)};
                       settle(recipe, keys);
                   });
}

void AwsCredentials::Private::settle(const Recipe &recipe, const Result<ResolvedCredentials> &result)
{
    Session *session = find(recipe);
    if (!session || !session->run)
        return; // whoever answers while the run is being ended answers nobody
    Result<ResolvedCredentials> told = result ? result : Result<ResolvedCredentials>(named(result.failure()));
    if (result) {
        session->keys = *result;
        session->fetchedAt = now(recipe);
    } else if (session->serves(now(recipe), lastUseSeconds)) {
        told = *session->keys; // not fresh any more, but good for this once
    } else {
        session->keys.reset();
    }
    // What runs now may be the very fetch that ends here: it goes after this returned.
    session->run.release()->deleteLater();
    const QList<Session::Waiting> waiting = std::exchange(session->waiting, {});
    const bool keep = session->recipe.plan.source.kind != Kind::Static || !session->recipe.plan.roles.isEmpty();
    if (!keep)
        session->keys.reset(); // the file is read each time anyway; a secret need not lie about twice
    for (const Session::Waiting &one : waiting) {
        if (one.context)
            one.answer(told);
    }
    emit q->changed();
}

//! Ends what nobody waits for any more: a question for a code, a process, a request.
void AwsCredentials::Private::leaveAlone()
{
    for (const std::unique_ptr<Session> &session : sessions) {
        session->waiting.removeIf([](const Session::Waiting &one) { return !one.context; });
        if (session->run && session->waiting.isEmpty())
            session->run.reset();
    }
}

} // namespace busload
