# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A crash must leave no secret on a disk: the real program, with core dumps allowed and secrets in its hands, is
# ended as a crash ends it, and everything it could write to is searched.
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from busload import CLEAN, CLI, PATIENCE  # noqa: E402

SECRET = "wJalrXUtnFEMIsecret-of-the-memory-test"
SANITIZED = b"__asan_init" in pathlib.Path(CLI).read_bytes()


def dumps_allowed():
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


class Memory(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / ".aws").mkdir()
        (self.folder / "batch.json").write_text('[{"Source": "s", "DetailType": "t", "Detail": {}}]')
        # A server that takes connections and says nothing: the program waits with its keys in memory.
        self.server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.server.close)
        self.env = {**CLEAN, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder),
                    "XDG_CACHE_HOME": str(self.folder), "TMPDIR": str(self.folder), "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
                    "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_SESSION_TOKEN": SECRET + "-token", "AWS_REGION": "us-east-1"}

    def start(self):
        url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        process = subprocess.Popen([CLI, "send", "batch.json", "--endpoint-url", url], cwd=self.folder, env=self.env,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=dumps_allowed)
        self.server.settimeout(PATIENCE)
        connection, _ = self.server.accept()
        connection.settimeout(PATIENCE)
        connection.recv(100)  # the request is signed and on its way
        self.addCleanup(connection.close)
        return process

    def test_a_crash_leaves_nothing(self):
        for how in (signal.SIGABRT, signal.SIGSEGV, signal.SIGQUIT):
            process = self.start()
            process.send_signal(how)
            out, err = process.communicate(timeout=PATIENCE)
            self.assertNotEqual(process.returncode, 0)
            self.assertNotIn(SECRET, out + err)
        time.sleep(0.2)  # a dump is written by the kernel
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        self.assertEqual([path.name for path in files if "core" in path.name], [])
        self.assertEqual([path.name for path in files if SECRET.encode() in path.read_bytes()], [])

    def test_the_system_was_asked(self):
        process = self.start()
        limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
        line = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        self.assertEqual(line.split()[4:6], ["0", "0"])
        if os.geteuid() != 0 and not SANITIZED:
            with self.assertRaises(PermissionError):
                pathlib.Path(f"/proc/{process.pid}/environ").read_bytes()
        process.terminate()
        process.communicate(timeout=PATIENCE)


if __name__ == "__main__":
    unittest.main(verbosity=2)
