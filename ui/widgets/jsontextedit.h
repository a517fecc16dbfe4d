// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// QScintilla as a window on a text that somebody else owns: what a person types comes out as small
// edits in UTF-8 bytes, and edits made elsewhere go in without an echo. It keeps no undo history of its
// own, never converts a line end, and never copies the whole text because of a keystroke.
#pragma once

#include "json/jsonedit.h"

#include <Qsci/qsciscintilla.h>

namespace busload {

class JsonTextEdit : public QsciScintilla
{
    Q_OBJECT
public:
    explicit JsonTextEdit(QWidget *parent = nullptr);

    //! Shows another text from its top. Unit: UTF-8 bytes. edited() does not follow.
    void setContent(const QByteArray &text);
    //! A copy of the bytes that are shown; for comparing, not for each keystroke.
    QByteArray content() const;
    //! Unit: UTF-8 bytes.
    qsizetype contentSize() const;
    //! Makes an edit that was made elsewhere; edited() does not follow. An edit that lies outside the
    //! text is not made. `show` moves the caret there, as undo does.
    void apply(const TextEdit &edit, bool show);

    //! Underlines the place where reading the text ended; -1 takes the mark away. Unit: UTF-8 offset.
    void markError(qsizetype offset);
    //! Marks the tokens that begin at these offsets.
    void markPlaces(const QList<qsizetype> &offsets);
    //! Puts the caret at an offset, unfolds and scrolls there.
    void goTo(qsizetype offset);

    //! Selects the next place of a text from the caret on, around the end; false when there is none.
    bool selectNext(const QString &needle, bool forward, bool matchCase);
    //! How often a text stands here, and which of them (from 1) the selection is; 0: none of them.
    std::pair<int, int> countOf(const QString &needle, bool matchCase) const;

    //! The visible first line and the caret, to come back to.
    std::pair<int, int> viewPlace() const;
    void setViewPlace(std::pair<int, int> place);

signals:
    //! The person changed the text. Several may follow each other at once; each is about the text after
    //! the one before it. Sent while the widget is still busy: do not change its text in a slot.
    void edited(const busload::TextEdit &edit);
    void undoRequested();
    void redoRequested();
    void findRequested();
    void leaveRequested(); //!< Escape: the person wants out of the text
    void focusLeft();

protected:
    QByteArray fromMimeData(const QMimeData *source, bool &rectangular) const override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void modified(int position, int type, const char *text, int length);
    void takeLineEnds(const QByteArray &text);
    void applyTheme();
    void dropUndo();
    void fitLineNumbers();
    long tokenEnd(long begin) const;
    void replaceTarget(qsizetype begin, qsizetype end, const QByteArray &text);

    bool m_applying = false;
    bool m_composing = false;
    bool m_theming = false;
    int m_lineDigits = 0;
    mutable QByteArray m_pasted; //!< what is being pasted, with its own line ends; else empty
    QString m_look;              //!< the theme and font in force
};

} // namespace busload
