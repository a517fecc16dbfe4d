// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/entryreader.h"

#include "scenario/members.h"
#include "json/jsontree.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace busload {
namespace {

constexpr qsizetype maxWarnings = 20; // a file with more unknown names than that is of another kind

Failure malformed(const QString &subject, const QString &message)
{
    return {FailureKind::Malformed, subject, message};
}

QString atPlace(const JsonPlace &place)
{
    return u"line %1, column %2"_s.arg(place.line).arg(place.column);
}

//! What a value is called in "a number stands where a string belongs".
QString kindName(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Object:
        return u"an object"_s;
    case JsonKind::Array:
        return u"an array"_s;
    case JsonKind::String:
        return u"a string"_s;
    case JsonKind::Number:
        return u"a number"_s;
    case JsonKind::True:
    case JsonKind::False:
        return u"true or false"_s;
    case JsonKind::Null:
        return u"null"_s;
    }
    return {};
}

bool holdsLoneSurrogate(QStringView text)
{
    return !text.isValidUtf16();
}

bool isEntryMember(QStringView key)
{
    static constexpr std::array known{
        members::source, members::detailType, members::detail,      members::eventBusName,
        members::time,   members::resources,  members::traceHeader, members::idempotencyToken};
    return std::any_of(known.begin(), known.end(), [&](QLatin1StringView name) { return key == name; });
}

//! The known member that a key would be if case did not count; empty when there is none.
QString otherCase(QStringView key)
{
    static constexpr std::array known{
        members::source,    members::detailType,  members::detail,           members::eventBusName, members::time,
        members::resources, members::traceHeader, members::idempotencyToken, members::entries};
    for (const QLatin1StringView name : known) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return name;
    }
    // As EventBridge delivers it to targets.
    return key == "detail-type"_L1 ? QString(members::detailType) : QString();
}

//! Reads the parts of one text. It counts lines only where something is to be said about one.
class Reader
{
public:
    explicit Reader(const QByteArray &text)
        : m_text(text)
    {
    }

    Result<EntryReading> read();

private:
    struct Warning
    {
        QString text;
        qsizetype more = 0;
    };

    //! A value within the text: its tree may be of one line only, which begins at `line` of the text.
    struct Value
    {
        const JsonTree &tree;
        int node;
        int linesBefore = 0;

        Value child(int index) const { return {tree, index, linesBefore}; }
        const JsonNode &at() const { return tree.node(node); }
    };

    JsonPlace placeOf(const Value &value, bool ofKey = false) const;
    Failure wrong(const QString &field, const Value &value, const QString &message) const;
    Failure wrongKind(const QString &field, const Value &value, const QString &wanted) const;
    Failure notJson(const JsonError &error, int linesBefore = 0) const;
    void warnUnknown(const QString &key, const Value &value);
    void warnRepeated(const QString &key, const Value &value);
    void warn(const QString &about, const QString &text);
    QString entrySubject() const { return u"entry %1"_s.arg(m_reading.drafts.size() + 1); }

    std::optional<Failure> readText(const QString &field, const Value &value, QString *text) const;
    std::optional<Failure> readTime(const Value &value, TimeChoice *time) const;
    std::optional<Failure> readResources(const Value &value, QStringList *resources) const;
    std::optional<Failure> readDetail(const Value &value, QByteArray *detail) const;
    std::optional<Failure> readDetailLines(const Value &value, QByteArray *detail) const;
    std::optional<Failure> readDetailBase64(const Value &value, QByteArray *detail) const;
    std::optional<Failure> readMember(const QString &key, const Value &value, Draft *draft);
    std::optional<Failure> readEntry(const Value &value);
    std::optional<Failure> readArray(const Value &value);
    std::optional<Failure> readRequest(const Value &value);
    std::optional<Failure> readScenario(const Value &value);
    std::optional<Failure> readObject(const Value &value);
    std::optional<Failure> readLines(qsizetype from);
    std::optional<Failure> readValues(qsizetype from);
    std::optional<Failure> readRest(qsizetype end);

