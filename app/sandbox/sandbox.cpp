// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandbox.h"

#include "sandbox/sandboxserver.h"
#include "sandbox/sandboxservice.h"

#include <QMutex>
#include <QMutexLocker>
#include <QRandomGenerator>
#include <QThread>

#include <string_view>

using namespace Qt::StringLiterals;

namespace busload {

struct Sandbox::Private
{
    explicit Private(SandboxOptions given)
        : options(std::move(given))
        , service(options)
    {
    }

    SandboxOptions options;
    quint16 port = 0; // 0: not running

    // Both threads use the service; every use locks.
    mutable QMutex mutex;
    SandboxService service;

    // The server lives on the thread, as a guest of `place`, which lives there as long as the thread runs.
    QThread thread;
    std::unique_ptr<QObject> place;
    std::unique_ptr<SandboxServer> server;
};

namespace {

QByteArray randomText(std::string_view alphabet, int length)
{
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text.append(alphabet[QRandomGenerator::system()->bounded(static_cast<quint32>(alphabet.size()))]);
    return text;
}

} // namespace

Sandbox::Sandbox(SandboxOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options)))
{
}

Sandbox::~Sandbox()
{
    stop();
}

Result<QUrl> Sandbox::start()
{
    if (isRunning())
        return url();

    d->thread.setObjectName(u"sandbox"_s);
    d->thread.start();
    d->place = std::make_unique<QObject>();
    d->place->moveToThread(&d->thread);

    // Runs on the sandbox's thread; what it tells goes to this object's thread and is lost with it.
    const auto handle = [this](const SandboxRequest &request) {
        QMutexLocker lock(&d->mutex);
        SandboxReply reply = d->service.handle(request, QDateTime::currentDateTimeUtc());
        const qsizetype held = d->service.events().count();
        lock.unlock();
        if (reply.accepted > 0)
            QMetaObject::invokeMethod(
                this, [this, held] { emit eventsReceived(held); }, Qt::QueuedConnection);
        const bool answered =
            reply.connection != SandboxReply::Connection::Drop && reply.connection != SandboxReply::Connection::Hang;
        QMetaObject::invokeMethod(
            this,
            [this, status = answered ? reply.status : 0, accepted = reply.accepted] {
                emit callReceived(status, accepted);
            },
            Qt::QueuedConnection);
        if (reply.faultsChanged)
            QMetaObject::invokeMethod(this, &Sandbox::faultsChanged, Qt::QueuedConnection);
        return reply;
    };
    quint16 port = 0;
    QMetaObject::invokeMethod(
        d->place.get(),
        [this, handle, &port] {
            d->server = std::make_unique<SandboxServer>(handle);
            port = d->server->listenOnLoopback(d->options.port);
            const QMutexLocker lock(&d->mutex);
            d->service.setPort(port);
        },
        Qt::BlockingQueuedConnection);
    d->port = port;
    if (port == 0) {
        stop();
        return Failure{FailureKind::Unavailable, u"port %1"_s.arg(d->options.port),
                       u"The sandbox cannot listen on 127.0.0.1:%1; another program uses that port. Choose another "
                       "one, or 0 for any that is free."_s.arg(d->options.port)};
    }
    return url();
}

void Sandbox::stop()
{
    if (!d->thread.isRunning())
        return;
    QMetaObject::invokeMethod(
        d->place.get(), [this] { d->server.reset(); }, Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
    d->place.reset();
    d->port = 0;
}

bool Sandbox::isRunning() const
{
    return d->port != 0;
}

QUrl Sandbox::url() const
{
    return isRunning() ? QUrl(u"http://127.0.0.1:%1"_s.arg(d->port)) : QUrl();
}

void Sandbox::setFaults(const QList<Fault> &faults)
{
    {
        const QMutexLocker lock(&d->mutex);
        if (d->service.faults().faults() == faults)
            return;
        d->service.faults().set(faults);
        d->service.faults().takeChanged();
    }
    emit faultsChanged();
}

QList<Fault> Sandbox::faults() const
{
    const QMutexLocker lock(&d->mutex);
    return d->service.faults().faults();
}

void Sandbox::setLimits(const Limits &limits)
{
    const QMutexLocker lock(&d->mutex);
    d->service.setLimits(limits);
}

qsizetype Sandbox::receivedCount() const
{
    const QMutexLocker lock(&d->mutex);
    return d->service.events().count();
}

QList<ReceivedEvent> Sandbox::received(qsizetype most) const
{
    const QMutexLocker lock(&d->mutex);
    return d->service.events().newest(most);
}

void Sandbox::forgetReceived()
{
    const QMutexLocker lock(&d->mutex);
    d->service.events().clear();
}

sigv4::Credentials Sandbox::makeKey()
{
    // Source: the shape of a long-lived key id, base 32; a secret is 40 characters of base 64.
    constexpr std::string_view idLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    constexpr std::string_view secretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return {"AKIA" + randomText(idLetters, 16), Secret(randomText(secretLetters, 40)), Secret()};
}

} // namespace busload
