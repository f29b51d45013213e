"""Real pairs in every form; REPAIR_CORPUS names a folder of folders with generated.* and ideal.*."""

import json
import os
import re
from pathlib import Path

import pytest

from repair.diff.difference import diff
from repair.errors import InputError
from repair.report.difference import render
from repair.report.difference_markdown import LIMIT
from repair.template import load

CORPUS = os.environ.get("REPAIR_CORPUS")
EVERY = 24
FOLDERS = sorted(Path(CORPUS).iterdir())[::EVERY] if CORPUS else []

pytestmark = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS does not name a folder of template pairs")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_difference_is_in_every_form(folder):
    try:
        generated, ideal = load(next(folder.glob("generated.*"))), load(next(folder.glob("ideal.*")))
    except InputError as error:
        pytest.skip(f"no template: {error}")
    found = diff(generated, ideal, exact=True)
    count = len(found.deltas)
    page = render(found, generated, ideal, kind="html")
    numbers = sorted(int(one) for one in re.findall(r'data-delta="(\d+)"', page))
    assert numbers == list(range(1, count + 1))
    comment = render(found, generated, ideal, kind="md")
    assert len(comment) <= LIMIT
    rows = len(re.findall(r"^\| `[=~>+-]` \|", comment, re.MULTILINE))
    left = re.search(r"\*\*(\d+) more difference", comment)
    assert rows + (int(left[1]) if left else 0) == count
    lines = render(found, generated, ideal, kind="text").splitlines()
    assert any(line.startswith(f"{count} difference") for line in lines) == (count > 0)
    assert len(json.loads(render(found, generated, ideal, kind="json"))["deltas"]) == count
