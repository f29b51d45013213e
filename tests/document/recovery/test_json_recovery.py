"""JSON that is not quite JSON is read as it was meant; what is unclear is left alone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

WHOLE = {
    "Parameters": {"Env": {"Type": "String", "Default": "dev"}},
    "Resources": {
        "Bucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"BucketName": {"Fn::Sub": "x-${Env}"}, "Tags": [{"Key": "a", "Value": "b"}]},
        },
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5, "FifoQueue": True}},
    },
}
TEXT = json.dumps(WHOLE, indent=2)
ROOTS = frozenset({"Parameters", "Resources", "Outputs"})


def meant(text):
    document = recover(text, dialect=CLOUDFORMATION, roots=ROOTS)
    return None if document is None else document


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('"Type": "String",', '"Type": "String", // the stage', "syntax-comment"),
        ('"Type": "String",', '"Type": "String", /* the\nstage */', "syntax-comment"),
        ('"Type": "String",', '"Type": "String", # the stage', "syntax-comment"),
        ('"Default": "dev"', '"Default": "dev",', "syntax-comma"),
        ('"Type": "String",', '"Type": "String"', "syntax-comma"),
        ('"Type": "String",', '"Type": "String",,', "syntax-comma"),
        ('"Default": "dev"', "'Default': 'dev'", "syntax-quotes"),
        ('"Default": "dev"', 'Default: "dev"', "syntax-quotes"),
        ('"Default": "dev"', '"Default": `dev`', "syntax-quotes"),
        ('"FifoQueue": true', '"FifoQueue": True', "syntax-quotes"),
        ('"Default": "dev"', '"Default" "dev"', "syntax-colon"),
        ('"Default": "dev"', '"Default" = "dev"', "syntax-colon"),
        ('{\n          "Fn::Sub": "x-${Env}"\n        }', '!Sub "x-${Env}"', "syntax-short-form"),
        ('"Type": "String",', '"Type": "String", "Type": "String",', "syntax-duplicate"),
    ],
)
def test_a_mistake_with_one_reading_is_mended_and_named(old, new, kind):
    assert old in TEXT
    document = meant(TEXT.replace(old, new, 1))
    assert document.data == WHOLE
    assert {one.mend.kind for one in document.recovery.found} == {kind}
    assert document.recovery.plain


@pytest.mark.parametrize(
    ("around", "count"), [("Here it is:\n\n```json\n{}\n```\nEnjoy!\n", 1), ("Sure! The template:\n{}\n", 1)]
)
def test_text_around_the_template_is_dropped(around, count):
    document = meant(around.format(TEXT))
    assert document.data == WHOLE
    assert [one.mend.kind for one in document.recovery.found] == ["syntax-wrapping"] * count


def test_of_several_code_blocks_the_fullest_is_taken_and_that_is_a_guess():
    other = '```json\n{"Resources": {}}\n```\n'
    document = meant(f"{other}\n```json\n{TEXT}\n```\n")
    assert document.data == WHOLE
    assert not document.recovery.plain


def test_block_text_of_yaml_becomes_a_json_text():
    text = '{\n  "Resources": {"F": {"Code": {\n    "ZipFile": |\n      import os\n\n      print("hi")\n  }}}\n}\n'
    assert meant(text).data["Resources"]["F"]["Code"]["ZipFile"] == 'import os\n\nprint("hi")\n'


def test_a_text_over_several_lines_keeps_its_line_breaks():
    document = meant('{"Resources": {"A": "one\n two\\d"}}')
    assert document.data == {"Resources": {"A": "one\n two\\d"}}


def test_brackets_that_are_open_at_the_end_are_closed():
    document = meant(TEXT.rstrip().removesuffix("}").rstrip().removesuffix("}").rstrip())
    assert document.data == WHOLE


def test_a_bracket_missing_in_the_middle_is_told_by_indentation_and_is_a_guess():
    missing = TEXT.replace('    },\n    "Queue"', '    "Queue"')
    assert missing != TEXT
    document = meant(missing)
    assert document.data == WHOLE
    assert not document.recovery.plain


def test_a_bracket_too_many_is_told_by_indentation():
    document = meant(TEXT.replace('    },\n    "Queue"', '      }\n    },\n    "Queue"'))
    assert document.data == WHOLE


def test_an_object_as_a_key_is_left_alone():
    assert meant('{"Resources": {"A": {{"Ref": "B"}: 1}}}') is None


def test_a_key_with_two_values_is_left_alone():
    assert meant('{"Resources": {"A": 1, "A": 2,}}') is None


@pytest.mark.parametrize("text", ['{"A": """text""", "Resources": {}}', '{"Resources": {"A": ["a""b"]}}'])
def test_quotes_that_touch_are_no_missing_comma_or_colon(text):
    assert meant(text) is None


def test_positions_are_those_of_the_text_as_it_was_given():
    document = meant(f"Sure:\n\n```json\n{TEXT}\n```\n")
    assert document.position(("Resources", "Queue")).line == TEXT[: TEXT.index('"Queue"')].count("\n") + 4


@given(st.integers(0, len(TEXT)))
@settings(max_examples=150, deadline=None)
def test_a_text_cut_off_anywhere_keeps_what_is_whole(at):
    document = meant(TEXT[:at])
    if document is None:
        return
    kept = document.data
    for section, entries in kept.items():
        assert entries.keys() <= WHOLE[section].keys()
    for name, body in list(WHOLE["Resources"].items()):
        if at >= TEXT.index(f'"{name}"') + len(json.dumps(body, indent=2)) + 200:
            assert kept["Resources"][name] == body


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(["", ",", "}", "{", '"', "'", "|", ":", "]", "[", "!"]))
@settings(max_examples=150, deadline=None)
def test_whatever_is_mended_parses_and_says_where(at, put):
    document = meant(TEXT[:at] + put + TEXT[at + 1 :])
    if document is not None:
        assert document.recovery.found
        assert all(one.position.line >= 1 for one in document.recovery.found)
        assert recover(document.text, dialect=CLOUDFORMATION, roots=ROOTS) is None
