// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials/awsconfig.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

enum class FileKind { Config, Credentials };

const QString defaultName = u"default"_s;

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t';
}

QString trimmed(QStringView text)
{
    qsizetype from = 0;
    qsizetype to = text.size();
    while (from < to && isBlank(text.at(from)))
        ++from;
    while (to > from && isBlank(text.at(to - 1)))
        --to;
    return text.sliced(from, to - from).toString();
}

//! Letters, digits and - _ / . % @ : +
bool isName(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               u"-_/.%@:+"_s.contains(c);
    });
}

bool beginsComment(QChar c)
{
    return c == u'#' || c == u';';
}

//! What stands before a comment: in a property's line one begins with # or ; after a blank.
QStringView withoutComment(QStringView line)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (beginsComment(line.at(i)) && isBlank(line.at(i - 1)))
            return line.first(i);
    }
    return line;
}

//! A header's comment needs no blank before it.
QStringView withoutHeaderComment(QStringView line)
{
    return line.first(std::find_if(line.begin(), line.end(), beginsComment) - line.begin());
}

//! What a header names.
struct Heading
{
    enum class Kind { Profile, BareDefault, SsoSession, Services, Misplaced, Other, BadName };
    Kind kind = Kind::Other;
    QString name;
};

Heading headingOf(QStringView inside, FileKind file)
{
    using Kind = Heading::Kind;
    const QString text = trimmed(inside);
    const QString prefix = text.first(std::find_if(text.begin(), text.end(), isBlank) - text.begin());
    const QString name = trimmed(QStringView(text).sliced(prefix.size()));
    if (file == FileKind::Credentials) {
        // `[profile x]` is the config file's form and names nothing here.
        if (prefix == "profile"_L1 && isName(name))
            return {Kind::Misplaced, name};
        return {isName(text) ? Kind::Profile : Kind::BadName, text};
    }
    if (text == defaultName)
        return {Kind::BareDefault, text};
    if (name.isEmpty()) // `[x]` is the credentials file's form, or a section of another program's
        return {isName(text) ? Kind::Misplaced : Kind::Other, text};
    Kind kind = Kind::Other;
    if (prefix == "profile"_L1)
        kind = Kind::Profile;
    else if (prefix == "sso-session"_L1)
        kind = Kind::SsoSession;
    else if (prefix == "services"_L1)
        kind = Kind::Services;
    return {kind != Kind::Other && !isName(name) ? Kind::BadName : kind, name};
}

//! Reads one file, line after line, into sections by kind and name.
class Reader
{
public:
    Reader(FileKind kind, const AwsFileText &file, AwsConfig &config)
        : m_kind(kind)
        , m_file(file)
        , m_config(config)
    {
    }

    void read()
    {
        QByteArray bytes = m_file.text;
        if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff")) {
            m_config.problems.append({m_file.path, 0, u"it is UTF-16 text. Save it as UTF-8"_s});
            return;
        }
        if (bytes.startsWith("\xef\xbb\xbf"))
            bytes.remove(0, 3);
        const QString text = QString::fromUtf8(bytes);
        qsizetype from = 0;
        while (from < text.size()) {
            qsizetype end = text.indexOf(u'\n', from);
            if (end < 0)
                end = text.size();
            ++m_line;
            QStringView line = QStringView(text).sliced(from, end - from);
            if (line.endsWith(u'\r'))
                line.chop(1);
            readLine(line);
            from = end + 1;
        }
        merge();
    }

