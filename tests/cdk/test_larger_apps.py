"""Positions of every resource, held against what Python and Node see when the app runs.

`tracing/` notes for each construct the line and column of the app's own code that made it. That is kept in `made/`
and compared without the CDK; with it, apps are run anew, and REPAIR_UPDATE_GOLDEN=1 writes the files.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from recording import APPS, CORPUS

from repair.cdk.app import SETTINGS, synthesise, workspace
from repair.cdk.assembly import Stack
from repair.cdk.locate import locate
from repair.cdk.noise import provided
from repair.cdk.source import read_app
from repair.template.template import Template

HERE = Path(__file__).parent
NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"
FOLDERS = {
    "shop": HERE / "apps" / "shop",
    "platform": HERE / "apps" / "platform",
    **{name.replace("/", "-"): CORPUS / name for name in APPS},
}


def language(name):
    return "python" if name == "shop" or "python" in name else "typescript"


def kept(name):
    return HERE / "made" / f"{name}.json"


def trace(folder, copy, monkeypatch):
    """The stacks of an app, and what the run of it says of its constructs: path to place."""
    settings = json.loads((folder / SETTINGS).read_text())
    command = settings["app"].replace("python3 ", f"python3 {HERE}/tracing/trace.py ")
    command = command.replace("ts-node ", f"ts-node --require {HERE}/tracing/trace.js ")
    (copy / SETTINGS).write_text(json.dumps({**settings, "app": command}))
    monkeypatch.setenv("TRACED", str(copy / "traced.json"))
    run = synthesise(copy, types=False)
    assert run.cause is None
    return run.stacks, json.loads((copy / "traced.json").read_text())


def misplaced(app, stacks, made):
    """The resources that are laid to another place than the nearest construct around them was made at; how many there are."""
    wrong, seen = [], 0
    for stack in stacks:
        for path in sorted(set(stack.constructs.values())):
            if provided(path) or "/Exports/" in path:
                continue
            maker = path.replace(".NestedStack/", "/")
            while maker not in made:
                maker = maker.rpartition("/")[0]
            site = locate(app, replace(stack, traces={}), path)
            exact = made[maker].count(":") == 2  # else without a column
            place = site and f"{site.call.file}:{site.call.line}" + f":{site.call.column}" * exact
            seen += 1
            wrong += [] if place == made[maker] else [(path, place, made[maker])]
    return wrong, seen


@pytest.mark.parametrize("name", FOLDERS)
def test_each_resource_is_laid_to_the_line_and_column_that_made_it(name):
    if language(name) == "typescript":
        pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    known = json.loads(kept(name).read_text())
    stacks = [
        Stack(stack, Path(), Template({"Resources": {}}), dict(enumerate(paths)), known["classes"])
        for stack, paths in known["stacks"].items()
    ]
    wrong, seen = misplaced(read_app(FOLDERS[name]), stacks, known["made"])
    assert not wrong
    assert seen > (150 if name in ("shop", "platform") else 20)


@pytest.mark.parametrize("name", [pytest.param(one, marks=pytest.mark.cdk(language(one))) for one in FOLDERS])
def test_a_run_of_the_app_lays_its_resources_to_the_same_lines(name, monkeypatch):
    with workspace(FOLDERS[name]) as copy:
        app = read_app(copy)
        stacks, made = trace(FOLDERS[name], copy, monkeypatch)
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        keep(name, stacks, made)
    assert misplaced(app, stacks, made)[0] == []
    assert made == json.loads(kept(name).read_text())["made"]


def keep(name, stacks, made):
    paths = {stack.name: sorted(set(stack.constructs.values())) for stack in stacks}
    steps = {path.rsplit("/", up)[0] for all_ in paths.values() for path in all_ for up in range(8)}
    classes = {path: stacks[0].classes[path] for path in sorted(steps) if path in stacks[0].classes}
    kept(name).parent.mkdir(exist_ok=True)
    kept(name).write_text(json.dumps({"stacks": paths, "classes": classes, "made": made}, indent=1) + "\n")
