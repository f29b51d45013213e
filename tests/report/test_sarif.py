"""SARIF: valid, stable, with fixes that mend, and never too large for code scanning."""

import json

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator
from machine import GENERATED, checked, compared, schema
from made_up import BUCKET, FINDINGS, finding, place, result

import repair
from repair.document.spans import Edit, apply_edits
from repair.patch.rfc6902 import apply
from repair.report import sarif
from repair.report.write import render
from repair.template.load import from_text

VALID = Draft4Validator(schema("sarif-2.1.0.schema.json"))


def run_of(*results, **limits):
    log = json.loads(sarif.joined([sarif.part_of(one) for one in results], **limits))
    VALID.validate(log)
    (run,) = log["runs"]
    return run


def mended(text, replacements):
    """The text with one file's replacements, as a viewer would carry them out."""
    lines = text.split("\n")

    def offset(line, column):
        return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1

    edits = []
    for one in replacements:
        region = one["deletedRegion"]
        start = offset(region["startLine"], region["startColumn"])
        end = offset(region["endLine"], region["endColumn"])
        edits.append(Edit(start, end, one.get("insertedContent", {}).get("text", "")))
    return apply_edits(text, edits)


@settings(max_examples=30, deadline=None)
@given(FINDINGS)
def test_any_findings_make_a_valid_log(found):
    run = run_of(result(*found))
    assert len(run["results"]) == len(found)


def test_real_findings_make_a_valid_log_with_a_rule_for_each():
    run = run_of(checked(), compared())
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["helpUri"].startswith("https://")
        assert 1 <= len(rule["properties"]["tags"]) <= 20


@pytest.mark.parametrize("make", [checked, compared])
def test_a_fix_mends_its_finding_and_nothing_else(make):
    made = make()
    by_print = {one.fingerprint: one for one in made.findings}
    fixed = [one for one in run_of(made)["results"] if "fixes" in one]
    assert len(fixed) >= 3
    for one in fixed:
        (change,) = one["fixes"][0]["artifactChanges"]
        text = mended(made.template.document.text, change["replacements"])
        found = by_print[one["partialFingerprints"]["repairFinding/v1"]]
        assert from_text(text).data == apply(found.fix.ops, made.template.data)


def test_operations_that_do_not_do_what_the_finding_says_are_no_fix():
    lies = place(after={"BucketName": "raw", "AccessControl": "Private"})
    assert "fixes" in run_of(result(finding()))["results"][0]
    assert "fixes" not in run_of(result(finding(places=(lies,))))["results"][0]


def test_a_fix_that_would_carry_a_secret_is_left_out():
    secret = "Hunter2-Battery!"
    ideal = (
        GENERATED
        + f"  Base:\n    Type: AWS::RDS::DBInstance\n    Properties: {{MasterUserPassword: {secret}}}\n"
    )
    made = compared(ideal=ideal)
    assert secret in json.dumps([one.fix.ops for one in made.findings])
    text = render([made], "sarif")
    assert secret not in text
    missing = [one for one in json.loads(text)["runs"][0]["results"] if "Base" in one["message"]["text"]]
    assert missing
    assert not any("fixes" in one for one in missing)


def test_further_places_are_related_locations_that_the_message_links():
    places = (place(), place(path=("Resources", "Queue"), line=8, message="Queue [too]."))
    (one,) = run_of(result(finding(places=places)))["results"]
    assert one["message"]["text"].endswith("Also at: [1](1).")
    (related,) = one["relatedLocations"]
    assert related["id"] == 1
    assert related["message"]["text"] == "Queue \\[too\\]."


def test_paths_are_relative_uris_and_no_folder_of_the_machine_is_told():
    made = checked(name="/home/me/work/a b/stack#1.yaml")
    text = render([made], "sarif", root="/home/me/work")
    assert "/home/me" not in text
    uri = json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ]
    assert uri == "a%20b/stack%231.yaml"


def test_fingerprints_stay_when_lines_move():
    before = {one["partialFingerprints"]["primaryLocationLineHash"] for one in run_of(checked())["results"]}
    moved = run_of(checked("# a comment\n\n" + GENERATED))
    assert {one["partialFingerprints"]["primaryLocationLineHash"] for one in moved["results"]} == before


def test_rules_that_failed_are_notifications():
    run = run_of(result(finding(), failures=[("s3-x", "KeyError: 'y'")]))
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["level"] == "error"
    assert "s3-x" in told["message"]["text"]


def many(count):
    return result(*(finding(id=f"rule-{number}", fix=finding().fix) for number in range(count)))


def test_more_results_than_the_limit_are_cut_to_the_worst_and_the_log_says_so():
    low = result(*(finding(severity="low", id=f"low-{n}") for n in range(0)), finding(id="worst"))
    run = run_of(many(5), low, most=3)
    assert len(run["results"]) == 3
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("The 3 most severe of 6 results are listed")
    assert len(run["tool"]["driver"]["rules"]) == 3


def test_a_log_over_the_size_limit_loses_fixes_first_and_results_then():
    made = many(60)
    whole = len(render([made], "sarif"))
    assert all("fixes" in one for one in run_of(made, largest=whole)["results"])
    import gzip

    bare = run_of(made, largest=len(gzip.compress(render([made], "sarif").encode(), mtime=0)) - 1)
    assert not any("fixes" in one for one in bare["results"])
    assert len(bare["results"]) == 60
    small = run_of(made, largest=1500)
    assert 0 < len(small["results"]) < 60
    told = [one["message"]["text"] for one in small["invocations"][0]["toolExecutionNotifications"]]
    assert len(told) == 2
    assert f"The {len(small['results'])} most severe of 60" in told[1]


def test_what_is_passed_over_is_told_with_who_said_so_and_no_fix():
    plain = run_of(repair.check(from_text(BUCKET, "a.yaml")))
    assert all("suppressions" not in one for one in plain["results"])
    said = BUCKET.replace(
        "    Properties:",
        "    Metadata: {repair: {ignore: [{id: s3-versioning, reason: a cache}]}}\n    Properties:",
        1,
    )
    run = run_of(repair.check(from_text(said, "a.yaml")))
    (one,) = [each for each in run["results"] if each["suppressions"]]
    assert one is run["results"][-1]
    assert one["suppressions"] == [{"kind": "inSource", "justification": "a cache"}]
    assert one["ruleId"] == "s3-versioning"
    assert "fixes" not in one
