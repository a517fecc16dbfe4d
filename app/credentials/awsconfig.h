// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the AWS files of a person hold together: profiles, single sign-on sessions, services. Values and the
// parser of their INI format, pure. A line that cannot be read spoils the section it stands in and no other.
// Source: the shared profile parser rules of AWS SDKs (facts on INI parsing), not one SDK's own habits.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace busload {

struct AwsSetting
{
    QString value;                 //!< trimmed; further lines joined with line breaks
    QMap<QString, QString> nested; //!< sub-properties, by lower-case key; only where `value` is empty
    QString file;
    int line = 0; //!< of the key, from 1

    bool operator==(const AwsSetting &) const = default;
};

//! Something in a file that cannot be read, and why.
struct AwsFileProblem
{
    QString file;
    int line = 0; //!< from 1; 0: the file as a whole
    QString message;

    bool operator==(const AwsFileProblem &) const = default;
};

//! "/home/me/.aws/config line 3: …", for people.
QString problemText(const AwsFileProblem &problem);

struct AwsSection
{
    QMap<QString, AwsSetting> settings; //!< by lower-case key
    QList<AwsFileProblem> problems;     //!< not empty: the section cannot be used
    QString file;                       //!< of the first header
    int line = 0;

    //! The setting's value; empty where there is none.
    QString text(const QString &key) const { return settings.value(key).value; }

    bool operator==(const AwsSection &) const = default;
};

struct AwsConfig
{
    QMap<QString, AwsSection> profiles;
    QMap<QString, AwsSection> ssoSessions;
    QMap<QString, AwsSection> services;
    QList<AwsFileProblem> problems; //!< of no one section: a file that cannot be read, lines before any section
    QList<AwsFileProblem> warnings; //!< names that are no names and were passed over
    //! Profiles that were passed over, by name: written in the way of the other file.
    QMap<QString, AwsFileProblem> misplaced;
    QString configFile;
    QString credentialsFile;

    bool operator==(const AwsConfig &) const = default;
};

struct AwsFileText
{
    QString path;
    QByteArray text; //!< UTF-8
};

//! Reads both files and puts them together: the same key in both is the credentials file's; `[profile default]`
//! hides `[default]`; a section that stands twice is one, the last of equal keys wins.
//! Shape: in the config file profiles are `[profile NAME]` or `[default]`, in the credentials file `[NAME]`.
//! Sections of other kinds are passed over in silence, names that are no names with a warning. A file in another
//! encoding is a problem as a whole, a line that is no UTF-8 one of its section.
AwsConfig parseAwsConfig(const AwsFileText &config, const AwsFileText &credentials);

} // namespace busload
