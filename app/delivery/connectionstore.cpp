// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connectionstore.h"

#include <QRegularExpression>
#include <QSettings>
#include <QUrl>
#include <QUuid>

#include <array>
#include <utility>

namespace busload {

namespace {

constexpr int leastTimeoutMs = 100;
constexpr int mostTimeoutMs = 15 * 60 * 1000;

template <typename E, std::size_t N>
using Words = std::array<std::pair<E, const char *>, N>;

constexpr Words<Connection::Kind, 2> kindWords{{
    {Connection::Kind::Aws, "aws"},
    {Connection::Kind::Custom, "custom"},
}};
constexpr Words<Connection::CredentialSource, 4> sourceWords{{
    {Connection::CredentialSource::Environment, "environment"},
    {Connection::CredentialSource::Keychain, "keychain"},
    {Connection::CredentialSource::Profile, "profile"},
    {Connection::CredentialSource::AwsChain, "aws-chain"},
}};
constexpr Words<Connection::Colour, 7> colourWords{{
    {Connection::Colour::None, "none"},
    {Connection::Colour::Blue, "blue"},
    {Connection::Colour::Green, "green"},
    {Connection::Colour::Teal, "teal"},
    {Connection::Colour::Purple, "purple"},
    {Connection::Colour::Orange, "orange"},
    {Connection::Colour::Red, "red"},
}};
constexpr Words<IdempotencyChoice::Kind, 3> idempotencyWords{{
    {IdempotencyChoice::Kind::LeaveOut, "leave-out"},
    {IdempotencyChoice::Kind::SendAsField, "field"},
    {IdempotencyChoice::Kind::WriteIntoDetail, "detail"},
}};

template <typename E, std::size_t N>
QString wordOf(const Words<E, N> &words, E value)
{
    for (const auto &[known, word] : words) {
        if (known == value)
            return QString::fromLatin1(word);
    }
    return {};
}

template <typename E, std::size_t N>
std::optional<E> valueOf(const Words<E, N> &words, const QString &text)
{
    for (const auto &[value, word] : words) {
        if (text == QLatin1String(word))
            return value;
    }
    return std::nullopt;
}

QString groupOf(const QString &id)
{
    return QStringLiteral("connections/") + id;
}

//! Ids name groups of the settings: nothing that has a meaning there may stand in them.
bool isUsableId(const QString &id)
{
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9-]{1,64}$"));
    return shape.match(id).hasMatch();
}

int numberIn(const QVariant &value, int least, int most, int otherwise)
{
    bool ok = false;
    const int number = value.toInt(&ok);
    return ok && number >= least && number <= most ? number : otherwise;
}

bool truth(const QVariant &value, bool otherwise)
{
    const QString text = value.toString();
    if (text == QLatin1String("true"))
        return true;
    return text == QLatin1String("false") ? false : otherwise;
}

//! A password typed into the URL is a secret: it must not come into the file. Read as text, since what is
//! no URL ("user:password@proxy:3128") can hold one too.
QString withoutUserInfo(const QString &url)
{
    static const QRegularExpression userInfo(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*://)?[^/?#]*@"));
    return QString(url).replace(userInfo, QStringLiteral("\\1"));
}

void takePasswordsOut(Connection &connection)
{
    connection.endpointUrl = withoutUserInfo(connection.endpointUrl);
    connection.proxyUrl = withoutUserInfo(connection.proxyUrl);
}

//! Reads into `connection`, whose values are the defaults. The group is open.
void readFields(const QSettings &settings, Connection &connection)
{
    const auto text = [&settings](const char *key, const QString &otherwise) {
        const QVariant value = settings.value(QLatin1String(key));
        return value.isNull() ? otherwise : value.toString();
    };
    connection.name = text("name", connection.name);
    connection.defaultBus = text("defaultBus", {});
    connection.colour = valueOf(colourWords, text("colour", {})).value_or(Connection::Colour::None);
    connection.region = text("region", connection.region);
    connection.limits.bytesPerCall = numberIn(settings.value(QLatin1String("bytesPerCall")), 1,
                                              int(Limits::raisedBytesPerCall), int(connection.limits.bytesPerCall));
    connection.idempotency.kind =
        valueOf(idempotencyWords, text("idempotency", {})).value_or(connection.idempotency.kind);
    connection.idempotency.detailKey = text("idempotencyKey", connection.idempotency.detailKey);
    connection.connectTimeoutMs = numberIn(settings.value(QLatin1String("connectTimeoutMs")), leastTimeoutMs,
                                           mostTimeoutMs, connection.connectTimeoutMs);
    connection.answerTimeoutMs = numberIn(settings.value(QLatin1String("answerTimeoutMs")), leastTimeoutMs,
                                          mostTimeoutMs, connection.answerTimeoutMs);
    if (connection.kind == Connection::Kind::Sandbox)
        return;
    connection.endpointUrl = withoutUserInfo(text("endpointUrl", {}));
    connection.endpointId = text("endpointId", {});
    connection.profile = text("profile", {});
    connection.credentialSource =
        valueOf(sourceWords, text("credentials", {})).value_or(Connection::CredentialSource::Keychain);
    connection.accessKeyId = text("accessKeyId", {});
    connection.allowPlainHttp = truth(settings.value(QLatin1String("allowPlainHttp")), false);
    connection.useFips = truth(settings.value(QLatin1String("useFips")), false);
    connection.useDualStack = truth(settings.value(QLatin1String("useDualStack")), false);
    connection.proxyUrl = withoutUserInfo(text("proxyUrl", {}));
    connection.caFile = text("caFile", {});
    connection.production = truth(settings.value(QLatin1String("production")), false);
}

} // namespace

Connection sandboxConnection()
{
    Connection sandbox;
    sandbox.id = QString::fromLatin1(ConnectionStore::sandboxId);
    sandbox.name = QStringLiteral("Local sandbox");
    sandbox.kind = Connection::Kind::Sandbox;
    sandbox.credentialSource = Connection::CredentialSource::SandboxKey;
    sandbox.idempotency.kind = IdempotencyChoice::Kind::SendAsField;
    return sandbox;
}

ConnectionStore::ConnectionStore(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    load();
}

std::optional<Connection> ConnectionStore::find(const QString &id) const
{
    const qsizetype index = indexOf(id);
    return index < 0 ? std::nullopt : std::optional<Connection>(m_connections.at(index));
}

const Connection &ConnectionStore::current() const
{
    const qsizetype index = indexOf(m_current);
    return m_connections.at(qMax(index, qsizetype(0)));
}

void ConnectionStore::setCurrent(const QString &id)
{
    if (indexOf(id) < 0 || current().id == id)
        return;
    m_current = id;
    m_settings.setValue(QLatin1String("connections/current"), id);
    emit currentChanged();
}

QString ConnectionStore::add(Connection connection)
{
    connection.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (connection.kind == Connection::Kind::Sandbox)
        connection.kind = Connection::Kind::Custom;
    if (connection.credentialSource == Connection::CredentialSource::SandboxKey)
        connection.credentialSource = Connection::CredentialSource::Keychain;
    takePasswordsOut(connection);
    m_connections.append(connection);
    save(connection);
    saveOrder();
    emit changed();
    return connection.id;
}

bool ConnectionStore::change(const Connection &connection)
{
    const qsizetype index = indexOf(connection.id);
    if (index < 0)
        return false;
    const Connection &old = m_connections.at(index);
    Connection changedOne = connection;
    if (changedOne.kind == Connection::Kind::Sandbox)
        changedOne.kind = old.kind;
    if (changedOne.credentialSource == Connection::CredentialSource::SandboxKey)
        changedOne.credentialSource = old.credentialSource;
    if (old.kind == Connection::Kind::Sandbox) {
        // The sandbox stays the sandbox: only these of its fields can be changed.
        Connection kept = old;
        kept.name = changedOne.name;
        kept.region = changedOne.region;
        kept.defaultBus = changedOne.defaultBus;
        kept.colour = changedOne.colour;
        kept.limits = changedOne.limits;
        kept.idempotency = changedOne.idempotency;
        kept.connectTimeoutMs = changedOne.connectTimeoutMs;
        kept.answerTimeoutMs = changedOne.answerTimeoutMs;
        changedOne = kept;
    }
    takePasswordsOut(changedOne);
    if (changedOne == old)
        return true;
    m_connections[index] = changedOne;
    save(changedOne);
    emit changed();
    if (current().id == changedOne.id)
        emit currentChanged();
    return true;
}

bool ConnectionStore::remove(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_connections.at(index).kind == Connection::Kind::Sandbox)
        return false;
    const bool wasCurrent = current().id == id;
    m_connections.removeAt(index);
    m_settings.remove(groupOf(id));
    saveOrder();
    if (wasCurrent) {
        m_current = QString::fromLatin1(sandboxId);
        m_settings.setValue(QLatin1String("connections/current"), m_current);
    }
    emit changed();
    if (wasCurrent)
        emit currentChanged();
    return true;
}

