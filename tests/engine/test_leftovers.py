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
