# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What packaging/run, packaging/test and the rest share: which packages are needed and how to get them.
# Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Read by whoever sources this.
# shellcheck disable=SC2034
build_packages=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev qt6-svg-dev qt6-httpserver-dev qt6-websockets-dev libgl-dev libegl-dev
    qtkeychain-qt6-dev libqscintilla2-qt6-dev rapidjson-dev libssl-dev
)
# shellcheck disable=SC2034
run_packages=(libqt6svg6 qt6-qpa-plugins libsecret-1-0 fonts-inter fonts-jetbrains-mono fonts-dejavu-core)
# shellcheck disable=SC2034
test_packages=(
    python3 python3-venv openssl awscli ccache
    dbus dbus-x11 gnome-keyring libsecret-tools
    xvfb openbox xdotool xauth
)
# shellcheck disable=SC2034
lint_packages=(clang-14 clang-format-14 clang-tidy-14 shellcheck)

say() { printf '\n== %s\n' "$*"; }

# The packages of the arguments that are not installed.
missing_packages() {
    local name
    for name in "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || printf '%s\n' "$name"
    done
}

# need PACKAGE...: installs what is missing on Debian and Ubuntu; elsewhere says what is needed and
# stops. With BUSLOAD_SKIP_INSTALL set it trusts that all is there.
need() {
    [ -z "${BUSLOAD_SKIP_INSTALL:-}" ] || return 0
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        cat >&2 <<TEXT
This system has no apt-get, so nothing was installed. Busload needs, by their Debian names:
  ${*}
that is: a C++20 compiler, CMake 3.22 or later, Ninja, Qt 6.4 or later (Widgets, Network, Svg, HttpServer,
WebSockets, Test), QtKeychain for Qt 6, QScintilla for Qt 6, RapidJSON and OpenSSL.
Install them, then run this again with BUSLOAD_SKIP_INSTALL=1 before it.
TEXT
        exit 1
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "Installing: ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Not root, and there is no sudo. Install these, then run this again: ${missing[*]}" >&2
            exit 1
        }
        as_root=(sudo)
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build DIR CMAKE-ARGUMENTS...: configures and builds; quick when nothing changed.
build() {
    local dir=$1
    shift
    mkdir -p "$dir"
    cmake -S "$root" -B "$dir" -G Ninja "$@" >"$dir/configure.log" 2>&1 || {
        cat "$dir/configure.log" >&2
        exit 1
    }
    cmake --build "$dir"
}

# A Python of our own with botocore, boto3 and moto, at the versions of tests/requirements.txt; beside it, in the
# folder crt, what botocore must not find by itself.
python_for_tests() {
    local venv=$root/build/venv
    local wanted
    wanted=$(cat "$root/tests/requirements.txt" "$root/tests/requirements-crt.txt")
    # Read by whoever calls this.
    # shellcheck disable=SC2034
    test_python=$venv/bin/python
    if [ "$wanted" != "$(cat "$venv/requirements.txt" 2>/dev/null)" ]; then
        say "Installing the independent checkers (botocore, boto3, moto, awscrt)"
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install -q --disable-pip-version-check -r "$root/tests/requirements.txt"
        "$venv/bin/pip" install -q --disable-pip-version-check --target "$venv/crt" -r "$root/tests/requirements-crt.txt"
        printf '%s\n' "$wanted" >"$venv/requirements.txt"
    fi
}

# run_tests DIR CTEST-ARGUMENTS...
run_tests() {
    local dir=$1
    shift
    # A person's own display, settings, keys and proxy must not reach the tests.
    env -u DISPLAY -u WAYLAND_DISPLAY -u AWS_PROFILE -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY \
        -u AWS_SESSION_TOKEN -u AWS_REGION -u AWS_DEFAULT_REGION -u AWS_ENDPOINT_URL \
        -u AWS_ENDPOINT_URL_EVENTBRIDGE -u http_proxy -u https_proxy -u HTTP_PROXY -u HTTPS_PROXY \
        ctest --test-dir "$dir" --output-on-failure --no-tests=error -j2 "$@"
}
