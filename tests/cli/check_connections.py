# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The connections that people already have, as the real program uses them: profiles, roles, processes, single
# sign-on, endpoints, proxies and certificates. moto judges the signatures of assumed roles; a scripted server
# plays STS, single sign-on and the answers that moto never gives.
import contextlib
import datetime
import email.utils
import hashlib
import http.server
import json
import os
import pathlib
import pty
import re
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
import motoserver  # noqa: E402
from busload import CLEAN, CLI, PATIENCE, run  # noqa: E402

BATCH = json.dumps([{"Source": "com.mycompany.orders", "DetailType": "OrderFulfilled", "Detail": {"orderId": "ORD12345"}},
                    {"Source": "com.mycompany.inventory", "DetailType": "InventoryAdjusted", "Detail": {"adjustment": -2}}])


class Home:
    """A person's home directory of one test, and the environment that goes with it."""

    def __init__(self, case, config="", credentials=""):
        folder = tempfile.TemporaryDirectory()
        case.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.write(".aws/config", config)
        self.write(".aws/credentials", credentials)
        self.env = {"HOME": str(self.path), "XDG_CONFIG_HOME": str(self.path / "config"),
                    "XDG_DATA_HOME": str(self.path / "data"), "XDG_CACHE_HOME": str(self.path / "cache")}

    def write(self, name, text, mode=None):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if mode is not None:
            path.chmod(mode)
        return path

    def run(self, *arguments, stdin=None, env=None):
        return run(*arguments, stdin=stdin, env={**self.env, **(env or {})})

    def send(self, *arguments, env=None):
        return self.run("send", "-", "--output", "json", *arguments, stdin=BATCH, env=env)

    def files_with(self, secret):
        return [str(path.relative_to(self.path)) for path in self.path.rglob("*")
                if path.is_file() and secret.encode() in path.read_bytes()]


class Checks(unittest.TestCase):
    def assertAccepted(self, done):
        self.assertEqual(done.code, 0, repr(done))
        self.assertEqual(done.json["accepted"], 2, repr(done))

    def assertNotSent(self, done, told):
        """Nothing left: every entry is NotSent, or the program said why before it had any."""
        self.assertIn(done.code, (2, 3), repr(done))
        if done.out:
            self.assertEqual(done.json["notSent"], 2, repr(done))
            self.assertEqual(done.json["calls"], [], repr(done))
        self.assertIn(told, done.out + done.err)


