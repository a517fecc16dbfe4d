// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/processoutput.h"

#include "event/instant.h"
#include "sigv4/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxComplaintLength = 500;

//! The text of a member. Missing and null are an error where it is needed, else an empty text.
Result<QString> textOf(const QJsonObject &answer, const QString &name, bool needed, const QString &subject)
{
    const QJsonValue value = answer.value(name);
    const bool isMissing = value.isUndefined() || value.isNull();
    if (isMissing && !needed)
        return QString();
    if (isMissing)
        return Failure{FailureKind::Credentials, subject,
                       u"The program's answer has no %1. It must print what the AWS tools expect of a "
                       "credential_process."_s.arg(name)};
    if (!value.isString() || (needed && value.toString().isEmpty()))
        return Failure{
            FailureKind::Credentials, subject,
            u"The %1 in the program's answer is %2."_s.arg(name, value.isString() ? u"empty"_s : u"not a text"_s)};
    return value.toString();
}

bool isAccountId(const QString &text)
{
    static const QRegularExpression pattern(u"^[0-9]{12}$"_s);
    return pattern.match(text).hasMatch();
}

//! The secrets in the output, as they would read in a complaint. A pattern finds them, for the output of
//! a program that failed may be half a JSON text, or have them a level deeper than it should.
QList<Secret> secretsIn(const QByteArray &output)
{
    static const QRegularExpression member(uR"re("(?:SecretAccessKey|SessionToken)"\s*:\s*"((?:[^"\\]|\\.)*))re"_s,
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::DotMatchesEverythingOption);
    QList<Secret> secrets;
    for (auto found = member.globalMatch(QString::fromUtf8(output)); found.hasNext();) {
        const QByteArray written = found.next().captured(1).toUtf8();
        const QJsonArray read = QJsonDocument::fromJson("[\"" + written + "\"]").array();
        secrets.append(Secret(read.isEmpty() ? written : read.first().toString().toUtf8()));
    }
    return secrets;
}

} // namespace

Result<ResolvedCredentials> readProcessOutput(const QByteArray &output, const QString &subject, const QDateTime &now)
{
    const auto failure = [&subject](const QString &message) {
        return Failure{FailureKind::Credentials, subject, message};
    };
    if (output.trimmed().isEmpty())
        return failure(u"The program ended well but printed nothing. It must print the keys as JSON."_s);
    const QJsonDocument document = QJsonDocument::fromJson(output);
    if (!document.isObject()) {
        return failure(u"What the program printed is not a JSON object. It must print the keys as JSON and nothing "
                       "else."_s);
    }
    const QJsonObject answer = document.object();
    const QJsonValue version = answer.value("Version"_L1);
    if (version.isUndefined())
        return failure(u"The program's answer has no Version. It must be the number 1."_s);
    if (!version.isDouble() || version.toDouble() != 1)
        return failure(u"The program's answer has another Version than the number 1, which is all that is known."_s);

    QMap<QString, QString> texts;
    for (const auto &[name, needed] :
         {std::pair(u"AccessKeyId"_s, true), std::pair(u"SecretAccessKey"_s, true), std::pair(u"SessionToken"_s, false),
          std::pair(u"Expiration"_s, false), std::pair(u"AccountId"_s, false)}) {
        const Result<QString> text = textOf(answer, name, needed, subject);
        if (!text)
            return text.failure();
        texts.insert(name, *text);
    }
    ResolvedCredentials resolved;
    resolved.keys = {texts[u"AccessKeyId"_s].toUtf8(), Secret(texts[u"SecretAccessKey"_s].toUtf8()),
                     Secret(texts[u"SessionToken"_s].toUtf8())};
    if (isAccountId(texts[u"AccountId"_s]))
        resolved.accountId = texts[u"AccountId"_s];
    if (!answer.value("Expiration"_L1).isString())
        return resolved;
    const std::optional<Instant> end = parseInstant(texts[u"Expiration"_s]);
    if (!end)
        return failure(u"The Expiration in the program's answer is not a time as ISO 8601 writes it."_s);
    resolved.expiresAt = toDateTimeUtc(*end);
    if (*resolved.expiresAt <= now) {
        return failure(u"The keys that the program gave expired at %1. Renew what it takes them from, and check this "
                       "computer's clock."_s.arg(formatInstant(*end)));
    }
    return resolved;
}

QString shownComplaint(const QByteArray &complaint, const QByteArray &output)
{
    static const QRegularExpression escapeSequence(u"\x1b\\[[0-?]*[ -/]*[@-~]"_s);
    QString text = QString::fromUtf8(complaint);
    text.remove(escapeSequence);
    // A line end parts words; what else steers a screen, or turns the direction of text, just goes.
    QString shown;
    for (const QChar c : std::as_const(text)) {
        if (c.isSpace())
            shown += u' ';
        else if (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format)
            shown += c;
    }
    for (const Secret &secret : secretsIn(output))
        shown = withoutSecret(shown, secret);
    shown = shown.simplified();
    // Cut last, so that no secret is halved and thereby not recognised.
    return shown.size() <= maxComplaintLength ? shown : shown.first(maxComplaintLength) + u'…';
}

} // namespace busload
