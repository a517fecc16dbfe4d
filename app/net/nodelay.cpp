// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/nodelay.h"

#ifdef Q_OS_LINUX
#include <cstdlib>
#include <memory>

#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace busload {

#ifdef Q_OS_LINUX

namespace {

bool leadsTo(int descriptor, quint16 port)
{
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0)
        return false; // no socket, or not connected
    if (peer.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in *>(&peer)->sin_port) == port;
    if (peer.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 *>(&peer)->sin6_port) == port;
    return false;
}

} // namespace

void setNoDelayTowards(quint16 port)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> descriptors(
        opendir("/proc/self/fd"), [](DIR *directory) { return directory == nullptr ? 0 : closedir(directory); });
    if (!descriptors)
        return;
    while (const dirent *entry = readdir(descriptors.get())) { // NOLINT(concurrency-mt-unsafe)
        char *end = nullptr;
        const long descriptor = std::strtol(entry->d_name, &end, 10);
        // Should the descriptor become another connection's meanwhile, that one loses the delay: no harm.
        if (end != entry->d_name && leadsTo(static_cast<int>(descriptor), port)) {
            const int on = 1;
            setsockopt(static_cast<int>(descriptor), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        }
    }
}

#else

void setNoDelayTowards(quint16) {}

#endif

} // namespace busload
