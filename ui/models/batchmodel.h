// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The batch as rows: a header where each call begins, then its entries. The rows follow the document by
// the smallest change that does it, so that selection, current row and scroll place outlive every edit.
// It holds no copy of a draft: every answer comes from the document.
#pragma once

#include "composer/document.h"
#include "event/outcome.h"
#include "event/result.h"

#include <QAbstractListModel>
#include <QHash>

#include <optional>

namespace busload {

class BatchModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class RowKind { Call, Entry };

    enum Role {
        KindRole = Qt::UserRole + 1, //!< RowKind as int
        IdRole,                      //!< DraftId, 0 for a header
        EntryRole,                   //!< index in the batch, -1 for a header
        TitleRole,                   //!< the card's name, the header's left text
        SubtitleRole,                //!< "source → bus", the header's right text
        NamedRole,                   //!< bool: false when the title only says that a name is missing
        DetailTypeRole,
        BytesRole,       //!< qint64, as the service counts
        HeldRole,        //!< bool: stands in no call
        ErrorsRole,      //!< int
        WarningsRole,    //!< int
        OutcomeRole,     //!< Outcome::Kind as int, invalid without one
        OutcomeTextRole, //!< the chip's text: the outcome's word, the code of a refusal
    };

    explicit BatchModel(Document &document, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    //! The row of a draft; invalid when it has none.
    QModelIndex indexOf(DraftId id) const;
    //! 0 for a header and for an invalid index.
    DraftId idAt(const QModelIndex &index) const;

    void setOutcome(DraftId id, const std::optional<Outcome> &outcome);
    void clearOutcomes();
    const QHash<DraftId, Outcome> &outcomes() const { return m_outcomes; }

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    Qt::DropActions supportedDragActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    //! Puts what the data holds before the entry at `index` (-1: at the end) as one step and gives
    //! the new drafts' ids. Errors: Malformed with the reader's reason and place; the batch stays as it was.
    Result<QList<DraftId>> insertFrom(const QMimeData &data, qsizetype index, const QString &stepName);

    //! Our own mime type: which drafts of which window, and their scenario, which keeps what the AWS form
    //! cannot say (names, "when sent").
    static constexpr char mimeType[] = "application/x-busload-entries";

signals:
    //! What was dropped held no entries. `reason` is the reader's own, with its place.
    void refused(const QString &reason);

private:
    struct Row
    {
        RowKind kind = RowKind::Entry;
        DraftId id = 0;       //!< of an entry
        qsizetype number = 0; //!< index in the batch, or of the call; -1: entries that stand in no call

        //! What makes it the same row after a change.
        quint64 key() const { return kind == RowKind::Entry ? id << 1U : (quint64(number + 1) << 1U) | 1U; }
    };

    QList<Row> wantedRows() const;
    void follow();
    void reindex();
    QVariant callData(const Row &row, int role) const;
    QVariant entryData(const Row &row, int role) const;
    QString callSummary(qsizetype call) const;
    //! The place in the batch that a drop before this row means.
    qsizetype entryBefore(int row) const;

    Document &m_document;
    QList<Row> m_rows;
    QHash<quint64, int> m_places; // row of a key
    QHash<DraftId, Outcome> m_outcomes;
    QByteArray m_origin; // tells our own drags from those of another window
};

} // namespace busload
