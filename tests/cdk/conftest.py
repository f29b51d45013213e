"""Tests that run the real CDK say what to install when they skip; with REPAIR_CDK=required, as in CI, they fail."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

MISSING = {
    "python": "the CDK for Python is not installed: pip install aws-cdk-lib, for the python3 of PATH",
    "typescript": (
        "the CDK for TypeScript is not installed: npm install aws-cdk-lib constructs typescript@5 ts-node "
        "@types/node, and name its node_modules in NODE_PATH"
    ),
}


@cache
def installed(language):
    if language == "python":
        python = shutil.which("python3")
        asked = [
            python or "",
            "-c",
            "import importlib.util as u; raise SystemExit(not u.find_spec('aws_cdk'))",
        ]
        return python is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0
    places = os.environ.get("NODE_PATH", "").split(os.pathsep)
    return shutil.which("node") and any(Path(one, "aws-cdk-lib").is_dir() for one in places if one)


@pytest.fixture(autouse=True)
def _with_the_cdk(request):
    """A test says `@pytest.mark.cdk("python")` when it takes the CDK for Python."""
    languages = {language for mark in request.node.iter_markers("cdk") for language in mark.args}
    missing = [MISSING[one] for one in sorted(languages) if not installed(one)]
    if missing and os.environ.get("REPAIR_CDK") == "required":
        pytest.fail("; ".join(missing))
    if missing:
        pytest.skip("; ".join(missing))
