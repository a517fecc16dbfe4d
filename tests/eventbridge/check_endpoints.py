# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares resolveEndpoint() with botocore's rule engine over the product of all parameters.

Fails on any difference, without botocore, and when nothing was compared.
"""
import itertools
import json
import os
import subprocess
import sys

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError, InvalidRegionError
from botocore.loaders import create_loader
from botocore.utils import validate_region_name

UNLISTED_REGIONS = ["us-new-7", "cn-new-1", "eusc-de-west-2", "us-iso-new-1", "us-isob-new-1", "eu-isoe-new-1",
                    "us-isof-new-1", "us-gov-new-1", "mars-global", "local", "US-EAST-1", "us-east-1-x"]
BAD_REGIONS = ["us east 1", "us-east-1.evil.example", "a@b", "a/b", "-us-east-1", "us-east-1-", "12345", "x" * 64]
ENDPOINT_IDS = [None, "abc123.456def", "abcde.veo", "single", "A.B", "-a.b", "a-.b", "a..b", ".a", "a.", "a_b.c",
                "a b", "a/b", "x" * 63, "x" * 64]
CUSTOM_URLS = [None, "https://example.com", "http://localhost:4566/some/path"]
MIN_CASES = 1000


def expected(provider, case):
    """What botocore makes of a case, in the shape endpoint_lines writes."""
    region = case["region"] or None
    try:
        validate_region_name(region)
    except InvalidRegionError:
        # A client of botocore refuses such a region before it comes to the rules.
        return {"error": f'The region "{region}" is not a region\'s name. It looks like us-east-1.'}
    params = {"Region": region, "Endpoint": case["customUrl"] or None, "EndpointId": case["endpointId"] or None,
              "UseFIPS": case["useFips"], "UseDualStack": case["useDualStack"]}
    try:
        endpoint = provider.resolve_endpoint(**{k: v for k, v in params.items() if v is not None})
    except EndpointProviderError as error:
        return {"error": error.kwargs["msg"]}
    schemes = [scheme["name"] for scheme in endpoint.properties.get("authSchemes", [])]
    return {"url": endpoint.url, "sigV4a": schemes == ["sigv4a"]}


def main():
    loader = create_loader()
    partitions = loader.load_data("partitions")
    rules = loader.load_service_model("events", "endpoint-rule-set-1")
    provider = EndpointProvider(rules, partitions)
    listed = [region for partition in partitions["partitions"] for region in partition["regions"]]
    flags = [False, True]
    cases = [
        {"region": region, "customUrl": url or "", "endpointId": endpoint_id or "", "useFips": fips,
         "useDualStack": dual}
        for region, url, endpoint_id, fips, dual in itertools.product(
            ["", *listed, *UNLISTED_REGIONS, *BAD_REGIONS], CUSTOM_URLS, ENDPOINT_IDS, flags, flags)
    ]
    program = os.path.join(os.environ["BUSLOAD_BIN"], "endpoint_lines")
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    answers = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(answers) != len(cases):
        sys.exit(f"{len(answers)} answers to {len(cases)} cases")

    mismatches = 0
    kinds = {"error": 0, "plain": 0, "sigV4a": 0}
    for case, answer in zip(cases, map(json.loads, answers)):
        want = expected(provider, case)
        kinds["error" if "error" in want else "sigV4a" if want["sigV4a"] else "plain"] += 1
        if want != answer:
            mismatches += 1
            if mismatches <= 10:
                print(f"case {case}\n  botocore {want}\n  ours     {answer}")
    print(f"{len(cases)} endpoints compared ({kinds}), {mismatches} mismatches")
    if len(cases) < MIN_CASES or 0 in kinds.values():
        sys.exit("too few cases, or a kind of answer never came up")
    sys.exit(1 if mismatches else 0)


if __name__ == "__main__":
    main()
