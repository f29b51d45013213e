"""`repair check --format` and `--report`: one report of all files, and the exit code stays what it was."""

import json
from xml.etree import ElementTree as ET

import pytest

BAD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeot: 30\n"
WRONG = "Resources: [\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text(BAD)
    (tmp_path / "two.yaml").write_text(BAD)
    (tmp_path / "wrong.yaml").write_text(WRONG)
    return tmp_path


def test_sarif_of_several_files_is_one_run(repair, files):
    ran = repair("check", "one.yaml", "two.yaml", "--format", "sarif")
    assert ran.code == 1
    (run,) = json.loads(ran.out)["runs"]
    found = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert found == {"one.yaml", "two.yaml"}


def test_absolute_paths_are_given_relative_to_the_working_folder(repair, files):
    ran = repair("check", files / "one.yaml", "--format", "github")
    assert ran.out.startswith("::error file=one.yaml,line=5,")
    assert str(files) not in ran.out


def test_the_suffix_of_the_output_says_the_kind(repair, files):
    assert repair("check", "one.yaml", "two.yaml", "-o", "found.xml").code == 1
    assert len(ET.parse("found.xml").getroot()) == 2
    assert repair("check", "one.yaml", "-o", "found.html").code == 1
    assert (files / "found.html").read_text().startswith("<!DOCTYPE html>")


def test_a_file_that_cannot_be_read_costs_the_others_nothing(repair, files):
    ran = repair("check", "wrong.yaml", "one.yaml", "--format", "gitlab")
    assert ran.code == 2
    assert ran.err.startswith("error: wrong.yaml:")
    assert {one["location"]["path"] for one in json.loads(ran.out)} == {"one.yaml"}


def test_a_kind_for_one_file_refuses_two_before_anything_is_read(repair, files):
    ran = repair("check", "one.yaml", "nowhere.yaml", "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert "tells of one file" in ran.err
    assert "nowhere" not in ran.err


def test_an_unknown_format_is_refused_with_those_that_there_are(repair, files):
    ran = repair("check", "one.yaml", "--format", "sarf")
    assert (ran.code, ran.out) == (2, "")
    assert "no report format called sarf" in ran.err


def test_format_text_is_what_shows_without_a_format(repair, files):
    assert repair("check", "one.yaml", "--format", "text").out == repair("check", "one.yaml").out


def test_a_repair_writes_every_kind_of_report_beside_its_result(repair, files):
    for name in ("r.sarif", "r.xml", "r.html", "r.md", "r.json"):
        assert repair("one.yaml", "-o", "fixed.yaml", "--report", name).code in (0, 1)
        assert (files / name).stat().st_size
    run = json.loads((files / "r.sarif").read_text())["runs"][0]
    assert {one["properties"]["standing"] for one in run["results"]} >= {"mended"}