    const QByteArray &m_text;
    EntryReading m_reading;
    QList<Warning> m_warnings;
    QHash<QString, qsizetype> m_warningAbout;
};

JsonPlace Reader::placeOf(const Value &value, bool ofKey) const
{
    const JsonNode &node = value.at();
    JsonPlace place = placeAt(value.tree.text(), ofKey && node.keyBegin >= 0 ? node.keyBegin : node.begin);
    place.line += value.linesBefore;
    return place;
}

Failure Reader::wrong(const QString &field, const Value &value, const QString &message) const
{
    const QString subject = field.isEmpty() ? entrySubject() : entrySubject() + u", "_s + field;
    return malformed(subject, u"%1 (%2)"_s.arg(message, atPlace(placeOf(value))));
}

Failure Reader::wrongKind(const QString &field, const Value &value, const QString &wanted) const
{
    return wrong(field, value, u"%1 is needed, but %2 stands here"_s.arg(wanted, kindName(value.at().kind)));
}

Failure Reader::notJson(const JsonError &error, int linesBefore) const
{
    JsonPlace place = error.place;
    place.line += linesBefore;
    return malformed(atPlace(place), error.reason);
}

void Reader::warn(const QString &about, const QString &text)
{
    if (const auto known = m_warningAbout.constFind(about); known != m_warningAbout.cend()) {
        ++m_warnings[*known].more;
        return;
    }
    if (m_warnings.size() >= maxWarnings)
        return;
    m_warningAbout.insert(about, m_warnings.size());
    m_warnings.append({text, 0});
}

void Reader::warnUnknown(const QString &key, const Value &value)
{
    // A name that was told already is only counted: finding its place takes time in a long text.
    if (m_warningAbout.contains(key) || m_warnings.size() >= maxWarnings) {
        warn(key, {});
        return;
    }
    QString text = u"%1: there is no member \"%2\", it is left out"_s.arg(atPlace(placeOf(value, true)), key);
    if (const QString meant = otherCase(key); !meant.isEmpty() && meant != key)
        text += u"; it is written \"%1\""_s.arg(meant);
    warn(key, text);
}

void Reader::warnRepeated(const QString &key, const Value &value)
{
    const QString about = u"twice "_s + key;
    if (m_warningAbout.contains(about) || m_warnings.size() >= maxWarnings) {
        warn(about, {});
        return;
    }
    warn(about, u"%1: \"%2\" stands twice, the later one counts"_s.arg(atPlace(placeOf(value, true)), key));
}

std::optional<Failure> Reader::readText(const QString &field, const Value &value, QString *text) const
{
    if (value.at().kind == JsonKind::Null) {
        text->clear();
        return std::nullopt;
    }
    if (value.at().kind != JsonKind::String)
        return wrongKind(field, value, u"a string"_s);
    *text = value.tree.scalarText(value.node);
    return std::nullopt;
}

std::optional<Failure> Reader::readTime(const Value &value, TimeChoice *time) const
{
    const bool scenario = m_reading.format == EntryFormat::Scenario;
    *time = TimeChoice::none();
    switch (value.at().kind) {
    case JsonKind::Null:
        return std::nullopt;
    case JsonKind::String:
        time->text = value.tree.scalarText(value.node);
        if (scenario && time->text == members::now) {
            *time = TimeChoice::whenSent();
            return std::nullopt;
        }
        break;
    case JsonKind::Number:
        time->text = QString::fromLatin1(value.tree.slice(value.node));
        break;
    default:
        return wrongKind(members::time, value, u"a time as a string or epoch seconds as a number"_s);
    }
    const std::optional<Instant> instant = parseInstant(time->text);
    if (!instant)
        return wrong(
            members::time, value,
            u"\"%1\" is not a time. Write it like 2026-11-23T13:20:05Z, or as epoch seconds"_s.arg(time->text));
    time->kind = TimeChoice::Kind::Fixed;
    time->fixed = *instant;
    // A scenario's writer uses a number for a time that nobody typed.
    if (scenario && value.at().kind == JsonKind::Number)
        time->text.clear();
    return std::nullopt;
}

