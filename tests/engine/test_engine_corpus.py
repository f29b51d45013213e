"""The main job over real templates; needs REPAIR_CORPUS, the folder of generated and ideal pairs."""

import datetime
import os
from pathlib import Path

import jsonpatch
import pytest

import repair
from repair.engine.finding import FixStatus
from repair.patch.same import same

CORPUS = os.environ.get("REPAIR_CORPUS", "")
pytestmark = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS names no folder of template pairs")
STEP = int(os.environ.get("REPAIR_CORPUS_STEP", "12"))  # every twelfth pair; 1 for all
SETTINGS = repair.Settings(as_of=datetime.date(2026, 11, 1))
FOLDERS = sorted(path for path in Path(CORPUS).iterdir() if path.is_dir())[::STEP] if CORPUS else []


def loaded(folder, stem):
    (path,) = folder.glob(f"{stem}.*")
    try:
        return repair.load(path)
    except repair.InputError as error:
        pytest.skip(str(error))


def again(result):
    name = result.template.document.name
    from repair.template.load import from_text

    return from_text(result.text, name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_a_real_template_comes_to_rest_and_no_rule_fails(folder, unsafe):
    options = repair.Options(settings=SETTINGS, unsafe=unsafe)
    result = repair.repair(loaded(folder, "generated"), options=options)
    assert result.failures == ()
    assert all(finding.places for finding in result.findings)
    assert result.changed == any(finding.fix.status is FixStatus.APPLIED for finding in result.findings)
    assert same(jsonpatch.apply_patch(result.template.data, list(result.patch)), result.repaired)
    assert same(jsonpatch.apply_patch(result.repaired, list(result.inverse)), result.template.data)
    assert not repair.repair(again(result), options=options).changed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("exact", [False, True], ids=["meaning", "exact"])
def test_a_real_template_reaches_its_ideal(folder, exact):
    generated, ideal = loaded(folder, "generated"), loaded(folder, "ideal")
    options = repair.Options(settings=SETTINGS, exact=exact)
    result = repair.repair(generated, ideal, options=options)
    assert result.remaining == ()
    assert repair.diff(again(result), ideal, exact=exact).equal
    assert not repair.repair(again(result), ideal, options=options).changed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_delta_is_in_exactly_one_finding(folder):
    generated, ideal = loaded(folder, "generated"), loaded(folder, "ideal")
    found = repair.report(generated, ideal, options=repair.Options(settings=SETTINGS)).findings
    assert sum(len(one.places) for one in found) == len(repair.diff(generated, ideal).deltas)
