# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Drives busload-cli as a person or a script would: files in, the sandbox as the other side, exit
# codes and reports out. Needs no Python package.
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from busload import CLEAN, CLI, PATIENCE, Sandbox, run  # noqa: E402

ORDER = pathlib.Path(os.environ["BUSLOAD_SOURCE_DIR"]) / "resources/scenarios/order.busload"
SEND_MEMBERS = ["accepted", "rejected", "unknown", "notSent", "calls", "entries"]
CALL_MEMBERS = ["index", "entries", "bytes", "status", "requestId", "error"]
ENTRY_MEMBERS = ["index", "outcome", "eventId", "errorCode", "errorMessage", "retryable", "attempts", "call", "bytes"]
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI"}


def entry(number=1, **more):
    return {"Source": "com.mycompany.orders", "DetailType": "OrderFulfilled", "Detail": {"orderId": number}, **more}


def batch(count):
    return json.dumps([entry(i) for i in range(count)])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Case(unittest.TestCase):
    maxDiff = None

    def assertExit(self, done, code):
        self.assertEqual(done.code, code, repr(done))

    def report(self, done):
        """The JSON report, with its shape checked key by key."""
        report = done.json
        self.assertEqual(list(report), SEND_MEMBERS)
        for index, call in enumerate(report["calls"]):
            self.assertEqual(list(call), CALL_MEMBERS)
            self.assertEqual(call["index"], index)
            self.assertIsInstance(call["bytes"], int)
        for index, one in enumerate(report["entries"]):
            self.assertEqual(list(one), ENTRY_MEMBERS)
            self.assertEqual(one["index"], index)
            self.assertIn(one["outcome"], ["accepted", "rejected", "unknown", "notSent"])
            self.assertEqual(one["outcome"] == "accepted", one["eventId"] is not None)
            self.assertEqual(one["outcome"] == "accepted", one["errorCode"] is None)
            self.assertIsInstance(one["retryable"], bool)
            self.assertIsInstance(one["attempts"], int)
        for outcome in ("accepted", "rejected", "unknown", "notSent"):
            self.assertEqual(report[outcome], sum(one["outcome"] == outcome for one in report["entries"]))
        return report

    def outcomes(self, report):
        return [one["outcome"] for one in report["entries"]]


