// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

// Long enough for every time-out a connection can set, short enough to notice a slip of the keyboard.
constexpr int longestDelayMs = 600'000;
constexpr int mostTimes = 1'000'000;
constexpr int lowestStatus = 200;
constexpr int highestStatus = 599;

struct KindWord
{
    Fault::Kind kind;
    QLatin1StringView word;
};

// Kinds that are a word and nothing else.
constexpr std::array plainKinds{
    KindWord{Fault::Kind::Hang, "hang"_L1},
    KindWord{Fault::Kind::DropBefore, "drop-before"_L1},
    KindWord{Fault::Kind::DropAfter, "drop-after"_L1},
    KindWord{Fault::Kind::Garbage, "garbage"_L1},
    KindWord{Fault::Kind::WrongCount, "wrong-count"_L1},
    KindWord{Fault::Kind::HalfAnswer, "half-answer"_L1},
    KindWord{Fault::Kind::Html, "html"_L1},
    KindWord{Fault::Kind::Redirect, "redirect"_L1},
};

struct SpecError
{
    QString message;
};

qsizetype findPlain(QStringView text, QChar wanted, qsizetype from = 0)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == wanted)
            return i;
    }
    return -1;
}

QStringList splitPlain(const QString &text, QChar separator)
{
    QStringList parts;
    qsizetype from = 0;
    for (qsizetype at = findPlain(text, separator); at >= 0; at = findPlain(text, separator, from)) {
        parts.append(text.mid(from, at - from));
        from = at + 1;
    }
    parts.append(text.mid(from));
    return parts;
}

QString unescaped(QStringView text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size())
            ++i;
        plain.append(text[i]);
    }
    return plain;
}

QString escaped(const QString &text)
{
    QString safe;
    for (const QChar c : text) {
        if (c == u'\\' || c == u':' || c == u'&')
            safe.append(u'\\');
        safe.append(c);
    }
    return safe;
}

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isCode(QStringView text)
{
    const auto letter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    return !text.isEmpty() && letter(text.front()) && std::all_of(text.begin(), text.end(), [letter](QChar c) {
        return letter(c) || (c >= u'0' && c <= u'9') || c == u'.';
    });
}

