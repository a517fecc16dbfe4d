// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/document.h"

#include "composer/commands.h"
#include "template/resolve.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace busload {

namespace {

//! Any present-day instant: it has the ten digits that the real one will have.
constexpr Instant nominalNow{1'700'000'000, 0};

//! The smallest edit that makes `after` of `before`.
TextEdit differenceBetween(const QByteArray &before, const QByteArray &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    // An edit begins and ends at whole characters: editors count in them.
    const auto continues = [](char byte) { return (static_cast<uchar>(byte) & 0xC0) == 0x80; };
    while (head > 0 &&
           ((head < before.size() && continues(before.at(head))) || (head < after.size() && continues(after.at(head)))))
        --head;
    while (tail > 0 && continues(before.at(before.size() - tail)))
        --tail;
    return {head, before.size() - head - tail, after.mid(head, after.size() - head - tail)};
}

//! The undo step's name for one entry or for several. tr()'s %n would say "1 entries" in English.
QString counted(const QList<qsizetype> &places, const QString &one, const QString &many)
{
    return places.size() == 1 ? one : many.arg(places.size());
}

} // namespace

struct Document::Private : DocumentState
{
    explicit Private(Document *document)
        : q(document)
    {
    }

    Document *q;
    QUndoStack undo;
    QString filePath;
    QHash<DraftId, qsizetype> indexes;
    QList<Inspection> inspected;
    Plan planned;
    Limits limits;
    SendChoices choices;
    DraftId lastId = 0;
    int mergeGeneration = 0;

    Inspection look(const Draft &draft) const
    {
        Inspection inspection = inspect(asSent(resolve(draft, {nominalNow}), choices), limits);
        inspection.problems = unresolved(draft) + inspection.problems;
        return inspection;
    }

    void measureAll()
    {
        inspected.clear();
        inspected.reserve(drafts.size());
        for (const Draft &draft : std::as_const(drafts))
            inspected.append(look(draft));
        plan();
    }

    void plan()
    {
        planned = planFor(inspected, limits);
        emit q->measured();
    }

    void index()
    {
        indexes.clear();
        indexes.reserve(drafts.size());
        for (qsizetype i = 0; i < drafts.size(); ++i)
            indexes.insert(drafts.at(i).id, i);
    }

    // DocumentState: what the undo commands do to the document.
    Draft *find(DraftId id) override
    {
        const auto at = indexes.constFind(id);
        return at == indexes.constEnd() ? nullptr : &drafts[*at];
    }

    void draftsInserted(const QList<qsizetype> &at) override
    {
        for (qsizetype i : at)
            inspected.insert(i, look(drafts.at(i)));
        listChanged();
    }

    void draftsRemoved(const QList<qsizetype> &at) override
    {
        for (qsizetype i = at.size() - 1; i >= 0; --i)
            inspected.removeAt(at.at(i));
        listChanged();
    }

    void draftsReordered(const QList<qsizetype> &from) override
    {
        QList<Inspection> reordered;
        reordered.reserve(inspected.size());
        for (qsizetype old : from)
            reordered.append(inspected.at(old));
        inspected = std::move(reordered);
        listChanged();
    }

    void listChanged()
    {
        index();
        emit q->listChanged();
        plan();
    }

    void fieldChanged(DraftId id, DraftField field) override
    {
        inspected[indexes.value(id)] = look(*find(id));
        emit q->draftChanged(id, field);
        plan();
    }

    void detailChanged(DraftId id, const TextEdit &edit) override
    {
        inspected[indexes.value(id)] = look(*find(id));
        emit q->detailEdited(id, edit);
        emit q->draftChanged(id, DraftField::Detail);
        plan();
    }

    void nameChanged() override { emit q->stateChanged(); }

    QList<DraftId> insert(qsizetype at, Drafts added, const QString &stepName)
    {
        if (added.isEmpty())
            return {};
        if (at < 0 || at > drafts.size())
            at = drafts.size();
        QList<DraftId> ids;
        QList<qsizetype> places;
        for (Draft &draft : added) {
            draft.id = ++lastId;
            ids.append(draft.id);
            places.append(at++);
        }
        undo.push(std::make_unique<InsertCommand>(*this, places, std::move(added), stepName).release());
        return ids;
    }