std::optional<Failure> Reader::readResources(const Value &value, QStringList *resources) const
{
    resources->clear();
    if (value.at().kind == JsonKind::Null)
        return std::nullopt;
    if (value.at().kind != JsonKind::Array)
        return wrongKind(members::resources, value, u"an array of strings"_s);
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        const QString field = QString(members::resources) + u"[%1]"_s.arg(resources->size());
        if (value.tree.node(node).kind != JsonKind::String)
            return wrongKind(field, value.child(node), u"a string"_s);
        resources->append(value.tree.scalarText(node));
    }
    return std::nullopt;
}

std::optional<Failure> Reader::readDetail(const Value &value, QByteArray *detail) const
{
    switch (value.at().kind) {
    case JsonKind::Null:
        detail->clear();
        return std::nullopt;
    case JsonKind::Object:
        *detail = value.tree.slice(value.node).toByteArray();
        return std::nullopt;
    case JsonKind::String: {
        const QString text = value.tree.scalarText(value.node);
        if (holdsLoneSurrogate(text))
            return wrong(members::detail, value,
                         u"the string holds one half of a surrogate pair, which cannot be sent"_s);
        *detail = text.toUtf8();
        return std::nullopt;
    }
    default:
        return wrongKind(members::detail, value, u"a string or an object"_s);
    }
}

std::optional<Failure> Reader::readDetailLines(const Value &value, QByteArray *detail) const
{
    if (value.at().kind != JsonKind::Array)
        return wrongKind(members::detailLines, value, u"an array of strings"_s);
    detail->clear();
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        if (value.tree.node(node).kind != JsonKind::String)
            return wrongKind(members::detailLines, value.child(node), u"a string"_s);
        if (node != value.at().firstChild)
            detail->append('\n');
        detail->append(value.tree.scalarText(node).toUtf8());
    }
    return std::nullopt;
}

std::optional<Failure> Reader::readDetailBase64(const Value &value, QByteArray *detail) const
{
    if (value.at().kind != JsonKind::String)
        return wrongKind(members::detailBase64, value, u"a string"_s);
    const auto decoded = QByteArray::fromBase64Encoding(value.tree.scalarText(value.node).toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return wrong(members::detailBase64, value, u"this is not base64"_s);
    *detail = *decoded;
    return std::nullopt;
}

std::optional<Failure> Reader::readMember(const QString &key, const Value &value, Draft *draft)
{
    if (key == members::source)
        return readText(key, value, &draft->source);
    if (key == members::detailType)
        return readText(key, value, &draft->detailType);
    if (key == members::detail)
        return readDetail(value, &draft->detail);
    if (key == members::eventBusName)
        return readText(key, value, &draft->eventBusName);
    if (key == members::time)
        return readTime(value, &draft->time);
    if (key == members::resources)
        return readResources(value, &draft->resources);
    if (key == members::traceHeader)
        return readText(key, value, &draft->traceHeader);
    if (key == members::idempotencyToken)
        return readText(key, value, &draft->idempotencyToken);
    if (m_reading.format == EntryFormat::Scenario) {
        if (key == members::label)
            return readText(key, value, &draft->label);
        if (key == members::detailLines)
            return readDetailLines(value, &draft->detail);
        if (key == members::detailBase64)
            return readDetailBase64(value, &draft->detail);
        if (key == members::timeText) {
            draft->time = {TimeChoice::Kind::Fixed, {}, {}};
            return readText(key, value, &draft->time.text);
        }
    }
    warnUnknown(key, value);
    return std::nullopt;
}

std::optional<Failure> Reader::readEntry(const Value &value)
{
    if (value.at().kind != JsonKind::Object)
        return wrongKind({}, value, u"an entry, which is an object,"_s);
    Draft draft;
    QStringList seen;
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        const QString key = value.tree.key(node);
        const Value member = value.child(node);
        if (std::optional<Failure> failure = readMember(key, member, &draft))
            return failure;
        if (isEntryMember(key)) {
            if (seen.contains(key))
                warnRepeated(key, member);
            seen.append(key);
        }
    }
    m_reading.drafts.append(draft);
    return std::nullopt;
}

