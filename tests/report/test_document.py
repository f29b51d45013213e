"""What the document of a result says, before any format."""

import json

from hypothesis import Phase, given, settings
from made_up import BUCKET, FINDINGS, NO_FIX, finding, place, result

import repair
from repair.engine.result import Options
from repair.report.composing.compose import document_of
from repair.template.load import from_text

GENERATED = """\
# by a machine
Resources:
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Timeout: 300
      MemorySize: 512
      Handler: index.handler
  Raw:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
"""
IDEAL = """\
Resources:
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Timeout: 60
      MemorySize: 256
      Handler: index.handler
      TracingConfig: {Mode: Active}
  Raw:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
  Topic:
    Type: AWS::SNS::Topic
"""


def compared(generated, ideal, **options):
    sides = from_text(generated, "generated.yaml"), from_text(ideal, "ideal.yaml")
    return document_of(repair.report(*sides), Options(**options))


def words_of(document):
    return " ".join(" ".join((item.issue, item.remedy, *item.steps)) for item in document.items)


@settings(max_examples=20, deadline=None, phases=[Phase.generate])
@given(FINDINGS)
def test_counts_add_up_in_every_direction(findings):
    document = document_of(result(*findings))
    summary = document.summary
    assert summary.items == len(document.items) == len(findings)
    assert summary.places == sum(len(item.places) for item in document.items)
    for group in (summary.by_severity, summary.by_category, summary.by_standing):
        assert sum(count.items for count in group) == summary.items
        assert sum(count.places for count in group) == summary.places
        assert all(sum(count.by_severity) == count.items for count in group)
    for item in document.items:
        assert sum(len(site.places) for site in item.sites) == len(item.places)
    assert len({item.anchor for item in document.items}) == len(document.items)


def test_numbers_are_told_with_their_units():
    words = words_of(compared(GENERATED, IDEAL))
    assert "`300` seconds" in words
    assert "`256` MB" in words


def test_what_is_said_of_the_same_resource_is_one_sentence():
    words = words_of(compared(GENERATED, IDEAL))
    assert "`Worker` sets `Timeout` to `300` seconds and `MemorySize` to `512` MB." in words


def test_a_resource_that_is_missing_is_said_to_be_missing():
    words = words_of(compared(GENERATED, IDEAL))
    assert "The generated template has no resource `Topic`." in words
    assert "Add the resource `Topic` (`AWS::SNS::Topic`)." in words


def test_every_line_cited_has_what_it_is_cited_for():
    lines = {"generated.yaml": GENERATED.splitlines(), "ideal.yaml": IDEAL.splitlines()}
    for item in compared(GENERATED, IDEAL).items:
        for place_ in item.places:
            for spot in (place_.generated, place_.ideal):
                if spot is not None and spot.present:
                    name = (place_.property or place_.name).rsplit(".", 1)[-1]
                    assert name in lines[spot.file][spot.line - 1]


def test_several_changes_of_one_resource_are_one_snippet():
    before = (place(path=("Resources", "RawBucket", "Properties", name), before=1, after=2) for name in "AB")
    document = document_of(result(finding(places=tuple(before)), ideal=BUCKET))
    (change,) = document.items[0].changes
    assert change.generated.text.splitlines() == ["RawBucket:", "  Properties:", "    A: 1", "    B: 1"]
    assert change.places == (0, 1)


def test_the_same_change_of_several_resources_is_shown_once():
    many = tuple(
        place(path=("Resources", f"B{n}", "Properties", "X"), resource=f"B{n}", before=1, after=2)
        for n in range(7)
    )
    (item,) = document_of(result(finding(places=many))).items
    assert item.title == "S3 bucket keeps no versions: `B0`, `B1`, `B2`, `B3` and 3 more"
    (change,) = item.changes
    assert change.places == tuple(range(7))


def test_what_is_equal_is_left_out_of_a_snippet_and_marked():
    change = place(before={"Same": [1, 2], "Size": 5}, after={"Same": [1, 2], "Size": 6})
    (shown,) = document_of(result(finding(places=(change,)))).items[0].changes
    assert shown.generated.text == "Properties:\n  …\n  Size: 5"


def test_a_long_value_is_cut_and_says_so():
    change = place(before={}, after={f"Key{number}": number for number in range(90)})
    (shown,) = document_of(result(finding(places=(change,)))).items[0].changes
    assert shown.ideal.note == "the first 20 of 91 lines"
    assert len(shown.ideal.text.splitlines()) == 20


def test_a_long_text_is_shown_by_its_changed_lines():
    text = "import os\n" + "x = 1\n" * 30 + "y = 2\n"
    change = place(before=text, after=text.replace("y = 2", "y = 3"))
    (shown,) = document_of(result(finding(places=(change,)))).items[0].changes
    assert shown.difference.language == "diff"
    assert "-y = 2\n+y = 3" in shown.difference.text
    assert shown.generated is shown.ideal is None


