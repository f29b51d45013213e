"""The differences of the project's own cases in the forms that people read, kept beside the cases.

REPAIR_UPDATE_GOLDEN=1 pytest tests/cli/test_diff_golden.py    writes them anew; read the difference before you commit it.
"""

import os
import re
from pathlib import Path

import pytest

import repair as api

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
CASES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir() and any(path.glob("generated.*")))


def files(case):
    return next((CORPUS / case).glob("generated.*")), next((CORPUS / case).glob("ideal.*"))


@pytest.mark.parametrize(
    ("case", "suffix"), [*((case, suffix) for case in CASES for suffix in ("txt", "md")), (CASES[0], "html")]
)
def test_the_difference_reads_as_it_did(case, suffix, repair, tmp_path, monkeypatch):
    monkeypatch.chdir(CORPUS / case)
    generated, ideal = files(case)
    produced, golden = tmp_path / f"diff.{suffix}", CORPUS / case / "golden" / f"diff.{suffix}"
    assert repair("diff", generated.name, ideal.name, "-o", produced).code == 1
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        golden.write_bytes(produced.read_bytes())
    assert produced.read_bytes() == golden.read_bytes(), (
        f"{golden.name} is out of date; see the first lines of this file"
    )


@pytest.mark.parametrize("case", CASES)
def test_the_page_holds_every_difference_exactly_once(case, repair):
    generated, ideal = files(case)
    numbers = [
        int(one)
        for one in re.findall(r'data-delta="(\d+)"', repair("diff", generated, ideal, "--format", "html").out)
    ]
    assert sorted(numbers) == list(range(1, len(api.diff(generated, ideal).deltas) + 1))
