// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/batchmodel.h"

#include "scenario/entryreader.h"
#include "scenario/scenariofile.h"
#include "ui/words.h"

#include <QDataStream>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <memory>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

const QString jsonType = u"application/json"_s;

struct Parcel
{
    QByteArray origin;
    QList<DraftId> ids;
    QByteArray scenario;
};

QByteArray packed(const Parcel &parcel)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << parcel.origin << parcel.ids << parcel.scenario;
    return bytes;
}

std::optional<Parcel> unpacked(const QMimeData &data)
{
    const QString type = QLatin1String(BatchModel::mimeType);
    if (!data.hasFormat(type))
        return std::nullopt;
    QDataStream stream(data.data(type));
    Parcel parcel;
    stream >> parcel.origin >> parcel.ids >> parcel.scenario;
    if (stream.status() != QDataStream::Ok)
        return std::nullopt;
    return parcel;
}

int countOf(const Problems &problems, Severity severity)
{
    return int(std::count_if(problems.cbegin(), problems.cend(),
                             [severity](const Problem &problem) { return problem.severity == severity; }));
}

//! The name of a bus for people: the last part of an ARN, "default" for none.
QString busText(const QString &bus)
{
    if (bus.isEmpty())
        return u"default"_s;
    return bus.startsWith("arn:"_L1) ? bus.mid(bus.lastIndexOf(u'/') + 1) : bus;
}

} // namespace

BatchModel::BatchModel(Document &document, QObject *parent)
    : QAbstractListModel(parent)
    , m_document(document)
    , m_origin(QUuid::createUuid().toRfc4122())
{
    // measured() comes after every change, when inspections and plan belong to the list again.
    connect(&document, &Document::measured, this, &BatchModel::follow);
    m_rows = wantedRows();
    reindex();
}

int BatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QModelIndex BatchModel::indexOf(DraftId id) const
{
    const auto at = m_places.constFind(Row{RowKind::Entry, id, 0}.key());
    return at == m_places.constEnd() ? QModelIndex() : index(*at);
}

DraftId BatchModel::idAt(const QModelIndex &index) const
{
    return index.isValid() ? m_rows.at(index.row()).id : 0;
}

QList<BatchModel::Row> BatchModel::wantedRows() const
{
    const Plan &plan = m_document.plan();
    QList<Row> rows;
    rows.reserve(m_document.count() + plan.calls.size());
    qsizetype next = 0; // the call that has not begun yet
    if (m_document.count() > 0)
        rows.append({RowKind::Call, 0, plan.calls.isEmpty() ? -1 : next++});
    for (qsizetype i = 0; i < m_document.count(); ++i) {
        if (next > 0 && next < plan.calls.size() && plan.calls.at(next).entries.constFirst() == i)
            rows.append({RowKind::Call, 0, next++});
        rows.append({RowKind::Entry, m_document.draftAt(i).id, i});
    }
    return rows;
}

void BatchModel::reindex()
{
    m_places.clear();
    m_places.reserve(m_rows.size());
    for (int i = 0; i < int(m_rows.size()); ++i)
        m_places.insert(m_rows.at(i).key(), i);
}

void BatchModel::follow()
{
    const QList<Row> wanted = wantedRows();
    const auto sameKey = [](const Row &a, const Row &b) { return a.key() == b.key(); };
    if (!std::equal(m_rows.cbegin(), m_rows.cend(), wanted.cbegin(), wanted.cend(), sameKey)) {
        QHash<quint64, int> target;
        target.reserve(wanted.size());
        for (int i = 0; i < int(wanted.size()); ++i)
            target.insert(wanted.at(i).key(), i);

        // What is gone, in runs from the end
        for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
            if (target.contains(m_rows.at(last).key()))
                continue;
            int first = last;
            while (first > 0 && !target.contains(m_rows.at(first - 1).key()))
                --first;
            beginRemoveRows({}, first, last);
            m_rows.remove(first, last - first + 1);
            reindex();
            endRemoveRows();
            last = first;
        }
        // What stayed, in its new order
        const auto byTarget = [&target](const Row &a, const Row &b) {
            return target.value(a.key()) < target.value(b.key());
        };
        if (!std::is_sorted(m_rows.cbegin(), m_rows.cend(), byTarget)) {
            emit layoutAboutToBeChanged();
            const QModelIndexList before = persistentIndexList();
            QList<quint64> keys;
            for (const QModelIndex &index : before)
                keys.append(m_rows.at(index.row()).key());
            std::sort(m_rows.begin(), m_rows.end(), byTarget);
            reindex();
            QModelIndexList after;
            for (quint64 key : std::as_const(keys))
                after.append(index(m_places.value(key)));
            changePersistentIndexList(before, after);
            emit layoutChanged();
        }
        // What is new, in runs from the start
        for (int first = 0; first < int(wanted.size()); ++first) {
            if (m_places.contains(wanted.at(first).key()))
                continue;
            int last = first;
            while (last + 1 < int(wanted.size()) && !m_places.contains(wanted.at(last + 1).key()))
                ++last;
            beginInsertRows({}, first, last);
            for (int i = first; i <= last; ++i)
                m_rows.insert(i, wanted.at(i));
            reindex();
            endInsertRows();
            first = last;
        }
    }
    m_rows = wanted; // the numbers of rows that stayed
    for (auto it = m_outcomes.begin(); it != m_outcomes.end();)
        it = m_document.contains(it.key()) ? std::next(it) : m_outcomes.erase(it);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

