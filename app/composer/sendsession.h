// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Joins the open document to the courier: resolves drafts once at the moment of sending, remembers which
// entry came of which draft, and lets a retry send just those entries again with the same content. It
// knows no widget; the window asks it and listens to it.
#pragma once

#include "composer/document.h"
#include "delivery/courier.h"
#include "delivery/effectiveconnection.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace busload {

class SendSession : public QObject
{
    Q_OBJECT
public:
    //! Makes the provider of a connection's keys; called at each send and retry.
    using CredentialsFactory = std::function<std::unique_ptr<CredentialsProvider>(const Connection &)>;
    //! What a connection comes to now, with this machine's AWS settings; called at each send and retry.
    using EffectiveFactory = std::function<Result<EffectiveConnection>(const Connection &)>;

    SendSession(Document &document, HttpTransport &transport, EffectiveFactory effective,
                CredentialsFactory credentials, ClockSkew &clock, QObject *parent = nullptr);
    ~SendSession() override;

    //! Where to send from now on. A send under way goes on with what it began with.
    void setConnection(const Connection &connection);
    const Connection &connection() const;

    bool isRunning() const;
    //! The last send, growing while it runs; null before the first.
    const SendRecord *record() const;
    //! The draft an entry of the last send came from; 0 when that draft is gone.
    DraftId draftOf(qsizetype entry) const;
    //! The last outcome of a draft, unless the draft was changed since: then it tells of other content.
    std::optional<Outcome> outcomeOf(DraftId draft) const;
    //! How many calls are done and how many there are in the send or retry under way.
    int callsDone() const;
    int callsPlanned() const;

    //! Sends every draft, or only the given ones, in the order of the batch. Ignored
    //! while running, with no draft, and when one of them cannot be resolved as its writer means it.
    void sendAll();
    void sendOnly(const QList<DraftId> &drafts);
    //! Sends again what was refused and may be repeated: same content, same order. Ignored while
    //! running and when there is nothing to retry.
    void retry();
    //! Sends the given entries again, whatever their outcome: the person's decision about Unknown ones.
    void resend(const QList<qsizetype> &entries);
    void cancel();
    //! Forgets the last send. Ignored while running.
    void forget();

signals:
    void started();
    //! After an entry's outcome changed; the draft may be gone (0).
    void outcomeChanged(busload::DraftId draft, qsizetype entry);
    //! A draft was edited after it was sent: its outcome no longer tells of what it is now.
    void outcomeOutdated(busload::DraftId draft);
    void callFinished();
    //! Exactly once for each started().
    void finished();

private:
    void begin(const QList<DraftId> &drafts);
    Connection prepare();
    void onDraftChanged(DraftId id);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace busload
