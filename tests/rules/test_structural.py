"""What a difference is called by its form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repair.diff.delta import Delta
from repair.rules.structural import STRUCTURAL_IDS, structural_id
from repair.template.data import Path

PROPERTY = ("Resources", "B", "Properties", "BucketName")
CHANGED = Delta("changed", PROPERTY, PROPERTY, "a", "b", resource="B", resource_type="AWS::S3::Bucket")


@pytest.mark.parametrize("kind", ["added", "removed", "changed", "moved", "renamed"])
@pytest.mark.parametrize(
    "path",
    [
        (),
        ("Description",),
        ("Transform", 0),
        ("Globals", "Function", "Timeout"),
        ("Outputs", "O"),
        ("Rules", "R", "Assertions", 0),
        ("Metadata", "M", "N"),
        ("Resources", "B", "DeletionPolicy"),
        PROPERTY,
    ],
)
@pytest.mark.parametrize("parts", [(), (CHANGED,)])
def test_every_difference_has_an_id_of_the_list(kind: str, path: Path, parts: tuple[Delta, ...]) -> None:
    delta = replace(CHANGED, kind=kind, path=path, parts=parts)  # type: ignore[arg-type]
    assert structural_id(delta) in STRUCTURAL_IDS


def test_a_resource_of_another_type_is_called_so() -> None:
    whole = replace(CHANGED, path=("Resources", "B"), ideal_path=("Resources", "C"), parts=(CHANGED, CHANGED))
    assert structural_id(whole) == "resource-retyped"


def test_what_moved_between_resources_is_called_so() -> None:
    rule = ("Resources", "G", "Properties", "SecurityGroupIngress", 0)
    moved = replace(CHANGED, kind="moved", path=rule, ideal_path=("Resources", "R"), parts=(CHANGED, CHANGED))
    assert structural_id(moved) == "property-relocated"
    assert structural_id(replace(moved, path=("Resources", "R"), ideal_path=rule)) == "resource-relocated"