private:
    AwsFileProblem problem(const QString &message) const { return {m_file.path, m_line, message}; }

    void complain(const QString &message)
    {
        if (m_section)
            m_section->problems.append(problem(message));
        else if (!m_passedOver)
            m_config.problems.append(problem(message));
    }

    void warn(const QString &message) { m_config.warnings.append(problem(message)); }

    void readLine(QStringView line)
    {
        if (trimmed(line).isEmpty())
            return;
        if (beginsComment(line.front()))
            return;
        if (line.startsWith(u'['))
            readHeader(line);
        else if (isBlank(line.front()))
            readContinuation(line);
        else
            readProperty(line);
    }

    void readHeader(QStringView line)
    {
        m_setting = nullptr;
        m_skipsSetting = false;
        m_section = nullptr;
        m_passedOver = false;
        const QStringView header = withoutHeaderComment(line);
        const qsizetype bracket = header.indexOf(u']');
        const bool closed = bracket >= 0 && trimmed(header.sliced(bracket + 1)).isEmpty();
        const Heading heading = headingOf(header.sliced(1, (bracket < 0 ? header.size() : bracket) - 1), m_kind);
        const QString unclosed = bracket < 0 ? u"Profile definition must end with ']'"_s
                                             : u"Only a comment may follow the ']' of a profile definition"_s;
        switch (heading.kind) {
        case Heading::Kind::Profile:
            open(m_profiles, heading.name);
            break;
        case Heading::Kind::BareDefault:
            open(m_bareDefault, heading.name);
            break;
        case Heading::Kind::SsoSession:
            open(m_ssoSessions, heading.name);
            break;
        case Heading::Kind::Services:
            open(m_services, heading.name);
            break;
        case Heading::Kind::Misplaced:
            m_passedOver = true;
            if (closed)
                passOver(heading.name);
            break;
        case Heading::Kind::BadName:
            m_passedOver = true;
            if (closed)
                warn(u"\"%1\" is no name of a section, so it is passed over"_s.arg(heading.name));
            break;
        case Heading::Kind::Other:
            m_passedOver = true;
            break;
        }
        // A broken header spoils the section that it was meant for, where one can tell.
        if (!closed && m_section)
            m_section->problems.append(problem(unclosed));
        else if (!closed)
            m_config.problems.append(problem(unclosed));
    }

    //! Keeps in mind whose section this was probably meant to be.
    void passOver(const QString &name)
    {
        const QString form = m_kind == FileKind::Config ? u"[profile %1]"_s : u"[%1]"_s;
        const AwsFileProblem reason =
            problem(u"this section is passed over; in this file a profile is written "_s + form.arg(name));
        m_config.misplaced.insert(name, reason);
        if (m_kind == FileKind::Credentials) // in the config file other programs have sections of this form
            m_config.warnings.append(reason);
    }

    void open(QMap<QString, AwsSection> &sections, const QString &name)
    {
        AwsSection &section = sections[name];
        if (section.line == 0) {
            section.file = m_file.path;
            section.line = m_line;
        }
        m_section = &section;
    }

    void readProperty(QStringView line)
    {
        m_setting = nullptr;
        m_skipsSetting = false;
        if (!m_section) {
            if (!m_passedOver)
                complain(u"Expected a profile definition before this line, such as [profile dev]"_s);
            m_skipsSetting = true;
            return;
        }
        const QStringView property = withoutComment(line);
        const qsizetype equals = property.indexOf(u'=');
        if (equals < 0) {
            complain(u"Expected an '=' sign defining a property"_s);
            m_skipsSetting = true;
            return;
        }
        if (!isWellEncoded(property))
            return;
        const QString key = trimmed(property.first(equals));
        if (key.isEmpty()) {
            complain(u"Property did not have a name"_s);
            m_skipsSetting = true;
            return;
        }
        if (!isName(key)) {
            // Not told which: it may be a piece of a secret that stands in the wrong place.
            warn(u"What stands before the '=' is no name of a property, so this line is passed over"_s);
            m_skipsSetting = true;
            return;
        }
        AwsSetting &setting = m_section->settings[key.toLower()];
        setting = {trimmed(property.sliced(equals + 1)), {}, m_file.path, m_line};
        m_setting = &setting;
        m_hasSubProperties = setting.value.isEmpty();
    }

    //! Complains of bytes that are no UTF-8: what is sent must be what the person wrote.
    bool isWellEncoded(QStringView text)
    {
        if (!text.contains(QChar::ReplacementCharacter))
            return true;
        complain(u"This line is not UTF-8 text. Save the file as UTF-8"_s);
        m_skipsSetting = true;
        return false;
    }

    void readContinuation(QStringView line)
    {
        if (m_skipsSetting || m_passedOver)
            return; // of a line that was passed over itself
        if (!m_section || !m_setting) {
            complain(m_section ? u"Expected a property definition, found continuation"_s
                               : u"Expected a profile definition before this line, such as [profile dev]"_s);
            m_skipsSetting = true;
            return;
        }
        if (!isWellEncoded(line))
            return;
        if (!m_hasSubProperties) {
            m_setting->value += u'\n' + trimmed(line); // comments are part of it here
            return;
        }
        const QString text = trimmed(line);
        const qsizetype equals = withoutComment(text).indexOf(u'=');
        if (equals < 0) {
            complain(u"Expected an '=' sign defining a sub-property"_s);
            return;
        }
        const QString key = trimmed(QStringView(text).first(equals));
        if (key.isEmpty())
            complain(u"Sub-property did not have a name"_s);
        else if (!isName(key))
            warn(u"What stands before the '=' is no name of a sub-property, so this line is passed over"_s);
        else
            m_setting->nested.insert(key.toLower(), trimmed(QStringView(text).sliced(equals + 1)));
    }

    static void mergeInto(QMap<QString, AwsSection> &into, const QMap<QString, AwsSection> &sections)
    {
        for (auto it = sections.cbegin(); it != sections.cend(); ++it) {
            AwsSection &section = into[it.key()];
            if (section.line == 0) {
                section = it.value();
                continue;
            }
            for (auto setting = it->settings.cbegin(); setting != it->settings.cend(); ++setting)
                section.settings.insert(setting.key(), setting.value());
            section.problems += it->problems;
        }
    }

    void merge()
    {
        if (!m_bareDefault.isEmpty()) {
            if (m_profiles.contains(defaultName))
                m_config.warnings.append(
                    {m_file.path, m_bareDefault.first().line, u"[default] is hidden by [profile default]"_s});
            else
                m_profiles.insert(defaultName, m_bareDefault.first());
        }
        mergeInto(m_config.profiles, m_profiles);
        mergeInto(m_config.ssoSessions, m_ssoSessions);
        mergeInto(m_config.services, m_services);
    }

    FileKind m_kind;
    const AwsFileText &m_file;
    AwsConfig &m_config;
    QMap<QString, AwsSection> m_profiles;
    QMap<QString, AwsSection> m_bareDefault; // one at most
    QMap<QString, AwsSection> m_ssoSessions;
    QMap<QString, AwsSection> m_services;
    AwsSection *m_section = nullptr;
    AwsSetting *m_setting = nullptr;
    bool m_passedOver = false;   // the section is none of ours
    bool m_skipsSetting = false; // the property was passed over, and so are its further lines
    bool m_hasSubProperties = false;
    int m_line = 0;
};

} // namespace

QString problemText(const AwsFileProblem &problem)
{
    const QString file = QDir::toNativeSeparators(problem.file);
    return problem.line > 0 ? u"%1 line %2: %3"_s.arg(file, QString::number(problem.line), problem.message)
                            : u"%1: %2"_s.arg(file, problem.message);
}

AwsConfig parseAwsConfig(const AwsFileText &config, const AwsFileText &credentials)
{
    AwsConfig result;
    result.configFile = config.path;
    result.credentialsFile = credentials.path;
    Reader(FileKind::Config, config, result).read();
    Reader(FileKind::Credentials, credentials, result).read();
    return result;
}

} // namespace busload