std::optional<int> numberWithin(QStringView text, int least, int most)
{
    bool ok = false;
    const int number = isDigits(text) ? text.toInt(&ok) : 0;
    return ok && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

// Reads one fault; what is wrong is thrown nowhere but returned, hence the many early ends.
class Reader
{
public:
    explicit Reader(const QString &spec)
        : m_spec(spec.trimmed())
    {
    }

    std::optional<SpecError> read()
    {
        if (m_spec.isEmpty())
            return SpecError{u"nothing is written; name a fault, for instance call:ThrottlingException"_s};
        const qsizetype colon = findPlain(m_spec, u':');
        m_head = colon < 0 ? m_spec : m_spec.left(colon);
        if (colon >= 0)
            m_rest = m_spec.mid(colon + 1);

        // TIMES stands at the very end, wherever that is.
        if (!m_rest) {
            if (auto error = takeTimes(m_head))
                return error;
        }
        const QString word = m_head.section(u'=', 0, 0);
        if (word == "entry"_L1 || word == "every"_L1 || word == "type"_L1)
            return readEntryError();
        if (m_head == "call"_L1)
            return readCallError();
        if (m_head == "status"_L1)
            return readNumber(Fault::Kind::CallError, &Fault::status, "a status"_L1, lowestStatus, highestStatus);
        if (m_head == "delay"_L1)
            return readNumber(Fault::Kind::Delay, &Fault::milliseconds, "a number of milliseconds"_L1, 1,
                              longestDelayMs);
        for (const KindWord &plain : plainKinds) {
            if (m_head == plain.word) {
                if (m_rest)
                    return SpecError{
                        u"\"%1\" takes nothing behind \":\", but \"%2\" stands there"_s.arg(plain.word, *m_rest)};
                m_fault.kind = plain.kind;
                return std::nullopt;
            }
        }
        return SpecError{u"\"%1\" is no fault; take entry, every, type, call, status, delay, hang, drop-before, "
                         "drop-after, garbage, wrong-count, half-answer, html or redirect"_s.arg(m_head)};
    }

    const Fault &fault() const { return m_fault; }

private:
    std::optional<SpecError> takeTimes(QString &text)
    {
        const qsizetype star = text.lastIndexOf(u'*');
        if (star < 0)
            return std::nullopt;
        const QString digits = text.mid(star + 1);
        const auto times = numberWithin(digits, 0, mostTimes);
        if (!times)
            return SpecError{u"\"*%1\" is no count; write *1 to *%2"_s.arg(digits).arg(mostTimes)};
        m_fault.times = *times;
        text.truncate(star);
        return std::nullopt;
    }

    // CODE[:MESSAGE][*TIMES]
    std::optional<SpecError> readCode()
    {
        const QString rest = m_rest.value_or(QString());
        const qsizetype colon = rest.indexOf(u':');
        m_fault.code = rest.left(colon);
        if (colon >= 0) {
            m_fault.message = rest.mid(colon + 1);
            const qsizetype star = m_fault.message.lastIndexOf(u'*');
            if (star >= 0 && isDigits(QStringView(m_fault.message).mid(star + 1)))
                return takeTimes(m_fault.message);
            return std::nullopt;
        }
        return takeTimes(m_fault.code);
    }

    std::optional<SpecError> checkCode() const
    {
        if (m_fault.code.isEmpty())
            return SpecError{u"\"%1\" needs an error code behind \":\", for instance InternalFailure"_s.arg(m_head)};
        if (!isCode(m_fault.code))
            return SpecError{u"\"%1\" is no error code; one is made of letters, digits and dots"_s.arg(m_fault.code)};
        return std::nullopt;
    }

    std::optional<SpecError> readEntryError()
    {
        m_fault.kind = Fault::Kind::EntryError;
        for (const QString &choice : splitPlain(m_head, u'&')) {
            if (choice == "entry"_L1 && m_head == choice)
                break;
            if (auto error = readChoice(choice))
                return error;
        }
        if (!m_fault.entries.isEmpty() && m_fault.everyNth > 0)
            return SpecError{u"\"%1\" chooses by entry= and by every=; take one of them"_s.arg(m_head)};
        if (auto error = readCode())
            return error;
        return checkCode();
    }

    std::optional<SpecError> readChoice(const QString &choice)
    {
        const QString name = choice.section(u'=', 0, 0);
        const QString value = choice.section(u'=', 1);
        if (name == "entry"_L1) {
            for (const QString &part : value.split(u',')) {
                const auto position = numberWithin(part.trimmed(), 1, mostTimes);
                if (!position)
                    return SpecError{u"\"%1\" is no position of an entry; they count from 1"_s.arg(part)};
                m_fault.entries.append(*position);
            }
            return std::nullopt;
        }
        if (name == "every"_L1) {
            const auto nth = numberWithin(value, 1, mostTimes);
            if (!nth)
                return SpecError{u"\"every=%1\" needs a number from 1"_s.arg(value)};
            m_fault.everyNth = *nth;
            return std::nullopt;
        }
        if (name == "type"_L1) {
            m_fault.detailType = unescaped(value);
            if (m_fault.detailType.isEmpty())
                return SpecError{u"\"type=\" needs a detail type"_s};
            return std::nullopt;
        }
        return SpecError{u"\"%1\" chooses no entries; take entry=, every= or type="_s.arg(choice)};
    }

    // call:CODE[/STATUS][:MESSAGE]
    std::optional<SpecError> readCallError()
    {
        m_fault.kind = Fault::Kind::CallError;
        if (auto error = readCode())
            return error;
        const qsizetype slash = m_fault.code.indexOf(u'/');
        if (slash >= 0) {
            const QString digits = m_fault.code.mid(slash + 1);
            const auto status = numberWithin(digits, lowestStatus, highestStatus);
            if (!status)
                return statusError(digits);
            m_fault.status = *status;
            m_fault.code.truncate(slash);
        }
        return checkCode();
    }

    static SpecError statusError(const QString &digits)
    {
        return SpecError{u"\"%1\" is not a status from %2 to %3"_s.arg(digits).arg(lowestStatus).arg(highestStatus)};
    }

    std::optional<SpecError> readNumber(Fault::Kind kind, int Fault::*member, QLatin1StringView what, int least,
                                        int most)
    {
        QString digits = m_rest.value_or(QString());
        if (auto error = takeTimes(digits))
            return error;
        const auto number = numberWithin(digits, least, most);
        if (!number)
            return SpecError{
                u"\"%1:%2\": \"%2\" is not %3 from %4 to %5"_s.arg(m_head, digits, what).arg(least).arg(most)};
        m_fault.kind = kind;
        m_fault.*member = *number;
        return std::nullopt;
    }

    QString m_spec;
    QString m_head;
    std::optional<QString> m_rest;
    Fault m_fault;
};

QString entryChoices(const Fault &fault)
{
    QStringList choices;
    if (!fault.entries.isEmpty()) {
        QStringList positions;
        for (const int position : fault.entries)
            positions.append(QString::number(position));
        choices.append("entry="_L1 + positions.join(u','));
    }
    if (fault.everyNth > 0)
        choices.append(u"every=%1"_s.arg(fault.everyNth));
    if (!fault.detailType.isEmpty())
        choices.append("type="_L1 + escaped(fault.detailType));
    return choices.isEmpty() ? u"entry"_s : choices.join(u'&');
}

QString withoutTimes(const Fault &fault)
{
    const QString message = fault.message.isEmpty() ? QString() : u':' + fault.message;
    switch (fault.kind) {
    case Fault::Kind::EntryError:
        return entryChoices(fault) + u':' + fault.code + message;
    case Fault::Kind::CallError:
        if (fault.code.isEmpty())
            return u"status:%1"_s.arg(fault.status);
        return "call:"_L1 + fault.code + (fault.status > 0 ? u"/%1"_s.arg(fault.status) : QString()) + message;
    case Fault::Kind::Delay:
        return u"delay:%1"_s.arg(fault.milliseconds);
    default:
        break;
    }
    const auto *const plain = std::find_if(plainKinds.begin(), plainKinds.end(),
                                           [&fault](const KindWord &word) { return word.kind == fault.kind; });
    return plain == plainKinds.end() ? QString() : QString(plain->word);
}

bool endsLikeTimes(const QString &message)
{
    const qsizetype star = message.lastIndexOf(u'*');
    return star >= 0 && isDigits(QStringView(message).mid(star + 1));
}

} // namespace

Result<Fault> parseFault(const QString &spec)
{
    Reader reader(spec);
    if (const auto error = reader.read())
        return Failure{FailureKind::Usage, u"fault \"%1\""_s.arg(spec), error->message};
    return reader.fault();
}

QString faultText(const Fault &fault)
{
    QString text = withoutTimes(fault);
    if (fault.times > 0 || endsLikeTimes(fault.message))
        return text + u"*%1"_s.arg(fault.times);
    return text;
}

} // namespace busload
