"""Runs a CDK app and writes, for each construct that its own code makes, from which line and column: path to place.

python3 trace.py APP.py, with TRACED naming the file to write.
"""

import atexit
import json
import os
import runpy
import sys
from pathlib import Path

import constructs
import jsii
from aws_cdk import aws_cloudwatch as cloudwatch

ROOT = Path.cwd()
made = {}
call = jsii.JSIIMeta.__call__


def note(construct, frame):
    line, _, column, _ = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    file = Path(frame.f_code.co_filename)
    if isinstance(construct, constructs.Construct) and file.is_relative_to(ROOT):
        made[construct.node.path] = f"{file.relative_to(ROOT).as_posix()}:{line}:{column + 1}"
    return construct


def traced(cls, *arguments, **keywords):
    return note(call(cls, *arguments, **keywords), sys._getframe(1))


def by_method(method):
    """What a method makes in the scope that it is given."""
    return lambda *arguments, **keywords: note(method(*arguments, **keywords), sys._getframe(1))


jsii.JSIIMeta.__call__ = traced
cloudwatch.Metric.create_alarm = by_method(cloudwatch.Metric.create_alarm)
atexit.register(lambda: Path(os.environ["TRACED"]).write_text(json.dumps(made)))
sys.argv = sys.argv[1:]
sys.path.insert(0, str(ROOT))
runpy.run_path(sys.argv[0], run_name="__main__")
