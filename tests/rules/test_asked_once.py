from collections.abc import Iterator

import pytest

from repair.rules.context import Context
from repair.rules.detect import detect
from repair.rules.load import rule
from repair.rules.model import Detection, Rule, Safety, Severity
from repair.rules.needs import where_needed
from repair.template.template import Template


def rule_of(detector, *, whole=False):
    return Rule(
        "x-y", "T", "tags", Severity.LOW, Safety.SAFE, ("baseline",), "", "", (), {}, () if whole else ("*",),
        None if whole else detector, detector if whole else None,
    )  # fmt: skip


@pytest.fixture
def template():
    queue, topic = {"Type": "AWS::SQS::Queue"}, {"Type": "AWS::SNS::Topic"}
    return Template({"Resources": {"Queue": queue, "Topic": topic}})


def changed(template):
    """The same template with another body of `Topic`."""
    resources = {**template.data["Resources"], "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}}}
    return template.with_data({**template.data, "Resources": resources})


def counting(asked, *, looks=False, raises=False):
    def detector(context, resource) -> Iterator[Detection]:
        asked.append(resource.id)
        if raises:
            raise ValueError("no")
        if looks:
            assert context.template.resources
        yield Detection(resource.path, f"{resource.id} of {resource.body}")

    return rule_of(detector)


def test_a_rule_that_does_not_look_at_the_template_is_asked_once_for_each_body(template):
    asked = []
    rules, context = [counting(asked)], Context(template)
    first, _ = detect(rules, context)
    assert detect(rules, context)[0] == first
    again, _ = detect(rules, context.with_template(changed(template)))
    assert asked == ["Queue", "Topic", "Topic"]
    assert [one.detection.path for one in again] == [one.detection.path for one in first]
    assert "Properties" in again[1].detection.message


def test_a_rule_that_looks_at_the_template_is_asked_every_time(template):
    asked = []
    context = Context(template)
    for _ in range(2):
        assert len(detect([counting(asked, looks=True)], context)[0]) == 2
    assert asked == ["Queue", "Topic"] * 2


def test_a_rule_that_fails_is_asked_again_and_reported_each_time(template):
    asked = []
    context = Context(template)
    failing = counting(asked, raises=True)
    for _ in range(2):
        found, failed = detect([failing], context)
        assert not found
        assert [one.error for one in failed] == ["ValueError: no"]
    assert len(asked) == 4


def test_a_rule_that_needs_a_violation_is_not_asked_about_what_keeps_its_schema():
    asked = []

    def detector(context, resource):
        asked.append(resource.id)
        return ()

    good = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5}}
    bad = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": "soon"}}
    context = Context(Template({"Resources": {"Good": good, "Bad": bad}}))
    detect([rule_of(where_needed("violation", detector))], context)
    assert asked == ["Bad"]


def test_a_rule_that_needs_a_circle_is_not_asked_where_there_is_none():
    asked = []

    def detector(context):
        asked.append(list(context.template.resources))
        return ()

    def topic(*names):
        return {"Type": "AWS::SNS::Topic", "DependsOn": list(names)}

    rules = [rule_of(where_needed("circle", detector), whole=True)]
    detect(rules, Context(Template({"Resources": {"A": topic("B"), "B": topic()}})))
    assert not asked
    detect(rules, Context(Template({"Resources": {"A": topic("B"), "B": topic("A")}})))
    assert asked == [["A", "B"]]


def test_what_a_rule_can_need_is_one_of_two_words():
    with pytest.raises(KeyError):
        where_needed("luck", lambda: ())


def test_the_code_of_a_rule_that_is_not_needed_stays_unloaded(template):
    from repair.rules import load

    loaded = []
    original = load._module
    load._module = lambda file: loaded.append(file.stem) or original(file)
    load.rule.cache_clear()
    try:
        detect([rule("properties-required"), rule("cycles-unbroken")], Context(template))
    finally:
        load._module = original
    assert not loaded
