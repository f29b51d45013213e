"""Properties that exist at another level: inside a property beside them, further out, or on the resource itself."""

from __future__ import annotations

from typing import Any

from repair.document.pointer import Path
from repair.knowledge import ResourceType
from repair.patch.operations import Move, Operation, Remove
from repair.patch.same import same
from repair.rules.context import Context
from repair.rules.placing import placed
from repair.rules.property_names import COMMON, settable
from repair.rules.property_path import bare, dotted, inner
from repair.rules.reading import Reading, breaks_nothing_new
from repair.template.data import MISSING, value_at
from repair.template.intrinsics import IF, is_intrinsic
from repair.template.template import Resource

_POLICIES = ("Delete", "Retain", "Snapshot", "RetainExceptOnCreate")
_ATTRIBUTES = (
    "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "UpdatePolicy", "UpdateReplacePolicy",
)  # fmt: skip
_DEEPEST = 2


def lower(
    context: Context, resource: Resource, kind: ResourceType, parent: Path, names: list[str]
) -> tuple[tuple[Path, ...], Reading] | None:
    """The reading that moves as many of `names` as possible into the one property of `parent` that has them all."""
    here = bare(inner(parent))
    homes = {name: _homes(kind, here, name) for name in names}
    shared = [name for name in names if homes[name]]
    if not shared:
        return None
    common = set.intersection(*(set(homes[name]) for name in shared))
    if not common:  # they do not belong together: take the first and those that go with it
        first = homes[shared[0]]
        shared = [name for name in shared if homes[name] == first]
        common = set(first)
    data = context.template.data
    free = sorted(home for home in common if _is_free(data, (*parent, *home), shared))
    plans = [(home, _into(parent, home, shared)) for home in free]
    fitting = [(home, moves) for home, moves in plans if breaks_nothing_new(resource, moves)] or plans
    if not fitting:
        return None
    home, moves = fitting[0]
    sure = len(fitting) == 1 and any(name not in COMMON for name in shared)
    paths = tuple((*parent, name) for name in shared)
    verb = "it belongs" if len(shared) == 1 else "they belong"
    why = f"{verb} in {dotted(inner((*parent, *home)))}"
    return paths, Reading(paths[0], why, moves, sure, (*parent, *home))


def _homes(kind: ResourceType, here: tuple[str, ...], name: str) -> tuple[Path, ...]:
    """The properties below `here`, one or two levels down and not through lists, that have `name`."""
    found: list[Path] = []
    level: list[tuple[str, ...]] = [()]
    for _ in range(_DEEPEST):
        level = [
            (*above, child)
            for above in level
            for child in sorted(settable(kind, (*here, *above)))
            if (*here, *above, child) not in kind.deprecated
        ]
        found += [home for home in level if name in settable(kind, (*here, *home))]
        if found:
            break
    return tuple(found)


def _is_free(data: Any, home: Path, names: list[str]) -> bool:
    """Whether `names` can come to stand at `home`."""
    for end in range(len(home)):
        if is_intrinsic(value_at(data, home[: end + 1])):
            return False
    present = value_at(data, home)
    return present is MISSING or (isinstance(present, dict) and not any(name in present for name in names))


def _into(parent: Path, home: Path, names: list[str]) -> tuple[Operation, ...]:
    return tuple(Move((*parent, name), (*parent, *home, name)) for name in names)


def upper(context: Context, resource: Resource, kind: ResourceType, path: Path) -> Reading | None:
    """The reading that moves the property at `path` to the nearest mapping around its own that has its name."""
    name = str(path[-1])
    value = value_at(context.template.data, path)
    for end in range(len(path) - 2, 2, -1):
        left = path[end : len(path) - 1]
        if IF in left:
            return None
        if path[end - 1] == IF or isinstance(path[end], int):
            continue
        above = path[:end]
        if name in settable(kind, bare(inner(above))) and isinstance(
            value_at(context.template.data, above), dict
        ):
            operations, complete = placed(resource, path, (*above, name), value)
            if not breaks_nothing_new(resource, operations):
                continue
            crosses_list = any(isinstance(step, int) for step in left)
            sure = complete and not crosses_list and name not in COMMON
            why = (
                f"it belongs in {dotted(inner(above))}"
                if inner(above)
                else "it belongs directly in Properties"
            )
            return Reading(path, why, operations, sure, (*above, name))
    return None


def outside(context: Context, resource: Resource, path: Path) -> Reading | None:
    """The reading that moves an attribute of the resource out of its Properties."""
    name = str(path[-1])
    if len(path) != 4 or name not in _ATTRIBUTES:
        return None
    value = value_at(context.template.data, path)
    if not _is_attribute(context, name, value):
        return None
    target = (*resource.path, name)
    present = resource.body.get(name, MISSING)
    operations: tuple[Operation, ...] = (Move(path, target),) if present is MISSING else (Remove(path),)
    sure = present is MISSING or same(present, value)
    return Reading(
        path, f"{name} is an attribute of the resource and stands beside Properties", operations, sure, target
    )


def _is_attribute(context: Context, name: str, value: Any) -> bool:
    template = context.template
    if name in ("DeletionPolicy", "UpdateReplacePolicy"):
        return value in _POLICIES
    if name == "DependsOn":
        names = value if isinstance(value, list) else [value]
        return bool(names) and all(isinstance(one, str) and one in template.resources for one in names)
    if name == "Condition":
        return isinstance(value, str) and value in template.section("Conditions")
    return isinstance(value, dict) and not is_intrinsic(value)
