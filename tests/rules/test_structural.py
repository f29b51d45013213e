"""What a difference is called when no rule explains it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repair.diff.delta import Delta
from repair.rules.model import Severity
from repair.rules.structural import STRUCTURAL_IDS, structural_kind

PROPERTY = ("Resources", "B", "Properties", "BucketName")
CHANGED = Delta("changed", PROPERTY, PROPERTY, "a", "b", resource="B", resource_type="AWS::S3::Bucket")


def test_every_kind_has_an_id_of_the_list() -> None:
    for delta in (
        CHANGED,
        replace(CHANGED, kind="moved"),
        replace(CHANGED, path=("Outputs", "O"), parts=(CHANGED,)),
    ):
        assert structural_kind(delta).id in STRUCTURAL_IDS


def test_a_resource_of_another_type_is_called_so() -> None:
    whole = replace(CHANGED, path=("Resources", "B"), ideal_path=("Resources", "C"), parts=(CHANGED, CHANGED))
    assert structural_kind(whole).id == "resource-retyped"


def test_what_moved_between_resources_is_called_so() -> None:
    rule = ("Resources", "G", "Properties", "SecurityGroupIngress", 0)
    moved = replace(CHANGED, kind="moved", path=rule, ideal_path=("Resources", "R"), parts=(CHANGED, CHANGED))
    assert structural_kind(moved).id == "property-relocated"
    assert (
        structural_kind(replace(moved, path=("Resources", "R"), ideal_path=rule)).id == "resource-relocated"
    )


@pytest.mark.parametrize(
    ("permissions", "severity"),
    [
        ("narrower", Severity.HIGH),
        ("broader", Severity.MEDIUM),
        ("same", Severity.LOW),
        (None, Severity.MEDIUM),
    ],
)
def test_a_template_that_allows_too_much_is_worse_than_one_that_allows_too_little(
    permissions: str | None, severity: Severity
) -> None:
    assert structural_kind(replace(CHANGED, permissions=permissions)).severity is severity  # type: ignore[arg-type]
