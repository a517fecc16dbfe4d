// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsontextedit.h"

#include "ui/theme.h"
#include "ui/widgets/formtext.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexerjson.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace busload {

namespace {

constexpr int errorIndicator = 8; // below 8 belong to lexers
constexpr int placeIndicator = 9;
constexpr int numberMargin = 0;
constexpr int foldMargin = 2;
//! A token longer than this is marked in its beginning only.
constexpr long longestMark = 200;

//! The program's fixed font, or the system's where that one draws several characters as one sign: in
//! exact text "->" must look like what it is, and QScintilla cannot be told to leave that out.
QFont plainMono()
{
    QFont font = monoFont();
    static const QStringList joining{QStringLiteral("JetBrains Mono"), QStringLiteral("Fira Code"),
                                     QStringLiteral("Cascadia Code")};
    const QFontInfo info(font);
    if (joining.contains(info.family())) {
        font.setFamilies({QFontInfo(QFontDatabase::systemFont(QFontDatabase::FixedFont)).family()});
    }
    font.setPointSize(qRound(info.pointSizeF())); // QScintilla knows whole points only
    return font;
}

bool isUndo(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Undo);
}

//! Ctrl+Y is redo in people's hands on every desktop, also where the platform's own is Ctrl+Shift+Z.
bool isRedo(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Redo) ||
           (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_Y) ||
           (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && event->key() == Qt::Key_Z);
}

//! How long a text is when its line ends are made alike. Unit: bytes.
qsizetype convertedSize(const QByteArray &text, bool pairs)
{
    const qsizetype both = text.count("\r\n");
    const qsizetype ends = text.count('\n') + text.count('\r') - both;
    return text.size() - both + (pairs ? ends : 0);
}

} // namespace

JsonTextEdit::JsonTextEdit(QWidget *parent)
    : QsciScintilla(parent)
{
    setUtf8(true);
    dropUndo();
    // What is pasted is what is sent: its line ends stay. See modified() for what this leaves undone.
    SendScintilla(SCI_SETPASTECONVERTENDINGS, 0);
    SendScintilla(SCI_SETMODEVENTMASK, SendScintilla(SCI_GETMODEVENTMASK) | SC_MOD_INSERTCHECK);
    SendScintilla(SCI_SETMULTIPLESELECTION, 0);
    // Keys that the window owns must reach it. Ctrl+D, L, T, U and the like would also change text
    // in ways no one expects here.
    for (const QsciCommand::Command command :
         {QsciCommand::Undo, QsciCommand::Redo, QsciCommand::SelectionDuplicate, QsciCommand::LineDuplicate,
          QsciCommand::LineCut, QsciCommand::LineTranspose, QsciCommand::SelectionLowerCase,
          QsciCommand::SelectionUpperCase, QsciCommand::LineDelete}) {
        if (QsciCommand *bound = standardCommands()->find(command)) {
            bound->setKey(0);
            bound->setAlternateKey(0);
        }
    }
    for (const QKeyCombination chord : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        if (QsciCommand *bound = standardCommands()->boundTo(chord.toCombined())) {
            bound->setKey(0);
            bound->setAlternateKey(0);
        }
    }

    auto *lexer = new QsciLexerJSON(this);
    lexer->setHighlightComments(false);
    setLexer(lexer);
    setFolding(PlainFoldStyle, foldMargin);
    setMarginLineNumbers(numberMargin, true);
    setMarginWidth(1, 0);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setAutoIndent(true);
    setFrameShape(NoFrame);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    SendScintilla(SCI_SETEXTRAASCENT, 2);
    SendScintilla(SCI_SETEXTRADESCENT, 2);
    SendScintilla(SCI_INDICSETSTYLE, errorIndicator, INDIC_SQUIGGLE);
    SendScintilla(SCI_INDICSETSTYLE, placeIndicator, INDIC_ROUNDBOX);
    SendScintilla(SCI_INDICSETUNDER, placeIndicator, 1);
    applyTheme();

    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char *text, int length) { modified(position, type, text, length); });
    connect(this, &QsciScintilla::linesChanged, this, &JsonTextEdit::fitLineNumbers);
    fitLineNumbers();
}

void JsonTextEdit::setContent(const QByteArray &text)
{
    const bool readOnly = isReadOnly();
    {
        const QScopedValueRollback guard(m_applying, true);
        SendScintilla(SCI_SETREADONLY, 0);
        replaceTarget(0, contentSize(), text);
        takeLineEnds(text);
        SendScintilla(SCI_SETREADONLY, readOnly ? 1 : 0);
        SendScintilla(SCI_SETSCROLLWIDTH, 1);
        SendScintilla(SCI_GOTOPOS, 0UL);
        SendScintilla(SCI_SETFIRSTVISIBLELINE, 0UL);
        SendScintilla(SCI_SETXOFFSET, 0UL);
    }
    markError(-1);
    markPlaces({});
}

