// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profilewords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ProfileWords", text);
}

QString nameOfRole(const QString &arn)
{
    return arn.section(u'/', -1);
}

QString sourceWords(const KeySource &source)
{
    switch (source.kind) {
    case KeySource::Kind::Static:
        return words("Keys of profile %1").arg(source.profile);
    case KeySource::Kind::Process:
        return words("Process of profile %1").arg(source.profile);
    case KeySource::Kind::Sso:
        return words("Single sign-on, account %1, role %2").arg(source.sso.accountId, source.sso.roleName);
    case KeySource::Kind::WebIdentity:
        return words("Web identity, role %1").arg(nameOfRole(source.roleArn));
    case KeySource::Kind::Environment:
        return words("Keys of the environment");
    }
    return {};
}

} // namespace

QString planWords(const ProfilePlan &plan)
{
    QString text = sourceWords(plan.source);
    for (const RoleStep &role : plan.roles) {
        text += u" → "_s + words("role %1").arg(nameOfRole(role.roleArn));
        if (!role.mfaSerial.isEmpty())
            text += words(" (asks for an MFA code)");
    }
    return text;
}

} // namespace busload