class TheProgram(Case):
    def test_links_no_gui(self):
        libraries = subprocess.run(["ldd", CLI], capture_output=True, text=True, check=True).stdout
        self.assertIn("libQt6Core", libraries)
        for part in ("libQt6Gui", "libQt6Widgets", "libqscintilla", "libX11", "libEGL", "libGL."):
            self.assertNotIn(part, libraries)

    def test_help_and_version(self):
        for arguments in ([], ["send"], ["check"], ["sandbox"]):
            done = run(*arguments, "--help")
            self.assertExit(done, 0)
            self.assertTrue(done.out.startswith(" ".join(["Usage: busload-cli", *arguments])), done.out)
            version = run(*arguments, "--version")
            self.assertExit(version, 0)
            self.assertRegex(version.out, r"\Abusload-cli \d+\.\d+\.\d+\n\Z")
        self.assertIn("--retry N", run("send", "--help").out)

    def test_bad_usage_is_2_and_named(self):
        for arguments, named in [([], "COMMAND"), (["dispatch"], "dispatch"), (["send"], "FILE"),
                                 (["send", ORDER, "--wat"], "--wat"), (["send", ORDER, "--retry", "x"], "--retry"),
                                 (["send", ORDER, "--output", "xml"], "--output"),
                                 (["check", ORDER, "--limit-bytes", "0"], "--limit-bytes"),
                                 (["check", ORDER, "--retry", "1"], "--retry"),
                                 (["sandbox", "--port", "x"], "--port"), (["sandbox", "--fault", "often"], "often")]:
            done = run(*arguments, env={**KEYS, "AWS_REGION": "us-east-1"})
            self.assertExit(done, 2)
            self.assertEqual(done.out, "")
            self.assertIn(named, done.err)


    def test_a_lost_report_is_said(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([CLI, "check", ORDER], env=CLEAN, stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0)
        self.assertIn("No space left", done.stderr)


class Check(Case):
    def test_json_shape(self):
        done = run("check", "-", "--output", "json", stdin=json.dumps([entry(), {"Source": "aws.x", "Detail": "[]"}]))
        self.assertExit(done, 1)
        report = done.json
        self.assertEqual(list(report), ["valid", "entries", "calls"])
        self.assertIs(report["valid"], False)
        self.assertEqual(list(report["entries"][0]), ["index", "bytes", "billableEvents", "problems"])
        self.assertEqual(report["entries"][0], {"index": 0, "bytes": len("com.mycompany.ordersOrderFulfilled{\"orderId\": 1}"),
                                                "billableEvents": 1, "problems": []})
        problems = report["entries"][1]["problems"]
        for problem in problems:
            self.assertEqual(list(problem), ["field", "severity", "code", "message"])
            self.assertIn(problem["severity"], ["note", "warning", "error"])
        self.assertEqual({problem["field"] for problem in problems if problem["severity"] == "error"},
                         {"Source", "DetailType", "Detail"})
        for call in report["calls"]:
            self.assertEqual(list(call), ["entries", "bytes"])

    def test_a_valid_batch(self):
        for output in ("text", "json"):
            done = run("check", ORDER, "--output", output)
            self.assertExit(done, 0)
            self.assertEqual(done.err, "")
        self.assertIs(done.json["valid"], True)
        self.assertEqual([call["entries"] for call in done.json["calls"]], [[0, 1]])

    def test_23_entries_are_three_calls(self):
        done = run("check", "-", "--output", "json", stdin=batch(23))
        self.assertExit(done, 0)
        self.assertEqual([call["entries"] for call in done.json["calls"]],
                         [list(range(10)), list(range(10, 20)), [20, 21, 22]])

    def test_the_limit_is_exact(self):
        frame = len("com.mycompany.ordersOrderFulfilled") + len('{"a": ""}')
        for limit in (262_144, 1_048_576):
            for size, code in [(limit, 0), (limit + 1, 1)]:
                text = json.dumps([entry(Detail={"a": "x" * (size - frame)})])
                arguments = [] if limit == 262_144 else ["--limit-bytes", limit]
                done = run("check", "-", "--output", "json", *arguments, stdin=text)
                self.assertEqual(done.json["entries"][0]["bytes"], size)
                self.assertExit(done, code)
                self.assertEqual(len(done.json["calls"]), 1 - code)
        self.assertEqual(done.json["entries"][0]["billableEvents"], 17)

    def test_warnings_leave_it_valid(self):
        done = run("check", "-", "--output", "json", stdin='[{"Source":"s","DetailType":"t","Detail":{"a":1,"a":2}}]')
        self.assertExit(done, 0)
        self.assertEqual([p["severity"] for p in done.json["entries"][0]["problems"]], ["warning"])

    def test_text_names_problems(self):
        done = run("check", "-", stdin='[{"Source":"s","DetailType":"t","Detail":"{\\n  \\"a\\" 1}"}]')
        self.assertExit(done, 1)
        self.assertRegex(done.out, r"entry 1, Detail, line 2, column \d+: error \w+: ")

    def test_unreadable_input_is_2(self):
        for text, told in [("", "nothing"), ("[{", "line 1"), ('[{"Source":5}]', "entry 1, Source"),
                           ('[{"Time":"soon"}]', "Time"), ('{"busload":2,"entries":[]}', "newer")]:
            done = run("check", "-", stdin=text)
            self.assertExit(done, 2)
            self.assertIn(told, done.err)
            self.assertEqual(done.out, "")
        self.assertExit(run("check", "/missing/file.json"), 2)

    def test_unknown_members_are_warned_of(self):
        done = run("check", "-", stdin='[{"Source":"s","DetailType":"t","Detail":{},"detail-type":"u"}]')
        self.assertExit(done, 0)
        self.assertIn("detail-type", done.err)


class Send(Case):
    def test_the_order_is_accepted(self):
        with Sandbox() as sandbox:
            done = sandbox.send(ORDER, "--output", "json")
            self.assertExit(done, 0)
            report = self.report(done)
            self.assertEqual(report["accepted"], 2)
            self.assertEqual(len({one["eventId"] for one in report["entries"]}), 2)
            call = report["calls"][0]
            self.assertEqual((call["entries"], call["status"], call["error"]), ([0, 1], 200, None))
            self.assertEqual(call["bytes"], sum(one["bytes"] for one in report["entries"]))
            self.assertTrue(call["requestId"])
            self.assertEqual([(one["attempts"], one["call"]) for one in report["entries"]], [(1, 0), (1, 0)])
            self.assertEqual(sandbox.wait_for_accepted(2), 2)

            text = sandbox.send(ORDER)
            self.assertExit(text, 0)
            self.assertIn("2 entries in 1 call: 2 accepted.", text.out)
            self.assertIn("OrderFulfilled", text.out)

    def test_every_format_sends_the_same(self):
        one = entry(Time=1704070923, Resources=["r"], EventBusName="orders")
        forms = {"array": json.dumps([one, one]), "request": json.dumps({"Entries": [one, one]}),
                 "lines": json.dumps(one) + "\r\n\n" + json.dumps(one) + "\n",
                 "scenario": json.dumps({"busload": 1, "name": "n", "entries": [one, one]})}
        with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
            for name, text in forms.items():
                path = pathlib.Path(folder) / name
                path.write_text(text)
                from_file = sandbox.send(path, "--output", "json")
                from_pipe = sandbox.send("-", "--output", "json", stdin=text)
                for done in (from_file, from_pipe):
                    self.assertExit(done, 0)
                    self.assertEqual([e["bytes"] for e in self.report(done)["entries"]],
                                     [14 + len("com.mycompany.ordersOrderFulfilled") + len('{"orderId": 1}') + 1] * 2)
            single = sandbox.send("-", "--output", "json", stdin=json.dumps(one))
            self.assertEqual(self.report(single)["accepted"], 1)

    def test_one_rejected_is_1_and_retry_heals_it(self):
        with Sandbox("--fault", "entry=2:InternalFailure*1") as sandbox:
            report = self.report(done := sandbox.send(ORDER, "--output", "json"))
            self.assertExit(done, 1)
            self.assertEqual(self.outcomes(report), ["accepted", "rejected"])
            second = report["entries"][1]
            self.assertEqual((second["errorCode"], second["retryable"]), ("InternalFailure", True))
            self.assertTrue(second["errorMessage"])
        with Sandbox("--fault", "entry=2:InternalFailure*1") as sandbox:
            report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 3))
            self.assertExit(done, 0)
            self.assertEqual([(one["attempts"], one["call"]) for one in report["entries"]], [(1, 0), (2, 1)])
            self.assertEqual([call["entries"] for call in report["calls"]], [[0, 1], [1]])
            self.assertEqual(sandbox.wait_for_accepted(2), 2)
        with Sandbox("--fault", "entry=2:InternalFailure*1") as sandbox:
            done = sandbox.send(ORDER, "--retry", 1)
            self.assertExit(done, 0)
            self.assertEqual(done.out.count("OrderFulfilled"), 2, "the table comes before and after the retry")
            self.assertIn("1 accepted, 1 rejected", done.out)
            self.assertIn("2 accepted", done.out)

    def test_retry_ends_after_n(self):
        with Sandbox("--fault", "entry:InternalFailure") as sandbox:
            report = self.report(done := sandbox.send("-", "--output", "json", "--retry", 2, stdin=batch(1)))
            self.assertExit(done, 1)
            self.assertEqual(report["entries"][0]["attempts"], 3)
            self.assertEqual(len(report["calls"]), 3)

    def test_what_cannot_be_repeated_is_not(self):
        with Sandbox("--fault", "entry=1:MalformedDetail") as sandbox:
            report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 5))
            self.assertExit(done, 1)
            self.assertEqual(report["entries"][0]["attempts"], 1)
            self.assertFalse(report["entries"][0]["retryable"])

    def test_a_throttled_call_is_repeated(self):
        with Sandbox("--fault", "call:ThrottlingException*1") as sandbox:
            report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 1))
            self.assertExit(done, 0)
            self.assertEqual([call["error"] for call in report["calls"]], ["ThrottlingException", None])
            self.assertEqual(report["calls"][0]["status"], 400)

    def test_23_entries_go_in_three_calls(self):
        with Sandbox() as sandbox:
            report = self.report(done := sandbox.send("-", "--output", "json", stdin=batch(23)))
            self.assertExit(done, 0)
            self.assertEqual([len(call["entries"]) for call in report["calls"]], [10, 10, 3])
            self.assertEqual(sandbox.wait_for_accepted(23), 23)
            self.assertEqual(sandbox.calls(), [(200, 10), (200, 10), (200, 3)])

    def test_limits(self):
        with Sandbox("--limit-bytes", 1_048_576) as sandbox:
            large = json.dumps([entry(Detail={"a": "x" * 300_000}), entry()])
            report = self.report(done := sandbox.send("-", "--output", "json", stdin=large))
            self.assertExit(done, 1)
            self.assertEqual(self.outcomes(report), ["notSent", "accepted"])
            held = report["entries"][0]
            self.assertEqual((held["call"], held["attempts"], held["retryable"]), (None, 0, False))
            self.assertTrue(held["errorCode"])
            raised = sandbox.send("-", "--output", "json", "--limit-bytes", 1_048_576, stdin=large)
            self.assertExit(raised, 0)
        with Sandbox() as sandbox:
            # The client was told a limit that this endpoint does not have: its answer is the truth.
            done = sandbox.send("-", "--output", "json", "--limit-bytes", 1_048_576, stdin=large)
            self.assertExit(done, 1)
            self.assertEqual(self.report(done)["entries"][1]["errorCode"], "ValidationException")

    def test_the_services_own_refusals(self):
        with Sandbox() as sandbox:
            text = json.dumps([entry(), entry(Source="aws.orders"), {"Source": "s", "DetailType": "t"}, entry(Detail="[]")])
            report = self.report(done := sandbox.send("-", "--output", "json", stdin=text))
            self.assertExit(done, 1)
            self.assertEqual(report["entries"][0]["outcome"], "accepted")
            for one in report["entries"][1:]:
                self.assertIn(one["outcome"], ["rejected", "notSent"])
            self.assertEqual(report["entries"][1]["errorCode"], "NotAuthorizedForSourceException")
            text_mode = sandbox.send("-", stdin=text)
            self.assertIn("entry 2, Source: error", text_mode.err)

    def test_event_bus_takes_the_place_of_all(self):
        done = run("check", "-", stdin=json.dumps([entry(EventBusName="a b")]))
        self.assertExit(done, 1)
        with Sandbox() as sandbox:
            done = sandbox.send("-", "--event-bus", "orders", "--output", "json", stdin=json.dumps([entry(EventBusName="a b"), entry()]))
            self.assertExit(done, 0)

    def test_dry_run_sends_nothing(self):
        done = run("send", ORDER, "--dry-run", "--output", "json")
        self.assertExit(done, 0)
        self.assertEqual(done.json, run("check", ORDER, "--output", "json").json)
        self.assertExit(run("send", "-", "--dry-run", stdin='[{"Source":"s"}]'), 1)
        with Sandbox() as sandbox:
            done = sandbox.send(ORDER, "--dry-run")
            self.assertExit(done, 0)
            self.assertIn("Nothing was sent", done.out)
            self.assertExit(sandbox.send("-", stdin=batch(1)), 0)
            self.assertEqual(sandbox.wait_for_accepted(1), 1)

    def test_the_sandbox_honours_a_token(self):
        text = json.dumps([entry(IdempotencyToken="once")])
        with Sandbox() as sandbox:
            ids = {}
            for choice in ("field", "leave-out", "detail:key"):
                reports = [self.report(sandbox.send("-", "--idempotency", choice, "--output", "json", stdin=text)) for _ in range(2)]
                ids[choice] = [report["entries"][0]["eventId"] for report in reports]
            self.assertEqual(ids["field"][0], ids["field"][1], "the same answer")
            self.assertEqual(len({*ids["field"], *ids["leave-out"], *ids["detail:key"]}), 5)
            self.assertEqual(sandbox.wait_for_accepted(5), 5, "not stored twice")

    def test_an_unresolved_time_is_held_back(self):
        text = json.dumps({"busload": 1, "name": "n", "entries": [entry(TimeText="2026-13"), entry()]})
        with Sandbox() as sandbox:
            report = self.report(done := sandbox.send("-", "--output", "json", stdin=text))
            self.assertExit(done, 1)
            self.assertEqual(self.outcomes(report), ["notSent", "accepted"])
            self.assertEqual(report["calls"][0]["entries"], [1])

    def test_an_empty_batch_is_done(self):
        with Sandbox() as sandbox:
            done = sandbox.send("-", "--output", "json", stdin="[]")
            self.assertExit(done, 0)
            self.assertEqual(done.json, {"accepted": 0, "rejected": 0, "unknown": 0, "notSent": 0, "calls": [], "entries": []})

    def test_pasted_exports_are_enough(self):
        with Sandbox() as sandbox:
            self.assertExit(run("send", ORDER, env=sandbox.exports), 0)