QByteArray JsonTextEdit::content() const
{
    // Through SCI_GETCHARACTERPOINTER: text() would go through UTF-16 and change what is not Unicode.
    const auto *bytes = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return {bytes, contentSize()};
}

qsizetype JsonTextEdit::contentSize() const
{
    return SendScintilla(SCI_GETLENGTH);
}

void JsonTextEdit::apply(const TextEdit &edit, bool show)
{
    const qsizetype size = contentSize();
    if (edit.offset < 0 || edit.removed < 0 || edit.offset + edit.removed > size) {
        return;
    }
    const QScopedValueRollback guard(m_applying, true);
    const bool readOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0);
    replaceTarget(edit.offset, edit.offset + edit.removed, edit.inserted);
    if (edit.removed == size) {
        takeLineEnds(edit.inserted);
    }
    SendScintilla(SCI_SETREADONLY, readOnly ? 1 : 0);
    if (show) {
        goTo(edit.offset + edit.inserted.size());
    }
}

void JsonTextEdit::markError(qsizetype offset)
{
    const long size = static_cast<long>(contentSize());
    SendScintilla(SCI_SETINDICATORCURRENT, errorIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, size);
    if (offset < 0 || size == 0) {
        return;
    }
    // At the end of the text or of a line there is nothing to underline: the last letter before it shows.
    long begin = std::min(static_cast<long>(offset), size - 1);
    const auto blank = [this](long at) {
        const auto letter = SendScintilla(SCI_GETCHARAT, at);
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    };
    while (begin > 0 && blank(begin)) {
        --begin;
    }
    begin = SendScintilla(SCI_POSITIONBEFORE, SendScintilla(SCI_POSITIONAFTER, begin));
    const long end = std::max(tokenEnd(begin), SendScintilla(SCI_POSITIONAFTER, begin));
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin), std::max(1L, end - begin));
}

void JsonTextEdit::markPlaces(const QList<qsizetype> &offsets)
{
    const long size = static_cast<long>(contentSize());
    SendScintilla(SCI_SETINDICATORCURRENT, placeIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, size);
    for (const qsizetype offset : offsets) {
        if (offset < 0 || offset >= size) {
            continue;
        }
        const long begin = static_cast<long>(offset);
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin), tokenEnd(begin) - begin);
    }
}

long JsonTextEdit::tokenEnd(long begin) const
{
    const long size = static_cast<long>(contentSize());
    const bool quoted = SendScintilla(SCI_GETCHARAT, begin) == '"';
    long end = begin + 1;
    bool escaped = false;
    while (end < size && end - begin < longestMark) {
        const auto letter = static_cast<char>(SendScintilla(SCI_GETCHARAT, end));
        const bool lineEnd = letter == '\r' || letter == '\n';
        if (quoted && letter == '"' && !escaped) {
            return end + 1;
        }
        if (lineEnd || (!quoted && QByteArrayView(",:]} \t").contains(letter))) {
            break;
        }
        escaped = letter == '\\' && !escaped;
        ++end;
    }
    return end;
}

void JsonTextEdit::goTo(qsizetype offset)
{
    const long position = static_cast<long>(std::clamp<qsizetype>(offset, 0, contentSize()));
    SendScintilla(SCI_ENSUREVISIBLE, SendScintilla(SCI_LINEFROMPOSITION, position));
    SendScintilla(SCI_GOTOPOS, position);
    SendScintilla(SCI_SCROLLCARET);
}

bool JsonTextEdit::selectNext(const QString &needle, bool forward, bool matchCase)
{
    const QByteArray bytes = needle.toUtf8();
    if (bytes.isEmpty()) {
        return false;
    }
    SendScintilla(SCI_SETSEARCHFLAGS, matchCase ? SCFIND_MATCHCASE : 0);
    const long size = static_cast<long>(contentSize());
    const long from = SendScintilla(forward ? SCI_GETSELECTIONEND : SCI_GETSELECTIONSTART);
    const auto search = [&](long begin, long end) {
        SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(begin), end);
        return SendScintilla(SCI_SEARCHINTARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
    };
    long found = search(from, forward ? size : 0);
    if (found < 0) {
        found = search(forward ? 0 : size, from);
    }
    if (found < 0) {
        return false;
    }
    const long end = SendScintilla(SCI_GETTARGETEND);
    SendScintilla(SCI_ENSUREVISIBLE, SendScintilla(SCI_LINEFROMPOSITION, found));
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(found), end);
    SendScintilla(SCI_SCROLLCARET);
    return true;
}

