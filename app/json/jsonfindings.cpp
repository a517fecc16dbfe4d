// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsonfindings.h"

#include "json/jsonkeyregister.h"
#include "json/jsonplacecursor.h"
#include "json/jsonreader.h"
#include "json/jsonstring.h"

#include <algorithm>
#include <deque>
#include <vector>

using namespace Qt::StringLiterals;

namespace busload {
namespace {

constexpr qsizetype kMaxFindings = 100;
//! Steps of a path that are shown, counted from the innermost: a path a person can still read.
constexpr size_t kMaxShownSteps = 32;

//! Whether the token is an integer outside -2^63 … 2^63-1. JSON allows no leading zeros.
bool isPast64Bits(QByteArrayView number)
{
    const bool negative = number.startsWith('-');
    const QByteArrayView digits = number.sliced(negative ? 1 : 0);
    const QByteArrayView limit = negative ? "9223372036854775808" : "9223372036854775807";
    if (digits.size() < limit.size())
        return false;
    if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    return digits.size() > limit.size() || std::memcmp(digits.data(), limit.data(), size_t(limit.size())) > 0;
}

class FindingsHandler : public JsonHandler<FindingsHandler>
{
public:
    FindingsHandler(const JsonStream &stream, int maxDepth, JsonFindings &findings)
        : m_stream(stream)
        , m_maxDepth(maxDepth)
        , m_findings(findings)
    {
    }

    bool Null() { return scalar(JsonKind::Null); }
    bool Bool(bool value) { return scalar(value ? JsonKind::True : JsonKind::False); }

    bool RawNumber(const char *, rapidjson::SizeType length, bool)
    {
        scalar(JsonKind::Number);
        if (length < 19) [[likely]]
            return true;
        const qsizetype begin = m_stream.offset() - length;
        const QByteArrayView token = m_stream.text().sliced(begin, length);
        if (isPast64Bits(token))
            report(m_findings.integersPast64Bits, begin, QString::fromLatin1(token));
        return true;
    }

    bool String(const char *, rapidjson::SizeType, bool)
    {
        scalar(JsonKind::String);
        reportLoneSurrogates();
        return true;
    }

    bool Key(const char *inside, rapidjson::SizeType length, bool)
    {
        Level &level = m_levels.back();
        level.keyBegin = m_stream.offset() - length - 1;
        level.keySize = length;
        bool repeated = false;
        if (m_stream.lastStringEscaped()) [[unlikely]] {
            const QByteArray &decoded = m_decodedKeys.emplace_back(decodedUtf8(QByteArrayView(inside, length)));
            repeated = m_keys.add(decoded.constData(), static_cast<size_t>(decoded.size()));
        } else {
            repeated = m_keys.add(inside, length);
        }
        if (repeated) [[unlikely]]
            report(m_findings.duplicateKeys, level.keyBegin - 1, decodedString(QByteArrayView(inside, length)));
        reportLoneSurrogates();
        return true;
    }

    bool StartObject()
    {
        scalar(JsonKind::Object);
        m_keys.openObject();
        return open(true);
    }
    bool StartArray()
    {
        scalar(JsonKind::Array);
        return open(false);
    }
    bool EndObject(rapidjson::SizeType)
    {
        m_keys.closeObject();
        m_levels.pop_back();
        return true;
    }
    bool EndArray(rapidjson::SizeType)
    {
        m_levels.pop_back();
        return true;
    }

private:
    //! An open object or array and the step that leads on from it.
    struct Level
    {
        bool isObject;
        int index = -1;
        qsizetype keyBegin = 0;
        qsizetype keySize = 0;
    };

    //! What is the same for each value: it is the next element, or the whole text's.
    bool scalar(JsonKind kind)
    {
        if (m_levels.empty())
            m_findings.topLevel = kind;
        else
            ++m_levels.back().index;
        return true;
    }

    bool open(bool isObject)
    {
        m_levels.push_back({isObject});
        const int depth = static_cast<int>(m_levels.size());
        m_findings.depth = std::max(m_findings.depth, depth);
        if (depth > m_maxDepth && !m_findings.tooDeepAt)
            m_findings.tooDeepAt = JsonPlace{m_stream.offset(), 1, 1};
        return true;
    }

    void report(QList<JsonFinding> &list, qsizetype offset, const QString &text)
    {
        if (list.size() < kMaxFindings)
            list.append({currentPath(), text, {offset, 1, 1}});
    }

    void reportLoneSurrogates()
    {
        const std::vector<qsizetype> &found = m_stream.loneSurrogates();
        for (; m_surrogatesSeen < found.size(); ++m_surrogatesSeen) {
            const qsizetype offset = found[m_surrogatesSeen];
            report(m_findings.loneSurrogates, offset, QString::fromLatin1(m_stream.text().sliced(offset, 6)));
        }
    }

    QString currentPath() const
    {
        const size_t first = m_levels.size() > kMaxShownSteps ? m_levels.size() - kMaxShownSteps : 0;
        JsonPath path;
        for (size_t i = first; i < m_levels.size(); ++i) {
            const Level &level = m_levels[i];
            if (level.isObject)
                path.append(decodedString(m_stream.text().sliced(level.keyBegin, level.keySize)));
            else
                path.append(level.index);
        }
        return first == 0 ? pathText(path) : u"…"_s + pathText(path);
    }

    const JsonStream &m_stream;
    int m_maxDepth;
    JsonFindings &m_findings;
    std::vector<Level> m_levels;
    JsonKeyRegister m_keys;
    std::deque<QByteArray> m_decodedKeys; //!< keys with escapes; the register points into them
    size_t m_surrogatesSeen = 0;
};

//! Lines and columns of everything that was found, in one sweep over the text.
void fillPlaces(QByteArrayView text, JsonFindings &findings)
{
    std::vector<JsonPlace *> places;
    for (QList<JsonFinding> *list : {&findings.duplicateKeys, &findings.integersPast64Bits, &findings.loneSurrogates}) {
        for (JsonFinding &finding : *list)
            places.push_back(&finding.place);
    }
    if (findings.tooDeepAt)
        places.push_back(&*findings.tooDeepAt);
    std::ranges::sort(places, {}, [](const JsonPlace *place) { return place->offset; });
    JsonPlaceCursor cursor(text);
    for (JsonPlace *place : places)
        *place = cursor.moveTo(place->offset);
}

} // namespace

JsonFindings inspectJson(const QByteArray &text, int maxDepth)
{
    JsonFindings findings;
    JsonStream stream(text);
    FindingsHandler handler(stream, maxDepth, findings);
    if (std::optional<JsonError> error = readJson<JsonExtent::WholeText>(stream, handler)) {
        JsonFindings failed;
        failed.error = std::move(error);
        return failed;
    }
    findings.minifiedBytes = text.size() - stream.blanks();
    fillPlaces(text, findings);
    return findings;
}

std::optional<QByteArray> unwrappedJson(const QByteArray &text)
{
    const JsonParse outer = parseJson(text);
    if (!outer || outer.tree->root().kind != JsonKind::String)
        return std::nullopt;
    const QString held = outer.tree->scalarText(0);
    if (!held.isValidUtf16())
        return std::nullopt; // a lone surrogate has no UTF-8
    QByteArray inner = held.toUtf8();
    const JsonFindings found = inspectJson(inner, std::numeric_limits<int>::max());
    if (found.error || (found.topLevel != JsonKind::Object && found.topLevel != JsonKind::Array))
        return std::nullopt;
    return inner;
}

} // namespace busload
