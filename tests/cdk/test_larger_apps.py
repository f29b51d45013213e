"""Positions in two larger apps with stages, several stacks, nested ones, loops, helpers and subclasses.

Each call that makes something says so at the end of its first line, as `at: */Data/Table/*`: the paths of what it
makes. `constructs.json` holds what the CDK made of the app; REPAIR_UPDATE_GOLDEN=1 with the CDK writes it anew.
"""

import json
import os
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from repair.cdk.app import synthesise, workspace
from repair.cdk.assembly import Stack
from repair.cdk.locate import locate
from repair.cdk.noise import provided
from repair.cdk.source import read_app
from repair.template.template import Template

APPS = Path(__file__).parent / "apps"
MARK = re.compile(r"at: (.+)$")
NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"


def marks(app):
    """(file, line) to the patterns of what the call on the line makes."""
    return {
        (file.file, number): [one.strip() for one in match[1].split(",")]
        for file in app.files.values()
        for number, line in enumerate(file.lines, 1)
        if (match := MARK.search(line))
    }


def maker(found, path):
    """The line whose pattern fits a path best."""
    fitting = [
        (len(pattern), place)
        for place, patterns in found.items()
        for pattern in patterns
        if fnmatch(path, pattern)
    ]
    return max(fitting)[1] if fitting else None


@pytest.mark.parametrize("name", ["shop", "platform"])
def test_each_resource_is_laid_to_the_line_that_makes_it(name):
    if name == "platform":
        pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    known = json.loads((APPS / name / "constructs.json").read_text())
    app = read_app(APPS / name)
    found = marks(app)
    wrong, right = [], 0
    for stack_name, paths in known["stacks"].items():
        stack = Stack(stack_name, Path(), Template({"Resources": {}}), {}, known["classes"])
        for path in paths:
            if provided(path) or "/Exports/" in path:
                continue
            site = locate(app, stack, path)
            place = site and (site.call.file, site.call.line)
            right += place == maker(found, path)
            wrong += [] if place == maker(found, path) else [(path, place, maker(found, path))]
    assert not wrong
    assert right > 35


@pytest.mark.cdk
@pytest.mark.slow
@pytest.mark.parametrize("name", ["shop", "platform"])
def test_the_paths_are_those_that_the_cdk_makes(name):
    if name == "shop" and not _has_python():
        pytest.skip("the CDK for Python is not installed: pip install aws-cdk-lib, for the python3 of PATH")
    if name == "platform" and not os.environ.get("NODE_PATH"):
        pytest.skip("the CDK for TypeScript is not installed: npm install aws-cdk-lib, and NODE_PATH")
    with workspace(APPS / name) as copy:
        run = synthesise(copy, types=False)
    assert run.cause is None
    paths = {stack.name: sorted(set(stack.constructs.values())) for stack in run.stacks}
    file = APPS / name / "constructs.json"
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        steps = {path.rsplit("/", n)[0] for all_ in paths.values() for path in all_ for n in range(6)}
        classes = {
            path: run.stacks[0].classes[path] for path in sorted(steps) if path in run.stacks[0].classes
        }
        file.write_text(json.dumps({"stacks": paths, "classes": classes}, indent=1) + "\n")
    assert paths == json.loads(file.read_text())["stacks"]


def _has_python():
    python = shutil.which("python3")
    asked = [python or "python3", "-c", "import aws_cdk"]
    return python is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0
