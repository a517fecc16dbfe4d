// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/jsonedit.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace busload {
namespace {

bool isPlainWord(const QString &key)
{
    const auto belongs = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    return !key.isEmpty() && !key.front().isNumber() && std::ranges::all_of(key, belongs);
}

} // namespace

QString pathText(const JsonPath &path)
{
    QString out;
    for (const JsonStep &step : path) {
        if (const int *index = std::get_if<int>(&step)) {
            out += u'[' + QString::number(*index) + u']';
            continue;
        }
        const QString &key = std::get<QString>(step);
        if (!isPlainWord(key)) {
            out += u'[' + QString::fromUtf8(quoteJson(key)) + u']';
            continue;
        }
        if (!out.isEmpty())
            out += u'.';
        out += key;
    }
    return out;
}

} // namespace busload
