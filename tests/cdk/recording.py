"""The assemblies beside the apps of `corpus/`: what the CDK made of them, without what is long and never read.

REPAIR_UPDATE_GOLDEN=1 pytest -m cdk tests/cdk    writes them anew.
"""

import json
import shutil
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
CASES = ("cdk-etl-python", "cdk-lake-typescript", "cdk-serverless-typescript")
APPS = [f"{case}/{side}" for case in CASES for side in ("generated", "ideal")]
GOLDEN = "golden"


def record(out, app):
    """Keep the assembly in `out` as the golden one of an app; paths of this machine are made relative to it."""
    golden = app / GOLDEN
    shutil.rmtree(golden, ignore_errors=True)
    golden.mkdir()
    prefix = str(out.parent)
    for file in sorted(out.glob("*.json")):
        if not file.name.endswith((".assets.json", "validation-report.json")):
            data = trimmed(json.loads(file.read_text()))
            text = json.dumps(data, indent=1, sort_keys=False).replace(prefix, "/app")
            (golden / file.name).write_text(text + "\n")


def trimmed(value):
    """Without what differs from machine to machine or is not read."""
    if isinstance(value, dict):
        dropped = ("aws:cdk:cloudformation:props", "feature-flags", "aws-cdk-lib/feature-flag-report")
        return {
            key: trimmed(inner)
            for key, inner in value.items()
            if key not in dropped
            and not (isinstance(inner, dict) and inner.get("type") == "cdk:feature-flag-report")
        }
    return [trimmed(item) for item in value] if isinstance(value, list) else value
