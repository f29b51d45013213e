"""The gate trusts nobody."""

import pytest

from repair.engine.gate import GateError, check_plan, check_text, check_validity
from repair.rules.context import Context
from repair.rules.detect import detect
from repair.rules.load import library
from repair.template.load import from_text
from repair.template.template import Template

TEXT = "Resources:\n  T:\n    Type: AWS::SNS::Topic\n"


def test_text_that_says_something_else_does_not_pass():
    template = from_text(TEXT, "t.yaml")
    wanted = {"Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "a"}}}}
    with pytest.raises(GateError, match="/Resources/T"):
        check_text(template, wanted, TEXT)
    check_text(template, template.data, TEXT)


def test_a_change_outside_the_plan_does_not_pass():
    before = {"Resources": {"A": {"Type": "X"}, "B": {"Type": "Y"}}}
    after = {"Resources": {"A": {"Type": "Z"}, "B": {"Type": "Y"}}}
    with pytest.raises(GateError, match="/Resources/A/Type"):
        check_plan(before, after, [("Resources", "B")])
    check_plan(before, after, [("Resources", "A")])


def test_how_the_patch_says_a_change_does_not_matter():
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"Tags": [{"Key": "Team", "Value": "blue"}] * 20}}
    before = {
        "Resources": {"A": {"Type": bucket["Type"]}, "B": {"Type": bucket["Type"], "DeletionPolicy": "r"}}
    }
    after = {"Resources": {"A": bucket, "B": {**bucket, "DeletionPolicy": "r"}}}
    check_plan(before, after, [("Resources", name, "Properties") for name in "AB"])


def found_in(properties):
    template = Template({"Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": properties}}})
    return detect(library(), Context(template))[0]


GOOD, BAD = {"DisplayName": "a"}, {"Display": "a"}


def test_a_new_validity_finding_does_not_pass():
    with pytest.raises(GateError, match="properties-unknown"):
        check_validity(found_in(GOOD), found_in(BAD))
    check_validity(found_in(BAD), found_in(GOOD))


def test_what_the_ideal_has_is_allowed():
    check_validity(found_in(GOOD), found_in(BAD), allowed=found_in(BAD))
