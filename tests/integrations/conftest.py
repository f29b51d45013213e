"""A folder with a template that is wrong and one that is right, and a shell that finds `repair`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = (
    "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: alias/aws/sns\n"
)
BAD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n"


@pytest.fixture
def project(tmp_path):
    """A folder `project` with `good.yaml`, `bad.yaml` and a file that is no template."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "good.yaml").write_text(GOOD)
    (folder / "bad.yaml").write_text(BAD)
    (folder / "other.yaml").write_text("a: 1\n")
    return folder


@pytest.fixture
def tools(tmp_path):
    """A folder with nothing but the command `repair`."""
    folder = tmp_path / "runner" / "repair" / "bin"
    folder.mkdir(parents=True)
    program = folder / "repair"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m repair "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.fixture
def run(project):
    """Runs a line of words in the project; standard error comes with standard output."""

    def ran(words, **environment):
        quiet = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **environment}
        return subprocess.run(
            words,
            cwd=project,
            env=quiet,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    return ran


@pytest.fixture
def root():
    return Path(__file__).resolve().parents[2]
