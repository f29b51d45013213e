"""The laws over real pairs; REPAIR_CORPUS names a folder of folders with generated.* and ideal.*."""

from __future__ import annotations

import os
from pathlib import Path

import jsonpatch
import pytest

from repair.diff.difference import diff
from repair.diff.merge import apply_deltas
from repair.errors import InputError
from repair.patch.between import between
from repair.patch.same import same
from repair.template import load
from repair.template.template import Template

CORPUS = os.environ.get("REPAIR_CORPUS")
EVERY = 12
FOLDERS = sorted(Path(CORPUS).iterdir())[::EVERY] if CORPUS else []

pytestmark = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS does not name a folder of template pairs")


def pair(folder: Path) -> tuple[Template, Template]:
    try:
        return load(next(folder.glob("generated.*"))), load(next(folder.glob("ideal.*")))
    except InputError as error:
        pytest.skip(f"no template: {error}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_all_deltas_lead_to_the_ideal(folder: Path) -> None:
    mine, ideal = pair(folder)
    exact = diff(mine, ideal, exact=True)
    assert same(apply_deltas(mine, ideal, exact.deltas, exact=True), ideal.data)
    mended = mine.with_data(apply_deltas(mine, ideal, diff(mine, ideal).deltas))
    assert diff(mended, ideal).deltas == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_patch_between_them_is_exact(folder: Path) -> None:
    mine, ideal = pair(folder)
    ops = between(mine.data, ideal.data)
    assert jsonpatch.apply_patch(mine.data, ops) == ideal.data
    assert len(ops) <= max(1, len(jsonpatch.make_patch(mine.data, ideal.data).patch)) * 1.1
