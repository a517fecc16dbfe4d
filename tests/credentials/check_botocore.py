# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Busload asks STS and single sign-on for keys, against what botocore asks in the same case.

Compared are the requests as they go out (address, headers that mean something, fields, signature), the
endpoints of STS over the product of all parameters, the cache file of a login, which botocore writes and
Busload finds, and how a credential_process is divided into words.
"""
import datetime
import itertools
import json
import os
import pathlib
import random
import shlex
import subprocess
import tempfile
import unittest
from urllib.parse import parse_qs, urlsplit

import botocore.session
from botocore import UNSIGNED
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials, JSONFileCache
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError
from botocore.loaders import create_loader
from botocore.utils import SSOTokenLoader

WHEN = datetime.datetime(2026, 11, 23, 13, 20, 5, tzinfo=datetime.timezone.utc)
KEYS = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
ROLE = "arn:aws:iam::123456789012:role/path/to+role=1,2@3"
START_URL = "https://corp.example/start"


def ask(questions):
    """Busload's answers, one a question."""
    program = os.path.join(os.environ["BUSLOAD_BIN"], "credential_lines")
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(questions), f"{len(answers)} answers to {len(questions)} questions"
    return answers


class Caught(Exception):
    """Ends a call of botocore with the request that it was about to send."""

    def __init__(self, request):
        super().__init__()
        self.request = request


def sent_by_botocore(service, region, operation, arguments, token=None, unsigned=False):
    session = botocore.session.Session()
    client = session.create_client(
        service, region_name=region, aws_access_key_id=KEYS[0], aws_secret_access_key=KEYS[1], aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, signature_version=UNSIGNED if unsigned else None))

    def catch(request, **_):
        raise Caught(request)

    client.meta.events.register(f"before-send.{service}", catch)
    try:
        getattr(client, operation)(**arguments)
    except Caught as caught:
        return caught.request
    raise AssertionError("botocore sent nothing")


def text(value):
    return value.decode() if isinstance(value, bytes) else value or ""