std::optional<Failure> Reader::readArray(const Value &value)
{
    if (value.at().kind != JsonKind::Array)
        return malformed(atPlace(placeOf(value)),
                         u"the entries must be an array, but %1 stands here"_s.arg(kindName(value.at().kind)));
    m_reading.drafts.reserve(value.at().childCount);
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        if (std::optional<Failure> failure = readEntry(value.child(node)))
            return failure;
    }
    return std::nullopt;
}

std::optional<Failure> Reader::readRequest(const Value &value)
{
    m_reading.format = EntryFormat::PutEventsRequest;
    int entries = -1;
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        const QString key = value.tree.key(node);
        if (key == members::entries) {
            if (entries >= 0)
                warnRepeated(key, value.child(node));
            entries = node;
        } else if (key == members::endpointId) {
            warn(key, u"%1: \"EndpointId\" is left out: the connection says where to send"_s.arg(
                          atPlace(placeOf(value.child(node), true))));
        } else {
            warnUnknown(key, value.child(node));
        }
    }
    return readArray(value.child(entries));
}

std::optional<Failure> Reader::readScenario(const Value &value)
{
    m_reading.format = EntryFormat::Scenario;
    // The version first, wherever it stands: nothing else of a newer file can be trusted to mean the same.
    const int version = value.tree.find({QString(members::version)});
    bool isNumber = false;
    const int number = value.tree.slice(version).toByteArray().toInt(&isNumber);
    const Value versionValue = value.child(version);
    if (value.tree.node(version).kind != JsonKind::Number || !isNumber || number < 1)
        return malformed(members::version, u"the scenario's version is not a whole number from 1 (%1)"_s.arg(
                                               atPlace(placeOf(versionValue))));
    if (number > members::scenarioVersion)
        return malformed(
            members::version,
            u"the scenario was written by a newer version of Busload (its format is %1, this program reads up to %2)"_s
                .arg(number)
                .arg(members::scenarioVersion));

    int entries = -1;
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        const QString key = value.tree.key(node);
        const Value member = value.child(node);
        if (key == members::scenarioEntries) {
            entries = node;
        } else if (key == members::name) {
            if (member.at().kind != JsonKind::String)
                return malformed(key, u"the scenario's name is not a string (%1)"_s.arg(atPlace(placeOf(member))));
            m_reading.name = value.tree.scalarText(node);
        } else if (key != members::version) {
            warnUnknown(key, member);
        }
    }
    if (entries < 0)
        return malformed(members::scenarioEntries, u"the scenario has no entries; an empty one has \"entries\": []"_s);
    return readArray(value.child(entries));
}

std::optional<Failure> Reader::readObject(const Value &value)
{
    bool entry = false;
    QString hint;
    for (int node = value.at().firstChild; node >= 0; node = value.tree.node(node).nextSibling) {
        const QString key = value.tree.key(node);
        if (key == members::version)
            return readScenario(value);
        if (key == members::entries)
            return readRequest(value);
        entry = entry || isEntryMember(key);
        if (hint.isEmpty())
            hint = otherCase(key);
    }
    if (!entry) {
        const QString message =
            u"this is neither an entry, nor a PutEvents request (\"Entries\"), nor a scenario (\"busload\")"_s;
        return malformed(atPlace(placeOf(value)),
                         hint.isEmpty() ? message
                                        : message + u"; names count by case, it is written \"%1\""_s.arg(hint));
    }
    m_reading.format = EntryFormat::SingleEntry;
    return readEntry(value);
}

std::optional<Failure> Reader::readLines(qsizetype from)
{
    m_reading.format = EntryFormat::JsonLines;
    int line = 0;
    for (qsizetype begin = from; begin < m_text.size(); ++line) {
        qsizetype end = m_text.indexOf('\n', begin);
        if (end < 0)
            end = m_text.size();
        const QByteArray text = m_text.mid(begin, end - begin);
        begin = end + 1;
        if (text.trimmed().isEmpty())
            continue;
        const JsonParse parsed = parseJson(text);
        if (!parsed)
            return notJson(parsed.error, line);
        if (std::optional<Failure> failure = readEntry({*parsed.tree, 0, line}))
            return failure;
    }
    return std::nullopt;
}

