// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/meter.h"

#include "ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 16;
constexpr int topMargin = 12;
constexpr int bottomMargin = 12;
constexpr int headingHeight = 28;
constexpr int seatGap = 5;
constexpr int seatHeight = 30;
constexpr int barGap = 10;
constexpr int barHeight = 12;
constexpr int lineGap = 5;
constexpr int badgeSize = 12;
constexpr int linkGap = 10;
constexpr int preferredWidth = 360;
constexpr int leastWidth = 240;

QFont sized(QFont font, int pixels, QFont::Weight weight = QFont::Normal)
{
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont bigFont(const QFont &font)
{
    return sized(font, 21, QFont::Bold);
}

QFont smallFont(const QFont &font)
{
    return sized(font, 12);
}

//! A disc in a corner of a seat with a mark in it: state is not told by colour alone.
void paintBadge(QPainter *painter, const QRect &seat, QChar mark, const QColor &fill, const QColor &ink,
                const QColor &ground)
{
    const QRectF disc(seat.right() - badgeSize + 4, seat.top() - 3, badgeSize, badgeSize);
    painter->setPen(QPen(ground, 1.5));
    painter->setBrush(fill);
    painter->drawEllipse(disc);
    painter->setPen(ink);
    painter->setFont(sized(painter->font(), 9, QFont::Bold));
    painter->drawText(disc, Qt::AlignCenter, QString(mark));
}

//! The mark of a seat, null when all is well with its entry.
QChar markOf(const MeterReading::Seat &seat)
{
    if (seat.outcome == Outcome::Kind::Rejected)
        return QChar(0x00d7); // multiplication sign, as on the chip
    if (seat.outcome == Outcome::Kind::Unknown)
        return u'?';
    if (seat.held || seat.problem)
        return u'!';
    return {};
}

} // namespace

struct Meter::Layout
{
    QRect heading;
    QRect seats;
    QRect bar;
    QRect summary;
    QRect cost;
};

Meter::Meter(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"meter"_s);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setReading({});
}

void Meter::setReading(const MeterReading &reading)
{
    const int rows = seatRows();
    m_reading = reading;
    m_words = meterWords(reading);
    setAccessibleName(
        tr("Batch: %1 %2, %3 %4").arg(m_words.count, m_words.countRest, m_words.bytes, m_words.bytesRest));
    setAccessibleDescription(m_words.spoken());
    if (seatRows() != rows)
        updateGeometry();
    update();
}

int Meter::seatRows() const
{
    const qsizetype seats = m_reading.seats.size() + m_reading.emptySeats;
    return std::max(1, int((seats + MeterReading::seatsPerRow - 1) / MeterReading::seatsPerRow));
}

Meter::Layout Meter::arrange() const
{
    const int line = QFontMetrics(smallFont(font())).height();
    const int width = std::max(0, this->width() - 2 * sideMargin);
    Layout at;
    at.heading = {sideMargin, topMargin, width, headingHeight};
    const int rows = seatRows();
    at.seats = {sideMargin, at.heading.bottom() + 7, width, rows * seatHeight + (rows - 1) * seatGap};
    at.bar = {sideMargin, at.seats.bottom() + 1 + barGap, width, barHeight};
    at.summary = {sideMargin, at.bar.bottom() + 1 + lineGap, width, line};
    at.cost = {sideMargin, at.summary.bottom() + 1 + lineGap / 2, width, line};
    return at;
}

int Meter::heightForWidth(int) const
{
    return arrange().cost.bottom() + 1 + bottomMargin;
}

QSize Meter::sizeHint() const
{
    return {preferredWidth, heightForWidth(preferredWidth)};
}

QSize Meter::minimumSizeHint() const
{
    return {leastWidth, heightForWidth(leastWidth)};
}

