# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs random requests for every region with the AWS common runtime and with our Version 4A signer.

Their signatures must verify with the public key that we derive, over the string to sign that we make; ours must
verify with the public key that is derived here once more, by other means. Signatures themselves are random.
"""
import datetime
import hashlib
import hmac
import json
import os
import random
import subprocess
import sys
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

# In a folder of its own, where botocore does not find it.
sys.path.append(os.path.join(sys.prefix, "crt"))
from awscrt import auth, http, io  # noqa: E402

CASES = 400
SEGMENTS = ["", "a", "foo.bar", "a b", "é", "🚌", "x:y@z", "a+b", "~user", "(x)", "*", "..", "."]
NAMES = ["X-Custom", "Content-Type", "X-Amz-Target", "My-Header1", "User-Agent", "Accept"]
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def make_case(rng):
    path = "/" + "/".join(quote(rng.choice(SEGMENTS), safe="-_.~") for _ in range(rng.randint(0, 4)))
    query = "&".join(f"{quote(rng.choice('abcé'))}={quote(''.join(rng.choice('xyz é/') for _ in range(4)), safe='-_.~')}"
                     for _ in range(rng.randint(0, 3)))
    names = rng.sample(NAMES, rng.randint(0, 4))
    return {
        "method": rng.choice(["GET", "POST", "PUT"]), "path": path, "query": query,
        "headers": [["Host", rng.choice(["abc.veo.endpoint.events.amazonaws.com", "localhost:4566"])]] +
                   [[name, rng.choice(["plain", "two  blanks", "application/x-amz-json-1.1", "a,b"])] for name in names],
        "body": rng.choice(["", "{}", json.dumps({"Detail": "Größe €"}, ensure_ascii=False)]),
        "accessKeyId": "AKID" + "".join(rng.choice("ABCDEF234567") for _ in range(16)),
        "secretAccessKey": "".join(rng.choice("abcXYZ0123456789/+") for _ in range(40)),
        "token": rng.choice(["", "tok/en+1=="]),
        "service": rng.choice(["events", "service"]),
        "regionSet": rng.choice(["*", "us-east-1", "us-east-1,eu-*"]),
        "when": rng.randint(1_000_000_000, 2_000_000_000),
    }


def sign_with_crt(case):
    target = case["path"] + (f"?{case['query']}" if case["query"] else "")
    headers = http.HttpHeaders([tuple(pair) for pair in case["headers"]])
    stream = io.InputStream(__import__("io").BytesIO(case["body"].encode())) if case["body"] else None
    request = http.HttpRequest(case["method"], target, headers, stream)
    provider = auth.AwsCredentialsProvider.new_static(case["accessKeyId"], case["secretAccessKey"], case["token"] or None)
    config = auth.AwsSigningConfig(
        algorithm=auth.AwsSigningAlgorithm.V4_ASYMMETRIC, signature_type=auth.AwsSignatureType.HTTP_REQUEST_HEADERS,
        credentials_provider=provider, region=case["regionSet"], service=case["service"],
        date=datetime.datetime.fromtimestamp(case["when"], datetime.timezone.utc))
    signed = auth.aws_sign_request(request, config).result(30)
    return dict(signed.headers)["Authorization"]


def derived_key(case):
    """The key pair, by Python's integers and another library's curve."""
    for counter in range(1, 255):
        block = b"\0\0\0\1AWS4-ECDSA-P256-SHA256\0" + case["accessKeyId"].encode() + bytes([counter]) + b"\0\0\1\0"
        value = int.from_bytes(hmac.new(b"AWS4A" + case["secretAccessKey"].encode(), block, hashlib.sha256).digest(), "big")
        if value <= ORDER - 2:
            return ec.derive_private_key(value + 1, ec.SECP256R1())
    raise AssertionError("no key")


def main():
    rng = random.Random(int(os.environ.get("BUSLOAD_SEED", "20260105")))
    cases = [make_case(rng) for _ in range(CASES)]
    theirs = [sign_with_crt(case) for case in cases]
    lines = [json.dumps({**case, "theirs": header.rsplit("Signature=", 1)[1]}) + "\n" for case, header in zip(cases, theirs)]
    program = os.path.join(os.environ["BUSLOAD_BIN"], "asymmetric_lines")
    answers = subprocess.run([program], input="".join(lines), capture_output=True, text=True, check=True)
    ours = [json.loads(line) for line in answers.stdout.splitlines()]
    if len(ours) != len(cases):
        sys.exit(f"{len(ours)} answers to {len(cases)} cases")
    wrong = 0
    for case, header, got in zip(cases, theirs, ours):
        faults = []
        if not got["verifies"]:
            faults.append("their signature does not verify with our key over our string to sign")
        if header.rsplit("Signature=", 1)[0] != got["authorization"].rsplit("Signature=", 1)[0]:
            faults.append(f"theirs: {header}\nours: {got['authorization']}")
        key = derived_key(case).public_key()
        if (f"{key.public_numbers().x:064x}", f"{key.public_numbers().y:064x}") != (got["x"], got["y"]):
            faults.append("the public keys differ")
        try:
            key.verify(bytes.fromhex(got["signature"]), got["stringToSign"].encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            faults.append("our signature does not verify")
        if faults:
            wrong += 1
            if wrong <= 5:
                print(case, *faults, got["stringToSign"], sep="\n")
    print(f"{len(cases)} requests compared, {wrong} mismatches")
    sys.exit(1 if wrong or len(cases) < CASES else 0)


if __name__ == "__main__":
    main()
