// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qthttptransport.h"

#include "net/httpfailure.h"
#include "net/httproute.h"
#include "net/nodelay.h"
#include "net/uploadbody.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QSet>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>

#include <algorithm>
#include <utility>
#include <vector>

namespace busload {

using namespace Qt::StringLiterals;

namespace {

// QNetworkAccessManager opens no more connections than this to one server over HTTP/1.1 and lets
// further requests wait inside, where their connect time-out would run out without a reason.
constexpr int maxConnectionsPerServer = 6;

constexpr qsizetype qtUploadPiece = 16LL * 1024; // how much of a body Qt writes at a time

quint16 peerPort(const QUrl &url, const HttpRoute &route)
{
    if (!route.isDirect())
        return route.proxy.port();
    return static_cast<quint16>(url.port(url.scheme() == "https"_L1 ? 443 : 80));
}

//! What QNetworkReply says for an answer with that status: not a failure of the transport.
bool isAnswerWithStatus(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::NoError:
        return status > 0;
    case QNetworkReply::AuthenticationRequiredError:
        return status == 401;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return status == 407;
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return status >= 400;
    default:
        return false;
    }
}

HttpErrorKind kindOf(QNetworkReply::NetworkError error, bool sent, bool direct)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return HttpErrorKind::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return HttpErrorKind::ConnectionRefused;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // the connection ended and Qt would have sent it again
        return HttpErrorKind::ConnectionLost;
    case QNetworkReply::TimeoutError:
        return sent ? HttpErrorKind::ConnectionLost : HttpErrorKind::ConnectTimeout;
    case QNetworkReply::SslHandshakeFailedError:
        return HttpErrorKind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return HttpErrorKind::Proxy;
    case QNetworkReply::UnknownNetworkError:
        if (sent)
            return HttpErrorKind::ConnectionLost;
        return direct ? HttpErrorKind::Other : HttpErrorKind::Proxy; // so says Qt of most proxy failures
    default:
        return HttpErrorKind::Other;
    }
}

//! Failures that come before any byte of a request can have gone out.
bool isBeforeConnection(HttpErrorKind kind)
{
    return kind == HttpErrorKind::InvalidRequest || kind == HttpErrorKind::HostNotFound ||
           kind == HttpErrorKind::ConnectionRefused || kind == HttpErrorKind::Tls;
}

QNetworkRequest networkRequest(const HttpRequest &request, const HttpRoute &route)
{
    QNetworkRequest result(request.url);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::Http2CleartextAllowedAttribute, false);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Without this Qt asks the body for its size and keeps a copy it can send again.
    result.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Qt's direct download buffer loses the body of a 401, which holds the reason.
    result.setAttribute(QNetworkRequest::MaximumDownloadBufferSizeAttribute, 0);

    result.setRawHeader("Host", hostHeader(request.url));
    result.setRawHeader("User-Agent", "busload/" BUSLOAD_VERSION);
    // Asked for plainly: a compressed answer could grow far beyond its cap when it is unpacked.
    result.setRawHeader("Accept-Encoding", "identity");
    // Qt would tell the person's language.
    result.setRawHeader("Accept-Language", "en");
    // An empty QByteArray that is null would take the header away.
    for (const HttpHeader &header : request.headers)
        result.setRawHeader(header.name, header.value.isNull() ? QByteArray("") : header.value);

    // Towards a proxy of plain http Qt sends its credentials only where it may use any; these go to
    // the proxy alone. With https they go into the tunnel's request, which Qt does itself.
    if (!route.proxy.user().isEmpty() && request.url.scheme() == "http"_L1) {
        const QByteArray login = (route.proxy.user() + u':' + route.proxy.password()).toUtf8();
        result.setRawHeader("Proxy-Authorization", "Basic " + login.toBase64());
    }
    if (!route.trusted.isEmpty()) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(route.trusted);
        result.setSslConfiguration(tls);
    }
    return result;
}

//! A manager and with it the connections of one route. Connections never pass between managers.
struct Pool
{
    QNetworkAccessManager manager;
    QByteArray key;
    int jobs = 0;
    bool retired = false; //!< takes no more jobs; goes when its last one ends
};

