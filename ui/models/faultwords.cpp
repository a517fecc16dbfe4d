// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/faultwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FaultWords", text);
}

QString entriesChosen(const Fault &fault)
{
    const QString type = fault.detailType.isEmpty() ? QString() : tr(" of type %1").arg(fault.detailType);
    if (fault.everyNth == 1)
        return tr("Every entry%1 is refused").arg(type);
    if (fault.everyNth > 1)
        return tr("One entry%2 in %1 is refused").arg(QString::number(fault.everyNth), type);
    if (!fault.entries.isEmpty()) {
        QStringList numbers;
        for (const int position : fault.entries)
            numbers.append(QString::number(position));
        if (numbers.size() == 1)
            return tr("Entry %1%2 of each call is refused").arg(numbers.first(), type);
        const QString last = numbers.takeLast();
        return tr("Entries %1 and %2%3 of each call are refused").arg(numbers.join(u", "_s), last, type);
    }
    return fault.detailType.isEmpty() ? tr("Every entry is refused") : tr("Every %1 is refused").arg(fault.detailType);
}

QString deed(const Fault &fault)
{
    switch (fault.kind) {
    case Fault::Kind::EntryError:
        return tr("%1: %2").arg(entriesChosen(fault), fault.code);
    case Fault::Kind::CallError:
        if (fault.code.isEmpty())
            return tr("Calls are answered with status %1").arg(fault.status);
        return fault.status == 0 ? tr("Calls are refused: %1").arg(fault.code)
                                 : tr("Calls are refused: %1, status %2").arg(fault.code).arg(fault.status);
    case Fault::Kind::Delay:
        return tr("Answers come %1 ms late").arg(fault.milliseconds);
    case Fault::Kind::Hang:
        return tr("Calls are never answered");
    case Fault::Kind::DropBefore:
        return tr("The connection drops before anything is accepted");
    case Fault::Kind::DropAfter:
        return tr("Entries are accepted, then the connection drops");
    case Fault::Kind::Garbage:
        return tr("Entries are accepted, the answer is garbage");
    case Fault::Kind::WrongCount:
        return tr("Entries are accepted, the answer lacks one result");
    case Fault::Kind::HalfAnswer:
        return tr("Entries are accepted, the answer breaks off");
    case Fault::Kind::Html:
        return tr("Entries are accepted, the answer is a web page");
    case Fault::Kind::Redirect:
        return tr("Calls are sent to another address");
    }
    return {};
}

} // namespace

QString faultWords(const Fault &fault)
{
    if (fault.times <= 0)
        return deed(fault);
    return fault.times == 1 ? tr("%1, once").arg(deed(fault))
                            : tr("%1, for %2 calls").arg(deed(fault)).arg(fault.times);
}

QStringList entryFaultCodes()
{
    return {u"InternalFailure"_s,
            u"ThrottlingException"_s,
            u"MalformedDetail"_s,
            u"InvalidArgument"_s,
            u"AccessDeniedException"_s,
            u"NotAuthorizedForSourceException"_s,
            u"NotAuthorizedForDetailTypeException"_s,
            u"InvalidAccountIdException"_s,
            u"RedactionFailure"_s};
}

QStringList callFaultCodes()
{
    return {u"ThrottlingException"_s,   u"AccessDeniedException"_s,       u"ValidationException"_s,
            u"ExpiredTokenException"_s, u"UnrecognizedClientException"_s, u"InvalidSignatureException"_s,
            u"InternalException"_s,     u"ServiceUnavailable"_s};
}

QList<int> positionsFrom(const QString &text)
{
    QList<int> positions;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        bool ok = false;
        const int position = part.trimmed().toInt(&ok);
        if (!ok || position < 1)
            return {};
        if (!positions.contains(position))
            positions.append(position);
    }
    return positions;
}

} // namespace busload
