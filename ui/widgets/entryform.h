// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The envelope of an entry as fields: what every event has, whatever its Detail. Each keystroke goes to
// the document and the form repaints from it; a problem stands under the field it is about.
#pragma once

#include "composer/document.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace busload {

class BusAdvice;
class FieldManners;
class LinkButton;
class ProblemNotes;
class ResourceList;

class EntryForm : public QWidget
{
    Q_OBJECT
public:
    EntryForm(Document &document, FieldManners &manners, QWidget *parent = nullptr);

    //! Shows a draft's envelope; 0 shows nothing.
    void setCurrent(DraftId id);
    //! What the connection does with an idempotency token; the form says so and what it costs.
    void setIdempotency(const IdempotencyChoice &choice);
    //! The buses to offer, and what is to be said about one.
    void setBusAdvice(const BusAdvice *advice);
    //! Puts the focus in a field and makes it visible. Detail and Entry have no field here.
    void focusField(EntryField field);

signals:
    //! The person turns to the bus: a list of them would help now.
    void busesWanted();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *addLine(QGridLayout *grid, EntryField field, const QString &caption, const QString &name);
    QComboBox *addCombo(QGridLayout *grid, EntryField field, const QString &caption, const QString &name);
    void addRow(QGridLayout *grid, EntryField field, const QString &caption, QWidget *control, QWidget *buddy);
    void addMore();
    void setMoreOpen(bool open);
    void refresh();
    void showProblems();
    void showTimeRemark();
    void showBusRemark();
    void showTokenCost();
    void fillSuggestions();
    //! Changes the current draft by `edit`, unless it changes nothing.
    template <typename Edit>
    void change(DraftField field, Edit edit);
    void changeStep(DraftField field, const QString &text);
    void timeChosen(int index);
    void fix(EntryField field, Fix fix);
    void applyTheme();

    Document &m_document;
    FieldManners &m_manners;
    DraftId m_current = 0;
    IdempotencyChoice m_idempotency;
    const BusAdvice *m_busAdvice = nullptr;
    QHash<EntryField, ProblemNotes *> m_notes;
    QHash<EntryField, QWidget *> m_fields; //!< what takes the focus
    QLineEdit *m_source;
    QComboBox *m_detailType;
    QComboBox *m_bus;
    QComboBox *m_time;
    QLineEdit *m_timeText;
    ResourceList *m_resources;
    LinkButton *m_moreLink;
    QWidget *m_more;
    bool m_moreChosen = false; //!< unfolded by the person, for every entry
    QLineEdit *m_label;
    QLineEdit *m_trace;
    QLineEdit *m_token;
    LinkButton *m_clearToken;
};

} // namespace busload