class Sts(unittest.TestCase):
    CASES = [
        ("GetCallerIdentity", {}),
        ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "me+you@corp=1,2.3-4"}),
        ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "me", "ExternalId": "a:b/c+d=e@f,g.h", "DurationSeconds": 900,
                        "SerialNumber": "arn:aws:iam::123456789012:mfa/me", "TokenCode": "012345"}),
        ("AssumeRoleWithWebIdentity", {"RoleArn": ROLE, "RoleSessionName": "pod", "WebIdentityToken": "a.b-c_d~e/f+g== h"}),
        ("AssumeRoleWithWebIdentity", {"RoleArn": ROLE, "RoleSessionName": "pod", "WebIdentityToken": "t" * 5000,
                                       "DurationSeconds": 43200}),
    ]
    OPERATIONS = {"GetCallerIdentity": "get_caller_identity", "AssumeRole": "assume_role",
                  "AssumeRoleWithWebIdentity": "assume_role_with_web_identity"}

    def test_requests(self):
        compared = 0
        for (action, fields), region, token in itertools.product(
                self.CASES, ["eu-central-1", "us-east-1", "cn-north-1", "us-gov-west-1"], [None, "to/ken+=="]):
            with self.subTest(action=action, region=region, token=token):
                ours = ask([{"about": "sts", "action": action, "region": region, "when": int(WHEN.timestamp()),
                             "accessKeyId": KEYS[0], "secretAccessKey": KEYS[1], "token": token or "", **fields}])[0]
                theirs = sent_by_botocore("sts", region, self.OPERATIONS[action], fields, token)
                self.assertEqual(ours["method"], theirs.method)
                self.assertEqual(ours["url"], theirs.url)
                self.assertEqual(ours["headers"]["content-type"], text(theirs.headers["Content-Type"]))
                self.assertEqual(parse_qs(ours["body"], strict_parsing=True),
                                 parse_qs(text(theirs.body), strict_parsing=True))
                self.assertEqual("authorization" in ours["headers"], "Authorization" in theirs.headers)
                if "authorization" in ours["headers"]:
                    self.assert_signed_alike(ours, region, token)
                compared += 1
        self.assertEqual(compared, 40)

    def assert_signed_alike(self, ours, region, token):
        names = ours["headers"]["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
        added = ("host", "x-amz-date", "x-amz-security-token")
        request = AWSRequest(ours["method"], ours["url"], data=ours["body"].encode(),
                             headers={name: ours["headers"][name] for name in names if name not in added})
        request.context["timestamp"] = ours["headers"]["x-amz-date"]
        signer = SigV4Auth(Credentials(*KEYS, token), "sts", region)
        signer._modify_request_before_signing(request)
        canonical = signer.canonical_request(request)
        signature = signer.signature(signer.string_to_sign(request, canonical), request)
        self.assertEqual(ours["headers"]["x-amz-date"], WHEN.strftime("%Y%m%dT%H%M%SZ"))
        self.assertTrue(ours["headers"]["authorization"].endswith(f"Signature={signature}"),
                        f"botocore signs {signature} over\n{canonical}\nours: {ours['headers']}")

    def test_endpoints(self):
        loader = create_loader()
        partitions = loader.load_data("partitions")
        provider = EndpointProvider(loader.load_service_model("sts", "endpoint-rule-set-1"), partitions)
        regions = ["", *(region for partition in partitions["partitions"] for region in partition["regions"]),
                   "us-new-7", "cn-new-1", "us-gov-new-1", "mars-global"]
        cases = list(itertools.product(regions, ["", "https://example.com/", "http://localhost:4566/some/path"],
                                       [False, True], [False, True]))
        answers = ask([{"about": "endpoint", "region": region, "endpointUrl": url, "useFips": fips, "useDualStack": dual}
                       for region, url, fips, dual in cases])
        errors = 0
        for case, ours in zip(cases, answers):
            region, url, fips, dual = case
            parameters = {"Region": region, "Endpoint": url, "UseFIPS": fips, "UseDualStack": dual,
                          "UseGlobalEndpoint": False}
            with self.subTest(case=case):
                try:
                    theirs = provider.resolve_endpoint(**{k: v for k, v in parameters.items() if v != ""})
                except EndpointProviderError as error:
                    errors += 1
                    self.assertIn("error", ours)
                    if region:  # for a missing one Busload has words that say what to do
                        self.assertEqual(ours["error"], error.kwargs["msg"])
                    continue
                self.assertEqual(ours.get("url", "").rstrip("/"), theirs.url.rstrip("/"), ours)
                for scheme in theirs.properties.get("authSchemes", []):
                    self.assertEqual(ours["region"], scheme["signingRegion"])
        self.assertGreater(len(cases), 500)
        self.assertGreater(errors, 100)


class Sso(unittest.TestCase):
    SESSIONS = ["corp", "", "größe 1", "a/b"]

    def login(self, home, session, left, **more):
        """A login as the AWS tools leave it, written by botocore's own cache."""
        end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=left)
        cache = JSONFileCache(working_dir=str(pathlib.Path(home) / ".aws/sso/cache"))
        token = {"startUrl": START_URL, "region": "eu-central-1", "accessToken": "login/token+==", "expiresAt": end, **more}
        SSOTokenLoader(cache=cache).save_token(START_URL, token, session_name=session or None)
        return token

    def first_request(self, session, left, **more):
        with tempfile.TemporaryDirectory() as home:
            token = self.login(home, session, left, **more)
            ours = ask([{"about": "sso", "home": home, "session": session, "startUrl": START_URL,
                         "region": "eu-central-1", "accountId": "012345678901", "roleName": "Admin+a=b,c@d.e-f"}])[0]
        self.assertNotIn("failure", ours, ours)
        return token, ours

    def test_login_is_found_and_used(self):
        for session in self.SESSIONS:
            with self.subTest(session=session):
                token, ours = self.first_request(session, 3600)
                theirs = sent_by_botocore("sso", "eu-central-1", "get_role_credentials", {
                    "roleName": "Admin+a=b,c@d.e-f", "accountId": "012345678901", "accessToken": token["accessToken"]})
                self.assertEqual(ours["method"], theirs.method)
                got, want = urlsplit(ours["url"]), urlsplit(theirs.url)
                self.assertEqual((got.scheme, got.netloc, got.path), (want.scheme, want.netloc, want.path))
                self.assertEqual(parse_qs(got.query, strict_parsing=True), parse_qs(want.query, strict_parsing=True))
                self.assertEqual(ours["headers"]["x-amz-sso_bearer_token"], text(theirs.headers["x-amz-sso_bearer_token"]))
                self.assertNotIn("authorization", ours["headers"])
                self.assertNotIn("Authorization", theirs.headers)
                self.assertEqual(ours["body"], text(theirs.body))

    def test_renewal(self):
        registration = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=30)
        token, ours = self.first_request("corp", 300, refreshToken="re/fresh+", clientId="client", clientSecret="se\"cret",
                                         registrationExpiresAt=registration)
        theirs = sent_by_botocore("sso-oidc", "eu-central-1", "create_token", {
            "grantType": "refresh_token", "clientId": token["clientId"], "clientSecret": token["clientSecret"],
            "refreshToken": token["refreshToken"]})
        self.assertEqual((ours["method"], ours["url"]), (theirs.method, theirs.url))
        self.assertEqual(ours["headers"]["content-type"], text(theirs.headers["Content-Type"]))
        self.assertEqual(json.loads(ours["body"]), json.loads(text(theirs.body)))
        self.assertNotIn("authorization", ours["headers"])
        self.assertNotIn("Authorization", theirs.headers)


class Words(unittest.TestCase):
    PIECES = ["a", "B", " ", "  ", "\t", "\n", "\r", "'", '"', "\\", "\\\\", "$HOME", "~", "#", ";", "|", "&", "*",
              "--x=", "é", "🚌", "''", '""', "\\'", '\\"']

    def test_words(self):
        seed = int(os.environ.get("BUSLOAD_SEED", "20261123"))
        rng = random.Random(seed)
        commands = ["".join(rng.choices(self.PIECES, k=rng.randint(0, 14))) for _ in range(5000)]
        refused = 0
        for command, ours in zip(commands, ask([{"about": "words", "command": command} for command in commands])):
            try:
                want = shlex.split(command)
            except ValueError:
                want = None
                refused += 1
            self.assertEqual(ours["words"], want, f"{command!r}, seed {seed}")
        self.assertTrue(500 < refused < 4500, f"{refused} of {len(commands)} commands are refused")


if __name__ == "__main__":
    unittest.main()