std::optional<Failure> Reader::readValues(qsizetype from)
{
    m_reading.format = EntryFormat::JsonLines;
    while (!QByteArrayView(m_text).sliced(from).trimmed().isEmpty()) {
        qsizetype end = from;
        const JsonParse parsed = parseJsonValueAt(m_text, from, &end);
        if (!parsed)
            return notJson(parsed.error);
        if (std::optional<Failure> failure = readEntry({*parsed.tree, 0}))
            return failure;
        from = end;
    }
    return std::nullopt;
}

Result<EntryReading> Reader::read()
{
    qsizetype from = 0;
    if (m_text.startsWith("\xEF\xBB\xBF"))
        from = 3;
    else if (m_text.startsWith("\xFF\xFE") || m_text.startsWith("\xFE\xFF") ||
             m_text.startsWith(QByteArrayView("{\0", 2)) || m_text.startsWith(QByteArrayView("[\0", 2)) ||
             m_text.startsWith(QByteArrayView("\0{", 2)) || m_text.startsWith(QByteArrayView("\0[", 2)))
        return malformed(u"line 1, column 1"_s, u"the text is UTF-16; save it as UTF-8"_s);
    if (QByteArrayView(m_text).sliced(from).trimmed().isEmpty())
        return malformed({}, u"there is nothing in it"_s);

    qsizetype end = from;
    const JsonParse first = parseJsonValueAt(m_text, from, &end);
    if (!first)
        return notJson(first.error);
    const Value value{*first.tree, 0};
    const QByteArrayView rest = QByteArrayView(m_text).sliced(end);
    std::optional<Failure> failure;
    if (rest.trimmed().isEmpty()) {
        if (value.at().kind == JsonKind::Array)
            failure = readArray(value);
        else if (value.at().kind == JsonKind::Object)
            failure = readObject(value);
        else
            failure = malformed(atPlace(placeOf(value)),
                                u"entries are needed, but %1 stands here"_s.arg(kindName(value.at().kind)));
    } else if (value.at().kind != JsonKind::Object) {
        const qsizetype more = rest.trimmed().data() - m_text.constData();
        failure = malformed(atPlace(placeAt(m_text, more)), u"more text follows after the end of the entries"_s);
    } else if (value.tree.slice(0).contains('\n')) {
        failure = readValues(from); // entries laid out over several lines, one after the other
    } else {
        failure = readLines(from);
    }
    if (failure)
        return *failure;
    for (const Warning &warning : std::as_const(m_warnings))
        m_reading.warnings.append(warning.more == 0 ? warning.text
                                                    : warning.text + u" (and %1 more times)"_s.arg(warning.more));
    return m_reading;
}

} // namespace

QString formatName(EntryFormat format)
{
    switch (format) {
    case EntryFormat::EntriesArray:
        return u"AWS CLI entries file"_s;
    case EntryFormat::PutEventsRequest:
        return u"PutEvents request"_s;
    case EntryFormat::JsonLines:
        return u"JSON lines"_s;
    case EntryFormat::SingleEntry:
        return u"single entry"_s;
    case EntryFormat::Scenario:
        return u"scenario"_s;
    }
    return {};
}

Result<EntryReading> readEntries(const QByteArray &text)
{
    return Reader(text).read();
}

Result<EntryReading> readEntriesFile(const QString &path)
{
    const bool standardInput = path == "-"_L1;
    const QString shown = standardInput ? u"standard input"_s : path;
    QFile file(path);
    if (!(standardInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
        return Failure{FailureKind::Unreadable, shown, file.errorString()};
    const QByteArray text = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Failure{FailureKind::Unreadable, shown, file.errorString()};
    Result<EntryReading> reading = readEntries(text);
    if (reading)
        return reading;
    Failure failure = reading.failure();
    failure.subject = failure.subject.isEmpty() ? shown : shown + u": "_s + failure.subject;
    return failure;
}

} // namespace busload
