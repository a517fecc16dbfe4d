// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The right side of the window: one entry, its form beside its JSON. It only arranges the parts; each of
// them speaks with the document by itself.
#pragma once

#include "event/draft.h"
#include "event/problem.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace busload {

class BusAdvice;
class DetailForm;
class Document;
class EntryForm;
class JsonEditor;

class EntryPanel : public QWidget
{
    Q_OBJECT
public:
    explicit EntryPanel(Document &document, QWidget *parent = nullptr);

    DraftId current() const;
    //! Shows an entry; 0 shows a calm empty state. An entry that is removed later leaves that state too.
    void setCurrent(DraftId id);
    //! Shows the entry and brings the person to what the problem is about: the field with the focus in
    //! it, or the place in the JSON.
    void showProblem(DraftId id, const Problem &problem);

    //! Outlives the panel.
    void setBusAdvice(const BusAdvice *advice);

signals:
    //! The person turns to the bus: a list of them would help now.
    void busesWanted();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void giveFormItsWidth();
    void showHeading();
    void applyTheme();

    Document &m_document;
    DraftId m_current = 0;
    QStackedWidget *m_pages;
    QLabel *m_emptyTitle;
    QLabel *m_emptyText;
    QSplitter *m_split;
    QLabel *m_heading;
    QScrollArea *m_scroll;
    QWidget *m_formSide;
    EntryForm *m_entryForm;
    DetailForm *m_detailForm;
    JsonEditor *m_editor;
};

} // namespace busload
