# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs random requests with botocore's SigV4Auth and with sign_lines, and compares every stage.

Canonical request, string to sign, signature and Authorization header must be the same. Fails on any
difference, without botocore, and when too few cases were compared. BUSLOAD_SEED repeats or varies a run.

Two things differ between the programs by design and are kept out: botocore rewrites a Date header
while it signs, and it signs headers of newer standing (traceparent) or not depending on its version.
"""
import base64
import calendar
import json
import os
import random
import subprocess
import sys
import time
from urllib.parse import quote

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

CASES = 2500
MIN_CASES = 1000
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "post"]
REGIONS = ["us-east-1", "eu-central-1", "ap-southeast-7", "us-gov-west-1", "cn-north-1", "local"]
SERVICES = ["events", "iam", "sts", "execute-api", "service"]
UNSIGNED = ["User-Agent", "Connection", "Expect", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
            "Proxy-Authorization", "Proxy-Authenticate", "X-Amzn-Trace-Id"]
SIGNED = ["Content-Type", "X-Amz-Target", "X-Custom", "x-custom", "X-CUSTOM", "My-Header1", "My-Header2", "A", "Zz",
          "Content-Length", "Accept", "Range", "X-Amz-Meta-a", "X-Amz-Meta-A", "X-Amz-Date-Other", "Host-Other"]
TEXT = ["a", "B", "7", "-", "_", ".", "~", " ", "%", "+", "&", "=", "/", ":", "@", "!", "$", "'", "(", ")", "*", ",",
        ";", "[", "]", "{", "}", "|", "\\", "^", "`", '"', "<", ">", "é", "ß", "€", "ሴ", "🚌", "e\u0301"]
SEGMENTS = ["", ".", "..", "...", "a", "foo", "foo.bar", "a b", "é", "ሴ", "🚌", "a%20b", "%2e%2e", "%E1%88%B4",
            "x:y@z", "a+b", "a,b;c=d", "~user", "a&b", "(x)", "it's", "*", "$metadata", "[0]", "{id}", "100%"]


def text(rng, length):
    return "".join(rng.choice(TEXT) for _ in range(rng.randint(0, length)))


def path(rng):
    if rng.random() < 0.25:
        return rng.choice(["", "/"])
    return "/" + "/".join(rng.choice(SEGMENTS) for _ in range(rng.randint(1, 7)))


def strict(part):
    return quote(part, safe="-_.~")


def sloppy(rng, part):
    """The same text as some clients write it: encoded too much, too little, or in lower case."""
    written = ""
    for character in part:
        plain = character not in "&=%# " and character.isprintable()
        if plain and rng.random() < 0.5:
            written += character
        else:
            encoded = "".join(f"%{byte:02X}" for byte in character.encode())
            written += encoded.lower() if rng.random() < 0.5 else encoded
    return written


def query(rng):
    """The wire's query, and its pairs where botocore must be given those instead of the URL."""
    kind = rng.random()
    if kind < 0.3:
        return "", None
    names = [text(rng, 6) or "n" for _ in range(rng.randint(1, 4))]
    pairs = [(rng.choice(names), text(rng, 8)) for _ in range(rng.randint(1, 6))]
    write = strict if kind < 0.7 else lambda part: sloppy(rng, part)
    wire = "&".join(
        write(name) if value == "" and rng.random() < 0.5 else f"{write(name)}={write(value)}" for name, value in pairs
    )
    return wire, (None if kind < 0.7 else pairs)


def header_value(rng):
    words = [text(rng, 6).strip() for _ in range(rng.randint(0, 4))]
    blanks = [" ", "  ", "   ", "\t", "\r\n ", "\n\t", " \n   "]
    value = "".join(word + rng.choice(blanks) for word in words)
    return rng.choice(["", " ", "  "]) + value + rng.choice(["", " ", "\t"])


def headers(rng):
    names = [rng.choice(SIGNED) for _ in range(rng.randint(0, 6))]
    names += [rng.choice(UNSIGNED) for _ in range(rng.randint(0, 2))]
    rng.shuffle(names)
    return [(name, header_value(rng)) for name in names]


def body(rng):
    kind = rng.random()
    if kind < 0.3:
        return b""
    if kind < 0.6:
        return json.dumps({"Entries": [{"Source": text(rng, 20)}]}, ensure_ascii=rng.random() < 0.5).encode()
    return rng.randbytes(rng.randint(1, 3000))