std::pair<int, int> JsonTextEdit::countOf(const QString &needle, bool matchCase) const
{
    const QByteArray bytes = needle.toUtf8();
    int count = 0;
    int current = 0;
    if (bytes.isEmpty()) {
        return {count, current};
    }
    SendScintilla(SCI_SETSEARCHFLAGS, matchCase ? SCFIND_MATCHCASE : 0);
    const long size = static_cast<long>(contentSize());
    const long selected = SendScintilla(SCI_GETSELECTIONSTART);
    for (long at = 0; at < size;) {
        SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(at), size);
        const long found =
            SendScintilla(SCI_SEARCHINTARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
        if (found < 0) {
            break;
        }
        ++count;
        at = std::max(found + 1, SendScintilla(SCI_GETTARGETEND));
        if (found == selected && SendScintilla(SCI_GETSELECTIONEND) == at) {
            current = count;
        }
    }
    return {count, current};
}

std::pair<int, int> JsonTextEdit::viewPlace() const
{
    return {static_cast<int>(SendScintilla(SCI_GETFIRSTVISIBLELINE)),
            static_cast<int>(SendScintilla(SCI_GETCURRENTPOS))};
}

void JsonTextEdit::setViewPlace(std::pair<int, int> place)
{
    SendScintilla(SCI_GOTOPOS, std::min<long>(place.second, static_cast<long>(contentSize())));
    SendScintilla(SCI_SETFIRSTVISIBLELINE, place.first);
}

QByteArray JsonTextEdit::fromMimeData(const QMimeData *source, bool &rectangular) const
{
    QByteArray text = QsciScintilla::fromMimeData(source, rectangular);
    m_pasted = rectangular ? QByteArray() : text;
    return text;
}

bool JsonTextEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (isUndo(key) || isRedo(key)) {
            key->ignore(); // the window's own undo and redo come first
            return true;
        }
    }
    return QsciScintilla::event(event);
}

void JsonTextEdit::keyPressEvent(QKeyEvent *event)
{
    m_pasted.clear();
    if (isUndo(event)) {
        emit undoRequested();
    } else if (isRedo(event)) {
        emit redoRequested();
    } else if (event->matches(QKeySequence::Find)) {
        emit findRequested();
    } else if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        emit leaveRequested();
    } else {
        QsciScintilla::keyPressEvent(event);
        return;
    }
    event->accept();
}

void JsonTextEdit::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (isThemeChange(event)) {
        applyTheme();
    }
}

void JsonTextEdit::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool selected = hasSelectedText();
    if (!isReadOnly()) {
        menu->addAction(tr("Undo"), this, &JsonTextEdit::undoRequested);
        menu->addAction(tr("Redo"), this, &JsonTextEdit::redoRequested);
        menu->addSeparator();
        menu->addAction(tr("Cut"), this, [this] { cut(); })->setEnabled(selected);
    }
    menu->addAction(tr("Copy"), this, [this] { copy(); })->setEnabled(selected);
    if (!isReadOnly()) {
        menu->addAction(tr("Paste"), this, [this] { paste(); });
    }
    menu->addSeparator();
    menu->addAction(tr("Select all"), this, [this] { selectAll(true); });
    menu->addAction(tr("Find…"), this, &JsonTextEdit::findRequested);
    menu->popup(event->globalPos());
    event->accept();
}

void JsonTextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    // Scintilla takes a half composed letter back by its undo history, which is off otherwise: without
    // this an é typed with a dead key would leave its ´ behind.
    if (!isReadOnly() && !m_composing) {
        SendScintilla(SCI_SETUNDOCOLLECTION, 1);
        m_composing = true;
    }
    QsciScintilla::inputMethodEvent(event);
    if (m_composing && event->preeditString().isEmpty()) {
        m_composing = false;
        dropUndo();
    }
}

void JsonTextEdit::focusOutEvent(QFocusEvent *event)
{
    QsciScintilla::focusOutEvent(event);
    emit focusLeft();
}

void JsonTextEdit::modified(int position, int type, const char *text, int length)
{
    if (m_applying) {
        return;
    }
    if ((type & SC_MOD_INSERTCHECK) != 0) {
        // QScintilla converts the line ends of what it pastes or drops whatever it was told: put the
        // text's own back before it goes in. It tells only how long its own version is.
        const QByteArray pasted = std::exchange(m_pasted, {});
        if (!pasted.isEmpty() && convertedSize(pasted, SendScintilla(SCI_GETEOLMODE) == SC_EOL_CRLF) == length) {
            SendScintilla(SCI_CHANGEINSERTION, static_cast<unsigned long>(pasted.size()), pasted.constData());
        }
    } else if ((type & SC_MOD_INSERTTEXT) != 0) {
        emit edited(TextEdit{position, 0, QByteArray(text, length)});
    } else if ((type & SC_MOD_DELETETEXT) != 0) {
        emit edited(TextEdit{position, length, {}});
    }
}

