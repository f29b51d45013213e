"""docs/rules says what the rule files say; the list and the pages of the command are the same."""

import json
from pathlib import Path

import pytest

from repair.cli.main import main
from repair.report.rule_page import by_category, rule_json, rule_list, rule_page
from repair.report.rule_pages import COMMAND, index, pages, stale, write
from repair.report.rule_pages import main as pages_command
from repair.rules.load import library, rule_files

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def test_published_pages_are_current():
    assert not stale(FOLDER), f"run `{COMMAND}`"


def test_every_rule_has_a_page_and_stands_in_the_index_and_the_list():
    assert set(pages()) == {"../taxonomy.md", "README.md", *(f"{rule_id}.md" for rule_id in rule_files())}
    for rule_id in rule_files():
        assert f"[{rule_id}]({rule_id}.md)" in index()
        assert f"  {rule_id} " in rule_list()


def test_a_page_says_what_why_before_after_safety_references_and_aliases():
    page = rule_page("rds-storage-encryption")
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert headings == [
        "# rds-storage-encryption",
        "## Why",
        "## Impact",
        "## Before and after",
        "## On a stack that runs",
        "## References",
        "## Elsewhere",
    ]
    assert "\n+      StorageEncrypted: true\n" in page
    assert "The fix replaces a resource, by its create-only properties" in page
    assert "CKV_AWS_16" in page


def test_a_rule_that_only_reports_shows_what_it_finds():
    assert "## What it finds" in rule_page("cycles-unbroken")


def test_what_does_not_deploy_comes_first():
    assert next(iter(by_category(library()))) == "validity"


def test_stale_pages_are_named_and_writing_brings_them_up_to_date(tmp_path, capsys):
    tmp_path = tmp_path / "rules"
    write(tmp_path)
    (tmp_path / "gone-rule.md").write_text("x", encoding="utf-8")
    (tmp_path / "s3-versioning.md").write_text("x", encoding="utf-8")
    assert stale(tmp_path) == ["gone-rule.md", "s3-versioning.md"]
    assert pages_command(["--check", str(tmp_path)]) == 1
    assert COMMAND in capsys.readouterr().err
    assert pages_command([str(tmp_path)]) == 0
    assert pages_command(["--check", str(tmp_path)]) == 0


def test_the_command_prints_the_same_page(capfdbinary):
    assert main(["rules", "s3-versioning"]) == 0
    assert capfdbinary.readouterr().out.decode() == (rule_page("s3-versioning"))


def test_the_list_is_there_as_json():
    assert [one["id"] for one in json.loads(rule_json())] == list(rule_files())
    assert json.loads(rule_json("s3-versioning"))["safety"] == "display-only"


@pytest.mark.parametrize(
    "arguments", [["rules", "s3-versionin"], ["rules", "s3-versionin", "--format", "json"]]
)
def test_an_unknown_rule_is_an_error_that_names_the_nearest(arguments, capsys):
    assert main(arguments) == 2
    assert "s3-versioning" in capsys.readouterr().err
