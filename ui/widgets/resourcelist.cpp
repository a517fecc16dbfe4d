// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/resourcelist.h"

#include "ui/widgets/fieldmanners.h"
#include "ui/widgets/linkbutton.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace busload {

using namespace Qt::StringLiterals;

ResourceList::ResourceList(FieldManners &manners, QWidget *parent)
    : QWidget(parent)
    , m_manners(manners)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"resourceList"_s);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    addLine({});
    nameLines();
}

void ResourceList::setResources(const QStringList &wanted)
{
    if (resources() == wanted) {
        return;
    }
    while (m_lines.size() > wanted.size() + 1) {
        removeLine(m_lines.size() - 2);
    }
    while (m_lines.size() < wanted.size() + 1) {
        addLine({});
    }
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        QLineEdit *field = m_lines.at(i).field;
        const QString text = wanted.value(i);
        if (field->text() != text) {
            const int cursor = field->cursorPosition();
            field->setText(text);
            field->setCursorPosition(field->hasFocus() ? cursor : 0);
        }
    }
    nameLines();
}

QStringList ResourceList::resources() const
{
    QStringList texts;
    for (const Line &line : m_lines) {
        if (!line.field->text().isEmpty()) {
            texts.append(line.field->text());
        }
    }
    return texts;
}

void ResourceList::focusFirst()
{
    m_lines.first().field->setFocus(Qt::OtherFocusReason);
}

void ResourceList::addLine(const QString &text)
{
    Line line{new QWidget(this), nullptr, nullptr};
    line.field = new QLineEdit(text, line.row);
    auto *removeButton = new LinkButton(u"✕"_s, line.row);
    removeButton->setToolTip(tr("Remove this resource"));
    line.removeButton = removeButton;
    m_manners.teach(line.field);
    auto *row = new QHBoxLayout(line.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(line.field, 1);
    row->addWidget(removeButton);
    m_column->addWidget(line.row);
    m_lines.append(line);
    QLineEdit *field = line.field;
    connect(field, &QLineEdit::textEdited, this, [this, field] { lineEdited(field); });
    connect(field, &QLineEdit::editingFinished, this, &ResourceList::lineLeft);
    connect(removeButton, &QToolButton::clicked, this, [this, removeButton] {
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            if (m_lines.at(i).removeButton == removeButton) {
                removeLine(i);
                nameLines();
                emit edited(resources()); // before the focus goes on: what is typed there is a new step
                m_lines.at(std::min(i, m_lines.size() - 1)).field->setFocus(Qt::OtherFocusReason);
                return;
            }
        }
    });
}

void ResourceList::removeLine(qsizetype index)
{
    const Line line = m_lines.takeAt(index);
    // Signals of the row itself may have led here; it goes when they are done.
    line.field->disconnect(this);
    m_column->removeWidget(line.row);
    line.row->hide();
    line.row->setParent(nullptr);
    line.row->deleteLater();
}

void ResourceList::lineEdited(QLineEdit *field)
{
    // Several ARNs pasted at once become a line each.
    static const QRegularExpression lineEnds(u"[\\r\\n]+"_s);
    const QStringList parts = field->text().split(lineEnds, Qt::SkipEmptyParts);
    if (parts.size() > 1) {
        QStringList all;
        for (const Line &line : std::as_const(m_lines)) {
            if (line.field == field) {
                all += parts;
            } else if (!line.field->text().isEmpty()) {
                all += line.field->text();
            }
        }
        setResources(all);
    }
    if (!m_lines.last().field->text().isEmpty()) {
        addLine({});
    }
    nameLines();
    emit edited(resources());
}

void ResourceList::lineLeft()
{
    for (qsizetype i = m_lines.size() - 2; i >= 0; --i) {
        const QLineEdit *field = m_lines.at(i).field;
        if (field->text().isEmpty() && !field->hasFocus()) {
            removeLine(i);
        }
    }
    nameLines();
}

void ResourceList::nameLines()
{
    QWidget *before = nullptr;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines.at(i);
        const bool last = i == m_lines.size() - 1;
        line.field->setObjectName(last ? u"resource.add"_s : u"resource.%1"_s.arg(i));
        line.field->setAccessibleName(last ? tr("Add a resource") : tr("Resource %1").arg(i + 1));
        line.field->setPlaceholderText(!last ? QString() : i == 0 ? tr("none · add ARN") : tr("add ARN"));
        line.removeButton->setObjectName(u"removeResource.%1"_s.arg(i));
        line.removeButton->setAccessibleName(tr("Remove resource %1").arg(i + 1));
        line.removeButton->setVisible(!last);
        if (before) {
            setTabOrder(before, line.field);
        }
        setTabOrder(line.field, line.removeButton);
        before = line.removeButton;
    }
    setFocusProxy(m_lines.first().field);
}

} // namespace busload
