// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/scenariofile.h"

#include "scenario/entryreader.h"
#include "scenario/members.h"
#include "json/jsonedit.h"
#include "json/jsontree.h"

#include <QSaveFile>
#include <QStringConverter>

using namespace Qt::StringLiterals;

// Outside of every namespace, as the macro demands: a resource in a static library is not found otherwise.
static void initScenarioResources()
{
    Q_INIT_RESOURCE(scenarios);
}

namespace busload {
namespace {

constexpr char entryIndent[] = "\n      ";  // a member of an entry
constexpr char itemIndent[] = "\n        "; // an element of a member

//! A JSON string of any UTF-16, lone surrogates as escapes, so that it comes back as it was.
QByteArray stringToken(QStringView text)
{
    if (text.isValidUtf16())
        return quoteJson(text);
    QByteArray token = "\"";
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            token += text.mid(i, 2).toUtf8();
            ++i;
        } else if (unit.isSurrogate()) {
            token += "\\u" + QByteArray::number(unit.unicode(), 16);
        } else {
            const QByteArray quoted = quoteJson(text.mid(i, 1));
            token += quoted.mid(1, quoted.size() - 2);
        }
    }
    return token + '"';
}

//! Members of one object, one a line.
class MemberWriter
{
public:
    void add(QLatin1StringView name, const QByteArray &value)
    {
        m_text += (m_text.isEmpty() ? "" : ",");
        m_text += entryIndent;
        m_text += '"' + QByteArray(name.data(), name.size()) + "\": " + value;
    }
    void addText(QLatin1StringView name, const QString &value)
    {
        if (!value.isEmpty())
            add(name, stringToken(value));
    }
    void addList(QLatin1StringView name, const QList<QByteArray> &tokens)
    {
        if (tokens.isEmpty())
            return;
        QByteArray list = "[";
        for (const QByteArray &token : tokens)
            list += (list.size() == 1 ? QByteArray() : ",") + itemIndent + token;
        add(name, list + entryIndent + ']');
    }
    void addTexts(QLatin1StringView name, const QStringList &values)
    {
        QList<QByteArray> tokens;
        for (const QString &value : values)
            tokens.append(stringToken(value));
        addList(name, tokens);
    }

    QByteArray object() const { return m_text.isEmpty() ? "{}" : '{' + m_text + "\n    }"; }

private:
    QByteArray m_text;
};

void addTime(MemberWriter &writer, const TimeChoice &time)
{
    switch (time.kind) {
    case TimeChoice::Kind::None:
        return;
    case TimeChoice::Kind::WhenSent:
        writer.addText(members::time, members::now);
        return;
    case TimeChoice::Kind::Fixed:
        if (time.text.isEmpty())
            writer.add(members::time, epochSecondsText(time.fixed));
        else if (parseInstant(time.text))
            writer.addText(members::time, time.text);
        else
            writer.addText(members::timeText, time.text);
        return;
    }
}

//! Whether Detail can stand in the file as it is and come back byte for byte.
//! A carriage return could not be trusted to: version control and editors rewrite line ends.
bool standsAsItIs(const QByteArray &detail)
{
    if (!detail.startsWith('{') || !detail.endsWith('}') || detail.contains('\r'))
        return false;
    return static_cast<bool>(parseJson(detail));
}

void addDetail(MemberWriter &writer, const QByteArray &detail)
{
    if (detail.isEmpty())
        return;
    if (standsAsItIs(detail)) {
        writer.add(members::detail, detail);
        return;
    }
    // Not QString::fromUtf8(): it would take a byte-order mark away.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(detail);
    if (text.toUtf8() != detail) {
        writer.addText(members::detailBase64, QString::fromLatin1(detail.toBase64()));
        return;
    }
    QList<QByteArray> lines;
    qsizetype begin = 0;
    for (qsizetype end = text.indexOf(u'\n'); end >= 0; end = text.indexOf(u'\n', begin)) {
        lines.append(stringToken(QStringView(text).mid(begin, end - begin)));
        begin = end + 1;
    }
    lines.append(stringToken(QStringView(text).mid(begin)));
    writer.addList(members::detailLines, lines);
}

//! Objects as an array, with the brackets at the end of a line that is indented by `indent`.
QByteArray arrayOf(const QList<QByteArray> &objects, const QByteArray &indent)
{
    if (objects.isEmpty())
        return "[]";
    return "[\n    " + objects.join(",\n    ") + '\n' + indent + ']';
}

} // namespace

QByteArray scenarioText(const Scenario &scenario)
{
    QList<QByteArray> entries;
    entries.reserve(scenario.drafts.size());
    for (const Draft &draft : scenario.drafts) {
        MemberWriter writer;
        writer.addText(members::label, draft.label);
        writer.addText(members::source, draft.source);
        writer.addText(members::detailType, draft.detailType);
        writer.addText(members::eventBusName, draft.eventBusName);
        addTime(writer, draft.time);
        writer.addTexts(members::resources, draft.resources);
        writer.addText(members::traceHeader, draft.traceHeader);
        writer.addText(members::idempotencyToken, draft.idempotencyToken);
        addDetail(writer, draft.detail);
        entries.append(writer.object());
    }
    return "{\n  \"busload\": " + QByteArray::number(members::scenarioVersion) +
           ",\n  \"name\": " + stringToken(scenario.name) + ",\n  \"entries\": " + arrayOf(entries, "  ") + "\n}\n";
}

QByteArray entriesArrayText(const Drafts &drafts)
{
    QList<QByteArray> entries;
    entries.reserve(drafts.size());
    for (const Draft &draft : drafts) {
        MemberWriter writer;
        writer.addText(members::source, draft.source);
        writer.addText(members::detailType, draft.detailType);
        writer.addText(members::detail, QString::fromUtf8(draft.detail));
        writer.addText(members::eventBusName, draft.eventBusName);
        if (draft.time.kind == TimeChoice::Kind::Fixed) {
            const std::optional<Instant> instant =
                draft.time.text.isEmpty() ? draft.time.fixed : parseInstant(draft.time.text);
            if (instant)
                writer.addText(members::time, formatInstant(*instant));
        }
        writer.addTexts(members::resources, draft.resources);
        writer.addText(members::traceHeader, draft.traceHeader);
        entries.append(writer.object());
    }
    return arrayOf(entries, {}) + '\n';
}

Result<bool> writeScenarioFile(const QString &path, const Scenario &scenario)
{
    QSaveFile file(path);
    const QByteArray text = scenarioText(scenario);
    bool written = file.open(QIODevice::WriteOnly);
    // A disk that fills up takes a part first, and only the next write says why.
    for (qsizetype done = 0; written && done < text.size();) {
        const qint64 taken = file.write(text.constData() + done, text.size() - done);
        written = taken > 0;
        done += taken;
    }
    if (!written || !file.commit())
        return Failure{FailureKind::Unwritable, path, file.errorString()};
    return true;
}

Scenario orderScenario()
{
    initScenarioResources();
    Result<EntryReading> reading = readEntriesFile(u":/scenarios/order.busload"_s);
    if (!reading)
        qFatal("the shipped scenario cannot be read: %s", qPrintable(reading.failure().message));
    return {reading->name, reading->drafts};
}

Draft exampleDraft(const QString &detailType)
{
    const Drafts drafts = orderScenario().drafts;
    for (const Draft &draft : drafts) {
        if (draft.detailType == detailType)
            return draft;
    }
    Draft blank;
    blank.eventBusName = u"default"_s;
    blank.time = TimeChoice::whenSent();
    blank.detail = "{\n}";
    return blank;
}

} // namespace busload
