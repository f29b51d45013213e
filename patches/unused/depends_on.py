"""DependsOn entries that a reference implies."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.decidable import is_decidable
from repair.rules.model import Detection
from repair.template.references import Reference
from repair.template.template import Resource

_NOT_ALWAYS = ("Fn::If", "Fn::ForEach", "Fn::Transform")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield one detection for all such entries of a resource."""
    if not resource.depends_on or not is_decidable(context.template, resource):
        return  # what a macro or SAM makes of the resource need not hold the reference any more
    references = context.template.references.of(resource.id)
    implied = {one.target for one in references if _always_waits(one)}
    idle = [
        one
        for one in references
        if one.kind == "DependsOn" and one.target in implied and one.target != resource.id
    ]
    if idle:
        names = ", ".join(dict.fromkeys(one.target for one in idle))
        operations = tuple(Remove(one.path, prune=len(one.path) > 3) for one in reversed(idle))
        yield Detection(
            idle[0].path, f"{resource.id} refers to {names} and so waits without DependsOn.", operations
        )


def _always_waits(one: Reference) -> bool:
    """Whether a reference makes its resource wait in every case: not in a branch, a loop or an include."""
    return (
        one.kind in ("Ref", "GetAtt", "Sub")
        and one.path[2:3] == ("Properties",)
        and not any(isinstance(key, str) and key.startswith(_NOT_ALWAYS) for key in one.path)
    )
