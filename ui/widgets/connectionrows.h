// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of a form about a connection: a caption, a field, and under it what is wrong with it. It knows which
// row a problem belongs to, and nothing of what the fields mean.
#pragma once

#include "delivery/connectioncheck.h"
#include "ui/widgets/wheelguard.h"

#include <QHash>
#include <QList>
#include <QSet>

class QFormLayout;
class QLabel;
class QWidget;

namespace busload {

struct Theme;

class ConnectionRows
{
public:
    //! `form` outlives it.
    explicit ConnectionRows(QFormLayout &form);

    //! A quiet heading above the rows that follow.
    QLabel *addHeading(const QString &text);
    //! `control` takes the focus, the name and the caption's words. `field`: whose problems stand under it.
    void add(const QString &caption, QWidget *control, const char *name, std::optional<ConnectionField> field,
             const QList<QWidget *> &below = {}, QWidget *beside = nullptr);
    //! The same for a check box, which is its own caption.
    void addBox(QWidget *control, const char *name, const QList<QWidget *> &below = {});

    //! What the widest caption needs; forms below each other take that of the first, so that their fields align.
    int captionWidth() const;
    void setCaptionWidth(int width);

    void show(QWidget *control, bool shown);
    //! Shows those of `problems` whose fields are in `touched`, and takes all others away.
    void showProblems(const QList<ConnectionProblem> &problems, const QSet<ConnectionField> &touched,
                      const Theme &theme);
    //! Null where no row has the field.
    QWidget *control(ConnectionField field) const { return m_controls.value(field); }

    //! A label for a note under a field; "note" or "warning".
    static QLabel *makeNote(const char *name, const char *role);
    static void paint(QLabel *label, const QColor &colour);

private:
    QFormLayout &m_form;
    WheelGuard m_wheelGuard;
    QHash<ConnectionField, QWidget *> m_controls;
    QHash<ConnectionField, QLabel *> m_problems;
    QList<QLabel *> m_headings;
    QList<QLabel *> m_captions;
};

} // namespace busload
