"""The project's own cases, end to end: what each command makes of them is kept beside them as golden files.

REPAIR_UPDATE_GOLDEN=1 pytest tests/test_cases.py    writes them anew; read the difference before you commit it.
"""

import json
import os
from pathlib import Path

import jsonpatch
import pytest

import repair
from repair.api import Options
from repair.cli.main import main
from repair.patch.same import same

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
CASES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir() and any(path.glob("generated.*")))

AS_OF = ("--as-of", "2026-11-01")  # runtimes retire; golden files must not change with the day


@pytest.fixture
def in_case(monkeypatch):
    def enter(name):
        monkeypatch.chdir(CORPUS / name)
        (generated,) = Path().glob("generated.*")
        (ideal,) = Path().glob("ideal.*")
        return generated, ideal

    return enter


def agrees(path, produced):
    golden = CORPUS / path
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(produced)
    assert produced == golden.read_bytes(), f"{path} is out of date; see the first lines of this file"


@pytest.mark.parametrize("case", CASES)
def test_repair_mends_what_it_can_and_a_second_run_does_nothing(case, in_case, tmp_path):
    generated, _ = in_case(case)
    fixed, again = tmp_path / f"repaired{generated.suffix}", tmp_path / f"again{generated.suffix}"
    assert main([str(generated), "-o", str(fixed), "-q", *AS_OF]) == 1
    agrees(f"{case}/golden/{fixed.name}", fixed.read_bytes())
    main([str(fixed), "-o", str(again), "-q", *AS_OF])
    assert again.read_bytes() == fixed.read_bytes()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["md", "json"])
def test_the_report_says_what_it_said(case, kind, in_case, tmp_path):
    generated, ideal = in_case(case)
    report = tmp_path / f"report.{kind}"
    assert main(["report", str(generated), str(ideal), "-o", str(report), *AS_OF]) == 1
    agrees(f"{case}/golden/report.{kind}", report.read_bytes())


@pytest.mark.parametrize("case", CASES)
def test_the_difference_says_what_it_said(case, in_case, tmp_path):
    generated, ideal = in_case(case)
    difference = tmp_path / "diff.json"
    assert main(["diff", str(generated), str(ideal), "-o", str(difference)]) == 1
    agrees(f"{case}/golden/diff.json", difference.read_bytes())


@pytest.mark.parametrize("case", CASES)
def test_every_delta_is_in_exactly_one_finding(case, in_case):
    generated, ideal = in_case(case)
    deltas = repair.diff(generated, ideal).deltas
    found = repair.report(generated, ideal).findings
    assert sum(len(finding.places) for finding in found) == len(deltas)


@pytest.mark.parametrize("case", CASES)
def test_any_implementation_of_rfc_6902_applies_the_patch_and_its_inverse(case, in_case):
    generated, ideal = (repair.load(path) for path in in_case(case))
    result = repair.repair(generated, ideal, options=Options(exact=True))
    patched = jsonpatch.apply_patch(generated.data, json.loads(json.dumps(result.guarded_patch)))
    assert same(patched, ideal.data)
    assert same(jsonpatch.apply_patch(patched, list(result.inverse)), generated.data)


@pytest.mark.parametrize("case", CASES)
def test_repair_towards_the_ideal_leaves_no_difference(case, in_case, tmp_path):
    generated, ideal = in_case(case)
    out = tmp_path / generated.name
    assert main([str(generated), "--ideal", str(ideal), "-o", str(out), "-q"]) == 0
    assert repair.diff(out, ideal).equal


@pytest.mark.parametrize("case", CASES)
def test_one_severity_alone_can_be_repaired(case, in_case):
    generated, ideal = in_case(case)
    before = repair.diff(generated, ideal)
    options = Options(selection=repair.Selection(select=("medium",)))
    result = repair.repair(generated, ideal, options=options)
    assert result.changed
    assert {finding.severity for finding in result.remaining}.isdisjoint({"medium"})
    after = repair.diff(result.template.with_data(result.repaired), ideal)
    assert 0 < len(after.deltas) < len(before.deltas)
