// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fileactions.h"

#include "composer/document.h"
#include "scenario/entryreader.h"
#include "scenario/scenariofile.h"
#include "ui/words.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRecent = 8;
const QString recentKey = u"files/recent"_s;
const QString suffix = u"busload"_s;
const QString fileSubject = u"file"_s;

QAction *actionFor(QObject *parent, const QString &text, const QKeySequence &keys, const QString &name)
{
    auto *action = new QAction(text, parent);
    action->setObjectName(name);
    action->setShortcut(keys);
    return action;
}

//! What went wrong with a file, with the place in it where there is one that was not `said` already.
QString reason(const Failure &failure, const QString &said = {})
{
    const bool placed = failure.kind == FailureKind::Malformed && !failure.subject.isEmpty();
    QString text = placed ? failure.subject + u": "_s + failure.message : failure.message;
    if (!said.isEmpty() && text.startsWith(said + u": "_s))
        text.remove(0, said.size() + 2);
    return text;
}

} // namespace

FileActions::FileActions(Document &document, QSettings &settings, NoticeBar &notices, QWidget &window)
    : QObject(&window)
    , m_document(document)
    , m_settings(settings)
    , m_notices(notices)
    , m_window(window)
    , m_new(actionFor(this, tr("&New scenario"), QKeySequence::New, u"newAction"_s))
    , m_open(actionFor(this, tr("&Open…"), QKeySequence::Open, u"openAction"_s))
    , m_save(actionFor(this, tr("&Save"), QKeySequence::Save, u"saveAction"_s))
    , m_saveAs(actionFor(this, tr("Save &as…"), QKeySequence(tr("Ctrl+Shift+S")), u"saveAsAction"_s))
    , m_order(actionFor(this, tr("Open the &order example"), {}, u"orderScenarioAction"_s))
    , m_recent(new QMenu(tr("Open &recent"), &window))
{
    connect(m_new, &QAction::triggered, this, [this] {
        letGo([this] {
            m_savedAt = {};
            m_document.clear();
        });
    });
    connect(m_open, &QAction::triggered, this, &FileActions::askAndOpen);
    connect(m_save, &QAction::triggered, this, [this] { save(); });
    connect(m_saveAs, &QAction::triggered, this, [this] { saveAs(); });
    connect(m_order, &QAction::triggered, this, [this] { letGo([this] { openOrderScenario(); }); });
    connect(&m_document, &Document::stateChanged, this, &FileActions::stateTextChanged);
    m_recent->setObjectName(u"recentMenu"_s);
    connect(m_recent, &QMenu::aboutToShow, this, &FileActions::fillRecent);
    fillRecent();
}

bool FileActions::openFile(const QString &path)
{
    const Result<EntryReading> reading = readEntriesFile(path);
    if (!reading) {
        m_notices.showNotice(
            NoticeBar::Kind::Error,
            tr("%1 was not opened. %2").arg(QFileInfo(path).fileName(), reason(reading.failure(), path)), {},
            fileSubject);
        return false;
    }
    m_notices.dismiss(fileSubject);
    const bool scenario = reading->format == EntryFormat::Scenario;
    const QString name = reading->name.isEmpty() ? QFileInfo(path).completeBaseName() : reading->name;
    m_savedAt = {};
    m_document.load({name, reading->drafts}, scenario ? QFileInfo(path).absoluteFilePath() : QString());
    remember(path);
    if (!reading->warnings.isEmpty())
        m_notices.showNotice(NoticeBar::Kind::Warning, reading->warnings.join(u'\n'), {}, fileSubject);
    else if (!scenario)
        m_notices.showNotice(NoticeBar::Kind::Info,
                             tr("%1: %2 read. Saving makes a scenario of it.")
                                 .arg(formatName(reading->format), entriesText(reading->drafts.size())),
                             {}, fileSubject);
    return true;
}

void FileActions::importFile(const QString &path)
{
    const Result<EntryReading> reading = readEntriesFile(path);
    if (!reading) {
        m_notices.showNotice(
            NoticeBar::Kind::Error,
            tr("Nothing was imported from %1. %2").arg(QFileInfo(path).fileName(), reason(reading.failure(), path)), {},
            fileSubject);
        return;
    }
    m_document.insert(-1, reading->drafts, tr("Import %1").arg(entriesText(reading->drafts.size())));
    QString text = tr("%1: %2 added.").arg(formatName(reading->format), entriesText(reading->drafts.size()));
    for (const QString &warning : reading->warnings)
        text += u'\n' + warning;
    m_notices.showNotice(reading->warnings.isEmpty() ? NoticeBar::Kind::Info : NoticeBar::Kind::Warning, text, {},
                         fileSubject);
    remember(path);
}

