"""The loop comes to rest, says why something is left, and names rules that fight."""

import pytest

from repair.engine.loop import ConvergenceError, mend, survey
from repair.patch.operations import Ensure, RefusalCode, Refused, Set
from repair.rules.context import Context, Settings
from repair.rules.model import Detection, Rule, Safety, Severity
from repair.template.template import Template

TOPIC = ("Resources", "T")
NAME = (*TOPIC, "Properties", "TopicName")


def rule(rule_id, detect, *, safety=Safety.SAFE, category="naming"):
    return Rule(
        id=rule_id,
        title=rule_id,
        category=category,
        severity=Severity.LOW,
        safety=safety,
        profiles=("baseline",),
        why="why",
        impact="impact",
        references=(),
        aliases={},
        types=("*",),
        detect_resource=detect,
    )


def wants_name(name, *, operation=Set, safety=Safety.SAFE):
    def detect(context, resource):
        if resource.properties.get("TopicName") != name:
            yield Detection(NAME, f"name is not {name}.", (operation(NAME, name),), safety)

    return detect


def context(properties=None, stack="new"):
    body = {"Type": "AWS::SNS::Topic", "Properties": properties or {}}
    return Context(Template({"Resources": {"T": body}}), Settings(stack=stack))


def test_a_template_that_keeps_every_rule_stays_the_same_object():
    before = context({"TopicName": "a"})
    outcome = mend(before, [rule("a", wants_name("a"))])
    assert outcome.data is before.template.data
    assert (outcome.applied, outcome.left, outcome.passes) == ((), (), 0)


def test_a_fix_that_makes_another_rule_speak_is_followed_up():
    def needs_display_name(context, resource):
        if "TopicName" in resource.properties and "DisplayName" not in resource.properties:
            yield Detection(TOPIC, "no display name.", (Ensure((*TOPIC, "Properties", "DisplayName"), "d"),))

    outcome = mend(context(), [rule("a", wants_name("a")), rule("b", needs_display_name)])
    assert outcome.data["Resources"]["T"]["Properties"] == {"TopicName": "a", "DisplayName": "d"}
    assert outcome.passes == 2


def test_rules_that_undo_one_another_are_named():
    with pytest.raises(ConvergenceError, match="a-rule, b-rule"):
        mend(context(), [rule("a-rule", wants_name("a")), rule("b-rule", wants_name("b"))])


def test_a_rule_that_never_rests_is_named():
    def grows(context, resource):
        yield Detection(NAME, "too short.", (Set(NAME, resource.properties.get("TopicName", "") + "x"),))

    with pytest.raises(ConvergenceError, match="grows-rule"):
        mend(context(), [rule("grows-rule", grows)])


def test_a_rule_that_raises_is_reported_and_the_others_go_on():
    def broken(context, resource):
        raise ZeroDivisionError("oops")
        yield

    outcome = mend(context(), [rule("broken", broken), rule("a", wants_name("a"))])
    assert [failure.rule_id for failure in outcome.failures] == ["broken"]
    assert outcome.data["Resources"]["T"]["Properties"] == {"TopicName": "a"}


def test_an_unsafe_fix_waits_to_be_enabled():
    rules = [rule("a", wants_name("a"), safety=Safety.UNSAFE)]
    held = mend(context(), rules)
    assert [left.refusal for left in held.left] == [RefusalCode.UNSAFE_NOT_ENABLED]
    assert held.left[0].ops
    assert mend(context(), rules, unsafe=True).applied


def test_the_smallest_safety_counts():
    rules = [rule("a", wants_name("a", safety=Safety.DISPLAY_ONLY))]
    assert not mend(context(), rules, unsafe=True).applied


def test_a_create_only_property_of_a_running_stack_is_held_back():
    rules = [rule("a", wants_name("a"))]
    held = mend(context(stack="existing"), rules)
    assert [left.refusal for left in held.left] == [RefusalCode.CREATE_ONLY]
    assert mend(context(), rules).applied


def test_a_refusal_says_why():
    def refuses(context, resource):
        yield Detection(TOPIC, "no.", refusal=Refused(RefusalCode.NEEDS_VALUE, "nobody knows the name"))

    (left,) = mend(context(), [rule("a", refuses)]).left
    assert (left.refusal, left.reason) == (RefusalCode.NEEDS_VALUE, "nobody knows the name")


def test_the_same_fix_of_two_rules_is_made_once():
    outcome = mend(context(), [rule("a", wants_name("n")), rule("b", wants_name("n"))])
    assert len(outcome.applied) == 1
    assert outcome.left == ()


def test_a_survey_applies_nothing():
    before = context()
    outcome = survey(before, [rule("a", wants_name("a"))])
    assert outcome.data is before.template.data
    assert [left.refusal for left in outcome.left] == [None]
    assert outcome.left[0].ops