QRect Meter::placeRect(qsizetype place) const
{
    const QRect area = arrange().seats;
    const int column = int(place % MeterReading::seatsPerRow);
    const int row = int(place / MeterReading::seatsPerRow);
    // Edges from the whole width, so that the last seat ends where the bar ends.
    const int pitch = area.width() + seatGap;
    const int left = area.left() + pitch * column / MeterReading::seatsPerRow;
    const int right = area.left() + pitch * (column + 1) / MeterReading::seatsPerRow - seatGap;
    return {left, area.top() + row * (seatHeight + seatGap), right - left, seatHeight};
}

QRect Meter::seatRect(qsizetype entry) const
{
    const qsizetype first = m_reading.seats.isEmpty() ? 0 : m_reading.seats.constFirst().entry;
    return entry >= first && entry < first + m_reading.seats.size() ? placeRect(entry - first) : QRect();
}

QRect Meter::barRect() const
{
    return arrange().bar;
}

QRect Meter::largestRect() const
{
    if (m_words.largest.isEmpty())
        return {};
    // What is said of several calls needs the whole first line.
    const Layout at = arrange();
    const QRect line = m_reading.calls > 1 ? at.cost : at.summary;
    const int width = QFontMetrics(smallFont(font())).horizontalAdvance(m_words.largest) + 1;
    return {line.right() + 1 - width, line.top(), width, line.height()};
}

QRect Meter::moreRect() const
{
    if (m_reading.notShown == 0)
        return {};
    const QRect line = arrange().cost;
    const QRect largest = largestRect();
    const int end = largest.top() == line.top() ? largest.left() - linkGap : line.right() + 1;
    const int width = QFontMetrics(smallFont(font())).horizontalAdvance(moreText()) + 1;
    return {end - width, line.top(), width, line.height()};
}

QString Meter::moreText() const
{
    return u'+' + QLocale().toString(m_reading.notShown);
}

qsizetype Meter::entryAt(const QPoint &point) const
{
    if (largestRect().contains(point))
        return m_reading.largestEntry;
    if (moreRect().contains(point)) {
        const qsizetype after = m_reading.seats.constLast().entry + 1;
        return after < m_reading.entries ? after : m_reading.seats.constFirst().entry - 1;
    }
    for (const MeterReading::Seat &seat : m_reading.seats) {
        if (seatRect(seat.entry).contains(point))
            return seat.entry;
    }
    const QRect bar = barRect();
    if (bar.contains(point)) {
        const double share = double(point.x() - bar.left()) / std::max(1, bar.width());
        for (const MeterReading::Share &part : m_reading.shares) {
            if (share >= part.from && share < part.to)
                return part.seat.entry;
        }
    }
    return -1;
}

QString Meter::tipAt(const QPoint &point) const
{
    const qsizetype entry = entryAt(point);
    if (largestRect().contains(point))
        return tr("Go to entry %1, the largest").arg(QLocale().toString(entry + 1));
    if (moreRect().contains(point))
        return tr("%1 more entries: go to the next ones").arg(QLocale().toString(m_reading.notShown));
    for (const MeterReading::Share &share : m_reading.shares) {
        if (share.seat.entry == entry)
            return seatTip(share.seat);
    }
    for (const MeterReading::Seat &seat : m_reading.seats) {
        if (seat.entry == entry)
            return seatTip(seat);
    }
    return m_words.tip;
}

bool Meter::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
    return QWidget::event(event);
}