void ConnectionStore::setSandboxUrl(const QUrl &url)
{
    Connection &sandbox = m_connections.first();
    const QString text = url.toString();
    if (sandbox.endpointUrl == text)
        return;
    sandbox.endpointUrl = text;
    emit changed();
    if (current().id == sandbox.id)
        emit currentChanged();
}

qsizetype ConnectionStore::indexOf(const QString &id) const
{
    for (qsizetype i = 0; i < m_connections.size(); ++i) {
        if (m_connections.at(i).id == id)
            return i;
    }
    return -1;
}

void ConnectionStore::load()
{
    Connection sandbox = sandboxConnection();
    m_settings.beginGroup(groupOf(sandbox.id));
    readFields(m_settings, sandbox);
    m_settings.endGroup();
    m_connections = {sandbox};

    const QStringList order = m_settings.value(QLatin1String("connections/order")).toStringList();
    for (const QString &id : order) {
        if (!isUsableId(id) || indexOf(id) >= 0)
            continue;
        m_settings.beginGroup(groupOf(id));
        const auto kind = valueOf(kindWords, m_settings.value(QLatin1String("kind")).toString());
        if (kind) {
            Connection connection;
            connection.id = id;
            connection.kind = *kind;
            readFields(m_settings, connection);
            m_connections.append(connection);
        }
        m_settings.endGroup();
    }
    m_current = m_settings.value(QLatin1String("connections/current")).toString();
}

