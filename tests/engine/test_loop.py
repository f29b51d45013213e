"""The loop comes to rest, says why something is left, and names rules that fight."""

from dataclasses import replace

import pytest

from repair.diff.delta import Deployment
from repair.engine.holding import Suppressions
from repair.engine.loop import ConvergenceError, mend, survey
from repair.engine.suppression import Source, Suppression
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


def words_of(rules, given=None, **more):
    with pytest.raises(ConvergenceError) as caught:
        mend(given or context(), rules, **more)
    return str(caught.value)


REPORT = "nothing was written. Please report it; `--ignore` with one of these ids lets the rest go on."


def test_only_those_that_went_in_a_circle_are_named_each_once():
    first = wants_name("a")

    def once(ctx, resource):
        if not resource.properties:
            yield from first(ctx, resource)

    def turns(name, other):
        def detect(ctx, resource):
            if resource.properties.get("TopicName") == other:
                yield Detection(NAME, "turn.", (Set(NAME, name),))

        return detect

    circle = [rule(f"to-{name}", turns(name, other)) for name, other in ("ba", "cb", "dc", "ad")]
    for rules, given in [([rule("once", once), *circle], context()), (circle, context({"TopicName": "a"}))]:
        assert (
            words_of(rules, given)
            == f"the rules to-a, to-b, to-c, to-d undo one another on this template; {REPORT}"
        )


def test_rules_have_ten_passes_to_come_to_rest():
    def counts(limit):
        def detect(ctx, resource):
            number = resource.properties.get("N", 0)
            if number < limit:
                yield Detection(
                    (*TOPIC, "Properties", "N"), "count.", (Set((*TOPIC, "Properties", "N"), number + 1),)
                )

        return [rule("counts", detect)]

    outcome = mend(context(), counts(10))
    assert (outcome.passes, outcome.data["Resources"]["T"]["Properties"]) == (10, {"N": 10})
    assert (
        words_of(counts(11))
        == f"the rules counts do not come to rest within 10 passes on this template; {REPORT}"
    )


def test_what_does_not_deploy_is_mended_first_and_what_touches_the_same_place_waits():
    rules = [rule("naming", wants_name("n")), rule("valid", wants_name("v"), category="validity")]

    def until_named(ctx, resource):
        if "TopicName" not in resource.properties:
            yield Detection(NAME, "none.", (Set(NAME, "v"),))

    rules[1] = replace(rules[1], detect_resource=until_named)
    outcome = mend(context(), rules)
    assert [one.detected.rule.id for one in outcome.applied] == ["valid", "naming"]
    assert (outcome.passes, outcome.data["Resources"]["T"]["Properties"]) == (2, {"TopicName": "n"})


def test_a_fix_that_only_another_one_keeps_back_is_told_with_what_it_would_do():
    def stays(ctx, resource):
        yield Detection(NAME, "stays.", (Set(NAME, "b"),), Safety.UNSAFE)

    (left,) = mend(context({"TopicName": "a"}), [rule("stays", stays)]).left
    assert (left.safety, left.refusal, left.before, left.after) == (
        Safety.UNSAFE,
        "unsafe-not-enabled",
        "a",
        "b",
    )
    assert left.reason == "there is more than one reading, or it changes behaviour"
    assert left.ops == ({"op": "replace", "path": "/Resources/T/Properties/TopicName", "value": "b"},)
    assert left.deployment == Deployment("will")


def test_what_is_applied_is_told_with_what_it_did():
    outcome = mend(context({"TopicName": "a"}), [rule("a", wants_name("b"))])
    (applied,) = outcome.applied
    assert (applied.safety, applied.before, applied.after) == (Safety.SAFE, "a", "b")
    assert (applied.touched, applied.deployment) == ((NAME,), Deployment("will"))
    assert [one.rule.id for one in outcome.first] == ["a"]
    assert (outcome.last, outcome.left, outcome.passes) == ((), (), 1)


def test_what_is_spared_stays_and_says_why():
    rules = [rule("a", wants_name("b"))]
    outcome = mend(context({"TopicName": "a"}), rules, spared={("a", NAME)})
    (left,) = outcome.left
    assert (left.safety, left.refusal, left.reason, left.before, left.ops) == (
        Safety.DISPLAY_ONLY, RefusalCode.CONFLICT, "mending it would bring another fault to light", "a", (),
    )  # fmt: skip
    assert mend(context({"TopicName": "a"}), rules, spared={("a", TOPIC), ("b", NAME)}).applied


