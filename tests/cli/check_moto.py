# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The real client against moto's server with its signature and policy checks on: an independent judge
# of the signer. moto answers errors as XML with status 403, so that only outcome and status are compared.
import http.client
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import boto3
import moto.server  # noqa: F401  (missing must fail here, with its name)

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from busload import PATIENCE, run  # noqa: E402

POLICY = {"Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": ["events:PutEvents", "sts:AssumeRole"], "Resource": "*"}]}
TRUST = {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
BATCH = json.dumps([{"Source": "com.mycompany.orders", "DetailType": "Größe", "Detail": {"orderId": "ORD12345", "note": "ä €"},
                     "Time": "2026-11-23T13:20:05Z", "Resources": ["r 1"]},
                    {"Source": "com.mycompany.inventory", "DetailType": "InventoryAdjusted", "Detail": "{\"adjustment\":-2}"}])


class Meddler(http.server.ThreadingHTTPServer):
    """Passes requests on to moto; with `alter` it changes one byte of the body after it was signed."""

    def __init__(self, port):
        super().__init__(("127.0.0.1", 0), MeddlingHandler)
        self.port, self.alter = port, False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class MeddlingHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.alter:
            body = body.replace(b"ORD12345", b"ORD12346")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.putrequest("POST", self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():  # Host too: it is signed
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read()
        self.send_response(answer.status)
        for name in ("Content-Type", "x-amzn-RequestId"):
            if answer.headers.get(name):
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        connection.close()

    def log_message(self, *_):
        pass


class Moto(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            cls.port = probe.getsockname()[1]
        cls.url = f"http://127.0.0.1:{cls.port}"
        cls.log = tempfile.TemporaryFile()
        # The first five calls are free; they make the user and the role that all others are held against.
        cls.server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(cls.port)],
                                      env={**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": "5"},
                                      stdout=cls.log, stderr=subprocess.STDOUT)
        cls.addClassCleanup(cls.stop)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", cls.port), 1).close()
                break
            except OSError:
                if time.monotonic() > until or cls.server.poll() is not None:
                    cls.log.seek(0)
                    raise AssertionError(f"moto did not start: {cls.log.read()}")
                time.sleep(0.05)

        def client(service, **keys):
            return boto3.client(service, endpoint_url=cls.url, region_name="us-east-1",
                                **(keys or {"aws_access_key_id": "AKIDSETUP", "aws_secret_access_key": "setup"}))

        iam = client("iam")
        iam.create_user(UserName="sender")
        key = iam.create_access_key(UserName="sender")["AccessKey"]
        iam.put_user_policy(UserName="sender", PolicyName="send", PolicyDocument=json.dumps(POLICY))
        role = iam.create_role(RoleName="sender", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=json.dumps(POLICY))
        cls.keys = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
        assumed = client("sts", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]).assume_role(
            RoleArn=role, RoleSessionName="busload")["Credentials"]
        cls.session = {"AWS_ACCESS_KEY_ID": assumed["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": assumed["SecretAccessKey"],
                       "AWS_SESSION_TOKEN": assumed["SessionToken"]}
        cls.proxy = Meddler(cls.port)
        cls.addClassCleanup(cls.proxy.server_close)
        cls.addClassCleanup(cls.proxy.shutdown)

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.wait(PATIENCE)
        cls.log.close()

    def send(self, keys, url=None, region="us-east-1"):
        return run("send", "-", "--endpoint-url", url or self.url, "--region", region, "--output", "json", stdin=BATCH, env=keys)

    def assertAccepted(self, done):
        self.assertEqual(done.code, 0, repr(done))
        self.assertEqual(done.json["accepted"], 2)

    def assertRefused(self, done, told):
        self.assertEqual(done.code, 1, repr(done))
        self.assertEqual(done.json["rejected"], 2, repr(done))
        self.assertEqual([call["status"] for call in done.json["calls"]], [403])
        self.assertIn(told, done.out)

    def test_a_right_key_passes(self):
        for region in ("us-east-1", "eu-central-1"):
            self.assertAccepted(self.send(self.keys, region=region))

    def test_a_wrong_secret_is_refused(self):
        self.assertRefused(self.send({**self.keys, "AWS_SECRET_ACCESS_KEY": "wrong"}), "SignatureDoesNotMatch")

    def test_an_unknown_key_is_refused(self):
        self.assertRefused(self.send({**self.keys, "AWS_ACCESS_KEY_ID": "AKIA0000000000000000"}), "InvalidClientTokenId")

    def test_a_session_passes(self):
        self.assertAccepted(self.send(self.session))

    def test_a_bad_token_is_refused(self):
        self.assertRefused(self.send({**self.session, "AWS_SESSION_TOKEN": "bad"}), "InvalidClientTokenId")
        self.assertRefused(self.send({**self.session, "AWS_SESSION_TOKEN": ""}), "InvalidClientTokenId")
        self.assertRefused(self.send({**self.keys, "AWS_SESSION_TOKEN": self.session["AWS_SESSION_TOKEN"]}), "InvalidClientTokenId")

    def test_an_altered_body_is_refused(self):
        self.proxy.alter = False
        self.assertAccepted(self.send(self.keys, self.proxy.url))
        self.proxy.alter = True
        self.addCleanup(setattr, self.proxy, "alter", False)
        self.assertRefused(self.send(self.keys, self.proxy.url), "SignatureDoesNotMatch")


if __name__ == "__main__":
    unittest.main(verbosity=2)
