"""GitLab Code Quality: as its documentation describes it, with fingerprints that tell issues apart and stay."""

import json

from hypothesis import given, settings
from jsonschema import Draft202012Validator
from machine import GENERATED, checked, schema
from made_up import FINDINGS, finding, place, result

from repair.report.write import render

VALID = Draft202012Validator(schema("code_quality.schema.json"))


def read(*results):
    issues = json.loads(render(results, "gitlab"))
    VALID.validate(issues)
    return issues


@settings(max_examples=30, deadline=None)
@given(FINDINGS)
def test_any_findings_make_a_valid_report(found):
    assert len(read(result(*found))) == len(found)


def test_fingerprints_are_unique_over_files_and_stay_when_lines_move():
    issues = read(checked(), checked(name="other.yaml"))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints) > 6
    moved = read(checked("# comment\n" + GENERATED), checked(name="other.yaml"))
    assert sorted(prints) == sorted(issue["fingerprint"] for issue in moved)


def test_further_places_are_other_locations():
    places = (place(), place(path=("Resources", "Queue"), line=8))
    (issue,) = read(result(finding(places=places)))
    assert [one["lines"]["begin"] for one in issue["other_locations"]] == [8]


def test_the_worst_stands_first():
    order = ["blocker", "critical", "major", "minor"]
    ranks = [order.index(issue["severity"]) for issue in read(checked())]
    assert ranks == sorted(ranks)


def test_without_findings_the_report_is_an_empty_array():
    assert read(result()) == []
