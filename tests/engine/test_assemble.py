"""From detections to findings: what is joined, what is told apart, and in which order."""

from dataclasses import replace

import pytest
from made_rules import NAME, TEXT, TOPIC, context, rule, wants

from repair.diff.delta import Deployment
from repair.engine.assemble import counted, findings, grouped, ordered, place
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.holding import Suppressions
from repair.engine.loop import mend, survey
from repair.engine.suppression import Source, Suppression
from repair.patch.operations import RefusalCode, Refused
from repair.rules.model import Detection, Safety, Severity
from repair.template.load import from_text

PLACE = Place(("Resources", "A"), "m", "A", "T", 3, 5, {"a": 1, "b": 2}, [1])
FINDING = Finding(
    "id", "kind", "title", "category", Severity.LOW, (PLACE,), "cause", "impact", (), {},
    Fix(FixStatus.AVAILABLE, Safety.SAFE, None, None, ({"op": "remove", "path": "/a"},)),
)  # fmt: skip
OTHER = replace(PLACE, path=("Resources", "B"), resource="B", line=9, message="n", before={"b": 2, "a": 1})


def test_findings_that_say_the_same_of_two_places_are_one_as_safe_as_the_less_safe():
    op = {"op": "remove", "path": "/b"}
    for safeties in [(Safety.SAFE, Safety.UNSAFE), (Safety.UNSAFE, Safety.SAFE)]:
        one = replace(FINDING, fix=replace(FINDING.fix, safety=safeties[0]))
        more = replace(FINDING, places=(OTHER,), fix=replace(FINDING.fix, safety=safeties[1], ops=(op,)))
        (joined,) = grouped([one, more])
        assert joined.places == (PLACE, OTHER)
        assert joined.fix == Fix(FixStatus.AVAILABLE, Safety.UNSAFE, None, None, (*FINDING.fix.ops, op))


@pytest.mark.parametrize(
    "more",
    [
        replace(FINDING, id="other"),
        replace(FINDING, fix=replace(FINDING.fix, status=FixStatus.REFUSED)),
        replace(FINDING, fix=replace(FINDING.fix, refusal="conflict")),
        replace(FINDING, fix=replace(FINDING.fix, reason="because")),
        replace(FINDING, deployment=Deployment("will")),
        replace(FINDING, places=(replace(OTHER, before=1),)),
        replace(FINDING, places=(replace(OTHER, after=1),)),
        replace(FINDING, suppression=Suppression(Source.COMMENT, "id")),
    ],
)
def test_findings_that_say_something_else_stay_apart(more):
    assert grouped([FINDING, more]) == [FINDING, more]


def test_what_is_passed_over_is_joined_by_whose_word_it_is_and_why():
    def held(source, reason, rule_id="id"):
        return replace(FINDING, suppression=Suppression(source, rule_id, reason))

    assert len(grouped([held(Source.COMMENT, "a"), held(Source.COMMENT, "a", "alias")])) == 1
    assert (
        len(grouped([held(Source.COMMENT, "a"), held(Source.COMMENT, "b"), held(Source.METADATA, "a")])) == 3
    )


def test_the_worst_comes_first_then_what_stands_first_then_the_first_id():
    def at(severity, line, column, name):
        return replace(
            FINDING, id=name, severity=severity, places=(replace(PLACE, line=line, column=column), PLACE)
        )

    wanted = [
        at(Severity.CRITICAL, 9, 9, "z"), at(Severity.LOW, 1, 2, "y"), at(Severity.LOW, 1, 3, "b"),
        at(Severity.LOW, 1, 3, "c"), at(Severity.LOW, 2, 1, "a"),
    ]  # fmt: skip
    assert list(ordered(reversed(wanted))) == wanted


def test_those_that_look_alike_are_counted():
    other = replace(FINDING, id="other")
    found = counted([FINDING, other, FINDING, FINDING, other])
    assert [(one.id, one.occurrence) for one in found] == [
        ("id", 1), ("other", 1), ("id", 2), ("id", 3), ("other", 2),
    ]  # fmt: skip


