"""The gate trusts nobody."""

import pytest
from made_rules import detected

from repair.engine.gate import GateError, check_plan, check_text, check_validity, new_faults
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


def test_the_place_that_does_not_say_what_was_planned_is_named():
    template = from_text(TEXT, "t.yaml")
    wanted = {"Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": {}, "Zone": 1}}}
    with pytest.raises(GateError) as caught:
        check_text(template, wanted, f"{TEXT}    Other: 1\n")
    assert str(caught.value) == (
        "the repaired text does not say what was planned at /Resources/T/Properties; nothing was written"
    )


def test_a_template_that_was_not_read_from_text_has_none_to_check():
    check_text(Template({"Resources": {}}), {"Resources": {"A": {}}}, "anything: else")


def test_the_first_change_that_no_fix_planned_is_named_what_goes_before_what_comes():
    before = {"Resources": {"A": {"Old": 1, "Kept": 1}}}
    after = {"Resources": {"A": {"Kept": 1, "New": 1}}}
    with pytest.raises(GateError) as caught:
        check_plan(before, after, [])
    assert str(caught.value) == (
        "the repair would change /Resources/A/Old, which no fix planned; nothing was written"
    )
    with pytest.raises(GateError, match="/Resources/A/New"):
        check_plan(before, after, [("Resources", "A", "Old")])
    check_plan(before, after, [("Resources", "A", "Old"), ("Resources", "A", "New")])
    check_plan(before, before, [])


def fault(rule_id, *path, category="validity"):
    return detected(rule_id, ("Resources", *path), category=category)


def test_a_new_fault_is_named_by_its_rule_and_entry():
    with pytest.raises(GateError) as caught:
        check_validity([], [fault("a-rule", "A", "Properties", "X")])
    assert str(caught.value) == (
        "the repair would make /Resources/A break a-rule, which it does not now; nothing was written"
    )


def test_faults_are_counted_by_rule_and_entry():
    old, more = fault("a", "A", "X"), fault("a", "A", "Y")
    assert new_faults([old], [more]) == []
    assert new_faults([old], [old, more]) == [old, more]
    assert new_faults([], [old, more], allowed=[old]) == [old, more]
    assert new_faults([old], [old, more], allowed=[more, more]) == []
    for other in (fault("b", "A", "X"), fault("a", "B", "X")):
        assert new_faults([old], [other]) == new_faults([], [other], allowed=[old]) == [other]
    assert new_faults([], [fault("a", "A", category="naming")]) == []
    assert new_faults([fault("a", "A", category="naming")], [old]) == [old]


def test_a_fault_is_new_whatever_kind_of_iterable_it_comes_in():
    old = fault("a", "A")
    assert new_faults(iter([]), iter([old]), iter([])) == [old]
