// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/uploadbody.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace busload {

UploadBody::UploadBody(const QByteArray &body, QObject *parent)
    : QIODevice(parent)
    , m_body(body)
{
    // Unbuffered: QIODevice must not read ahead, or a read would no longer prove anything.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void UploadBody::cut()
{
    onFirstRead = nullptr;
    onReset = nullptr;
    m_position = m_body.size();
}

bool UploadBody::reset()
{
    // An empty body is never read, its head goes out at once: whether it did cannot be told, so such
    // a request is never repeated. One whose body was not touched has sent nothing and may start over.
    if (!m_wasRead && !m_body.isEmpty())
        return true;
    return onReset && onReset();
}

bool UploadBody::seek(qint64 position)
{
    return position == 0 && reset();
}

qint64 UploadBody::readData(char *data, qint64 maxSize)
{
    if (!std::exchange(m_wasRead, true) && onFirstRead)
        onFirstRead();
    const qint64 left = m_body.size() - m_position;
    if (left == 0)
        return -1;
    const qint64 size = std::min(left, maxSize);
    std::memcpy(data, m_body.constData() + m_position, static_cast<size_t>(size));
    m_position += size;
    return size;
}

qint64 UploadBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace busload