@pytest.mark.parametrize(
    ("stack", "category", "applied"),
    [
        ("new", "naming", True), ("unstated", "naming", False), ("existing", "naming", False),
        ("new", "validity", True), ("unstated", "validity", True), ("existing", "validity", False),
    ],
)  # fmt: skip
def test_a_running_resource_is_replaced_only_where_none_runs_or_nothing_deploys(stack, category, applied):
    outcome = mend(context({"TopicName": "a"}, stack), [rule("a", wants_name("b"), category=category)])
    assert bool(outcome.applied) is applied
    if not applied:
        (left,) = outcome.left
        assert (left.safety, left.reason) == (Safety.UNSAFE, "it would replace a running resource")
        assert mend(
            context({"TopicName": "a"}, stack), [rule("a", wants_name("b"), category=category)], unsafe=True
        ).applied


def test_a_fix_that_has_nothing_to_do_or_no_way_is_left_without_a_reason():
    def idle(ctx, resource):
        yield Detection(NAME, "idle.", (Set(NAME, "a"),))
        yield Detection(TOPIC, "no way.")

    for outcome in (
        mend(context({"TopicName": "a"}), [rule("a", idle)]),
        survey(context({"TopicName": "a"}), [rule("a", idle)]),
    ):
        assert [(one.safety, one.refusal, one.reason, one.ops) for one in outcome.left] == [
            (Safety.DISPLAY_ONLY, None, None, ())
        ] * 2
        assert outcome.left[0].before == "a"


def test_a_fix_that_is_refused_on_the_data_says_why():
    def ensures(ctx, resource):
        yield Detection(NAME, "other.", (Ensure(NAME, "b"),))

    (left,) = mend(context({"TopicName": "a"}), [rule("a", ensures)]).left
    assert (left.refusal, left.reason) == (
        RefusalCode.AMBIGUOUS,
        "the template sets T.Properties.TopicName to another value on purpose",
    )


def test_a_survey_plans_every_fix_against_the_template_as_it_is():
    rules = [
        rule("a", wants_name("a")),
        rule("b", wants_name("b")),
        rule("c", wants_name("c", safety=Safety.UNSAFE)),
    ]
    outcome = survey(context({"TopicName": "x"}), rules)
    assert [
        (one.detected.rule.id, one.safety, one.refusal, one.reason, one.before, one.after)
        for one in outcome.left
    ] == [
        ("a", Safety.SAFE, None, None, "x", "a"),
        ("b", Safety.SAFE, None, None, "x", "b"),
        (
            "c",
            Safety.UNSAFE,
            "unsafe-not-enabled",
            "there is more than one reading, or it changes behaviour",
            "x",
            "c",
        ),
    ]
    assert [one.deployment for one in outcome.left] == [Deployment("will")] * 3
    assert [one.rule.id for one in outcome.first] == [one.rule.id for one in outcome.last] == ["a", "b", "c"]
    assert (outcome.applied, outcome.passes, outcome.held, outcome.unused) == ((), 0, (), ())
    assert [one.refusal for one in survey(context({"TopicName": "x"}), rules, unsafe=True).left] == [None] * 3


def test_a_rule_that_fails_in_several_passes_is_reported_once():
    def broken(ctx, resource):
        raise ZeroDivisionError("oops")
        yield

    rules = [rule("broken", broken), rule("a", wants_name("a"))]
    assert len(mend(context(), rules).failures) == len(survey(context(), rules).failures) == 1


def test_what_is_suppressed_is_neither_mended_nor_left_and_what_holds_nothing_is_told():
    said = (Suppression(Source.CONFIGURATION, "a"), Suppression(Source.CONFIGURATION, "none"))
    rules = [rule("a", wants_name("a")), rule("b", wants_name("b"))]
    for run in (mend, survey):
        outcome = run(context(), rules, suppressions=Suppressions(said))
        assert [one.suppression for one in outcome.held] == [said[0]]
        assert outcome.unused == said[1:]
        assert {one.detected.rule.id for one in (*outcome.applied, *outcome.left)} == {"b"}
