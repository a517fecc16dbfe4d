# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends to the sandbox with boto3 and with the AWS CLI, which know nothing of this program.

They must be served, and be refused with the codes and words that they get from the service. Fails
without boto3 and without the AWS CLI: an independent check that did not run proves nothing.
"""
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import boto3
import botocore.auth
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

KEY = "AKIACHECKCHECKCHECK2"
SECRET = "check/secret/of/forty/characters+0123456"
LIMIT = 262_144
LIMIT_MESSAGE = "Total size of the entries in the request is over the limit."
ENTRY = {"Source": "shop.orders", "DetailType": "OrderFulfilled", "Detail": '{"orderId": "o-1"}'}


@contextlib.contextmanager
def sandbox(*faults):
    """A running sandbox; gives its URL."""
    command = [os.environ["BUSLOAD_CLI"], "sandbox", "--port", "0"]
    for fault in faults:
        command += ["--fault", fault]
    environment = dict(os.environ, BUSLOAD_SANDBOX_ACCESS_KEY_ID=KEY, BUSLOAD_SANDBOX_SECRET_ACCESS_KEY=SECRET)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    # A sandbox that says nothing ends the test, not the patience of whoever runs it.
    watch = threading.Timer(60, process.kill)
    watch.start()
    try:
        exports = {}
        for line in process.stdout:
            if line.startswith("export "):
                name, _, value = line.removeprefix("export ").strip().partition("=")
                exports[name] = value
            if line.startswith("export AWS_REGION="):
                break
        assert exports.get("AWS_ACCESS_KEY_ID") == KEY, f"the sandbox did not start: {exports}"
        assert exports.get("AWS_SECRET_ACCESS_KEY") == SECRET
        yield exports["AWS_ENDPOINT_URL_EVENTBRIDGE"]
    finally:
        watch.cancel()
        process.terminate()
        code = process.wait(timeout=30)
        process.stdout.close()
    assert code == 0, f"the sandbox ended with {code}"


def client(url, key=KEY, secret=SECRET, token=None, **config):
    settings = {"retries": {"total_max_attempts": 1}, "read_timeout": 30, **config}
    return boto3.client("events", endpoint_url=url, region_name="eu-west-1", aws_access_key_id=key,
                        aws_secret_access_key=secret, aws_session_token=token, config=Config(**settings))


def entry(**changes):
    """A good entry with members changed, or left out where the change is None."""
    return {name: value for name, value in {**ENTRY, **changes}.items() if value is not None}


def batch_of(total):
    """Two entries that count exactly so many bytes: 14 for a Time, and letters of two bytes."""
    first = entry(Source="é", Time=datetime(2026, 1, 1, tzinfo=timezone.utc), Resources=["arn:é"])
    counted = 14 + len("é".encode()) + len("arn:é".encode())
    counted += len(first["DetailType"]) + len(first["Detail"])
    second = entry(DetailType="InventoryAdjusted")
    counted += len(second["Source"]) + len(second["DetailType"])
    second["Detail"] = '{"a":"' + "x" * (total - counted - 8) + '"}'
    return [first, second]


class Boto3(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.url = cls.stack.enter_context(sandbox())
        cls.client = client(cls.url)

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    def refused(self, code, entries, sender=None, status=400):
        with self.assertRaises(ClientError) as caught:
            (sender or self.client).put_events(Entries=entries)
        answer = caught.exception.response
        self.assertEqual(answer["Error"]["Code"], code)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], status)
        self.assertRegex(answer["ResponseMetadata"]["RequestId"], r"^[0-9a-f-]{36}$")
        return answer["Error"]["Message"]

    def test_a_batch_of_ten_is_accepted(self):
        answer = self.client.put_events(Entries=[ENTRY] * 10)
        self.assertEqual(answer["FailedEntryCount"], 0)
        ids = {result["EventId"] for result in answer["Entries"]}
        self.assertEqual(len(ids), 10)
        self.assertTrue(all(set(result) == {"EventId"} for result in answer["Entries"]))
        self.assertRegex(answer["ResponseMetadata"]["RequestId"], r"^[0-9a-f-]{36}$")
        self.assertEqual(answer["ResponseMetadata"]["HTTPHeaders"]["content-type"], "application/x-amz-json-1.1")

    def test_every_member_is_accepted(self):
        full = entry(Source="käse", Time=datetime.now(timezone.utc), Resources=["arn:aws:one", "zwei"],
                     EventBusName="arn:aws:events:eu-west-1:123456789012:event-bus/orders",
                     TraceHeader="Root=1-5759e988-bd862e3fe1be46a994272793", Detail='{"a":"é😀\\u00e9\\n", "b":1.10}')
        self.assertEqual(self.client.put_events(Entries=[full])["FailedEntryCount"], 0)

    def test_other_loopback_names_and_a_slash_are_served(self):
        port = self.url.rsplit(":", 1)[1]
        for url in (f"http://localhost:{port}", f"http://127.0.0.1:{port}/"):
            self.assertEqual(client(url).put_events(Entries=[ENTRY])["FailedEntryCount"], 0, url)

    def test_each_bad_entry_is_refused_in_its_place(self):
        def missing(field):
            return ("InvalidArgument", f"Parameter {field} is not valid. Reason: {field} is a required argument.")

        malformed = ("MalformedDetail", "Detail is malformed.")
        cases = [
            (entry(), None),
            (entry(Source=None), missing("Source")),
            (entry(Source=""), missing("Source")),
            (entry(DetailType=None), missing("DetailType")),
            (entry(DetailType=""), missing("DetailType")),
            (entry(Detail=None), missing("Detail")),
            (entry(Detail="NotJSON"), malformed),
            (entry(Detail="[]"), malformed),
            (entry(Detail='"{}"'), malformed),
            (entry(Source="aws.ec2"), ("NotAuthorizedForSourceException", "Not authorized for the source.")),
        ]
        answer = self.client.put_events(Entries=[case for case, _ in cases])
        self.assertEqual(answer["FailedEntryCount"], len(cases) - 1)
        for (case, expected), result in zip(cases, answer["Entries"], strict=True):
            with self.subTest(case):
                if expected is None:
                    self.assertIn("EventId", result)
                else:
                    self.assertEqual((result["ErrorCode"], result["ErrorMessage"]), expected)
                    self.assertNotIn("EventId", result)

    def test_eleven_entries_are_refused(self):
        message = self.refused("ValidationException", [ENTRY] * 11)
        self.assertTrue(message.startswith("1 validation error detected: Value '[PutEventsRequestEntry(time=null, "))
        self.assertTrue(message.endswith(
            "]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10"))

    def test_no_entries_are_refused(self):
        unchecked = client(self.url, parameter_validation=False)
        self.assertEqual(self.refused("ValidationException", [], unchecked),
                         "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: "
                         "Member must have length greater than or equal to 1")

    def test_exactly_the_limit_is_accepted_and_one_byte_more_refused(self):
        self.assertEqual(self.client.put_events(Entries=batch_of(LIMIT))["FailedEntryCount"], 0)
        self.assertEqual(self.refused("ValidationException", batch_of(LIMIT + 1)), LIMIT_MESSAGE)

    def test_wrong_keys_are_refused(self):
        invalid = "The security token included in the request is invalid."
        other = client(self.url, key="AKIAOTHEROTHEROTHER2")
        self.assertEqual(self.refused("UnrecognizedClientException", [ENTRY], other), invalid)
        with_token = client(self.url, token="a-token")
        self.assertEqual(self.refused("UnrecognizedClientException", [ENTRY], with_token), invalid)

    def test_a_wrong_secret_is_refused(self):
        message = self.refused("InvalidSignatureException", [ENTRY], client(self.url, secret="wrong"))
        self.assertTrue(message.startswith("The request signature we calculated does not match"), message)

    def test_an_unsigned_request_is_refused(self):
        from botocore import UNSIGNED
        unsigned = client(self.url, signature_version=UNSIGNED)
        self.refused("MissingAuthenticationTokenException", [ENTRY], unsigned)

    def test_a_body_altered_after_signing_is_refused(self):
        altering = client(self.url)

        def alter(request, **_):
            request.body = request.body.replace(b"o-1", b"o-2")

        altering.meta.events.register("before-send.events.PutEvents", alter)
        self.refused("InvalidSignatureException", [ENTRY], altering)

    def test_an_old_date_is_refused(self):
        class Old(datetime):
            @classmethod
            def utcnow(cls):
                return datetime(2020, 1, 1)

            @classmethod
            def now(cls, tz=None):
                return datetime(2020, 1, 1, tzinfo=tz)

        names = [name for name in ("datetime", "get_current_datetime") if hasattr(botocore.auth, name)]
        self.assertTrue(names, "this botocore asks the clock in another way")
        saved = {name: getattr(botocore.auth, name) for name in names}
        try:
            for name in names:
                changed = Old if name == "datetime" else (lambda *_, **__: datetime(2020, 1, 1))
                setattr(botocore.auth, name, changed)
            message = self.refused("InvalidSignatureException", [ENTRY], client(self.url))
        finally:
            for name, value in saved.items():
                setattr(botocore.auth, name, value)
        self.assertRegex(message, r"^Signature expired: 20200101T000000Z is now earlier than \d{8}T\d{6}Z "
                                  r"\(\d{8}T\d{6}Z - 5 min\.\)$")

    def test_another_operation_is_refused(self):
        with self.assertRaises(ClientError) as caught:
            self.client.list_rules()
        self.assertEqual(caught.exception.response["Error"]["Code"], "UnknownOperationException")

    def test_eight_threads_at_once(self):
        def send(_):
            answer = self.client.put_events(Entries=[ENTRY] * 10)
            return [result["EventId"] for result in answer["Entries"]]

        with ThreadPoolExecutor(8) as pool:
            ids = [event_id for group in pool.map(send, range(80)) for event_id in group]
        self.assertEqual(len(ids), 800)
        self.assertEqual(len(set(ids)), 800)


class Faults(unittest.TestCase):
    def test_an_entry_fails_once_and_its_retry_is_accepted(self):
        with sandbox("entry=2:ThrottlingException*1") as url:
            sender = client(url)
            first = sender.put_events(Entries=[ENTRY] * 3)
            self.assertEqual(first["FailedEntryCount"], 1)
            self.assertEqual(first["Entries"][1], {"ErrorCode": "ThrottlingException", "ErrorMessage": "Rate exceeded"})
            self.assertEqual(sender.put_events(Entries=[ENTRY] * 3)["FailedEntryCount"], 0)

    def test_refused_calls(self):
        cases = [("call:ThrottlingException", "ThrottlingException", "Rate exceeded", 400),
                 ("call:AccessDeniedException:No", "AccessDeniedException", "No", 400),
                 ("call:InternalException", "InternalException", "This exception occurs due to unexpected causes.", 500),
                 ("status:413", "413", "", 413), # An empty 5xx: botocore takes the words of the status line.
                 ("status:503", "503", "Service Unavailable", 503)]
        for fault, code, message, status in cases:
            with self.subTest(fault), sandbox(fault) as url, self.assertRaises(ClientError) as caught:
                client(url).put_events(Entries=[ENTRY])
            answer = caught.exception.response
            self.assertEqual((answer["Error"]["Code"], answer["Error"].get("Message", "")), (code, message), fault)
            self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], status)

    def test_the_standard_retry_outlives_a_passing_throttle(self):
        with sandbox("call:ThrottlingException*2") as url:
            answer = client(url, retries={"mode": "standard", "total_max_attempts": 3}).put_events(Entries=[ENTRY])
        self.assertEqual(answer["FailedEntryCount"], 0)
        self.assertEqual(answer["ResponseMetadata"]["RetryAttempts"], 2)

    def test_dropped_and_hanging_connections(self):
        for fault in ("drop-before", "drop-after"):
            with self.subTest(fault), sandbox(fault) as url, self.assertRaises(ConnectionClosedError):
                client(url).put_events(Entries=[ENTRY])
        with sandbox("hang") as url, self.assertRaises(ReadTimeoutError):
            client(url, read_timeout=1).put_events(Entries=[ENTRY])


class AwsCli(unittest.TestCase):
    """The AWS CLI as its users run it; any version that knows `events put-events`."""

    @classmethod
    def setUpClass(cls):
        # The distribution's own where there is one: a shim of another Python may stand before it.
        cls.program = "/usr/bin/aws" if os.access("/usr/bin/aws", os.X_OK) else shutil.which("aws")
        if cls.program is None:
            raise AssertionError("The AWS CLI is not installed; install the package awscli.")
        cls.stack = contextlib.ExitStack()
        cls.url = cls.stack.enter_context(sandbox())
        cls.home = cls.stack.enter_context(tempfile.TemporaryDirectory())

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    def put(self, entries, key=KEY, secret=SECRET):
        environment = {"PATH": os.environ["PATH"], "HOME": self.home, "LC_ALL": "C.UTF-8", "AWS_ACCESS_KEY_ID": key,
                       "AWS_SECRET_ACCESS_KEY": secret, "AWS_DEFAULT_REGION": "us-east-1", "AWS_PAGER": ""}
        command = [self.program, "events", "put-events", "--endpoint-url", self.url, "--output", "json",
                   "--entries", json.dumps(entries)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    def test_a_batch_is_accepted(self):
        run = self.put([ENTRY, entry(Detail='{"a":"é"}', Time="2026-01-01T00:00:00Z"), entry(Detail="[]")])
        self.assertEqual(run.returncode, 0, run.stderr)
        answer = json.loads(run.stdout)
        self.assertEqual(answer["FailedEntryCount"], 1)
        self.assertIn("EventId", answer["Entries"][0])
        self.assertIn("EventId", answer["Entries"][1])
        self.assertEqual(answer["Entries"][2]["ErrorCode"], "MalformedDetail")

    def test_a_wrong_key_is_refused(self):
        run = self.put([ENTRY], key="AKIAOTHEROTHEROTHER2")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("(UnrecognizedClientException) when calling the PutEvents operation: "
                      "The security token included in the request is invalid.", run.stderr)

    def test_a_wrong_secret_is_refused(self):
        run = self.put([ENTRY], secret="wrong")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("(InvalidSignatureException) when calling the PutEvents operation: "
                      "The request signature we calculated does not match", run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