void Meter::paintEvent(QPaintEvent *)
{
    const Theme theme = themeFor(palette());
    const Layout at = arrange();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);

    const bool over = m_reading.state == MeterReading::State::Over;
    const bool near = m_reading.state == MeterReading::State::Near;
    const QColor alarm = over ? theme.bad : theme.warn;
    const QFont big = bigFont(font());
    const QFont rest = sized(font(), 13);
    const QFontMetrics bigMetrics(big);
    const QFontMetrics restMetrics(rest);
    constexpr int space = 6;

    // Heading: both halves on one base line; the words give way before the figures do.
    const int baseLine = at.heading.top() + (at.heading.height() + bigMetrics.capHeight()) / 2;
    const int countWidth = bigMetrics.horizontalAdvance(m_words.count);
    const int bytesWidth = bigMetrics.horizontalAdvance(m_words.bytes);
    const int countRestWidth = restMetrics.horizontalAdvance(m_words.countRest);
    const int roomForBytesRest = at.heading.width() - countWidth - bytesWidth - countRestWidth - 2 * space - 2 * space;
    const bool roomy = restMetrics.horizontalAdvance(m_words.bytesRest) <= roomForBytesRest;
    const QString bytesRest = restMetrics.elidedText(roomy ? m_words.bytesRest : m_words.bytesShort, Qt::ElideRight,
                                                     std::max(0, roomForBytesRest));
    const int bytesRestWidth = restMetrics.horizontalAdvance(bytesRest);
    painter.setFont(big);
    painter.setPen(theme.text);
    painter.drawText(at.heading.left(), baseLine, m_words.count);
    painter.setPen(over || near ? alarm : theme.text);
    const int bytesRestLeft = at.heading.right() + 1 - bytesRestWidth;
    painter.drawText(bytesRestLeft - space - bytesWidth, baseLine, m_words.bytes);
    painter.setFont(rest);
    painter.setPen(theme.quiet);
    painter.drawText(at.heading.left() + countWidth + space, baseLine, m_words.countRest);
    painter.drawText(bytesRestLeft, baseLine, bytesRest);

    // Seats
    const QFont seatFont = sized(font(), 12, QFont::DemiBold);
    const QLocale locale;
    const auto number = [&locale](qsizetype entry) { return locale.toString(entry + 1); };
    const auto fitting = [](QFont wanted, const QString &text, int width) {
        while (wanted.pixelSize() > 8 && QFontMetrics(wanted).horizontalAdvance(text) > width)
            wanted.setPixelSize(wanted.pixelSize() - 1);
        return wanted;
    };
    const qsizetype firstSeat = m_reading.seats.isEmpty() ? 0 : m_reading.seats.constFirst().entry;
    for (const MeterReading::Seat &seat : std::as_const(m_reading.seats)) {
        const QRect box = seatRect(seat.entry);
        painter.setPen(Qt::NoPen);
        const QColor fill = detailTypeColor(seat.detailType, theme);
        painter.setBrush(seat.entry == m_hovered ? fill.lighter(112) : fill);
        painter.drawRoundedRect(box, 5, 5);
        painter.setPen(Qt::white);
        painter.setFont(fitting(seatFont, number(seat.entry), box.width() - 4));
        painter.drawText(box, Qt::AlignCenter, number(seat.entry));
        if (seat.entry == m_reading.current) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme.window, 1.5));
            painter.drawRoundedRect(QRectF(box).adjusted(0.25, 0.25, -0.25, -0.25), 5, 5);
            painter.setPen(QPen(hasFocus() ? theme.text : theme.accent, 2));
            painter.drawRoundedRect(QRectF(box).adjusted(-1.5, -1.5, 1.5, 1.5), 6.5, 6.5);
        }
        if (const QChar mark = markOf(seat); !mark.isNull()) {
            const bool serious = mark == QChar(0x00d7) || seat.held || seat.problem == Severity::Error;
            paintBadge(&painter, box, mark, serious ? theme.bad : theme.warn, theme.window, theme.window);
        }
    }
    QPen dashed(theme.edge, 1);
    dashed.setDashPattern({3, 2.5});
    for (int i = 0; i < m_reading.emptySeats; ++i) {
        const qsizetype place = m_reading.seats.size() + i;
        const QString text = number(firstSeat + place);
        const QRect box = placeRect(place);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(dashed);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(theme.quiet);
        painter.setFont(fitting(sized(font(), 12), text, box.width() - 4));
        painter.drawText(box, Qt::AlignCenter, text);
    }

    // Bar
    QPainterPath rounded;
    rounded.addRoundedRect(QRectF(at.bar), 4, 4);
    painter.save();
    painter.setClipPath(rounded);
    painter.fillRect(at.bar, theme.idleGround);
    for (const MeterReading::Share &share : std::as_const(m_reading.shares)) {
        const double left = at.bar.left() + share.from * at.bar.width();
        // An entry is never too small to be seen; the neighbour paints over what is too much.
        const double width = std::max(1.5, (share.to - share.from) * at.bar.width());
        const QColor fill = share.seat.held ? theme.bad : detailTypeColor(share.seat.detailType, theme);
        painter.fillRect(QRectF(left, at.bar.top(), width, at.bar.height()),
                         share.seat.entry == m_hovered ? fill.lighter(112) : fill);
        painter.fillRect(
            QRectF(left + width - (width > 4 ? 1 : 0.4), at.bar.top(), width > 4 ? 1 : 0.4, at.bar.height()),
            theme.window);
    }
    painter.restore();
    if (near || over) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(alarm, 1));
        painter.drawRoundedRect(QRectF(at.bar).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }

    // Words
    const QFont small = smallFont(font());
    const QFontMetrics smallMetrics(small);
    painter.setFont(small);
    painter.setPen(theme.quiet);
    QRect summary = at.summary;
    QRect cost = at.cost;
    painter.setPen(theme.accent);
    const auto paintLink = [&](const QRect &link, const QString &text) {
        if (link.isNull())
            return;
        painter.drawText(link, Qt::AlignLeft | Qt::AlignVCenter, text);
        QRect &line = link.top() == summary.top() ? summary : cost;
        line.setRight(std::min(line.right(), link.left() - linkGap));
    };
    paintLink(largestRect(), m_words.largest);
    paintLink(moreRect(), moreText());
    painter.setPen(theme.quiet);
    painter.drawText(summary, Qt::AlignLeft | Qt::AlignVCenter,
                     smallMetrics.elidedText(m_words.summary, Qt::ElideRight, summary.width()));
    if (!m_words.warning.isEmpty()) {
        const QFont strong = sized(font(), 12, QFont::DemiBold);
        const QString warning = u"\u26a0\u00a0"_s + m_words.warning;
        const int width = QFontMetrics(strong).horizontalAdvance(warning);
        painter.setFont(strong);
        painter.setPen(alarm);
        painter.drawText(cost, Qt::AlignLeft | Qt::AlignVCenter, warning);
        cost.setLeft(cost.left() + width + 10);
        painter.setFont(small);
    }
    painter.setPen(theme.quiet);
    painter.drawText(cost, Qt::AlignLeft | Qt::AlignVCenter,
                     smallMetrics.elidedText(m_words.cost, Qt::ElideRight, std::max(0, cost.width())));
}

