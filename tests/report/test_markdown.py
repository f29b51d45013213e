import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import BUCKET, FINDINGS, NO_FIX, UNSAFE, VALUE, finding, place, result

from repair.diff.delta import Deployment
from repair.report.markdown import as_markdown
from repair.report.markdown_text import code, fence, link, plain, prose
from repair.rules.model import Severity

GOLDEN = Path(__file__).parent / "golden" / "small.md"


def small():
    return result(
        finding(
            places=(place(), place(resource="Other", path=("Resources", "Other", "Properties"), line=9)),
            root_cause="S3 keeps one version unless `VersioningConfiguration` says otherwise.",
        ),
        finding(id="sqs-encryption", title="Queue is not encrypted", fix=UNSAFE, severity=Severity.MEDIUM),
        finding(
            id="ec2-subnets",
            title="Function has no subnets",
            severity=Severity.MEDIUM,
            fix=VALUE,
            aliases={},
            deployment=Deployment("will", data_loss=True),
        ),
        finding(
            id="rds-secret",
            title="Password in plain text",
            severity=Severity.CRITICAL,
            fix=NO_FIX,
            places=(
                place(
                    path=("Resources", "RawBucket", "Properties", "Password"),
                    message="Password of RawBucket is in plain text.",
                    before="hunter2",
                    after=None,
                ),
            ),
        ),
        source=BUCKET.replace("BucketName: raw", "Password: hunter2"),
        failures=[("s3-odd", "KeyError: 'Status'")],
    )


def test_small_document_reads_as_the_golden_one():
    text = as_markdown(small())
    assert text == GOLDEN.read_text(encoding="utf-8"), f"if the new text is better, write it to {GOLDEN}"


@settings(max_examples=25, deadline=None)
@given(FINDINGS)
def test_every_finding_has_one_heading_and_the_table_adds_up(findings):
    text = outside_fences(as_markdown(result(*findings)))
    assert len(re.findall(r"(?m)^### \d+\. ", text)) == len(findings)
    anchors = re.findall(r'(?m)^<a id="([^"]+)"></a>$', text)
    assert len(set(anchors)) == len(findings)
    rows = [
        list(map(int, re.findall(r" (\d+) (?=\|)", line))) for line in text.splitlines() if line[:2] == "| "
    ]
    rows = [row for row in rows if row]
    if findings:
        assert all(sum(row[:-1]) == row[-1] for row in rows)
        assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
        assert rows[-1][-1] == len(findings)


def outside_fences(text):
    """The document without its fenced blocks, read as CommonMark reads fences."""
    kept, fence_of = [], None
    for line in text.split("\n"):
        run = re.match(r"`{3,}", line)
        if fence_of is None and run:
            fence_of = run[0]
        elif fence_of is not None:
            if run and len(run[0]) >= len(fence_of) and not line.strip("`").strip():
                fence_of = None
        else:
            kept.append(line)
    assert fence_of is None
    return "\n".join(kept)


def test_the_format_of_the_snippets_is_that_of_the_file():
    source = json.dumps(
        {"Resources": {"RawBucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "raw"}}}}
    )
    text = as_markdown(result(finding(), source=source))
    assert (
        '```json\n"Properties": {\n  "VersioningConfiguration": {\n    "Status": "Enabled"\n  }\n}\n```'
        in text
    )


def test_intrinsics_are_short_in_yaml():
    after = {"Name": {"Fn::Sub": "${A}-x"}, "Arn": {"Fn::GetAtt": ["A", "Arn"]}}
    text = as_markdown(result(finding(places=(place(before=None, after=after),))))
    assert "Name: !Sub ${A}-x\n  Arn: !GetAtt A.Arn" in text


def test_a_long_value_is_cut_and_says_so():
    after = {f"Key{number}": number for number in range(90)}
    text = as_markdown(result(finding(places=(place(after=after),))))
    assert "The fix makes it (the first 20 of 91 lines):" in text
    assert "Key30" not in text


def test_what_is_equal_is_left_out():
    text = as_markdown(
        result(finding(places=(place(before={"Same": 1, "Size": 5}, after={"Same": 1, "Size": 6}),)))
    )
    assert "(equal parts left out)" in text
    assert "Same" not in text


def test_long_texts_are_shown_as_a_diff():
    code_before = "import os\n" + "x = 1\n" * 30 + "y = 2\n"
    text = as_markdown(
        result(finding(places=(place(before=code_before, after=code_before.replace("y = 2", "y = 3")),)))
    )
    assert "```diff\n" in text
    assert "-y = 2\n+y = 3" in text


def test_a_fence_in_the_content_does_not_end_the_snippet():
    text = as_markdown(result(finding(places=(place(before="# a\n```\n# b\n", after="x"),))))
    assert "````yaml\n" in text


def test_places_with_the_same_change_show_it_once():
    many = tuple(place(resource=f"Bucket{number}", line=number) for number in range(1, 8))
    text = as_markdown(result(finding(places=many)))
    assert text.count("```yaml") == 1
    assert "### 1. S3 bucket keeps no versions: Bucket1, Bucket2, Bucket3, Bucket4 and 3 more" in text


def test_a_template_without_findings_says_so():
    assert "has no findings." in as_markdown(result())
    assert "means the same as `ideal.yaml`." in as_markdown(result(ideal=BUCKET))


def test_no_absolute_path_is_told():
    assert "/home" not in as_markdown(result(finding(), name="/home/somebody/stack.yaml"))


@given(st.text(max_size=40))
def test_a_code_span_cannot_be_left(text):
    span = code(text)
    if span:
        ticks = re.match("`+", span)[0]
        assert span.endswith(ticks)
        assert ticks not in re.findall("`+", span[len(ticks) : -len(ticks)])


@given(st.text(max_size=40))
def test_plain_text_has_no_bare_special_character(text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[*`\[\]<>|#~]", plain(text))


def test_prose_keeps_what_is_meant_as_code():
    assert prose("Set `A_B` to *one* | `two`") == r"Set `A_B` to \*one\* \| `two`"


def test_a_link_that_is_none_is_code():
    assert link("https://docs.aws.amazon.com/x") == "<https://docs.aws.amazon.com/x>"
    assert link("javascript:alert(1)") == "`javascript:alert(1)`"


def test_a_fence_is_longer_than_any_inside():
    assert fence("````\n") == "`````\n````\n\n`````"
