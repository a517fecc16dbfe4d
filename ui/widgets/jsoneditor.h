// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The right half of the entry: Detail's own text to write in, and the entry as it will be sent to look
// at. It hands each keystroke to the document and repaints from the document's signals; it knows no form.
// It never rewrites the text: laying a text out for reading happens in a view that cannot be typed in.
#pragma once

#include "event/draft.h"
#include "json/jsonedit.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace busload {

class Document;
class FindBar;
class JsonTextEdit;
class LinkButton;

class JsonEditor : public QWidget
{
    Q_OBJECT
public:
    explicit JsonEditor(Document &document, QWidget *parent = nullptr);

    //! Shows a draft's Detail; 0 shows nothing.
    void setCurrent(DraftId id);
    //! Puts the caret at a place of Detail's text and takes the focus. Unit: UTF-8 offset.
    void goTo(qsizetype offset);

    //! A line longer than this is not typed in but shown laid out. Unit: bytes.
    static constexpr qsizetype longestLine = 20'480; // 20 KiB

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class View { Json, AsSent };

    void setView(View view);
    void loadText();
    void takeEdit(DraftId id, const TextEdit &edit);
    void giveEdit(const TextEdit &edit);
    void measured();
    void fillReadView();
    void markProblems();
    void decideLayout();
    void describeView();
    void showNotice(const QString &text, const QString &action);
    void format();
    void applyTheme();
    QByteArray entryAsSent() const;

    Document &m_document;
    DraftId m_current = 0;
    View m_view = View::Json;
    bool m_laidOut = false; //!< Detail has a line too long to type in
    bool m_giving = false;  //!< an edit of ours is on its way through the document
    QLabel *m_title;
    LinkButton *m_jsonLink;
    LinkButton *m_sentLink;
    QWidget *m_header;
    QWidget *m_notice;
    QLabel *m_noticeText;
    LinkButton *m_noticeAction;
    JsonTextEdit *m_edit;
    JsonTextEdit *m_read;
    FindBar *m_find;
    QTimer m_markSoon; //!< marks are painted after the widget has finished its own change
    QTimer m_readSoon; //!< a text laid out again for reading, not at each keystroke
    QTimer m_layoutSoon;
};

} // namespace busload
