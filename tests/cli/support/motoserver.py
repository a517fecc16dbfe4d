# SPDX-FileCopyrightText: 2026 The Busload authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# moto's server with its signature and policy checks on, with a user, his keys and a role to be held against.
import json
import os
import socket
import subprocess
import sys
import tempfile
import time

import boto3
import moto.server  # noqa: F401  (missing must fail here, with its name)
from busload import PATIENCE

TRUST = {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
SENDING = ["events:PutEvents", "sts:AssumeRole"]
LOOKING = ["sts:GetCallerIdentity", "events:DescribeEventBus", "events:ListEventBuses"]


def policy(actions):
    return json.dumps({"Version": "2012-10-17",
                       "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]})


class Moto:
    """Runs until stop(). `keys` are the user's, `role` may send, and both may do `actions`."""

    def __init__(self, actions=SENDING):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.log = tempfile.TemporaryFile()
        # The first five calls are free; they make the user and the role that all others are held against.
        self.server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
                                       env={**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": "5"},
                                       stdout=self.log, stderr=subprocess.STDOUT)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if time.monotonic() > until or self.server.poll() is not None:
                    self.log.seek(0)
                    raise AssertionError(f"moto did not start: {self.log.read()}")
                time.sleep(0.05)
        iam = self.client("iam")
        iam.create_user(UserName="sender")
        key = iam.create_access_key(UserName="sender")["AccessKey"]
        iam.put_user_policy(UserName="sender", PolicyName="send", PolicyDocument=policy(actions))
        self.role = iam.create_role(RoleName="sender", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=policy(actions))
        self.key_id, self.secret = key["AccessKeyId"], key["SecretAccessKey"]
        self.keys = {"AWS_ACCESS_KEY_ID": self.key_id, "AWS_SECRET_ACCESS_KEY": self.secret}

    def client(self, service, key_id="AKIDSETUP", secret="setup"):
        return boto3.client(service, endpoint_url=self.url, region_name="us-east-1", aws_access_key_id=key_id,
                            aws_secret_access_key=secret)

    def stop(self):
        self.server.terminate()
        self.server.wait(PATIENCE)
        self.log.close()
