"""YAML that does not parse is mended line by line; what is unclear is left alone."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

TEXT = """Parameters:
  Env:
    Type: String
    Default: dev
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Description: what it does
      Statement:
        - Effect: Allow
          Action: '*'
          Resource: x
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: q
"""
WHOLE = yaml.safe_load(TEXT)
ROOTS = frozenset({"Description", "Parameters", "Resources", "Outputs"})


def meant(text):
    return recover(text, dialect=CLOUDFORMATION, roots=ROOTS)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Action: '*'", "Action: *", "syntax-quotes"),
        ("Action: '*'", "Action: '*", "syntax-quotes"),
        ("    Properties:\n      QueueName", "    Properties\n      QueueName", "syntax-colon"),
        ("  Env:\n    Type", "\tEnv:\n\t\tType", "syntax-indentation"),
        ("          Resource: x", "           Resource: x", "syntax-indentation"),
        (TEXT, f"Here it is:\n```yaml\n{TEXT}```\nGood luck with it.\n", "syntax-wrapping"),
        (TEXT, f"{TEXT}This template makes a role and a queue.\n1. A role\n", "syntax-wrapping"),
        ("    Default: dev\n", "    Default: dev\n    Default: dev\n", "syntax-duplicate"),
    ],
)
def test_a_mistake_is_mended_and_named(old, new, kind):
    assert old in TEXT
    document = meant(TEXT.replace(old, new, 1))
    assert document.data == WHOLE
    assert {one.mend.kind for one in document.recovery.found} == {kind}


@pytest.mark.parametrize("value", ["{{resolve:ssm:/a}}", "@me", "%d", "a: b", "`x`", "*"])
def test_a_value_that_needs_quotes_gets_them(value):
    document = meant(TEXT.replace("what it does", value))
    assert document.data["Resources"]["Role"]["Properties"]["Description"] == value
    assert document.recovery.plain


def test_json_without_its_first_bracket_gets_it():
    document = meant('"Resources": {\n  "A": {"Type": "AWS::SQS::Queue"}\n}\n}\n')
    assert document.data == {"Resources": {"A": {"Type": "AWS::SQS::Queue"}}}
    assert document.format == "json"


def test_a_first_key_without_its_colon_is_no_prose():
    document = meant(f"Description 'what it is'\n{TEXT}")
    assert document.data == {"Description": "what it is", **WHOLE}


def test_a_key_with_two_bodies_is_left_alone():
    assert meant(TEXT.replace("    Default: dev\n", "    Default: dev\n    Default: prod\n")) is None


def test_several_mistakes_are_mended_one_after_the_other():
    broken = (
        TEXT.replace("Action: '*'", "Action: *")
        .replace("what it does", "a: b")
        .replace("QueueName: q", "QueueName: @q")
    )
    document = meant(broken)
    assert document.data["Resources"]["Queue"]["Properties"]["QueueName"] == "@q"
    assert len(document.recovery.found) == 3
    assert [one.position.line for one in document.recovery.found] == [9, 12, 17]


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(["", "\t", ":", "'", '"', "*", "{", "- ", " "]))
@settings(max_examples=80, deadline=None)
def test_whatever_is_mended_parses_and_is_not_mended_again(at, put):
    document = meant(TEXT[:at] + put + TEXT[at + 1 :])
    if document is not None:
        assert document.recovery.found
        assert recover(document.text, dialect=CLOUDFORMATION, roots=ROOTS) is None