def test_a_place_names_its_resource_and_stands_where_the_nearest_thing_around_it_does():
    template, ideal = from_text(TEXT, "a.yaml"), from_text("\n\n" + TEXT, "b.yaml")
    assert place(template, (*TOPIC, "Properties", "Gone"), "m", 1, 2) == Place(
        (*TOPIC, "Properties", "Gone"), "m", "T", "AWS::SNS::Topic", 4, 5, 1, 2
    )
    assert place(template, ("Resources", "Gone", "x"), "m", 1, 2) == Place(
        ("Resources", "Gone", "x"), "m", "Gone", None, 1, 1, 1, 2
    )
    for path in [("Resources",), ("Outputs", "T"), ()]:
        assert place(template, path, "m", None, None) == Place(path, "m", None, None, 1, 1, None, None)
    made = place(template, NAME, "m", 1, 2, ideal, NAME)
    assert (made.line, made.column) == (5, 7)
    assert (made.ideal_path, made.ideal_line, made.ideal_column) == (NAME, 7, 7)
    assert place(template, NAME, "m", 1, 2, ideal).ideal_line is None


def fixes(outcome, template):
    return [
        (one.id, one.fix.status, one.fix.safety, one.fix.refusal, one.fix.reason, len(one.fix.ops))
        for one in findings(outcome, template)
    ]


def test_a_fix_is_applied_available_refused_or_there_is_none():
    refused = Detection(TOPIC, "r.", refusal=Refused(RefusalCode.NEEDS_VALUE, "nobody knows"))
    rules = [
        rule("a", wants("new")),
        rule("b", wants("x", (*TOPIC, "X")), safety=Safety.UNSAFE),
        rule("c", wants("y", (*TOPIC, "Y")), safety=Safety.DISPLAY_ONLY),
        rule("d", refused),
        rule("e", Detection(TOPIC, "n.")),
    ]
    once = [wants("new")]

    def until_mended(context, resource):
        del context
        if resource.id == "T" and resource.properties["TopicName"] == "old":
            yield from once

    rules[0] = replace(rules[0], detect_resource=until_mended)
    given = context()
    reason = "there is more than one reading, or it changes behaviour"
    rest = [
        ("b", FixStatus.AVAILABLE, Safety.UNSAFE, "unsafe-not-enabled", reason, 1),
        ("c", FixStatus.REFUSED, Safety.DISPLAY_ONLY, "unsafe-not-enabled", None, 1),
        ("d", FixStatus.REFUSED, Safety.DISPLAY_ONLY, "needs-value", "nobody knows", 0),
        ("e", FixStatus.NONE, Safety.DISPLAY_ONLY, None, None, 0),
    ]
    assert sorted(fixes(mend(given, rules), given.template)) == [
        ("a", FixStatus.APPLIED, Safety.SAFE, None, None, 1),
        *rest,
    ]
    assert sorted(fixes(survey(given, rules), given.template)) == [
        ("a", FixStatus.AVAILABLE, Safety.SAFE, None, None, 1),
        *rest,
    ]


def test_a_finding_says_what_its_rule_says_and_what_stands_there_before_and_after():
    given = context(stack="existing")
    (found,) = findings(
        survey(given, [rule("naming-fixed", wants("new"), severity=Severity.HIGH)]), given.template
    )
    assert found == Finding(
        id="naming-fixed", kind="physical-name-collision", title="title of naming-fixed", category="naming",
        severity=Severity.HIGH,
        places=(Place(NAME, "it should be new.", "T", "AWS::SNS::Topic", 5, 7, "old", "new"),),
        root_cause="why", impact="impact", references=("https://example.com",), aliases={"x": ("X1",)},
        fix=Fix(
            FixStatus.AVAILABLE, Safety.UNSAFE, RefusalCode.CREATE_ONLY, "it would replace a running resource",
            ({"op": "replace", "path": "/Resources/T/Properties/TopicName", "value": "new"},),
        ),
        deployment=Deployment("will"), rules=("naming-fixed",),
    )  # fmt: skip


def test_what_is_passed_over_is_a_finding_without_a_fix_and_with_the_word():
    given = context()
    said = Suppression(Source.CONFIGURATION, "a", "a reason")
    rules = [rule("a", wants("new"))]
    outcome = survey(given, rules, suppressions=Suppressions((said,)))
    (found,) = findings(outcome, given.template)
    assert (found.suppression, found.fix) == (said, Fix(FixStatus.NONE, Safety.DISPLAY_ONLY))
    assert [(one.path, one.before, one.after, one.message) for one in found.places] == [
        (NAME, "old", "old", "it should be new.")
    ]
    assert found.deployment == Deployment()


def test_the_rest_that_is_known_stands_among_the_findings():
    given = context()
    more = replace(FINDING, severity=Severity.CRITICAL)
    found = findings(
        survey(
            given, [rule("a", Detection(TOPIC, "x."), Detection(NAME, "y."), wants("new", (*TOPIC, "Q")))]
        ),
        given.template,
        [more],
    )
    assert [(one.id, len(one.places)) for one in found] == [("id", 1), ("a", 1), ("a", 1), ("a", 1)]
