"""Laws on real templates: set REPAIR_CORPUS to a folder of pairs to run them."""

import os
from pathlib import Path

import pytest

from repair.document.equality import same
from repair.errors import InputError
from repair.template import load
from repair.template.rename import renamed
from repair.template.values import normal

CORPUS = os.environ.get("REPAIR_CORPUS")
pytestmark = pytest.mark.skipif(
    not CORPUS, reason="REPAIR_CORPUS is not set: no folder of template pairs to read"
)


def templates(step=1):
    for path in sorted(Path(CORPUS or ".").glob("*/*.*"))[::step]:
        if path.stem in ("generated", "ideal"):
            try:
                yield path, load(path)
            except InputError:
                continue


def test_every_template_builds_its_graph():
    count = 0
    for path, template in templates(step=3):
        graph = template.references
        graph.cycles()
        graph.undefined()
        assert graph.used_parameters <= set(template.section("Parameters")), path
        count += 1
    assert count


def test_renaming_there_and_back_changes_nothing_and_leaves_nothing_dangling():
    for path, template in templates(step=40):
        dangling = len(template.references.undefined())
        for name in template.resources:
            there = renamed(template.data, "resource", name, "FreshName")
            changed = template.with_data(there).references
            assert not changed.to(name, "value"), (path, name)
            assert len(changed.undefined()) == dangling, (path, name)
            assert same(renamed(there, "resource", "FreshName", name), template.data), (path, name)


def test_normal_forms_are_stable():
    for path, template in templates(step=20):
        once = normal(template.data)
        assert normal(once) is once, path
