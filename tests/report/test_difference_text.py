"""`repair diff` on a terminal."""

import re

import pytest
from differing import MOVED_OUT, PAIRED, RENAMED, UNSURE, delta, difference, made

from repair.diff.delta import Deployment
from repair.diff.difference import diff
from repair.report.difference_text import MAX_ROWS, text
from repair.report.difference_viewer import view
from repair.template.load import from_text


def shown(*deltas, width=0, **changes):
    return text(view(made(*deltas, **changes)), width=width)


def test_the_whole_picture():
    found, generated, ideal = difference()
    words = re.sub(r"paired by content, [^\n]*; (?=2 ref)", "", text(view(found, generated, ideal)))
    assert (
        words.partition("7 differences")[0]
        == """\
generated.yaml → ideal.yaml

Template
  ~ Description  line 1
    ~ the whole: Orders → Orders and returns

Resources
  = RawBucket → DataBucket  AWS::S3::Bucket  line 5  [replaces it; data may be lost]
      2 references follow
    ~ Properties.Tags[Team].Value: data → platform
  ~ Function  AWS::Lambda::Function  line 20
    ~ Properties.Timeout: 3 → 30
    ~ Properties.Code.ZipFile:
          import boto3

          def handler(event, context):
        -     size = 5
        +     size = 6
              return size
  + Topic  AWS::SNS::Topic  line 32
      {Type: AWS::SNS::Topic, Properties: {TopicName: alerts}}
  - Queue  AWS::SQS::Queue  line 32  [its data is deleted]
      {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5}}

"""
    )


def test_templates_that_mean_the_same_are_one_sentence():
    assert shown() == "The two templates mean the same.\n"


def test_differences_in_spelling_are_shown_when_they_were_asked_for():
    source = "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: %s}}}"
    mine, theirs = from_text(source % "5"), from_text(source % '"5"')
    words = text(view(diff(mine, theirs, exact=True), mine, theirs))
    assert 'Properties.DelaySeconds: 5 → "5"  [means the same]' in words
    assert words.replace("\n", " ").rstrip().endswith("creates, deletes and replaces nothing.")
    assert "The two templates mean the same." in words


def test_what_a_change_does_stands_in_brackets_behind_it():
    words = shown(delta(deployment=Deployment("will", data_loss=True), permissions="narrower"))
    assert "    ~ Properties.Size: 5 → 6  [replaces it; data may be lost; allows less]\n" in words


def test_a_pair_by_content_says_how_sure_it_is_and_what_follows():
    words = shown(RENAMED, alignment=PAIRED)
    assert (
        "  = Db → Database  AWS::RDS::DBInstance  [replaces it; may replace also App; data may be lost]\n"
        in words
    )
    assert (
        "      paired by content, 72 % alike; the next best is 31 points behind; 2 references follow\n"
        in words
    )


def test_parts_stand_under_the_change_that_they_make_up():
    assert (
        """\
  > Web  AWS::RDS::DBInstance  [same permissions]
    > Properties.SecurityGroupIngress[0] → Resources.Https  [same permissions]
        - Properties.SecurityGroupIngress[0]: {FromPort: 443}
        + Resources.Https: {Type: AWS::EC2::SecurityGroupIngress, Properties: {FromPort: 443}}
""".replace("AWS::RDS::DBInstance  [same permissions]", "AWS::RDS::DBInstance")
        in shown(MOVED_OUT)
    )


def test_a_value_that_has_no_room_stands_below():
    words = shown(delta(before="a" * 60, after="b" * 60))
    assert f"    ~ Properties.Size:\n        - {'a' * 60}\n        + {'b' * 60}\n" in words


def test_a_long_value_is_cut_and_says_by_how_much():
    words = shown(delta("added", after=[{"Name": "n" * 40, "Number": n} for n in range(30)]))
    assert f"… {60 - MAX_ROWS} more lines" in words


def test_the_end_says_counts_similarity_and_what_becomes_of_the_stack():
    words = shown(
        RENAMED, delta(permissions="broader"), ambiguous=(UNSURE,), coarse=("Coarse.",), width=200
    ).splitlines()
    assert words[-4:] == [
        "Resources: nothing tells which of A and B is which of X and Y; they count as removed and added.",
        "Coarse.",
        "Of the differences in what is allowed, 1 allows more.",
        "2 differences (1 renamed, 1 changed); similarity 96 %. In a running stack it replaces 1 (Db) and may replace 1 "
        "(App); data may be lost through Db.",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_keep_to_the_terminal_as_far_as_words_allow(width):
    long = delta(
        before="some words " * 6, after="other words " * 6, deployment=Deployment("will", also=("A", "B"))
    )
    lines = delta(before="one\n" + "some words " * 20, after="one\n" + "x" * 150)
    for line in shown(long, lines, RENAMED, width=width, alignment=PAIRED).splitlines():
        assert len(line) <= width or "  AWS::" in line


def test_colour_changes_no_character():
    found, generated, ideal = difference()
    seen = view(found, generated, ideal)
    coloured = text(seen, colour=True)
    assert "\x1b[94m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == text(seen)


def test_no_value_commands_the_terminal():
    words = shown(
        delta(before="\x1b[2Jgone", after="\x9b31m\u202e"),
        delta("added", ("Resources", "Na\x1bme"), after={"Type": "\x1b]0;x\x07"}, resource="Na\x1bme"),
    )
    assert not set(words) & {"\x1b", "\x9b", "\x07", "\u202e"}
