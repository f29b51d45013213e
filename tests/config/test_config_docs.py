"""What docs/configuration.md and docs/suppression.md show is so."""

import json
import re
from pathlib import Path

import pytest

import repair
from repair.cli.main import main
from repair.config.file import read_file
from repair.config.read import KEYS, config_of
from repair.template.load import from_text

DOCS = Path(__file__).parents[2] / "docs"
CONFIGURATION = (DOCS / "configuration.md").read_text(encoding="utf-8")
SUPPRESSION = (DOCS / "suppression.md").read_text(encoding="utf-8")


def blocks(text):
    return re.findall(r"(?ms)^```\w+\n(.*?)^```$", text)


@pytest.fixture
def example(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "repair.toml").write_text(blocks(CONFIGURATION)[0])
    (tmp_path / "REQUIREMENTS.md").write_text("")
    (tmp_path / "repair-baseline.json").write_text('{"schema_version": 1, "files": {}}')
    return tmp_path


def test_the_table_has_every_key():
    assert set(re.findall(r"(?m)^\| `([a-z-]+)` \|", CONFIGURATION)) == set(KEYS)


def test_the_example_is_a_configuration_and_shows_as_the_page_says(example, capfd):
    config = config_of(read_file("repair.toml"))
    assert {key.split(".")[0] for key in config.top.stated} | {"suppress", "paths"} == set(KEYS) - {
        "select", "ignore", "unsafe-fixes", "stack", "severities",
    }  # fmt: skip
    (shown,) = (block for block in blocks(CONFIGURATION) if block.startswith("$ repair config"))
    command, *lines = shown.splitlines()
    assert main(command.split()[2:]) == 0
    out = [line.split() for line in capfd.readouterr().out.splitlines()]
    assert [line.split() for line in lines if line != "…"] == out[: len(lines) - 1]


def test_the_comments_and_the_metadata_shown_suppress(example):
    commented, metadata = (
        next(block for block in blocks(SUPPRESSION) if start in block) for start in ("Resources:", '"Cache"')
    )
    held = repair.check(from_text(commented, "t.yaml")).suppressed
    assert {one.id for one in held} == {"s3-versioning", "s3-encryption", "rds-public-access"}
    assert {one.suppression.reason for one in held} == {
        "what is in it can be made again",
        "the security group lets only us in",
    }
    held = repair.check(from_text(f'{{"Resources": {{{metadata}}}}}', "t.json")).suppressed
    assert {one.id for one in held} == {"s3-versioning", "s3-encryption"}


def test_the_schemas_that_the_pages_name_are_there():
    for page in (CONFIGURATION, SUPPRESSION):
        for link in re.findall(r"\]\((schemas/[\w.]+)\)", page):
            assert json.loads((DOCS / link).read_text(encoding="utf-8"))