class Job;

//! The jobs to one server.
struct Lane
{
    int active = 0;
    QList<Job *> waiting;
};

//! Everything under way: the managers, and who waits for a connection.
struct Depot
{
    std::vector<std::unique_ptr<Pool>> pools;
    QHash<QByteArray, Lane> lanes;
    QSet<Job *> jobs;
    QProcessEnvironment environment;
    QObject context; //!< what is queued on it dies with the transport

    void enqueue(Job *job);
    void leave(Job *job, bool retirePool);
    Pool &poolFor(const HttpRoute &route);
    void removeRetiredPools();
};

class Job : public HttpJob
{
public:
    Job(const HttpRequest &request, QObject *parent);
    ~Job() override;

    void abort() override { fail(HttpErrorKind::Aborted); }

    void begin(Depot *depot);
    //! Starts for real, once there is a free connection.
    void start();
    //! The transport goes away.
    void orphan();

    QByteArray lane;
    Pool *pool = nullptr; //!< while under way

private:
    HttpProgress progress(HttpErrorKind kind) const;
    void connectionStands();
    void onMetaData();
    void onReadyRead();
    void onReplyFinished();
    bool takeBody();
    void fail(HttpErrorKind kind, const QString &detail = {});
    void end(HttpResponse response);
    void release(bool retirePool);

    HttpRequest m_request;
    HttpRoute m_route;
    Depot *m_depot = nullptr;
    QPointer<QNetworkReply> m_reply;
    QPointer<UploadBody> m_body;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QDateTime m_sentAt;
    QByteArray m_answer;
    QStringList m_tlsErrors;
    bool m_hasBody = false;
    bool m_blind = false;      //!< Qt does not tell when its connection stands
    bool m_connecting = false; //!< a new connection was begun for it
    bool m_encrypted = false;
    bool m_connected = false;
    bool m_sent = false; //!< some of it may have been handed to a connection
    bool m_done = false;
};

Job::Job(const HttpRequest &request, QObject *parent)
    : HttpJob(parent)
    , m_request(request)
    , m_sentAt(QDateTime::currentDateTimeUtc())
    , m_hasBody(!request.body.isEmpty())
{
    m_elapsed.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, this, [this] {
        fail(m_connected || m_blind ? HttpErrorKind::AnswerTimeout : HttpErrorKind::ConnectTimeout);
    });
}

Job::~Job()
{
    const bool gaveUp = !std::exchange(m_done, true);
    release(gaveUp && !m_connected);
}

void Job::begin(Depot *depot)
{
    const QString why = whyNotSendable(m_request);
    if (!why.isEmpty()) {
        fail(HttpErrorKind::InvalidRequest, why);
        return;
    }
    const Result<HttpRoute> route = routeFor(m_request, depot->environment);
    if (!route) {
        fail(HttpErrorKind::InvalidRequest, route.failure().message);
        return;
    }
    m_route = *route;
    lane = m_route.key + m_request.url.scheme().toLatin1() + ':' + hostHeader(m_request.url);
    m_depot = depot;
    m_depot->enqueue(this);
}