void Meter::mousePressEvent(QMouseEvent *event)
{
    const qsizetype entry = event->button() == Qt::LeftButton ? entryAt(event->position().toPoint()) : -1;
    if (entry < 0) {
        QWidget::mousePressEvent(event);
        return;
    }
    emit entryChosen(entry);
}

void Meter::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const qsizetype entry = entryAt(point);
    setCursor(entry >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const bool link = largestRect().contains(point) || moreRect().contains(point);
    if (const qsizetype hovered = link ? -1 : entry; hovered != m_hovered) {
        m_hovered = hovered;
        update();
    }
    QWidget::mouseMoveEvent(event);
}

void Meter::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void Meter::keyPressEvent(QKeyEvent *event)
{
    qsizetype entry = m_reading.current;
    switch (event->key()) {
    case Qt::Key_Left:
        --entry;
        break;
    case Qt::Key_Right:
        ++entry;
        break;
    case Qt::Key_Up:
        entry -= MeterReading::seatsPerRow;
        break;
    case Qt::Key_Down:
        entry += MeterReading::seatsPerRow;
        break;
    case Qt::Key_Home:
        entry = 0;
        break;
    case Qt::Key_End:
        entry = m_reading.entries - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (entry >= 0 && entry < m_reading.entries && entry != m_reading.current)
        emit entryChosen(entry);
}

} // namespace busload
