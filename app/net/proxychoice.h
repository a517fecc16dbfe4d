// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which proxy the environment names for a URL: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY as the AWS command
// line reads them. Pure; Qt's own reading knows the lower-case names only.
// Source: Python's urllib (getproxies_environment, proxy_bypass_environment), which botocore asks.
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace busload {

//! Shape: a proxy's URL, with a scheme; "direct" where NO_PROXY excepts the host; empty where the environment
//! names none. Lower-case names go before upper-case ones.
QString proxyFor(const QUrl &url, const QProcessEnvironment &environment);

} // namespace busload