void Job::start()
{
    m_sentAt = QDateTime::currentDateTimeUtc();
    m_elapsed.start();
    pool = &m_depot->poolFor(m_route);
    ++pool->jobs;

    QNetworkRequest request = networkRequest(m_request, m_route);
    const bool bodyless = !m_hasBody && (m_request.method == "GET" || m_request.method == "HEAD");
    if (bodyless) {
        // Qt may repeat these two by itself; by their definition that does no harm.
        m_reply = m_request.method == "GET" ? pool->manager.get(request) : pool->manager.head(request);
    } else {
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        auto body = std::make_unique<UploadBody>(m_request.body, nullptr);
        m_body = body.get();
        m_body->onFirstRead = [this] {
            m_sent = true;
            connectionStands();
            // Just before the first piece is written; a body of one piece goes out whole anyway.
            if (m_request.body.size() > qtUploadPiece)
                setNoDelayTowards(peerPort(m_request.url, m_route));
        };
        m_body->onReset = [this] {
            // A whole answer with one of these is in, and Qt makes ready for a redirect it will not follow.
            const int status = m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
            return status == 307 || status == 308;
        };
        // Always as a custom verb: Qt's own POST adds a content type and moves a query into the body.
        m_reply = pool->manager.sendCustomRequest(request, m_request.method, m_body);
        body.release()->setParent(m_reply);
    }

    QObject::connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_connecting = true; });
    QObject::connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        m_encrypted = true;
        connectionStands();
    });
    QObject::connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_sent = true;
        connectionStands();
    });
    QObject::connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors) {
            if (!m_tlsErrors.contains(error.errorString()))
                m_tlsErrors.append(error.errorString());
        }
    });
    QObject::connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { onMetaData(); });
    QObject::connect(m_reply, &QNetworkReply::readyRead, this, [this] { onReadyRead(); });
    QObject::connect(m_reply, &QNetworkReply::finished, this, [this] { onReplyFinished(); });
    // Qt tells nothing of a plain connection when there is a body and it is empty: both times together then.
    m_blind = !m_hasBody && !bodyless;
    m_timer.start(std::max(1, m_request.connectTimeoutMs + (m_blind ? m_request.answerTimeoutMs : 0)));
}

void Job::orphan()
{
    if (!m_done)
        fail(HttpErrorKind::Aborted);
    m_depot = nullptr;
}

HttpProgress Job::progress(HttpErrorKind kind) const
{
    if (m_sent)
        return HttpProgress::Sending;
    if (!pool)
        return HttpProgress::NotConnected;
    if (!m_hasBody) {
        // The head may have gone out before Qt told of it: only a failed connection proves otherwise.
        return isBeforeConnection(kind) ? HttpProgress::NotConnected : HttpProgress::Sending;
    }
    // With a body nothing goes out before the body is read, so from here on nothing did.
    if (m_encrypted)
        return HttpProgress::Connected;
    // Without a new connection it may have waited on a kept-alive one.
    return m_connecting || isBeforeConnection(kind) ? HttpProgress::NotConnected : HttpProgress::Connected;
}

void Job::connectionStands()
{
    if (m_done || std::exchange(m_connected, true))
        return;
    m_timer.start(std::max(1, m_request.answerTimeoutMs));
}

void Job::onMetaData()
{
    // A length that is announced too large need not be read first; a HEAD's is of no body.
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced > m_request.maxAnswerBytes && m_request.method != "HEAD")
        fail(HttpErrorKind::AnswerTooLarge);
}

void Job::onReadyRead()
{
    if (!m_done)
        takeBody();
}

bool Job::takeBody()
{
    m_answer += m_reply->readAll();
    if (m_answer.size() <= m_request.maxAnswerBytes)
        return true;
    fail(HttpErrorKind::AnswerTooLarge);
    return false;
}

void Job::onReplyFinished()
{
    if (m_done || (m_reply->isOpen() && !takeBody()))
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (!isAnswerWithStatus(m_reply->error(), status)) {
        const HttpErrorKind kind = kindOf(m_reply->error(), m_sent, m_route.isDirect());
        // Qt's text for an answer with an error status holds the whole URL; such an answer is none of these.
        const bool tls = kind == HttpErrorKind::Tls && !m_tlsErrors.isEmpty();
        fail(kind, tls ? m_tlsErrors.join(u", "_s) : m_reply->errorString());
        return;
    }
    HttpResponse response;
    response.status = status;
    const QList<QNetworkReply::RawHeaderPair> headers = m_reply->rawHeaderPairs();
    for (const auto &[name, value] : headers)
        response.headers.append({name, value});
    const QByteArray encoding = response.header("Content-Encoding").trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity" && !m_answer.isEmpty()) {
        fail(HttpErrorKind::Other, u"its answer came compressed although a plain one was asked for"_s);
        return;
    }
    response.body = m_answer;
    response.progress = HttpProgress::Answered;
    end(response);
}