def test_json_in_a_text_is_compared_as_what_it_means():
    change = place(before='{"a": 1, "b": 2}', after='{"b": 2, "a": 3}')
    (shown,) = document_of(result(finding(places=(change,)))).items[0].changes
    assert shown.generated.text == "Properties:\n  a: 1\n  …"


def test_what_differs_inside_a_definition_is_told_by_its_last_names():
    states = '{"States": {"A": {"States": {"Check": {"Retry": %s}}}}}'
    (item,) = document_of(
        result(
            finding(
                places=(
                    place(
                        path=("Resources", "M", "Properties", "DefinitionString"),
                        before={"Fn::Sub": [states % 1, {"X": "y"}]},
                        after={"Fn::Sub": [states % 2, {"X": "y"}]},
                    ),
                )
            ),
            ideal=BUCKET,
        )
    ).items
    assert item.steps == ("Change `DefinitionString…Check.Retry` of `M` from `1` to `2`.",)


def test_snippets_are_in_the_format_of_their_files():
    generated = json.dumps(
        {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 1}}}}
    )
    ideal = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {DelaySeconds: 2}\n"
    (item,) = compared(generated, ideal).items
    (change,) = item.changes
    assert (change.generated.language, change.generated.text) == ("json", '"DelaySeconds": 1')
    assert (change.ideal.language, change.ideal.text) == ("yaml", "DelaySeconds: 2")


def test_without_an_ideal_and_a_fix_nothing_is_made_up():
    (item,) = document_of(result(finding(fix=NO_FIX))).items
    assert item.remedy == ""
    assert item.steps == ()
    assert all(change.undecided and change.ideal is None for change in item.changes)
    assert item.standing_text == "No fix is known: a person has to decide."


def test_identical_templates_are_said_to_be_identical():
    document = compared(GENERATED, GENERATED)
    assert document.sameness.identical
    assert document.verdict.endswith("are identical, byte for byte. There is no failure to report.")
    assert document.items == ()
    assert document.patch.operations == 0


def differs_in(generated, ideal):
    document = compared(generated, ideal)
    assert document.items == ()
    assert not document.sameness.identical
    assert all(words in document.verdict for words in document.sameness.differs_in)
    return document.sameness.differs_in


def test_a_difference_in_comments_is_named():
    assert differs_in(GENERATED, GENERATED.replace("by a machine", "by hand")) == ("comments",)


def test_a_hash_in_a_text_is_no_comment():
    source = 'Description: "one # two"\n' + GENERATED
    assert differs_in(source, source.replace('"one # two"', "'one # two'")) == ("formatting",)


def test_a_difference_in_key_order_is_named():
    swapped = GENERATED.replace(
        "      Timeout: 300\n      MemorySize: 512\n", "      MemorySize: 512\n      Timeout: 300\n"
    )
    assert differs_in(GENERATED, swapped) == ("key order",)


def test_a_difference_in_formatting_is_named():
    assert differs_in(GENERATED, GENERATED.replace("{Status: Enabled}", "{ Status: Enabled }")) == (
        "formatting",
    )


def test_a_difference_in_spelling_is_counted():
    assert differs_in(GENERATED, GENERATED.replace("300", "'300'")) == ("the spelling of 1 value",)


def test_another_format_is_named():
    data = from_text(GENERATED, "g").data
    assert differs_in(GENERATED, json.dumps(data)) == ("format (YAML and JSON)",)


def test_what_is_right_is_what_a_rule_asks_for_and_both_have():
    (right,) = (one for one in compared(GENERATED, IDEAL).right if one.rule == "s3-versioning")
    assert (right.property, right.value, right.resources) == (
        "VersioningConfiguration",
        "{Status: Enabled}",
        ("Raw",),
    )


def test_a_rule_that_the_ideal_breaks_praises_nobody():
    ideal = IDEAL.replace("Enabled", "Suspended")
    assert "s3-versioning" not in {one.rule for one in compared(GENERATED, ideal).right}


def test_verification_speaks_of_both_templates_and_only_of_what_was_checked():
    broken = (
        GENERATED + "  Bad:\n    Type: AWS::SNS::Topic\n    DeletionPolicy: Retain\n    DependsOn: Nowhere\n"
    )
    checks = {check.id: check for check in compared(broken, IDEAL).verification}
    assert [verdict.file for verdict in checks["references"].verdicts] == ["generated.yaml", "ideal.yaml"]
    assert [verdict.holds for verdict in checks["references"].verdicts] == [False, True]
    assert "`Nowhere`" in checks["references"].verdicts[0].words
    assert [verdict.holds for verdict in checks["destroyable"].verdicts] == [False, True]
    assert "`Bad`" in checks["destroyable"].verdicts[0].words
    assert "cfn-lint" not in checks


def test_the_patch_is_measured():
    document = compared(GENERATED, IDEAL)
    assert document.patch.operations == 2
    assert document.patch.size > 100
    assert (document.patch.lines_added, document.patch.lines_removed) == (6, 2)
    assert 0 < document.similarity < 1
