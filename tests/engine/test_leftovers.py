"""What is of little weight stands with others; what is not never does."""

from dataclasses import replace

from repair.diff.delta import Delta, Deployment
from repair.engine.causes import Cause
from repair.engine.leftovers import MANY, MOST, summed_up
from repair.rules.model import Severity

DELTA = Delta("changed", ("Resources", "R"), ("Resources", "R"), 1, 2)


def made(*groups, severity=Severity.MEDIUM):
    """Causes of some failures, each with so many deltas: (failure, kind, count)."""
    causes = [Cause(failure, kind, follows=False) for failure, kind, count in groups for _ in range(count)]
    return causes, [DELTA] * len(causes), [severity] * len(causes)


def areas(count, size, kind="other-configuration"):
    return [(("area", f"area{n}"), kind, size) for n in range(count)]


def failures(causes):
    return [cause.failure for cause in causes]


def test_a_short_document_names_everything():
    causes, deltas, severities = made(*areas(MANY, 1))
    assert summed_up(causes, deltas, severities) == causes


def test_a_long_document_sums_up_what_is_small():
    causes, deltas, severities = made(
        *areas(2, 2), *[(("area", f"big{n}"), "other-configuration", 30) for n in range(MANY)]
    )
    found = summed_up(causes, deltas, severities)
    assert failures(found)[:4] == [("area", "other")] * 4
    assert found[4:] == causes[4:]


def test_what_is_severe_or_disrupts_is_never_small():
    causes, deltas, severities = made(
        *areas(2, 2), *[(("area", f"big{n}"), "other-configuration", 30) for n in range(MANY)]
    )
    assert summed_up(causes, deltas, [Severity.HIGH] * len(deltas)) == causes
    replaced = [replace(DELTA, deployment=Deployment("will"))] * len(deltas)
    assert summed_up(causes, replaced, severities) == causes


def test_a_small_failure_has_few_differences():
    causes, deltas, severities = made(
        *areas(2, MOST + 1), *[(("area", f"big{n}"), "other-configuration", 60) for n in range(MANY)]
    )
    assert summed_up(causes, deltas, severities) == causes


def test_what_a_rule_finds_joins_what_is_of_the_same_kind():
    causes, deltas, severities = made(
        (("area", "lifecycle"), "deletion-policy-missing", 2),
        (("rule", "lifecycle-unstated-removal"), "deletion-policy-missing", 1),
    )
    assert set(failures(summed_up(causes, deltas, severities))) == {("area", "lifecycle")}


def test_two_rules_of_one_kind_are_one_failure():
    causes, deltas, severities = made(
        (("rule", "a"), "deletion-policy-missing", 2), (("rule", "b"), "deletion-policy-missing", 1)
    )
    assert set(failures(summed_up(causes, deltas, severities))) == {("kind", "deletion-policy-missing")}


def test_what_does_not_deploy_stands_alone():
    causes, deltas, severities = made(
        (("rule", "a"), "unsupported-property", 2), (("rule", "b"), "unsupported-property", 1)
    )
    assert summed_up(causes, deltas, severities) == causes


def big(count):
    """So many failures that are no small ones, so that the document is a long one."""
    return [(("area", f"big{n}"), "other-configuration", 60) for n in range(count)]


def test_a_long_document_tells_of_neighbouring_areas_together():
    housekeeping = [(("area", "tags"), "tags-missing", 30), (("area", "outputs"), "outputs-missing", 30)]
    causes, deltas, severities = made(*housekeeping, *big(MANY))
    assert set(failures(summed_up(causes, deltas, severities))[:60]) == {("area", "housekeeping")}
    assert summed_up(*made(*housekeeping)) == made(*housekeeping)[0]


def test_an_area_without_its_neighbours_keeps_its_name():
    causes, deltas, severities = made((("area", "tags"), "tags-missing", 30), *big(MANY))
    assert summed_up(causes, deltas, severities) == causes


def test_what_rules_find_in_one_area_is_one_failure_of_a_long_document():
    found = [
        (("rule", "a"), "deletion-policy-missing", 2),
        (("rule", "b"), "retain-blocks-teardown", 2),
    ]
    causes, deltas, severities = made(*found, *big(MANY))
    assert set(failures(summed_up(causes, deltas, severities))[:4]) == {("area", "lifecycle")}
    assert summed_up(*made(*found)) == made(*found)[0]
    severe, deltas, severities = made(*found, *big(MANY), severity=Severity.HIGH)
    assert summed_up(severe, deltas, severities) == severe


def test_a_few_resources_that_the_ideal_does_without_belong_together():
    causes, deltas, severities = made(
        (("area", "encryption"), "resource-extra", 1),
        (("area", "access"), "resource-extra", 1),
        (("area", "network"), "resource-extra", 20),
    )
    assert failures(summed_up(causes, deltas, severities))[:3] == [("area", "components")] * 2 + [
        ("area", "network")
    ]


