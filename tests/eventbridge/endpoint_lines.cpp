// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For check_endpoints.py only: reads EndpointParams as JSON lines and writes what they resolve to.
#include "eventbridge/endpoint.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace busload;
using namespace Qt::StringLiterals;

int main()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject in = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        EndpointParams params;
        params.region = in.value("region"_L1).toString();
        params.customUrl = in.value("customUrl"_L1).toString();
        params.endpointId = in.value("endpointId"_L1).toString();
        params.useFips = in.value("useFips"_L1).toBool();
        params.useDualStack = in.value("useDualStack"_L1).toBool();

        QJsonObject out;
        if (const Result<Endpoint> endpoint = resolveEndpoint(params)) {
            out.insert("url"_L1, endpoint->url);
            out.insert("sigV4a"_L1, endpoint->sigV4a);
        } else {
            out.insert("error"_L1, endpoint.failure().message);
        }
        std::cout << QJsonDocument(out).toJson(QJsonDocument::Compact).toStdString() << '\n';
    }
    return 0;
}
