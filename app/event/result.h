// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a fallible function returns: a value, or a Failure that names its kind, its subject and its
// reason. The window turns kinds into words; nothing here is translated, nothing here throws.
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace busload {

//! What sort of thing went wrong; decides which verb the window offers and which exit code is used.
enum class FailureKind {
    Usage,         //!< the caller asked for something that makes no sense (an unknown option)
    Unreadable,    //!< a file or stream could not be read
    Unwritable,    //!< a file or store could not be written
    Malformed,     //!< text that does not follow its format; the message names line and column
    Configuration, //!< settings that contradict each other or lack a needed part
    Credentials,   //!< keys are missing or cannot be used; nothing is ever sent unsigned instead
    Unavailable,   //!< a service of this machine is not there (keychain, port in use)
};

//! Why something did not work. `subject` names the place (a file, a field, an option), `message`
//! says what happened and what to do next, in plain English and without secrets.
struct Failure
{
    FailureKind kind = FailureKind::Malformed;
    QString subject;
    QString message;

    bool operator==(const Failure &) const = default;
};

//! A value of type T or a Failure. Test with `if (result)`; `value()` and `failure()` must match it.
template <typename T>
class Result
{
public:
    Result(T value) // NOLINT(google-explicit-constructor)
        : m_state(std::move(value))
    {
    }
    Result(Failure failure) // NOLINT(google-explicit-constructor)
        : m_state(std::move(failure))
    {
    }

    explicit operator bool() const { return std::holds_alternative<T>(m_state); }

    const T &value() const & { return std::get<T>(m_state); }
    T &value() & { return std::get<T>(m_state); }
    T &&value() && { return std::get<T>(std::move(m_state)); }
    const T *operator->() const { return &std::get<T>(m_state); }
    const T &operator*() const & { return std::get<T>(m_state); }

    const Failure &failure() const { return std::get<Failure>(m_state); }

private:
    std::variant<T, Failure> m_state;
};

} // namespace busload
