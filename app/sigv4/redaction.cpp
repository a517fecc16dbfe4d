// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/redaction.h"

#include <QLatin1StringView>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

//! How much of the text's beginning is the character `c`: as it is, behind a backslash or as \uXXXX.
//! 0 when it is another.
qsizetype lengthOf(QChar c, QStringView text)
{
    if (text.startsWith(c))
        return 1;
    if (!text.startsWith(u'\\'))
        return 0;
    if (text.size() > 1 && text.at(1) == c)
        return 2;
    bool isHex = false;
    if (text.size() >= 6 && text.at(1) == u'u' && text.mid(2, 4).toUShort(&isHex, 16) == c.unicode() && isHex)
        return 6;
    return 0;
}

//! How much of the text's beginning is the secret; 0 when it does not begin so.
qsizetype lengthOf(QStringView secret, QStringView text)
{
    qsizetype at = 0;
    for (const QChar c : secret) {
        const qsizetype length = lengthOf(c, text.mid(at));
        if (length == 0)
            return 0;
        at += length;
    }
    return at;
}

QString replaced(QStringView text, QStringView secret)
{
    QString shown;
    shown.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        if (const qsizetype length = lengthOf(secret, text.mid(at)); length > 0) {
            shown += QLatin1StringView(redactedText);
            at += length;
        } else {
            shown += text.at(at++);
        }
    }
    return shown;
}

} // namespace

QByteArray withoutSecret(const QByteArray &text, const Secret &secret)
{
    if (secret.isEmpty() || text.isEmpty())
        return text;
    // Latin-1 keeps each byte, whatever the text is encoded in.
    return replaced(QString::fromLatin1(text), QString::fromLatin1(secret.reveal())).toLatin1();
}

QString withoutSecret(const QString &text, const Secret &secret)
{
    if (secret.isEmpty() || text.isEmpty())
        return text;
    return replaced(text, QString::fromUtf8(secret.reveal()));
}

} // namespace busload
