# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The real client against moto's server with its signature and policy checks on: an independent judge
# of the signer. moto answers errors as XML with status 403, so that only outcome and status are compared.
import http.client
import http.server
import json
import pathlib
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
import motoserver  # noqa: E402
from busload import PATIENCE, run  # noqa: E402

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
        server = motoserver.Moto()
        cls.addClassCleanup(server.stop)
        cls.url, cls.keys = server.url, server.keys
        assumed = server.client("sts", server.key_id, server.secret).assume_role(
            RoleArn=server.role, RoleSessionName="busload")["Credentials"]
        cls.session = {"AWS_ACCESS_KEY_ID": assumed["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": assumed["SecretAccessKey"],
                       "AWS_SESSION_TOKEN": assumed["SessionToken"]}
        cls.proxy = Meddler(server.port)
        cls.addClassCleanup(cls.proxy.server_close)
        cls.addClassCleanup(cls.proxy.shutdown)

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
