// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A PutEvents endpoint inside the program, on loopback, so that a fresh install composes, sends, fails
// and retries with no account and no network. It checks signatures, dates and limits as the service
// does and answers in the service's words.
#pragma once

#include "event/limits.h"
#include "event/result.h"
#include "sandbox/faults.h"
#include "sigv4/signer.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QUrl>

#include <memory>

namespace busload {

//! An event as a rule would see it.
struct ReceivedEvent
{
    QString id;
    QString detailType;
    QString source;
    QString account;
    QString time; //!< RFC 3339, whole seconds, UTC
    QString region;
    QStringList resources;
    QString eventBusName;
    QByteArray detail; //!< exact text
    QString idempotencyToken;
    QDateTime receivedAt; //!< UTC

    //! The delivered JSON: version, id, detail-type, source, account, time, region, resources, detail.
    QByteArray toJson() const;
    bool operator==(const ReceivedEvent &) const = default;
};

//! Source: the account id that AWS documentation uses for examples.
inline constexpr char sandboxAccount[] = "123456789012";

struct SandboxOptions
{
    quint16 port = 0;       //!< 0: any free one
    sigv4::Credentials key; //!< the only key it takes
    Limits limits;
    qsizetype keptEvents = 10'000; //!< the oldest are forgotten
    qint64 keptBytes = 67'108'864; //!< and so they are past this many bytes, 64 MiB
};

//! Runs on a thread of its own; this object belongs to the caller's thread.
class Sandbox : public QObject
{
    Q_OBJECT
public:
    explicit Sandbox(SandboxOptions options, QObject *parent = nullptr);
    ~Sandbox() override; //!< stops

    //! Listens on 127.0.0.1. Errors: Unavailable, when the port is taken.
    Result<QUrl> start();
    void stop();
    bool isRunning() const;
    QUrl url() const;

    void setFaults(const QList<Fault> &faults);
    QList<Fault> faults() const;
    void setLimits(const Limits &limits);

    qsizetype receivedCount() const;
    //! Newest first, at most `most`.
    QList<ReceivedEvent> received(qsizetype most = 500) const;
    void forgetReceived();

    //! A fresh key of the service's shape, from the system's random source.
    static sigv4::Credentials makeKey();

signals:
    //! After events were accepted, with the number held now. In the caller's thread.
    void eventsReceived(qsizetype count);
    //! After each call, refused ones too, with the status of its answer (0: left without one) and how
    //! many of its events were newly accepted. In the caller's thread.
    void callReceived(int status, int accepted);
    //! After a fault was used up or changed.
    void faultsChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace busload
