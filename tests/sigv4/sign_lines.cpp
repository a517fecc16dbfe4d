// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For check_botocore.py only: reads requests as JSON lines, signs them and writes every stage.
#include "sigv4/authorization.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace busload;
using namespace busload::sigv4;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytes(const QJsonObject &object, QLatin1StringView name)
{
    return object.value(name).toString().toUtf8();
}

SignableRequest requestFrom(const QJsonObject &in)
{
    SignableRequest request;
    request.method = bytes(in, "method"_L1);
    request.path = bytes(in, "path"_L1);
    request.query = bytes(in, "query"_L1);
    request.bodySha256Hex = sha256Hex(QByteArray::fromBase64(bytes(in, "body"_L1)));
    for (const QJsonValue header : in.value("headers"_L1).toArray())
        request.headers.append(
            Header{header.toArray().at(0).toString().toUtf8(), header.toArray().at(1).toString().toUtf8()});
    return request;
}

SigningParams paramsFrom(const QJsonObject &in)
{
    SigningParams params;
    params.credentials = {bytes(in, "accessKeyId"_L1), Secret(bytes(in, "secretAccessKey"_L1)),
                          Secret(bytes(in, "token"_L1))};
    params.region = bytes(in, "region"_L1);
    params.service = bytes(in, "service"_L1);
    params.when = QDateTime::fromSecsSinceEpoch(in.value("when"_L1).toInteger(), Qt::UTC);
    params.normalizePath = params.doubleEncodePath = !in.value("s3"_L1).toBool();
    return params;
}

// The other half: what was signed must verify as it would arrive.
bool verifies(SignableRequest request, const SigningInstructions &instructions, const Secret &key)
{
    for (const SigningHeader &header : instructions.headers)
        request.headers.append(Header{header.name, header.value});
    const auto authorization = parseAuthorization(instructions.headers.last().value);
    return authorization && verify(request, *authorization, instructions.headers.first().value, key).matches;
}

} // namespace

int main()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject in = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        const SignableRequest request = requestFrom(in);
        const SigningParams params = paramsFrom(in);
        const SigningInstructions instructions = sign(request, params);
        const QJsonObject out = {
            {u"canonicalRequest"_s, QString::fromUtf8(instructions.canonicalRequest)},
            {u"stringToSign"_s, QString::fromUtf8(instructions.stringToSign)},
            {u"signature"_s, QString::fromLatin1(instructions.signature)},
            {u"authorization"_s, QString::fromUtf8(instructions.headers.last().value)},
            {u"verifies"_s, verifies(request, instructions, params.credentials.secretAccessKey)},
        };
        std::cout << QJsonDocument(out).toJson(QJsonDocument::Compact).toStdString() << '\n';
    }
    return 0;
}