def test_one_difference_may_always_be_small_and_of_more_a_tenth():
    def summed(size, count):
        causes, deltas, severities = made(
            *areas(2, size),
            (("area", "rest"), "other-configuration", count - 2 * size - MANY),
            *[(("area", f"one{n}"), "other-configuration", 1) for n in range(MANY)],
        )
        deltas = [
            replace(DELTA, deployment=Deployment("will")) if n >= 2 * size else DELTA
            for n in range(len(deltas))
        ]
        return failures(summed_up(causes, deltas, severities))[0] == ("area", "other")

    assert [summed(1, 12), summed(2, 19), summed(2, 20), summed(5, 50), summed(6, 60), summed(5, 49)] == [
        True, False, True, True, False, False,
    ]  # fmt: skip


def test_resources_that_the_ideal_does_without_are_few_up_to_a_tenth_of_all():
    def joined(count, of):
        causes, deltas, severities = made(
            (("area", "access"), "resource-extra", count),
            (("area", "serverless"), "other-configuration", of - count),
        )
        return failures(summed_up(causes, deltas, severities))[0] == ("area", "components")

    assert [joined(1, 3), joined(2, 19), joined(2, 20), joined(3, 30), joined(3, 29)] == [
        True,
        False,
        True,
        True,
        False,
    ]
    following = [
        Cause(("area", "access"), "iam-role-missing", follows=True),
        Cause(("area", "access"), "resource-extra", follows=False),
    ]
    others = [Cause(("area", "serverless"), "other-configuration", follows=False)] * 20
    found = summed_up([*following, *others], [DELTA] * 22, [Severity.MEDIUM] * 22)
    assert failures(found)[:2] == [("area", "components")] * 2
    mixed = [replace_follows(following[0]), following[1], *others]
    assert failures(summed_up(mixed, [DELTA] * 22, [Severity.MEDIUM] * 22))[:2] == [("area", "access")] * 2


def replace_follows(cause):
    return cause._replace(follows=False)


def test_a_rule_is_of_the_kind_of_what_does_not_only_follow():
    follower = Cause(("rule", "a"), "tags-missing", follows=True)
    leader = Cause(("rule", "a"), "deletion-policy-missing", follows=False)
    area = Cause(("area", "lifecycle"), "deletion-policy-missing", follows=False)
    found = summed_up([follower, leader, area], [DELTA] * 3, [Severity.MEDIUM] * 3)
    assert failures(found) == [("area", "lifecycle")] * 3
    alone = [follower, area]
    assert summed_up(alone, [DELTA] * 2, [Severity.MEDIUM] * 2) == alone


def test_slight_findings_of_rules_join_their_area_and_worse_ones_their_kind_only():
    def of(severity):
        causes = [
            Cause(("rule", "a"), "deletion-policy-missing", follows=False),
            Cause(("area", "lifecycle"), "retain-blocks-teardown", follows=False),
        ]
        return failures(summed_up(causes, [DELTA] * 2, [severity, Severity.MEDIUM]))

    assert of(Severity.LOW) == [("area", "lifecycle")] * 2
    assert of(Severity.MEDIUM) == [("rule", "a"), ("area", "lifecycle")]
    two = [
        Cause(("rule", "a"), "deletion-policy-missing", follows=False),
        Cause(("rule", "b"), "retain-blocks-teardown", follows=False),
    ]
    assert failures(summed_up(two, [DELTA] * 2, [Severity.LOW] * 2)) == [("area", "lifecycle")] * 2
    assert summed_up(two, [DELTA] * 2, [Severity.LOW, Severity.MEDIUM]) == two


def test_what_a_rule_says_is_small_only_where_it_is_of_low_severity():
    def small(severity):
        causes, deltas, severities = made(
            (("rule", "a"), "", 1), (("rule", "b"), "", 1),
            *[(("area", f"big{n}"), "other-configuration", 30) for n in range(MANY)],
        )  # fmt: skip
        return (
            failures(summed_up(causes, deltas, [severity] * 2 + severities[2:]))[:2]
            == [("area", "other")] * 2
        )

    assert small(Severity.LOW)
    assert not small(Severity.MEDIUM)


def test_what_loses_data_is_never_small():
    causes, deltas, severities = made(
        *areas(2, 2), *[(("area", f"big{n}"), "other-configuration", 30) for n in range(MANY)]
    )
    lost = [replace(DELTA, deployment=Deployment(data_loss=True))] * len(deltas)
    assert summed_up(causes, lost, severities) == causes
    maybe = [replace(DELTA, deployment=Deployment("may"))] * len(deltas)
    assert failures(summed_up(causes, maybe, severities))[:4] == [("area", "other")] * 4
