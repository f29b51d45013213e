"""What is found in the pairs of `tests/diff/pairs`, towards the ideal and by the rules alone, kept beside them.

REPAIR_UPDATE_GOLDEN=1 pytest tests/engine/test_findings_of_pairs.py    writes them anew; read the difference before you commit it.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import repair
from repair.api import Options
from repair.document.pointer import to_pointer
from repair.rules.context import Settings

PAIRS = sorted(
    path for path in (Path(__file__).resolve().parents[1] / "diff" / "pairs").iterdir() if path.is_dir()
)
OPTIONS = Options(settings=Settings(as_of=date(2026, 11, 1)))  # runtimes retire


def lines(found):
    for one in found:
        yield f"{one.id}: {one.title}"
        yield f"    {one.severity}, {one.category}, {' '.join(one.kinds)}; rules: {' '.join(one.rules) or 'none'}"
        yield f"    {one.fix.status}, {one.fix.safety}, {one.fix.refusal}, {one.fix.reason}"
        yield f"    {one.deployment.replacement}, data loss {one.deployment.data_loss}, also {one.deployment.also}"
        for place in one.places:
            there = f" ({place.ideal_line}:{place.ideal_column})" if place.ideal_line else ""
            yield f"    {place.line}:{place.column}{there} {to_pointer(place.path)} {place.message}"


def agrees(kept, text):
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        kept.write_text(text)
    assert text == kept.read_text()


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_comes_to_these_failures(folder):
    result = repair.report(folder / "generated.yaml", folder / "ideal.yaml", options=OPTIONS)
    agrees(folder / "failures.txt", "\n".join(lines(result.findings)) + "\n")


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_what_cannot_deploy_is_found_and_mended_in_this_way(folder):
    selection = repair.Selection(select=("validity",))
    result = repair.repair(
        folder / "generated.yaml", options=replace(OPTIONS, selection=selection, unsafe=True)
    )
    agrees(folder / "invalid.txt", "\n".join([*lines(result.findings), "", result.text]))


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_is_mended_to_this_text(folder):
    result = repair.repair(folder / "generated.yaml", folder / "ideal.yaml", options=OPTIONS)
    assert repair.diff(result.template.with_data(result.repaired), repair.load(folder / "ideal.yaml")).equal
    agrees(folder / "mended.yaml", result.text)
