// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/outcomesum.h"

#include "ui/theme.h"
#include "ui/widgets/outcomechip.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

constexpr int gap = 8;

} // namespace

OutcomeSum::OutcomeSum(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void OutcomeSum::setTally(const Tally &tally)
{
    if (tally == m_tally)
        return;
    m_tally = tally;
    setAccessibleName(words().join(u", "_s));
    setToolTip(accessibleName());
    updateGeometry();
    update();
}

QList<OutcomeSum::Part> OutcomeSum::parts() const
{
    QList<Part> list;
    const auto add = [&list](int count, Outcome::Kind kind, const QString &text) {
        if (count > 0)
            list.append({kind, text, QString::number(count)});
    };
    add(m_tally.accepted, Outcome::Kind::Accepted, tr("%1 accepted").arg(m_tally.accepted));
    add(m_tally.rejected, Outcome::Kind::Rejected, tr("%1 rejected").arg(m_tally.rejected));
    add(m_tally.unknown, Outcome::Kind::Unknown, tr("%1 unknown").arg(m_tally.unknown));
    add(m_tally.notSent, Outcome::Kind::NotSent, tr("%1 not sent").arg(m_tally.notSent));
    return list;
}

QStringList OutcomeSum::words() const
{
    QStringList list;
    for (const Part &part : parts())
        list.append(part.text);
    return list;
}

QSize OutcomeSum::sizeOf(QString Part::*text) const
{
    QSize size(0, outcomeChipSize(u"0"_s, font()).height());
    for (const Part &part : parts())
        size.rwidth() += outcomeChipSize(part.*text, font()).width() + gap;
    return {qMax(0, size.width() - gap), size.height()};
}

QSize OutcomeSum::sizeHint() const
{
    return sizeOf(&Part::text);
}

QSize OutcomeSum::minimumSizeHint() const
{
    return sizeOf(&Part::number);
}

void OutcomeSum::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme theme = themeFor(palette());
    QString Part::*text = width() < sizeHint().width() ? &Part::number : &Part::text;
    int x = qMax(0, width() - sizeOf(text).width()); // beside the summary
    for (const Part &part : parts()) {
        const QSize size = outcomeChipSize(part.*text, font());
        paintOutcomeChip(&painter, QRect(QPoint(x, (height() - size.height()) / 2), size), part.kind, part.*text,
                         theme);
        x += size.width() + gap;
    }
}

} // namespace busload
