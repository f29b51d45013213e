"""What is suppressed is neither mended nor counted, and changes nothing else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repair
from repair.engine.finding import FixStatus
from repair.engine.holding import Suppressions
from repair.engine.suppression import Source, Suppression
from repair.report.json_report import as_json
from repair.template.load import from_text

TEMPLATE = """Resources:
  Bucket:
    Type: AWS::S3::Bucket
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeot: 30
      DelaySecond: 5
      Tags:
        - Key: a
          Valu: b
        - Key: c
          Valu: d
"""


def check(text, **options):
    return repair.check(from_text(text, "t.yaml"), options=repair.Options(**options))


def places(findings):
    return {(one.id, place.path, place.message) for one in findings for place in one.places}


def with_metadata(resource, text):
    head, mark, tail = TEMPLATE.partition(f"  {resource}:\n")
    kind, _, rest = tail.partition("\n")
    indented = "".join(f"      {line}\n" for line in text.splitlines())
    return f"{head}{mark}{kind}\n    Metadata:\n{indented}{rest}"


def suppressed(text, **options):
    return [
        (one.id, place.path[1], one.suppression.source, one.suppression.reason)
        for one in check(text, **options).suppressed
        for place in one.places
    ]


@pytest.mark.parametrize(
    ("metadata", "source", "reason"),
    [
        ("repair: {ignore: [s3-versioning]}", Source.METADATA, ""),
        ("repair: {ignore: s3-versioning}", Source.METADATA, ""),
        ("repair: {ignore: [{id: s3-versioning, reason: a cache}]}", Source.METADATA, "a cache"),
        ("repair: {ignore: [{id: CKV_AWS_21, reason: a cache}]}", Source.METADATA, "a cache"),
        ("checkov: {skip: [{id: CKV_AWS_21, comment: a cache}]}", Source.CHECKOV, "a cache"),
        ("guard: {SuppressedRules: [S3_BUCKET_VERSIONING_ENABLED]}", Source.GUARD, ""),
    ],
)
def test_metadata_of_a_resource_suppresses_there(metadata, source, reason):
    text = with_metadata("Bucket", metadata) + "  Other:\n    Type: AWS::S3::Bucket\n"
    assert suppressed(text) == [("s3-versioning", "Bucket", source, reason)]
    assert ("s3-versioning", "Other") in {(one[0], one[1][1]) for one in places(check(text).findings)}


def test_cfn_nag_and_cfn_lint_spell_it_their_way():
    nag = with_metadata("Bucket", "cfn_nag: {rules_to_suppress: [{id: W41, reason: plain}]}")
    assert suppressed(nag) == [("s3-encryption", "Bucket", Source.CFN_NAG, "plain")]
    lint = with_metadata("Queue", "cfn-lint: {config: {ignore_checks: [E3002]}}")
    assert {one[:3] for one in suppressed(lint)} == {("properties-unknown", "Queue", Source.CFN_LINT)}


def test_the_beginning_of_an_id_is_enough_where_cfn_lint_has_it_so():
    whole = "Metadata: {cfn-lint: {config: {ignore_checks: [E3]}}}\n" + TEMPLATE
    assert {one[0] for one in suppressed(whole)} >= {"properties-unknown"}
    inside = with_metadata("Queue", "cfn-lint: {config: {ignore_checks: [E3]}}")
    assert suppressed(inside) == []


def test_an_id_of_another_tool_means_nothing_in_the_wrong_place():
    assert suppressed(with_metadata("Bucket", "checkov: {skip: [{id: W41}]}")) == []
    assert suppressed(with_metadata("Bucket", "cfn_nag: {rules_to_suppress: [{id: s3-versioning}]}")) == []


def test_metadata_of_the_template_suppresses_everywhere():
    text = "Metadata: {repair: {ignore: [{id: s3-versioning, reason: r}]}}\n" + TEMPLATE
    assert suppressed(text) == [("s3-versioning", "Bucket", Source.METADATA, "r")]


@pytest.mark.parametrize(
    "odd", ["repair: 1", "repair: {ignore: 1}", "repair: {ignore: [{reason: x}, 1]}", "checkov: []"]
)
def test_metadata_of_another_shape_suppresses_nothing(odd):
    found = check(with_metadata("Bucket", odd)).findings
    assert places(one for one in found if one.id != "unused-suppression") == places(check(TEMPLATE).findings)


def commented(line, comment, *, before=False):
    lines = TEMPLATE.splitlines(keepends=True)
    at = lines.index(line + "\n")
    lines[at] = f"      {comment}\n{line}\n" if before else f"{line}  {comment}\n"
    return "".join(lines)


@pytest.mark.parametrize("before", [True, False])
def test_a_comment_suppresses_at_its_line_or_the_next(before):
    text = commented("      DelaySecond: 5", "# repair: ignore[properties-unknown] as it was", before=before)
    assert suppressed(text) == [("properties-unknown", "Queue", Source.COMMENT, "as it was")]
    (left,) = {path[-1] for one, path, _ in places(check(text).findings) if one == "properties-unknown"} - {
        "Valu"
    }
    assert left == "VisibilityTimeot"


def test_a_comment_at_a_resource_suppresses_all_of_it():
    text = commented("  Queue:", "# repair: ignore[properties-unknown,sqs-encryption]")
    assert {one for one, path, _ in places(check(text).findings) if path[1:2] == ("Queue",)} == set()


def test_a_comment_skips_blank_lines_and_other_comments():
    text = TEMPLATE.replace("  Queue:", "  # repair: ignore[sqs-encryption]\n\n  # more\n  Queue:")
    assert ("sqs-encryption", "Queue", Source.COMMENT, "") in suppressed(text)


def test_text_that_only_looks_like_a_comment_is_none():
    text = TEMPLATE.replace(
        "VisibilityTimeot: 30",
        "QueueName: 'x # repair: ignore[properties-unknown]'\n      Note: |\n        # repair: ignore[properties-unknown]",
    )
    assert suppressed(text) == []
    assert not [one for one in check(text).findings if one.id == "unused-suppression"]


def test_a_comment_goes_with_its_item_when_items_before_it_go():
    first = ["drop", {"keep": 1}, {"keep": 2}]
    comment = Suppression(Source.COMMENT, "x", scopes=(("list", 2, "keep"),))
    held = Suppressions((comment,), first={"list": first})
    (placed,) = (held._placed(one, {"list": first[1:]}) for one in held.said)
    assert placed.scopes == (("list", 1, "keep"),)


def test_the_configuration_suppresses_by_rule_and_resource():
    said = Suppression(Source.CONFIGURATION, "s3-versioning", "r", resource="Buck*", origin="repair.toml:1")
    assert suppressed(TEMPLATE, suppressions=(said,)) == [
        ("s3-versioning", "Bucket", Source.CONFIGURATION, "r")
    ]


def test_what_is_suppressed_is_not_mended_and_the_rest_is():
    text = commented("      DelaySecond: 5", "# repair: ignore[properties-unknown]")
    result = repair.repair(from_text(text, "t.yaml"))
    assert "DelaySecond: 5  # repair" in result.text
    assert "VisibilityTimeout: 30" in result.text
    again = repair.repair(from_text(result.text, "t.yaml"))
    assert not again.changed
    assert places(again.suppressed) == places(result.suppressed)


def test_an_unused_suppression_is_a_finding_at_its_place():
    text = with_metadata("Bucket", "repair: {ignore: [s3-versionin]}")
    text += "  T: # repair: ignore[s3-encryption]\n    Type: AWS::SNS::Topic\n"
    found = [one for one in check(text).findings if one.id == "unused-suppression"]
    assert [(one.places[0].line, one.severity, one.fix.status) for one in found] == [
        (5, "low", FixStatus.NONE),
        (text.count("\n") - 1, "low", FixStatus.NONE),
    ]
    assert "Did you mean s3-versioning?" in found[0].places[0].message
    assert len({one.fingerprint for one in found}) == 2


def test_what_was_not_asked_is_not_called_unused():
    text = with_metadata("Bucket", "repair: {ignore: [s3-access-logs]}")  # a rule of production
    assert not [one for one in check(text).findings if one.id == "unused-suppression"]
    narrow = repair.Selection(select=("s3-versioning",))
    text = with_metadata("Bucket", "repair: {ignore: [nothing]}")
    assert {one.id for one in check(text, selection=narrow).findings} == {"s3-versioning"}
    quiet = repair.Selection(ignore=("unused-suppression",))
    assert "unused-suppression" not in {one.id for one in check(text, selection=quiet).findings}


def test_other_tools_suppressions_are_never_called_unused():
    text = with_metadata("Queue", "checkov: {skip: [{id: CKV_AWS_21}]}")
    assert places(check(text).findings) == places(check(TEMPLATE).findings)


def test_the_json_report_tells_who_suppressed_and_why():
    text = with_metadata("Bucket", "repair: {ignore: [{id: s3-versioning, reason: a cache}]}")
    report = json.loads(json.dumps(as_json(check(text))))
    (one,) = [finding for finding in report["findings"] if finding["suppression"]]
    assert one["suppression"] == {"source": "metadata", "reason": "a cache"}
    assert one["fix"]["status"] == "none"
    assert report["summary"]["suppressed"] == 1
    assert report["summary"]["findings"] == len(report["findings"])


IDS = sorted({one.id for one in check(TEMPLATE).findings})


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(IDS)), st.sampled_from(["", "Bucket", "Queue"]))
def test_a_suppression_never_changes_other_findings(ids, resource):
    said = tuple(Suppression(Source.CONFIGURATION, one, resource=resource, sole=False) for one in sorted(ids))
    plain, held = check(TEMPLATE), check(TEMPLATE, suppressions=said)
    gone = places(held.suppressed)
    assert places(held.findings) | gone == places(plain.findings)
    assert not places(held.findings) & gone
    assert all(one in ids and (not resource or path[1] == resource) for one, path, _ in gone)
    mended = repair.repair(from_text(TEMPLATE, "t.yaml"), options=repair.Options(suppressions=said))
    again = repair.repair(from_text(mended.text, "t.yaml"), options=repair.Options(suppressions=said))
    assert not again.changed


@pytest.mark.parametrize(
    "comment",
    [
        "# checkov:skip=CKV_AWS_21:a cache",
        "#checkov:skip=CKV_AWS_21 : a cache",
        "# bridgecrew:skip=CKV_AWS_21:a cache",
    ],
)
@pytest.mark.parametrize("where", ["line", "end", "after"])
def test_a_comment_of_checkov_suppresses_in_the_resource_that_it_stands_in(comment, where):
    text = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n  Other:\n    Type: AWS::S3::Bucket\n"
    first = "    Type: AWS::S3::Bucket\n"
    at = {
        "line": f"    {comment}\n{first}",
        "end": f"{first[:-1]}  {comment}\n",
        "after": f"{first}    {comment}\n",
    }
    text = text.replace(first, at[where], 1)
    assert suppressed(text) == [("s3-versioning", "Bucket", Source.CHECKOV, "a cache")]


def test_a_comment_of_checkov_outside_of_resources_or_in_a_text_is_none():
    assert suppressed("# checkov:skip=CKV_AWS_21:all\n" + TEMPLATE) == []
    text = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Metadata:\n      Note: |\n        # checkov:skip=CKV_AWS_21:x\n"
    assert suppressed(text) == []


@pytest.mark.parametrize(
    ("metadata", "line"),
    [
        ("repair: {ignor: [s3-versioning]}", 5),
        ("repair: [s3-versioning]", 5),
        ("repair: {ignore: [{rule: s3-versioning}]}", 5),
        ("repair: {ignore: [3]}", 5),
    ],
)
def test_an_entry_that_is_not_understood_is_a_finding_at_its_place(metadata, line):
    (one,) = [
        one for one in check(with_metadata("Bucket", metadata)).findings if one.id == "unused-suppression"
    ]
    assert one.places[0].line == line
    assert one.places[0].message.startswith(
        "This entry is not understood and ignores nothing: repair takes ignore"
    )


@pytest.mark.parametrize(
    "comment", ["# repair: ignore s3-versioning", "# Repair: Ignore[s3-versioning]", "# repair: ignore[]"]
)
def test_a_comment_that_is_not_understood_is_a_finding_at_its_place(comment):
    text = TEMPLATE.replace("  Bucket:", f"  Bucket: {comment}")
    (one,) = [one for one in check(text).findings if one.id == "unused-suppression"]
    assert (one.places[0].line, one.places[0].column) == (2, 11)
    assert "write # repair: ignore[RULE] REASON" in one.places[0].message