class AgainstMoto(Checks):
    @classmethod
    def setUpClass(cls):
        cls.moto = motoserver.Moto(motoserver.SENDING + motoserver.LOOKING)
        cls.addClassCleanup(cls.moto.stop)

    def home(self, config="", credentials=None):
        """A home with the user's keys as profile `base`, the endpoint in every profile's reach."""
        if credentials is None:
            credentials = f"[base]\naws_access_key_id = {self.moto.key_id}\naws_secret_access_key = {self.moto.secret}\n"
        home = Home(self, config, credentials)
        home.env["AWS_ENDPOINT_URL"] = self.moto.url
        home.env["AWS_REGION"] = "eu-central-1"
        return home

    def test_a_profile_with_keys(self):
        home = self.home()
        self.assertAccepted(home.send("--profile", "base"))
        self.assertAccepted(home.send(env={"AWS_PROFILE": "base"}))

    def test_the_default_profile(self):
        home = self.home(credentials=f"[default]\naws_access_key_id={self.moto.key_id}\naws_secret_access_key={self.moto.secret}\n")
        self.assertAccepted(home.send())

    def test_the_environment_goes_before_the_profile_unless_one_is_chosen(self):
        home = self.home(credentials="[default]\naws_access_key_id=AKIAWRONG0000000000\naws_secret_access_key=wrong\n")
        self.assertAccepted(home.send(env=self.moto.keys))
        chosen = home.send("--profile", "default", env=self.moto.keys)
        self.assertEqual(chosen.code, 1, repr(chosen))
        self.assertIn("InvalidClientTokenId", chosen.out)

    def test_an_assumed_role(self):
        home = self.home(f"[profile deploy]\nrole_arn = {self.moto.role}\nsource_profile = base\n")
        self.assertAccepted(home.send("--profile", "deploy"))

    def test_a_chain_of_roles(self):
        home = self.home(f"[profile one]\nrole_arn = {self.moto.role}\nsource_profile = base\nrole_session_name = first\n"
                         f"[profile two]\nrole_arn = {self.moto.role}\nsource_profile = one\nrole_session_name = second\n")
        done = home.run("whoami", "--profile", "two", "--output", "json")
        self.assertEqual(done.code, 0, repr(done))
        self.assertTrue(done.json["arn"].endswith(":assumed-role/sender/second"), repr(done))
        self.assertEqual(len(done.json["links"]), 3, repr(done))
        self.assertAccepted(home.send("--profile", "two"))

    def test_a_role_with_the_keys_of_the_environment(self):
        home = self.home(f"[profile deploy]\nrole_arn = {self.moto.role}\ncredential_source = Environment\n", "")
        self.assertAccepted(home.send("--profile", "deploy", env=self.moto.keys))
        self.assertNotSent(home.send("--profile", "deploy"), "AWS_ACCESS_KEY_ID")

    def test_a_wrong_role_names_it(self):
        home = self.home("[profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/none\nsource_profile = base\n",
                         "[base]\naws_access_key_id = AKIAWRONG0000000000\naws_secret_access_key = wrong\n")
        self.assertNotSent(home.send("--profile", "deploy"), "arn:aws:iam::123456789012:role/none")

    def test_a_credential_process(self):
        home = self.home("[profile tool]\ncredential_process = sh -c 'cat \"$HOME/keys.json\"'\n", "")
        home.write("keys.json", json.dumps({"Version": 1, "AccessKeyId": self.moto.key_id, "SecretAccessKey": self.moto.secret}))
        self.assertAccepted(home.send("--profile", "tool"))
        home.write("keys.json", "{")
        self.assertNotSent(home.send("--profile", "tool"), "profile tool")

    def test_whoami_finds_account_and_bus(self):
        home = self.home()
        done = home.run("whoami", "--profile", "base", "--output", "json")
        self.assertEqual(done.code, 0, repr(done))
        self.assertEqual(done.json["account"], "123456789012")
        self.assertTrue(done.json["arn"].endswith(":user/sender"))
        self.assertEqual([finding["mark"] for finding in done.json["findings"] if finding["step"] == "bus"], ["good"])
        missing = home.run("whoami", "--profile", "base", "--event-bus", "nowhere")
        self.assertEqual(missing.code, 1, repr(missing))
        self.assertIn("nowhere", missing.out)

    def test_where_an_endpoint_may_be_named(self):
        keys = f"aws_access_key_id = {self.moto.key_id}\naws_secret_access_key = {self.moto.secret}\n"
        for config in (f"[profile x]\n{keys}endpoint_url = {self.moto.url}\n",
                       f"[profile x]\n{keys}endpoint_url = http://127.0.0.1:9\nservices = local\n"
                       f"[services local]\neventbridge =\n  endpoint_url = {self.moto.url}\n"):
            home = Home(self, config)
            home.env["AWS_REGION"] = "eu-central-1"
            done = home.send("--profile", "x")
            self.assertAccepted(done)
            self.assertIn(self.moto.url, done.err)  # it says where the endpoint came from
            self.assertAccepted(home.send("--profile", "x", env={"AWS_ENDPOINT_URL_EVENTBRIDGE": self.moto.url,
                                                                 "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}))
        home = Home(self, f"[profile x]\n{keys}services = gone\nregion = eu-west-1\n")
        self.assertNotSent(home.send("--profile", "x"), "gone")

    def test_no_secret_stays_behind(self):
        home = self.home(f"[profile deploy]\nrole_arn = {self.moto.role}\nsource_profile = base\n")
        self.assertAccepted(home.send("--profile", "deploy"))
        home.run("whoami", "--profile", "deploy")
        self.assertEqual(home.files_with(self.moto.secret), [".aws/credentials"])


class Script(http.server.ThreadingHTTPServer):
    """Answers STS, single sign-on and PutEvents as `answers` says, and keeps what it was asked."""

    def __init__(self, case, tls=None):
        super().__init__(("127.0.0.1", 0), ScriptHandler)
        self.daemon_threads = True
        self.answers, self.asked, self.ahead = {}, [], 0
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://{'localhost' if tls else '127.0.0.1'}:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()
        case.addCleanup(self.server_close)
        case.addCleanup(self.shutdown)

    def names(self):
        return [name for name, _, _ in self.asked]


class ScriptHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        target = self.headers.get("X-Amz-Target", "")
        if target:
            name, fields = target.split(".")[-1], json.loads(body)
        elif self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
            fields = dict(urllib.parse.parse_qsl(body.decode()))
            name = fields.get("Action", "?")
        else:
            url = urllib.parse.urlsplit(self.path)
            name, fields = url.path, dict(urllib.parse.parse_qsl(url.query)) or json.loads(body or b"{}")
        self.server.asked.append((name, fields, dict(self.headers.items())))
        answer = self.server.answers.get(name) or default_answer(name, fields)
        status, text = answer(fields, self.headers) if callable(answer) else answer
        text = text.encode()
        self.send_response_only(status)
        self.send_header("Date", email.utils.formatdate(time.time() + self.server.ahead, usegmt=True))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = handle_any

    def log_message(self, *_):
        pass


def default_answer(name, fields):
    if name == "PutEvents":
        return 200, json.dumps({"FailedEntryCount": 0, "Entries": [{"EventId": f"id-{i}"} for i, _ in enumerate(fields["Entries"])]})
    return 404, json.dumps({"__type": "UnknownOperationException", "message": name})


def lowered(headers):
    return {name.lower(): value for name, value in headers.items()}


def later(minutes):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def assumed(key_id, minutes=60, action="AssumeRole"):
    return 200, (f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>'
                 f"<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>"
                 f"<Credentials><AccessKeyId>{key_id}</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>"
                 f"<SessionToken>role-token</SessionToken><Expiration>{later(minutes)}</Expiration></Credentials>"
                 f"</{action}Result></{action}Response>")


def sts_error(status, code, message):
    return status, f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"


KEYS = "aws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\n"
ROLE = "role_arn = arn:aws:iam::123456789012:role/r\n"


class AgainstAScript(Checks):
    def setUp(self):
        self.server = Script(self)

    def home(self, config, credentials=""):
        home = Home(self, config, credentials)
        home.env.update(AWS_ENDPOINT_URL=self.server.url, AWS_REGION="eu-central-1")
        return home

    def key_of(self, name):
        """The access key id that the last request of that name was signed with."""
        headers = [headers for asked, _, headers in self.server.asked if asked == name][-1]
        return re.search(r"Credential=([^/]+)/", headers["Authorization"])[1]

    # Single sign-on

    def sso_home(self, **token):
        home = self.home("[profile dev]\nsso_session = company\nsso_account_id = 123456789012\nsso_role_name = Admin\n"
                         "[sso-session company]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n")
        cache = {"accessToken": "sso-access-token", "expiresAt": later(60), "region": "eu-west-1",
                 "startUrl": "https://example.awsapps.com/start", **token}
        self.cache = home.write(f".aws/sso/cache/{hashlib.sha1(b'company').hexdigest()}.json", json.dumps(cache))
        self.server.answers["/federation/credentials"] = 200, json.dumps({"roleCredentials": {
            "accessKeyId": "AKIDSSO", "secretAccessKey": "sso-secret", "sessionToken": "sso-session-token",
            "expiration": int((time.time() + 3600) * 1000)}})
        return home

    def test_single_sign_on(self):
        done = self.sso_home().send("--profile", "dev")
        self.assertAccepted(done)
        self.assertEqual(self.key_of("PutEvents"), "AKIDSSO")
        _, fields, headers = self.server.asked[0]
        self.assertEqual(fields, {"role_name": "Admin", "account_id": "123456789012"})
        self.assertEqual(lowered(headers)["x-amz-sso_bearer_token"], "sso-access-token")
        self.assertNotIn("Authorization", headers)

    def test_an_expired_single_sign_on_says_how_to_log_in(self):
        done = self.sso_home(expiresAt=later(-5)).send("--profile", "dev")
        self.assertNotSent(done, "aws sso login --profile dev")
        self.assertEqual(self.server.asked, [])

    def test_a_refused_single_sign_on_says_how_to_log_in(self):
        home = self.sso_home()
        self.server.answers["/federation/credentials"] = 401, json.dumps({"__type": "UnauthorizedException", "message": "Session token not found or invalid"})
        self.assertNotSent(home.send("--profile", "dev"), "aws sso login --profile dev")
        self.assertNotIn("PutEvents", self.server.names())

    def test_a_foreign_or_broken_cache_costs_nothing_else(self):
        home = self.sso_home()
        for text in ("", "{", "[]", "null", '{"accessToken": 7}', "\x00\x01"):
            self.cache.write_text(text)
            done = home.send("--profile", "dev")
            self.assertNotSent(done, "aws sso login --profile dev")
            self.assertIn(str(self.cache), done.out + done.err)
        self.assertEqual(self.server.asked, [])

    def test_a_token_is_refreshed_and_the_cache_kept_for_the_others(self):
        home = self.sso_home(expiresAt=later(2), refreshToken="old-refresh", clientId="client", clientSecret="client-secret",
                             registrationExpiresAt=later(600), note="of another tool")
        self.server.answers["/token"] = 200, json.dumps({"accessToken": "new-access-token", "expiresIn": 3600, "refreshToken": "new-refresh", "tokenType": "Bearer"})
        self.assertAccepted(home.send("--profile", "dev"))
        self.assertEqual(self.server.names(), ["/token", "/federation/credentials", "PutEvents"])
        kept = json.loads(self.cache.read_text())
        self.assertEqual((kept["accessToken"], kept["refreshToken"], kept["note"]), ("new-access-token", "new-refresh", "of another tool"))
        self.assertEqual(self.cache.stat().st_mode & 0o777, 0o600)

    # Roles

    def test_an_mfa_code(self):
        home = self.home(f"[profile base]\n{KEYS}[profile deploy]\n{ROLE}source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n")
        self.server.answers["AssumeRole"] = lambda fields, _: (
            assumed("AKIDROLE") if fields.get("TokenCode") == "123456" and fields.get("SerialNumber", "").endswith("mfa/me")
            else sts_error(403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. "))
        self.assertAccepted(home.send("--profile", "deploy", "--mfa-code", "123456"))
        self.assertEqual(self.key_of("PutEvents"), "AKIDROLE")
        self.server.asked.clear()
        wrong = home.send("--profile", "deploy", "--mfa-code", "654321")
        self.assertNotSent(wrong, "MFA")
        self.assertEqual(self.server.names(), ["AssumeRole"])
        self.assertNotSent(home.send("--profile", "deploy"), "--mfa-code")

    def test_an_mfa_code_typed_at_the_terminal(self):
        home = self.home(f"[profile base]\n{KEYS}[profile deploy]\n{ROLE}source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n")
        self.server.answers["AssumeRole"] = lambda fields, _: (
            assumed("AKIDROLE") if fields.get("TokenCode") == "123456"
            else sts_error(403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. "))
        file = home.write("batch.json", BATCH)
        with at_a_terminal([CLI, "send", str(file), "--profile", "deploy"], {**CLEAN, **home.env}) as terminal:
            terminal.expect("mfa/me")
            terminal.type("12\n")  # too short: asked again without a call
            terminal.expect("six digits")
            terminal.type("654321\n")
            terminal.expect("refused")
            terminal.type("123456\n")
            self.assertEqual(terminal.wait(), 0, terminal.seen)
        self.assertEqual([fields.get("TokenCode") for name, fields, _ in self.server.asked if name == "AssumeRole"], ["654321", "123456"])
        with at_a_terminal([CLI, "send", str(file), "--profile", "deploy"], {**CLEAN, **home.env}) as terminal:
            terminal.expect("mfa/me")
            terminal.interrupt()
            self.assertNotEqual(terminal.wait(), 0, terminal.seen)

    def test_a_web_identity(self):
        home = self.home(f"[profile job]\n{ROLE}web_identity_token_file = TOKEN\n")
        token = home.write("token", "the-jwt\n")
        home.write(".aws/config", (home.path / ".aws/config").read_text().replace("TOKEN", str(token)))
        self.server.answers["AssumeRoleWithWebIdentity"] = lambda fields, headers: (
            assumed("AKIDWEB", action="AssumeRoleWithWebIdentity") if fields.get("WebIdentityToken") == "the-jwt" and "Authorization" not in headers
            else sts_error(400, "InvalidIdentityToken", "no"))
        self.assertAccepted(home.send("--profile", "job"))
        self.assertEqual(self.key_of("PutEvents"), "AKIDWEB")
        in_environment = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(token), "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/r"}
        self.assertAccepted(home.send(env=in_environment))
        token.unlink()
        self.assertNotSent(home.send("--profile", "job"), str(token))

    def test_sts_down_or_refusing_ends_with_its_reason(self):
        home = self.home(f"[profile base]\n{KEYS}[profile deploy]\n{ROLE}source_profile = base\nexternal_id = 12\n")
        for answer, told in ((sts_error(403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole"), "not authorized"),
                             (sts_error(400, "ExpiredToken", "The security token included in the request is expired"), "expired"),
                             ((200, "<html>proxy page</html>"), "AssumeRole"), ((200, ""), "AssumeRole"),
                             (assumed("", 60), "AssumeRole"), ((500, "oops"), "500")):
            self.server.answers["AssumeRole"] = answer
            self.assertNotSent(home.send("--profile", "deploy"), told)
        self.assertNotIn("PutEvents", self.server.names())

    # Bad input

    def test_a_broken_profile_is_named_with_its_line_and_costs_no_other(self):
        good = f"[profile good]\n{KEYS}"
        for bad, profile, told in (("[profile bad]\nno equals sign\n", "bad", "line 2"),
                                   ("[profile bad\n", "bad", "line 1"),
                                   ("[profile bad]\n= value\n", "bad", "line 2"),
                                   ("[profile bad]\n  indented = 1\n", "bad", "line 2"),
                                   ("[profile bad]\naws_access_key_id = AKID\n", "bad", "aws_secret_access_key"),
                                   (f"[profile bad]\n{ROLE}", "bad", "source_profile"),
                                   (f"[profile bad]\n{ROLE}source_profile = gone\n", "bad", "gone"),
                                   (f"[profile bad]\n{ROLE}source_profile = two\n[profile two]\n{ROLE}source_profile = bad\n", "bad", "two"),
                                   (f"[profile bad]\n{ROLE}credential_source = Ec2InstanceMetadata\n", "bad", "Ec2InstanceMetadata"),
                                   ("[profile bad]\nlogin_session = arn:aws:iam::1:user/x\n", "bad", "login_session"),
                                   ("", "bad", ".aws/config")):
            home = self.home(bad + good)
            done = home.send("--profile", profile)
            self.assertNotSent(done, told)
            self.assertEqual(self.server.names(), [], repr(done))
            self.assertAccepted(home.send("--profile", "good"))
            self.server.asked.clear()

    def test_a_bad_profile_never_falls_through_to_the_environments_keys(self):
        home = self.home("[profile bad]\nno equals sign\n")
        keys = {"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "env-secret"}
        self.assertNotSent(home.send("--profile", "bad", env=keys), "line 2")
        self.assertEqual(self.server.asked, [])

    def test_processes_that_fail_hang_or_shout(self):
        for script, told in (("echo secret-on-stdout; echo 'vault is sealed' >&2; exit 3", "vault is sealed"),
                             ("echo not json secret-on-stdout", "JSON"),
                             ("echo '{\"Version\": 2}'", "Version"),
                             ("yes secret-on-stdout", "tool"), ("true", "tool")):
            home = self.home("[profile tool]\ncredential_process = SCRIPT\n")
            path = home.write("tool.sh", f"#!/bin/sh\n{script}\n", 0o755)
            home.write(".aws/config", f"[profile tool]\ncredential_process = {path}\n")
            done = home.send("--profile", "tool")
            self.assertNotSent(done, told)
            self.assertNotIn("secret-on-stdout", done.out + done.err)
        home.write(".aws/config", "[profile tool]\ncredential_process = /no/such/program\n")
        self.assertNotSent(home.send("--profile", "tool"), "/no/such/program")
        self.assertEqual(self.server.asked, [])

    def test_an_interrupt_ends_a_process_that_hangs(self):
        home = self.home("")
        mark = home.path / "started"
        path = home.write("tool.sh", f"#!/bin/sh\ntouch '{mark}'\nsleep 600\n", 0o755)
        home.write(".aws/config", f"[profile tool]\ncredential_process = {path}\n")
        file = home.write("batch.json", BATCH)
        process = subprocess.Popen([CLI, "send", str(file), "--profile", "tool"], env={**CLEAN, **home.env},
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + PATIENCE
        while not mark.exists() and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
        self.assertIn("Interrupted", err, out)
        self.assertEqual(self.server.asked, [])

    # Clock

    def test_a_wrong_clock_is_measured_said_and_corrected(self):
        self.server.ahead = 20 * 60

        def put(fields, headers):
            signed = datetime.datetime.strptime(headers["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
            if abs(time.time() + self.server.ahead - signed.timestamp()) > 300:
                return 400, json.dumps({"__type": "InvalidSignatureException", "message": "Signature expired: too old"})
            return default_answer("PutEvents", fields)

        self.server.answers["PutEvents"] = put
        done = self.home(f"[default]\n{KEYS}").send()
        self.assertAccepted(done)
        self.assertEqual(self.server.names(), ["PutEvents", "PutEvents"])
        self.assertRegex(done.err, r"(20 minutes|19 minutes)")
        self.assertIn("behind", done.err)

    # Reaching a server

    def test_a_company_certificate(self):
        home = Home(self, f"[default]\n{KEYS}region = eu-central-1\n[profile withca]\n{KEYS}region = eu-central-1\nca_bundle = CA\n")
        key, ca = home.path / "key.pem", home.path / "ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", ca, "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
        home.write(".aws/config", (home.path / ".aws/config").read_text().replace("CA\n", f"{ca}\n"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(ca, key)
        server = Script(self, context)
        where = ("--endpoint-url", server.url)
        refused = home.send(*where)
        self.assertEqual(refused.code, 3, repr(refused))
        self.assertIn("TlsFailed", refused.out)
        self.assertAccepted(home.send(*where, env={"AWS_CA_BUNDLE": str(ca)}))
        self.assertAccepted(home.send(*where, "--ca-bundle", str(ca)))
        self.assertAccepted(home.send(*where, "--profile", "withca"))
        gone = home.send(*where, "--ca-bundle", str(home.path / "gone.pem"))
        self.assertEqual(gone.code, 3, repr(gone))
        self.assertIn("gone.pem", gone.out)

    def test_a_proxy_of_the_environment(self):
        seen = []
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def refuse():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        seen.append(connection.recv(4096).split(b"\r\n")[0].decode())
                        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

        threading.Thread(target=refuse, daemon=True).start()
        proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"
        home = Home(self, f"[default]\n{KEYS}region = eu-central-1\n")
        for name in ("HTTPS_PROXY", "https_proxy"):
            seen.clear()
            done = home.send("--endpoint-url", "https://events.example.invalid", env={name: proxy})
            self.assertEqual(done.code, 3, repr(done))
            self.assertIn("ProxyRefused", done.out)
            self.assertTrue(seen and seen[0].startswith("CONNECT events.example.invalid:443"), seen)
        seen.clear()
        for no_proxy in ("example.invalid", ".example.invalid", "*"):
            done = home.send("--endpoint-url", "https://events.example.invalid", env={"HTTPS_PROXY": proxy, "NO_PROXY": no_proxy})
            self.assertNotIn("ProxyRefused", done.out)
        self.assertAccepted(home.send("--endpoint-url", self.server.url, env={"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy}))  # loopback: direct
        self.assertEqual(seen, [])

    def test_global_endpoints_are_signed_for_every_region(self):
        done = self.home(f"[default]\n{KEYS}").send("--endpoint-id", "abcde.veo")
        self.assertAccepted(done)
        _, fields, headers = self.server.asked[0]
        self.assertEqual(fields["EndpointId"], "abcde.veo")
        self.assertTrue(headers["Authorization"].startswith("AWS4-ECDSA-P256-SHA256 Credential=AKIDBASE/"), headers)
        self.assertEqual(lowered(headers)["x-amz-region-set"], "*")

    # Connections of the window

    def connection(self, home, **fields):
        lines = "".join(f"c1\\{name}={value}\n" for name, value in
                        {"name": "Live orders", "kind": "custom", "endpointUrl": self.server.url, "region": "eu-west-1",
                         "credentials": "profile", "profile": "base", **fields}.items())
        home.write("config/busload/busload.conf", f"[connections]\norder=c1\n{lines}")

    def test_a_saved_connection(self):
        home = self.home(f"[profile base]\n{KEYS}")
        self.connection(home, defaultBus="orders")
        self.assertAccepted(home.send("--connection", "Live orders"))
        _, fields, headers = self.server.asked[0]
        self.assertEqual({entry["EventBusName"] for entry in fields["Entries"]}, {"orders"})
        self.assertIn("/eu-west-1/events/", headers["Authorization"])
        unknown = home.send("--connection", "Dead orders")
        self.assertEqual(unknown.code, 2, repr(unknown))
        self.assertIn("'Live orders'", unknown.err)

    def test_production_needs_a_yes(self):
        home = self.home(f"[profile base]\n{KEYS}")
        self.connection(home, production="true", defaultBus="orders")
        held = home.send("--connection", "Live orders")
        self.assertEqual(held.code, 2, repr(held))
        for told in ("production", "--yes", "eu-west-1", "orders", "2 entries", "profile base"):
            self.assertIn(told, held.err)
        self.assertEqual(self.server.asked, [])
        self.assertEqual(home.send("--connection", "Live orders", "--dry-run").code, 0)
        self.assertAccepted(home.send("--connection", "Live orders", "--yes"))

    def test_no_secret_stays_behind(self):
        home = self.sso_home()
        self.connection(home, profile="dev")
        for arguments in (("--connection", "Live orders"), ("--profile", "dev")):
            self.assertAccepted(home.send(*arguments))
        for secret in ("sso-secret", "sso-session-token"):
            self.assertEqual(home.files_with(secret), [])
        self.assertEqual(home.files_with("sso-access-token"), [str(self.cache.relative_to(home.path))])


class Terminal:
    def __init__(self, arguments, env):
        self.seen = ""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execve(arguments[0], arguments, env)

    def expect(self, text):
        until = time.monotonic() + PATIENCE
        start = len(self.seen)
        while text not in self.seen[start:]:
            if time.monotonic() > until or not self.read():
                raise AssertionError(f"{text!r} did not come: {self.seen}")

    def read(self):
        if not select.select([self.descriptor], [], [], 1)[0]:
            return True
        try:
            piece = os.read(self.descriptor, 4096).decode(errors="replace")
        except OSError:
            return False
        self.seen += piece
        return bool(piece)

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def interrupt(self):
        self.type("\x03")

    def wait(self):
        until = time.monotonic() + PATIENCE
        while self.read() and time.monotonic() < until:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@contextlib.contextmanager
def at_a_terminal(arguments, env):
    terminal = Terminal(arguments, env)
    try:
        yield terminal
    finally:
        with contextlib.suppress(OSError):
            os.kill(terminal.pid, signal.SIGKILL)
        os.close(terminal.descriptor)


if __name__ == "__main__":
    unittest.main(verbosity=2)
