"""The documentation site builds without a warning and loads nothing from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.docs

ROOT = Path(__file__).resolve().parent.parent
LOADED = re.compile(
    r"""<(?:script|img|link rel="(?:stylesheet|preconnect)")[^>]*(?:src|href)="(https?:|//)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("mkdocs", reason="MkDocs is not installed: pip install '.[docs]'")
    pytest.importorskip("material", reason="its theme is not installed: pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def test_it_has_a_page_for_every_page_and_every_rule(site):
    for file in (ROOT / "docs").rglob("*.md"):
        page = file.relative_to(ROOT / "docs").with_suffix("")
        folder = page.parent if page.name in ("index", "README") else page
        assert (site / folder / "index.html").is_file(), page


def test_rules_stand_in_the_navigation_under_their_category(site):
    text = (site / "rules" / "s3-versioning" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"data-protection.*s3-versioning", text, re.DOTALL)
    assert "rds-backups" in text, "its neighbours are there too"


def test_it_loads_nothing_from_elsewhere(site):
    for page in ("index.html", "start/index.html", "rules/s3-versioning/index.html"):
        assert not LOADED.search((site / page).read_text(encoding="utf-8"))


def test_the_navigation_names_every_page_but_those_of_rules():
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))

    def pages(entries):
        for entry in entries:
            (value,) = entry.values()
            if isinstance(value, str):
                yield value
            else:
                yield from pages(value)

    there = {file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*.md")}
    assert set(pages(config["nav"])) == {
        name for name in there if name == "rules/README.md" or "rules/" not in name
    }