void Job::fail(HttpErrorKind kind, const QString &detail)
{
    if (m_done)
        return;
    HttpFailure failure;
    failure.kind = kind;
    failure.progress = progress(kind);
    failure.detail = detail;
    failure.server = QString::fromLatin1(hostHeader(m_request.url));
    if (!m_route.isDirect())
        failure.proxy = m_route.proxy.hostName() + u':' + QString::number(m_route.proxy.port());
    failure.timeoutMs = kind == HttpErrorKind::ConnectTimeout ? m_request.connectTimeoutMs : m_request.answerTimeoutMs;
    failure.maxBytes = m_request.maxAnswerBytes;

    HttpResponse response;
    response.error = kind;
    response.progress = failure.progress;
    response.errorText = describe(failure);
    end(response);
}

void Job::end(HttpResponse response)
{
    m_done = true;
    response.sentAt = m_sentAt;
    response.elapsedMs = m_elapsed.elapsed();
    // A connection that hangs while it is made stays with Qt, which would put the next request on it
    // too: after this end the next request must begin anew.
    const bool gaveUp = response.error == HttpErrorKind::ConnectTimeout ||
                        response.error == HttpErrorKind::AnswerTimeout || response.error == HttpErrorKind::Aborted;
    release(gaveUp && !m_connected);
    // Queued: never from inside send(), and whoever receives it may delete anything, the transport too.
    QMetaObject::invokeMethod(
        this, [this, response] { emit finished(response); }, Qt::QueuedConnection);
}

void Job::release(bool retirePool)
{
    m_timer.stop();
    if (m_body)
        m_body->cut();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->deleteLater(); // which aborts it
        m_reply = nullptr;
    }
    if (m_depot)
        std::exchange(m_depot, nullptr)->leave(this, retirePool);
}

void Depot::enqueue(Job *job)
{
    jobs.insert(job);
    Lane &lane = lanes[job->lane];
    if (lane.active == maxConnectionsPerServer) {
        lane.waiting.append(job);
        return;
    }
    ++lane.active;
    job->start();
}

void Depot::leave(Job *job, bool retirePool)
{
    jobs.remove(job);
    const auto lane = lanes.find(job->lane);
    if (!job->pool) {
        lane->waiting.removeOne(job);
    } else {
        job->pool->retired = job->pool->retired || retirePool;
        --job->pool->jobs;
        job->pool = nullptr;
        --lane->active;
    }
    // Queued: this can run inside a signal of the very manager that is to go, or inside send().
    QMetaObject::invokeMethod(
        &context,
        [this, key = job->lane] {
            const auto free = lanes.find(key);
            if (free != lanes.end() && free->active < maxConnectionsPerServer && !free->waiting.isEmpty()) {
                ++free->active;
                free->waiting.takeFirst()->start();
            } else if (free != lanes.end() && free->active == 0 && free->waiting.isEmpty()) {
                lanes.erase(free);
            }
            removeRetiredPools();
        },
        Qt::QueuedConnection);
}

Pool &Depot::poolFor(const HttpRoute &route)
{
    for (const std::unique_ptr<Pool> &pool : pools) {
        if (pool->key == route.key && !pool->retired)
            return *pool;
    }
    pools.push_back(std::make_unique<Pool>());
    Pool &pool = *pools.back();
    pool.key = route.key;
    pool.manager.setProxy(route.proxy);
    return pool;
}

void Depot::removeRetiredPools()
{
    std::erase_if(pools, [](const std::unique_ptr<Pool> &pool) { return pool->retired && pool->jobs == 0; });
}

} // namespace

struct QtHttpTransport::Private
{
    Depot depot;
};

QtHttpTransport::QtHttpTransport(const QProcessEnvironment &environment)
    : d(std::make_unique<Private>())
{
    d->depot.environment = environment;
}

QtHttpTransport::~QtHttpTransport()
{
    const QSet<Job *> jobs = d->depot.jobs;
    for (Job *job : jobs)
        job->orphan();
}

HttpJob *QtHttpTransport::send(const HttpRequest &request, QObject *parent)
{
    auto job = std::make_unique<Job>(request, parent);
    job->begin(&d->depot);
    return job.release();
}

} // namespace busload
