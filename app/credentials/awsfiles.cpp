// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awsfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <sys/stat.h>
#endif

namespace busload {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 4LL * 1024 * 1024;
// File systems tell times in steps of up to two seconds: a younger file may change and keep its stamp.
constexpr qint64 nanosecondsPerMs = 1000LL * 1000;
constexpr qint64 settledNanoseconds = 3000 * nanosecondsPerMs;

//! Source: the order in which AWS tools look for a home folder.
QString homeOf(const QProcessEnvironment &environment)
{
    QString home = environment.value(u"HOME"_s);
#ifdef Q_OS_WIN
    if (home.isEmpty())
        home = environment.value(u"USERPROFILE"_s);
    if (home.isEmpty())
        home = environment.value(u"HOMEDRIVE"_s) + environment.value(u"HOMEPATH"_s);
#endif
    return home.isEmpty() ? QDir::homePath() : home;
}

QString withVariables(const QString &text, const QProcessEnvironment &environment)
{
    static const QRegularExpression variable(uR"(\$(?:\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+)))"_s);
    QString result;
    qsizetype from = 0;
    for (auto it = variable.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        result += QStringView(text).sliced(from, match.capturedStart() - from);
        result += environment.contains(name) ? environment.value(name) : match.captured(); // unknown ones stay
        from = match.capturedEnd();
    }
    return result.append(QStringView(text).sliced(from));
}

QString pathOf(const QProcessEnvironment &environment, const QString &variable, const QString &home,
               const QString &otherwise)
{
    QString path = withVariables(environment.value(variable), environment);
    if (path.trimmed().isEmpty())
        return home + otherwise;
    if (path == u"~"_s || path.startsWith(u"~/"_s) || path.startsWith(u'~' + QDir::separator()))
        path = home + path.sliced(1);
    return path;
}

#ifdef Q_OS_LINUX
qint64 nanoseconds(const timespec &time)
{
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}
#endif

} // namespace

AwsFiles::AwsFiles(const QProcessEnvironment &environment)
    : m_home(homeOf(environment))
{
    m_config.path = pathOf(environment, u"AWS_CONFIG_FILE"_s, m_home, u"/.aws/config"_s);
    m_credentials.path = pathOf(environment, u"AWS_SHARED_CREDENTIALS_FILE"_s, m_home, u"/.aws/credentials"_s);
}

const AwsConfig &AwsFiles::read()
{
    // Stamped before they are read: what changes meanwhile is seen at the next look.
    const Stamp config = stampOf(m_config.path);
    const Stamp credentials = stampOf(m_credentials.path);
    if (m_read && config == m_config.stamp && credentials == m_credentials.stamp)
        return m_content;
    m_config.stamp = config;
    m_credentials.stamp = credentials;
    m_read = isSettled(config) && isSettled(credentials);
    QList<AwsFileProblem> problems;
    const AwsFileText configText = load(m_config, problems);
    const AwsFileText credentialsText = load(m_credentials, problems);
    m_content = parseAwsConfig(configText, credentialsText);
    m_content.problems = problems + m_content.problems;
    return m_content;
}

AwsFiles::Stamp AwsFiles::stampOf(const QString &path)
{
    Stamp stamp;
#ifdef Q_OS_LINUX
    // Asked for directly: a file put in another's place, as editors and tools do it, may have its size and its times
    // but for their smallest part, and a file behind a closed door is not one that is not there.
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            stamp.error = errno;
        return stamp;
    }
    stamp.exists = true;
    stamp.changed = nanoseconds(status.st_ctim);
    stamp.modified = nanoseconds(status.st_mtim);
    stamp.size = status.st_size;
    stamp.device = status.st_dev;
    stamp.inode = status.st_ino;
#else
    const QFileInfo info(path);
    stamp.exists = info.exists();
    if (!stamp.exists)
        return stamp;
    stamp.changed = info.metadataChangeTime().toMSecsSinceEpoch() * nanosecondsPerMs;
    stamp.modified = info.lastModified().toMSecsSinceEpoch() * nanosecondsPerMs;
    stamp.size = info.size();
#endif
    return stamp;
}

bool AwsFiles::isSettled(const Stamp &stamp)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch() * nanosecondsPerMs;
    return !stamp.exists || now - stamp.changed >= settledNanoseconds;
}

AwsFileText AwsFiles::load(const Watched &watched, QList<AwsFileProblem> &problems)
{
    const QString &path = watched.path;
    const auto complain = [&](const QString &reason) { problems.append({path, 0, reason}); };
    QFile file(path);
    if (watched.stamp.error != 0) {
        complain(u"it cannot be reached (%1)"_s.arg(qt_error_string(watched.stamp.error)));
        return {path, {}};
    }
    // The null device is how one says that there shall be no file.
    if (!watched.stamp.exists || path == QProcess::nullDevice())
        return {path, {}};
    if (!QFileInfo(path).isFile()) {
        complain(u"it is no file"_s);
    } else if (!file.open(QIODevice::ReadOnly)) {
        complain(u"it cannot be read (%1)"_s.arg(file.errorString()));
    } else {
        const QByteArray text = file.read(mostBytes + 1);
        if (file.error() != QFileDevice::NoError)
            complain(u"it cannot be read (%1)"_s.arg(file.errorString()));
        else if (text.size() > mostBytes)
            complain(u"it is larger than 4 MiB and was not read"_s);
        else
            return {path, text};
    }
    return {path, {}};
}

} // namespace busload