void ConnectionStore::save(const Connection &connection)
{
    m_settings.beginGroup(groupOf(connection.id));
    const auto put = [this](const char *key, const QVariant &value) { m_settings.setValue(QLatin1String(key), value); };
    put("name", connection.name);
    put("region", connection.region);
    put("defaultBus", connection.defaultBus);
    put("colour", wordOf(colourWords, connection.colour));
    put("bytesPerCall", connection.limits.bytesPerCall);
    put("idempotency", wordOf(idempotencyWords, connection.idempotency.kind));
    put("idempotencyKey", connection.idempotency.detailKey);
    put("connectTimeoutMs", connection.connectTimeoutMs);
    put("answerTimeoutMs", connection.answerTimeoutMs);
    if (connection.kind != Connection::Kind::Sandbox) {
        put("kind", wordOf(kindWords, connection.kind));
        put("endpointUrl", connection.endpointUrl);
        put("endpointId", connection.endpointId);
        put("profile", connection.profile);
        put("credentials", wordOf(sourceWords, connection.credentialSource));
        put("accessKeyId", connection.accessKeyId);
        put("allowPlainHttp", connection.allowPlainHttp);
        put("useFips", connection.useFips);
        put("useDualStack", connection.useDualStack);
        put("proxyUrl", connection.proxyUrl);
        put("caFile", connection.caFile);
        put("production", connection.production);
    }
    m_settings.endGroup();
}

void ConnectionStore::saveOrder()
{
    // Ids that this version could not read keep their place, so that a newer one still finds them.
    QStringList order = m_settings.value(QLatin1String("connections/order")).toStringList();
    const auto isGone = [this](const QString &id) {
        return !m_settings.contains(groupOf(id) + QLatin1String("/name")) && indexOf(id) < 0;
    };
    order.removeIf(isGone);
    for (const Connection &connection : std::as_const(m_connections)) {
        if (connection.kind != Connection::Kind::Sandbox && !order.contains(connection.id))
            order.append(connection.id);
    }
    m_settings.setValue(QLatin1String("connections/order"), order);
}

} // namespace busload
