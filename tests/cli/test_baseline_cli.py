"""Baselines: what is known neither counts nor is mended."""

import json
from pathlib import Path

import jsonschema
import pytest

SECRET = "hunter2-and-more"
BAD = f"""Parameters:
  Password:
    Type: String
    Default: {SECRET}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      DelaySecond: 5
      Tags:
        - Key: a
          Valu: {SECRET}
        - Key: b
          Valu: c
  Bucket:
    Type: AWS::S3::Bucket
    Metadata: {{repair: {{ignore: [nothing-like-this]}}}}
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: {SECRET}
"""
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "baseline.schema.json"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPAIR_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "a.yaml").write_text(BAD)
    return tmp_path


def entries(path="known.json"):
    return json.loads(Path(path).read_text())["files"]


@pytest.mark.parametrize("command", [["check"], []])
@pytest.mark.parametrize("profile", ["baseline", "production"])
def test_a_file_with_its_own_baseline_is_clean_and_stays_as_it_is(repair, folder, command, profile):
    assert repair(*command, "a.yaml", "--profile", profile).code == 1
    written = repair(*command, "a.yaml", "--profile", profile, "--write-baseline", "known.json")
    assert written.code == 0
    assert "known findings in 1 file." in written.err
    for again in (["check"], ["--write"]):
        ran = repair(*again, "a.yaml", "--profile", profile, "--baseline", "known.json")
        assert ran.code == 0
        assert "match nothing" not in ran.err
    assert (folder / "a.yaml").read_text() == BAD


def test_a_baseline_is_sorted_valid_and_holds_no_secret(repair, folder):
    repair("check", "a.yaml", "--write-baseline", "known.json")
    text = Path("known.json").read_text()
    assert SECRET not in text
    data = json.loads(text)
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    keys = [(one["resource"] or "", one["rule"], one["path"]) for one in data["files"]["a.yaml"]]
    assert keys == sorted(keys)
    assert len({one["fingerprint"] for one in data["files"]["a.yaml"]}) == len(keys)
    repair("check", "a.yaml", "--write-baseline", "again.json")
    assert Path("again.json").read_text() == text


def test_only_what_is_new_counts_and_is_mended(repair, folder):
    repair("check", "a.yaml", "--write-baseline", "known.json")
    moved = "# lines\n# move\n" + BAD.replace("DelaySecond: 5", "DelaySecond: 5\n      VisibilityTimeot: 3")
    (folder / "a.yaml").write_text(moved)
    ran = repair("a.yaml", "--write", "--baseline", "known.json")
    assert ran.code == 0
    text = (folder / "a.yaml").read_text()
    assert "VisibilityTimeout: 3" in text
    assert "DelaySecond: 5" in text
    assert "1 found: 1 mended." in ran.err
    assert "in the baseline" in ran.err


def test_one_more_of_the_same_in_a_list_is_new(repair, folder):
    repair("check", "a.yaml", "--write-baseline", "known.json")
    more = BAD.replace("        - Key: b\n", "        - Key: n\n          Valu: m\n        - Key: b\n")
    (folder / "a.yaml").write_text(more)
    ran = repair("check", "a.yaml", "--baseline", "known.json", "--fail-on", "high")
    assert ran.code == 1
    assert "1 found" in ran.out


def test_a_rule_that_is_selected_by_name_counts_though_it_is_known(repair, folder):
    repair("check", "a.yaml", "--write-baseline", "known.json")
    ran = repair("check", "a.yaml", "--baseline", "known.json", "--select", "s3-versioning")
    assert ran.code == 1
    assert "match nothing" not in ran.err


def test_what_matches_no_more_is_counted_and_dropped(repair, folder):
    repair("check", "a.yaml", "--write-baseline", "known.json")
    before = len(entries()["a.yaml"])
    (folder / "a.yaml").write_text(BAD.replace("DelaySecond", "DelaySeconds"))
    ran = repair("check", "a.yaml", "--baseline", "known.json")
    assert ran.code == 0
    assert (
        ran.err == "a.yaml: 1 entry of the baseline matches nothing any more; --write-baseline drops them.\n"
    )
    repair("check", "a.yaml", "--baseline", "known.json", "--write-baseline", "known.json")
    assert len(entries()["a.yaml"]) == before - 1


def test_several_files_share_a_baseline_that_lies_elsewhere(repair, folder):
    (folder / "infra").mkdir()
    (folder / "infra" / "b.yaml").write_text(BAD)
    assert repair("check", ".", "--write-baseline", "infra/known.json", "--jobs", "2").code == 0
    assert list(entries("infra/known.json")) == ["../a.yaml", "b.yaml"]
    assert repair("check", ".", "--baseline", "infra/known.json").code == 0
    (folder / "a.yaml").write_text(BAD.replace("DelaySecond", "DelaySeconds"))
    old = entries("infra/known.json")["b.yaml"]
    repair("check", "a.yaml", "--baseline", "infra/known.json", "--write-baseline", "infra/known.json")
    assert entries("infra/known.json")["b.yaml"] == old  # it was not looked at
    (folder / "a.yaml").unlink()
    repair("check", "infra/b.yaml", "--write-baseline", "infra/known.json")
    assert list(entries("infra/known.json")) == ["b.yaml"]


def test_a_configuration_may_name_the_baseline_and_it_need_not_be_there_to_be_written(repair, folder):
    (folder / "repair.toml").write_text('baseline = "known.json"\n')
    ran = repair("check", "a.yaml")
    assert ran.code == 2
    assert "known.json: cannot be read" in ran.err
    assert repair("check", "a.yaml", "--write-baseline", "known.json").code == 0
    assert repair("check", "a.yaml").code == 0


def test_what_is_suppressed_otherwise_is_not_listed(repair, folder):
    repair("check", "a.yaml", "--write-baseline", "known.json")
    assert any(one["rule"] == "s3-versioning" for one in entries()["a.yaml"])
    (folder / "a.yaml").write_text(BAD.replace("nothing-like-this", "s3-versioning"))
    repair("check", "a.yaml", "--write-baseline", "other.json")
    assert not any(one["rule"] == "s3-versioning" for one in entries("other.json")["a.yaml"])


@pytest.mark.parametrize(
    "text", ["x", "[]", '{"schema_version": 1}', '{"schema_version": 9, "files": {}}', '{"files": 1}']
)
def test_what_is_no_baseline_is_refused_and_not_overwritten(repair, folder, text):
    Path("known.json").write_text(text)
    for option in ("--baseline", "--write-baseline"):
        ran = repair("check", "a.yaml", option, "known.json")
        assert ran.code == 2
        assert "error: known.json" in ran.err
    assert Path("known.json").read_text() == text


def test_a_baseline_does_not_overwrite_a_template(repair, folder):
    assert repair("check", "a.yaml", "--write-baseline", "a.yaml").code == 2
    assert repair("a.yaml", "--write", "--write-baseline", "a.yaml").code == 2
    assert (folder / "a.yaml").read_text() == BAD
