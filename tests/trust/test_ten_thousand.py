"""The proof over thousands of templates: what it makes is the same each time, and what misses is caught."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import repair
from repair.patch.rfc6902 import apply

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "proof"))
pytest.importorskip("jsonpatch")

import referee
import ten_thousand
import trial
from faulty_templates import slice_of
from referee import Fault


def sound():
    """A template without faults in which cfn-lint finds nothing."""
    return [], {}


BUCKET = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "a"}}


def of(**resources):
    return {"Resources": resources}


def half_done(result):
    """The text without the last operation of the patch, which a second run would make."""
    return result.template.document.edited(apply(result.patch[:-1], result.template.data))


@pytest.fixture(scope="module")
def given():
    return list(slice_of(range(8), 3))


def test_a_number_and_a_seed_are_one_template(given):
    assert list(slice_of(range(8), 3)) == given
    assert list(slice_of(range(8), 4)) != given
    assert {one.format for one in given} == {"json", "yaml"}
    assert [one.unsafe for one in given] == [False, True] * 4


def test_what_is_repaired_well_misses_nothing(given):
    trials = [trial.tried(one, judged=False) for one in given]
    assert not [one.misses for one in trials if one.misses]
    assert sum(one.mended for one in trials) > 5


@pytest.mark.parametrize(
    ("word", "spoilt"),
    [
        ("inverse", lambda result: replace(result, inverse=result.inverse[:-1])),
        ("patch", lambda result: replace(result, patch=result.patch[1:])),
        ("second run", lambda result: replace(result, text=half_done(result))),
    ],
)
def test_what_misses_is_told(given, word, spoilt, monkeypatch):
    real, calls = repair.repair, []

    def once(*arguments, **options):
        calls.append(1)
        result = real(*arguments, **options)
        return spoilt(result) if len(calls) == 1 else result

    monkeypatch.setattr(trial.repair, "repair", once)
    changed = next(one for one in given if len(real(trial.from_text(one.text)).patch) > 1)
    assert word in {said for said, _ in trial.tried(changed, judged=False).misses}


def test_what_cfn_lint_finds_more_often_is_worse():
    old, new = of(A=BUCKET), of(A={**BUCKET, "DependsOn": "Nobody"})
    fault = Fault("E3005", ("Resources", "A", "DependsOn"))
    assert referee.more([], [fault], old, new, sound) == ([fault], 0)
    assert referee.more([fault], [fault], old, new, sound) == ([], 0)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"Type": "AWS::S3::bucket", "Properties": {"BucketName": "a"}}, ("Properties", "BucketName")),
        ({**BUCKET, "Properties": {"bucketName": "a"}}, ("Properties", "BucketName")),
        ({**BUCKET, "Properties": {"BucketName": {"Fn::Sub": "a"}}}, ("Properties", "BucketName")),
        ({"Type": "AWS::S3::Bucket", "BucketName": "a", "Properties": {}}, ("Properties", "BucketName")),
        ({"Type": "AWS::S3::Bucket", "BucketName": "a", "Properties": {}}, ("Properties",)),
        ({**BUCKET, "Properties": {"BucketName": ["a"]}}, ("Properties", "BucketName")),
        ({**BUCKET, "Properties": {"BucketName": [{"Fn::Sub": "a"}]}}, ("Properties",)),
    ],
)
def test_what_was_there_and_out_of_sight_came_to_light(body, path):
    fault = Fault("E3031", ("Resources", "A", *path))
    assert referee.more([], [fault], of(A=body), of(A=BUCKET), sound) == ([], 1)
    other = {**BUCKET, "Properties": {"BucketName": "another"}}
    assert referee.more([], [fault], of(A=body), of(A=other), sound) == ([fault], 0)


def test_what_a_fault_hid_came_to_light():
    old, new = of(A={**BUCKET, "Condition": ["C"]}), of(A={**BUCKET, "Condition": "C"})
    fault, elsewhere = (Fault("E3", ("Resources", name, "Properties", "BucketName")) for name in "AB")
    assert referee.more([], [fault], old, new, lambda: ([fault], new)) == ([], 1)
    assert referee.more([], [fault], old, new, lambda: ([elsewhere], of(B=BUCKET))) == ([], 1)
    assert referee.more([], [fault], old, new, lambda: ([elsewhere], of(B={}))) == ([fault], 0)
    assert referee.more([], [fault], old, new, lambda: ([replace(fault, id="E4")], new)) == ([fault], 0)


def test_a_run_goes_on_where_it_was_and_tries_again_what_missed(tmp_path):
    results = tmp_path / "results.jsonl"
    done = ten_thousand.Slice(1, 0, 25, 20, 0, 50, 0, 0, 0, 0, 1.0, [])
    missed = {"number": 30, "text": "{}", "format": "json", "misses": [["worse", "why"]]}
    for one in (done, replace(done, start=25, missed=[missed]), replace(done, seed=2, start=50)):
        ten_thousand.keep(one, results)
    assert ten_thousand.read(results, 1, 100) == {0: done}
    assert json.loads((tmp_path / "results-1-30.json").read_text()) == {}
