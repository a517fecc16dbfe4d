// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/credentialprocess.h"

#include "credentials/processoutput.h"
#include "credentials/shellwords.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <csignal>

#include <unistd.h>
#endif

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxOutputBytes = 1024LL * 1024;

//! One run. It belongs to the context and stops the program when it is destroyed before the end.
class ProcessRun : public QObject
{
public:
    ProcessRun(QString program, QString subject, std::function<QDateTime()> clock, CredentialsProvider::Answer answer,
               QObject *context)
        : QObject(context)
        , m_program(std::move(program))
        , m_subject(std::move(subject))
        , m_clock(std::move(clock))
        , m_answer(std::move(answer))
        , m_process(new QProcess)
    {
        connect(m_process, &QProcess::readyReadStandardOutput, this,
                [this] { collect(m_output, m_process->readAllStandardOutput(), u"on its output"_s); });
        connect(m_process, &QProcess::readyReadStandardError, this,
                [this] { collect(m_complaint, m_process->readAllStandardError(), u"as error messages"_s); });
        connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end(failure(u"%1 could not be started (%2). A script needs a first line that names what runs it."_s.arg(
                    m_program, m_process->errorString())));
        });
        connect(m_process, &QProcess::finished, this, &ProcessRun::onFinished);
    }

    ~ProcessRun() override { release(); }

    void start(const QStringList &arguments, const QProcessEnvironment &environment, int timeoutMs)
    {
        QTimer::singleShot(timeoutMs, this, [this, timeoutMs] {
            end(failure(u"%1 did not end within %2 s and was stopped. Does it ask for something? It has no terminal "
                        "to ask in."_s.arg(m_program)
                            .arg(timeoutMs / 1000.0)));
        });
        m_process->setProcessEnvironment(environment);
        m_process->setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
        // A session of its own: what the program starts can be stopped with it, and asking in the terminal
        // that Busload was started from fails at once instead of hanging there.
        m_process->setChildProcessModifier([] { ::setsid(); });
#endif
        m_process->start(m_program, arguments, QIODevice::ReadOnly);
    }

private:
    Failure failure(const QString &message) const
    {
        return {FailureKind::Credentials, m_subject, message};
    }

    void collect(QByteArray &text, const QByteArray &more, const QString &where)
    {
        text += more;
        if (text.size() > maxOutputBytes)
            end(failure(u"%1 printed more than 1 MiB %2 and was stopped."_s.arg(m_program, where)));
    }

    void onFinished(int exitCode, QProcess::ExitStatus status)
    {
        const QString complaint = shownComplaint(m_complaint, m_output);
        const QString said = complaint.isEmpty() ? u" It gave no reason."_s : u" It said: "_s + complaint;
        if (status == QProcess::CrashExit) {
            end(failure(u"%1 crashed."_s.arg(m_program) + said));
        } else if (exitCode != 0) {
            end(failure(u"%1 failed with exit code %2."_s.arg(m_program).arg(exitCode) + said));
        } else {
            Result<ResolvedCredentials> read = readProcessOutput(m_output, m_subject, m_clock());
            if (read) {
                read.value().origin = m_subject;
                read.value().links = {m_subject};
            }
            end(read);
        }
    }

    //! The one way out. The answer comes last: it may destroy the context and this with it.
    void end(const Result<ResolvedCredentials> &result)
    {
        if (!m_process)
            return;
        release();
        deleteLater();
        const CredentialsProvider::Answer answer = std::move(m_answer);
        answer(result);
    }

    //! Lets go of the process, and stops it if it still runs. It deletes itself once it has ended: the
    //! destructor of one that runs would wait for it.
    void release()
    {
        QProcess *process = std::exchange(m_process, nullptr);
        if (!process)
            return;
        process->disconnect(this);
        if (process->state() == QProcess::NotRunning) {
            process->deleteLater();
            return;
        }
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        connect(process, &QProcess::errorOccurred, process, &QObject::deleteLater);
#ifdef Q_OS_UNIX
        const auto group = static_cast<pid_t>(process->processId());
#endif
        // The program first: from then on it cannot start another that its group does not hold.
        process->kill();
#ifdef Q_OS_UNIX
        if (group > 0)
            ::kill(-group, SIGKILL);
#endif
    }

    QString m_program;
    QString m_subject;
    std::function<QDateTime()> m_clock;
    CredentialsProvider::Answer m_answer;
    QProcess *m_process; // null: let go
    QByteArray m_output;
    QByteArray m_complaint;
};

//! The program's file. The subject of the failure is the caller's.
Result<QString> programFile(const QString &program, const QProcessEnvironment &environment, const QString &subject)
{
    const auto failure = [&subject](const QString &message) {
        return Failure{FailureKind::Credentials, subject, message};
    };
    if (program.contains(u'/')) {
        const QFileInfo file(program);
        if (!file.exists()) {
            const bool hopesForShell = program.startsWith(u'~') || program.contains(u'$');
            const QString hint = hopesForShell ? u"Write the path in full: no shell runs it that would expand it."_s
                                               : u"Check credential_process in the profile."_s;
            return failure(u"The program %1 was not found. "_s.arg(program) + hint);
        }
        if (!file.isFile() || !file.isExecutable()) {
            return failure(
                u"%1 is not a program that may be executed. Check its permissions (chmod +x)."_s.arg(program));
        }
        return file.absoluteFilePath();
    }
    const QString path = environment.value(u"PATH"_s, u"/usr/local/bin:/usr/bin:/bin"_s);
    const QString found =
        QStandardPaths::findExecutable(program, path.split(QDir::listSeparator(), Qt::SkipEmptyParts));
    if (found.isEmpty()) {
        return failure(u"The program %1 was not found in any folder of PATH. Install it, or give its whole path in "
                       "credential_process."_s.arg(program));
    }
    return found;
}

} // namespace

void runCredentialProcess(const QString &command, const QString &profile, const QProcessEnvironment &environment,
                          int timeoutMs, QObject *context, CredentialsProvider::Answer answer,
                          std::function<QDateTime()> clock)
{
    const QString subject = u"credential_process of profile %1"_s.arg(profile);
    const std::optional<QStringList> words = splitShellWords(command);
    if (!words) {
        answer(Failure{FailureKind::Configuration, subject,
                       u"The command has a quote that is not closed, or ends in a backslash."_s});
        return;
    }
    if (words->isEmpty() || words->first().isEmpty()) {
        answer(Failure{FailureKind::Configuration, subject, u"The command is empty."_s});
        return;
    }
    const Result<QString> program = programFile(words->first(), environment, subject);
    if (!program) {
        answer(program.failure());
        return;
    }
    auto *run = new ProcessRun(*program, subject, std::move(clock), std::move(answer), context);
    run->start(words->sliced(1), environment, timeoutMs);
}

} // namespace busload
