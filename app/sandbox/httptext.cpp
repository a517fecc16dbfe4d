// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/httptext.h"

#include <algorithm>
#include <array>

namespace busload {

namespace {

struct Reason
{
    int status;
    const char *words;
};

// Source: RFC 9110, section 15; the ones that the sandbox gives by itself or is commonly told to give.
constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{204, "No Content"},
    Reason{307, "Temporary Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{413, "Content Too Large"},
    Reason{429, "Too Many Requests"},
    Reason{500, "Internal Server Error"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
};

QByteArray reasonFor(int status)
{
    const auto *const found =
        std::find_if(reasons.begin(), reasons.end(), [status](const Reason &row) { return row.status == status; });
    return found == reasons.end() ? QByteArray("Sandbox") : QByteArray(found->words);
}

} // namespace

QByteArray httpText(const SandboxReply &reply)
{
    using Connection = SandboxReply::Connection;
    QByteArray text = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonFor(reply.status) + "\r\n";
    for (const auto &[name, value] : reply.headers)
        text += name + ": " + value + "\r\n";
    if (reply.status != 204) // which must not have one
        text += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    if (reply.connection == Connection::AnswerAndClose)
        text += "Connection: close\r\n";
    text += "\r\n";
    if (reply.status == 204)
        return text;
    return text + (reply.connection == Connection::AnswerHalf ? reply.body.left(reply.body.size() / 2) : reply.body);
}

} // namespace busload
