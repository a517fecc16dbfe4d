// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For check_awscrt.py only: reads requests with another signer's signature as JSON lines, signs them too and
// writes both the stages and whether the other's signature is the derived key's.
#include "sigv4/asymmetric.h"

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

} // namespace

int main()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject in = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        SignableRequest request;
        request.method = bytes(in, "method"_L1);
        request.path = bytes(in, "path"_L1);
        request.query = bytes(in, "query"_L1);
        request.bodySha256Hex = sha256Hex(bytes(in, "body"_L1));
        for (const QJsonValue header : in.value("headers"_L1).toArray())
            request.headers.append(
                Header{header.toArray().at(0).toString().toUtf8(), header.toArray().at(1).toString().toUtf8()});
        AsymmetricParams params;
        params.credentials = {bytes(in, "accessKeyId"_L1), Secret(bytes(in, "secretAccessKey"_L1)),
                              Secret(bytes(in, "token"_L1))};
        params.service = bytes(in, "service"_L1);
        params.regionSet = bytes(in, "regionSet"_L1);
        params.when = QDateTime::fromSecsSinceEpoch(in.value("when"_L1).toInteger(), Qt::UTC);
        const SigningInstructions instructions = sign(request, params);
        const PublicKey key = publicKeyOf(params.credentials);
        const QJsonObject out = {
            {u"stringToSign"_s, QString::fromUtf8(instructions.stringToSign)},
            {u"signature"_s, QString::fromLatin1(instructions.signature)},
            {u"authorization"_s, QString::fromUtf8(instructions.headers.last().value)},
            {u"x"_s, QString::fromLatin1(key.x.toHex())},
            {u"y"_s, QString::fromLatin1(key.y.toHex())},
            {u"verifies"_s, verifies(key, instructions.stringToSign, bytes(in, "theirs"_L1))},
        };
        std::cout << QJsonDocument(out).toJson(QJsonDocument::Compact).toStdString() << '\n';
    }
    return 0;
}