class NoTrustworthyAnswer(Case):
    def test_unknown_and_never_sent_again(self):
        # Each of these accepts the events and then loses or spoils the answer.
        for fault in ("drop-after", "garbage", "wrong-count", "half-answer", "html"):
            with self.subTest(fault), Sandbox("--fault", fault) as sandbox:
                report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 3))
                self.assertExit(done, 1)
                self.assertEqual(self.outcomes(report), ["unknown", "unknown"])
                self.assertEqual([one["attempts"] for one in report["entries"]], [1, 1])
                self.assertEqual(sandbox.wait_for_accepted(2), 2)
                self.assertEqual(len(sandbox.calls()), 1)

    def test_dropped_before_it_was_taken(self):
        with Sandbox("--fault", "drop-before") as sandbox:
            report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 3))
            self.assertExit(done, 1)
            self.assertEqual(self.outcomes(report), ["unknown", "unknown"], "the client cannot know")
            self.assertEqual(sandbox.accepted(), 0)

    def test_a_server_error_is_unknown(self):
        for status in (500, 503):
            with self.subTest(status), Sandbox("--fault", f"status:{status}") as sandbox:
                report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 3))
                self.assertExit(done, 1)
                self.assertEqual(self.outcomes(report), ["unknown", "unknown"])
                self.assertEqual([call["status"] for call in report["calls"]], [status])

    def test_timeout(self):
        with Sandbox("--fault", "hang") as sandbox:
            begun = time.monotonic()
            report = self.report(done := sandbox.send(ORDER, "--output", "json", "--timeout", 0.3, "--retry", 3))
            self.assertLess(time.monotonic() - begun, 25, "the timeout was not that of the option")
            self.assertExit(done, 1)
            self.assertEqual(self.outcomes(report), ["unknown", "unknown"])
            self.assertIsNone(report["calls"][0]["status"])
            self.assertTrue(report["calls"][0]["error"])
        with Sandbox("--fault", "delay:300") as sandbox:
            self.assertExit(sandbox.send(ORDER, "--timeout", 20), 0)

    def test_interrupted(self):
        with Sandbox("--fault", "hang") as sandbox:
            process = subprocess.Popen([CLI, "send", ORDER, "--endpoint-url", sandbox.url, "--output", "json"],
                                       env={**CLEAN, **sandbox.keys}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            until = time.monotonic() + PATIENCE
            while not sandbox.calls() and time.monotonic() < until:
                time.sleep(0.02)
            self.assertEqual(sandbox.calls(), [(0, 0)])
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE)
            self.assertEqual(process.returncode, 1, err)
            self.assertEqual(self.outcomes(json.loads(out)), ["unknown", "unknown"])
            self.assertIn("Interrupted", err)


