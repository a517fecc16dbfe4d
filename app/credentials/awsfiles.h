// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a person's AWS files are and what they hold now. They are read when they are asked for and again only
// when they changed, so that a profile edited in another window is seen at once. It never writes to them.
#pragma once

#include "credentials/awsconfig.h"

#include <QProcessEnvironment>

namespace busload {

class AwsFiles
{
public:
    //! Looks at HOME, AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE; in the latter two $NAME and ${NAME}
    //! stand for variables and "~" at the start for the home folder.
    explicit AwsFiles(const QProcessEnvironment &environment);

    const QString &configPath() const { return m_config.path; }
    const QString &credentialsPath() const { return m_credentials.path; }
    const QString &homePath() const { return m_home; }

    //! What the files hold. A file that is not there, or the null device, is empty; one that cannot be read or
    //! reached, or is no small text file, is among the problems. The reference holds until the next call.
    const AwsConfig &read();

private:
    //! What tells one state of a file from another.
    struct Stamp
    {
        bool exists = false;
        int error = 0;      // why nobody can tell whether it exists, as the system numbers it
        qint64 changed = 0; // ns since 1970, as fine as the system has them
        qint64 modified = 0;
        qint64 size = -1;
        quint64 device = 0;
        quint64 inode = 0;
        bool operator==(const Stamp &) const = default;
    };
    struct Watched
    {
        QString path;
        Stamp stamp;
    };

    static Stamp stampOf(const QString &path);
    //! Whether any later change would give another stamp.
    static bool isSettled(const Stamp &stamp);
    static AwsFileText load(const Watched &watched, QList<AwsFileProblem> &problems);

    QString m_home;
    Watched m_config;
    Watched m_credentials;
    AwsConfig m_content;
    bool m_read = false; //!< and what was read holds while the stamps do
};

} // namespace busload
