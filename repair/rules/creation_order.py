"""Orders of creation that no reference states: what must stand first, and the DependsOn that says so.

Source: AWS CloudFormation Template Reference, "DependsOn attribute", and the user guide of each service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repair.patch.operations import Ensure, Merge, Operation, Set
from repair.rules.context import Context
from repair.rules.dependency_reach import needs
from repair.rules.model import Detection
from repair.template.template import Resource


def unordered(context: Context, later: Resource, first: Iterable[Resource], why: str) -> Iterator[Detection]:
    """One detection when `later` may be created before one of `first`.

    What needs `later` itself, and what exists under another condition, is left out.

    Args:
        context: The template.
        later: The resource that must wait.
        first: What it must wait for.
        why: What happens otherwise, as the end of a sentence about `later`.
    """
    graph = context.template.references
    written = later.body.get("DependsOn")
    if written is not None and not isinstance(written, str | list):
        return
    missing = [
        one.id
        for one in first
        if one.id != later.id
        and one.condition in (None, later.condition)
        and not needs(graph, later.id, one.id)
        and not needs(graph, one.id, later.id)
    ]
    if missing:
        path = (*later.path, "DependsOn")
        names = " and ".join(missing) if len(missing) < 3 else f"{missing[0]} and {len(missing) - 1} others"
        message = f"{later.id} does not wait for {names}: {why}."
        yield Detection(path, message, tuple(_waits(path, written, missing)))


def _waits(path: tuple[str | int, ...], written: object, missing: list[str]) -> Iterator[Operation]:
    if written is None:
        yield Ensure(path, missing[0] if len(missing) == 1 else missing)
    elif isinstance(written, str):
        yield Set(path, [written, *missing])
    else:
        yield Merge(path, tuple(missing))


def of_type(context: Context, *types: str) -> list[Resource]:
    """The resources of these types, in document order."""
    return [resource for resource in context.template.resources.values() if resource.type in types]
