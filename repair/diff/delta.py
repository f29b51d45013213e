"""One semantic difference between two aligned templates, and what it does to a running stack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from repair.template.data import Data, Path

Kind = Literal["added", "removed", "changed", "moved", "renamed"]
Replacement = Literal["never", "may", "will"]
Permissions = Literal["broader", "narrower", "same", "incomparable"]
"""What a change does to what is allowed: by a policy document, or through a security group."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """What updating a stack from the generated to the ideal template does at one place.

    Attributes:
        replacement: Whether the resource is replaced by a new one. Outside Resources, whether those in `also` are.
        data_loss: Whether data may go with it: a resource that keeps data is deleted or replaced, and its
            policies do not keep it. Those in `also` count.
        also: Logical ids (of the generated template) of other resources that are replaced, or may be, because they
            refer to this one in a property that only a replacement can change; nearest first.
    """

    replacement: Replacement = "never"
    data_loss: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delta:
    """The smallest subtree that differs; whole properties and list items on one side are one delta.

    `added` is in the ideal template only, `removed` in the generated one only. `moved` is an item of an
    ordered list that stands elsewhere (or, with `exact_only`, a list whose order has no meaning and
    differs), or something that has become a resource of its own, or the reverse. `renamed` is an entry of a
    section that has another name; its `before` and `after` are the names.

    One delta may stand for several that are one change: a rule of a security group that has become a resource, a
    statement that was split. Those are its `parts`; they are mended together, and have no parts themselves.

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
        permissions: What it does to what is allowed, from the generated to the ideal template; None where it
            does not touch a policy or a security group's rules, or where that cannot be told.
        depends_on: Not empty when the two values mean the same in some deployments and not in others: what that
            hinges on, such as "parameter Stage", "condition IsProd", "export shared-vpc", "AWS::Region".
        parts: The deltas that this one stands for, in document order.
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
    permissions: Permissions | None = None
    depends_on: tuple[str, ...] = ()
    parts: tuple[Delta, ...] = ()

    @property
    def flat(self) -> tuple[Delta, ...]:
        """The deltas that it stands for: its parts, or itself."""
        return self.parts or (self,)

    def made_of(self, parts: tuple[Delta, ...]) -> Delta:
        """This delta standing for `parts`: it weighs and does what they weigh and do together."""
        return replace(
            self,
            parts=parts,
            weight=sum(part.weight for part in parts),
            deployment=worst(part.deployment for part in parts),
        )


_RANK: tuple[Replacement, ...] = ("never", "may", "will")


def worst(deployments: Iterable[Deployment]) -> Deployment:
    """The worst of several effects, with all that they spread to; nothing at all when there are none."""
    found = tuple(deployments)
    return Deployment(
        max((one.replacement for one in found), key=_RANK.index, default="never"),
        any(one.data_loss for one in found),
        tuple(dict.fromkeys(name for one in found for name in one.also)),
    )


_CONTAINERS = frozenset({dict, list})


def leaf_count(value: Data) -> int:
    """How many scalars and empty containers a value holds."""
    if type(value) not in _CONTAINERS or not value:
        return 1
    count = 1
    level = [value]
    while level:
        # A container is one of the items of its own; what it holds stands in its place.
        count += sum(map(len, level)) - len(level)
        level = [
            item
            for container in level
            for item in (container.values() if type(container) is dict else container)
            if type(item) in _CONTAINERS and item
        ]
    return count
