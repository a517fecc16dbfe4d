# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the real program for the scripts beside this folder, as a person's shell would, in an
# environment that holds nothing of the person's own.
import json
import os
import re
import subprocess
import tempfile
import threading
import time

CLI = os.environ["BUSLOAD_CLI"]
CLEAN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "ASAN_OPTIONS",
                                             "UBSAN_OPTIONS", "LSAN_OPTIONS") if name in os.environ}
PATIENCE = 60  # seconds; a bound for a hanging program, not a measure


class Run:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        # Exactly one object and a line break: what a script's parser would meet.
        assert self.out.endswith("\n") and self.out.count("\n") == 1, f"not one line: {self.out!r}\n{self.err}"
        return json.loads(self.out, object_pairs_hook=ordered)

    def __repr__(self):
        return f"exit {self.code}\n--- out\n{self.out}\n--- err\n{self.err}"


def ordered(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a member stands twice: {names}"
    return dict(pairs)


def run(*arguments, stdin=None, env=None):
    done = subprocess.run([CLI, *map(str, arguments)], input=stdin if stdin is not None else "", env={**CLEAN, **(env or {})},
                          capture_output=True, text=True, timeout=PATIENCE)
    return Run(done.returncode, done.stdout, done.stderr)


class Sandbox:
    """`busload-cli sandbox` with the given arguments, for as long as the with statement lasts."""

    def __init__(self, *arguments, env=None):
        self.arguments, self.extra = arguments, env or {}

    def __enter__(self):
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen([CLI, "sandbox", *map(str, self.arguments)], env={**CLEAN, **self.extra},
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        watchdog = threading.Timer(PATIENCE, self.process.kill)
        watchdog.start()
        self.lines = [self.process.stdout.readline().rstrip("\n") for _ in range(5)]
        watchdog.cancel()
        self.exports = dict(line.removeprefix("export ").split("=", 1) for line in self.lines if line.startswith("export "))
        if len(self.exports) != 4:
            raise AssertionError(f"the sandbox did not start: {self.lines} {self.said()}")
        self.url = self.exports["AWS_ENDPOINT_URL_EVENTBRIDGE"]
        self.keys = {name: self.exports[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.log.close()

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def calls(self):
        """Of each call the status of its answer (0: none) and the number of events accepted, as the sandbox counts."""
        return [(int(status or 0), int(accepted)) for status, accepted in re.findall(
            r"^call \d+: (?:answered (\d+)|not answered), (\d+) events? accepted$", self.said(), re.MULTILINE)]

    def accepted(self):
        return sum(accepted for _, accepted in self.calls())

    def wait_for_accepted(self, number):
        """The sandbox writes its line after its answer left; waits for it, then gives the count."""
        until = time.monotonic() + PATIENCE
        while self.accepted() < number and time.monotonic() < until:
            time.sleep(0.02)
        return self.accepted()

    def send(self, *arguments, stdin=None, env=None):
        return run("send", *arguments, "--endpoint-url", self.url, stdin=stdin,
                   env={**self.keys, "AWS_REGION": "us-east-1", **(env or {})})