void FileActions::ask(QFileDialog *dialog, std::function<void(const QString &)> chosen)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, std::move(chosen));
    dialog->open();
}

void FileActions::askAndImport()
{
    auto *dialog = new QFileDialog(&m_window, tr("Import entries"), lastFolder(),
                                   tr("Entries (*.json *.jsonl *.busload *.txt);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    ask(dialog, [this](const QString &path) { importFile(path); });
}

void FileActions::askAndOpen()
{
    letGo([this] {
        auto *dialog = new QFileDialog(&m_window, tr("Open"), lastFolder(),
                                       tr("Scenarios and entries (*.busload *.json *.jsonl);;All files (*)"));
        dialog->setFileMode(QFileDialog::ExistingFile);
        ask(dialog, [this](const QString &path) { openFile(path); });
    });
}

void FileActions::openOrderScenario()
{
    m_savedAt = {};
    m_document.load(orderScenario(), {});
}

void FileActions::letGo(const std::function<void()> &then)
{
    if (!m_document.isModified() || (m_document.count() == 0 && m_document.filePath().isEmpty())) {
        then();
        return;
    }
    const QString name = m_document.name().isEmpty() ? tr("Untitled") : m_document.name();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"),
                                tr("“%1” has changes that are not saved.").arg(name),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box->setObjectName(u"unsavedBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, then](QAbstractButton *button) {
        switch (box->standardButton(button)) {
        case QMessageBox::Save:
            save(then);
            break;
        case QMessageBox::Discard:
            then();
            break;
        default:
            break;
        }
    });
    box->open();
}

void FileActions::save(std::function<void()> then)
{
    if (m_document.filePath().isEmpty())
        saveAs(std::move(then));
    else if (saveTo(m_document.filePath()) && then)
        then();
}

void FileActions::saveAs(std::function<void()> then)
{
    const QString name = m_document.name().isEmpty() ? tr("scenario") : m_document.name();
    const QString proposed =
        m_document.filePath().isEmpty() ? QDir(lastFolder()).filePath(name + u'.' + suffix) : m_document.filePath();
    auto *dialog = new QFileDialog(&m_window, tr("Save scenario"), proposed, tr("Busload scenarios (*.busload)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    ask(dialog, [this, then = std::move(then)](const QString &path) {
        if (saveTo(path) && then)
            then();
    });
}

bool FileActions::saveTo(const QString &path)
{
    Scenario scenario = m_document.scenario();
    if (scenario.name.isEmpty())
        scenario.name = QFileInfo(path).completeBaseName();
    if (const Result<bool> written = writeScenarioFile(path, scenario); !written) {
        m_notices.showNotice(NoticeBar::Kind::Error,
                             tr("Not saved, and nothing lost: %1").arg(reason(written.failure())),
                             {{tr("Save as…"), [this] { saveAs(); }, true}}, fileSubject);
        return false;
    }
    m_notices.dismiss(fileSubject);
    if (m_document.name().isEmpty())
        m_document.setName(scenario.name);
    m_savedAt = QTime::currentTime();
    m_document.markSaved(path);
    remember(path);
    emit stateTextChanged();
    return true;
}

QString FileActions::stateText() const
{
    if (m_document.isModified())
        return tr("scenario · unsaved changes");
    if (m_savedAt.isValid())
        return tr("scenario · saved %1").arg(QLocale().toString(m_savedAt, QLocale::ShortFormat));
    return m_document.filePath().isEmpty() ? tr("scenario · not saved to a file")
                                           : tr("scenario · %1").arg(QFileInfo(m_document.filePath()).fileName());
}

void FileActions::remember(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList recent = m_settings.value(recentKey).toStringList();
    recent.removeAll(absolute);
    recent.prepend(absolute);
    m_settings.setValue(recentKey, QStringList(recent.mid(0, mostRecent)));
    fillRecent();
}

void FileActions::fillRecent()
{
    m_recent->clear();
    const QStringList recent = m_settings.value(recentKey).toStringList();
    for (const QString &path : recent) {
        QAction *action = m_recent->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        action->setStatusTip(path);
        connect(action, &QAction::triggered, this, [this, path] { letGo([this, path] { openFile(path); }); });
    }
    m_recent->setEnabled(!recent.isEmpty());
}

QString FileActions::lastFolder() const
{
    const QStringList recent = m_settings.value(recentKey).toStringList();
    return recent.isEmpty() ? QDir::homePath() : QFileInfo(recent.constFirst()).absolutePath();
}

} // namespace busload
