// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/wiretext.h"

#include "sigv4/secret.h"
#include "json/jsonedit.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace busload {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("WireText", text, nullptr, n);
}

//! Also when nobody marked them: a mistake elsewhere must not show a key here.
bool isAlwaysSensitive(const QByteArray &name)
{
    static constexpr std::array names{"authorization", "x-amz-security-token", "proxy-authorization", "cookie",
                                      "set-cookie"};
    const QByteArray lower = name.toLower();
    return std::any_of(names.begin(), names.end(), [&lower](const char *known) { return lower == known; });
}

QString headerLines(const QList<HttpHeader> &headers)
{
    QString text;
    for (const HttpHeader &header : headers) {
        const bool hidden = header.sensitive || isAlwaysSensitive(header.name);
        text += QString::fromUtf8(header.name) + u": "_s +
                (hidden ? QString::fromLatin1(redactedText) : QString::fromUtf8(header.value)) + u'\n';
    }
    return text;
}

bool hasHeader(const QList<HttpHeader> &headers, const QByteArray &name)
{
    return std::any_of(headers.begin(), headers.end(), [&name](const HttpHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

QString progressText(HttpProgress progress)
{
    switch (progress) {
    case HttpProgress::NotConnected:
        return tr("No connection stood: nothing can have been received.");
    case HttpProgress::Connected:
        return tr("A connection stood, but nothing of the request was sent.");
    case HttpProgress::Sending:
        return tr("The request was sent, in part or as a whole: it may have been received.");
    case HttpProgress::Answered:
        return tr("An answer came, but it could not be used.");
    }
    return {};
}

bool hasAnswer(const CallRecord &call)
{
    return call.response.status != 0 || call.status != 0;
}

int statusOf(const CallRecord &call)
{
    return call.response.status != 0 ? call.response.status : call.status;
}

QString withBody(const QString &head, const QByteArray &body, BodyLayout layout)
{
    return body.isEmpty() ? head : head + u'\n' + bodyText(body, layout);
}

} // namespace

QString requestHead(const CallRecord &call)
{
    const HttpRequest &request = call.request;
    if (request.url.isEmpty())
        return tr("No request was made.") + u'\n' +
               (call.errorMessage.isEmpty() ? QString() : call.errorMessage + u'\n');
    QString target = request.url.path(QUrl::FullyEncoded);
    if (target.isEmpty())
        target = u"/"_s;
    if (request.url.hasQuery())
        target += u'?' + request.url.query(QUrl::FullyEncoded);

    QList<HttpHeader> headers = request.headers;
    if (!hasHeader(headers, "content-length"))
        headers.prepend({"Content-Length", QByteArray::number(request.body.size())});
    if (!hasHeader(headers, "host"))
        headers.prepend({"Host", hostHeader(request.url)});
    return QString::fromUtf8(request.method) + u' ' + target + u" HTTP/1.1\n"_s + headerLines(headers);
}

QString responseHead(const CallRecord &call)
{
    if (hasAnswer(call))
        return u"HTTP/1.1 %1\n"_s.arg(statusOf(call)) + headerLines(call.response.headers);
    const QString reason = call.response.errorText.isEmpty() ? call.errorMessage : call.response.errorText;
    return tr("No answer.") + u'\n' + (reason.isEmpty() ? QString() : reason + u'\n') +
           progressText(call.response.progress) + u'\n';
}

QString bodyText(const QByteArray &body, BodyLayout layout)
{
    if (layout == BodyLayout::LaidOut) {
        if (const auto formatted = formatJson(body))
            return QString::fromUtf8(*formatted);
    }
    return QString::fromUtf8(body);
}

QString requestText(const CallRecord &call, BodyLayout layout)
{
    return withBody(requestHead(call), call.request.body, layout);
}

QString responseText(const CallRecord &call, BodyLayout layout)
{
    return withBody(responseHead(call), call.response.body, layout);
}

QString signingText(const CallRecord &call)
{
    if (call.canonicalRequest.isEmpty() && call.stringToSign.isEmpty())
        return {};
    return tr("Canonical request") + u'\n' + QString::fromUtf8(call.canonicalRequest) + u"\n\n"_s +
           tr("String to sign") + u'\n' + QString::fromUtf8(call.stringToSign) + u'\n';
}

QString callTitle(const CallRecord &call)
{
    const QString entries = call.entries.size() == 1 ? tr("1 entry") : tr("%1 entries").arg(call.entries.size());
    const QString end = hasAnswer(call)
                            ? tr("%1 · %2").arg(QString::number(statusOf(call)), durationText(call.elapsedMs))
                            : tr("no answer");
    return tr("Call %1 · %2 · %3").arg(call.index + 1).arg(entries, end);
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return tr("%1 ms").arg(milliseconds);
    return tr("%1 s").arg(QString::number(double(milliseconds) / 1000, 'f', 1));
}

QString answerSummary(const CallRecord &call)
{
    if (!hasAnswer(call))
        return tr("No answer after %1").arg(durationText(call.elapsedMs));
    QString text = tr("Status %1 · %2").arg(QString::number(statusOf(call)), durationText(call.elapsedMs));
    if (!call.requestId.isEmpty())
        text += tr(" · RequestId %1").arg(call.requestId);
    return text;
}

ShownText shownText(const QString &text, qsizetype most, qsizetype longest)
{
    ShownText shown;
    qsizetype end = qMin(text.size(), most);
    if (end > 0 && end < text.size() && text.at(end - 1).isHighSurrogate())
        --end;
    shown.leftOut = text.size() - end;
    shown.text.reserve(end + end / qMax(longest, qsizetype(1)));
    qsizetype begin = 0;
    while (begin < end) {
        const qsizetype newline = text.indexOf(u'\n', begin);
        const qsizetype lineEnd = newline < 0 || newline >= end ? end : newline;
        while (lineEnd - begin > longest) {
            qsizetype piece = longest;
            if (piece > 1 && text.at(begin + piece - 1).isHighSurrogate())
                --piece;
            shown.text += QStringView(text).mid(begin, piece);
            shown.text += u'\n';
            shown.broken = true;
            begin += piece;
        }
        shown.text += QStringView(text).mid(begin, lineEnd - begin);
        if (lineEnd < end)
            shown.text += u'\n';
        begin = lineEnd + 1;
    }
    return shown;
}

} // namespace busload
