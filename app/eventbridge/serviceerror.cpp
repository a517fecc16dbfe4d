// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventbridge/serviceerror.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <initializer_list>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// A refusal for too many entries echoes all of them; the whole of it can be read in the raw answer.
constexpr qsizetype maxMessageLength = 2000;

// "ns#Code:http://…" gives "Code". Source: AWS JSON 1.1 error rules.
QString bareCode(const QString &type)
{
    const QString head = type.section(u':', 0, 0);
    return head.section(u'#', -1).trimmed();
}

QString firstText(const QJsonObject &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        QString text = object.value(name).toString();
        if (!text.isEmpty())
            return text;
    }
    return {};
}

// Emulators and gateways answer in XML whatever was asked: <Error><Code>…</Code><Message>…</Message>.
ServiceError readXmlError(const QByteArray &body)
{
    ServiceError error;
    QXmlStreamReader reader(body);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const bool isCode = reader.name() == "Code"_L1;
        const bool isMessage = reader.name() == "Message"_L1 || reader.name() == "title"_L1;
        if (isCode && error.code.isEmpty())
            error.code = reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        else if (isMessage && error.message.isEmpty())
            error.message = reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    }
    return error;
}

} // namespace

QString shortenedMessage(const QString &message)
{
    if (message.size() <= maxMessageLength)
        return message;
    return message.first(maxMessageLength) + u"… (%1 more characters)"_s.arg(message.size() - maxMessageLength);
}

ServiceError readServiceError(const RawAnswer &answer, const std::function<QString(const QString &)> &clean)
{
    ServiceError error;
    const QByteArray body = answer.body.trimmed();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject()) {
        const QJsonObject object = document.object();
        error.code = bareCode(firstText(object, {"__type"_L1, "code"_L1}));
        error.message = firstText(object, {"message"_L1, "Message"_L1});
    } else if (body.startsWith('<')) {
        error = readXmlError(body);
    } else {
        error.message = QString::fromUtf8(body);
    }
    if (error.code.isEmpty())
        error.code = bareCode(QString::fromUtf8(answer.errorTypeHeader));
    if (error.code.isEmpty())
        error.code = QString::number(answer.status);
    if (clean)
        error.message = clean(error.message);
    error.message = shortenedMessage(error.message);
    return error;
}

} // namespace busload
