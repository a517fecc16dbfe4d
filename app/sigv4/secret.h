// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text that must not be shown. It prints as <redacted> wherever a stream, a log or a test failure
// would print it; whoever needs the text says reveal(), and a reader can search for that word.
#pragma once

#include <QByteArray>
#include <QDebug>

namespace busload {

class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray text)
        : m_text(std::move(text))
    {
    }

    bool isEmpty() const { return m_text.isEmpty(); }
    const QByteArray &reveal() const { return m_text; }

    bool operator==(const Secret &) const = default;

private:
    QByteArray m_text; // UTF-8
};

inline QDebug operator<<(QDebug debug, const Secret &)
{
    return debug << "<redacted>";
}

inline char *toString(const Secret &)
{
    return qstrdup("<redacted>");
}

//! What stands in the place of a secret wherever text is shown.
inline constexpr char redactedText[] = "<redacted>";

} // namespace busload
