// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/keychain.h"

#include <qt6keychain/keychain.h>

#include <QPointer>
#include <QUuid>

#include <memory>

namespace busload {

namespace {

Failure failureOf(const QKeychain::Job &job)
{
    QString reason;
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
        reason = QStringLiteral("access to the keychain was denied; allow it and try again");
        break;
    case QKeychain::AccessDenied:
        reason = QStringLiteral("the keychain refused access");
        break;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        reason = QStringLiteral("this system has no keychain that the program can use");
        break;
    default:
        reason = job.errorString().isEmpty() ? QStringLiteral("the keychain gave no reason") : job.errorString();
    }
    return {FailureKind::Unavailable, QStringLiteral("keychain"), reason};
}

//! Starts a job whose end calls `ended`, unless the store or the context is gone by then. Jobs belong to
//! nobody and delete themselves: one destroyed under way would leave the backend a dead pointer.
template <typename Job>
void run(Job *job, const QString &key, QObject *store, QObject *context, std::function<void(const Job &)> ended)
{
    job->setInsecureFallback(false);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, job,
                     [job, storeGuard = QPointer<QObject>(store), contextGuard = QPointer<QObject>(context),
                      ended = std::move(ended)] {
                         if (storeGuard && contextGuard)
                             ended(*job);
                     });
    job->start();
}

} // namespace

Keychain::Keychain(QString service)
    : m_service(std::move(service))
{
}

Keychain::~Keychain() = default;

void Keychain::read(const QString &key, QObject *context, ReadAnswer answer)
{
    using Job = QKeychain::ReadPasswordJob;
    run<Job>(new Job(m_service), key, &m_alive, context, [answer = std::move(answer)](const Job &job) {
        if (job.error() == QKeychain::EntryNotFound)
            answer(std::optional<Secret>());
        else if (job.error() != QKeychain::NoError)
            answer(failureOf(job));
        else
            answer(std::optional<Secret>(Secret(job.binaryData())));
    });
}

void Keychain::write(const QString &key, const Secret &secret, QObject *context, DoneAnswer answer)
{
    using Job = QKeychain::WritePasswordJob;
    auto *job = new Job(m_service);
    job->setBinaryData(secret.reveal());
    run<Job>(job, key, &m_alive, context, [answer = std::move(answer)](const Job &ended) {
        if (ended.error() != QKeychain::NoError)
            answer(failureOf(ended));
        else
            answer(Done());
    });
}

void Keychain::remove(const QString &key, QObject *context, DoneAnswer answer)
{
    using Job = QKeychain::DeletePasswordJob;
    run<Job>(new Job(m_service), key, &m_alive, context, [answer = std::move(answer)](const Job &job) {
        if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
            answer(failureOf(job));
        else
            answer(Done());
    });
}

void Keychain::probe(QObject *context, DoneAnswer answer)
{
    const QString key = QStringLiteral("probe/%1").arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
    const Secret expected(QUuid::createUuid().toRfc4122().toHex());
    const auto told = std::make_shared<DoneAnswer>(std::move(answer));

    const auto removed = [told](bool same, const Result<Done> &result) {
        if (!result)
            (*told)(result);
        else if (!same)
            (*told)(Failure{FailureKind::Unavailable, QStringLiteral("keychain"),
                            QStringLiteral("the keychain did not give back what was written to it")});
        else
            (*told)(Done());
    };
    write(key, expected, context, [=, this](const Result<Done> &written) {
        if (!written) {
            (*told)(written);
            return;
        }
        read(key, context, [=, this](const Result<std::optional<Secret>> &found) {
            const bool same = found && found.value() == std::optional<Secret>(expected);
            remove(key, context, [=](const Result<Done> &result) { removed(same, result); });
        });
    });
}

} // namespace busload