Qt::ItemFlags BatchModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    if (m_rows.at(index.row()).kind == RowKind::Call)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QHash<int, QByteArray> BatchModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{KindRole, "kind"},
                  {IdRole, "id"},
                  {EntryRole, "entry"},
                  {TitleRole, "title"},
                  {SubtitleRole, "subtitle"},
                  {NamedRole, "named"},
                  {DetailTypeRole, "detailType"},
                  {BytesRole, "bytes"},
                  {HeldRole, "held"},
                  {ErrorsRole, "errors"},
                  {WarningsRole, "warnings"},
                  {OutcomeRole, "outcome"},
                  {OutcomeTextRole, "outcomeText"}});
    return names;
}

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == KindRole)
        return int(row.kind);
    if (role == IdRole)
        return row.id;
    if (row.kind == RowKind::Call)
        return callData(row, role);
    // While the rows are on their way to a new list, one may still stand for a draft that is gone.
    return m_document.contains(row.id) ? entryData(row, role) : QVariant();
}

QString BatchModel::callSummary(qsizetype call) const
{
    const Plan &plan = m_document.plan();
    const Limits limits = m_document.limits();
    if (call < 0 || call >= plan.calls.size())
        return tr("held back until mended");
    const PlannedCall &planned = plan.calls.at(call);
    QStringList parts;
    parts << (planned.entries.size() == 1 ? tr("1 entry") : tr("%1 entries").arg(planned.entries.size()))
          << bytesText(planned.bytes);
    // A call that another one follows was closed because something filled it.
    if (planned.entries.size() >= limits.entriesPerCall || planned.bytes >= limits.bytesPerCall ||
        call + 1 < plan.calls.size())
        parts << tr("full");
    return parts.join(u" · "_s);
}

QVariant BatchModel::callData(const Row &row, int role) const
{
    switch (role) {
    case TitleRole:
        return row.number < 0 ? tr("IN NO CALL") : tr("CALL %1").arg(QLocale().toString(row.number + 1));
    case SubtitleRole:
        return callSummary(row.number);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(callData(row, TitleRole).toString(), callSummary(row.number));
    case EntryRole:
        return -1;
    default:
        return {};
    }
}

