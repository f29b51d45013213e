"""Every shell command of the documentation is run, page by page, in a folder with the bundled examples.

A block that cannot be run says why in a comment before it: `<!-- not run: it needs an AWS account -->`.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_readme import clone, exchanges, replayed

pytestmark = pytest.mark.docs

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["README.md", *sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"(?:^ *<!-- not run: (?P<reason>[^\n]+?) -->\n)?^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
MARK = re.compile(r"<!-- not run:")
STRICT = "trap 'code=$?; [ $code -le 1 ] || exit $code' ERR\nset -E\n"
"""Findings are no failure: exit code 1. Bad input and usage, and what is not there, are."""


@dataclass(frozen=True)
class Block:
    text: str
    reason: str | None


def blocks(page, language):
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        Block(re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE), found["reason"])
        for found in FENCE.finditer(text)
        if found["language"] == language
    ]


RUN = [page for page in PAGES if any(block.reason is None for block in blocks(page, "sh"))]


@pytest.fixture
def folder(tmp_path):
    """The bundled examples under the names that the pages use, and the command itself on the path."""
    case = ROOT / "corpus" / "order-processing"
    clone(tmp_path)
    for name in ("generated.yaml", "ideal.yaml", "REQUIREMENTS.md"):
        shutil.copy(case / name, tmp_path / name)
    for name in (
        "template.yaml",
        "stack.yaml",
        "a.yaml",
        "b.yaml",
        "templates/orders.yaml",
        "templates/legacy/old.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(case / "generated.yaml", tmp_path / name)
    shutil.copy(ROOT / "corpus" / "trade-processing" / "generated.json", tmp_path / "b.json")
    (tmp_path / "team.yaml").write_text("extends: [test]\nvalues: {log-retention-days: 14}\n")
    pairs = tmp_path / "pairs" / "orders"
    pairs.mkdir(parents=True)
    for name in ("generated.yaml", "ideal.yaml"):
        shutil.copy(case / name, pairs / name)
    program = tmp_path / ".bin" / "repair"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m repair "$@"\n')
    program.chmod(0o755)
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("page", RUN)
def test_every_command_of_the_page_runs(page, folder):
    script = STRICT + "\n".join(block.text for block in blocks(page, "sh") if block.reason is None)
    environment = {
        **os.environ,
        "PATH": f"{folder / '.bin'}{os.pathsep}{os.environ['PATH']}",
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-x", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode <= 1, done.stderr[-2000:]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_a_command_that_fails_would_be_seen(folder):
    for script in ("repair no-such-file.yaml\ntrue", "no-such-program\ntrue", "cd no-such-folder || exit 2"):
        done = subprocess.run(["bash", "-c", STRICT + script], cwd=folder, capture_output=True, check=False)
        assert done.returncode > 1


EXCHANGES = [
    pytest.param(page, number, id=f"{page}-{number}")
    for page in PAGES
    if page != "README.md"
    for number in range(len(blocks(page, "console")))
]


@pytest.mark.parametrize(("page", "number"), EXCHANGES)
def test_the_output_that_a_page_shows_is_printed_now(page, number, tmp_path):
    shown = blocks(page, "console")[number].text
    assert exchanges(shown)
    now = replayed(shown, clone(tmp_path))
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        file = ROOT / page
        file.write_text(file.read_text(encoding="utf-8").replace(shown, now), encoding="utf-8")
    else:
        assert now == shown, "see the first lines of tests/test_readme.py"


def test_few_blocks_are_not_run_and_each_says_why():
    left_out = [(page, block.reason) for page in PAGES for block in blocks(page, "sh") if block.reason]
    marks = sum(len(MARK.findall((ROOT / page).read_text(encoding="utf-8"))) for page in PAGES)
    assert len(left_out) == marks, "a mark stands right before its block, on a line of its own"
    run = [page for page in PAGES for block in blocks(page, "sh") if block.reason is None]
    assert len(run) > 3 * len(left_out), left_out