void JsonTextEdit::takeLineEnds(const QByteArray &text)
{
    const qsizetype feed = text.indexOf('\n');
    const qsizetype carriage = text.indexOf('\r');
    if (carriage >= 0 && feed == carriage + 1) {
        SendScintilla(SCI_SETEOLMODE, SC_EOL_CRLF);
    } else if (carriage >= 0 && (feed < 0 || carriage < feed)) {
        SendScintilla(SCI_SETEOLMODE, SC_EOL_CR);
    } else {
        SendScintilla(SCI_SETEOLMODE, SC_EOL_LF);
    }
}

void JsonTextEdit::applyTheme()
{
    if (m_theming || !lexer()) {
        return; // setting fonts and colours sends change events of its own
    }
    const Theme theme = themeNow();
    const QFont font = plainMono();
    const QString look = theme.window.name() + theme.text.name() + theme.accent.name() + font.toString();
    if (look == m_look) {
        return;
    }
    m_look = look;
    const QScopedValueRollback guard(m_theming, true);
    QsciLexer *json = lexer();
    json->setDefaultFont(font);
    json->setDefaultColor(theme.text);
    json->setDefaultPaper(theme.raised);
    json->setFont(font);
    json->setPaper(theme.raised);
    json->setColor(theme.text);
    json->setColor(theme.accent, QsciLexerJSON::Property);
    json->setColor(theme.good, QsciLexerJSON::String);
    json->setColor(theme.warn, QsciLexerJSON::Number);
    json->setColor(theme.warn, QsciLexerJSON::Keyword);
    json->setColor(theme.warn, QsciLexerJSON::KeywordLD);
    json->setColor(theme.good, QsciLexerJSON::EscapeSequence);
    json->setColor(theme.good, QsciLexerJSON::IRI);
    json->setColor(theme.good, QsciLexerJSON::IRICompact);
    for (const int style : {QsciLexerJSON::Error, QsciLexerJSON::UnclosedString}) {
        json->setColor(theme.bad, style);
        json->setPaper(theme.raised, style);
        json->setEolFill(false, style);
    }
    setMarginsFont(font);
    setMarginsForegroundColor(theme.quiet);
    setMarginsBackgroundColor(theme.window);
    setFoldMarginColors(theme.window, theme.window);
    const auto arrow = [&](int marker, int shape) {
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker), static_cast<long>(shape));
        SendScintilla(SCI_MARKERSETFORE, static_cast<unsigned long>(marker), theme.quiet);
        SendScintilla(SCI_MARKERSETBACK, static_cast<unsigned long>(marker), theme.quiet);
    };
    arrow(SC_MARKNUM_FOLDER, SC_MARK_ARROW);
    arrow(SC_MARKNUM_FOLDEREND, SC_MARK_ARROW);
    arrow(SC_MARKNUM_FOLDEROPEN, SC_MARK_ARROWDOWN);
    arrow(SC_MARKNUM_FOLDEROPENMID, SC_MARK_ARROWDOWN);
    setPaper(theme.raised);
    setColor(theme.text);
    setCaretForegroundColor(theme.text);
    setCaretLineBackgroundColor(theme.window);
    setSelectionBackgroundColor(theme.codeGround);
    setSelectionForegroundColor(theme.text);
    setMatchedBraceForegroundColor(theme.accent);
    setMatchedBraceBackgroundColor(theme.codeGround);
    setUnmatchedBraceForegroundColor(theme.bad);
    setUnmatchedBraceBackgroundColor(theme.badGround);
    setIndicatorForegroundColor(theme.bad, errorIndicator);
    setIndicatorForegroundColor(theme.warn, placeIndicator);
    SendScintilla(SCI_INDICSETALPHA, placeIndicator, 40L);
    SendScintilla(SCI_INDICSETOUTLINEALPHA, placeIndicator, 140L);
    m_lineDigits = 0;
    fitLineNumbers();
}

void JsonTextEdit::dropUndo()
{
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
}

void JsonTextEdit::fitLineNumbers()
{
    const auto digits = static_cast<int>(QString::number(lines()).size());
    const int wanted = std::max(3, digits);
    if (wanted != m_lineDigits) {
        m_lineDigits = wanted;
        setMarginWidth(numberMargin, QString(wanted + 1, QLatin1Char('0')));
    }
}

void JsonTextEdit::replaceTarget(qsizetype begin, qsizetype end, const QByteArray &text)
{
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(begin), static_cast<long>(end));
    // The length is given: a text may hold a NUL.
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.constData());
}

} // namespace busload