QVariant BatchModel::entryData(const Row &row, int role) const
{
    const Draft &draft = m_document.draft(row.id);
    const Inspection &inspection = m_document.inspection(row.id);
    switch (role) {
    case TitleRole:
    case Qt::DisplayRole:
        if (!draft.label.isEmpty())
            return draft.label;
        return draft.detailType.isEmpty() ? tr("(no detail type)") : draft.detailType;
    case SubtitleRole:
        return tr("%1 → %2").arg(draft.source.isEmpty() ? tr("(no source)") : draft.source,
                                 busText(draft.eventBusName));
    case NamedRole:
        return !draft.label.isEmpty() || !draft.detailType.isEmpty();
    case EntryRole:
        return row.number;
    case DetailTypeRole:
        return draft.detailType;
    case BytesRole:
        return inspection.size.total();
    case HeldRole:
        return inspection.size.total() > m_document.limits().bytesPerCall || holdsBack(inspection.problems);
    case ErrorsRole:
        return countOf(inspection.problems, Severity::Error);
    case WarningsRole:
        return countOf(inspection.problems, Severity::Warning);
    case OutcomeRole: {
        const auto outcome = m_outcomes.constFind(row.id);
        return outcome == m_outcomes.constEnd() ? QVariant() : QVariant(int(outcome->kind));
    }
    case OutcomeTextRole: {
        const auto outcome = m_outcomes.constFind(row.id);
        if (outcome == m_outcomes.constEnd())
            return {};
        return outcome->kind == Outcome::Kind::Rejected && !outcome->errorCode.isEmpty() ? outcome->errorCode
                                                                                         : outcomeLabel(outcome->kind);
    }
    case Qt::ToolTipRole: {
        QStringList lines{
            tr("%1: %2").arg(entryData(row, TitleRole).toString(), exactBytesText(inspection.size.total()))};
        for (const Problem &problem : inspection.problems)
            lines << u"• "_s + problem.message;
        if (const auto outcome = m_outcomes.constFind(row.id); outcome != m_outcomes.constEnd()) {
            QString line = outcomeLabel(outcome->kind);
            for (const QString &part : {outcome->errorCode, outcome->errorMessage, outcome->eventId}) {
                if (!part.isEmpty())
                    line += u" · "_s + part;
            }
            lines << line;
        }
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole: {
        QStringList parts{tr("Entry %1").arg(QLocale().toString(row.number + 1)), entryData(row, TitleRole).toString(),
                          entryData(row, SubtitleRole).toString(), bytesText(inspection.size.total())};
        if (const QVariant outcome = entryData(row, OutcomeTextRole); outcome.isValid())
            parts << outcome.toString();
        const int errors = countOf(inspection.problems, Severity::Error);
        const int warnings = countOf(inspection.problems, Severity::Warning);
        if (errors > 0)
            parts << (errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
        if (warnings > 0)
            parts << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
        return parts.join(u", "_s);
    }
    default:
        return {};
    }
}

void BatchModel::setOutcome(DraftId id, const std::optional<Outcome> &outcome)
{
    const QModelIndex row = indexOf(id);
    if (!row.isValid())
        return;
    if (outcome)
        m_outcomes.insert(id, *outcome);
    else
        m_outcomes.remove(id);
    emit dataChanged(row, row, {OutcomeRole, OutcomeTextRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void BatchModel::clearOutcomes()
{
    if (m_outcomes.isEmpty())
        return;
    m_outcomes.clear();
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1),
                         {OutcomeRole, OutcomeTextRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

QStringList BatchModel::mimeTypes() const
{
    return {QLatin1String(mimeType), jsonType, u"text/plain"_s};
}

QMimeData *BatchModel::mimeData(const QModelIndexList &indexes) const
{
    QList<int> rows;
    for (const QModelIndex &index : indexes) {
        if (index.isValid() && m_rows.at(index.row()).kind == RowKind::Entry)
            rows.append(index.row());
    }
    if (rows.isEmpty())
        return nullptr;
    std::sort(rows.begin(), rows.end());
    Parcel parcel{m_origin, {}, {}};
    Drafts drafts;
    for (int row : std::as_const(rows)) {
        parcel.ids.append(m_rows.at(row).id);
        drafts.append(m_document.draft(m_rows.at(row).id));
    }
    parcel.scenario = scenarioText({{}, drafts});
    const QByteArray json = entriesArrayText(drafts);
    auto data = std::make_unique<QMimeData>();
    data->setData(QLatin1String(mimeType), packed(parcel));
    data->setData(jsonType, json);
    data->setText(QString::fromUtf8(json));
    return data.release(); // the caller's, by QAbstractItemModel
}

qsizetype BatchModel::entryBefore(int row) const
{
    for (int i = std::max(row, 0); i < int(m_rows.size()); ++i) {
        if (m_rows.at(i).kind == RowKind::Entry)
            return m_rows.at(i).number;
    }
    return m_document.count();
}

bool BatchModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &) const
{
    if (data == nullptr || (action != Qt::MoveAction && action != Qt::CopyAction))
        return false;
    const QStringList known = mimeTypes();
    return std::any_of(known.cbegin(), known.cend(), [data](const QString &type) { return data->hasFormat(type); });
}

bool BatchModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, 0, parent))
        return false;
    if (row < 0)
        row = parent.isValid() ? parent.row() : rowCount();
    const qsizetype before = entryBefore(row);
    const std::optional<Parcel> parcel = unpacked(*data);
    if (parcel && parcel->origin == m_origin && action == Qt::MoveAction) {
        m_document.move(parcel->ids, before);
        return true;
    }
    const Result<QList<DraftId>> dropped = insertFrom(*data, before, tr("Drop entries"));
    if (!dropped)
        emit refused(dropped.failure().message);
    return bool(dropped);
}

Result<QList<DraftId>> BatchModel::insertFrom(const QMimeData &data, qsizetype index, const QString &stepName)
{
    QByteArray text;
    if (const std::optional<Parcel> parcel = unpacked(data))
        text = parcel->scenario;
    else if (data.hasFormat(jsonType))
        text = data.data(jsonType);
    else
        text = data.text().toUtf8();
    Result<EntryReading> reading = readEntries(text);
    if (!reading) {
        Failure failure = reading.failure(); // names the place in its subject
        if (!failure.subject.isEmpty())
            failure.message = tr("%1: %2").arg(failure.subject, failure.message);
        return failure;
    }
    if (reading->drafts.isEmpty())
        return Failure{FailureKind::Malformed, {}, tr("the list of entries is empty")};
    Drafts drafts = reading->drafts;
    // Two events with one token would be taken for one.
    QSet<QString> tokens;
    for (const Draft &draft : m_document.drafts())
        tokens.insert(draft.idempotencyToken);
    for (Draft &draft : drafts) {
        if (!draft.idempotencyToken.isEmpty() && tokens.contains(draft.idempotencyToken))
            draft.idempotencyToken = QUuid::createUuid().toString(QUuid::WithoutBraces);
        tokens.insert(draft.idempotencyToken);
    }
    return m_document.insert(index, std::move(drafts), stepName);
}

} // namespace busload
