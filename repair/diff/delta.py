"""One semantic difference between two aligned templates, and what it does to a running stack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from repair.template.data import Data, Path

Kind = Literal["added", "removed", "changed", "moved", "renamed"]
Replacement = Literal["never", "may", "will"]


@dataclass(frozen=True, slots=True)
class Deployment:
    """What updating a stack from the generated to the ideal template does at one place.

    Attributes:
        replacement: Whether the resource is replaced by a new one.
        data_loss: Whether data may go with it: a resource that keeps data is deleted or replaced, and its
            policies do not keep it.
    """

    replacement: Replacement = "never"
    data_loss: bool = False


@dataclass(frozen=True, slots=True)
class Delta:
    """The smallest subtree that differs; whole properties and list items on one side are one delta.

    `added` is in the ideal template only, `removed` in the generated one only. `moved` is an item of an
    ordered list that stands elsewhere (or, with `exact_only`, a list whose order has no meaning and
    differs). `renamed` is an entry of a section that has another name; its `before` and `after` are the
    names.

    Attributes:
        kind: What happened.
        path: Where it stands in the generated template, with that template's names and indices; None when added.
        ideal_path: Where it stands in the ideal template; None when removed.
        before: The generated template's value; None when added.
        after: The ideal template's value; None when removed.
        claims: Echoes: paths in the generated template of the properties whose values refer to what was renamed.
        resource: Logical id in the generated template (in the ideal one if it is only there), or None
            outside Resources.
        resource_type: The resource's type, or None.
        deployment: What it does to a running stack.
        exact_only: The two mean the same and differ in spelling only.
        target: Where in the generated template the ideal value belongs: the key, or the index to put it in
            front of. None when removed.
        weight: How much of both templates it makes up, in leaves; see `Diff.similarity`.
    """

    kind: Kind
    path: Path | None
    ideal_path: Path | None
    before: Data
    after: Data
    claims: tuple[Path, ...] = ()
    resource: str | None = None
    resource_type: str | None = None
    deployment: Deployment = field(default_factory=Deployment)
    exact_only: bool = False
    target: Path | None = None
    weight: int = 0


def leaf_count(value: Data) -> int:
    """How many scalars and empty containers a value holds."""
    kind = type(value)
    if kind is dict and value:
        count = 0
        for item in value.values():
            below = type(item)
            count += leaf_count(item) if below is dict or below is list else 1
        return count
    if kind is list and value:
        count = 0
        for item in value:
            below = type(item)
            count += leaf_count(item) if below is dict or below is list else 1
        return count
    return 1
