// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests to the sandbox as a client would sign them, for tests that then break one thing.
#pragma once

#include "event/entry.h"
#include "sandbox/sandboxrequest.h"
#include "sigv4/signer.h"

#include <QDateTime>

namespace busload::test {

inline constexpr quint16 port = 4577;

sigv4::Credentials key();
//! The moment at which the tests happen: 2026-03-01T12:00:00Z.
QDateTime noon();
//! An entry that the service takes.
Entry goodEntry();

struct RequestOptions
{
    sigv4::Credentials credentials = key();
    QDateTime when = noon();
    QByteArray region = "eu-west-1";
    QByteArray service = "events";
    QByteArray host = "127.0.0.1:4577";
    QByteArray target = "AWSEvents.PutEvents";
};

//! A signed POST of the body.
SandboxRequest signedRequest(const QByteArray &body, const RequestOptions &options = {});
SandboxRequest signedRequest(const Entries &entries, const RequestOptions &options = {});
//! Puts another value in the place of a header.
void setHeader(SandboxRequest &request, const QByteArray &name, const QByteArray &value);
void removeHeader(SandboxRequest &request, const QByteArray &name);

} // namespace busload::test
