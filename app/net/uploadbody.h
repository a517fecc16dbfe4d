// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The body of one request as the device Qt reads it from, which can be read only once. It exists
// because of a trap: when a connection ends before an answer came, QNetworkAccessManager sends the
// request again by itself, up to two times, a POST too. Events would be put twice and nobody would
// know. Before it repeats a request, Qt resets the device its body comes from; this one refuses, and
// Qt ends the request with ContentReSendError instead. Should Qt reset it all the same, there is
// nothing left to read: the head of a request with a body goes out only together with the body's
// first piece. It must never hand out a byte twice.
#pragma once

#include <QByteArray>
#include <QIODevice>

#include <functional>

namespace busload {

class UploadBody : public QIODevice
{
    Q_OBJECT
public:
    UploadBody(const QByteArray &body, QObject *parent);

    //! Called at the first read. Qt reads only once it has a connection (with TLS: the handshake is
    //! done), so this is the moment when a connection provably stands and the request may go out.
    std::function<void()> onFirstRead;

    //! Asked when Qt wants to start over; true says that it will not send again in spite of that.
    //! (Qt resets the body on the answers 307 and 308 too, and drops the answer when it cannot.)
    std::function<bool()> onReset;

    bool wasRead() const { return m_wasRead; }

    //! From now on there is nothing to read, and nobody is called any more.
    void cut();

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_position >= m_body.size(); }
    qint64 bytesAvailable() const override { return m_body.size() - m_position; }
    bool reset() override;
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_body;
    qint64 m_position = 0;
    bool m_wasRead = false;
};

} // namespace busload
