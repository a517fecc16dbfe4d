// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Detail as fields: those that the schema of the detail type names, then what else stands in the JSON.
// Filling in a field changes that one value in the text and no other byte. While the JSON has an error
// the form waits: it never guesses, and never writes over what it cannot read.
#pragma once

#include "composer/document.h"
#include "scenario/detailfield.h"

#include <QColor>
#include <QHash>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace busload {

class FieldManners;
class LinkButton;
class ProblemNotes;

class DetailForm : public QWidget
{
    Q_OBJECT
public:
    DetailForm(Document &document, FieldManners &manners, QWidget *parent = nullptr);

    //! Shows a draft's Detail; 0 shows nothing.
    void setCurrent(DraftId id);

    //! From this size on the form follows typing in the JSON with a short delay. Unit: bytes.
    static constexpr qsizetype largeText = 32'768; // 32 KiB

signals:
    //! The person wants to see a place of the text. Unit: UTF-8 offset.
    void placeRequested(qsizetype offset);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Control
    {
        DetailField field;
        QLineEdit *line = nullptr; //!< one of the two
        QComboBox *choice = nullptr;
        ProblemNotes *notes = nullptr;
        QString shown;        //!< the value as the JSON had it when the field was last filled
        bool waiting = false; //!< what is typed here is no value yet; the JSON keeps the old one
    };

    void detailChanged(DraftId id);
    void measured();
    void refresh();
    void showBytes();
    void showHeader();
    void rebuild();
    void addField(QGridLayout *grid, const DetailField &field, const QString &label, int depth);
    void addList(QGridLayout *grid, const DetailField &list, const QString &label, int depth);
    void addElementButtons(QWidget *row, const DetailField &list, const QString &title, int index);
    void addMore(QGridLayout *grid, int omitted);
    QWidget *makeControl(const DetailField &field, const QString &spoken);
    ProblemNotes *makeNotes(Control &control, QWidget *parent);
    void fill(Control &control, const DetailField &field);
    void fillAll(const DetailField &group);
    void fieldTyped(const QString &name, const QString &text);
    void change(const std::optional<TextEdit> &edit);
    bool readText();
    void fix(Fix fix);
    void format();
    void minify();
    void start();
    void applyTheme();

    Document &m_document;
    FieldManners &m_manners;
    DraftId m_current = 0;
    bool m_stale = false;
    std::optional<JsonTree> m_tree;
    std::optional<DetailSchema> m_schema;
    QString m_schemaType;
    DetailField m_root;
    bool m_built = false;
    QHash<QString, Control> m_controls; //!< by object name
    QLabel *m_title;
    QLabel *m_bytes;
    LinkButton *m_minify;
    LinkButton *m_format;
    ProblemNotes *m_notes;
    QLabel *m_message;
    LinkButton *m_toError;
    qsizetype m_errorOffset = 0;
    LinkButton *m_start;
    QWidget *m_fields = nullptr;
    QVBoxLayout *m_column;
    QTimer m_refreshSoon;
    QColor m_quiet;
};

} // namespace busload