class NoCall(Case):
    def test_no_credentials(self):
        for env in ({}, {"AWS_ACCESS_KEY_ID": "AKID"}, {"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": " "},
                    {"AWS_SECRET_ACCESS_KEY": "hidden"}):
            done = run("send", ORDER, "--region", "us-east-1", "--output", "json", env=env)
            self.assertExit(done, 3)
            report = self.report(done)
            self.assertEqual(self.outcomes(report), ["notSent", "notSent"])
            self.assertEqual([one["call"] for one in report["entries"]], [None, None])
            self.assertEqual(report["calls"], [])
            self.assertIn("AWS_", done.err)
            self.assertNotIn("hidden", done.out + done.err)

    def test_server_not_reached(self):
        url = f"http://127.0.0.1:{free_port()}"
        done = run("send", ORDER, "--endpoint-url", url, "--output", "json", "--retry", 2, env=KEYS)
        self.assertExit(done, 3)
        report = self.report(done)
        self.assertEqual(self.outcomes(report), ["notSent", "notSent"])
        self.assertIn("us-east-1", done.err, "the region that was assumed is said")

    def test_plain_http_to_others_is_refused(self):
        done = run("send", ORDER, "--endpoint-url", "http://192.0.2.1", "--region", "us-east-1", "--output", "json", env=KEYS)
        self.assertExit(done, 3)
        self.assertEqual(self.outcomes(self.report(done)), ["notSent", "notSent"])

    def test_a_password_in_a_url_is_not_shown(self):
        for url, code in (("http://me:hidden@127.0.0.1:1", 3), ("ftp://me:hidden@127.0.0.1", 2), ("http://me:hidden@[::", 2)):
            for arguments, env in ((["--endpoint-url", url], KEYS), ([], {**KEYS, "AWS_ENDPOINT_URL": url})):
                done = run("send", ORDER, "--region", "us-east-1", *arguments, "--output", "json", env=env)
                self.assertExit(done, code)
                self.assertNotIn("hidden", done.out + done.err)

    def test_all_held_back_needs_no_call(self):
        done = run("send", "-", "--region", "us-east-1", "--output", "json", stdin=json.dumps([entry(EventBusName="a b")]))
        self.assertExit(done, 1)
        report = self.report(done)
        self.assertEqual((self.outcomes(report), report["calls"]), (["notSent"], []))

    def test_no_region_is_bad_usage(self):
        done = run("send", ORDER, env=KEYS)
        self.assertExit(done, 2)
        self.assertIn("--region", done.err)