    //! Places of the drafts that are there, rising, each once.
    QList<qsizetype> places(const QList<DraftId> &ids) const
    {
        QList<qsizetype> list;
        for (DraftId id : ids) {
            if (const auto at = indexes.constFind(id); at != indexes.constEnd())
                list.append(*at);
        }
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        return list;
    }
};

Document::Document(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    connect(&d->undo, &QUndoStack::cleanChanged, this, &Document::stateChanged);
}

Document::~Document()
{
    // The stack dies with d; its last signals must not reach a half-destroyed document.
    disconnect(&d->undo, nullptr, this, nullptr);
}

QUndoStack &Document::undoStack()
{
    return d->undo;
}

QString Document::name() const
{
    return d->name;
}

QString Document::filePath() const
{
    return d->filePath;
}

bool Document::isModified() const
{
    return !d->undo.isClean();
}

qsizetype Document::count() const
{
    return d->drafts.size();
}

const Drafts &Document::drafts() const
{
    return d->drafts;
}

const Draft &Document::draft(DraftId id) const
{
    return d->drafts.at(indexOf(id));
}

const Draft &Document::draftAt(qsizetype index) const
{
    return d->drafts.at(index);
}

bool Document::contains(DraftId id) const
{
    return d->indexes.contains(id);
}

qsizetype Document::indexOf(DraftId id) const
{
    return d->indexes.value(id, -1);
}

const Inspection &Document::inspection(DraftId id) const
{
    return d->inspected.at(indexOf(id));
}

const QList<Inspection> &Document::inspections() const
{
    return d->inspected;
}

const Plan &Document::plan() const
{
    return d->planned;
}

Entry Document::entry(DraftId id, const Instant &now) const
{
    return asSent(resolve(draft(id), {now}), d->choices);
}

Limits Document::limits() const
{
    return d->limits;
}

SendChoices Document::sendChoices() const
{
    return d->choices;
}

QList<DraftId> Document::insert(qsizetype index, Drafts drafts, const QString &stepName)
{
    breakMerge();
    return d->insert(index, std::move(drafts), stepName);
}

void Document::remove(const QList<DraftId> &ids)
{
    breakMerge();
    const QList<qsizetype> places = d->places(ids);
    if (!places.isEmpty())
        d->undo.push(
            std::make_unique<RemoveCommand>(*d, places, counted(places, tr("Remove entry"), tr("Remove %1 entries")))
                .release());
}

QList<DraftId> Document::duplicate(const QList<DraftId> &ids)
{
    breakMerge();
    const QList<qsizetype> places = d->places(ids);
    if (places.isEmpty())
        return {};
    Drafts copies;
    for (qsizetype place : places) {
        Draft copy = d->drafts.at(place);
        if (!copy.idempotencyToken.isEmpty())
            copy.idempotencyToken = QUuid::createUuid().toString(QUuid::WithoutBraces);
        copies.append(copy);
    }
    return d->insert(places.constLast() + 1, std::move(copies),
                     counted(places, tr("Duplicate entry"), tr("Duplicate %1 entries")));
}

void Document::move(const QList<DraftId> &ids, qsizetype index)
{
    breakMerge();
    const QList<qsizetype> places = d->places(ids);
    if (places.isEmpty())
        return;
    index = std::clamp<qsizetype>(index, 0, d->drafts.size());
    const QSet<qsizetype> moving(places.cbegin(), places.cend());
    QList<qsizetype> order; // order[new place] = old place
    order.reserve(d->drafts.size());
    for (qsizetype i = 0; i <= d->drafts.size(); ++i) {
        if (i == index)
            order += places;
        if (i < d->drafts.size() && !moving.contains(i))
            order.append(i);
    }
    if (!std::is_sorted(order.cbegin(), order.cend()))
        d->undo.push(std::make_unique<MoveCommand>(*d, order, counted(places, tr("Move entry"), tr("Move %1 entries")))
                         .release());
}

void Document::change(DraftId id, DraftField field, const Draft &value)
{
    if (!contains(id))
        return;
    if (field == DraftField::Detail) {
        setDetail(id, value.detail);
        return;
    }
    if (!sameField(draft(id), value, field))
        d->undo.push(std::make_unique<FieldCommand>(*d, id, field, value, d->mergeGeneration).release());
}

void Document::editDetail(DraftId id, const TextEdit &edit)
{
    if (!contains(id))
        return;
    const qsizetype size = draft(id).detail.size();
    const bool inside =
        edit.offset >= 0 && edit.removed >= 0 && edit.offset <= size && edit.removed <= size - edit.offset;
    if (inside && (edit.removed > 0 || !edit.inserted.isEmpty()))
        d->undo.push(std::make_unique<DetailCommand>(*d, id, edit, d->mergeGeneration).release());
}

void Document::setDetail(DraftId id, const QByteArray &text)
{
    if (!contains(id))
        return;
    breakMerge();
    editDetail(id, differenceBetween(draft(id).detail, text));
    breakMerge();
}

void Document::breakMerge()
{
    ++d->mergeGeneration;
}

void Document::setLimits(const Limits &limits)
{
    if (limits == d->limits)
        return;
    d->limits = limits;
    d->measureAll();
}

void Document::setSendChoices(const SendChoices &choices)
{
    if (choices == d->choices)
        return;
    d->choices = choices;
    d->measureAll();
}

void Document::setName(const QString &name)
{
    if (name != d->name)
        d->undo.push(std::make_unique<NameCommand>(*d, name, d->mergeGeneration).release());
}

void Document::clear()
{
    load({}, {});
}

void Document::load(const Scenario &scenario, const QString &filePath)
{
    d->undo.clear();
    d->name = scenario.name;
    d->filePath = filePath;
    d->drafts = scenario.drafts;
    for (Draft &draft : d->drafts)
        draft.id = ++d->lastId;
    d->index();
    d->inspected.clear();
    for (const Draft &draft : std::as_const(d->drafts))
        d->inspected.append(d->look(draft));
    emit listChanged();
    emit stateChanged();
    d->plan();
}

Scenario Document::scenario() const
{
    return {d->name, d->drafts};
}

void Document::markSaved(const QString &filePath)
{
    d->filePath = filePath;
    d->undo.setClean();
    breakMerge();
    emit stateChanged();
}

} // namespace busload
