// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// New, open, save: the document's way to and from files. It asks before anything unsaved is lost and says
// what went wrong as a notice; a file that cannot be read leaves what is open as it was.
#pragma once

#include "ui/widgets/noticebar.h"

#include <QObject>
#include <QTime>

#include <functional>

class QAction;
class QFileDialog;
class QMenu;
class QSettings;

namespace busload {

class Document;

class FileActions : public QObject
{
    Q_OBJECT
public:
    //! `window` is the parent of dialogs; all of them outlive this.
    FileActions(Document &document, QSettings &settings, NoticeBar &notices, QWidget &window);

    QAction *newAction() const { return m_new; }
    QAction *openAction() const { return m_open; }
    QAction *saveAction() const { return m_save; }
    QAction *saveAsAction() const { return m_saveAs; }
    QAction *orderScenarioAction() const { return m_order; }
    QMenu *recentMenu() const { return m_recent; }

    //! Opens a file in the place of what is open, which must not hold unsaved changes any more.
    //! Shape: a scenario keeps its file; anything else is taken in as new entries without one.
    bool openFile(const QString &path);
    //! Reads a file's entries into the open document, as one undo step.
    void importFile(const QString &path);
    void askAndImport();
    void openOrderScenario();
    //! Calls `then` once nothing unsaved is left: saved, discarded or never there. Never, when the
    //! person says no or the saving fails.
    void letGo(const std::function<void()> &then);
    void save(std::function<void()> then = {});
    //! "new, not saved", "unsaved changes", "saved 13:20".
    QString stateText() const;

signals:
    void stateTextChanged();

private:
    bool saveTo(const QString &path);
    void saveAs(std::function<void()> then = {});
    void askAndOpen();
    //! A file dialog that does not block; `chosen` gets the path, unless it is cancelled.
    void ask(QFileDialog *dialog, std::function<void(const QString &)> chosen);
    void remember(const QString &path);
    void fillRecent();
    QString lastFolder() const;

    Document &m_document;
    QSettings &m_settings;
    NoticeBar &m_notices;
    QWidget &m_window;
    QAction *m_new;
    QAction *m_open;
    QAction *m_save;
    QAction *m_saveAs;
    QAction *m_order;
    QMenu *m_recent;
    QTime m_savedAt;
};

} // namespace busload