class TheSandbox(Case):
    def test_prints_what_a_shell_needs(self):
        with Sandbox() as sandbox:
            self.assertRegex(sandbox.lines[0], r"\ASandbox listening on http://127\.0\.0\.1:\d+\Z")
            self.assertEqual(list(sandbox.exports), ["AWS_ENDPOINT_URL_EVENTBRIDGE", "AWS_ACCESS_KEY_ID",
                                                     "AWS_SECRET_ACCESS_KEY", "AWS_REGION"])
            self.assertEqual(sandbox.exports["AWS_REGION"], "us-east-1")

    def test_wrong_keys_are_rejected(self):
        with Sandbox() as sandbox:
            for env in ({"AWS_SECRET_ACCESS_KEY": "wrong"}, {"AWS_ACCESS_KEY_ID": "AKIDWRONG"}):
                report = self.report(done := sandbox.send(ORDER, "--output", "json", "--retry", 2, env=env))
                self.assertExit(done, 1)
                self.assertEqual(self.outcomes(report), ["rejected", "rejected"])
                self.assertEqual([one["attempts"] for one in report["entries"]], [1, 1])
            self.assertEqual(sandbox.accepted(), 0)

    def test_its_key_can_be_chosen(self):
        env = {"BUSLOAD_SANDBOX_ACCESS_KEY_ID": "AKIDCHOSEN", "BUSLOAD_SANDBOX_SECRET_ACCESS_KEY": "it's/+chosen"}
        with Sandbox(env=env) as sandbox:
            self.assertEqual(sandbox.keys["AWS_ACCESS_KEY_ID"], "AKIDCHOSEN")
            shell = subprocess.run(["sh", "-c", "; ".join(sandbox.lines[1:]) + '; printf %s "$AWS_SECRET_ACCESS_KEY"'],
                                   capture_output=True, text=True, check=True)
            self.assertEqual(shell.stdout, "it's/+chosen")
            sandbox.keys["AWS_SECRET_ACCESS_KEY"] = "it's/+chosen"
            self.assertExit(sandbox.send(ORDER), 0)

    def test_a_fresh_key_each_time(self):
        with Sandbox() as one, Sandbox() as other:
            self.assertNotEqual(one.keys, other.keys)
            self.assertNotEqual(one.url, other.url)

    def test_a_port_can_be_chosen_once(self):
        port = free_port()
        with Sandbox("--port", port) as sandbox:
            self.assertEqual(sandbox.url, f"http://127.0.0.1:{port}")
            taken = run("sandbox", "--port", port)
            self.assertExit(taken, 3)
            self.assertIn(str(port), taken.err)

    def test_stops_when_it_is_told_to(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with Sandbox() as sandbox:
                sandbox.process.send_signal(number)
                self.assertEqual(sandbox.process.wait(PATIENCE), 0)

    def test_one_line_for_each_call(self):
        with Sandbox("--fault", "entry=2:InternalFailure") as sandbox:
            sandbox.send(ORDER)
            sandbox.send(ORDER, env={"AWS_SECRET_ACCESS_KEY": "wrong"})
            sandbox.send("-", stdin=batch(3))
            self.assertEqual(sandbox.wait_for_accepted(3), 3)
            self.assertEqual(sandbox.calls(), [(200, 1), (400, 0), (200, 2)])


if __name__ == "__main__":
    unittest.main(verbosity=2)
