// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include "ui/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// Source: XDG Desktop Portal, Settings: color-scheme is 0 no preference, 1 dark, 2 light.
const QString portalService = u"org.freedesktop.portal.Desktop"_s;
const QString portalPath = u"/org/freedesktop/portal/desktop"_s;
const QString portalSettings = u"org.freedesktop.portal.Settings"_s;
const QString appearanceSpace = u"org.freedesktop.appearance"_s;
const QString colourSchemeKey = u"color-scheme"_s;
constexpr uint preferDark = 1;

//! Whether a session bus is there already: libdbus would start one just for this question, and wait for it.
bool sessionBusIsThere()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s);
}

} // namespace

Appearance::Appearance(QApplication &app, Choice choice, QObject *parent)
    : QObject(parent)
    , m_app(app)
    , m_choice(choice)
    , m_systemDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
{
    apply();
    askPortal();
}

void Appearance::setChoice(Choice choice)
{
    m_choice = choice;
    apply();
}

void Appearance::askPortal()
{
    if (!sessionBusIsThere())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalSettings, u"SettingChanged"_s, this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, u"Read"_s);
    question << appearanceSpace << colourSchemeKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *answered) {
        answered->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answered;
        if (reply.isValid()) // Read() wraps its answer in a variant twice
            onPortalSetting(appearanceSpace, colourSchemeKey,
                            QDBusVariant(reply.value().variant().canConvert<QDBusVariant>()
                                             ? reply.value().variant().value<QDBusVariant>().variant()
                                             : reply.value().variant()));
    });
}

void Appearance::onPortalSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space == appearanceSpace && key == colourSchemeKey && value.variant().toUInt() != 0)
        setSystemDark(value.variant().toUInt() == preferDark);
}

void Appearance::setSystemDark(bool dark)
{
    if (dark == m_systemDark)
        return;
    m_systemDark = dark;
    if (m_choice == Choice::System)
        apply();
}

void Appearance::apply()
{
    const bool dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_systemDark);
    applyTheme(m_app, dark ? darkTheme() : lightTheme());
}

} // namespace busload
