"""Circles through a DependsOn that runs against the references: the wish cannot be granted, the reference must be."""

from __future__ import annotations

import json
from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.cycle_break import Break, BreakKind, Circle
from repair.template.references import Reference

_SECRET = "AWS::SecretsManager::Secret"


def depends_on_breaks(circle: Circle) -> Iterator[Break]:
    """DependsOn entries on a resource that itself refers to the one that waits for it."""
    for name, references in circle.inner.items():
        for reference in references:
            if reference.kind == "DependsOn" and _runs_against(circle, name, reference.target):
                yield _dropped(name, reference)


def _runs_against(circle: Circle, waits: str, awaited: str) -> bool:
    if waits == awaited:
        return True
    if not any(one.target == waits and one.kind != "DependsOn" for one in circle.inner[awaited]):
        return False
    # A dynamic reference names the secret in plain text: then the wait is for a reason.
    reads_secret = circle.members[awaited].type == _SECRET and "{{resolve:" in json.dumps(
        circle.members[waits].properties, default=str
    )
    return not reads_secret


def _dropped(name: str, reference: Reference) -> Break:
    path = reference.path
    return Break(
        BreakKind.DEPENDS_ON,
        path,
        frozenset({reference}),
        f"{name} stops waiting for {reference.target}, which refers to it",
        lambda _taken: (Remove(path, prune=len(path) > 3),),
    )
