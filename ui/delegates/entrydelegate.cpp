// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/entrydelegate.h"

#include "ui/delegates/entrycard.h"
#include "ui/models/batchmodel.h"
#include "ui/theme.h"
#include "ui/widgets/outcomechip.h"
#include "ui/widgets/problemchip.h"
#include "ui/words.h"

#include <QPainter>

namespace busload {

namespace {

QFont sized(QFont font, int pixels, QFont::Weight weight = QFont::Normal)
{
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont nameFont(const QFont &font)
{
    return sized(font, 13, QFont::DemiBold);
}

QFont routeFont(const QFont &font)
{
    return sized(font, 12);
}

QFont chipFont(const QFont &font)
{
    return sized(font, 11, QFont::DemiBold);
}

//! The chip of a card: what became of the entry, else what is wrong with it.
struct Chip
{
    QVariant outcome;
    bool error = false;
    QString text;
};

Chip chipOf(const QModelIndex &index)
{
    Chip chip;
    chip.outcome = index.data(BatchModel::OutcomeRole);
    if (chip.outcome.isValid()) {
        chip.text = index.data(BatchModel::OutcomeTextRole).toString();
        return chip;
    }
    const int errors = index.data(BatchModel::ErrorsRole).toInt();
    chip.error = errors > 0;
    chip.text = problemChipText(errors, index.data(BatchModel::WarningsRole).toInt());
    return chip;
}

EntryCardNeeds lineNeeds(const QFont &font)
{
    EntryCardNeeds needs;
    needs.nameHeight =
        std::max(QFontMetrics(nameFont(font)).height(), outcomeChipSize(QString(), chipFont(font)).height());
    needs.routeHeight = QFontMetrics(routeFont(font)).height();
    return needs;
}

bool isCall(const QModelIndex &index)
{
    return index.data(BatchModel::KindRole).toInt() == int(BatchModel::RowKind::Call);
}

void paintCall(QPainter *painter, const QRect &row, const QModelIndex &index, const QFont &font, const Theme &theme)
{
    const QRect line = row.adjusted(16, 8, -16, -4);
    const QString title = index.data(BatchModel::TitleRole).toString();
    const QString summary = index.data(BatchModel::SubtitleRole).toString();
    painter->setFont(sized(font, 12, QFont::DemiBold));
    const QFontMetrics metrics(painter->font());
    const int titleWidth = std::min(metrics.horizontalAdvance(title), line.width());
    painter->setPen(theme.quiet);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title, Qt::ElideRight, line.width()));
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                      metrics.elidedText(summary, Qt::ElideRight, std::max(0, line.width() - titleWidth - 12)));
    // The divider that shows where the next call begins
    if (index.row() > 0) {
        painter->setPen(QPen(theme.line, 1));
        painter->drawLine(row.left(), row.top() + 2, row.right(), row.top() + 2);
    }
}

void paintEntry(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, const Theme &theme)
{
    const Chip chip = chipOf(index);
    const QString bytes = bytesText(index.data(BatchModel::BytesRole).toLongLong());
    const bool held = index.data(BatchModel::HeldRole).toBool();
    const QFont chipsFont = chipFont(option.font);
    EntryCardNeeds needs = lineNeeds(option.font);
    needs.bytesWidth = QFontMetrics(routeFont(option.font)).horizontalAdvance(bytes) + 1;
    needs.chip = chip.outcome.isValid() ? outcomeChipSize(chip.text, chipsFont) : problemChipSize(chip.text, chipsFont);
    const EntryCard at = layoutEntryCard(option.rect, needs);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QRectF box = QRectF(at.card).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setBrush(selected ? theme.selection : hovered ? theme.hover : theme.raised);
    painter->setPen(QPen(selected || focused ? theme.accent : theme.line, focused ? 2 : 1));
    painter->drawRoundedRect(focused ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box, 6, 6);
    painter->setPen(Qt::NoPen);
    painter->setBrush(detailTypeColor(index.data(BatchModel::DetailTypeRole).toString(), theme));
    painter->drawRoundedRect(at.bar, 2, 2);

    QFont title = nameFont(option.font);
    title.setItalic(!index.data(BatchModel::NamedRole).toBool());
    painter->setFont(title);
    painter->setPen(title.italic() ? theme.quiet : theme.text);
    painter->drawText(
        at.name, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(title).elidedText(index.data(BatchModel::TitleRole).toString(), Qt::ElideRight, at.name.width()));
    const QFont second = routeFont(option.font);
    const QFontMetrics secondMetrics(second);
    painter->setFont(second);
    painter->setPen(theme.quiet);
    painter->drawText(
        at.route, Qt::AlignLeft | Qt::AlignVCenter,
        secondMetrics.elidedText(index.data(BatchModel::SubtitleRole).toString(), Qt::ElideMiddle, at.route.width()));
    painter->setPen(held ? theme.bad : theme.quiet);
    painter->drawText(at.bytes, Qt::AlignRight | Qt::AlignVCenter, bytes);

    if (chip.text.isEmpty())
        return;
    painter->setFont(chipsFont);
    if (chip.outcome.isValid())
        paintOutcomeChip(painter, at.chip, Outcome::Kind(chip.outcome.toInt()), chip.text, theme);
    else
        paintProblemChip(painter, at.chip, chip.error, chip.text, theme);
}

} // namespace

void EntryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = themeFor(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isCall(index))
        paintCall(painter, option.rect, index, option.font, theme);
    else
        paintEntry(painter, option, index, theme);
    painter->restore();
}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr int anyWidth = 200; // the view gives every row its own width
    if (isCall(index))
        return {anyWidth, callRowHeight(QFontMetrics(option.font).height())};
    return {anyWidth, entryRowHeight(lineNeeds(option.font))};
}

} // namespace busload