def make_case(rng):
    scheme = rng.choice(["http", "https"])
    name = rng.choice(["events.us-east-1.amazonaws.com", "127.0.0.1", "localhost", "[::1]", "Example.COM"])
    port = rng.choice([None, None, 80, 443, 4566, 8443])
    is_default = port is None or (scheme, port) in (("http", 80), ("https", 443))
    wire, pairs = query(rng)
    is_s3 = rng.random() < 0.1
    wire_path = path(rng)
    # No request line has an empty path; only S3's signer does not add the slash by itself.
    if is_s3 and wire_path == "":
        wire_path = "/"
    return {
        "method": rng.choice(METHODS),
        "scheme": scheme,
        "authority": name + ("" if port is None else f":{port}"),
        "host": name.lower() + ("" if is_default else f":{port}"),
        "hostIsGiven": rng.random() < 0.5,
        "path": wire_path,
        "query": wire,
        "pairs": pairs,
        "headers": headers(rng),
        "body": base64.b64encode(body(rng)).decode(),
        "hashHeader": rng.random() < 0.2,
        "accessKeyId": "AKID" + "".join(rng.choice("ABCDEF234567") for _ in range(16)),
        "secretAccessKey": "".join(rng.choice("abcXYZ0123456789/+") for _ in range(40)),
        "token": "".join(rng.choice("abcXYZ0189/+=") for _ in range(rng.choice([0, 0, 20, 900]))),
        "region": rng.choice(REGIONS),
        "service": rng.choice(SERVICES),
        "when": rng.randint(0, 4102444800),
        "s3": is_s3,
    }


def sign_with_botocore(case):
    url = f"{case['scheme']}://{case['authority']}{case['path']}"
    if case["query"] and case["pairs"] is None:
        url += "?" + case["query"]
    data = base64.b64decode(case["body"])
    request = AWSRequest(method=case["method"], url=url, data=data, params=case["pairs"])
    for name, value in case["headers"]:
        request.headers[name] = value
    if case["hostIsGiven"]:
        request.headers["Host"] = case["host"]
    if case["hashHeader"]:
        request.headers["X-Amz-Content-SHA256"] = SigV4Auth(None, "", "").payload(request)
    keys = Credentials(case["accessKeyId"], case["secretAccessKey"], case["token"] or None)
    kind = S3SigV4Auth if case["s3"] else SigV4Auth
    auth = kind(keys, "s3" if case["s3"] else case["service"], case["region"])

    # add_auth() without its clock.
    stamp = time.gmtime(case["when"])
    assert calendar.timegm(stamp) == case["when"]
    request.context["timestamp"] = time.strftime("%Y%m%dT%H%M%SZ", stamp)
    auth._modify_request_before_signing(request)
    canonical = auth.canonical_request(request)
    string_to_sign = auth.string_to_sign(request, canonical)
    signature = auth.signature(string_to_sign, request)
    added = {"x-amz-date", "x-amz-security-token"}
    received = [(n, v) for n, v in request.headers.items() if n.lower() not in added]
    auth._inject_signature_to_request(request, signature)
    return received, {"canonicalRequest": canonical, "stringToSign": string_to_sign, "signature": signature,
                      "authorization": request.headers["Authorization"]}


def main():
    seed = int(os.environ.get("BUSLOAD_SEED", "20150830"))
    rng = random.Random(seed)
    cases = [make_case(rng) for _ in range(CASES)]
    expected = []
    lines = []
    for case in cases:
        received, stages = sign_with_botocore(case)
        expected.append(stages)
        if not case["hostIsGiven"]:
            received = [*received, ("Host", case["host"])]
        service = "s3" if case["s3"] else case["service"]
        lines.append(json.dumps({**case, "headers": received, "service": service}) + "\n")

    program = os.path.join(os.environ["BUSLOAD_BIN"], "sign_lines")
    answers = subprocess.run([program], input="".join(lines), capture_output=True, text=True, check=True)
    ours = [json.loads(line) for line in answers.stdout.splitlines()]
    if len(ours) != len(cases):
        sys.exit(f"{len(ours)} answers to {len(cases)} cases")

    compared = 0
    mismatches = 0
    for case, want, got in zip(cases, expected, ours):
        compared += 1
        different = [stage for stage in want if want[stage] != got[stage]]
        # verify() is for services that normalise, so S3's way of signing need not pass it.
        if not case["s3"] and not got["verifies"]:
            different.append("verifies")
        if different:
            mismatches += 1
            if mismatches <= 5:
                print(f"case {case}\ndiffers in {different}")
                stage = different[0]
                print(f"botocore:\n{want.get(stage)}\nours:\n{got[stage]}\n")
    signatures = len({want["signature"] for want in expected})
    print(f"{compared} requests compared, {signatures} different signatures, {mismatches} mismatches, seed {seed}")
    if compared < MIN_CASES or signatures < MIN_CASES:
        sys.exit("too few cases")
    sys.exit(1 if mismatches else 0)


if __name__ == "__main__":
    main()
